//! The OpenAPI document: what every operation shares is added here, once.

mod answered;
mod examples;
mod headers;
mod operation;
mod places;
mod records;
mod secrets;
mod sharing;
mod yaml;

use serde_json::{Map, Value, json};
use utoipa::openapi::{OpenApi, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

pub use self::operation::{codes_of, refusal_codes};
pub use self::places::{RoutePlace, Routes};
pub use self::yaml::as_yaml;
use super::error::ProblemBody;

/// The document with security, shared headers, parameters and problem answers on every operation.
///
/// What only the application knows is added by `tell`.
pub fn completed(document: OpenApi, tell: impl FnOnce(&mut Value)) -> OpenApi {
    let Ok(mut value) = serde_json::to_value(&document) else { return document };
    add_shared_parts(&mut value);
    records::write_parts_out(&mut value);
    for_each_operation(&mut value, operation::complete);
    headers::declare(&mut value);
    answered::require_what_is_sent(&mut value);
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

fn add_shared_parts(document: &mut Value) {
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
        },
        "secret": {
            "type": "http", "scheme": "basic",
            "description": "Identifier and secret of a machine client, for `POST /oauth/token` alone.",
        },
    });
}

/// The name a reference ends with.
fn name_of(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
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
