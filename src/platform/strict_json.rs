//! JSON as it has to be written: no key twice, no deep nesting.

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::error::{Fault, Problem};
use super::text::Sentence;
use crate::say;

/// Deepest nesting of a JSON body.
const DEEPEST: usize = 16;
/// How our own refusals begin, on their way through serde.
const TOO_DEEP: &str = "nested too deep";
const REPEATED_KEY: &str = "repeated key ";

/// Parses JSON, refusing repeated keys and deep nesting.
pub fn parse_strict(bytes: &[u8]) -> Result<Value, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let parsed = Strict { depth: 0 }.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    parsed.map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let Sentence { fr, en } = unreadable(&error);
        Problem::unreadable(
            "body.json",
            say!(
                "JSON illisible à la ligne {line}, colonne {column} : {fr}.",
                "Unreadable JSON at line {line}, column {column}: {en}."
            ),
        )
    })
}

/// Why a text is not JSON as it has to be written, as serde_json 1 puts it, in words.
fn unreadable(error: &serde_json::Error) -> Sentence {
    let told = error.to_string();
    let starts = |with: &str| told.starts_with(with);
    match () {
        () if error.is_eof() => say!("le texte s'arrête trop tôt", "the text ends too early"),
        () if starts(TOO_DEEP) => {
            say!("plus de {DEEPEST} niveaux d'imbrication", "nested deeper than {DEEPEST} levels")
        }
        () if starts(REPEATED_KEY) => {
            let key = told.trim_start_matches(REPEATED_KEY);
            let key = key.rsplit_once(" at line ").map_or(key, |(key, _)| key).trim();
            say!("la clé {key} est répétée", "the key {key} is repeated")
        }
        () if starts("expected `:`") => {
            say!("deux-points attendu après une clé", "a colon is expected after a key")
        }
        () if starts("expected `,`") => {
            say!(
                "virgule ou fin de liste ou d'objet attendue",
                "a comma or the end of a list or object is expected"
            )
        }
        () if starts("trailing comma") => say!("virgule de trop", "a comma too many"),
        () if starts("trailing characters") => say!("texte en trop après la fin", "more text after the end"),
        () if starts("key must be a string") => {
            say!("une clé s'écrit entre guillemets droits", "a key is written between straight quotes")
        }
        () if starts("control character") => say!(
            "caractère de contrôle dans un texte (un retour à la ligne s'écrit \\n)",
            "control character in a text (a line break is written \\n)"
        ),
        () if starts("number out of range") => say!("nombre trop grand", "number too large"),
        () if starts("invalid number") => say!("nombre mal écrit", "number badly written"),
        () if ["invalid escape", "invalid unicode", "lone leading", "unexpected end of hex"]
            .into_iter()
            .any(starts) =>
        {
            say!("séquence d'échappement incorrecte dans un texte", "incorrect escape sequence in a text")
        }
        () => say!("une valeur JSON est attendue ici", "a JSON value is expected here"),
    }
}

/// What serde refuses although the schema takes it, as serde 1 puts it, as a fault at its field.
pub fn fault_of(error: &serde_json::Error) -> Fault {
    let told = error.to_string();
    let named = |with: &str| Some(told.strip_prefix(with)?.split('`').next()?.to_owned());
    if let Some(field) = named("missing field `") {
        let message = say!("Ce champ est obligatoire.", "This field is required.");
        return Fault::new(format!("/{field}"), "required", message);
    }
    if let Some(field) = named("unknown field `") {
        let message = say!("Ce champ n'existe pas ici.", "There is no such field here.");
        return Fault::new(format!("/{field}"), "unknown_field", message);
    }
    if let Some(code) = named("unknown variant `") {
        return Fault::new("", "enum", say!("Valeur inconnue : {code}.", "Unknown value: {code}."));
    }
    Fault::new("", "invalid", say!("Une valeur n'est pas acceptée.", "A value is not accepted."))
}

#[derive(Clone, Copy)]
struct Strict {
    depth: usize,
}

impl Strict {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= DEEPEST {
            return Err(E::custom(TOO_DEEP));
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
                return Err(A::Error::custom(format_args!("{REPEATED_KEY}{key:?}")));
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

    #[test]
    fn each_way_of_being_unreadable_is_told_in_words_of_each_language() {
        let deep = "[".repeat(17);
        for (unreadable, fr) in [
            ("{\"a\":", "le texte s'arrête trop tôt"),
            ("", "le texte s'arrête trop tôt"),
            ("\"abc", "le texte s'arrête trop tôt"),
            (deep.as_str(), "plus de 16 niveaux d'imbrication"),
            ("{\"a\":1,\"a\":2}", "la clé \"a\" est répétée"),
            ("{\"a\" 1}", "deux-points attendu après une clé"),
            ("{\"a\":1 \"b\"", "virgule ou fin de liste ou d'objet attendue"),
            ("[1 2]", "virgule ou fin de liste ou d'objet attendue"),
            ("[1,]", "virgule de trop"),
            ("{\"a\":1,}", "virgule de trop"),
            ("{} x", "texte en trop après la fin"),
            ("{a: 1}", "une clé s'écrit entre guillemets droits"),
            ("\"a\nb\"", "caractère de contrôle dans un texte (un retour à la ligne s'écrit \\n)"),
            ("1e999", "nombre trop grand"),
            ("01", "nombre mal écrit"),
            ("\"\\x\"", "séquence d'échappement incorrecte dans un texte"),
            ("\"\\ud800\"", "séquence d'échappement incorrecte dans un texte"),
            ("tru", "le texte s'arrête trop tôt"),
            ("truc", "une valeur JSON est attendue ici"),
            ("<a>", "une valeur JSON est attendue ici"),
        ] {
            let refused = parse_strict(unreadable.as_bytes()).unwrap_err();
            let told = refused.detail().fr.split_once(" : ").unwrap().1.to_owned();
            assert_eq!(told, format!("{fr}."), "{unreadable}");
        }
    }
}
