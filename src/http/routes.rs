//! Routes: a path, its formats and its handler, found in one walk so that GET, HEAD and OPTIONS work and everything else
//! is a 405 problem. Knows `call` and `problem`.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use futures_util::FutureExt;

use super::call::Call;
use super::negotiation::Format;
use super::problem::Problem;
use crate::http::ProblemCode;

/// What a handler gives.
pub type Outcome = Result<HttpResponse, Problem>;

/// A handler over the state `S`.
pub type Handler<S> = Arc<dyn Fn(Arc<S>, Call) -> Pin<Box<dyn Future<Output = Outcome>>> + Send + Sync>;

/// One path and what answers there.
pub struct Route<S> {
    /// The path, parameters in braces: `/v1/plans/{plan_id}`.
    pub path: String,
    /// The formats, the default first; none for a page or a file, which is what it is.
    pub formats: &'static [Format],
    /// What answers.
    pub handler: Handler<S>,
}

impl<S> std::fmt::Debug for Route<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Route").field("path", &self.path).field("formats", &self.formats).finish_non_exhaustive()
    }
}

impl<S: 'static> Route<S> {
    /// A route.
    pub fn new<F, Fut>(path: impl Into<String>, formats: &'static [Format], handler: F) -> Self
    where
        F: Fn(Arc<S>, Call) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Outcome> + 'static,
    {
        Self { path: path.into(), formats, handler: Arc::new(move |state, call| Box::pin(handler(state, call))) }
    }

    /// The path itself and, where it ends in a name, one for each extension.
    fn paths(&self) -> Vec<String> {
        let mut paths = vec![self.path.clone()];
        // A parameter at the end takes the extension with it; a file's path has its own.
        let last = self.path.rsplit('/').next().unwrap_or_default();
        if !last.is_empty() && !last.contains(['}', '.']) {
            paths.extend(self.formats.iter().map(|format| format!("{}.{}", self.path, format.extension())));
        }
        paths
    }
}

/// The pattern of the route that a request was found to have.
#[derive(Debug, Clone)]
pub(super) struct Pattern(pub(super) Arc<str>);

/// What stands at one or several paths.
struct Endpoint {
    pattern: Arc<str>,
    formats: &'static [Format],
    answer: Answer,
}

/// A handler with its state.
type Answer = Arc<dyn Fn(Call) -> Pin<Box<dyn Future<Output = Outcome>>> + Send + Sync>;

/// The routes of the service, whatever state their handlers have.
#[derive(Default)]
pub struct Router {
    places: matchit::Router<usize>,
    endpoints: Vec<Endpoint>,
}

impl std::fmt::Debug for Router {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Router").field("endpoints", &self.endpoints.len()).finish_non_exhaustive()
    }
}

impl Router {
    /// The router with these routes over `state` too.
    ///
    /// # Errors
    /// When two routes claim one path: a fault of the program.
    pub fn with<S: Send + Sync + 'static>(
        mut self,
        routes: Vec<Route<S>>,
        state: &Arc<S>,
    ) -> Result<Self, matchit::InsertError> {
        for route in routes {
            for path in route.paths() {
                self.places.insert(path.as_str(), self.endpoints.len())?;
                let (handler, state) = (Arc::clone(&route.handler), Arc::clone(state));
                let answer: Answer = Arc::new(move |call| handler(Arc::clone(&state), call));
                self.endpoints.push(Endpoint { pattern: path.into(), formats: route.formats, answer });
            }
        }
        Ok(self)
    }

    /// Answers a request.
    async fn answer(&self, request: HttpRequest) -> HttpResponse {
        let found = self.places.at(request.path()).ok();
        let endpoint = found.as_ref().and_then(|found| self.endpoints.get(*found.value));
        let Some((found, endpoint)) = found.as_ref().zip(endpoint) else { return not_found(&request) };
        request.extensions_mut().insert(Pattern(Arc::clone(&endpoint.pattern)));
        if *request.method() == Method::OPTIONS {
            return options();
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Problem::plain(ProblemCode::MethodNotAllowed).value(request.method().as_str()).respond(&request);
        }
        let segments = found.params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let outcome = match Call::new(request.clone(), &endpoint.pattern, segments, endpoint.formats) {
            // actix would close the connection without an answer.
            Ok(call) => AssertUnwindSafe((endpoint.answer)(call)).catch_unwind().await,
            Err(problem) => Ok(Err(problem)),
        };
        let outcome = outcome.unwrap_or_else(|_| Err(Problem::plain(ProblemCode::InternalError)));
        outcome.unwrap_or_else(|problem| problem.respond(&request))
    }
}

/// Hands every request to the router.
pub fn configure(config: &mut web::ServiceConfig, router: &Arc<Router>) {
    let router = Arc::clone(router);
    config.default_service(web::to(move |request: HttpRequest| {
        let router = Arc::clone(&router);
        async move { router.answer(request).await }
    }));
}

/// A preflight is answered for every header: there is nothing to protect.
fn options() -> HttpResponse {
    HttpResponse::build(StatusCode::NO_CONTENT)
        .insert_header(("allow", "GET, HEAD, OPTIONS"))
        .insert_header(("access-control-allow-methods", "GET, HEAD, OPTIONS"))
        .insert_header(("access-control-allow-headers", "*"))
        .insert_header(("access-control-max-age", "86400"))
        .insert_header(("cache-control", "public, max-age=86400"))
        .finish()
}

fn not_found(request: &HttpRequest) -> HttpResponse {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let code = if reads { ProblemCode::NotFound } else { ProblemCode::MethodNotAllowed };
    let value = if reads { request.path() } else { request.method().as_str() };
    Problem::plain(code).value(value).respond(request)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::{App, test as testing};

    #[test]
    fn a_handler_that_panics_is_answered_as_an_internal_error() {
        let answer = actix_web::rt::System::new().block_on(async {
            let route: Route<()> = Route::new("/broken", &[], |_, _| async { panic!("on purpose") });
            let router = Arc::new(Router::default().with(vec![route], &Arc::new(())).unwrap());
            let service = testing::init_service(App::new().configure(|config| configure(config, &router)));
            let request = testing::TestRequest::get().uri("/broken").to_request();
            let response = testing::call_service(&service.await, request).await;
            (response.status().as_u16(), testing::read_body(response).await)
        });
        let problem: serde_json::Value = serde_json::from_slice(&answer.1).unwrap();
        assert_eq!((answer.0, &problem["code"]), (500, &"internal_error".into()));
        assert!(!problem.to_string().contains("on purpose"), "what went wrong is ours to read");
    }
}
