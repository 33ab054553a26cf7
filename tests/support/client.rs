//! A plain HTTP client: it treats no status as an error, follows no redirects and decodes no body.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// A complete response.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body in UTF-8")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("not JSON ({error}): {}", self.text()))
    }

    /// Asserts status 200 and returns the JSON.
    pub(crate) fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text());
        self.json()
    }
}

pub(crate) fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_mins(1)))
        .build()
        .new_agent()
}

pub(crate) fn exchange(agent: &ureq::Agent, method: &str, url: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = ureq::http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(()).expect("a well-formed request");
    let request = agent.configure_request(request).allow_non_standard_methods(true).build();
    let mut received = agent.run(request).unwrap_or_else(|error| panic!("{method} {url}: {error}"));
    let headers = received
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
        .collect();
    let status = received.status().as_u16();
    let body = received.body_mut().with_config().limit(1 << 30).read_to_vec().unwrap_or_default();
    Response { status, headers, body }
}

/// Returns the body of a GET request.
pub(crate) fn http_get(url: &str) -> String {
    exchange(&agent(), "GET", url, &[]).text().to_owned()
}

/// Sends raw bytes and returns everything received: for requests that no client library would send.
pub(crate) fn raw_exchange(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).expect("the service listens");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time-out can be set");
    stream.write_all(request).expect("the service reads");
    let mut response = Vec::new();
    // The service may reset the connection after its response.
    let _ = stream.read_to_end(&mut response);
    String::from_utf8_lossy(&response).into_owned()
}
