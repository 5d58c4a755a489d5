//! Every answer any test sees must be one the document announces.

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
    let fixed_first = |one: &&Announced| one.pattern.pattern().is_some_and(|pattern| !pattern.contains('{'));
    let same = || announced().iter().filter(|one| one.method == method && one.pattern.is_match(path));
    let Some(operation) = same().find(fixed_first).or_else(|| same().next()) else { return };
    let answer = &operation.answers[reply.status.to_string()];
    assert!(answer.is_object(), "{method} {path}: {} is not documented\n{}", reply.status, reply.text);
    let media = reply.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default();
    let known =
        media.is_empty() || answer["content"].as_object().is_some_and(|content| content.contains_key(media));
    assert!(known, "{method} {path}: {} as {media} is not documented", reply.status);
}
