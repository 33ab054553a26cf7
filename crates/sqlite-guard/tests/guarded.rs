//! The guard applies to connections opened after it was installed.

use std::ffi::c_int;
use std::ptr::null_mut;
use std::time::Duration;

use libsqlite3_sys as ffi;

/// Opens a connection and returns its setting of the stable plan and the result of an endless statement.
fn open_and_query() -> (c_int, c_int) {
    let (mut db, mut stable) = (null_mut(), -1);
    // SAFETY: the handle is used on this thread only and closed at the end; the texts are NUL-terminated.
    unsafe {
        assert_eq!(ffi::sqlite3_open(c":memory:".as_ptr(), &raw mut db), ffi::SQLITE_OK);
        ffi::sqlite3_db_config(db, ffi::SQLITE_DBCONFIG_ENABLE_QPSG, -1 as c_int, &raw mut stable);
        let endless = c"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        let run = || ffi::sqlite3_exec(db, endless.as_ptr(), None, null_mut(), null_mut());
        let ended = sqlite_guard::with_deadline(Some(Duration::from_millis(50)), run);
        assert_eq!(ffi::sqlite3_exec(db, c"SELECT 1".as_ptr(), None, null_mut(), null_mut()), ffi::SQLITE_OK);
        ffi::sqlite3_close(db);
        (stable, ended)
    }
}

#[test]
fn the_plan_is_stable_and_an_endless_statement_is_ended() {
    sqlite_guard::install();
    assert_eq!(open_and_query(), (1, ffi::SQLITE_INTERRUPT));
}
