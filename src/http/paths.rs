//! The paths of the service, to suggest the one that was probably meant.

use crate::domain::similarity::edits_if_near;

/// Longer paths are no misspelling of a known one.
const MAX_BYTES: usize = 500;

/// Patterns of the routes of the service: `/v1/plans/{plan_id}.json`.
#[derive(Debug, Clone)]
pub struct KnownPaths(Vec<String>);

impl KnownPaths {
    /// Creates the list of these patterns.
    pub fn new(patterns: Vec<String>) -> Self {
        Self(patterns)
    }

    /// Returns the path that is nearest to one that does not exist: with names that are near, and without or with a first
    /// segment such as `/v1`.
    pub(super) fn nearest(&self, path: &str) -> Option<String> {
        let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        if path.len() > MAX_BYTES || segments.contains(&"") {
            return None;
        }
        let near = self.0.iter().filter_map(|pattern| {
            let known: Vec<&str> = pattern.strip_prefix('/')?.split('/').collect();
            match (known.as_slice(), segments.as_slice()) {
                (known, segments) if known.len() == segments.len() => near_path(known, segments),
                ([first, known @ ..], segments) if known.len() == segments.len() => {
                    let (distance, path) = near_path(known, segments)?;
                    Some((distance + 1, format!("/{first}{path}")))
                }
                (known, [_, segments @ ..]) if known.len() == segments.len() => {
                    near_path(known, segments).map(|(distance, path)| (distance + 1, path))
                }
                _ => None,
            }
        });
        near.min().map(|(_, path)| path)
    }

    /// Returns the extensions that a path may have, each with its dot.
    pub(super) fn extensions(&self, path: &str) -> Vec<String> {
        let (stem, _) = split(path);
        let all = self.0.iter().map(|pattern| split(pattern)).filter(|(known, _)| *known == stem);
        all.filter_map(|(_, extension)| Some(format!(".{}", extension?))).collect()
    }
}

/// Returns the path of a pattern with the ids of `segments`, and how far its names are from theirs; `None` where they are
/// not near.
fn near_path(known: &[&str], segments: &[&str]) -> Option<(usize, String)> {
    let (mut distance, mut path, mut has_name) = (0, String::new(), false);
    for (known, segment) in known.iter().zip(segments) {
        path.push('/');
        if known.starts_with('{') {
            path += segment;
        } else {
            distance += distance_of_names(known, segment)?;
            path += known;
            has_name = true;
        }
    }
    has_name.then_some((distance, path))
}

/// Returns how far a segment is from a known name; an extension must be the same, or is added or left out.
fn distance_of_names(known: &str, segment: &str) -> Option<usize> {
    let segment = segment.to_ascii_lowercase();
    let ((known, known_extension), (name, extension)) = (split(known), split(&segment));
    let other_form = match (known_extension, extension) {
        (Some(known), Some(extension)) if known != extension => return None,
        (known, extension) => usize::from(known != extension),
    };
    edits_if_near(name, known).map(|edits| edits + other_form)
}

/// Splits the extension of the last segment off.
fn split(path: &str) -> (&str, Option<&str>) {
    match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => (stem, Some(extension)),
        _ => (path, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_path_is_found_by_its_names() {
        let patterns = [
            "/v1",
            "/livez",
            "/openapi.json",
            "/v1/indicators",
            "/v1/indicators.json",
            "/v1/indicators.csv",
            "/v1/indicators/{indicator_id}",
            "/v1/indicators/{indicator_id}/trend",
            "/v1/indicators/{indicator_id}/trend.csv",
            "/v1/local_governments",
        ];
        let known = KnownPaths::new(patterns.map(str::to_owned).to_vec());
        for (path, expected) in [
            ("/v1/indicator", Some("/v1/indicators")),
            ("/v1/indicatorss", Some("/v1/indicators")),
            ("/v1/Indicators", Some("/v1/indicators")),
            ("/v1/indicator.csv", Some("/v1/indicators.csv")),
            ("/v1/indicators.xlsx", Some("/v1/indicators")),
            ("/indicators.json", Some("/v1/indicators.json")),
            ("/api/v1/indicators", Some("/v1/indicators")),
            ("/v2/indicators", Some("/v1/indicators")),
            ("/v1/indicator/072036-a", Some("/v1/indicators/072036-a")),
            ("/v1/indicator/072036-a.json", Some("/v1/indicators/072036-a.json")),
            ("/v1/indicators/072036-a/trends.csv", Some("/v1/indicators/072036-a/trend.csv")),
            ("/v1/local-government", Some("/v1/local_governments")),
            ("/openapi", Some("/openapi.json")),
            ("/livz", Some("/livez")),
            ("/v1/wish", None),
            ("/072036", None),
            ("/wish/072036-a", None),
            ("//v1/indicators", None),
            ("/", None),
            ("*", None),
        ] {
            assert_eq!(known.nearest(path).as_deref(), expected, "{path}");
        }
        assert_eq!(known.extensions("/v1/indicators.xlsx"), [".json", ".csv"]);
        assert_eq!(known.extensions("/v1/local_governments"), [] as [String; 0]);
    }
}
