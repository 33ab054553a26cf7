//! The `tassei` program: settings, logger, dispatch.

use std::process::ExitCode;

use clap::Parser;
use tassei::{cli, config};

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("info,actix_server=warn,r2d2=off"))
        .init();
    cli::run(config::Command::parse())
}
