//! Every answer any test sees must be one the document announces, every refusal a rule of the book.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{LazyLock, Mutex, OnceLock};

use actix_web::dev::ResourceDef;
use compagnon::app::refusals;
use compagnon::platform::openapi::refusal_codes;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::reply::Reply;

const REFUSALS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/app/refusals.txt");
/// The headers of answers that the document speaks of.
const HEADERS: [&str; 9] = [
    "ETag",
    "Location",
    "Link",
    "Idempotency-Replayed",
    "Content-Disposition",
    "WWW-Authenticate",
    "Retry-After",
    "Accept-Patch",
    "Calendar-Feed",
];
/// Those that are always there where they are announced.
const ALWAYS: [&str; 3] = ["ETag", "Location", "Content-Disposition"];

struct Announced {
    path: String,
    pattern: ResourceDef,
    method: String,
    operation: Value,
    checkers: Mutex<HashMap<u16, &'static Validator>>,
}

struct Document {
    operations: Vec<Announced>,
    schemas: Value,
}

static ANNOUNCED: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(compagnon::app::document()).expect("the document"));

/// The document as the code makes it, once for all tests: unoptimised, that takes seconds.
pub fn announced() -> Value {
    ANNOUNCED.clone()
}

static DOCUMENT: OnceLock<Document> = OnceLock::new();

fn document() -> &'static Document {
    DOCUMENT.get_or_init(|| {
        let mut document = announced();
        let schemas = document["components"]["schemas"].take();
        let paths = document["paths"].as_object().expect("paths");
        let each = paths.iter().flat_map(|(path, item)| {
            item.as_object().into_iter().flatten().map(|(method, operation)| Announced {
                path: path.clone(),
                pattern: ResourceDef::new(path.as_str()),
                method: method.to_uppercase(),
                operation: operation.clone(),
                checkers: Mutex::default(),
            })
        });
        Document { operations: each.collect(), schemas }
    })
}

/// The operation of an address, when it is one.
fn operation_at(method: &str, path: &str) -> Option<&'static Announced> {
    let is_fixed = |one: &&Announced| !one.path.contains('{');
    let at_path = || document().operations.iter().filter(|one| one.pattern.is_match(path));
    // an address of its own hides the record that would be named so
    let fixed = at_path().any(|one| is_fixed(&one));
    at_path().filter(|one| is_fixed(one) || !fixed).find(|one| one.method == method)
}

/// Fails when an operation gives a status, a type, a body, a header or a code its document does not announce, or does
/// without a version that it says is required.
#[track_caller]
pub fn check(method: &str, path: &str, names_version: bool, reply: &Reply) {
    let Some(operation) = operation_at(method, path) else { return };
    let answer = &operation.operation["responses"][reply.status.to_string()];
    assert!(answer.is_object(), "{method} {path}: {} is not documented\n{}", reply.status, reply.text);
    let media = reply.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default();
    let known =
        media.is_empty() || answer["content"].as_object().is_some_and(|content| content.contains_key(media));
    assert!(known, "{method} {path}: {} as {media} is not documented", reply.status);
    if media.contains("json") {
        check_body(operation, media, reply);
    }
    check_headers(operation, reply);
    let parameters = operation.operation["parameters"].as_array().into_iter().flatten();
    let requires_version =
        parameters.into_iter().any(|one| one["name"] == "If-Match" && one["required"] == json!(true));
    assert!(
        reply.status >= 300 || names_version || !requires_version,
        "{method} {path} needs no If-Match, which the document requires"
    );
    if reply.status >= 400 && media.contains("problem") {
        check_codes(operation, reply);
    }
}

#[track_caller]
fn check_body(operation: &Announced, media: &str, reply: &Reply) {
    check_addresses("", &reply.body);
    let checker = *operation.checkers.lock().expect("checkers").entry(reply.status).or_insert_with(|| {
        let content = &operation.operation["responses"][reply.status.to_string()]["content"][media];
        let mut whole = content["schema"].clone();
        whole["components"] = json!({ "schemas": reached(&content["schema"], &document().schemas) });
        Box::leak(Box::new(jsonschema::draft202012::new(&whole).expect("a schema")))
    });
    let faults: Vec<String> =
        checker.iter_errors(&reply.body).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    let Announced { method, path, .. } = operation;
    let faults = faults.join("\n");
    assert!(
        faults.is_empty(),
        "{method} {path} {} is not as documented:\n{faults}\n{}",
        reply.status,
        reply.text
    );
}

/// Addresses of this server are in `href`, nowhere else: only there do they follow where the host serves it.
#[track_caller]
fn check_addresses(name: &str, said: &Value) {
    match said {
        Value::Object(members) => members.iter().for_each(|(name, one)| check_addresses(name, one)),
        Value::Array(members) => members.iter().for_each(|one| check_addresses(name, one)),
        Value::String(text) => {
            let is_address = ["/v1/", "/l/"].iter().any(|start| text.starts_with(start));
            assert!(name == "href" || !is_address, "{name} is an address, not in `href`: {text}");
        }
        _ => {}
    }
}

/// The records among some schemas that a schema names, and those that they name.
pub fn reached<'a>(schema: &'a Value, schemas: &'a Value) -> Map<String, Value> {
    let (mut known, mut waiting) = (Map::new(), vec![schema]);
    while let Some(part) = waiting.pop() {
        match part {
            Value::Object(fields) => {
                if let Some(name) = fields.get("$ref").and_then(Value::as_str) {
                    let name = name.rsplit('/').next().expect("a name");
                    if !known.contains_key(name) {
                        known.insert(name.to_owned(), schemas[name].clone());
                        waiting.push(&schemas[name]);
                    }
                }
                waiting.extend(fields.values());
            }
            Value::Array(members) => waiting.extend(members),
            _ => {}
        }
    }
    known
}

#[track_caller]
fn check_headers(operation: &Announced, reply: &Reply) {
    let Announced { method, path, .. } = operation;
    let status = reply.status;
    for name in HEADERS {
        let announced = operation.operation["responses"][status.to_string()]["headers"].get(name).is_some();
        let sent = reply.header(name).is_some();
        assert!(announced || !sent, "{method} {path} {status}: {name} is sent and not documented");
        let missing = announced && !sent && ALWAYS.contains(&name);
        assert!(!missing, "{method} {path} {status}: {name} is documented and not sent");
    }
}

/// Families of codes about what was sent rather than what a rule says: a member that has not the shape its schema
/// gives, an identifier that names nothing within reach, the protocol of requests.
fn is_about_the_request(code: &str) -> bool {
    let is_of_an_identifier =
        || compagnon::law::identifiers::IdentifierFault::ALL.iter().any(|fault| fault.code() == code);
    let is_of_the_protocol = || code.starts_with("idempotency_key.") || code == "text.encoding";
    !code.contains('.') || code.ends_with(".unknown") || is_of_the_protocol() || is_of_an_identifier()
}

/// Fails when a business refusal is not in the book, or a refusal not among those the operation announces.
#[track_caller]
fn check_codes(operation: &Announced, reply: &Reply) {
    let Announced { method, path, .. } = operation;
    let place = format!("{method} {path}");
    let faults = || reply.body["errors"].as_array().into_iter().flatten();
    let codes = faults().chain([&reply.body]).filter_map(|one| one["code"].as_str());
    for code in codes.filter(|code| matches!(reply.status, 409 | 422) && !is_about_the_request(code)) {
        let declared = compagnon::app::rulebook::rule(code).is_some();
        assert!(declared, "{place}: {code} is not in the book of rules\n{}", reply.text);
    }
    let status = reply.status.to_string();
    let of_rules = faults().filter_map(|one| one["code"].as_str()).filter(|code| !is_about_the_request(code));
    for code in of_rules.chain(reply.body["code"].as_str()) {
        let announced = refusal_codes(&operation.operation, &status).any(|known| known == code);
        if !announced && std::env::var_os("UPDATE_REFUSALS").is_some() {
            keep(&place, &status, code);
        } else {
            assert!(
                announced,
                "{place}: {status} {code} is not announced: run this test with UPDATE_REFUSALS=1, then that of openapi.yaml"
            );
        }
    }
}

type Refusals = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

static KEPT: Mutex<Option<Refusals>> = Mutex::new(None);

/// Writes a refusal down among those seen, for the document made next.
fn keep(place: &str, status: &str, code: &str) {
    let mut kept = KEPT.lock().expect("what was seen");
    let known = kept.get_or_insert_with(|| {
        let mut known = Refusals::new();
        let list = std::fs::read_to_string(REFUSALS).expect("the refusals");
        for one in refusals::listed(&list) {
            add(&mut known, one);
        }
        known
    });
    if add(known, (place, status, code)) {
        let text: String = known.iter().map(|(place, statuses)| lines_of(place, statuses)).collect();
        std::fs::write(REFUSALS, text).expect("the refusals are written");
    }
}

fn add(known: &mut Refusals, (place, status, code): (&str, &str, &str)) -> bool {
    let statuses = known.entry(place.to_owned()).or_default();
    statuses.entry(status.to_owned()).or_default().insert(code.to_owned())
}

fn lines_of(place: &str, statuses: &BTreeMap<String, BTreeSet<String>>) -> String {
    let lines = statuses.iter().map(|(status, codes)| {
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        format!("  {status} {}\n", codes.join(" "))
    });
    format!("{place}\n{}", lines.collect::<String>())
}
