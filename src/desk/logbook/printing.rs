//! The logbook as a PDF in French: a cover, then a section a period.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::gathering::gather;
use super::wire::{LogbookMarkOut, LogbookOut, LogbookPeriodOut, LogbookVisitOut, shown};
use crate::catalogue::programmes::letterhead::Letterhead;
use crate::catalogue::programmes::{Catalogue, as_it_stands};
use crate::ids::ApprenticeId;
use crate::law::calendar::{french_day, month_in_words};
use crate::law::identifiers::full_name;
use crate::learning::missions::wire::CompanyMissionOut;
use crate::learning::results::french_mark;
use crate::learning::skills::model::PositionKind;
use crate::learning::skills::wire::SkillPositionOut;
use crate::learning::voices::{self, Voice};
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::clock::paris_day;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Lang;
use crate::platform::typesetting;
use crate::trust::access::Act;
use crate::trust::door::Door;

/// The template of a logbook.
const TEMPLATE: &str = include_str!("../../../templates/logbook.typ");

/// Prints the logbook of an apprentice, in French, as a PDF: a cover, then every period begun.
#[utoipa::path(tag = "logbook", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    responses((status = 200, description = "The logbook.", body = typesetting::PdfFile, content_type = "application/pdf"),
        (status = 409, description = "The apprentice is enrolled in no cohort.")))]
#[get("/v1/apprentices/{id}/logbook.pdf")]
pub async fn print_logbook(door: Door, catalogue: Data<Catalogue>, id: Path<ApprenticeId>) -> Answer {
    let id = id.into_inner();
    let printed = door
        .read(Act::ReadLogbook, move |conn, asker| {
            let file = voices::find(conn, asker, &catalogue, id)?;
            let logbook = gather(conn, asker, &catalogue, &file)?;
            let told = shown(conn, asker, &file, &logbook, Lang::Fr)?;
            let told = with_people(conn, asker, told)?;
            let current = as_it_stands(conn, &catalogue, asker.today)?;
            let head = Letterhead::of(&current, file.site_id);
            Reply::ok(&PrintedLogbook::of(&told, head, asker.today))
        })
        .await?;
    let pdf = typesetting::typeset(TEMPLATE, printed.body.unwrap_or_default()).await?;
    Reply::file("application/pdf", &format!("livret-{id}.pdf"), pdf)
}

/// What a logbook is printed from.
#[derive(Debug, Clone, Serialize)]
struct PrintedLogbook {
    #[serde(flatten)]
    head: Letterhead,
    apprentice: String,
    programme: String,
    cohort: String,
    people: Vec<PrintedPerson>,
    periods: Vec<PrintedPeriod>,
    printed_on: String,
    date: LogbookDate,
}

/// Somebody on the cover, and what they are to the apprentice.
#[derive(Debug, Clone, Serialize)]
struct PrintedPerson {
    role: &'static str,
    name: String,
}

#[derive(Debug, Clone, Serialize)]
struct LogbookDate {
    year: i32,
    month: u32,
    day: u32,
}

#[derive(Debug, Clone, Serialize)]
struct PrintedPeriod {
    title: String,
    dates: String,
    state: String,
    signed_by: String,
    days: String,
    missions: Vec<PrintedMission>,
    skills: Vec<PrintedSkill>,
    visits: Vec<PrintedVisit>,
    marks: Vec<PrintedMark>,
    signatures: Vec<PrintedSignature>,
    returns: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct PrintedMission {
    label: String,
    skills: Vec<String>,
    dates: String,
    voice: String,
    note: String,
}

/// A skill in a period: what each voice last said of it.
#[derive(Debug, Clone, Serialize)]
struct PrintedSkill {
    label: String,
    initial: bool,
    apprentice: PrintedPosition,
    centre: PrintedPosition,
    company: PrintedPosition,
}

/// What a voice says of a skill; a dash without a day when it says nothing.
#[derive(Debug, Clone, Serialize)]
struct PrintedPosition {
    level: String,
    seen_on: String,
}

#[derive(Debug, Clone, Serialize)]
struct PrintedVisit {
    title: String,
    commitments: Vec<PrintedCommitment>,
}

#[derive(Debug, Clone, Serialize)]
struct PrintedCommitment {
    what: String,
    owner: String,
    due: String,
    done: String,
}

#[derive(Debug, Clone, Serialize)]
struct PrintedMark {
    exam: String,
    unit: String,
    label: String,
    mark: String,
}

#[derive(Debug, Clone, Serialize)]
struct PrintedSignature {
    voice: String,
    signed: String,
    name: String,
    changed: bool,
}

/// An apostrophe as printers set it.
fn typographic(text: &str) -> String {
    text.replace('\'', "’")
}

impl PrintedLogbook {
    fn of(told: &Peopled<LogbookOut>, head: Letterhead, today: NaiveDate) -> Self {
        let (people, row) = (&told.people, &told.row);
        let called = people.apprentice.as_ref().map(|one| full_name(&one.given_name, &one.family_name));
        let tutor = people.tutor.as_ref().map(|one| full_name(&one.given_name, &one.family_name));
        let cover = [
            ("Entreprise", people.employer.as_ref().map(|one| one.name.clone())),
            ("Maître d’apprentissage", tutor),
            ("Référent au centre", people.referent.as_ref().map(|one| one.display_name.clone())),
        ];
        let person = |(role, name): (&'static str, Option<String>)| PrintedPerson {
            role,
            name: typographic(&name.unwrap_or_else(|| "non renseigné".to_owned())),
        };
        Self {
            head,
            apprentice: called.unwrap_or_default(),
            programme: typographic(&row.programme_title),
            cohort: people.cohort.as_ref().map(|one| typographic(&one.name)).unwrap_or_default(),
            people: cover.into_iter().map(person).collect(),
            periods: row.periods.iter().filter(|one| one.from_on <= today).map(PrintedPeriod::of).collect(),
            printed_on: french_day(today),
            date: LogbookDate { year: today.year(), month: today.month(), day: today.day() },
        }
    }
}

impl PrintedPeriod {
    fn of(one: &LogbookPeriodOut) -> Self {
        let signed = one.signatures.iter().map(|row| row.voice.label_fr().to_lowercase());
        let returns = one.returns.iter().map(|row| {
            let day = french_day(paris_day(row.returned_at));
            let voice = row.voice.label_fr().to_lowercase();
            typographic(&format!("Renvoyée le {day} ({voice}) : {}", row.reason))
        });
        Self {
            title: format!("Semestre {}", one.number),
            dates: format!("du {} au {}", french_day(one.from_on), french_day(one.to_on)),
            state: one.state.label_fr().to_lowercase(),
            signed_by: signed.collect::<Vec<_>>().join(", "),
            days: days_of(one),
            missions: one.missions.iter().map(PrintedMission::of).collect(),
            skills: skills_of(&one.positions),
            visits: one.visits.iter().map(PrintedVisit::of).collect(),
            marks: one.marks.iter().map(PrintedMark::of).collect(),
            signatures: Voice::ALL.iter().map(|voice| PrintedSignature::of(*voice, one)).collect(),
            returns: returns.collect(),
        }
    }
}

fn days_of(one: &LogbookPeriodOut) -> String {
    let days = one.days;
    match (days.company, days.centre) {
        (0, 0) => "Le calendrier d’alternance de cette période n’est pas connu.".to_owned(),
        (company, centre) => {
            let exam = days.exam;
            let exams = if exam > 0 { format!(", {exam} jours d’examen") } else { String::new() };
            format!(
                "{centre} jours au centre, {company} jours en entreprise{exams}, d’après le calendrier d’alternance."
            )
        }
    }
}

impl PrintedMission {
    fn of(one: &CompanyMissionOut) -> Self {
        let skill = |skill: &crate::learning::missions::wire::SkillNamedOut| {
            typographic(skill.label.as_ref().unwrap_or(&skill.code))
        };
        let until = one.to_on.map_or_else(|| "en cours".to_owned(), french_day);
        Self {
            label: typographic(one.label.as_deref().unwrap_or("Mission retirée du programme")),
            skills: one.skills.iter().map(skill).collect(),
            dates: format!("{}, {until}", french_day(one.from_on)),
            voice: typographic(one.voice.label_fr()),
            note: typographic(one.note.as_deref().unwrap_or_default()),
        }
    }
}

/// A line a skill and kind of positioning, in the order they come.
fn skills_of(positions: &[SkillPositionOut]) -> Vec<PrintedSkill> {
    let mut places: Vec<(&str, PositionKind)> = Vec::new();
    for one in positions.iter().filter(|one| one.skill_label.is_some()) {
        let place = (one.skill.as_str(), one.kind);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let said = |place: (&str, PositionKind), voice: Voice| {
        let mut theirs = positions.iter().filter(|one| (one.skill.as_str(), one.kind) == place);
        let found = theirs.find(|one| one.voice == voice);
        found.map_or_else(
            || PrintedPosition { level: "–".to_owned(), seen_on: String::new() },
            |one| PrintedPosition {
                level: typographic(one.level_label.as_deref().unwrap_or(&one.level)),
                seen_on: format!("le {}", french_day(one.seen_on)),
            },
        )
    };
    let line = |place: (&str, PositionKind)| {
        let label = positions.iter().find(|one| one.skill == place.0).and_then(|one| one.skill_label.clone());
        PrintedSkill {
            label: typographic(&label.unwrap_or_default()),
            initial: place.1 == PositionKind::Initial,
            apprentice: said(place, Voice::Apprentice),
            centre: said(place, Voice::Centre),
            company: said(place, Voice::Company),
        }
    };
    places.into_iter().map(line).collect()
}

impl PrintedVisit {
    fn of(one: &LogbookVisitOut) -> Self {
        let mode = one.mode_label.as_ref().map(|mode| format!(", {}", mode.to_lowercase()));
        let agreed = one.commitments.iter().map(|it| PrintedCommitment {
            what: typographic(&it.what),
            owner: typographic(&it.owner_label),
            due: french_day(it.due_on),
            done: it.done_on.map(|day| format!("fait le {}", french_day(day))).unwrap_or_default(),
        });
        Self {
            title: typographic(&format!("Visite du {}{}", french_day(one.held_on), mode.unwrap_or_default())),
            commitments: agreed.collect(),
        }
    }
}

impl PrintedMark {
    fn of(one: &LogbookMarkOut) -> Self {
        let mark = one.mark_hundredths.map(|mark| french_mark(mark.into()));
        Self {
            exam: format!("N° {}, {}", one.mock_exam_ordinal, month_in_words(one.mock_exam_month_on).fr),
            unit: one.unit_code.clone(),
            label: typographic(&one.unit_label),
            mark: mark.unwrap_or_else(|| one.status_label.to_lowercase()),
        }
    }
}

impl PrintedSignature {
    fn of(voice: Voice, period: &LogbookPeriodOut) -> Self {
        let found = period.signatures.iter().find(|one| one.voice == voice);
        Self {
            voice: typographic(voice.label_fr()),
            signed: found
                .map(|one| format!("Signé le {}", french_day(paris_day(one.signed_at))))
                .unwrap_or_default(),
            name: found
                .and_then(|one| one.author.name.clone())
                .map(|name| typographic(&name))
                .unwrap_or_default(),
            changed: found.is_some_and(|one| one.changed_since_signed),
        }
    }
}
