//! `tassei openapi`: the document as the server gives it.

use super::{Failure, print};
use crate::api;

pub(super) fn run() -> Result<(), Failure> {
    let document = api::openapi_json(None).map_err(|error| error.to_string())?;
    print(&document);
    Ok(())
}
