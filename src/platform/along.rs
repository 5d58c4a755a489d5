//! A record sent with others that begin with it: one body, which has the fields of both.

use std::borrow::Cow;

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A record as sent, and what is sent along with it, in one object.
#[derive(Debug, Clone)]
pub struct Along<T, E> {
    /// The record.
    pub record: T,
    /// What is sent along; its name is that of the body.
    pub along: E,
}

/// A schema without one of its members, which is known otherwise.
pub fn schema_without<T: PartialSchema>(member: &str) -> RefOr<Schema> {
    let mut schema = members::<T>();
    for name in ["properties", "example"] {
        schema.get_mut(name).and_then(Value::as_object_mut).and_then(|members| members.remove(member));
    }
    serde_json::from_value(Value::Object(optional(schema, member))).unwrap_or_else(|_| T::schema())
}

/// A schema in which one of its members may be left out.
pub fn schema_with_optional<T: PartialSchema>(member: &str) -> RefOr<Schema> {
    let schema = optional(members::<T>(), member);
    serde_json::from_value(Value::Object(schema)).unwrap_or_else(|_| T::schema())
}

fn optional(mut schema: Map<String, Value>, member: &str) -> Map<String, Value> {
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| name != member);
    }
    schema
}

fn members<T: PartialSchema>() -> Map<String, Value> {
    match serde_json::to_value(T::schema()) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

fn extend(schema: &mut Map<String, Value>, name: &str, more: Option<Value>) {
    match (schema.get_mut(name), more) {
        (Some(Value::Object(known)), Some(Value::Object(more))) => known.extend(more),
        (Some(Value::Array(known)), Some(Value::Array(more))) => known.extend(more),
        (None, Some(more)) => drop(schema.insert(name.to_owned(), more)),
        _ => {}
    }
}

impl<T: PartialSchema, E: PartialSchema> PartialSchema for Along<T, E> {
    fn schema() -> RefOr<Schema> {
        let (mut schema, mut along) = (members::<T>(), members::<E>());
        for name in ["properties", "required", "example"] {
            extend(&mut schema, name, along.remove(name));
        }
        serde_json::from_value(Value::Object(schema)).unwrap_or_else(|_| T::schema())
    }
}

impl<T: ToSchema, E: ToSchema> ToSchema for Along<T, E> {
    fn name() -> Cow<'static, str> {
        E::name()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
        E::schemas(schemas);
    }
}

impl<'de, T: DeserializeOwned, E: DeserializeOwned + PartialSchema> Deserialize<'de> for Along<T, E> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let sent = Map::<String, Value>::deserialize(from)?;
        let schema = members::<E>();
        let is_along = |name: &str| schema.get("properties").and_then(|fields| fields.get(name)).is_some();
        let (along, record): (Map<_, _>, Map<_, _>) = sent.into_iter().partition(|(name, _)| is_along(name));
        let made = |error: serde_json::Error| D::Error::custom(error);
        Ok(Self {
            record: T::deserialize(Value::Object(record)).map_err(made)?,
            along: E::deserialize(Value::Object(along)).map_err(made)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::body::checked;
    use serde_json::json;

    #[derive(Debug, Deserialize, ToSchema)]
    #[serde(deny_unknown_fields)]
    #[schema(example = json!({"name": "Ada"}))]
    struct Hostess {
        name: String,
    }

    #[derive(Debug, Deserialize, ToSchema)]
    #[serde(deny_unknown_fields)]
    #[schema(example = json!({"guests": 2}))]
    struct WithGuests {
        guests: Option<u8>,
        seats: u8,
    }

    #[test]
    fn a_record_and_what_comes_along_are_one_object_checked_as_a_whole() {
        type Evening = Along<Hostess, WithGuests>;
        let read = checked::<Evening>(&json!({ "name": "Ada", "guests": 3, "seats": 4 })).unwrap();
        assert_eq!((read.record.name.as_str(), read.along.guests, read.along.seats), ("Ada", Some(3), 4));
        let faults = checked::<Evening>(&json!({ "guests": "x", "food": 1 })).unwrap_err();
        let mut found: Vec<_> =
            faults.faults_found().iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
        found.sort_unstable();
        assert_eq!(
            found,
            [("/food", "unknown_field"), ("/guests", "type"), ("/name", "required"), ("/seats", "required")]
        );
        assert_eq!(members::<Evening>()["example"], json!({ "name": "Ada", "guests": 2 }));
        assert_eq!(Evening::name(), "WithGuests");
    }
}
