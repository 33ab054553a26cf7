//! The only unsafe code of Tassei. diesel does not expose the SQLite handle, so an auto-extension sets on every
//! connection the query planner stability guarantee (statements are not planned again when bound values change) and a
//! deadline per thread. SQLite keeps no locks for shared connections and no memory statistics: nobody needs either.

use std::cell::Cell;
use std::ffi::{c_char, c_int, c_void};
use std::ptr::{null, null_mut};
use std::sync::Once;
use std::time::{Duration, Instant};

use libsqlite3_sys as ffi;

thread_local!(static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) });

/// Installs the guard: it applies to every connection opened afterwards.
pub fn install() {
    static ONCE: Once = Once::new();
    // SAFETY: the options take these arguments; where SQLite is in use already, it refuses them and stays as it is. `guard`
    // has the signature SQLite calls and lives as long as the process.
    ONCE.call_once(|| unsafe {
        ffi::sqlite3_config(ffi::SQLITE_CONFIG_MULTITHREAD);
        ffi::sqlite3_config(ffi::SQLITE_CONFIG_MEMSTATUS, 0 as c_int);
        assert_eq!(ffi::sqlite3_auto_extension(Some(guard)), ffi::SQLITE_OK);
    });
}

/// Runs `query` on this thread; a statement that runs past `timeout` ends with `SQLITE_INTERRUPT`.
pub fn with_deadline<T>(timeout: Option<Duration>, query: impl FnOnce() -> T) -> T {
    let before = DEADLINE.replace(timeout.map(|timeout| Instant::now() + timeout));
    let result = query();
    DEADLINE.set(before);
    result
}

/// Returns whether the deadline of this thread has passed.
pub fn is_past_deadline() -> bool {
    DEADLINE.get().is_some_and(|deadline| Instant::now() >= deadline)
}

unsafe extern "C" fn guard(db: *mut ffi::sqlite3, _: *mut *mut c_char, _: *const ffi::sqlite3_api_routines) -> c_int {
    // SAFETY: SQLite passes the handle it has just opened; the handler takes no data and touches only its thread.
    unsafe {
        ffi::sqlite3_progress_handler(db, 1_000, Some(is_late), null_mut());
        ffi::sqlite3_db_config(db, ffi::SQLITE_DBCONFIG_ENABLE_QPSG, 1 as c_int, null::<c_int>())
    }
}

unsafe extern "C" fn is_late(_: *mut c_void) -> c_int {
    is_past_deadline().into()
}
