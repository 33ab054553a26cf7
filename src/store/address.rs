//! The address of a database: parsed strictly, and shown without its secrets.
//!
//! libpq quotes parts of a URL in its error messages. With a URL that it splits at other places than its author meant,
//! such as one with an unescaped `@` in the password, that part is a piece of the password. Such URLs are rejected
//! here, before libpq sees them, by messages that repeat nothing of them.

use std::fmt;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;

/// Where the data is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// Path of an SQLite file.
    Sqlite(PathBuf),
    /// URL of a PostgreSQL server.
    Postgres(PostgresUrl),
}

/// Why a text is not an address. The messages repeat nothing of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Another scheme than those supported.
    #[error("unsupported scheme; write postgres://…, sqlite://PATH or a plain path")]
    Scheme,
    /// A server without a scheme. As a path it would become the name of a file.
    #[error("this looks like the address of a server; write postgres://user:password@host/database")]
    NoScheme,
    /// A PostgreSQL URL that is not well-formed.
    #[error("not a valid PostgreSQL URL ({0}); percent-encode special characters in user name and password")]
    Postgres(&'static str),
}

impl Address {
    /// Parses `postgres://…`, `postgresql://…`, `sqlite://path`, or a plain path.
    ///
    /// # Errors
    /// [`AddressError`] for any other URL, and for what looks like a server without a scheme.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        match text.split_once("://") {
            None if is_like_a_server(text) => Err(AddressError::NoScheme),
            None => Ok(Self::Sqlite(PathBuf::from(text))),
            Some((scheme, rest)) => match scheme.to_ascii_lowercase().as_str() {
                "postgres" | "postgresql" => PostgresUrl::parse(rest).map(Self::Postgres),
                "sqlite" => Ok(Self::Sqlite(PathBuf::from(rest))),
                _ => Err(AddressError::Scheme),
            },
        }
    }

    /// Returns the name of the engine.
    pub const fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// Returns the path of the file, or host and database of the server: nothing secret.
    pub fn redacted(&self) -> String {
        match self {
            Self::Sqlite(path) => std::path::absolute(path).unwrap_or_else(|_| path.clone()).display().to_string(),
            Self::Postgres(url) => url.location.clone(),
        }
    }
}

/// Whether a text without `://` is a mistyped URL or libpq's `key=value` form.
fn is_like_a_server(text: &str) -> bool {
    let text = text.trim_start().to_ascii_lowercase();
    let has_credentials = text.split_once('@').is_some_and(|(before, _)| before.contains(':'));
    text.starts_with("postgres:") || text.starts_with("postgresql:") || text.contains("password=") || has_credentials
}

/// A well-formed URL of a PostgreSQL server. Its `Debug` form shows nothing secret.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl {
    url: String,
    /// Host and database.
    location: String,
    /// The secrets as written and decoded, longest first.
    secrets: Vec<String>,
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PostgresUrl").field(&self.location).finish()
    }
}

impl PostgresUrl {
    /// Parses what follows the scheme: `[user[:password]@][host[:port][,…]][/database][?key=value[&…]]`.
    fn parse(rest: &str) -> Result<Self, AddressError> {
        let check = |is_valid: bool, reason| if is_valid { Ok(()) } else { Err(AddressError::Postgres(reason)) };
        check(!rest.contains(|it: char| it.is_control() || it.is_whitespace()), "it contains white space")?;
        check(has_valid_escapes(rest), "it contains a % that is no percent-encoding")?;
        // As libpq splits it: credentials end at the first `@`, unless a `/` comes before it.
        let authority = rest.split('/').next().unwrap_or_default();
        let (credentials, location) = match authority.split_once('@') {
            Some((credentials, _)) => (credentials, rest.get(credentials.len() + 1..).unwrap_or_default()),
            None => ("", rest),
        };
        check(!credentials.contains('?'), "user name or password contains a ?")?;
        check(!location.contains('@'), "it contains an @ or / in user name, password or a parameter")?;
        let (location, query) = location.split_once('?').unwrap_or((location, ""));
        let (hosts, database) = location.split_once('/').unwrap_or((location, ""));
        check(hosts.split(',').all(is_host), "host or port is not valid")?;
        check(!database.contains([':', '/', '#']), "the name of the database is not valid")?;
        let parameters: Option<Vec<(&str, &str)>> =
            query.split('&').filter(|pair| !pair.is_empty()).map(parameter).collect();
        let Some(parameters) = parameters else { return Err(AddressError::Postgres("a parameter is not valid")) };

        let value_of = |name: &str| parameters.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| *value);
        let host = if hosts.is_empty() { value_of("host") } else { hosts };
        let database = if database.is_empty() { value_of("dbname") } else { database };
        let password = credentials.split_once(':').map(|(_, password)| password);
        let in_query = parameters.iter().filter(|(key, _)| is_secret(key)).map(|(_, value)| *value);
        let mut secrets: Vec<String> = password
            .into_iter()
            .chain(in_query)
            .flat_map(|secret| [secret.to_owned(), percent_decode_str(secret).decode_utf8_lossy().into_owned()])
            .collect();
        secrets.retain(|secret| !secret.is_empty());
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets.dedup();
        Ok(Self { url: format!("postgres://{rest}"), location: format!("{host}/{database}"), secrets })
    }

    /// Returns the URL with its secrets, for libpq.
    pub(super) fn with_secrets(&self) -> &str {
        &self.url
    }

    /// Removes the secrets from a message of libpq or the server.
    pub(super) fn redact(&self, message: &str) -> String {
        // Replacing a short text would mark each place where it occurs by chance.
        const MIN_REPLACED: usize = 4;
        let mut message = message.to_owned();
        for secret in &self.secrets {
            if !message.contains(secret) {
                continue;
            }
            if secret.len() < MIN_REPLACED {
                return "the message of the server is hidden because it contains a password".to_owned();
            }
            message = message.replace(secret, "***");
        }
        message
    }
}

/// Parses one parameter of a URL. libpq quotes the names of unknown parameters.
fn parameter(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.split_once('=')?;
    let is_name = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    (is_name && !value.contains(['=', '#'])).then_some((key, value))
}

/// Whether the value of a parameter is secret: `password`, `sslpassword`, `oauth_client_secret`, `scram_client_key` …
fn is_secret(key: &str) -> bool {
    key.contains("password") || key.contains("secret") || key.ends_with("key")
}

/// Whether a text is `host`, `host:port`, `[IPv6]`, `[IPv6]:port` or a percent-encoded path of a socket.
fn is_host(text: &str) -> bool {
    let (host, port, allowed) = if let Some((host, rest)) = text.strip_prefix('[').and_then(|it| it.split_once(']')) {
        (host, if rest.is_empty() { Some("") } else { rest.strip_prefix(':') }, ":.%")
    } else {
        let (host, port) = text.split_once(':').unwrap_or((text, ""));
        (host, Some(port), "-._%")
    };
    host.chars().all(|it| it.is_alphanumeric() || allowed.contains(it))
        && port.is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether every `%` begins the encoding of a byte other than NUL.
fn has_valid_escapes(text: &str) -> bool {
    let is_escape = |digits: &str| digits != "00" && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split('%').skip(1).all(|rest| rest.get(..2).is_some_and(is_escape))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn postgres(text: &str) -> PostgresUrl {
        match Address::parse(text) {
            Ok(Address::Postgres(url)) => url,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn the_location_has_no_credentials_and_no_parameters() {
        for (url, location) in [
            ("postgres://u:p@h/db", "h/db"),
            ("postgresql://u:p@h:5432,g:5433/db?sslmode=require&password=x", "h:5432,g:5433/db"),
            ("POSTGRES://u@[::1]:5432/db", "[::1]:5432/db"),
            ("postgres:///?host=/run/pg&dbname=db&user=u&sslpassword=x", "/run/pg/db"),
            ("postgres://tassei@%2Ftmp%2Fpg/test_0", "%2Ftmp%2Fpg/test_0"),
            ("postgres://h", "h/"),
        ] {
            let address = Address::parse(url).unwrap();
            assert_eq!(address.redacted(), location, "{url}");
            assert_eq!(format!("{address:?}"), format!("Postgres(PostgresUrl({location:?}))"));
        }
    }

    #[test]
    fn an_ambiguous_or_malformed_url_is_rejected() {
        for url in [
            "postgres://u:p@ss@h/db",
            "postgres://u:pa/ss@h/db",
            "postgres://u:pa?ss@h/db",
            "postgres://u:secret/db",
            "postgres://h?password=s@cret/db",
            "postgres://h/db?password=s@cret",
            "postgres://h/db?secret",
            "postgres://h/db?password=a=b",
            "postgres://h/db?PASSWORD=secret",
            "postgres://u:p%zz@h/db",
            "postgres://u:p%00@h/db",
            "postgres://u:p%2",
            "postgres://u:p q@h/db",
            "postgres://[::1]secret/db",
            "mysql://u:secret@h/db",
            "u:secret://h",
            "postgres:/u:secret@h/db",
            "u:secret@h/db",
            "host=h password=secret",
        ] {
            let error = Address::parse(url).expect_err(url).to_string();
            assert!(!error.contains("secret") && !error.contains("ss@h"), "{error}");
        }
    }

    #[test]
    fn a_plain_path_is_a_file() {
        for path in ["tassei.sqlite", "/var/lib/tassei/db", "C:/data/tassei.sqlite", "a@b/tassei.sqlite", "sqlite://x"]
        {
            assert!(matches!(Address::parse(path), Ok(Address::Sqlite(_))), "{path}");
        }
    }

    #[test]
    fn secrets_are_removed_from_a_message_as_written_and_decoded() {
        let url = postgres("postgres://u:hunter%2B2@h/db?sslpassword=kagi%E9%8D%B5&oauth_client_secret=tokoton");
        let message = url.redact("hunter%2B2 hunter+2 kagi%E9%8D%B5 kagi鍵 tokoton");
        assert_eq!(message, "*** *** *** *** ***");
        assert_eq!(postgres("postgres://u:abc@h/db").redact("no such user"), "no such user");
        assert!(!postgres("postgres://u:abc@h/db").redact("user abc").contains("abc"));
    }
}
