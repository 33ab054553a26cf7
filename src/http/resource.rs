//! Read-only resources: GET and HEAD by one handler, OPTIONS, and a 405 problem for everything else.

use actix_web::Handler;
use actix_web::dev::HttpServiceFactory;
use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::from_fn;
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, web};

use super::panics::catch_panics;
use super::paths::KnownPaths;
use super::problem::{ALLOWED_METHODS, Problem, ProblemCode};
use super::target::Target;

/// Builds the resource of `paths`. actix answers 404 to HEAD and OPTIONS where only GET is routed.
pub fn read_only<F, Args>(paths: Vec<String>, handler: F) -> impl HttpServiceFactory
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(paths)
        .route(web::get().to(handler.clone()))
        .route(web::head().to(handler))
        .route(web::method(Method::OPTIONS).to(options))
        .default_service(web::to(method_not_allowed))
        .wrap(from_fn(catch_panics))
}

/// Answers a preflight for any origin and header: everything here is public.
async fn options() -> HttpResponse {
    HttpResponse::build(StatusCode::NO_CONTENT)
        .insert_header(("allow", ALLOWED_METHODS))
        .insert_header(("access-control-allow-methods", ALLOWED_METHODS))
        .insert_header(("access-control-allow-headers", "*"))
        .insert_header(("access-control-max-age", "86400"))
        .insert_header(("cache-control", "public, max-age=86400"))
        .finish()
}

async fn method_not_allowed(request: HttpRequest) -> Result<HttpResponse, Problem> {
    Err(Problem::plain(ProblemCode::MethodNotAllowed)
        .value(request.method().as_str())
        .allowed(ALLOWED_METHODS.split(", ")))
}

/// The default service: a redirect from a path with a slash too many, 404 for a path that does not exist, 405 for a method
/// that no path allows.
///
/// # Errors
/// The [`Problem`]; a redirect and `OPTIONS *` succeed.
pub async fn not_found(request: HttpRequest, target: Target) -> Result<HttpResponse, Problem> {
    match *request.method() {
        Method::OPTIONS if request.path() == "*" => Ok(options().await),
        Method::GET | Method::HEAD | Method::OPTIONS => {
            without_slash(&request, &target).ok_or_else(|| unknown_path(&request, &target))
        }
        _ => method_not_allowed(request).await,
    }
}

/// Redirects to the same path without the slash at its end, where that exists.
fn without_slash(request: &HttpRequest, target: &Target) -> Option<HttpResponse> {
    let path = target.path().strip_suffix('/')?;
    // `//host` would lead to another server.
    let exists = !path.starts_with("//") && request.resource_map().has_resource(path);
    exists.then(|| {
        HttpResponse::PermanentRedirect()
            .insert_header((LOCATION, target.query().link(path)))
            .insert_header((CACHE_CONTROL, "public, max-age=3600"))
            .finish()
    })
}

fn unknown_path(request: &HttpRequest, target: &Target) -> Problem {
    let path = target.path();
    let known = request.app_data::<web::Data<KnownPaths>>();
    let nearest = known.and_then(|known| known.nearest(path));
    let problem = match &nearest {
        None => Problem::plain(ProblemCode::NotFound),
        Some(nearest) => Problem::new(
            ProblemCode::NotFound,
            format!("この URL には何もありません。{nearest} のことではありませんか。"),
            format!("Nothing exists at this URL. Did you mean {nearest}?"),
        ),
    };
    problem.value(path).allowed(known.map(|known| known.extensions(path)).unwrap_or_default()).nearest(nearest)
}
