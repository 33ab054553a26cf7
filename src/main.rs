//! The `tassei` program: settings, logger and dispatch.

use std::process::ExitCode;

use clap::Parser;
use tassei::{cli, config};

/// Used unless `RUST_LOG` is set. `actix_http::h1` would log every malformed request as an error, and `r2d2` every failed
/// connection, which the service reports itself.
const DEFAULT_LOG_FILTER: &str = "info,actix_server=warn,actix_http::h1=off,r2d2=off";

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or(DEFAULT_LOG_FILTER)).init();
    cli::run(config::Command::parse())
}
