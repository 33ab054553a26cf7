//! Values of filters that name something in the data: whether it is there only the data can tell.

use crate::store::records::redirects::ResourceKind;

/// What a value of a filter names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::service) enum Named {
    /// A row, by its id.
    Row(ResourceKind),
    /// A government with changes, whose rows may be elsewhere or gone.
    ChangedGovernment,
    /// A department, by its id or its name.
    Department,
    /// An SDG target that measures are tagged with.
    SdgTarget,
}

/// A value of a filter that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::service) struct Mention {
    /// The filter.
    pub(in crate::service) parameter: &'static str,
    /// The value as sent.
    pub(in crate::service) value: String,
    /// The id or name in its full form.
    pub(in crate::service) id: String,
    /// What it names.
    pub(in crate::service) named: Named,
}
