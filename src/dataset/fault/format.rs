//! Formatting shared by the messages of both languages.

/// Formats a size in megabytes, rounded up to a tenth, so that a size over a limit never looks equal to it.
pub(super) fn megabytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1 << 20);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}
