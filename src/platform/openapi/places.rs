//! The addresses that exist, as the document tells them: what is served where, by which methods.

use actix_web::http::Method;
use serde_json::Value;
use utoipa::openapi::OpenApi;

use super::secrets;

/// The addresses that exist, told by the document itself; where two patterns fit, the one without `{names}` comes first.
#[derive(Debug, Clone)]
pub struct Routes(Vec<RoutePlace>);

/// What one address serves.
#[derive(Debug, Clone)]
pub struct RoutePlace {
    pattern: String,
    /// How many segments it has, and how many bytes come before the first that is not fixed: every request is looked up.
    segments: usize,
    fixed: usize,
    methods: Vec<String>,
    allow: String,
    /// Methods that read no query, and refuse one as a problem.
    without_query: Vec<String>,
    /// Methods whose answers may show a secret.
    secret: Vec<String>,
}

impl Routes {
    /// The routes of a document.
    pub fn of(document: &OpenApi) -> Self {
        let value = serde_json::to_value(document).unwrap_or_default();
        let schemas = &value["components"]["schemas"];
        let documented = value["paths"].as_object().into_iter().flatten().map(|(path, item)| {
            let methods = |of: &dyn Fn(&Value) -> bool| -> Vec<String> {
                let operations = item.as_object().into_iter().flatten().filter(|(_, one)| one.is_object());
                operations.filter(|(_, one)| of(one)).map(|(method, _)| method.to_uppercase()).collect()
            };
            RoutePlace {
                without_query: methods(&refuses_queries),
                secret: methods(&|one| secrets::is_of(path) || secrets::are_shown_by(one, schemas)),
                ..RoutePlace::new(path, methods(&|_| true))
            }
        });
        Self::in_order(documented.collect())
    }

    /// These, and routes that are no part of the document.
    #[must_use]
    pub fn with(&self, outside: &[(&str, &str)]) -> Self {
        let outside = outside.iter().map(|(path, method)| RoutePlace::new(path, vec![(*method).to_owned()]));
        Self::in_order(self.0.iter().cloned().chain(outside).collect())
    }

    fn in_order(mut places: Vec<RoutePlace>) -> Self {
        places.sort_by_key(|place| place.pattern.contains('{'));
        Self(places)
    }

    /// What an address serves, when it exists.
    pub fn at(&self, path: &str) -> Option<&RoutePlace> {
        let segments = path.split('/').count();
        let may_be_at = |place: &&RoutePlace| {
            place.segments == segments
                && path.as_bytes().starts_with(&place.pattern.as_bytes()[..place.fixed])
        };
        self.0.iter().filter(may_be_at).find(|place| is_at(&place.pattern, path))
    }
}

impl RoutePlace {
    fn new(pattern: &str, mut methods: Vec<String>) -> Self {
        if let Some(get) = methods.iter().position(|method| method == "GET") {
            methods.insert(get + 1, "HEAD".to_owned());
        }
        let (segments, fixed) = (pattern.split('/').count(), pattern.find('{').unwrap_or(pattern.len()));
        let (pattern, allow) = (pattern.to_owned(), methods.join(", "));
        Self { pattern, segments, fixed, methods, allow, without_query: Vec::new(), secret: Vec::new() }
    }

    /// The pattern of the address.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether a method is served there.
    pub fn serves(&self, method: &Method) -> bool {
        self.methods.iter().any(|served| served == method.as_str())
    }

    /// The methods served there, as an `Allow` header writes them.
    pub fn allow(&self) -> &str {
        &self.allow
    }

    /// Whether an answer to a method may show a secret, as the document says: then it is never compressed.
    pub fn shows_secrets(&self, method: &Method) -> bool {
        let read = if method == Method::HEAD { Method::GET.as_str() } else { method.as_str() };
        self.secret.iter().any(|one| one == read)
    }

    /// Whether a method may read what a query asks.
    pub fn reads_query(&self, method: &Method) -> bool {
        !self.without_query.iter().any(|without| without == method.as_str())
    }
}

/// Whether an operation reads no query, and answers problems: RFC 6749 has refusals of its own.
fn refuses_queries(operation: &Value) -> bool {
    let mut parameters = operation["parameters"].as_array().into_iter().flatten();
    let answers_problems = operation["responses"]["400"]["content"].get("application/problem+json").is_some();
    answers_problems && !parameters.any(|one| one["in"] == "query")
}

/// Whether a path is one of a pattern, whose `{names}` stand for one segment or its beginning.
fn is_at(pattern: &str, path: &str) -> bool {
    let (expected, given) = (pattern.split('/'), path.split('/'));
    let same = |(expected, given): (&str, &str)| match expected
        .strip_prefix('{')
        .and_then(|name| name.split_once('}'))
    {
        Some((_, ending)) => given.len() > ending.len() && given.ends_with(ending),
        None => expected == given,
    };
    expected.clone().count() == given.clone().count() && expected.zip(given).all(same)
}

#[cfg(test)]
mod tests {
    use super::is_at;

    #[test]
    fn a_path_is_matched_segment_by_segment() {
        assert!(is_at("/v1/visits/{id}/report", "/v1/visits/1/report"));
        assert!(is_at("/v1/feeds/{secret}.ics", "/v1/feeds/abc.ics"));
        for other in ["/v1/visits/1", "/v1/visits/1/report/2", "/v1/visits//report", "/v1/visits/1/reports"] {
            assert!(!is_at("/v1/visits/{id}/report", other), "{other}");
        }
        assert!(!is_at("/v1/feeds/{secret}.ics", "/v1/feeds/.ics"));
        assert!(!is_at("/v1/feeds/{secret}.ics", "/v1/feeds/abc"));
    }
}
