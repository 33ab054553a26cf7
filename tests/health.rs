//! Health, and the index and definitions of the service.

use crate::Reading;
use crate::support::Service;

pub(crate) const TESTS: &[(&str, Reading)] = &[
    ("a healthy service passes its probes and its own healthcheck", healthy),
    ("the index lists version, data and resources", index),
    ("definitions match the headers of the files, and code lists their cells", definitions),
];

fn healthy(service: &Service) {
    for path in ["/livez", "/readyz"] {
        assert_eq!(service.get(path).ok()["status"], "ok", "{path}");
    }
    let probe = service.command(&["healthcheck", "--listen", &service.address().to_string()]);
    assert!(probe.status.success(), "{}", String::from_utf8_lossy(&probe.stderr));
    let unreachable = service.command(&["healthcheck", "--listen", "127.0.0.1:1"]);
    assert_eq!(unreachable.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&unreachable.stderr).contains("127.0.0.1:1"));
}

fn index(service: &Service) {
    let index = service.get("/v1").ok();
    assert_eq!(index["version"], env!("CARGO_PKG_VERSION"));
    let list = service.get("/v1/measures").ok();
    assert_eq!(index["dataset_version"], list["metadata"]["dataset_version"]);
    assert_eq!(index["dataset_version"].as_str().map(str::len), Some(16));
    let resources = index["resources"].as_array().expect("resources");
    assert!(resources.contains(&"/v1/observations".into()) && resources.contains(&"/v1/codes/{list}".into()));
}

fn definitions(service: &Service) {
    let table = service.get("/v1/definitions/observations").ok();
    let file =
        std::fs::read_to_string(crate::support::folder("data/072036/072036_observations.csv")).expect("the data");
    let header: Vec<&str> = file.lines().next().expect("a header").split(',').collect();
    let names: Vec<&str> =
        table["columns"].as_array().expect("columns").iter().filter_map(|column| column["name"].as_str()).collect();
    assert_eq!(names, header);
    let kind = table["columns"].as_array().expect("columns").iter().find(|column| column["physical_name"] == "kind");
    assert_eq!(kind.expect("a kind")["code_list"], "kind");
    let codes = service.get("/v1/codes/kind").ok();
    let codes: Vec<&str> =
        codes["codes"].as_array().expect("codes").iter().filter_map(|code| code["code"].as_str()).collect();
    assert_eq!(codes, ["baseline", "target", "actual", "planned", "illustrative"]);
    let all = service.walk("/v1/definitions");
    assert_eq!(all.iter().filter(|column| column["table"] == "observations").count(), header.len());
}
