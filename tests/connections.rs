//! Connections that no client library would open: raw characters, requests in pieces, and clients that read or send
//! slowly or not at all.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};

use crate::support::{Engine, Service, raw_exchange};
use crate::{Plain, Reading};

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("a URL that is not percent-encoded is answered as if it were", raw_characters),
    ("a request line may arrive in any pieces, and several at once", pieces),
    ("a body is never read as a request", bodies),
    ("what is no character of a URL stays an error", errors),
];

pub(crate) const PLAIN: &[(&str, Plain)] = &[
    ("clients that stop reading or sending are disconnected, slow ones are not", stalled_clients),
    ("a stopping server does not wait for half a request", half_requests_at_shutdown),
];

fn request(target: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: x\r\n\r\n")
}

fn last_request(target: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
}

/// Head and body of a response, without what differs from one to the next.
#[derive(PartialEq, Eq)]
struct Comparable {
    /// In alphabetical order: the service writes headers in any.
    head: Vec<String>,
    body: String,
}

impl Comparable {
    fn new(response: &str) -> Self {
        let (head, body) = response.split_once("\r\n\r\n").expect("a head");
        let is_own = |line: &&str| {
            let varying = ["connection: ", "date: ", "x-request-id: "];
            !varying.iter().any(|name| line.starts_with(name))
        };
        let mut head: Vec<String> = head.lines().filter(is_own).map(str::to_owned).collect();
        head.sort_unstable();
        // A problem has the id in its body.
        let members: Vec<&str> = body.split(',').filter(|member| !member.contains("\"request_id\"")).collect();
        Self { head, body: members.join(",") }
    }

    fn assert_same(&self, expected: &Self, case: &str) {
        assert_eq!(self.head, expected.head, "{case}");
        let shown = self.body.chars().take(300).collect::<String>();
        assert!(
            self.body == expected.body,
            "{case}: {} bytes instead of {}: {shown}",
            self.body.len(),
            expected.body.len()
        );
    }
}

/// Percent-encodes the characters that these tests send raw.
fn encoded(target: &str) -> String {
    let encode = |byte: u8| match byte {
        b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x80.. => format!("%{byte:02X}"),
        _ => char::from(byte).to_string(),
    };
    target.bytes().map(encode).collect()
}

fn raw_characters(service: &Service) {
    for (target, status) in [
        ("/v1/measures?department=市民課", "200 OK"),
        ("/v1/search?q=窓口|\"オンライン\"<>\\^`{}", "200 OK"),
        ("/v1/plans/市\"<>|\\^`{}", "404 Not Found"),
        ("http://localhost/v1/measures?department=市民課", "200 OK"),
    ] {
        let raw = raw_exchange(service.address(), last_request(target).as_bytes());
        assert!(raw.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{target}: {raw}");
        assert!(status != "200 OK" || raw.contains("\r\netag: "), "{target}: {raw}");
        let expected = raw_exchange(service.address(), last_request(&encoded(target)).as_bytes());
        Comparable::new(&raw).assert_same(&Comparable::new(&expected), target);
    }
    let measures = service.get("/v1/measures?department=%E5%B8%82%E6%B0%91%E8%AA%B2").ok();
    assert!(measures["metadata"]["resultset"]["total"].as_u64() > Some(0), "the raw name must find something");
}

fn pieces(service: &Service) {
    let targets = ["/v1/measures?department=市民課", "/livez", "/v1/plans/市", "/v1/definitions/measures"];
    let alone = |target: &&str| raw_exchange(service.address(), last_request(&encoded(target)).as_bytes());
    let expected: Vec<Comparable> = targets.iter().map(|target| Comparable::new(&alone(target))).collect();
    let [first, second, third, fourth] = targets;
    let requests = [request(first), request(second), request(third), last_request(fourth)].concat();
    let assert_answered = |responses: &str, how: &str| {
        let responses: Vec<&str> = responses.split("HTTP/1.1 ").skip(1).collect();
        assert_eq!(responses.len(), targets.len(), "{how}");
        for ((response, expected), target) in responses.iter().zip(&expected).zip(targets) {
            Comparable::new(&format!("HTTP/1.1 {response}")).assert_same(expected, &format!("{target} {how}"));
        }
    };
    assert_answered(&raw_exchange(service.address(), requests.as_bytes()), "at once");
    let mut stream = TcpStream::connect(service.address()).expect("the service listens");
    stream.set_nodelay(true).expect("an option");
    for byte in requests.as_bytes() {
        stream.write_all(&[*byte]).expect("the service reads");
        sleep(Duration::from_micros(500));
    }
    let mut responses = String::new();
    stream.read_to_string(&mut responses).expect("responses");
    assert_answered(&responses, "byte by byte");
}

fn bodies(service: &Service) {
    let body = request("/livez?市民課").repeat(3);
    let lengths = format!("Content-Length: {}", body.len());
    let chunks = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    for (header, body) in [(lengths.as_str(), body.as_str()), ("Transfer-Encoding: chunked", chunks.as_str())] {
        let post = format!("POST /v1/plans HTTP/1.1\r\nHost: x\r\n{header}\r\n\r\n{body}");
        for pieces in [1, 7] {
            let mut stream = TcpStream::connect(service.address()).expect("the service listens");
            // The first request shows that the connection rewrites, until a body is announced.
            stream.write_all(request("/livez?市").as_bytes()).expect("the service reads");
            for piece in post.as_bytes().chunks(post.len().div_ceil(pieces)) {
                stream.write_all(piece).expect("the service reads");
                sleep(Duration::from_millis(20));
            }
            stream.shutdown(Shutdown::Write).expect("an open connection");
            let mut responses = Vec::new();
            // The service may reset a connection on which it did not read everything.
            let _ = stream.read_to_end(&mut responses);
            let responses = String::from_utf8_lossy(&responses);
            let statuses: Vec<&str> = responses.split("HTTP/1.1 ").skip(1).map(|response| &response[..3]).collect();
            assert_eq!(statuses, ["400", "405"], "{header}, {pieces} pieces: {responses}");
        }
    }
}

fn errors(service: &Service) {
    for (target, status) in [
        (&b"/v1/plans/a b"[..], "400 Bad Request"),
        (b"/v1/plans/a\x7f", "400 Bad Request"),
        (b"/v1/plans/a\0", "400 Bad Request"),
        // Long only when it is encoded: as if it had been sent so.
        (&[b"/".as_slice(), &[0xE5, 0xB8, 0x82].repeat(7_300)].concat(), "400 Bad Request"),
    ] {
        let request = [b"GET ", target, b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"].concat();
        let response = raw_exchange(service.address(), &request);
        let shown = String::from_utf8_lossy(&target[..target.len().min(40)]).into_owned();
        assert!(response.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{shown}: {response}");
        assert!(response.contains("content-length: 0\r\n"), "{shown}: {response}");
    }
    for target in [&b"/v1/plans/\xff"[..], b"/v1/plans?plan_id=\xe5\xb8"] {
        let request = [b"GET ", target, b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"].concat();
        let response = raw_exchange(service.address(), &request);
        assert!(response.contains("\"code\":\"bad_request_target\""), "{response}");
    }
}

/// Opens a connection whose kernel takes only some kilobytes from the service before they are read.
fn narrow_connection(service: &Service) -> TcpStream {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.set_recv_buffer_size(16 * 1024).expect("an option");
    socket.connect(&service.address().into()).expect("the service listens");
    let stream = TcpStream::from(socket);
    stream.set_read_timeout(Some(Duration::from_secs(40))).expect("a time-out can be set");
    stream
}

/// Sends a request that is answered, and the start of another one.
fn half_request(service: &Service) -> TcpStream {
    let mut stream = narrow_connection(service);
    stream.write_all(request("/livez").as_bytes()).expect("the service reads");
    assert!(stream.read(&mut [0; 4096]).expect("a response") > 0);
    stream.write_all(b"GET /livez HTTP/1.1\r\n").expect("the service reads");
    stream
}

/// Writes a header twice a second; returns after how long the service had enough.
fn drip(mut stream: TcpStream) -> Duration {
    let started = Instant::now();
    while stream.write_all(b"X: y\r\n").is_ok() && started.elapsed() < Duration::from_secs(30) {
        sleep(Duration::from_millis(500));
    }
    started.elapsed()
}

/// Reads 3.5 kB ten times a second; returns what it got.
fn read_slowly(mut stream: TcpStream) -> Vec<u8> {
    let started = Instant::now();
    let (mut received, mut piece) = (Vec::new(), [0; 3_500]);
    loop {
        match stream.read(&mut piece).expect("the service sends") {
            0 => {
                assert!(started.elapsed() > Duration::from_secs(16), "too quick to show anything");
                return received;
            }
            length => received.extend_from_slice(&piece[..length]),
        }
        sleep(Duration::from_millis(100));
    }
}

fn stalled_clients() {
    let service = Service::start(&Engine::Sqlite, &[]);
    let [large, export] = ["/v1/observations?limit=1000", "/v1/observations.csv"];
    let expected = raw_exchange(service.address(), last_request(large).as_bytes());
    let send = |request: &str| {
        let mut stream = narrow_connection(&service);
        stream.write_all(request.as_bytes()).expect("the service reads");
        stream
    };
    // Requests that nobody waits for do not count as signs of life, and are not read.
    let deaf: Vec<TcpStream> = [large, export, large, export].map(|target| send(&request(target).repeat(40))).into();
    let slow = send(&last_request(large));
    let mut half = half_request(&service);
    let dripping = half_request(&service);
    let started = Instant::now();
    // Counted on the service's side: a client learns of a reset only when it reads.
    let wait_for = |is_reached: &dyn Fn(usize) -> bool, seconds: u64| {
        while !is_reached(service.connections()) {
            assert!(started.elapsed() < Duration::from_secs(seconds), "{} connections", service.connections());
            sleep(Duration::from_millis(100));
        }
    };
    wait_for(&|held| held == deaf.len() + 3, 10);
    let slow = spawn(move || read_slowly(slow));
    let dripping = spawn(move || drip(dripping));
    let reset = half.read(&mut [0; 4096]).expect_err("no response to half a request").kind();
    assert_eq!(reset, ErrorKind::ConnectionReset);
    let after = started.elapsed();
    assert!(after > Duration::from_secs(13), "reset after {after:?}");
    // Only the slow client is left, if it has not read everything by now.
    wait_for(&|held| held <= 1, 30);
    for mut stream in deaf {
        let mut received = Vec::new();
        assert_eq!(stream.read_to_end(&mut received).expect_err("a reset").kind(), ErrorKind::ConnectionReset);
    }
    let dripped = dripping.join().expect("a client");
    assert!(dripped < Duration::from_secs(25), "a dripping head was read for {dripped:?}");
    let received = String::from_utf8(slow.join().expect("a client")).expect("UTF-8");
    Comparable::new(&received).assert_same(&Comparable::new(&expected), "read slowly");
    wait_for(&|held| held == 0, 60);
}

fn half_requests_at_shutdown() {
    let mut service = Service::start(&Engine::Sqlite, &[]);
    let clients: Vec<TcpStream> = (0..20).map(|_| half_request(&service)).collect();
    let new: Vec<TcpStream> = (0..20).map(|_| narrow_connection(&service)).collect();
    let took = service.terminate();
    assert!(took < Duration::from_secs(5), "it took {took:?} to stop");
    drop((clients, new));
}
