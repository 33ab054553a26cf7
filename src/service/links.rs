//! Addresses in responses: absolute where the public address of the service is known.

use crate::formats::TABLE_FORMATS;
use crate::http::target::Target;

/// The links of a page of a list.
#[derive(Debug)]
pub(super) struct PageLinks {
    pub(super) this: String,
    pub(super) prev: Option<String>,
    pub(super) next: Option<String>,
    first: String,
    alternates: Vec<(String, &'static str)>,
    described_by: String,
    service_description: String,
}

/// Address of the service, without a slash at the end; empty where it is not known.
#[derive(Debug, Clone, Default)]
pub(super) struct PublicUrl(pub(super) String);

impl PublicUrl {
    /// Returns the address of a path of this service.
    pub(super) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// Returns the links of a page with the cursors of its neighbours. Extensions are left out: a page is the same with
    /// and without, as `Content-Location` says.
    pub(super) fn page_links(
        &self,
        target: &Target,
        table: Option<&str>,
        [prev, next]: [Option<&str>; 2],
    ) -> PageLinks {
        let (query, stem) = (target.query(), target.stem());
        let at = |cursor: Option<&str>| cursor.map(|cursor| self.address(&query.with("cursor", cursor).link(stem)));
        let whole = query.without(&["cursor", "limit"]);
        let alternates = TABLE_FORMATS
            .iter()
            .map(|format| (self.address(&whole.link(&format!("{stem}.{}", format.extension))), format.media_type));
        // Rows of no published table are described by the document of the API.
        let definition = table.map_or("/openapi.json".to_owned(), |table| format!("/v1/definitions/{table}"));
        PageLinks {
            this: self.address(&query.link(stem)),
            prev: at(prev),
            next: at(next),
            first: self.address(&query.without(&["cursor"]).link(stem)),
            alternates: alternates.collect(),
            described_by: self.address(&definition),
            service_description: self.address("/openapi.json"),
        }
    }
}

impl PageLinks {
    /// Returns the value of `Link`; `license` is an address elsewhere.
    pub(super) fn header(&self, license: &str) -> String {
        let Self { prev, next, first, alternates, described_by, service_description, .. } = self;
        let related = [
            (Some(first.as_str()), "first"),
            (prev.as_deref(), "prev"),
            (next.as_deref(), "next"),
            (Some(license), "license"),
            (Some(described_by), "describedby"),
            (Some(service_description), "service-desc"),
        ];
        let related = related.into_iter().filter_map(|(address, kind)| Some(format!("<{}>; rel=\"{kind}\"", address?)));
        let alternates = alternates
            .iter()
            .map(|(address, media_type)| format!("<{address}>; rel=\"alternate\"; type=\"{media_type}\""));
        related.chain(alternates).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::FromRequest as _;
    use actix_web::test::TestRequest;

    #[test]
    fn a_page_links_to_its_neighbours_its_files_and_its_description() {
        let request = TestRequest::with_uri("/v1/measures.json?cursor=b&plan_id=x&limit=5").to_http_request();
        let target = actix_web::rt::System::new().block_on(Target::extract(&request)).unwrap();
        let site = PublicUrl("https://data.example.jp".to_owned());
        let links = site.page_links(&target, Some("measures"), [Some("a"), Some("c")]);
        assert_eq!(links.this, "https://data.example.jp/v1/measures?cursor=b&limit=5&plan_id=x");
        assert_eq!(links.prev.as_deref(), Some("https://data.example.jp/v1/measures?limit=5&plan_id=x&cursor=a"));
        assert_eq!(
            links.header("https://creativecommons.org/licenses/by/4.0/"),
            "<https://data.example.jp/v1/measures?limit=5&plan_id=x>; rel=\"first\", \
             <https://data.example.jp/v1/measures?limit=5&plan_id=x&cursor=a>; rel=\"prev\", \
             <https://data.example.jp/v1/measures?limit=5&plan_id=x&cursor=c>; rel=\"next\", \
             <https://creativecommons.org/licenses/by/4.0/>; rel=\"license\", \
             <https://data.example.jp/v1/definitions/measures>; rel=\"describedby\", \
             <https://data.example.jp/openapi.json>; rel=\"service-desc\", \
             <https://data.example.jp/v1/measures.csv?plan_id=x>; rel=\"alternate\"; type=\"text/csv\", \
             <https://data.example.jp/v1/measures.jsonl?plan_id=x>; rel=\"alternate\"; type=\"application/jsonl\""
        );
    }
}
