//! Passwords in `DATABASE_URL` reach neither the log nor the console.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::{Engine, http_get, tassei};
use crate::{Plain, Writing};

pub(crate) const PLAIN: &[(&str, Plain)] = &[
    ("a password of a server that cannot be reached is not shown", unreachable_server),
    ("a password in a malformed address is not shown, and no file is named after it", malformed_address),
];

pub(crate) const TESTS: &[(&str, Writing)] = &[("a password of a server in use is not shown", server_in_use)];

/// Words that occur in no message by chance. Every address below contains some of them.
const SECRETS: [&str; 4] = ["hunterzwei", "hunter%7Awei", "qxlate", "qx%6Cate"];

fn assert_hidden(text: &str, context: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{context} shows {secret}:\n{text}");
    }
}

/// Runs a command of the program on `url` and returns whether it succeeded and what it printed.
fn output_of_command(folder: &Path, url: &str, arguments: &[&str]) -> (bool, String) {
    let output = tassei(folder, Some(url)).env("RUST_LOG", "trace").args(arguments).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_hidden(&text, &format!("{arguments:?} on {url}"));
    (output.status.success(), text)
}

/// Runs a test for each address at the same time: most of it is waiting for connections.
fn for_each_address(urls: &[&str], test: impl Fn(&Path, &str) + Sync) {
    let test = &test;
    std::thread::scope(|scope| {
        for url in urls {
            scope.spawn(move || test(tempfile::tempdir().expect("a folder can be made").path(), url));
        }
    });
}

/// Runs the server on `url` until it answers a question about its readiness or ends, and returns what it prints.
fn output_of_server(folder: &Path, url: &str, arguments: &[&str]) -> String {
    let [stdout, stderr] = ["stdout", "stderr"].map(|name| folder.join(name));
    let file = |path: &Path| File::create(path).expect("a file can be made");
    let mut server = tassei(folder, Some(url))
        .envs([("TASSEI_LISTEN", "127.0.0.1:0"), ("RUST_LOG", "trace")])
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(file(&stdout))
        .stderr(file(&stderr))
        .spawn()
        .expect("the program runs");
    let read = |path: &Path| String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned();
    let started = Instant::now();
    loop {
        let banner = read(&stdout);
        let address = banner.lines().find_map(|line| line.trim().strip_prefix("http://")?.split('/').next());
        if let Some(address) = address.filter(|_| banner.contains("Ctrl-C")) {
            assert_hidden(&http_get(&format!("http://{address}/readyz")), "the response");
            break;
        }
        if server.try_wait().expect("a child").is_some() {
            break;
        }
        assert!(started.elapsed() < Duration::from_mins(1), "neither up nor ended: {banner}{}", read(&stderr));
        std::thread::sleep(Duration::from_millis(20));
    }
    // Ended already is as good.
    let _ = server.kill();
    let _ = server.wait();
    let text = read(&stdout) + &read(&stderr);
    assert_hidden(&text, &format!("the server on {url}"));
    text
}

fn unreachable_server() {
    let urls = [
        "postgres://u:hunterzwei@127.0.0.1:1/db",
        "postgresql://u:hunter%7Awei@127.0.0.1:1/db?sslmode=disable",
        "postgres://127.0.0.1:1/db?user=u&password=hunterzwei&sslpassword=qxlate",
        "postgres://u:hunterzwei@127.0.0.1:1/db?sslpassword=qx%6Cate",
        "postgres://u:hunterzwei@127.0.0.1:1,127.0.0.1:2/db",
        "postgres:///db?host=%2Fnowhere&user=u&password=hunterzwei",
        "postgres://u:hunterzwei@/db?host=127.0.0.1&port=1",
        "postgres://u:hunterzwei@nowhere.invalid/db?connect_timeout=2",
        // Well-formed, but rejected by libpq, which quotes what it rejects.
        "postgres://u:hunterzwei@127.0.0.1:99999/db",
        "postgres://u:hunterzwei@127.0.0.1:1/db?unknown=qxlate&password=qxlate",
        "postgres://u:hunterzwei@127.0.0.1:1/db?sslmode=hunterzwei",
        "postgres://u:hunterzwei@127.0.0.1:1/db?connect_timeout=hunterzwei",
        "POSTGRES://hunterzwei:hunterzwei@127.0.0.1:1/db",
    ];
    for_each_address(&urls, |folder, url| {
        let (done, exported) = output_of_command(folder, url, &["export", "--out", "out"]);
        assert!(!done && exported.contains("cannot open the database"), "{url} is passed to libpq: {exported}");
        let prepared = output_of_server(folder, url, &[]);
        assert!(prepared.contains("cannot prepare PostgreSQL"), "{url}: {prepared}");
        let reading = output_of_server(folder, url, &["--prepare", "never"]);
        assert!(reading.contains("no connection to the database"), "{url}: {reading}");
    });
}

fn malformed_address() {
    let urls = [
        "postgres://u:hunterzwei@qxlate@127.0.0.1:1/db",
        "postgres://u:hunterzwei/qxlate@127.0.0.1:1/db",
        "postgres://u:hunterzwei?qxlate@127.0.0.1:1/db",
        "postgres://u:hunterzwei",
        "postgres://u:hunterzwei/db",
        "postgres://u:hunterzwei%@127.0.0.1:1/db",
        "postgres://u:hunterzwei%00@127.0.0.1:1/db",
        "postgres://u:hunterzwei qxlate@127.0.0.1:1/db",
        "postgres://127.0.0.1:1/db?password=hunterzwei@qxlate",
        "postgres://127.0.0.1:1/db?hunterzwei",
        "postgres://127.0.0.1:1/db?password=hunterzwei=qxlate",
        "postgres://[::1]hunterzwei/db",
        "postgres:/u:hunterzwei@127.0.0.1/db",
        "postgres:u:hunterzwei@127.0.0.1/db",
        "u:hunterzwei@127.0.0.1/db",
        "hunterzwei://u:qxlate@127.0.0.1/db",
        "mysql://u:hunterzwei@127.0.0.1/db",
        "host=127.0.0.1 user=u password=hunterzwei",
    ];
    for_each_address(&urls, |folder, url| {
        let (done, exported) = output_of_command(folder, url, &["export", "--out", "out"]);
        assert!(!done && exported.contains("DATABASE_URL: "), "{url}: {exported}");
        let served = output_of_server(folder, url, &[]);
        assert!(served.contains("DATABASE_URL: "), "{url}: {served}");
        let entries = std::fs::read_dir(folder).expect("a folder");
        let names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name()).collect();
        assert_hidden(&format!("{names:?}"), url);
        assert!(!Path::new(url).exists(), "{url} is no file");
    });
}

fn server_in_use(engine: &Engine) {
    let Some(url) = engine.new_database() else { return };
    let (with_password, folder) = (url.replacen('@', ":hunterzwei@", 1), tempfile::tempdir().expect("a folder"));
    let url = format!("{with_password}?password=hunter%7Awei&sslpassword=qxlate");
    let (data, out) = (crate::support::folder("data/072036"), folder.path().join("out"));
    let (data, out) = (data.display().to_string(), out.display().to_string());
    let (done, imported) = output_of_command(folder.path(), &url, &["import", &data]);
    assert!(done && imported.contains("072036"), "{imported}");
    let (done, exported) = output_of_command(folder.path(), &url, &["export", "--out", &out]);
    assert!(done, "{exported}");
    let served = output_of_server(folder.path(), &url, &[]);
    assert!(served.contains("Tassei is serving from PostgreSQL"), "{served}");
    // A failure in the middle of the work.
    let missing = url.replacen("/test_", "/missing_", 1);
    assert!(output_of_server(folder.path(), &missing, &[]).contains("does not exist"));
}
