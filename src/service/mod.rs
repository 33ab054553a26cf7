//! What the API and the pages share: the state, queries, lists, exports, items and typed parameters.

pub mod dictionary;
mod document;
mod download;
mod error;
mod export;
mod file_name;
mod files;
mod item;
mod links;
mod list;
mod mentions;
pub mod parameters;
mod request;
mod spool;
mod state;
mod writer;

pub use document::FixedDocument;
pub use error::ServiceError;
pub use export::render_table;
pub use item::{Found, RenderedItem, unknown_id};
pub use list::{ATTRIBUTION, License, ListPage, Metadata, licenses};
pub use mentions::Warning;
pub use request::{ItemRequest, ListRequest, NoParameters, PlainRequest, RequestContext, media_types};
pub use state::{HandlerResult, Service};
