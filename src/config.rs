//! Settings: a flag, an environment variable and a documented default each. The only reader of the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::store::Address;
use crate::text::Language;

/// Publish a municipality's plans, indicators and yearly achievements as open data.
///
/// Without a command it serves: it prepares its database, imports the bundled data and answers over HTTP.
#[derive(Debug, Parser)]
#[command(name = "tassei", version, propagate_version = true, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Environment: RUST_LOG sets what is logged: error, warn, info (default), debug, or a filter such as tassei=debug."
)]
pub struct Command {
    /// What to do.
    #[command(subcommand)]
    pub action: Option<Action>,
    /// The settings of `serve`, which is the default.
    #[command(flatten)]
    pub serve: Serve,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Prepare the database and answer over HTTP, read-only (default)
    Serve(Serve),
    /// Replace a government's data by the tables of a folder, in one transaction
    Import(Import),
    /// Check the tables of a folder and report every problem
    Check(Check),
    /// Print the OpenAPI document
    Openapi,
    /// Ask a running server whether it is ready; exit code 0 if so
    Healthcheck(Listen),
}

/// Where the data is kept.
#[derive(Debug, Clone, Args)]
pub struct Database {
    /// A postgres:// URL, or the path of an SQLite file [default: the file tassei.sqlite in the data folder]
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// The one folder that is written to
    #[arg(long, env = "TASSEI_DATA_DIR", default_value = "tassei-data")]
    pub data_dir: PathBuf,
}

impl Database {
    /// The database these settings name.
    ///
    /// # Errors
    /// What is wrong with `DATABASE_URL`, without repeating it: it may hold a password.
    pub fn address(&self) -> Result<Address, String> {
        match self.database_url.as_deref().filter(|url| !url.is_empty()) {
            Some(url) => Address::parse(url).map_err(|scheme| {
                format!("DATABASE_URL begins with {scheme}://; write postgres://…, sqlite://PATH or a plain path")
            }),
            None => Ok(Address::Sqlite(self.data_dir.join("tassei.sqlite"))),
        }
    }
}

/// The address to listen on.
#[derive(Debug, Clone, Args)]
pub struct Listen {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, env = "TASSEI_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
}

/// Settings of `serve`.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    #[expect(missing_docs, reason = "flattened")]
    #[command(flatten)]
    pub listen: Listen,
    #[expect(missing_docs, reason = "flattened")]
    #[command(flatten)]
    pub database: Database,
    /// The address people reach this service by, without a slash at the end; the OpenAPI document names it
    #[arg(long, env = "TASSEI_PUBLIC_URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Whether to import the data that is in the binary
    #[arg(long, env = "TASSEI_BUNDLED", value_enum, default_value_t = Switch::On)]
    pub bundled: Switch,
    /// How many megabytes of finished answers are kept in memory; 0 keeps none
    #[arg(long, env = "TASSEI_CACHE_MB", default_value_t = 32, value_parser = clap::value_parser!(u64).range(0..=1_000_000))]
    pub cache_megabytes: u64,
    /// Whether to create, migrate and import before serving; `never` only reads
    #[arg(long, env = "TASSEI_PREPARE", value_enum, default_value_t = Prepare::Auto)]
    pub prepare: Prepare,
}

/// Settings of `import`.
#[derive(Debug, Clone, Args)]
pub struct Import {
    /// The folder with the tables of one government
    pub folder: PathBuf,
    #[expect(missing_docs, reason = "flattened")]
    #[command(flatten)]
    pub database: Database,
    /// The language of the report
    #[arg(long, value_enum, default_value_t = Language::Ja)]
    pub lang: Language,
}

/// Settings of `check`.
#[derive(Debug, Clone, Args)]
pub struct Check {
    /// The folder with the tables of one government
    pub folder: PathBuf,
    /// The language of the report
    #[arg(long, value_enum, default_value_t = Language::Ja)]
    pub lang: Language,
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// Yes.
    On,
    /// No.
    Off,
}

/// Whether to write before serving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Prepare {
    /// Create, migrate and import what is new.
    Auto,
    /// Leave the database as it is.
    Never,
}

/// Without the slash at the end, so that paths can be put behind it.
fn public_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(host) if !host.is_empty() && !host.contains(['?', '#', ' ']) => Ok(text.trim_end_matches('/').to_owned()),
        _ => Err("write http:// or https://, a host, and no query".to_owned()),
    }
}
