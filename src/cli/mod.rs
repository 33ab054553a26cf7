//! The commands, one file each.

mod check;
mod diff;
mod export;
mod files;
mod healthcheck;
mod import;
mod openapi;
mod serve;
mod template;

use std::io::Write as _;
use std::process::ExitCode;

use crate::config::{Action, Command};

/// Runs a command and returns the exit code of the process: 0 for success, 1 for failure. Invalid arguments exit with 2
/// before.
pub fn run(command: Command) -> ExitCode {
    let outcome = match command.action {
        None => serve::run(&command.serve),
        Some(Action::Serve(settings)) => serve::run(&settings),
        Some(Action::Import(settings)) => import::run(&settings),
        Some(Action::Check(settings)) => return check::run(&settings),
        Some(Action::Template(settings)) => template::run(&settings),
        Some(Action::Export(settings)) => export::run(&settings),
        Some(Action::Diff(settings)) => diff::run(&settings),
        Some(Action::Openapi) => openapi::run(),
        Some(Action::Healthcheck(settings)) => healthcheck::run(&settings),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprint(&message);
            ExitCode::FAILURE
        }
    }
}

/// Error message of a command, for the terminal.
type Failure = String;

/// Prints to stdout. A closed pipe (`| head`) is not an error.
fn print(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn eprint(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
