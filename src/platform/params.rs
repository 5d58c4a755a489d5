//! Query parameters, checked like bodies: unknown, repeated or ill-formed ones are all named.

use std::any::TypeId;
use std::collections::HashMap;
use std::future::{Ready, ready};
use std::sync::{Arc, LazyLock, RwLock};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa::openapi::path::Parameter;

use super::body::has_control_character;
use super::error::{Fault, FaultList, Problem};
use super::schemas::Checker;
use super::strict_json::fault_of;
use crate::say;

/// The query string as its type.
#[derive(Debug, Clone)]
pub struct Params<T>(pub T);

impl<T: DeserializeOwned + IntoParams + 'static> FromRequest for Params<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

static SPECS: LazyLock<RwLock<HashMap<TypeId, Arc<Vec<Spec>>>>> = LazyLock::new(RwLock::default);

/// How one parameter is read, compiled once per type.
struct Spec {
    name: String,
    kind: ValueKind,
    checker: Option<Checker>,
}

#[derive(Clone, Copy)]
enum ValueKind {
    Integer,
    Boolean,
    Text,
}

impl Spec {
    fn of(parameter: &Parameter) -> Self {
        let schema = parameter.schema.as_ref().and_then(|schema| serde_json::to_value(schema).ok());
        let schema = schema.unwrap_or_default();
        let types = schema.get("type").map(ToString::to_string).unwrap_or_default();
        let kind = match () {
            () if types.contains("integer") => ValueKind::Integer,
            () if types.contains("boolean") => ValueKind::Boolean,
            () => ValueKind::Text,
        };
        Self { name: parameter.name.clone(), kind, checker: Checker::of(&schema).ok() }
    }

    /// The text as the JSON value its schema describes.
    fn typed(&self, text: &str) -> Result<Value, Fault> {
        let value = match self.kind {
            ValueKind::Integer => text.parse::<i64>().ok().map(Value::from),
            ValueKind::Boolean => text.parse::<bool>().ok().map(Value::from),
            ValueKind::Text => None,
        };
        let value = value.unwrap_or_else(|| Value::String(text.to_owned()));
        match self.checker.as_ref().and_then(|checker| checker.first_fault(&value)) {
            None => Ok(value),
            Some(fault) => Err(Fault { pointer: self.name.clone(), ..fault }),
        }
    }
}

fn specs_of<T: IntoParams + 'static>() -> Arc<Vec<Spec>> {
    let id = TypeId::of::<T>();
    if let Some(found) = SPECS.read().ok().and_then(|known| known.get(&id).cloned()) {
        return found;
    }
    let specs = Arc::new(T::into_params(|| None).iter().map(Spec::of).collect::<Vec<_>>());
    if let Ok(mut known) = SPECS.write() {
        known.insert(id, specs.clone());
    }
    specs
}

fn parse<T: DeserializeOwned + IntoParams + 'static>(query: &str) -> Result<T, Problem> {
    let specs = specs_of::<T>();
    let mut given = Map::new();
    let mut faults = FaultList::default();
    for (name, text) in form_pairs(query) {
        match specs.iter().find(|spec| spec.name == name) {
            None => faults.add(|| unknown(&name, &specs)),
            Some(_) if given.contains_key(&name) => faults.add(|| {
                let message = say!("Ce paramètre est répété.", "This parameter is repeated.");
                Fault::new(name, "repeated", message)
            }),
            Some(_) if has_control_character(&text) => faults.add(|| {
                let message = say!("Caractères de contrôle refusés.", "Control characters are refused.");
                Fault::new(name, "control_character", message)
            }),
            Some(spec) => match spec.typed(&text) {
                Ok(value) => drop(given.insert(name, value)),
                Err(fault) => faults.add(|| fault),
            },
        }
    }
    if !faults.is_empty() {
        return Err(refused(faults));
    }
    serde_json::from_value(Value::Object(given)).map_err(|error| {
        let fault = fault_of(&error);
        let pointer = fault.pointer.trim_start_matches('/').to_owned();
        refused(vec![Fault { pointer, ..fault }].into())
    })
}

/// Refuses whatever a query names, where nothing is read.
pub fn refuse_any(query: &str) -> Result<(), Problem> {
    let mut faults = FaultList::default();
    form_pairs(query).iter().for_each(|(name, _)| faults.add(|| unknown(name, &[])));
    if faults.is_empty() { Ok(()) } else { Err(refused(faults)) }
}

/// The name-value pairs of an `application/x-www-form-urlencoded` text.
pub fn form_pairs(text: &str) -> Vec<(String, String)> {
    serde_urlencoded::from_str(text).unwrap_or_default()
}

/// Whether a query or a form is text once decoded: else what it says would be guessed.
pub fn is_text(encoded: &str) -> bool {
    percent_encoding::percent_decode_str(encoded).decode_utf8().is_ok()
}

fn unknown(name: &str, known: &[Spec]) -> Fault {
    let name: String = name.chars().take(60).collect();
    if known.is_empty() {
        let message =
            say!("Paramètre inconnu : aucun n'est lu ici.", "Unknown parameter: none is read here.");
        return Fault::new(name, "unknown_parameter", message);
    }
    let accepted: Vec<&str> = known.iter().map(|spec| spec.name.as_str()).collect();
    let accepted = accepted.join(", ");
    let message =
        say!("Paramètre inconnu ; acceptés : {accepted}.", "Unknown parameter; accepted: {accepted}.");
    Fault::new(name, "unknown_parameter", message)
}

fn refused(faults: FaultList) -> Problem {
    Problem::unreadable_at("query.invalid", say!("Paramètres à corriger.", "Parameters to correct."), faults)
}
