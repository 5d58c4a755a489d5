//! The hand-over brief as a page, in French, from its facts alone.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::wire::HandoverBriefOut;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::letterhead::Letterhead;
use crate::law::calendar::{french_day, month_name};
use crate::people::apprentices::cards::Peopled;

/// The template of a brief.
pub const TEMPLATE: &str = include_str!("../../../templates/handover.typ");

/// What a brief is printed from.
#[derive(Debug, Clone, Serialize)]
pub struct HandoverPage {
    #[serde(flatten)]
    head: Letterhead,
    apprentice: String,
    employer: String,
    tutor: String,
    cohort: String,
    programme: String,
    /// Each a name and what is said of it.
    facts: Vec<(String, String)>,
    missions: Vec<HandoverLine>,
    positions: Vec<HandoverLine>,
    missing: Vec<HandoverLine>,
    next: Vec<(String, String)>,
    printed_on: String,
    date: HandoverDay,
}

/// A line of a brief: what, and what is added to it.
#[derive(Debug, Clone, Serialize)]
struct HandoverLine {
    what: String,
    more: String,
}

#[derive(Debug, Clone, Serialize)]
struct HandoverDay {
    year: i32,
    month: u32,
    day: u32,
}

/// The page of a brief.
pub fn printed(catalogue: &Catalogue, brief: &Peopled<HandoverBriefOut>) -> HandoverPage {
    let (row, people) = (&brief.row, &brief.people);
    let today = row.as_of;
    HandoverPage {
        head: Letterhead::of(catalogue, row.site_id),
        apprentice: people
            .apprentice
            .as_ref()
            .map(|one| whole(&one.given_name, &one.family_name))
            .unwrap_or_default(),
        employer: people.employer.as_ref().map(|one| one.name.clone()).unwrap_or_default(),
        tutor: people.tutor.as_ref().map(|one| whole(&one.given_name, &one.family_name)).unwrap_or_default(),
        cohort: people.cohort.as_ref().map(|one| one.name.clone()).unwrap_or_default(),
        programme: typographic(&row.programme_title),
        facts: facts_of(row),
        missions: missions_of(row),
        positions: positions_of(row),
        missing: missing_of(row),
        next: next_of(row),
        printed_on: french_day(today),
        date: HandoverDay { year: today.year(), month: today.month(), day: today.day() },
    }
}

fn whole(given: &str, family: &str) -> String {
    format!("{given} {family}").trim().to_owned()
}

fn typographic(text: &str) -> String {
    text.replace('\'', "’")
}

fn facts_of(row: &HandoverBriefOut) -> Vec<(String, String)> {
    let period = |from: NaiveDate, to: NaiveDate| format!("du {} au {}", french_day(from), french_day(to));
    vec![
        ("Contrat".to_owned(), period(row.starts_on, row.ends_on)),
        ("Fin de la formation".to_owned(), french_day(row.training_ends_on)),
        (
            "Examen".to_owned(),
            format!("à partir du {}, dans {} mois", french_day(row.exam_on), row.months_left),
        ),
    ]
}

fn missions_of(row: &HandoverBriefOut) -> Vec<HandoverLine> {
    let each = row.missions.iter().map(|mission| {
        let until = mission.to_on.map(|to| format!(" au {}", french_day(to))).unwrap_or_default();
        let skills: Vec<String> = mission.skills.iter().filter_map(|skill| skill.label.clone()).collect();
        let named = mission.label.clone().unwrap_or_else(|| "Mission hors programme".to_owned());
        HandoverLine {
            what: typographic(&format!("{named}, du {}{until}", french_day(mission.from_on))),
            more: typographic(&skills.join(" ; ")),
        }
    });
    each.collect()
}

fn positions_of(row: &HandoverBriefOut) -> Vec<HandoverLine> {
    let each = row.positions.iter().map(|one| {
        let level = one.level_label.clone().unwrap_or_else(|| one.level.clone());
        HandoverLine {
            what: typographic(one.label.as_deref().unwrap_or(&one.code)),
            more: typographic(&format!("{level}, le {}", french_day(one.seen_on))),
        }
    });
    each.collect()
}

fn missing_of(row: &HandoverBriefOut) -> Vec<HandoverLine> {
    let skills = row.missing_skills.iter().filter_map(|skill| skill.label.as_deref());
    skills.map(|label| HandoverLine { what: typographic(label), more: String::new() }).collect()
}

fn next_of(row: &HandoverBriefOut) -> Vec<(String, String)> {
    let visits = row.visits.iter().map(|visit| {
        let what = format!("Visite {} de l’année {}", visit.ordinal, visit.training_year);
        (visit.planned_on, (what, french_day(visit.planned_on)))
    });
    let exams = row.mock_exams.iter().map(|exam| {
        let month = format!("{} {}", month_name(exam.month_on.month()).fr, exam.month_on.year());
        let days = match (exam.starts_on, exam.ends_on) {
            (Some(from), Some(to)) if from != to => format!("du {} au {}", french_day(from), french_day(to)),
            (Some(from), _) => french_day(from),
            (None, _) => month,
        };
        let invited = if exam.tutors_invited { ", maîtres d’apprentissage invités" } else { "" };
        let what = format!("Examen blanc {}{invited}", exam.ordinal);
        (exam.starts_on.unwrap_or(exam.month_on), (what, days))
    });
    let mut all: Vec<(NaiveDate, (String, String))> = visits.chain(exams).collect();
    all.sort();
    all.into_iter().map(|(_, line)| line).collect()
}
