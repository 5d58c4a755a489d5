//! Every enumeration of the document with its labels, read from the document itself.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::get;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::document;
use crate::platform::cacheable::cacheable;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::Page;
use crate::platform::params::Params;
use crate::platform::reply::Answer;
use crate::platform::types::ENUMERATION;

/// What narrows the enumerations.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EnumerationFilter {
    /// Only the one of this name, as its schema has it.
    #[param(max_length = 50, example = "VisitState")]
    pub name: Option<String>,
}

/// An enumeration of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EnumerationOut {
    /// Name of its schema.
    #[schema(max_length = 50, example = "VisitState")]
    pub name: String,
    /// What it is about.
    #[schema(max_length = 500, example = "Where a visit stands; late follows from the dates.")]
    pub description: String,
    /// Its values, in the order people are shown them.
    #[schema(max_items = 100)]
    pub values: Vec<EnumerationValue>,
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnumerationValue {
    /// Code, as sent and answered.
    #[schema(max_length = 50, example = "held")]
    pub code: String,
    /// French label.
    #[schema(max_length = 120, example = "Effectuée")]
    pub fr: String,
    /// English label.
    #[schema(max_length = 120, example = "Held")]
    pub en: String,
    /// Version of the product the value came with.
    #[schema(max_length = 20, example = "0.1.0")]
    pub since: String,
    /// Place among the others, from 1.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 100, example = 2)]
    pub order: usize,
}

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_enumerations);
}

/// Lists every enumeration of this document, by name, with the French and English label of each value.
#[utoipa::path(tag = "reference", security(()), params(EnumerationFilter),
    responses((status = 200, description = "The enumerations, by name.", body = Page<EnumerationOut>),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/reference")]
async fn list_enumerations(params: Params<EnumerationFilter>) -> Answer {
    static ALL: LazyLock<Vec<EnumerationOut>> =
        LazyLock::new(|| enumerations_in(&serde_json::to_value(document()).unwrap_or_default()));
    let asked = |one: &&EnumerationOut| params.0.name.as_ref().is_none_or(|name| *name == one.name);
    let data = ALL.iter().filter(asked).cloned().collect();
    cacheable(&Page { data, next_cursor: None, total: None })
}

/// The enumerations a document tells, each once, by name.
pub fn enumerations_in(document: &Value) -> Vec<EnumerationOut> {
    let mut found = BTreeMap::new();
    gather(document, &mut found);
    found.into_values().collect()
}

fn gather(node: &Value, found: &mut BTreeMap<String, EnumerationOut>) {
    if let Some(one) = read(node) {
        found.entry(one.name.clone()).or_insert(one);
    }
    match node {
        Value::Object(fields) => fields.values().for_each(|below| gather(below, found)),
        Value::Array(items) => items.iter().for_each(|below| gather(below, found)),
        _ => {}
    }
}

/// The enumeration a schema is, when it is one.
fn read(schema: &Value) -> Option<EnumerationOut> {
    let told = schema.get(ENUMERATION)?;
    let mut values: Vec<EnumerationValue> = serde_json::from_value(told["values"].clone()).ok()?;
    for (index, value) in values.iter_mut().enumerate() {
        value.order = index + 1;
    }
    let description = schema["description"].as_str().unwrap_or_default().to_owned();
    Some(EnumerationOut { name: told["name"].as_str()?.to_owned(), description, values })
}
