//! A PostgreSQL server of the tests' own: a new cluster in a temporary folder, reached by a socket in it.

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
    /// Starts a cluster; `None` where PostgreSQL's programs are not found.
    pub(crate) fn start() -> Option<Self> {
        let programs = programs()?;
        let folder = tempfile::Builder::new().prefix("tassei-pg").tempdir().expect("a folder can be made");
        let user = another_user();
        if let Some((uid, gid)) = user {
            // initdb refuses to run as root.
            std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).expect("ours to set");
            chown(folder.path(), Some(uid), Some(gid)).expect("root may give a folder away");
        }
        let as_user = |program: &str| {
            let mut command = Command::new(programs.join(program));
            command.current_dir(folder.path()).stdin(Stdio::null());
            if let Some((uid, gid)) = user {
                command.gid(gid).uid(uid);
            }
            command
        };
        let made = as_user("initdb")
            .args(["--auth=trust", "--username=tassei", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(folder.path().join("data"))
            .output()
            .expect("initdb runs");
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        let log = std::fs::File::create(folder.path().join("log")).expect("a log can be made");
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
            assert!(started.elapsed() < Duration::from_mins(1), "PostgreSQL did not come up");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(cluster)
    }

    fn url(&self, database: &str) -> String {
        let socket = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://tassei@{socket}/{database}")
    }

    /// A new, empty database.
    pub(crate) fn new_database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut client = postgres::Client::connect(&self.url("postgres"), postgres::NoTls).expect("it runs");
        client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).expect("a database can be made");
        self.url(&name)
    }

    /// Ends the server at once.
    pub(crate) fn stop(&self) {
        let mut server = self.server.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // SIGQUIT is PostgreSQL's immediate shutdown, children included; its process id is its name on the system.
        let _ = Command::new("kill").args(["-QUIT", &server.id().to_string()]).status();
        let _ = server.wait();
    }
}

/// The folder of the newest PostgreSQL's programs.
fn programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut installed: Vec<PathBuf> = installed.map(|version| version.path().join("bin")).collect();
    installed.sort();
    folders.extend(installed.into_iter().rev());
    folders.into_iter().find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// The user and group to run as where we are root: `postgres`, or `nobody`.
fn another_user() -> Option<(u32, u32)> {
    let us = std::fs::metadata("/proc/self").map(|us| std::os::unix::fs::MetadataExt::uid(&us)).ok()?;
    if us != 0 {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let ids = |name: &str| {
        let mut fields = users.lines().find(|line| line.starts_with(&format!("{name}:")))?.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    ids("postgres").or_else(|| ids("nobody"))
}
