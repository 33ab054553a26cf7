//! Tests of the rules.

mod case;
mod examples;
mod properties;
mod special_cases;
