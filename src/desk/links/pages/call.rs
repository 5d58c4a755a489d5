//! Logging a call about an apprentice.

use chrono::{NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Europe::Paris;
use serde_json::Value;

use super::form::{Field, Kind, choices};
use super::sheet::Sheet;
use super::sheets::{Asked, apprentice_named};
use crate::follow_up::phone_contacts::logging;
use crate::follow_up::phone_contacts::wire::PhoneContactIn;
use crate::ids::ApprenticeId;
use crate::platform::body::checked;
use crate::platform::error::{Fault, Problem};
use crate::platform::reply::{Answer, Reply};
use crate::say;

/// Name of the field that tells the day; the API takes an instant.
const CALLED_ON: &str = "called_on";

/// The form of a call.
pub fn sheet(asked: Asked<'_>) -> Result<Sheet, Problem> {
    let name = apprentice_named(asked.conn, asked.asker, ApprenticeId(asked.id))?;
    Ok(Sheet {
        title: "Noter un appel".into(),
        intro: vec![format!("Au sujet de {name}. Un appel sans réponse se note aussi.")],
        read: Vec::new(),
        fields: fields(),
        parts: Vec::new(),
        initial: vec![(CALLED_ON.into(), asked.asker.today.to_string())],
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
        ..Field::required(name, label, Kind::Radios)
    };
    vec![
        Field {
            hint: Some("Par exemple 24/11/2025.".into()),
            ..Field::required(CALLED_ON, "Jour de l’appel", Kind::Date)
        },
        radios("direction", "Qui a appelé", &DIRECTIONS),
        radios("party", "L’autre personne", &PARTIES),
        radios("outcome", "Ce que l’appel a donné", &OUTCOMES),
        radios("subject", "Sujet", &SUBJECTS),
        Field {
            hint: Some("Lu par le centre et par vous, pas par l’apprenti.".into()),
            longest: 5000,
            ..Field::optional("note", "Ce qui a été dit", Kind::Area)
        },
    ]
}

/// Writes the contact.
pub fn carry_out(asked: Asked<'_>) -> Answer {
    let (sent, day_fault) = contact_of(&asked.answered(&fields()), &asked);
    let judged = checked::<PhoneContactIn>(&sent);
    let mut faults = judged.as_ref().err().map(|problem| problem.faults_found().to_vec()).unwrap_or_default();
    faults.extend(day_fault);
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let logged = logging::log(asked.conn, asked.asker, judged?);
    logged.map(drop).map_err(told_of_the_day)?;
    Reply::no_content()
}

/// What the API takes, the apprentice being that of the address and the instant one of the day told; or why it is none.
fn contact_of(wanted: &Value, asked: &Asked<'_>) -> (Value, Option<Fault>) {
    let mut sent = wanted.as_object().cloned().unwrap_or_default();
    let told = sent.remove(CALLED_ON);
    sent.insert("apprentice_id".into(), asked.id.to_string().into());
    let Some(told) = told.as_ref().and_then(Value::as_str) else {
        let message = say!("Ce champ est obligatoire.", "This field is required.");
        return (Value::Object(sent), Some(Fault::new(format!("/{CALLED_ON}"), "required", message)));
    };
    let Ok(day) = told.parse::<NaiveDate>() else {
        let message = say!("Date attendue.", "A date is expected.");
        return (Value::Object(sent), Some(Fault::new(format!("/{CALLED_ON}"), "date", message)));
    };
    if day != asked.asker.today {
        let noon = day.and_time(NaiveTime::MIN) + TimeDelta::hours(12);
        let at = Paris.from_local_datetime(&noon).earliest();
        sent.extend(at.map(|at| ("called_at".to_owned(), Value::from(at.to_rfc3339()))));
    }
    (Value::Object(sent), None)
}

/// What is said of the instant is told of the day, which is what was asked.
fn told_of_the_day(problem: Problem) -> Problem {
    if problem.faults_found().is_empty() {
        return problem;
    }
    let faults = problem.faults_found().iter().cloned().map(|fault| match fault.pointer.as_str() {
        "/called_at" => Fault { pointer: format!("/{CALLED_ON}"), ..fault },
        _ => fault,
    });
    Problem::faults(faults.collect())
}
