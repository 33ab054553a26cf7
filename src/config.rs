//! Settings: each has a flag, most also an environment variable and a default. The only module that reads the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::domain::LocalGovernmentCode;
use crate::language::Language;
use crate::store::Address;

/// Publish a municipality's plans, indicators and yearly achievements as open data.
///
/// Without a command, prepares the database, imports the bundled data and serves them over HTTP.
#[derive(Debug, Parser)]
#[command(name = "tassei", version, propagate_version = true, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Environment: RUST_LOG sets the log level (error, warn, info, debug) or a filter such as tassei=debug [default: info]"
)]
pub struct Command {
    #[command(subcommand)]
    pub action: Option<Action>,
    /// Settings of `serve`, the default command.
    #[command(flatten)]
    pub serve: Serve,
}

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Prepare the database and serve it over HTTP, read-only (default)
    Serve(Serve),
    /// Replace the data of a government with tables from a folder or workbook, in one transaction
    Import(Import),
    /// Check the tables of a folder or workbook and report all problems
    Check(Check),
    /// Create an empty workbook, or empty CSV files, to fill in
    Template(Template),
    /// Export the data of the database to files that can be imported again
    Export(Export),
    /// Show the changes between two versions of a government's tables
    Diff(Diff),
    /// Print the OpenAPI document
    Openapi,
    /// Check whether a running server is ready (exit code 0)
    Healthcheck(Listen),
}

/// Settings of the database.
#[derive(Debug, Clone, Args)]
pub struct Database {
    /// postgres:// URL, or path of an SQLite file [default: tassei.sqlite in the data folder]
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Folder of the SQLite database (importing large tables also uses TMPDIR)
    #[arg(long, env = "TASSEI_DATA_DIR", default_value = "tassei-data")]
    pub data_dir: PathBuf,
}

impl Database {
    /// Returns the address of the database.
    ///
    /// # Errors
    /// A message about an invalid `DATABASE_URL`, without the URL, because it may contain a password.
    pub fn address(&self) -> Result<Address, String> {
        match self.database_url.as_deref().filter(|url| !url.is_empty()) {
            Some(url) => Address::parse(url).map_err(|error| format!("DATABASE_URL: {error}")),
            None => Ok(Address::Sqlite(self.data_dir.join("tassei.sqlite"))),
        }
    }
}

/// Address of the server.
#[derive(Debug, Clone, Args)]
pub struct Listen {
    /// Address and port to listen on; port 0 selects a free port
    #[arg(long, env = "TASSEI_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
}

/// Settings of `serve`.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    #[command(flatten)]
    pub listen: Listen,
    #[command(flatten)]
    pub database: Database,
    /// Public URL of this service, for links and the OpenAPI document
    #[arg(long, env = "TASSEI_PUBLIC_URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Whether to import the bundled data
    #[arg(long, env = "TASSEI_BUNDLED", value_enum, default_value_t = Switch::On)]
    pub bundled: Switch,
    /// Size of the response cache in megabytes; 0 disables it
    #[arg(long, env = "TASSEI_CACHE_MB", default_value_t = 32, value_parser = clap::value_parser!(u64).range(0..=1_000_000))]
    pub cache_megabytes: u64,
    /// Whether to create and migrate the database and import the bundled data before serving
    #[arg(long, env = "TASSEI_PREPARE", value_enum, default_value_t = Prepare::Auto)]
    pub prepare: Prepare,
}

/// Settings of `import`.
#[derive(Debug, Clone, Args)]
pub struct Import {
    /// Tables of one government: a folder, a .zip of it, an .xlsx workbook, or CSV files
    #[arg(required = true)]
    pub input: Vec<PathBuf>,
    #[command(flatten)]
    pub database: Database,
    /// Show the changes without making them
    #[arg(long)]
    pub dry_run: bool,
    /// Language of the output
    #[arg(long, value_enum, default_value_t = Language::Ja)]
    pub lang: Language,
}

/// Parses a local government code.
fn localgov_code(text: &str) -> Result<LocalGovernmentCode, String> {
    text.parse().map_err(|_| "use the six digits of a local government code, including the check digit".to_owned())
}

/// Settings of `check`.
#[derive(Debug, Clone, Args)]
pub struct Check {
    /// Tables of one government: a folder, a .zip of it, an .xlsx workbook, or CSV files
    #[arg(required = true)]
    pub input: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// Language of the output
    #[arg(long, value_enum, default_value_t = Language::Ja)]
    pub lang: Language,
}

/// Settings of `template`.
#[derive(Debug, Clone, Args)]
pub struct Template {
    /// Workbook to create, or folder if --csv is set
    #[arg(long)]
    pub out: PathBuf,
    /// Create CSV files instead of a workbook
    #[arg(long)]
    pub csv: bool,
    /// Local government code for the names of the CSV files; required with --csv
    #[arg(long, value_parser = localgov_code)]
    pub localgov_code: Option<LocalGovernmentCode>,
    /// Language of the output
    #[arg(long, value_enum, default_value_t = Language::Ja)]
    pub lang: Language,
}

/// Settings of `export`.
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// Folder to write to; each government has a subfolder named by its code
    #[arg(long)]
    pub out: PathBuf,
    /// Write one workbook for each government instead of CSV files
    #[arg(long)]
    pub xlsx: bool,
    /// Overwrite existing files
    #[arg(long)]
    pub force: bool,
    /// Export only these governments (comma-separated codes)
    #[arg(long, value_delimiter = ',', value_parser = localgov_code)]
    pub localgov_code: Vec<LocalGovernmentCode>,
    #[command(flatten)]
    pub database: Database,
    /// Language of the output
    #[arg(long, value_enum, default_value_t = Language::Ja)]
    pub lang: Language,
}

/// Settings of `diff`.
#[derive(Debug, Clone, Args)]
pub struct Diff {
    /// Old and new version: a folder, a .zip or an .xlsx each; if there is only one, everything in it is new
    #[arg(required = true, num_args = 1..=2, value_names = ["OLD", "NEW"])]
    pub versions: Vec<PathBuf>,
    /// Output format; csv has the columns of the table `changes`
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,
    /// Date of the changes in the table `changes` [default: today]
    #[arg(long, default_value_t = jiff::Zoned::now().date(), hide_default_value = true)]
    pub changed_on: jiff::civil::Date,
    /// Language of the output
    #[arg(long, value_enum, default_value_t = Language::Ja)]
    pub lang: Language,
}

/// Output formats of `diff`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Text for people.
    Text,
    /// JSON array of changes.
    Json,
    /// CSV of the table `changes`.
    Csv,
}

/// Output formats of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Text for people.
    Text,
    /// JSON object.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    On,
    Off,
}

/// Whether to prepare the database before serving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Prepare {
    /// Create and migrate the database, and import new bundled data.
    Auto,
    /// Only read the database.
    Never,
}

/// Parses a public URL and removes the trailing slash, so that paths can be appended.
fn public_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(host) if !host.is_empty() && !host.contains(['?', '#', ' ']) => Ok(text.trim_end_matches('/').to_owned()),
        _ => Err("use http:// or https:// with a host, and without a query".to_owned()),
    }
}
