//! Which answers show a secret, as the document tells: a field of `format: password`, or a secret in the address itself.

use serde_json::{Map, Value};

use super::name_of;

/// Names of what stands for a secret in the pattern of an address: what is answered there may repeat it.
const IN_ADDRESSES: [&str; 2] = ["{secret}", "{token}"];

/// Whether an address holds a secret.
pub(super) fn is_of(pattern: &str) -> bool {
    IN_ADDRESSES.iter().any(|name| pattern.contains(name))
}

/// Whether what an operation answers when it is done has a secret among its fields.
pub(super) fn are_shown_by(operation: &Value, schemas: &Value) -> bool {
    let answers = operation["responses"].as_object().into_iter().flatten();
    let done = answers.filter(|(status, _)| status.starts_with('2')).map(|(_, answer)| answer);
    let contents = done.flat_map(|answer| answer["content"].as_object().into_iter().flat_map(Map::values));
    let mut seen = Vec::new();
    contents.map(|content| &content["schema"]).any(|schema| has_secret(schema, schemas, &mut seen))
}

fn has_secret<'a>(part: &'a Value, schemas: &'a Value, seen: &mut Vec<&'a str>) -> bool {
    match part {
        Value::Object(fields) => {
            let named = fields.get("$ref").and_then(Value::as_str).map(name_of);
            let is_new = |name: &&str| !seen.contains(name);
            if let Some(name) = named.filter(is_new) {
                seen.push(name);
                return has_secret(&schemas[name], schemas, seen);
            }
            fields.get("format").is_some_and(|format| format == "password")
                || fields.values().any(|field| has_secret(field, schemas, seen))
        }
        Value::Array(members) => members.iter().any(|member| has_secret(member, schemas, seen)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_secret_is_found_in_what_is_answered_however_deep_and_not_in_what_is_sent() {
        let schemas = json!({
            "Link": { "properties": { "id": {}, "made": { "oneOf": [{ "$ref": "#/components/schemas/Made" }] } } },
            "Made": { "properties": { "of": { "$ref": "#/components/schemas/Link" }, "url": { "format": "password" } } },
            "SignIn": { "properties": { "password": { "format": "password" } } } });
        let of = |name: &str| {
            json!({ "content": { "application/json": { "schema": { "type": "array",
                "items": { "$ref": format!("#/components/schemas/{name}") } } } } })
        };
        assert!(are_shown_by(&json!({ "responses": { "201": of("Link") } }), &schemas));
        assert!(!are_shown_by(&json!({ "responses": { "204": {}, "409": of("Link") } }), &schemas));
        assert!(!are_shown_by(&json!({ "requestBody": of("SignIn"), "responses": { "204": {} } }), &schemas));
        assert!(is_of("/v1/feeds/{secret}.ics") && !is_of("/v1/visits/{id}"));
    }
}
