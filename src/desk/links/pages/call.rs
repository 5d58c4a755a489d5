//! Logging a call about an apprentice.

use chrono::{NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Europe::Paris;
use serde_json::Value;

use super::form::{Field, FieldKind, choices};
use super::sheet::FormSheet;
use super::sheets::{FormContext, apprentice_named};
use crate::follow_up::phone_contacts::acts;
use crate::follow_up::phone_contacts::wire::PhoneContactIn;
use crate::ids::ApprenticeId;
use crate::platform::body::checked;
use crate::platform::days;
use crate::platform::error::{Fault, FaultList, Problem};
use crate::platform::reply::{Answer, Reply};
use crate::say;

/// Name of the field that tells the day; the API takes an instant.
const CALLED_ON: &str = "called_on";

/// The form of a call.
pub fn sheet(context: FormContext<'_>) -> Result<FormSheet, Problem> {
    let name = apprentice_named(context.conn, context.asker, ApprenticeId(context.id))?;
    Ok(FormSheet {
        title: "Noter un appel".into(),
        intro: vec![format!("Au sujet de {name}. Un appel sans réponse se note aussi.")],
        read: Vec::new(),
        fields: fields(),
        parts: Vec::new(),
        initial: vec![(CALLED_ON.into(), context.asker.today.to_string())],
        submit: "Enregistrer l’appel",
    })
}

const DIRECTIONS: [(&str, &str); 2] = [("outgoing", "Moi"), ("incoming", "L’autre personne")];
const PARTIES: [(&str, &str); 4] = [
    ("site", "Le centre de formation"),
    ("apprentice", "L’apprenti"),
    ("guardian", "Un représentant légal"),
    ("other", "Quelqu’un d’autre"),
];
const OUTCOMES: [(&str, &str); 4] = [
    ("reached", "Nous nous sommes parlé"),
    ("missed", "Pas de réponse"),
    ("voicemail", "Un message a été laissé"),
    ("refused", "La personne n’a pas voulu parler"),
];
const SUBJECTS: [(&str, &str); 7] = [
    ("follow_up", "Le suivi en général"),
    ("absence", "Une absence ou un retard"),
    ("difficulty", "Une difficulté"),
    ("visit", "Une visite"),
    ("exam", "Un examen"),
    ("administrative", "Une démarche administrative"),
    ("other", "Autre chose"),
];

/// What is asked.
fn fields() -> Vec<Field> {
    let radios = |name: &'static str, label: &'static str, known| Field {
        options: choices(known),
        ..Field::required(name, label, FieldKind::Radios)
    };
    vec![
        Field {
            hint: Some("Par exemple 24/11/2025.".into()),
            ..Field::required(CALLED_ON, "Jour de l’appel", FieldKind::Date)
        },
        radios("direction", "Qui a appelé", &DIRECTIONS),
        radios("party", "L’autre personne", &PARTIES),
        radios("outcome", "Ce que l’appel a donné", &OUTCOMES),
        radios("subject", "Sujet", &SUBJECTS),
        Field {
            hint: Some("Lu par le centre et par vous, pas par l’apprenti.".into()),
            longest: 5000,
            ..Field::optional("note", "Ce qui a été dit", FieldKind::Area)
        },
    ]
}

/// Writes the contact.
pub fn carry_out(context: FormContext<'_>) -> Answer {
    let (sent, day_fault) = contact_of(&context.answered(&fields()), &context);
    let judged = checked::<PhoneContactIn>(&sent);
    let mut faults = judged.as_ref().err().map(|problem| problem.faults_found().to_vec()).unwrap_or_default();
    faults.extend(day_fault);
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let logged = acts::log(context.conn, context.asker, judged?);
    logged.map(drop).map_err(at_the_day)?;
    Reply::no_content()
}

/// What the API takes, the apprentice being that of the address and the instant one of the day told; or why it is none.
fn contact_of(request: &Value, context: &FormContext<'_>) -> (Value, Option<Fault>) {
    let mut sent = request.as_object().cloned().unwrap_or_default();
    let given = sent.remove(CALLED_ON);
    sent.insert("apprentice_id".into(), context.id.to_string().into());
    let Some(given) = given.as_ref().and_then(Value::as_str) else {
        let message = say!("Ce champ est obligatoire.", "This field is required.");
        return (Value::Object(sent), Some(Fault::new(format!("/{CALLED_ON}"), "required", message)));
    };
    let Some(day) = days::read(given) else {
        let (code, message) = days::fault(given);
        return (Value::Object(sent), Some(Fault::new(format!("/{CALLED_ON}"), code, message)));
    };
    if day != context.asker.today {
        let noon = day.and_time(NaiveTime::MIN) + TimeDelta::hours(12);
        let at = Paris.from_local_datetime(&noon).earliest();
        sent.extend(at.map(|at| ("called_at".to_owned(), Value::from(at.to_rfc3339()))));
    }
    (Value::Object(sent), None)
}

/// What is said of the instant is told of the day, which is what was asked.
fn at_the_day(problem: Problem) -> Problem {
    if problem.faults_found().is_empty() {
        return problem;
    }
    let faults = problem.faults_found().iter().cloned().map(|fault| match fault.pointer.as_str() {
        "/called_at" => Fault { pointer: format!("/{CALLED_ON}"), ..fault },
        _ => fault,
    });
    Problem::faults(faults.collect::<FaultList>())
}
