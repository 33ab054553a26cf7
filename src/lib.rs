//! Tassei (達成): publish a municipality's plans, indicators and yearly achievements as open data.
//!
//! ```text
//! data/ → dataset → store → service → api, pages → server → a reader
//! ```
//!
//! `model`, `domain` and `language` are the ground that everything stands on. `formats` renders rows, `http` has what
//! every resource shares. Dependencies run one way; a test checks them.

pub mod api;
pub mod bundled;
pub mod cli;
pub mod config;
pub mod dataset;
pub mod domain;
pub mod formats;
pub mod http;
pub mod language;
pub mod model;
pub mod pages;
pub mod server;
pub mod service;
pub mod store;
