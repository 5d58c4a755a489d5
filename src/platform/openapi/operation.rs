//! What every operation takes and answers besides its own: headers, refusals.

use serde_json::{Map, Value, json};

use super::{LONGEST_IF_MATCH, LONGEST_LANGUAGES};

/// What decides which headers and answers an operation has.
struct Traits {
    is_public: bool,
    has_version: bool,
    has_body: bool,
    writes: bool,
    /// Whether an Idempotency-Key makes it have one effect; a patch has its version for that.
    has_one_effect: bool,
}

impl Traits {
    fn of(path: &str, method: &str, operation: &Value) -> Self {
        let is_public = operation.get("security").and_then(Value::as_array).is_some_and(Vec::is_empty)
            || operation["security"][0].as_object().is_some_and(Map::is_empty);
        let is_without_version = ["/sessions", "/secrets", "/marks", "/readings", "/council-appreciations"]
            .iter()
            .any(|part| path.ends_with(part) || path.contains(&format!("{part}/")));
        let versioned = method == "patch" || (matches!(method, "put" | "delete") && path.contains('{'));
        Self {
            is_public,
            has_version: versioned && !is_without_version,
            has_body: operation.get("requestBody").is_some(),
            writes: method != "get",
            has_one_effect: !is_public && !matches!(method, "get" | "patch"),
        }
    }
}

/// Gives an operation the headers it takes, the refusals it may answer, and bytes where it speaks of bytes.
pub fn complete(path: &str, method: &str, operation: &mut Value) {
    let traits = Traits::of(path, method, operation);
    if !traits.is_public {
        operation["security"] = json!([{ "bearer": [] }]);
    }
    add_headers(&traits, operation);
    add_problems(&traits, path, operation);
    for (status, answer) in operation["responses"].as_object_mut().into_iter().flatten() {
        if status.starts_with(['4', '5']) && answer.get("content").is_none() {
            answer["content"] = problem_answer(status)["content"].take();
        }
        each_content(answer, say_bytes);
    }
    if let Some(body) = operation.get_mut("requestBody") {
        each_content(body, say_bytes);
        let content = &mut body["content"];
        if method == "patch" && content.get(JSON).is_some() {
            content[MERGE_PATCH] = content[JSON].clone();
        }
    }
}

const JSON: &str = "application/json";
const MERGE_PATCH: &str = "application/merge-patch+json";

fn each_content(part: &mut Value, mut change: impl FnMut(&str, &mut Value)) {
    let contents = part.get_mut("content").and_then(Value::as_object_mut);
    for (media, content) in contents.into_iter().flatten() {
        change(media, content);
    }
}

/// A file is bytes, not a list of numbers.
fn say_bytes(media: &str, content: &mut Value) {
    if !media.contains("json") && content["schema"]["type"] == "array" {
        content["schema"] = json!({ "type": "string", "format": "binary" });
    }
}

fn add_headers(traits: &Traits, operation: &mut Value) {
    let mut parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let language = "Language of titles and details: `fr` (default) or `en`.";
    parameters.push(header("Accept-Language", language, LONGEST_LANGUAGES));
    if traits.has_version {
        let what = "ETag of the version the change was decided on.";
        let mut version = header("If-Match", what, LONGEST_IF_MATCH);
        version["required"] = json!(true);
        version["schema"]["example"] = json!("\"v3\"");
        parameters.push(version);
    }
    if traits.has_one_effect {
        let what = "Makes a repeated request have one effect; required of machine clients. Kept 48 h.";
        let mut key = header("Idempotency-Key", what, 128);
        key["schema"]["minLength"] = json!(8);
        key["schema"]["pattern"] = json!("^[!-~]+$");
        parameters.push(key);
    }
    operation["parameters"] = Value::Array(parameters);
}

pub(super) fn header(name: &str, what: &str, longest: usize) -> Value {
    json!({ "name": name, "in": "header", "required": false, "description": what,
            "schema": { "type": "string", "maxLength": longest } })
}

fn add_problems(traits: &Traits, path: &str, operation: &mut Value) {
    let Traits { is_public, has_version, has_body, writes, .. } = *traits;
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

/// What a status means everywhere, and the codes that come with it whatever is asked; those of an operation alone are its own.
const PROBLEMS: &[(&str, &str, &[&str])] = &[
    (
        "400",
        "The request cannot be read.",
        &[
            "body.encoding",
            "body.interrupted",
            "body.json",
            "header.repeated",
            "header.unreadable",
            "idempotency_key.required",
            "idempotency_key.unreadable",
            "precondition.unreadable",
            "query.encoding",
            "query.invalid",
            "request.invalid",
        ],
    ),
    ("401", "No valid access token.", &["unauthenticated"]),
    ("403", "The role never may.", &["forbidden", "idempotency_key.rights_changed", "reauth_required"]),
    ("404", "Absent, or out of reach.", &["page.not_found"]),
    ("408", "The body came too slowly.", &["body.too_slow"]),
    ("409", "Refused in the present state.", &["idempotency_key.running"]),
    ("412", "The record changed since it was read.", &["precondition.stale"]),
    ("413", "The body is too long.", &["body.too_large"]),
    ("415", "The body is not JSON, or is compressed.", &["body.media_type"]),
    (
        "422",
        "Readable but not acceptable; every fault is listed.",
        &["idempotency_key.reused", "invalid", "text.encoding"],
    ),
    ("428", "The If-Match header is missing.", &["precondition.required"]),
    (
        "429",
        "Too many requests; see Retry-After.",
        &["too_many_attempts", "too_many_connections", "too_many_requests"],
    ),
    ("500", "Internal error.", &["internal"]),
    (
        "503",
        "Not for now; see Retry-After. With `outcome.unknown`, the write may have been done.",
        &[
            "database.busy",
            "database.locked",
            "database.read_only",
            "database.unavailable",
            "outcome.unknown",
            "passwords.full",
            "pool.full",
            "request.deadline",
        ],
    ),
];

/// The codes that come with a status whatever is asked.
pub fn codes_of(status: &str) -> &'static [&'static str] {
    PROBLEMS.iter().find(|(known, ..)| *known == status).map_or(&[], |(.., codes)| codes)
}

/// Where an operation says the codes that are its own, by status.
const REFUSALS: &str = "x-refusals";

/// Every code an operation says it may answer with a status: its own, and those of all.
pub fn refusal_codes<'a>(operation: &'a Value, status: &'a str) -> impl Iterator<Item = &'a str> {
    let own = operation[REFUSALS][status].as_array().into_iter().flatten().filter_map(Value::as_str);
    own.chain(codes_of(status).iter().copied())
}

fn problem_answer(status: &str) -> Value {
    let known = PROBLEMS.iter().find(|(known, ..)| *known == status);
    let (what, codes) = known.map_or(("Refused.", &[][..]), |(_, what, codes)| (*what, *codes));
    json!({ "description": what, "x-codes": codes,
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } })
}
