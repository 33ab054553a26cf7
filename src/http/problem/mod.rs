//! Problems (RFC 9457): every refusal says where the request is wrong and how to fix it.

mod code;
mod render;
mod types;

pub use code::ProblemCode;
pub(super) use render::{ALLOWED_METHODS, respond};
pub use render::{ProblemPage, ProblemSettings};
pub use types::{Problem, ProblemBody, excerpt};
