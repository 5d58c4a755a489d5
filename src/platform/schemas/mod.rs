//! What is published in OpenAPI is what is enforced: JSON is checked against the very schema of its type.

mod described;
mod sentences;

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, OnceLock, RwLock};

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use self::described::Described;
pub use self::sentences::form_in_words;
use self::sentences::sentence;
use super::days;
use super::error::{Fault, FaultList, Problem};
use super::text::Sentence;
use crate::say;

/// A string format with rules of its own, such as a SIRET.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Name in the schema.
    pub name: &'static str,
    /// A text that is right, for examples.
    pub example: &'static str,
    /// What is wrong with a text: a stable code and a sentence; nothing when it is right.
    pub check: fn(&str) -> Option<(&'static str, Sentence)>,
}

static FORMATS: OnceLock<&'static [Format]> = OnceLock::new();

static CHECKERS: LazyLock<RwLock<HashMap<TypeId, Arc<Checker>>>> = LazyLock::new(RwLock::default);

/// Teaches the formats of the house, once, before the first request.
pub fn know_formats(formats: &'static [Format]) {
    FORMATS.get_or_init(|| formats);
}

pub(super) fn formats() -> &'static [Format] {
    FORMATS.get().copied().unwrap_or_default()
}

/// Every fault of a value against the schema of a type.
pub fn faults_of<T: ToSchema + 'static>(value: &Value) -> Result<FaultList, Problem> {
    let checker = checker_for::<T>()?;
    let mut faults = FaultList::default();
    checker.each_fault(value, &mut |fault| faults.add(fault));
    Ok(faults)
}

/// The faults of some sort of a value against the schema of a type.
pub fn faults_where<T: ToSchema + 'static>(
    value: &Value,
    is_kept: impl Fn(&Fault) -> bool,
) -> Result<FaultList, Problem> {
    let checker = checker_for::<T>()?;
    let mut faults = FaultList::default();
    let mut keep = |fault: &dyn Fn() -> Fault| {
        let fault = fault();
        if is_kept(&fault) {
            faults.add(|| fault);
        }
    };
    checker.each_fault(value, &mut keep);
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

fn checker_for<T: ToSchema + 'static>() -> Result<Arc<Checker>, Problem> {
    let id = TypeId::of::<T>();
    if let Some(found) = CHECKERS.read().ok().and_then(|known| known.get(&id).cloned()) {
        return Ok(found);
    }
    let built = Arc::new(Checker::of(&schema_of::<T>()).map_err(Problem::internal)?);
    if let Ok(mut known) = CHECKERS.write() {
        known.insert(id, built.clone());
    }
    Ok(built)
}

/// A compiled schema, with what its sentences say of the choices and forms it accepts.
pub struct Checker {
    validator: Validator,
    described: Described,
}

impl Checker {
    /// Compiles a schema with our formats.
    pub fn of(schema: &Value) -> Result<Self, Box<ValidationError<'static>>> {
        let mut options = jsonschema::draft202012::options()
            .should_validate_formats(true)
            .with_format("date", |given: &str| days::read(given).is_some())
            .with_format("date-time", days::is_instant);
        for format in formats() {
            options = options.with_format(format.name, |given: &str| (format.check)(given).is_none());
        }
        let validator = options.build(schema).map_err(Box::new)?;
        Ok(Self { validator, described: Described::of(schema) })
    }

    /// Shows every fault of a value, each to be written out only if somebody wants it: there may be thousands.
    fn each_fault(&self, value: &Value, show: &mut dyn FnMut(&dyn Fn() -> Fault)) {
        self.validator.iter_errors(value).for_each(|error| each_fault(&self.described, &error, show));
    }

    /// The first fault of a value.
    pub fn first_fault(&self, value: &Value) -> Option<Fault> {
        self.validator.iter_errors(value).find_map(|error| {
            let mut first = None;
            each_fault(&self.described, &error, &mut |fault| {
                first.get_or_insert_with(fault);
            });
            first
        })
    }
}

/// Shows the faults an error stands for.
fn each_fault(described: &Described, error: &ValidationError<'_>, show: &mut dyn FnMut(&dyn Fn() -> Fault)) {
    let at = error.instance_path().to_string();
    let below = |field: &str| format!("{at}/{}", field.replace('~', "~0").replace('/', "~1"));
    match error.kind() {
        Kind::Required { property } => show(&|| {
            let message = say!("Ce champ est obligatoire.", "This field is required.");
            Fault::new(below(property.as_str().unwrap_or_default()), "required", message)
        }),
        Kind::AdditionalProperties { unexpected } => {
            let place = error.schema_path().to_string();
            for field in unexpected {
                let message = || described.unknown_field(&place, field);
                show(&|| Fault::new(below(field), "unknown_field", message()));
            }
        }
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            each_branch_fault(described, (&at, error), context, show);
        }
        Kind::FalseSchema => show(&|| {
            let message = say!("Ce champ n'existe pas ici.", "There is no such field here.");
            Fault::new(at.clone(), "unknown_field", message)
        }),
        _ => show(&|| {
            let (code, message) = sentence(described, error);
            Fault::new(at.clone(), code, message)
        }),
    }
}

/// An optional reference is "null or this": what matters is why it is not this.
fn each_branch_fault(
    described: &Described,
    (at, error): (&str, &ValidationError<'_>),
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
        [only] if !error.instance().is_null() => {
            only.iter().for_each(|error| each_fault(described, error, show));
        }
        _ => show(&|| {
            let message = say!("Aucune des formes acceptées.", "None of the accepted forms.");
            Fault::new(at, "no_variant", message)
        }),
    }
}
