//! The program: as a command that ends, or as a running service on a free port.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::Engine;
use super::client::{Response, agent, exchange};

/// Returns the program with an empty environment.
pub(crate) fn tassei(data_dir: &Path, database_url: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tassei"));
    command.env_clear().env("TASSEI_DATA_DIR", data_dir).env("RUST_BACKTRACE", "1").stdin(Stdio::null());
    if let Some(url) = database_url {
        command.env("DATABASE_URL", url);
    }
    command
}

/// Returns a path in the repository.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// A running service; dropping it stops the process.
pub(crate) struct Service {
    child: Child,
    address: SocketAddr,
    agent: ureq::Agent,
    data_dir: tempfile::TempDir,
    database_url: Option<String>,
}

impl Service {
    /// Starts the service on a new database of `engine`, with additional arguments.
    pub(crate) fn start(engine: &Engine, arguments: &[&str]) -> Self {
        let data_dir = tempfile::tempdir().expect("a temporary folder");
        Self::start_on(data_dir, engine.new_database(), arguments)
    }

    fn start_on(data_dir: tempfile::TempDir, database_url: Option<String>, arguments: &[&str]) -> Self {
        let log = std::fs::File::create(data_dir.path().join("log")).expect("a log file");
        let mut child = tassei(data_dir.path(), database_url.as_deref())
            .env("TASSEI_LISTEN", "127.0.0.1:0")
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the program runs");
        let stdout = child.stdout.take().expect("a piped output");
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            let rest = line.trim().strip_prefix("http://")?.split('/').next()?.to_owned();
            rest.parse().ok()
        });
        let Some(address) = address else {
            let log = std::fs::read_to_string(data_dir.path().join("log")).unwrap_or_default();
            panic!("the service did not start:\n{log}");
        };
        Self { child, address, agent: agent(), data_dir, database_url }
    }

    /// Stops the service and starts it again on the same database.
    pub(crate) fn restart(mut self, arguments: &[&str]) -> Self {
        self.stop();
        let data_dir = std::mem::replace(&mut self.data_dir, tempfile::tempdir().expect("a temporary folder"));
        Self::start_on(data_dir, self.database_url.clone(), arguments)
    }

    fn stop(&mut self) {
        // The process may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn database_url(&self) -> Option<&str> {
        self.database_url.as_deref()
    }

    pub(crate) fn data_dir(&self) -> &Path {
        self.data_dir.path()
    }

    /// Returns its resident memory in bytes.
    pub(crate) fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a running process");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("a memory size").to_owned();
        let kilobytes: u64 = line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number");
        kilobytes * 1024
    }

    /// Returns how many connections of clients it holds.
    pub(crate) fn connections(&self) -> usize {
        let files = std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).expect("a running process");
        let held: Vec<PathBuf> = files.filter_map(|file| std::fs::read_link(file.ok()?.path()).ok()).collect();
        let table = std::fs::read_to_string("/proc/net/tcp").expect("the table of connections");
        let port = format!(":{:04X}", self.address.port());
        let is_held = |line: &&str| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let is_listening = fields[3] == "0A";
            !is_listening && fields[1].ends_with(&port) && held.contains(&format!("socket:[{}]", fields[9]).into())
        };
        table.lines().skip(1).filter(is_held).count()
    }

    /// Sends SIGTERM; returns how long the service took to end by itself.
    pub(crate) fn terminate(&mut self) -> Duration {
        let started = Instant::now();
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
        let status = self.child.wait().expect("its end");
        assert!(status.success(), "{status}");
        started.elapsed()
    }

    /// Runs SQL on its database directly.
    pub(crate) fn change_database(&self, sql: &str) {
        use diesel::connection::SimpleConnection;
        use tassei::store::{Access, Address};
        let file = self.data_dir().join("tassei.sqlite").display().to_string();
        let address = Address::parse(self.database_url().unwrap_or(&file)).expect("an address");
        address.connect(Access::Write).expect("a connection").batch_execute(sql).expect("valid SQL");
    }

    /// Returns its log so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.data_dir.path().join("log")).expect("a log file")
    }

    /// Runs another command of the program on the same database.
    pub(crate) fn command(&self, arguments: &[&str]) -> Output {
        tassei(self.data_dir.path(), self.database_url()).args(arguments).output().expect("the program runs")
    }

    pub(crate) fn get(&self, path: &str) -> Response {
        self.send("GET", path, &[])
    }

    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        self.send("GET", path, headers)
    }

    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        exchange(&self.agent, method, &format!("http://{}{path}", self.address), headers)
    }

    /// Returns all rows of a list, page by page, and asserts that the metadata of every page is right.
    pub(crate) fn walk(&self, path: &str) -> Vec<serde_json::Value> {
        let mut all = Vec::new();
        let mut next = Some(path.to_owned());
        let mut total = None;
        while let Some(path) = next {
            let page = self.get(&path).ok();
            let results = page["results"].as_array().expect("results");
            let set = &page["metadata"]["resultset"];
            assert_eq!(set["count"], results.len(), "{path}");
            assert_eq!(*total.get_or_insert(set["total"].clone()), set["total"], "{path}");
            all.extend(results.iter().cloned());
            next = page["metadata"]["links"]["next"].as_str().map(str::to_owned);
        }
        assert_eq!(total.expect("a first page"), all.len(), "{path}");
        all
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.stop();
    }
}
