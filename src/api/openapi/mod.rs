//! The OpenAPI 3.1 document: operations of the routes, schemas of their rows, and the definitions of their columns.
//! Nothing is described twice: a field that is a column takes its description from the column's definition.

mod components;
mod document;
mod error;
mod json;
mod operations;
mod schemas;

pub use document::openapi;
pub use error::OpenApiError;
