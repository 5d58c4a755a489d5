//! What is published in OpenAPI is what is enforced: JSON is checked against the very schema of its type.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, OnceLock, RwLock};

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::days;
use super::error::{Fault, FaultList, Problem};
use super::text::Sentence;
use crate::say;

/// A string format with rules of its own, such as a SIRET.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Name in the schema.
    pub name: &'static str,
    /// What is wrong with a text: a stable code and a sentence; nothing when it is right.
    pub check: fn(&str) -> Option<(&'static str, Sentence)>,
}

static FORMATS: OnceLock<&'static [Format]> = OnceLock::new();

static VALIDATORS: LazyLock<RwLock<HashMap<TypeId, Arc<Validator>>>> = LazyLock::new(RwLock::default);

/// Teaches the formats of the house, once, before the first request.
pub fn know_formats(formats: &'static [Format]) {
    FORMATS.get_or_init(|| formats);
}

fn formats() -> &'static [Format] {
    FORMATS.get().copied().unwrap_or_default()
}

/// Every fault of a value against the schema of a type.
pub fn faults_of<T: ToSchema + 'static>(value: &Value) -> Result<FaultList, Problem> {
    let validator = validator_for::<T>()?;
    let mut faults = FaultList::default();
    validator.iter_errors(value).for_each(|error| each_fault(&error, &mut |fault| faults.add(fault)));
    Ok(faults)
}

/// The faults of some sort of a value against the schema of a type.
pub fn faults_where<T: ToSchema + 'static>(
    value: &Value,
    is_kept: impl Fn(&Fault) -> bool,
) -> Result<FaultList, Problem> {
    let validator = validator_for::<T>()?;
    let mut faults = FaultList::default();
    let mut keep = |fault: &dyn Fn() -> Fault| {
        let fault = fault();
        if is_kept(&fault) {
            faults.add(|| fault);
        }
    };
    validator.iter_errors(value).for_each(|error| each_fault(&error, &mut keep));
    Ok(faults)
}

/// The JSON Schema of a type, complete in itself.
pub fn schema_of<T: ToSchema>() -> Value {
    let mut named: Vec<(String, RefOr<Schema>)> = Vec::new();
    T::schemas(&mut named);
    let mut root = serde_json::to_value(T::schema()).unwrap_or_default();
    let schemas: serde_json::Map<String, Value> = named
        .into_iter()
        .map(|(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default()))
        .collect();
    if let Some(root) = root.as_object_mut() {
        root.insert("components".into(), json!({ "schemas": schemas }));
    }
    root
}

fn validator_for<T: ToSchema + 'static>() -> Result<Arc<Validator>, Problem> {
    let id = TypeId::of::<T>();
    if let Some(found) = VALIDATORS.read().ok().and_then(|known| known.get(&id).cloned()) {
        return Ok(found);
    }
    let built = Arc::new(compile(&schema_of::<T>()).map_err(Problem::internal)?);
    if let Ok(mut known) = VALIDATORS.write() {
        known.insert(id, built.clone());
    }
    Ok(built)
}

/// Compiles a schema with our formats.
pub fn compile(schema: &Value) -> Result<Validator, Box<ValidationError<'static>>> {
    let mut options = jsonschema::draft202012::options()
        .should_validate_formats(true)
        .with_format("date", |given: &str| days::read(given).is_some())
        .with_format("date-time", days::is_instant);
    for format in formats() {
        options = options.with_format(format.name, |given: &str| (format.check)(given).is_none());
    }
    options.build(schema).map_err(Box::new)
}

/// Shows the faults an error stands for, each to be written out only if somebody wants it: there may be thousands.
fn each_fault(error: &ValidationError<'_>, show: &mut dyn FnMut(&dyn Fn() -> Fault)) {
    let at = error.instance_path().to_string();
    let below = |field: &str| format!("{at}/{}", field.replace('~', "~0").replace('/', "~1"));
    match error.kind() {
        Kind::Required { property } => show(&|| {
            let message = say!("Ce champ est obligatoire.", "This field is required.");
            Fault::new(below(property.as_str().unwrap_or_default()), "required", message)
        }),
        Kind::AdditionalProperties { unexpected } => {
            for field in unexpected {
                show(&|| {
                    let message = say!("Ce champ n'existe pas ici.", "There is no such field here.");
                    Fault::new(below(field), "unknown_field", message)
                });
            }
        }
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            each_branch_fault(&at, error, context, show);
        }
        kind => show(&|| {
            let (code, message) = sentence(kind, error.instance());
            Fault::new(at.clone(), code, message)
        }),
    }
}

/// An optional reference is "null or this": what matters is why it is not this.
fn each_branch_fault(
    at: &str,
    error: &ValidationError<'_>,
    branches: &[Vec<ValidationError<'static>>],
    show: &mut dyn FnMut(&dyn Fn() -> Fault),
) {
    let is_null_branch = |errors: &Vec<ValidationError<'static>>| {
        errors.iter().any(|error| {
            matches!(error.kind(), Kind::Type { kind: TypeKind::Single(only) } if only.to_string() == "null")
        })
    };
    let meaningful: Vec<_> = branches.iter().filter(|errors| !is_null_branch(errors)).collect();
    match meaningful.as_slice() {
        [only] if !error.instance().is_null() => only.iter().for_each(|error| each_fault(error, show)),
        _ => show(&|| {
            let message = say!("Aucune des formes acceptées.", "None of the accepted forms.");
            Fault::new(at, "no_variant", message)
        }),
    }
}

fn sentence(kind: &Kind, given: &Value) -> (&'static str, Sentence) {
    match kind {
        Kind::Type { kind } => ("type", type_sentence(kind)),
        Kind::Format { format } => format_sentence(format, given),
        Kind::Enum { options } => {
            let accepted = options.as_array().map(Vec::as_slice).unwrap_or_default();
            let accepted: Vec<String> =
                accepted.iter().map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).collect();
            let accepted = accepted.join(", ");
            ("enum", say!("Valeurs acceptées : {accepted}.", "Accepted values: {accepted}."))
        }
        Kind::MaxLength { limit } => {
            ("too_long", say!("{limit} caractères au plus.", "{limit} characters at most."))
        }
        Kind::MinLength { limit } => {
            ("too_short", say!("{limit} caractère(s) au moins.", "{limit} character(s) at least."))
        }
        Kind::Maximum { limit } => ("too_large", say!("{limit} au plus.", "{limit} at most.")),
        Kind::Minimum { limit } => ("too_small", say!("{limit} au moins.", "{limit} at least.")),
        Kind::MaxItems { limit } => ("too_many", say!("{limit} éléments au plus.", "{limit} items at most.")),
        Kind::MinItems { limit } => {
            ("too_few", say!("{limit} élément(s) au moins.", "{limit} item(s) at least."))
        }
        Kind::MinProperties { limit } => {
            ("too_few", say!("{limit} champ(s) au moins.", "{limit} field(s) at least."))
        }
        Kind::UniqueItems => ("repeated", say!("Une valeur est répétée.", "A value is repeated.")),
        Kind::Pattern { pattern } => {
            ("pattern", say!("Forme attendue : {pattern}", "Expected form: {pattern}"))
        }
        other => ("invalid", say!("Valeur non acceptée ({other:?}).", "Value not accepted ({other:?}).")),
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
            "string" => ("texte", "string"),
            "integer" => ("nombre entier", "integer"),
            "number" => ("nombre", "number"),
            "boolean" => ("vrai ou faux", "boolean"),
            "array" => ("liste", "array"),
            "object" => ("objet", "object"),
            _ => ("null", "null"),
        };
        fr.push(word_fr);
        en.push(word_en);
    }
    let (fr, en) = (fr.join(" ou "), en.join(" or "));
    say!("Type attendu : {fr}.", "Expected type: {en}.")
}

fn format_sentence(format: &str, given: &Value) -> (&'static str, Sentence) {
    let ours = formats().iter().find(|ours| ours.name == format);
    if let Some(refused) = ours.and_then(|ours| (ours.check)(given.as_str()?)) {
        return refused;
    }
    match format {
        "date" => days::fault(given.as_str().unwrap_or_default()),
        "uuid" => ("uuid", say!("Identifiant (UUID) attendu.", "An identifier (UUID) is expected.")),
        "date-time" => {
            ("date_time", say!("Instant attendu (RFC 3339).", "An instant is expected (RFC 3339)."))
        }
        other => ("format", say!("Format attendu : {other}.", "Expected format: {other}.")),
    }
}

/// The first fault a compiled schema finds.
pub fn first_fault(validator: &Validator, value: &Value) -> Option<Fault> {
    validator.iter_errors(value).find_map(|error| {
        let mut first = None;
        each_fault(&error, &mut |fault| {
            first.get_or_insert_with(fault);
        });
        first
    })
}
