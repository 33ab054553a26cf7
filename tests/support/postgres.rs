//! A PostgreSQL server for the tests: a new cluster in a temporary folder, with a Unix socket in it.

use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A running cluster.
pub(crate) struct Cluster {
    folder: tempfile::TempDir,
    server: Mutex<Child>,
    databases: AtomicU32,
}

impl Cluster {
    /// Starts a cluster; `None` if PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Self> {
        let programs = programs()?;
        let folder = tempfile::Builder::new().prefix("tassei-pg").tempdir().expect("a temporary folder");
        let user = unprivileged_user();
        if let Some((uid, gid)) = user {
            // initdb refuses to run as root.
            std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).expect("our folder");
            chown(folder.path(), Some(uid), Some(gid)).expect("root may change the owner");
        }
        let as_user = |program: &str| {
            let mut command = Command::new(programs.join(program));
            command.current_dir(folder.path()).stdin(Stdio::null());
            if let Some((uid, gid)) = user {
                command.gid(gid).uid(uid);
            }
            command
        };
        let output = as_user("initdb")
            .args(["--auth=trust", "--username=tassei", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(folder.path().join("data"))
            .output()
            .expect("initdb runs");
        assert!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));
        let log = std::fs::File::create(folder.path().join("log")).expect("a log file");
        let server = as_user("postgres")
            .arg("-D")
            .arg(folder.path().join("data"))
            .arg("-k")
            .arg(folder.path())
            .args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=300"])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("postgres runs");
        let cluster = Self { folder, server: Mutex::new(server), databases: AtomicU32::new(0) };
        let started = Instant::now();
        while postgres::Client::connect(&cluster.url("postgres"), postgres::NoTls).is_err() {
            assert!(started.elapsed() < Duration::from_mins(1), "PostgreSQL did not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(cluster)
    }

    fn url(&self, database: &str) -> String {
        let socket = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://tassei@{socket}/{database}")
    }

    /// Creates an empty database and returns its URL.
    pub(crate) fn new_database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut client =
            postgres::Client::connect(&self.url("postgres"), postgres::NoTls).expect("PostgreSQL accepts connections");
        client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).expect("a database");
        self.url(&name)
    }

    /// Stops the server immediately.
    pub(crate) fn stop(&self) {
        let mut server = self.server.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // SIGQUIT shuts PostgreSQL down immediately, including its child processes.
        let _ = Command::new("kill").args(["-QUIT", &server.id().to_string()]).status();
        let _ = server.wait();
    }
}

/// Returns the folder with the programs of the newest PostgreSQL, preferring `PATH`.
fn programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut installed: Vec<PathBuf> = installed.map(|version| version.path().join("bin")).collect();
    installed.sort();
    folders.extend(installed.into_iter().rev());
    folders.into_iter().find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// Returns the user and group to run as if we are root: those of `postgres` or `nobody`.
fn unprivileged_user() -> Option<(u32, u32)> {
    let own = std::fs::metadata("/proc/self").map(|own| std::os::unix::fs::MetadataExt::uid(&own)).ok()?;
    if own != 0 {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let ids = |name: &str| {
        let mut fields = users.lines().find(|line| line.starts_with(&format!("{name}:")))?.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    ids("postgres").or_else(|| ids("nobody"))
}
