//! What API and pages share: the state, lists, exports, items and typed parameters.

pub(crate) mod app;
pub(crate) mod export;
pub(crate) mod filter;
pub(crate) mod list;
pub(crate) mod parameters;
pub(crate) mod table;
