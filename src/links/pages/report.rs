//! Reading the report of a visit, and acknowledging it.

use serde_json::Value;

use super::form::{Field, Kind, Sheet};
use super::sheets::{Asked, apprentice_named};
use crate::access::{Act, Role};
use crate::calendar::french_day;
use crate::ids::VisitId;
use crate::links::acts;
use crate::platform::body::checked;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::visits;
use crate::visits::model::{CommitmentOwner, Told, VisitReport};
use crate::visits::wire::AcknowledgementIn;

/// The report of a visit that took place, to be acknowledged.
pub fn sheet(asked: Asked<'_>) -> Result<Sheet, Problem> {
    let not_found = || Problem::not_found("visit");
    let reach = asked.asker.caller.may(Act::ReadVisit)?;
    let found = visits::store::find(asked.conn, &reach, VisitId(asked.id))?;
    let visit = found.filter(|visit| reach.admits(visit.apprentice_id)).ok_or_else(not_found)?;
    if let Some(refusal) = visits::rules::check_held(visit.state) {
        return Err(refusal.into_conflict());
    }
    let told = visits::store::tell(asked.conn, std::slice::from_ref(&visit), Role::Tutor)?;
    let told = told.into_values().next().unwrap_or_default();
    let report = told.report.as_ref().ok_or_else(not_found)?;
    let name = apprentice_named(asked.conn, asked.asker, visit.apprentice_id)?;
    let mut intro = vec![format!("{name}, visite du {}.", french_day(report.held_on))];
    intro.extend(report.correction_reason.as_ref().map(|why| format!("Compte rendu corrigé : {why}")));
    Ok(Sheet {
        title: "Compte rendu d’une visite".into(),
        intro,
        read: parts(report, &told),
        fields: fields(),
        initial: vec![("report_version", report.number.to_string())],
        submit: "J’en prends acte",
    })
}

/// What the report says, part by part.
fn parts(report: &VisitReport, told: &Told) -> Vec<(String, String)> {
    let mut parts = vec![("Ce qui a été vu et dit".to_owned(), report.report.clone())];
    let mut tell = |title: &str, text: Option<String>| {
        parts.extend(text.filter(|text| !text.is_empty()).map(|text| (title.to_owned(), text)));
    };
    tell("Ce qui a été convenu", report.points_agreed.clone());
    tell("Autres missions vues", report.other_missions.clone());
    let holding = told.commitments.iter().filter(|one| one.holds_in(report.number));
    let agreed: Vec<String> = holding
        .map(|one| format!("{}, avant le {} : {}", owner(one.owner), french_day(one.due_on), one.what))
        .collect();
    tell("Engagements", Some(agreed.join("\n")));
    let notes: Vec<&str> = told.notes.iter().map(|note| note.note.as_str()).collect();
    tell("Remarques", Some(notes.join("\n\n")));
    parts
}

fn owner(owner: CommitmentOwner) -> &'static str {
    match owner {
        CommitmentOwner::Apprentice => "L’apprenti",
        CommitmentOwner::Tutor => "Vous",
        CommitmentOwner::Referent => "Le référent du centre",
        CommitmentOwner::Site => "Le centre",
    }
}

/// What is sent along: the version that was read.
pub fn fields() -> Vec<Field> {
    vec![Field::required("report_version", "Version lue", Kind::Hidden)]
}

/// Writes the acknowledgement.
pub fn carry_out(asked: Asked<'_>, wanted: &Value) -> Answer {
    let wanted = checked::<AcknowledgementIn>(wanted)?;
    acts::acknowledge_report(asked.conn, asked.asker, VisitId(asked.id), wanted)?;
    Reply::no_content()
}
