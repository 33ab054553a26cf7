//! `tassei openapi`: prints the OpenAPI document, pretty-printed.

use super::{Failure, print};
use crate::api;

pub(super) fn run() -> Result<(), Failure> {
    let document = api::openapi(None).map_err(|error| error.to_string())?;
    print(&serde_json::to_string_pretty(&document).map_err(|error| error.to_string())?);
    Ok(())
}
