//! The route that a request matched, for metrics.

use std::sync::Arc;

use actix_web::{HttpMessage, HttpRequest};

use super::target::Target;

/// Pattern of the route that a request matched, such as `/v1/plans/{plan_id}`.
#[derive(Debug, Clone)]
pub(super) struct RoutePattern(Arc<str>);

impl RoutePattern {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the pattern of a routed request, with the extension that selected its format; `None` where no route
    /// matched.
    pub(super) fn of(request: &HttpRequest) -> Option<Self> {
        let known = request.extensions().get::<Self>().cloned();
        known.or_else(|| {
            let pattern = request.match_pattern()?;
            let extension =
                request.extensions().get::<Target>().and_then(|target| target.extension().map(str::to_owned));
            let is_literal = !pattern.ends_with('}');
            let pattern = match extension {
                Some(extension) if is_literal && !pattern.contains('.') => format!("{pattern}.{extension}"),
                _ => pattern,
            };
            Some(Self(pattern.into()))
        })
    }
}
