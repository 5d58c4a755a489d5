//! JSON as it has to be written: no key twice, no deep nesting.

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::error::Problem;
use crate::say;

/// Deepest nesting of a JSON body.
const DEEPEST: usize = 16;

/// Parses JSON, refusing repeated keys and deep nesting.
pub fn parse_strict(bytes: &[u8]) -> Result<Value, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let parsed = Strict { depth: 0 }.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    parsed.map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Problem::unreadable(
            "body.json",
            say!(
                "JSON illisible à la ligne {line}, colonne {column} : {error}",
                "Unreadable JSON at line {line}, column {column}: {error}"
            ),
        )
    })
}

#[derive(Clone, Copy)]
struct Strict {
    depth: usize,
}

impl Strict {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= DEEPEST {
            return Err(E::custom(format_args!("nested deeper than {DEEPEST}")));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, given: bool) -> Result<Value, E> {
        Ok(Value::Bool(given))
    }

    fn visit_i64<E>(self, given: i64) -> Result<Value, E> {
        Ok(Value::from(given))
    }

    fn visit_u64<E>(self, given: u64) -> Result<Value, E> {
        Ok(Value::from(given))
    }

    fn visit_f64<E>(self, given: f64) -> Result<Value, E> {
        Ok(Value::from(given))
    }

    fn visit_str<E>(self, given: &str) -> Result<Value, E> {
        Ok(Value::String(given.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut fields = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(inner)?;
            if fields.insert(key.clone(), value).is_some() {
                return Err(A::Error::custom(format_args!("the key {key:?} is repeated")));
            }
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_repeated_key_or_a_deep_nest_cannot_be_read() {
        for unreadable in [
            r#"{"a":1,"a":2}"#,
            &"[".repeat(20),
            "{",
            "{} x",
            &format!("{}1{}", "[".repeat(17), "]".repeat(17)),
        ] {
            assert!(parse_strict(unreadable.as_bytes()).is_err(), "{unreadable}");
        }
        assert_eq!(parse_strict(br#"{"a":[1,null,"x"]}"#).unwrap(), json!({"a": [1, null, "x"]}));
    }
}
