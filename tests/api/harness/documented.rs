//! Every answer any test sees must be one the document announces, every refusal a rule of the book.

use std::sync::OnceLock;

use actix_web::dev::ResourceDef;
use serde_json::Value;

use super::reply::Reply;

struct Announced {
    pattern: ResourceDef,
    method: String,
    answers: Value,
}

static ANNOUNCED: OnceLock<Vec<Announced>> = OnceLock::new();

fn announced() -> &'static [Announced] {
    ANNOUNCED.get_or_init(|| {
        let document = serde_json::to_value(compagnon::app::document()).expect("the document");
        let paths = document["paths"].as_object().expect("paths");
        let each = paths.iter().flat_map(|(path, item)| {
            item.as_object().into_iter().flatten().map(|(method, operation)| Announced {
                pattern: ResourceDef::new(path.as_str()),
                method: method.to_uppercase(),
                answers: operation["responses"].clone(),
            })
        });
        each.collect()
    })
}

/// Fails when an operation gives a status or a type its document does not announce.
#[track_caller]
pub fn check(method: &str, path: &str, reply: &Reply) {
    let is_fixed = |one: &&Announced| one.pattern.pattern().is_some_and(|pattern| !pattern.contains('{'));
    let at_path = || announced().iter().filter(|one| one.pattern.is_match(path));
    // an address of its own hides the record that would be named so
    let fixed = at_path().any(|one| is_fixed(&one));
    let mut here = at_path().filter(|one| is_fixed(one) || !fixed);
    let Some(operation) = here.find(|one| one.method == method) else { return };
    let answer = &operation.answers[reply.status.to_string()];
    assert!(answer.is_object(), "{method} {path}: {} is not documented\n{}", reply.status, reply.text);
    let media = reply.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default();
    let known =
        media.is_empty() || answer["content"].as_object().is_some_and(|content| content.contains_key(media));
    assert!(known, "{method} {path}: {} as {media} is not documented", reply.status);
    if matches!(reply.status, 409 | 422) {
        check_codes(method, path, reply);
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

/// Fails when a business refusal is not in the book.
#[track_caller]
fn check_codes(method: &str, path: &str, reply: &Reply) {
    let faults = reply.body["errors"].as_array().into_iter().flatten();
    let codes = faults.chain([&reply.body]).filter_map(|one| one["code"].as_str());
    for code in codes.filter(|code| !is_about_the_request(code)) {
        let declared = compagnon::app::rulebook::rule(code).is_some();
        assert!(declared, "{method} {path}: {code} is not in the book of rules\n{}", reply.text);
    }
}
