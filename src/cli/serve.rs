//! `tassei serve`: prepares the database on a write connection, then serves it from read-only connections.

use super::{Failure, print};
use crate::bundled;
use crate::config::{Prepare, Serve, Switch};
use crate::server::Server;
use crate::store::{Address, Store, Writer};

pub(super) fn run(settings: &Serve) -> Result<(), Failure> {
    let address = settings.database.address()?;
    if settings.prepare == Prepare::Auto {
        prepare(&address, settings.bundled == Switch::On)?;
    }
    let server = Server::bind(settings, &address)
        .map_err(|error| format!("cannot listen on {}: {error}", settings.listen.listen))?;
    let at = server.address();
    print(&format!(
        "Tassei is serving from {engine} ({location}), read-only:\n  \
         http://{at}/        start page\n  \
         http://{at}/docs    API documentation\n  \
         http://{at}/v1      API\n\
         Stop with Ctrl-C.",
        engine = address.engine(),
        location = address.redacted()
    ));
    server.run().map_err(|error| format!("the server failed: {error}"))
}

fn prepare(address: &Address, with_bundled: bool) -> Result<(), Failure> {
    let failed = |error: crate::store::WriteError| format!("cannot prepare {}: {error}", address.engine());
    let mut writer = Writer::open(address).map_err(failed)?;
    if with_bundled {
        for id in writer.import_bundled(&bundled::inputs()).map_err(failed)? {
            log::info!("imported the bundled data of {id}");
        }
    }
    writer.restore_outdated().map_err(failed)?;
    // Close the write connection first, so that readers find the final state of the file.
    drop(writer);
    Store::open(address, 1).refresh_version().map(drop).map_err(|error| error.to_string())
}
