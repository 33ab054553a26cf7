//! One test binary: the real program over real HTTP, on both engines, with one name for each test and engine.
//!
//! Tests that only read share one service for each engine; tests that write start services of their own. PostgreSQL is
//! started here if its programs are installed; otherwise its tests are reported as ignored
//! (`TASSEI_REQUIRE_POSTGRES=1` makes that a failure).

#![expect(
    clippy::case_sensitive_file_extension_comparisons,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod check;
mod conditional;
mod connections;
mod contract;
mod docs;
mod drift;
mod engines;
mod exports;
mod faults;
mod guide;
mod health;
mod hostile;
mod import;
mod links;
mod lists;
mod metrics;
mod own_data;
mod plans;
mod problems;
mod progress;
mod rendered;
mod search;
mod secrets;
mod stored_data;
mod structure;
mod suggestions;
mod support;
mod template;
mod values;
mod versions;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

use support::{Engine, World};

/// A test that only reads from the shared service of an engine.
type Reading = fn(&support::Service);
/// A test that starts services with databases of its own.
type Writing = fn(&Engine);
/// A test that needs no service.
type Plain = fn();

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let world = World::new();
    let mut trials = Vec::new();
    for (name, test) in plain() {
        trials.push(Trial::test(name, move || {
            test();
            Ok(())
        }));
    }
    for engine in world.engines() {
        for (name, test) in reading() {
            let (engine, world) = (engine.clone(), world.clone());
            let ignored = !engine.is_available();
            let trial = Trial::test(format!("{name} [{}]", engine.name()), move || {
                test(&world.shared_service(&engine));
                Ok(())
            });
            trials.push(trial.with_ignored_flag(ignored));
        }
        for (name, test) in writing() {
            let engine = engine.clone();
            let ignored = !engine.is_available();
            let trial = Trial::test(format!("{name} [{}]", engine.name()), move || {
                test(&engine);
                Ok(())
            });
            trials.push(trial.with_ignored_flag(ignored));
        }
    }
    let both = world.clone();
    let missing = world.engines().iter().any(|engine| !engine.is_available());
    for (name, test) in engines::TESTS {
        let world = both.clone();
        let trial = Trial::test(*name, move || {
            let [sqlite, postgres] = world.engines();
            test(&world.shared_service(sqlite), &world.shared_service(postgres));
            Ok(())
        });
        trials.push(trial.with_ignored_flag(missing));
    }
    if missing && std::env::var("TASSEI_REQUIRE_POSTGRES").is_ok_and(|value| value == "1") {
        trials.push(Trial::test("the programs of PostgreSQL are installed", || {
            Err("TASSEI_REQUIRE_POSTGRES=1 is set, but initdb and postgres were not found".into())
        }));
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    world.stop();
    conclusion.exit_code()
}

fn plain() -> impl Iterator<Item = (&'static str, Plain)> {
    [
        check::TESTS,
        connections::PLAIN,
        drift::TESTS,
        structure::TESTS,
        docs::PLAIN,
        faults::TESTS,
        guide::TESTS,
        hostile::PLAIN,
        own_data::PLAIN,
        plans::TESTS,
        secrets::PLAIN,
        stored_data::PLAIN,
        template::TESTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

fn reading() -> impl Iterator<Item = (&'static str, Reading)> {
    [
        conditional::TESTS,
        connections::TESTS,
        contract::TESTS,
        docs::TESTS,
        health::TESTS,
        links::TESTS,
        lists::TESTS,
        problems::TESTS,
        progress::TESTS,
        search::TESTS,
        suggestions::TESTS,
        values::TESTS,
        versions::READING,
    ]
    .into_iter()
    .flatten()
    .copied()
}

fn writing() -> impl Iterator<Item = (&'static str, Writing)> {
    [
        exports::TESTS,
        hostile::TESTS,
        import::TESTS,
        links::WRITING,
        metrics::TESTS,
        own_data::TESTS,
        problems::WRITING,
        rendered::TESTS,
        secrets::TESTS,
        stored_data::TESTS,
        versions::WRITING,
    ]
    .into_iter()
    .flatten()
    .copied()
}
