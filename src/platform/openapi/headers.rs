//! The headers of answers that clients read: which comes with what.

use serde_json::{Map, Value, json};

use super::operation::header;
use super::{LONGEST_IF_MATCH, for_each_operation, name_of};
use crate::platform::body;

/// Declares on every answer the headers it has, beside those every answer has.
pub fn declare(document: &mut Value) {
    let schemas = document["components"]["schemas"].clone();
    for_each_operation(document, |_, method, operation| {
        if method == "get" {
            tell_how_to_ask_again(operation, &schemas);
        }
        let is_public = operation["security"][0].as_object().is_some_and(Map::is_empty);
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let takes = |name: &str| parameters.iter().any(|one| one["name"] == name);
        let is_told_apart = operation["responses"].get("304").is_some();
        for (status, answer) in operation["responses"].as_object_mut().into_iter().flatten() {
            let is_done = status.starts_with('2');
            let is_versioned = is_told_apart || takes("If-Match") || has_version(answer, &schemas);
            let is_a_file =
                answer["content"].as_object().is_some_and(|media| media.keys().any(|one| is_file(one)));
            let already = |header: &AnswerHeader| answer["headers"].get(header.name).is_some();
            let known: [(&AnswerHeader, bool); 8] = [
                (&ETAG, (is_done && status != "204" && is_versioned) || status == "304" || already(&ETAG)),
                (&LOCATION, (status == "201" && !is_public) || already(&LOCATION)),
                (&LINK, is_done && takes("cursor")),
                (&REPLAYED, is_done && takes("Idempotency-Key")),
                (&DISPOSITION, is_done && is_a_file),
                (&CHALLENGE, matches!(status.as_str(), "400" | "401" | "403")),
                (&PATCHES, method == "patch" && status == "415"),
                (&RETRY_AFTER, matches!(status.as_str(), "429" | "503")),
            ];
            for (header, _) in known.into_iter().filter(|(_, applies)| *applies) {
                answer["headers"][header.name] = header.as_json();
            }
        }
    });
}

/// Whoever has an answer that has an ETag may ask whether it is still the same.
fn tell_how_to_ask_again(operation: &mut Value, schemas: &Value) {
    let answers = &operation["responses"];
    let done = &answers["200"];
    let has_tag = done["headers"].get(ETAG.name).is_some() || has_version(done, schemas);
    if answers.get("304").is_none() && !has_tag {
        return;
    }
    let what = "ETags of answers kept: 304 when what would be answered is still one of them.";
    let known = header("If-None-Match", what, LONGEST_IF_MATCH);
    operation["responses"]["304"] = json!({ "description": "The reader already has it." });
    if let Some(parameters) = operation["parameters"].as_array_mut() {
        parameters.push(known);
    }
}

struct AnswerHeader {
    name: &'static str,
    what: &'static str,
    example: &'static str,
}

impl AnswerHeader {
    fn as_json(&self) -> Value {
        let kind = if self.name == RETRY_AFTER.name { "integer" } else { "string" };
        let example =
            self.example.parse::<u32>().map_or_else(|_| json!(self.example), |number| json!(number));
        json!({ "description": self.what, "schema": { "type": kind, "example": example } })
    }
}

const ETAG: AnswerHeader = AnswerHeader {
    name: "ETag",
    what: "Version of what is answered, to be sent back as `If-Match`; of what is read, a digest follows its version, or stands alone, for `If-None-Match`.",
    example: "\"v3\"",
};
const LOCATION: AnswerHeader = AnswerHeader {
    name: "Location",
    what: "Address of what was created.",
    example: "/v1/visits/019a0000-0000-7000-8000-000000000001",
};
const LINK: AnswerHeader = AnswerHeader {
    name: "Link",
    what: "Address of the next page (RFC 8288); absent from the last one.",
    example: "</v1/visits?limit=50&cursor=eyJ9>; rel=\"next\"",
};
const REPLAYED: AnswerHeader = AnswerHeader {
    name: "Idempotency-Replayed",
    what: "`true` when the answer was kept from an earlier request with this Idempotency-Key; absent otherwise.",
    example: "true",
};
const DISPOSITION: AnswerHeader = AnswerHeader {
    name: "Content-Disposition",
    what: "Name to keep the file under.",
    example: "attachment; filename=\"visites.csv\"",
};
const CHALLENGE: AnswerHeader = AnswerHeader {
    name: "WWW-Authenticate",
    what: "How to prove who one is, and what is wrong with the token shown (RFC 6750); always with 401.",
    example: "Bearer error=\"invalid_token\"",
};
const PATCHES: AnswerHeader = AnswerHeader {
    name: "Accept-Patch",
    what: "Types that a patch is taken in (RFC 5789), told by OPTIONS too.",
    example: body::PATCHES,
};
const RETRY_AFTER: AnswerHeader = AnswerHeader {
    name: "Retry-After",
    what: "Seconds to wait before asking again; absent where asking again is not the thing to do.",
    example: "1",
};

/// Whether an answer is a record that has versions.
fn has_version(answer: &Value, schemas: &Value) -> bool {
    let contents = answer["content"].as_object().into_iter().flat_map(Map::values);
    contents.map(|content| &content["schema"]).any(|schema| is_versioned(schema, schemas))
}

/// The version of a record is a number; a word is that of something else.
fn is_versioned(schema: &Value, schemas: &Value) -> bool {
    let named = schema["$ref"].as_str().map(name_of);
    let parts = || ["allOf", "oneOf"].into_iter().filter_map(|of| schema[of].as_array()).flatten();
    schema["properties"]["version"]["type"] == "integer"
        || named.is_some_and(|name| is_versioned(&schemas[name], schemas))
        || parts().any(|part| is_versioned(part, schemas))
}

fn is_file(media: &str) -> bool {
    ["text/csv", "application/pdf", "application/vnd.", "image/"].iter().any(|kind| media.starts_with(kind))
}
