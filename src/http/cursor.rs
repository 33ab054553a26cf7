//! Cursors: where the next page of a list starts, bound to the list and to the version of the data.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

/// Content of a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Hash of the data it was issued for.
    pub version: String,
    /// Path, filters and order of the list.
    pub list: String,
    /// Sort key of the row at which the page ends.
    pub number: i32,
    /// Id of that row.
    pub id: String,
    /// Whether the page before that row is meant, not the one after it.
    pub is_backward: bool,
}

/// Why a cursor was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CursorError {
    /// Not issued by this service, or altered.
    Unreadable,
    /// Issued by another list, or with other filters or another order.
    OtherList,
    /// The data has changed since it was issued.
    Stale,
}

const CHECKSUM: usize = 6;
const LIST_HASH: usize = 8;

fn hash(text: &[u8], length: usize) -> Vec<u8> {
    Sha256::digest(text).iter().copied().take(length).collect()
}

impl Cursor {
    /// Encodes the cursor as opaque text of `A-Z a-z 0-9 - _`.
    pub fn encode(&self) -> String {
        let mut bytes = hash(self.list.as_bytes(), LIST_HASH);
        bytes.extend(self.number.to_be_bytes());
        bytes.push(u8::from(self.is_backward));
        bytes.extend(self.version.as_bytes());
        bytes.push(0);
        bytes.extend(self.id.as_bytes());
        let mut checked = hash(&bytes, CHECKSUM);
        checked.extend(bytes);
        BASE64URL_NOPAD.encode(&checked)
    }

    /// Decodes a cursor that `list` issued for `version` of the data.
    ///
    /// # Errors
    /// [`CursorError`] where it was not.
    pub fn decode(text: &str, list: &str, version: &str) -> Result<Self, CursorError> {
        let checked = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| CursorError::Unreadable)?;
        let (checksum, bytes) = checked.split_at_checked(CHECKSUM).ok_or(CursorError::Unreadable)?;
        if checksum != hash(bytes, CHECKSUM) {
            return Err(CursorError::Unreadable);
        }
        let (list_hash, rest) = bytes.split_at_checked(LIST_HASH).ok_or(CursorError::Unreadable)?;
        let (number, rest) = rest.split_first_chunk().ok_or(CursorError::Unreadable)?;
        let (direction, rest) = rest.split_first().ok_or(CursorError::Unreadable)?;
        let rest = std::str::from_utf8(rest).map_err(|_| CursorError::Unreadable)?;
        let (of_version, id) = rest.split_once('\0').ok_or(CursorError::Unreadable)?;
        if list_hash != hash(list.as_bytes(), LIST_HASH) {
            return Err(CursorError::OtherList);
        }
        if of_version != version {
            return Err(CursorError::Stale);
        }
        Ok(Self {
            version: of_version.to_owned(),
            list: list.to_owned(),
            number: i32::from_be_bytes(*number),
            id: id.to_owned(),
            is_backward: *direction == 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cursor_is_valid_only_for_its_list_and_version(
            version in "[0-9a-f]{16}", list in ".{1,40}", number in any::<i32>(), id in "[a-z0-9_-]{1,40}",
            is_backward in any::<bool>()
        ) {
            let cursor = Cursor { version: version.clone(), list: list.clone(), number, id, is_backward };
            let text = cursor.encode();
            prop_assert_eq!(Cursor::decode(&text, &list, &version), Ok(cursor));
            prop_assert_eq!(Cursor::decode(&text, "another", &version), Err(CursorError::OtherList));
            prop_assert_eq!(Cursor::decode(&text, &list, "another"), Err(CursorError::Stale));
        }

        #[test]
        fn arbitrary_text_is_refused(text in "\\PC*") {
            prop_assert!(Cursor::decode(&text, "list", "version").is_err());
        }
    }
}
