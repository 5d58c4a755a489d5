//! The OpenAPI document: what every operation shares is added here, once.

mod examples;
mod sharing;
mod yaml;

use actix_web::http::Method;
use serde_json::{Map, Value, json};
use utoipa::openapi::{OpenApi, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

pub use self::yaml::for_every_reader;
use super::error::ProblemBody;

/// The document with security, shared headers, parameters and problem answers on every operation.
///
/// What only the application knows is added by `tell`.
pub fn completed(document: OpenApi, tell: impl FnOnce(&mut Value)) -> OpenApi {
    let Ok(mut value) = serde_json::to_value(&document) else { return document };
    add_problem_schema(&mut value);
    write_parts_out(&mut value);
    for_each_operation(&mut value, complete_operation);
    examples::give_answers(&mut value);
    tell(&mut value);
    serde_json::from_value(value).unwrap_or(document)
}

/// The document as it is published: what many operations have in common stands among the components, once.
pub fn published(document: OpenApi) -> OpenApi {
    let Ok(mut value) = serde_json::to_value(&document) else { return document };
    sharing::share(&mut value);
    serde_json::from_value(value).unwrap_or(document)
}

/// Longest `Accept-Language`, published and enforced.
pub const LONGEST_LANGUAGES: usize = 1000;
/// Longest `If-Match`, published and enforced.
pub const LONGEST_IF_MATCH: usize = 1000;

/// Fields that the example of a patch changes.
const EXAMPLE_OF_A_PATCH: usize = 2;

/// The schema of a merge patch: the fields of a record, none required, each clearable.
pub fn patch_schema<T: PartialSchema>() -> RefOr<Schema> {
    let mut schema = serde_json::to_value(T::schema()).unwrap_or_default();
    if let Some(object) = schema.as_object_mut() {
        object.remove("required");
        object.insert("minProperties".into(), json!(1));
        // a record too long for an example of its own says what a patch of it looks like
        if let Some(example) = object.remove("examples").and_then(|examples| examples.get(0).cloned()) {
            object.insert("example".into(), example);
        } else if let Some(example) = object.get_mut("example").and_then(Value::as_object_mut) {
            *example = std::mem::take(example).into_iter().take(EXAMPLE_OF_A_PATCH).collect();
        }
        let properties = object.get_mut("properties").and_then(Value::as_object_mut);
        for property in properties.into_iter().flat_map(Map::values_mut) {
            make_nullable(property);
        }
    }
    serde_json::from_value(schema).unwrap_or_else(|_| T::schema())
}

fn make_nullable(property: &mut Value) {
    if property.get("$ref").is_some() {
        *property = json!({ "oneOf": [{ "type": "null" }, property.clone()] });
    } else if let Some(kind) = property.get_mut("type").filter(|kind| kind.is_string()) {
        *kind = json!([kind.clone(), "null"]);
    }
}

fn add_problem_schema(document: &mut Value) {
    let mut named = vec![(ProblemBody::name().into_owned(), ProblemBody::schema())];
    ProblemBody::schemas(&mut named);
    for (name, schema) in named {
        if let Ok(schema) = serde_json::to_value(schema) {
            document["components"]["schemas"][name] = schema;
        }
    }
    document["components"]["securitySchemes"] = json!({
        "bearer": {
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
            "description": "Access token of `POST /v1/sessions` or `POST /oauth/token`, valid 10 minutes.",
        }
    });
}

/// Answers made of parts become one record each, unless a part is an answer of its own: facts refuse any field but theirs.
fn write_parts_out(document: &mut Value) {
    let mut named = document["components"]["schemas"].take();
    let parts = named.clone();
    for schema in named.as_object_mut().into_iter().flat_map(Map::values_mut) {
        write_out(schema, &parts);
    }
    document["components"]["schemas"] = named;
}

fn write_out(schema: &mut Value, named: &Value) {
    if let Some(record) = as_record(schema, named) {
        *schema = record;
    }
    match schema {
        Value::Object(fields) => fields.values_mut().for_each(|field| write_out(field, named)),
        Value::Array(members) => members.iter_mut().for_each(|member| write_out(member, named)),
        _ => {}
    }
}

/// A schema made of records as one record; nothing when a part is an answer of its own, or no record.
fn as_record(schema: &Value, named: &Value) -> Option<Value> {
    let (mut required, mut properties) = (Vec::new(), Map::new());
    for part in schema["allOf"].as_array()? {
        let part = match part["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            Some(name) => {
                named.get(name).filter(|facts| facts["additionalProperties"] == json!(false))?.clone()
            }
            None => as_record(part, named).unwrap_or_else(|| part.clone()),
        };
        if part["type"] != json!("object") {
            return None;
        }
        properties.extend(part["properties"].as_object().cloned().unwrap_or_default());
        required.extend(part["required"].as_array().cloned().unwrap_or_default());
    }
    let mut record = json!({ "type": "object", "required": required, "properties": properties });
    if let Some(description) = schema.get("description") {
        record["description"] = description.clone();
    }
    Some(record)
}

/// Shows every operation, with its path and its method in small letters.
pub fn for_each_operation(document: &mut Value, mut change: impl FnMut(&str, &str, &mut Value)) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if operation.is_object() {
                change(path, method, operation);
            }
        }
    }
}

/// What decides which headers and answers an operation has.
struct Traits {
    is_public: bool,
    has_version: bool,
    has_body: bool,
    writes: bool,
}

impl Traits {
    fn of(path: &str, method: &str, operation: &Value) -> Self {
        let is_public = operation.get("security").and_then(Value::as_array).is_some_and(Vec::is_empty)
            || operation["security"][0].as_object().is_some_and(Map::is_empty);
        let is_session = path.ends_with("/sessions") || path.contains("/sessions/");
        let versioned = method == "patch" || (matches!(method, "put" | "delete") && path.contains('{'));
        Self {
            is_public,
            has_version: versioned && !is_session,
            has_body: operation.get("requestBody").is_some(),
            writes: method != "get",
        }
    }
}

fn complete_operation(path: &str, method: &str, operation: &mut Value) {
    let traits = Traits::of(path, method, operation);
    if !traits.is_public {
        operation["security"] = json!([{ "bearer": [] }]);
    }
    add_headers(&traits, method, operation);
    add_problems(&traits, path, operation);
    for (status, answer) in operation["responses"].as_object_mut().into_iter().flatten() {
        if status.starts_with(['4', '5']) && answer.get("content").is_none() {
            answer["content"] = problem_answer(status)["content"].take();
        }
    }
}

fn add_headers(traits: &Traits, method: &str, operation: &mut Value) {
    let mut parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let language = "Language of titles and details: `fr` (default) or `en`.";
    parameters.push(header("Accept-Language", language, LONGEST_LANGUAGES));
    if traits.has_version {
        parameters.push(header(
            "If-Match",
            "ETag of the version the change was decided on; required.",
            LONGEST_IF_MATCH,
        ));
    }
    if method == "post" && !traits.is_public {
        let what = "Makes a repeated request have one effect; required of machine clients. Kept 48 h.";
        let mut key = header("Idempotency-Key", what, 128);
        key["schema"]["minLength"] = json!(8);
        key["schema"]["pattern"] = json!("^[!-~]+$");
        parameters.push(key);
    }
    operation["parameters"] = Value::Array(parameters);
}

fn add_problems(traits: &Traits, path: &str, operation: &mut Value) {
    let Traits { is_public, has_version, has_body, writes } = *traits;
    for (status, applies) in [
        ("400", true),
        ("401", !is_public || writes),
        ("403", !is_public),
        ("404", path.contains('{') || has_body),
        ("408", has_body),
        ("409", writes),
        ("412", has_version),
        ("413", has_body),
        ("415", has_body),
        ("422", has_body || writes),
        ("428", has_version),
        ("429", !matches!(path, "/healthz" | "/readyz")),
        ("500", true),
        ("503", true),
    ] {
        if applies && operation["responses"].get(status).is_none() {
            operation["responses"][status] = problem_answer(status);
        }
    }
}

fn header(name: &str, what: &str, longest: usize) -> Value {
    json!({ "name": name, "in": "header", "required": false, "description": what,
            "schema": { "type": "string", "maxLength": longest } })
}

fn problem_answer(status: &str) -> Value {
    let what = match status {
        "400" => "The request cannot be read.",
        "401" => "No valid access token.",
        "403" => "The role never may.",
        "404" => "Absent, or out of reach.",
        "408" => "The body came too slowly.",
        "409" => "Refused in the present state.",
        "412" => "The record changed since it was read.",
        "413" => "The body is too long.",
        "415" => "The body is not JSON, or is compressed.",
        "422" => "Readable but not acceptable; every fault is listed.",
        "428" => "The If-Match header is missing.",
        "429" => "Too many requests; see Retry-After.",
        "503" => "Not for now; see Retry-After. With `outcome.unknown`, the write may have been done.",
        _ => "Internal error.",
    };
    json!({ "description": what,
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } })
}

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
}

impl Routes {
    /// The routes of a document, and those that are no part of it.
    pub fn of(document: &OpenApi, outside: &[(&str, &str)]) -> Self {
        let value = serde_json::to_value(document).unwrap_or_default();
        let documented = value["paths"].as_object().into_iter().flatten().map(|(path, item)| {
            let operations = || item.as_object().into_iter().flatten().filter(|(_, one)| one.is_object());
            let methods = operations().map(|(method, _)| method.to_uppercase()).collect();
            let without_query = operations().filter(|(_, one)| refuses_queries(one));
            RoutePlace::new(path, methods, without_query.map(|(method, _)| method.to_uppercase()).collect())
        });
        let outside = outside
            .iter()
            .map(|(path, method)| RoutePlace::new(path, vec![(*method).to_owned()], Vec::new()));
        let mut places: Vec<_> = documented.chain(outside).collect();
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
    fn new(pattern: &str, mut methods: Vec<String>, without_query: Vec<String>) -> Self {
        if let Some(get) = methods.iter().position(|method| method == "GET") {
            methods.insert(get + 1, "HEAD".to_owned());
        }
        let (segments, fixed) = (pattern.split('/').count(), pattern.find('{').unwrap_or(pattern.len()));
        let (pattern, allow) = (pattern.to_owned(), methods.join(", "));
        Self { pattern, segments, fixed, methods, allow, without_query }
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
