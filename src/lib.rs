//! Tassei (達成): publish a municipality's plans, indicators and yearly achievements as open data.
//!
//! The way of the data, and where to add what:
//!
//! ```text
//! data/ → dataset → store → api, web → a reader
//!           │         │       └ http (parameters, problems, caching), formats (CSV)
//!           │         └ prepare and import; one query function a question; SQLite and PostgreSQL
//!           └ definitions of all tables; reading; checking
//! ```
//!
//! | to add | go to |
//! |---|---|
//! | a column | its definition in [`dataset::definitions`], both migrations, `store::schema`, the row struct |
//! | a table | the same, and the list of tables |
//! | a check | `dataset::check`, its sentence in [`text`] |
//! | a resource | a file in `store::queries`, one in [`api`], a line in the URL map `api::routes` |
//! | a parameter | its entry in `api::parameters` |
//! | a setting | [`config`] |
//!
//! Arrows run one way: `domain` and `text` know nobody; `dataset` knows them; `store` knows `dataset`; `http` knows
//! `cache` and `text`; `api` and `web` know all below; only `cli` knows `api`.

pub mod api;
pub mod bundled;
pub mod cache;
pub mod cli;
pub mod config;
pub mod dataset;
pub mod domain;
pub mod formats;
pub mod http;
pub mod store;
pub mod text;
pub mod web;
