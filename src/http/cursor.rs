//! The cursor of a list: where the next page begins, and for which list and data it is good. Knows nobody.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

/// What a cursor says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The version of the data it was given out for.
    pub version: String,
    /// The list: its path, filters and order.
    pub list: String,
    /// The sort key's value at the last row read.
    pub number: i32,
    /// The id of the last row read.
    pub id: String,
}

/// Why a text is no cursor of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CursorError {
    /// It was not given out by us, or it was changed on the way.
    Unreadable,
    /// It was given out by another list, with other filters or another order.
    OtherList,
    /// The data has changed since.
    Stale,
}

const CHECKSUM: usize = 6;
const LIST_HASH: usize = 8;

fn hash(text: &[u8], length: usize) -> Vec<u8> {
    Sha256::digest(text).iter().copied().take(length).collect()
}

impl Cursor {
    /// The cursor as an opaque text: `A-Z a-z 0-9 - _`.
    pub fn encode(&self) -> String {
        let mut bytes = hash(self.list.as_bytes(), LIST_HASH);
        bytes.extend(self.number.to_be_bytes());
        bytes.extend(self.version.as_bytes());
        bytes.push(0);
        bytes.extend(self.id.as_bytes());
        let mut checked = hash(&bytes, CHECKSUM);
        checked.extend(bytes);
        BASE64URL_NOPAD.encode(&checked)
    }

    /// The last row read, from a cursor that this `list` gave out for this `version` of the data.
    ///
    /// # Errors
    /// [`CursorError`] with why it is no good.
    pub fn decode(text: &str, list: &str, version: &str) -> Result<(i32, String), CursorError> {
        let checked = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| CursorError::Unreadable)?;
        let (checksum, bytes) = checked.split_at_checked(CHECKSUM).ok_or(CursorError::Unreadable)?;
        if checksum != hash(bytes, CHECKSUM) {
            return Err(CursorError::Unreadable);
        }
        let (list_hash, rest) = bytes.split_at_checked(LIST_HASH).ok_or(CursorError::Unreadable)?;
        let (number, rest) = rest.split_first_chunk().ok_or(CursorError::Unreadable)?;
        let rest = std::str::from_utf8(rest).map_err(|_| CursorError::Unreadable)?;
        let (of_version, id) = rest.split_once('\0').ok_or(CursorError::Unreadable)?;
        if list_hash != hash(list.as_bytes(), LIST_HASH) {
            return Err(CursorError::OtherList);
        }
        if of_version != version {
            return Err(CursorError::Stale);
        }
        Ok((i32::from_be_bytes(*number), id.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cursor_reads_back_where_it_was_given_out_and_nowhere_else(
            version in "[0-9a-f]{16}", list in ".{1,40}", number in any::<i32>(), id in "[a-z0-9_-]{1,40}"
        ) {
            let text = Cursor { version: version.clone(), list: list.clone(), number, id: id.clone() }.encode();
            prop_assert_eq!(Cursor::decode(&text, &list, &version), Ok((number, id)));
            prop_assert_eq!(Cursor::decode(&text, "another", &version), Err(CursorError::OtherList));
            prop_assert_eq!(Cursor::decode(&text, &list, "another"), Err(CursorError::Stale));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC*") {
            prop_assert!(Cursor::decode(&text, "list", "version").is_err());
        }
    }
}
