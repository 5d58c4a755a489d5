//! The convocation of a candidate to a mock exam: every paper they sit, when and where, as a PDF in French.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::acts::{detailed_many, names_of};
use super::model::{ParisHour, SittingState, SlotPresence};
use super::store;
use super::wire::SittingDetailOut;
use crate::catalogue::cohorts;
use crate::catalogue::programmes::file::ExamForm;
use crate::catalogue::programmes::letterhead::Letterhead;
use crate::catalogue::programmes::{Catalogue, as_it_stands};
use crate::ids::SittingSlotId;
use crate::law::calendar::{french_day, month_name};
use crate::learning::mock_exams::store as exams;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::{Answer, Reply};
use crate::platform::typesetting;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// The template of a convocation.
const TEMPLATE: &str = include_str!("../../../templates/convocation.typ");

const WEEKDAYS: [&str; 7] = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"];

/// Prints the convocation of the candidate of a slot to the whole mock exam, in French, as a PDF.
#[utoipa::path(tag = "mock exams", params(("id" = SittingSlotId, Path, description = "Any slot of the candidate.")),
    responses((status = 200, description = "The convocation.", body = typesetting::PdfFile, content_type = "application/pdf")))]
#[get("/v1/sitting-slots/{id}/convocation.pdf")]
pub async fn print_convocation(door: Door, catalogue: Data<Catalogue>, id: Path<SittingSlotId>) -> Answer {
    let id = id.into_inner();
    let printed = door
        .read(Act::ReadConvocation, move |conn, asker| {
            let catalogue = as_it_stands(conn, &catalogue, asker.today)?;
            Reply::ok(&convocation(conn, asker, &catalogue, id)?)
        })
        .await?;
    let pdf = typesetting::typeset(TEMPLATE, printed.body.unwrap_or_default()).await?;
    Reply::file("application/pdf", &format!("convocation-{id}.pdf"), pdf)
}

/// What a convocation is made of.
#[derive(Debug, Clone, Serialize)]
struct Convocation {
    #[serde(flatten)]
    head: Letterhead,
    title: String,
    candidate: String,
    cohort: String,
    programme: String,
    days: Vec<ConvocationDay>,
    /// Papers the candidate does not sit, each with why.
    not_sat: Vec<String>,
    draft: bool,
    printed_on: String,
    date: ConvocationDate,
}

/// A day, as the head of a document wants it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ConvocationDate {
    year: i32,
    month: u32,
    day: u32,
}

impl From<NaiveDate> for ConvocationDate {
    fn from(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month(), day: day.day() }
    }
}

/// A day of a convocation and its papers.
#[derive(Debug, Clone, Serialize)]
struct ConvocationDay {
    on: String,
    papers: Vec<ConvocationPaper>,
}

#[derive(Debug, Clone, Serialize)]
struct ConvocationPaper {
    /// When the candidate is to be there.
    at: String,
    until: String,
    unit: String,
    label: String,
    /// Form, and when they prepare and come before the jury.
    how: String,
    room: String,
    jury: String,
}

fn convocation(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: SittingSlotId,
) -> Result<Convocation, Problem> {
    let slot = store::find_slot(conn, &asker.reach, id)?.or_not_found("sitting_slot")?;
    let sitting = store::find_sitting(conn, &asker.reach, slot.sitting_id)?.or_not_found("sitting_slot")?;
    let may_read = |act| asker.caller.may(act);
    let exam = exams::find_exam(conn, &may_read(Act::ReadMockExam)?, sitting.mock_exam_id)?;
    let exam = exam.or_not_found("sitting_slot")?;
    let cohort = cohorts::store::find(conn, &may_read(Act::ReadCohort)?, exam.cohort_id)?;
    let cohort = cohort.or_not_found("sitting_slot")?;
    let slots = store::slots_of_candidate(conn, &asker.reach, exam.id, slot.enrolment_id)?;
    let ids: Vec<_> = slots.iter().map(|slot| slot.sitting_id).collect();
    let mut all = store::sittings_of_exam(conn, &asker.reach, exam.id)?;
    all.retain(|one| ids.contains(&one.id));
    let mut papers = detailed_many(conn, asker, all)?;
    for paper in &mut papers {
        paper.slots.retain(|one| one.enrolment_id == slot.enrolment_id);
    }
    let names = names_of(conn, std::slice::from_ref(&slot))?;
    let today = asker.today;
    Ok(Convocation {
        head: Letterhead::of(catalogue, exam.site_id),
        title: format!("Convocation à l’examen blanc n° {}", exam.ordinal),
        candidate: names.get(&slot.enrolment_id).map(|one| one.name.clone()).unwrap_or_default(),
        cohort: cohort.facts.name.clone(),
        programme: catalogue.programme(&cohort.programme).map(|one| one.title.clone()).unwrap_or_default(),
        draft: papers.iter().any(|paper| paper.sitting.state == SittingState::Planned),
        days: days_of(&papers),
        not_sat: papers.iter().filter_map(not_sat).collect(),
        printed_on: french_day(today),
        date: ConvocationDate::from(today),
    })
}

/// The papers the candidate sits, day by day.
fn days_of(papers: &[SittingDetailOut]) -> Vec<ConvocationDay> {
    let mut days: Vec<ConvocationDay> = Vec::new();
    for paper in papers {
        let Some(printed) = paper_of(paper) else { continue };
        let on = in_words(paper.sitting.on);
        match days.iter_mut().find(|day| day.on == on) {
            Some(day) => day.papers.push(printed),
            None => days.push(ConvocationDay { on, papers: vec![printed] }),
        }
    }
    for day in &mut days {
        day.papers.sort_by(|one, other| one.at.cmp(&other.at));
    }
    days
}

fn paper_of(paper: &SittingDetailOut) -> Option<ConvocationPaper> {
    let slot = paper.slots.first().filter(|slot| slot.presence == SlotPresence::Expected)?;
    let sitting = &paper.sitting;
    let hour = |hour: Option<ParisHour>| hour.map(hour_in_words);
    let (at, from) = (hour(slot.prepares_at), hour(slot.starts_at).unwrap_or_default());
    let until = hour(slot.ends_at).unwrap_or_default();
    let how = match sitting.form {
        ExamForm::Written => "écrit".to_owned(),
        form if slot.prepares_at == slot.starts_at => format!("{}, à {from}", form.label_fr().to_lowercase()),
        form => format!("{}, préparation puis passage à {from}", form.label_fr().to_lowercase()),
    };
    let jury: Vec<&str> = sitting.jury.iter().map(|juror| juror.name.as_str()).collect();
    Some(ConvocationPaper {
        at: at.unwrap_or_else(|| "heure à fixer".to_owned()),
        until,
        unit: sitting.unit_code.clone(),
        label: sitting.unit_label.replace('\'', "’"),
        how,
        room: sitting.room.clone(),
        jury: jury.join(", "),
    })
}

/// A paper the candidate does not sit, and why.
fn not_sat(paper: &SittingDetailOut) -> Option<String> {
    let slot = paper.slots.first().filter(|slot| slot.presence != SlotPresence::Expected)?;
    Some(format!(
        "{} ({}) : {}",
        paper.sitting.unit_code,
        paper.sitting.unit_label.replace('\'', "’"),
        slot.presence.label_fr().to_lowercase()
    ))
}

/// An hour as people read it: `08 h 30`.
pub(super) fn hour_in_words(hour: ParisHour) -> String {
    hour.to_string().replace(':', " h ")
}

/// A day at the head of a list: `Lundi 16 mars 2026`.
pub(super) fn in_words(day: NaiveDate) -> String {
    let rank = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
    let weekday = WEEKDAYS.get(rank).copied().unwrap_or_default();
    let number = if day.day() == 1 { "1er".to_owned() } else { day.day().to_string() };
    format!("{weekday} {number} {} {}", month_name(day.month()).fr, day.year())
}
