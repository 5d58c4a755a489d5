//! Answers made of parts, written out as one record each.

use serde_json::{Map, Value, json};

use super::answered::ABSENT;
use super::name_of;

/// Answers made of parts become one record each, unless a part is an answer of its own: facts refuse any field but theirs.
pub fn write_parts_out(document: &mut Value) {
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
        let part = match part["$ref"].as_str().map(name_of) {
            Some(name) => {
                named.get(name).filter(|facts| facts["additionalProperties"] == json!(false))?.clone()
            }
            None => at_times(part, named).or_else(|| as_record(part, named)).unwrap_or_else(|| part.clone()),
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

/// The fields of a part that is there at times, written `null or this`: each may be left out.
fn at_times(part: &Value, named: &Value) -> Option<Value> {
    let [one, other] = part["oneOf"].as_array()?.as_slice() else { return None };
    let (none, only) = if one["type"] == "null" { (one, other) } else { (other, one) };
    let name = only["$ref"].as_str().filter(|_| none["type"] == "null").map(name_of)?;
    let mut record = as_record(&named[name], named).unwrap_or_else(|| named[name].clone());
    record.as_object_mut()?.remove("required");
    for property in record["properties"].as_object_mut()?.values_mut() {
        property[ABSENT.0] = json!(ABSENT.1);
    }
    Some(record)
}
