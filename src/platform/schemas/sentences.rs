//! What people read of a value its schema refuses: what would be accepted, in words, never a regular expression.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;

use super::described::Described;
use super::formats;
use crate::platform::days;
use crate::platform::text::Sentence;
use crate::say;

/// Why a value is refused: a stable code, and what would be accepted.
pub(super) fn sentence(described: &Described, error: &ValidationError<'_>) -> (&'static str, Sentence) {
    let place = error.schema_path().to_string();
    match error.kind() {
        Kind::Type { kind } => ("type", type_sentence(kind)),
        Kind::Format { format } => format_sentence(format, error.instance()),
        Kind::Enum { options } => ("enum", choice_sentence(described.choices.get(&place), options)),
        Kind::Constant { expected_value } => {
            let value = bare(expected_value);
            ("enum", say!("Seule valeur acceptée : {value}.", "The only accepted value: {value}."))
        }
        Kind::Pattern { pattern } => {
            ("pattern", form_sentence(pattern, described.examples.get(&place).map(String::as_str)))
        }
        Kind::UniqueItems => ("repeated", say!("Une valeur est répétée.", "A value is repeated.")),
        Kind::MultipleOf { multiple_of } => {
            ("multiple", say!("Un multiple de {multiple_of}.", "A multiple of {multiple_of}."))
        }
        kind => bound_sentence(kind).unwrap_or_else(|| {
            ("invalid", say!("Cette valeur n'est pas acceptée ici.", "This value is not accepted here."))
        }),
    }
}

fn bound_sentence(kind: &Kind) -> Option<(&'static str, Sentence)> {
    let counted = |limit: &u64, (fr, fr_many): (&str, &str), (en, en_many): (&str, &str), most: bool| {
        let (fr, en) = if *limit > 1 { (fr_many, en_many) } else { (fr, en) };
        match most {
            true => say!("{limit} {fr} au plus.", "{limit} {en} at most."),
            false => say!("{limit} {fr} au moins.", "{limit} {en} at least."),
        }
    };
    let characters = (("caractère", "caractères"), ("character", "characters"));
    let items = (("élément", "éléments"), ("item", "items"));
    let fields = (("champ", "champs"), ("field", "fields"));
    Some(match kind {
        Kind::MaxLength { limit } => ("too_long", counted(limit, characters.0, characters.1, true)),
        Kind::MinLength { limit } => ("too_short", counted(limit, characters.0, characters.1, false)),
        Kind::MaxItems { limit } => ("too_many", counted(limit, items.0, items.1, true)),
        Kind::MinItems { limit } => ("too_few", counted(limit, items.0, items.1, false)),
        Kind::MaxProperties { limit } => ("too_many", counted(limit, fields.0, fields.1, true)),
        Kind::MinProperties { limit } => ("too_few", counted(limit, fields.0, fields.1, false)),
        Kind::Maximum { limit } => ("too_large", say!("{limit} au plus.", "{limit} at most.")),
        Kind::Minimum { limit } => ("too_small", say!("{limit} au moins.", "{limit} at least.")),
        Kind::ExclusiveMaximum { limit } => ("too_large", say!("Moins de {limit}.", "Less than {limit}.")),
        Kind::ExclusiveMinimum { limit } => ("too_small", say!("Plus de {limit}.", "More than {limit}.")),
        _ => return None,
    })
}

/// The choices by label and code; by code alone where nothing tells their labels.
fn choice_sentence(labelled: Option<&Sentence>, options: &Value) -> Sentence {
    let by_code = || {
        let codes: Vec<String> = options.as_array().into_iter().flatten().map(bare).collect();
        Sentence::new(codes.join(", "), codes.join(", "))
    };
    let Sentence { fr, en } = labelled.cloned().unwrap_or_else(by_code);
    say!("Valeurs acceptées : {fr}.", "Accepted values: {en}.")
}

/// A value as people write it: a text without its quotes.
fn bare(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Forms in words, for those who cannot read a pattern.
const FORMS: &[(&str, &str, &str)] = &[
    ("^[0-9]$", "un chiffre", "one digit"),
    ("^[0-9]{1,2}$", "un ou deux chiffres", "one or two digits"),
    ("^[0-9]{2}$", "deux chiffres", "two digits"),
    ("^[0-9]{5}$", "cinq chiffres", "five digits"),
    ("^[0-9][0-9AB][0-9]?$", "deux ou trois chiffres, 2A ou 2B", "two or three digits, 2A or 2B"),
    (
        "^[0-9A-Za-z/-]{1,30}$",
        "30 caractères au plus, chiffres, lettres sans accent, « / » et « - »",
        "30 characters at most, digits, letters without accents, \"/\" and \"-\"",
    ),
    ("^[a-z_]+$", "des minuscules sans accent et « _ »", "small letters without accents and \"_\""),
    (
        "^[a-z_]+:[a-z]+$",
        "un nom et un droit séparés par « : », en minuscules",
        "a name and a right separated by \":\", in small letters",
    ),
    ("^[!-~]+$", "des caractères sans accent ni espace", "characters without accents or spaces"),
];

/// Words for a form, when some are known.
pub fn form_in_words(pattern: &str) -> Option<Sentence> {
    let known = FORMS.iter().find(|(known, ..)| *known == pattern)?;
    Some(Sentence::new(known.1, known.2))
}

fn form_sentence(pattern: &str, example: Option<&str>) -> Sentence {
    match (form_in_words(pattern), example) {
        (Some(Sentence { fr, en }), Some(example)) => {
            say!("Attendu : {fr} (par exemple {example}).", "Expected: {en} (for example {example}).")
        }
        (Some(Sentence { fr, en }), None) => say!("Attendu : {fr}.", "Expected: {en}."),
        (None, Some(example)) => {
            say!(
                "Autre forme attendue, par exemple {example}.",
                "Another form is expected, for example {example}."
            )
        }
        (None, None) => {
            say!("Cette valeur n'a pas la forme attendue.", "This value has not the form expected.")
        }
    }
}

fn type_sentence(kind: &TypeKind) -> Sentence {
    let (mut fr, mut en) = (Vec::new(), Vec::new());
    let names: Vec<String> = match kind {
        TypeKind::Single(only) => vec![only.to_string()],
        TypeKind::Multiple(many) => many.iter().map(|one| one.to_string()).collect(),
    };
    for name in names {
        let (word_fr, word_en) = match name.as_str() {
            "string" => ("un texte", "a text"),
            "integer" => ("un nombre entier", "a whole number"),
            "number" => ("un nombre", "a number"),
            "boolean" => ("vrai ou faux (true, false)", "true or false"),
            "array" => ("une liste", "a list"),
            "object" => ("un objet", "an object"),
            _ => ("rien (null)", "nothing (null)"),
        };
        fr.push(word_fr);
        en.push(word_en);
    }
    let (fr, en) = (fr.join(", ou "), en.join(", or "));
    say!("Attendu : {fr}.", "Expected: {en}.")
}

fn format_sentence(format: &str, given: &Value) -> (&'static str, Sentence) {
    let ours = formats().iter().find(|ours| ours.name == format);
    if let Some(refused) = ours.and_then(|ours| (ours.check)(given.as_str()?)) {
        return refused;
    }
    match format {
        "date" => days::fault(given.as_str().unwrap_or_default()),
        "uuid" => ("uuid", say!("Identifiant (UUID) attendu.", "An identifier (UUID) is expected.")),
        "date-time" => (
            "date_time",
            say!(
                "Date et heure attendues, avec leur fuseau (par exemple 2025-08-25T09:00:00+02:00).",
                "A date and time with their zone are expected (for example 2025-08-25T09:00:00+02:00)."
            ),
        ),
        _ => (
            "format",
            say!("Cette valeur n'a pas la forme attendue.", "This value has not the form expected."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Checker;

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table: every kind of fault, in both languages")]
    fn each_kind_of_fault_is_told_in_words_of_each_language() {
        let labelled = json!({ "enum": ["F", "M"], "x-enumeration": { "name": "Sex", "values": [
            { "code": "F", "fr": "Féminin", "en": "Female" }, { "code": "M", "fr": "Masculin", "en": "Male" },
        ] } });
        let optional = json!({ "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Sex" }],
                               "components": { "schemas": { "Sex": labelled } } });
        let either = json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] });
        let form = "Cette valeur n'a pas la forme attendue.";
        let formless = "This value has not the form expected.";
        let refused = ("Cette valeur n'est pas acceptée ici.", "This value is not accepted here.");
        let unknown = ("Ce champ n'existe pas ici.", "There is no such field here.");
        for (schema, given, code, fr, en) in [
            (json!({ "type": "string" }), json!(1), "type", "Attendu : un texte.", "Expected: a text."),
            (
                json!({ "type": ["integer", "null"] }),
                json!("x"),
                "type",
                "Attendu : rien (null), ou un nombre entier.",
                "Expected: nothing (null), or a whole number.",
            ),
            (
                json!({ "type": "boolean" }),
                json!(1),
                "type",
                "Attendu : vrai ou faux (true, false).",
                "Expected: true or false.",
            ),
            (
                labelled.clone(),
                json!("X"),
                "enum",
                "Valeurs acceptées : Féminin (F), Masculin (M).",
                "Accepted values: Female (F), Male (M).",
            ),
            (
                optional,
                json!("X"),
                "enum",
                "Valeurs acceptées : Féminin (F), Masculin (M).",
                "Accepted values: Female (F), Male (M).",
            ),
            (
                json!({ "enum": [1, "b"] }),
                json!(2),
                "enum",
                "Valeurs acceptées : 1, b.",
                "Accepted values: 1, b.",
            ),
            (
                json!({ "const": "a" }),
                json!("b"),
                "enum",
                "Seule valeur acceptée : a.",
                "The only accepted value: a.",
            ),
            (
                json!({ "pattern": "^[0-9]{2}$", "example": "42" }),
                json!("x"),
                "pattern",
                "Attendu : deux chiffres (par exemple 42).",
                "Expected: two digits (for example 42).",
            ),
            (
                json!({ "pattern": "^[0-9]$" }),
                json!("x"),
                "pattern",
                "Attendu : un chiffre.",
                "Expected: one digit.",
            ),
            (
                json!({ "pattern": "^z$", "example": "z" }),
                json!("x"),
                "pattern",
                "Autre forme attendue, par exemple z.",
                "Another form is expected, for example z.",
            ),
            (json!({ "pattern": "^z$" }), json!("x"), "pattern", form, formless),
            (json!({ "format": "ipv4" }), json!("x"), "format", form, formless),
            (
                json!({ "format": "uuid" }),
                json!("x"),
                "uuid",
                "Identifiant (UUID) attendu.",
                "An identifier (UUID) is expected.",
            ),
            (
                json!({ "format": "date-time" }),
                json!("x"),
                "date_time",
                "Date et heure attendues, avec leur fuseau (par exemple 2025-08-25T09:00:00+02:00).",
                "A date and time with their zone are expected (for example 2025-08-25T09:00:00+02:00).",
            ),
            (
                json!({ "maxLength": 1 }),
                json!("xx"),
                "too_long",
                "1 caractère au plus.",
                "1 character at most.",
            ),
            (
                json!({ "minLength": 3 }),
                json!("xx"),
                "too_short",
                "3 caractères au moins.",
                "3 characters at least.",
            ),
            (json!({ "maximum": 5 }), json!(6), "too_large", "5 au plus.", "5 at most."),
            (json!({ "minimum": 5 }), json!(4), "too_small", "5 au moins.", "5 at least."),
            (json!({ "exclusiveMaximum": 5 }), json!(5), "too_large", "Moins de 5.", "Less than 5."),
            (json!({ "exclusiveMinimum": 5 }), json!(5), "too_small", "Plus de 5.", "More than 5."),
            (json!({ "multipleOf": 5 }), json!(6), "multiple", "Un multiple de 5.", "A multiple of 5."),
            (json!({ "maxItems": 1 }), json!([1, 2]), "too_many", "1 élément au plus.", "1 item at most."),
            (json!({ "minItems": 2 }), json!([1]), "too_few", "2 éléments au moins.", "2 items at least."),
            (
                json!({ "uniqueItems": true }),
                json!([1, 1]),
                "repeated",
                "Une valeur est répétée.",
                "A value is repeated.",
            ),
            (
                json!({ "maxProperties": 1 }),
                json!({"a": 1, "b": 1}),
                "too_many",
                "1 champ au plus.",
                "1 field at most.",
            ),
            (json!({ "minProperties": 1 }), json!({}), "too_few", "1 champ au moins.", "1 field at least."),
            (
                json!({ "additionalProperties": false }),
                json!({"a": 1}),
                "unknown_field",
                unknown.0,
                unknown.1,
            ),
            (json!({ "properties": { "a": false } }), json!({"a": 1}), "unknown_field", unknown.0, unknown.1),
            (
                json!({ "additionalProperties": false, "properties": { "given_name": {}, "born_on": {} } }),
                json!({"givenName": 1}),
                "unknown_field",
                "Ce champ n'existe pas ici : vouliez-vous dire given_name ?",
                "There is no such field here: did you mean given_name?",
            ),
            (
                json!({ "additionalProperties": false, "properties": { "given_name": {}, "born_on": {} } }),
                json!({"colour": 1}),
                "unknown_field",
                "Ce champ n'existe pas ici. Champs acceptés : born_on, given_name.",
                "There is no such field here. Fields accepted: born_on, given_name.",
            ),
            (
                json!({ "required": ["a"] }),
                json!({}),
                "required",
                "Ce champ est obligatoire.",
                "This field is required.",
            ),
            (
                either,
                json!(true),
                "no_variant",
                "Aucune des formes acceptées.",
                "None of the accepted forms.",
            ),
            (json!({ "not": {} }), json!(1), "invalid", refused.0, refused.1),
            (json!({ "contains": { "const": 1 } }), json!([2]), "invalid", refused.0, refused.1),
            (
                json!({ "propertyNames": { "maxLength": 1 } }),
                json!({"aa": 1}),
                "invalid",
                refused.0,
                refused.1,
            ),
        ] {
            let fault = Checker::of(&schema).unwrap().first_fault(&given).expect(fr);
            let found = (fault.code.as_str(), &*fault.message.fr, &*fault.message.en);
            assert_eq!(found, (code, fr, en), "{schema}");
        }
    }
}
