//! What many operations have in common, written once among the components and referred to from each.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{for_each_operation, name_of as last_of};

/// Fewest operations that make a parameter or an answer worth a name of its own.
const SHARED_FROM: usize = 5;

/// The document with its records, common parameters and answers under `components`, by `$ref`: it says the same.
pub fn share(document: &mut Value) {
    share_records(document);
    for kind in [&HEADERS, &PARAMETERS, &ANSWERS] {
        let mut uses: HashMap<(String, Value), usize> = HashMap::new();
        for_each_operation(document, |_, _, operation| {
            for (name, part) in (kind.parts)(operation) {
                *uses.entry((name, part.clone())).or_default() += 1;
            }
        });
        // a name stands for what most operations mean by it
        let mut shared: HashMap<String, (Value, usize)> = HashMap::new();
        for ((name, part), times) in uses.into_iter().filter(|(_, times)| *times >= SHARED_FROM) {
            let rank = |(part, times): (&Value, usize)| (times, part.to_string());
            if shared.get(&name).is_none_or(|known| rank((&known.0, known.1)) < rank((&part, times))) {
                shared.insert(name, (part, times));
            }
        }
        for_each_operation(document, |_, _, operation| {
            for (name, part) in (kind.parts)(operation) {
                if shared.get(&name).is_some_and(|known| known.0 == *part) {
                    *part = json!({ "$ref": format!("#/components/{}/{name}", kind.place) });
                }
            }
        });
        for (name, (part, _)) in shared {
            document["components"][kind.place][name] = part;
        }
    }
}

/// The rows of a page, and whatever else repeats a named record word for word, by its name.
fn share_records(document: &mut Value) {
    let mut schemas = document["components"]["schemas"].take();
    let records = schemas.as_object().into_iter().flatten();
    let records = records.filter(|(_, schema)| schema.get("properties").is_some());
    let named: HashMap<Value, String> =
        records.map(|(name, schema)| (without_example(schema), name.clone())).collect();
    for schema in schemas.as_object_mut().into_iter().flat_map(Map::values_mut) {
        refer_within(schema, &named);
    }
    document["components"]["schemas"] = schemas;
    for_each_operation(document, |_, _, operation| refer_within(operation, &named));
}

/// A record is the same whatever its example.
fn without_example(record: &Value) -> Value {
    let mut record = record.clone();
    record.as_object_mut().and_then(|members| members.remove("example"));
    record
}

fn refer_within(whole: &mut Value, named: &HashMap<Value, String>) {
    let parts: Vec<&mut Value> = match whole {
        Value::Object(fields) => fields.values_mut().collect(),
        Value::Array(members) => members.iter_mut().collect(),
        _ => return,
    };
    for part in parts {
        match part.get("properties").and_then(|_| named.get(&without_example(part))) {
            Some(name) => *part = json!({ "$ref": format!("#/components/schemas/{name}") }),
            None => refer_within(part, named),
        }
    }
}

/// A kind of parts of an operation.
struct Kind {
    /// Where they stand among the components.
    place: &'static str,
    /// Those of an operation, each with the name it would have there.
    parts: fn(&mut Value) -> Vec<(String, &mut Value)>,
}

const HEADERS: Kind = Kind {
    place: "headers",
    parts: |operation| {
        let answers = operation["responses"].as_object_mut().into_iter().flat_map(Map::values_mut);
        let headers = answers.filter_map(|answer| answer.get_mut("headers")?.as_object_mut()).flatten();
        headers.map(|(name, header)| (pascal(name), header)).collect()
    },
};

const PARAMETERS: Kind = Kind {
    place: "parameters",
    parts: |operation| {
        let parameters = operation["parameters"].as_array_mut().into_iter().flatten();
        parameters.map(|parameter| (name_of(parameter), parameter)).collect()
    },
};

const ANSWERS: Kind = Kind {
    place: "responses",
    parts: |operation| {
        let answers = operation["responses"].as_object_mut().into_iter().flatten();
        answers.filter_map(|(status, answer)| Some((answer_name(status, answer)?, answer))).collect()
    },
};

/// `If-Match` is `IfMatch`; an identifier in a path is called as its type, `ContractId`.
fn name_of(parameter: &Value) -> String {
    let kind = parameter["schema"]["$ref"].as_str().map(last_of);
    match (kind, parameter["in"].as_str()) {
        (Some(kind), Some("path")) => kind.to_owned(),
        _ => pascal(parameter["name"].as_str().unwrap_or_default()),
    }
}

fn answer_name(status: &str, answer: &Value) -> Option<String> {
    let name = match status {
        "304" => "Unchanged",
        "400" => "Unreadable",
        "401" => "Unauthenticated",
        "403" => "Forbidden",
        "404" => "NotFound",
        "408" => "BodyTooSlow",
        "409" => "Conflict",
        "412" => "Changed",
        "413" => "BodyTooLong",
        "415" if answer["headers"].get("Accept-Patch").is_some() => "PatchMediaType",
        "415" => "MediaType",
        "422" => "Unacceptable",
        "428" => "VersionMissing",
        "429" => "TooMany",
        "500" => "Failed",
        "503" => "Unavailable",
        _ => return None,
    };
    Some(name.to_owned())
}

fn pascal(name: &str) -> String {
    let words = name.split(['-', '_']).map(|word| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(status: &str, told: &str) -> Value {
        json!({ "parameters": [{ "name": "If-Match", "in": "header", "description": told }],
                "responses": { status: { "description": told }, "200": { "description": told } } })
    }

    #[test]
    fn what_many_say_is_written_once_and_the_rest_stays_where_it_is() {
        let mut document = json!({ "components": { "schemas": {} }, "paths": {} });
        for rank in 0..SHARED_FROM {
            document["paths"][format!("/{rank}")]["get"] = operation("404", "Absent.");
        }
        document["paths"]["/other"]["get"] = operation("404", "Another word.");
        share(&mut document);
        assert_eq!(
            document["components"],
            json!({ "schemas": {},
                    "parameters": { "IfMatch": { "name": "If-Match", "in": "header", "description": "Absent." } },
                    "responses": { "NotFound": { "description": "Absent." } } })
        );
        let reference = json!({ "$ref": "#/components/responses/NotFound" });
        assert_eq!(document["paths"]["/0"]["get"]["responses"]["404"], reference);
        assert_eq!(document["paths"]["/0"]["get"]["responses"]["200"], json!({ "description": "Absent." }));
        assert_eq!(document["paths"]["/other"]["get"], operation("404", "Another word."));
    }

    #[test]
    fn the_rows_of_a_page_are_the_record_by_its_name() {
        let row = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
        let page = json!({ "properties": { "data": { "type": "array", "items": row } } });
        let mut visit = row;
        visit["example"] = json!({ "id": "1" });
        let mut document =
            json!({ "components": { "schemas": { "VisitOut": visit, "Visits": page } }, "paths": {} });
        share(&mut document);
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["VisitOut"], visit);
        assert_eq!(
            schemas["Visits"]["properties"]["data"]["items"],
            json!({ "$ref": "#/components/schemas/VisitOut" })
        );
    }
}
