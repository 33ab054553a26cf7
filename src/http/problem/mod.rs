//! Problems (RFC 9457): every refusal names the place and the fix.

mod code;
mod render;
mod types;

pub use code::ProblemCode;
pub(super) use render::{ALLOWED_METHODS, respond};
pub use render::{ProblemPage, ProblemSettings};
pub use types::{Problem, ProblemBody};
