use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::web::Data;
use actix_web::{App, web};

use super::{CurrentVersions, DATASET_VERSION, Representation, ResponseCache, respond_from_cache};
use crate::http::target::{Target, read_target};
use crate::model::{DataVersion, DataVersions};

/// The versions that the cache knows, and those that the handler reads: an import may come in between, and a replica may
/// lag behind.
#[derive(Default)]
struct Imports {
    known: Mutex<Arc<DataVersions>>,
    read: Mutex<Arc<DataVersions>>,
    rendered: AtomicUsize,
}

impl CurrentVersions for Imports {
    fn current_versions(&self) -> Arc<DataVersions> {
        Arc::clone(&self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The generations of all data, of 072036 and of 102113.
type Generations = [i64; 3];

fn versions([all, one, two]: Generations) -> Arc<DataVersions> {
    let version = |generation| DataVersion { generation, hash: format!("v{generation}"), ..DataVersion::default() };
    let governments = [("072036".to_owned(), version(one)), ("102113".to_owned(), version(two))];
    Arc::new(DataVersions::new(version(all), governments))
}

async fn render(target: Target, imports: Data<Imports>) -> Representation {
    imports.rendered.fetch_add(1, Ordering::Relaxed);
    let read = Arc::clone(&imports.read.lock().unwrap());
    Representation::new("text/plain", "x").of_version(read.of(target.scope()))
}

#[actix_web::test]
async fn a_response_is_stored_for_the_version_that_it_was_rendered_from() {
    let imports = Data::new(Imports::default());
    let cache = ResponseCache::new(1_000_000, Vec::new(), Arc::clone(&imports) as Arc<dyn CurrentVersions>);
    let app = App::new().app_data(Data::new(cache)).app_data(Data::clone(&imports));
    let app = app.default_service(web::to(render)).wrap(from_fn(respond_from_cache)).wrap(from_fn(read_target));
    let app = init_service(app).await;
    let (one, two) = ("/v1/plans/072036-gk", "/v1/plans/102113-gk");
    let steps: [(Generations, Generations, &str, &str, usize); 14] = [
        ([1, 1, 1], [1, 1, 1], one, "v1", 1),
        ([1, 1, 1], [1, 1, 1], one, "v1", 1),
        ([1, 1, 1], [1, 1, 1], two, "v1", 2),
        // An import of its government comes between the lookup and the rendering: right, and not stored.
        ([1, 1, 1], [2, 1, 2], "/v1/sections/102113-1", "v2", 3),
        ([1, 1, 1], [2, 1, 2], "/v1/sections/102113-1", "v2", 4),
        // An import of another government changes nothing.
        ([1, 1, 1], [2, 1, 2], "/v1/sections/072036-1", "v1", 5),
        ([1, 1, 1], [2, 1, 2], "/v1/sections/072036-1", "v1", 5),
        ([2, 1, 2], [2, 1, 2], one, "v1", 5),
        ([2, 1, 2], [2, 1, 2], two, "v2", 6),
        ([2, 1, 2], [2, 1, 2], two, "v2", 6),
        // A replica that lags behind is not stored either.
        ([3, 3, 2], [2, 1, 2], one, "v1", 7),
        ([3, 3, 2], [3, 3, 2], one, "v3", 8),
        ([3, 3, 2], [3, 3, 2], one, "v3", 8),
        ([3, 3, 2], [3, 3, 2], two, "v2", 8),
    ];
    for (step, (known, read, path, version, rendered)) in steps.into_iter().enumerate() {
        *imports.known.lock().unwrap() = versions(known);
        *imports.read.lock().unwrap() = versions(read);
        let response = call_service(&app, TestRequest::with_uri(path).to_request()).await;
        let found = response.headers().get(DATASET_VERSION).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(found.as_deref(), Some(version), "step {step}");
        assert_eq!(imports.rendered.load(Ordering::Relaxed), rendered, "step {step}");
    }
}
