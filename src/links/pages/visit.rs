//! Logging what was seen and said at a visit.

use serde_json::Value;

use super::form::{Field, Kind, Sheet};
use super::sheets::{Asked, apprentice_named};
use crate::access::Act;
use crate::calendar::french_day;
use crate::ids::VisitId;
use crate::links::acts;
use crate::platform::body::checked;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::visits;
use crate::visits::wire::ReportIn;

/// The form of a visit still planned.
pub fn sheet(asked: Asked<'_>) -> Result<Sheet, Problem> {
    let not_found = || Problem::not_found("visit");
    let reach = asked.asker.caller.may(Act::ReadVisit)?;
    let visit = visits::store::find(asked.conn, &reach, VisitId(asked.id))?;
    let visit = visit.filter(|visit| reach.admits(visit.apprentice_id)).ok_or_else(not_found)?;
    if let Err(refusal) = visits::rules::transition(visit.state, visits::rules::Act::Hold) {
        return Err(refusal.into_conflict());
    }
    let name = apprentice_named(asked.conn, asked.asker, visit.apprentice_id)?;
    let planned = french_day(visit.planned_on);
    let intro = vec![format!("{name}, visite prévue le {planned}. Deux minutes suffisent.")];
    Ok(Sheet {
        title: "Rendre compte d’une visite en entreprise".into(),
        intro,
        read: Vec::new(),
        fields: fields(),
        initial: vec![("held_on", asked.asker.today.to_string())],
        submit: "Enregistrer le compte rendu",
    })
}

/// What is asked.
pub fn fields() -> Vec<Field> {
    vec![
        Field {
            hint: Some("Par exemple 24/11/2025.".into()),
            ..Field::required("held_on", "Date de la visite", Kind::Date)
        },
        Field {
            options: vec![
                ("apprentice", "L’apprenti"),
                ("tutor", "Moi, maître d’apprentissage"),
                ("trainer", "Un formateur du centre"),
                ("guardian", "Un représentant légal"),
                ("other", "Une autre personne"),
            ],
            ..Field::required("present", "Personnes présentes", Kind::Boxes)
        },
        Field {
            hint: Some("Missions, progrès, difficultés : quelques phrases.".into()),
            longest: 10_000,
            ..Field::required("report", "Ce qui a été vu et dit", Kind::Area)
        },
        Field {
            longest: 5000,
            required: false,
            ..Field::required("points_agreed", "Ce qui a été convenu pour la suite", Kind::Area)
        },
    ]
}

/// Writes the report.
pub fn carry_out(asked: Asked<'_>, wanted: &Value) -> Answer {
    let wanted = checked::<ReportIn>(wanted)?;
    acts::report_visit(asked.conn, asked.asker, asked.catalogue, VisitId(asked.id), wanted)?;
    Reply::no_content()
}
