//! Settings: a flag, an environment variable and a documented default each. The only reader of the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::domain::LocalGovernmentCode;
use crate::language::Language;
use crate::store::Address;

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
    /// Replace a government's data by its tables from a folder or workbook, in one transaction
    Import(Import),
    /// Check the tables of a folder or workbook and report every problem
    Check(Check),
    /// Make an empty workbook, or CSV files, to be filled in
    Template(Template),
    /// Write what the database holds as files it can be imported from
    Export(Export),
    /// Tell what changed between two editions of a government's tables
    Diff(Diff),
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
    /// The folder of the database; large tables pass through the folder for temporary files too (TMPDIR)
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
    #[command(flatten)]
    pub listen: Listen,
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
    /// The tables of one government: a folder, a .zip of it, an .xlsx workbook, or CSV files
    #[arg(required = true)]
    pub input: Vec<PathBuf>,
    #[command(flatten)]
    pub database: Database,
    /// Tell what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The language of the report
    #[arg(long, value_enum, default_value_t = Language::Ja)]
    pub lang: Language,
}

/// Six digits with their check digit.
fn localgov_code(text: &str) -> Result<LocalGovernmentCode, String> {
    text.parse().map_err(|_| "write the six digits of a local government code, check digit included".to_owned())
}

/// Settings of `check`.
#[derive(Debug, Clone, Args)]
pub struct Check {
    /// The tables of one government: a folder, a .zip of it, an .xlsx workbook, or CSV files
    #[arg(required = true)]
    pub input: Vec<PathBuf>,
    /// For people, or for machines
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// The language of the report
    #[arg(long, value_enum, default_value_t = Language::Ja)]
    pub lang: Language,
}

/// Settings of `template`.
#[derive(Debug, Clone, Args)]
pub struct Template {
    /// The workbook to make; with --csv the folder
    #[arg(long)]
    pub out: PathBuf,
    /// CSV files instead of a workbook
    #[arg(long)]
    pub csv: bool,
    /// The code of the government, for the names of the CSV files; --csv needs it
    #[arg(long, value_parser = localgov_code)]
    pub localgov_code: Option<LocalGovernmentCode>,
    /// The language of the report
    #[arg(long, value_enum, default_value_t = Language::Ja)]
    pub lang: Language,
}

/// Settings of `export`.
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// The folder to write to; a government's files go into a folder named by its code
    #[arg(long)]
    pub out: PathBuf,
    /// A workbook a government instead of CSV files
    #[arg(long)]
    pub xlsx: bool,
    /// Write over files that are there and differ
    #[arg(long)]
    pub force: bool,
    /// Only these governments, separated by commas
    #[arg(long, value_delimiter = ',', value_parser = localgov_code)]
    pub localgov_code: Vec<LocalGovernmentCode>,
    #[command(flatten)]
    pub database: Database,
    /// The language of the report
    #[arg(long, value_enum, default_value_t = Language::Ja)]
    pub lang: Language,
}

/// Settings of `diff`.
#[derive(Debug, Clone, Args)]
pub struct Diff {
    /// The edition before and the one after: a folder, a .zip or an .xlsx each; a first edition alone is compared with
    /// nothing
    #[arg(required = true, num_args = 1..=2, value_names = ["OLD", "NEW"])]
    pub editions: Vec<PathBuf>,
    /// For people, for machines, or as rows of the table `changes`
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,
    /// The day the dataset changed, for the rows of the table `changes` [default: today]
    #[arg(long, default_value_t = jiff::Zoned::now().date(), hide_default_value = true)]
    pub changed_on: jiff::civil::Date,
    /// The language of the report
    #[arg(long, value_enum, default_value_t = Language::Ja)]
    pub lang: Language,
}

/// How a difference is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Sentences.
    Text,
    /// An array of events.
    Json,
    /// Rows of the table `changes`.
    Csv,
}

/// How a report is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Sentences.
    Text,
    /// One object, for machines.
    Json,
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
