//! Tassei (達成).
pub mod dataset;
pub mod domain;
pub mod store;
pub mod text;
