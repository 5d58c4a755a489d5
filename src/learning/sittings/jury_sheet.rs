//! The running order of a sitting as the jury has it in hand: who comes, when, with room to sign, as a PDF in French.

use actix_web::get;
use actix_web::web::{Data, Path};
use serde::Serialize;

use super::acts::detailed;
use super::convocation::{ConvocationDate, hour_in_words, in_words};
use super::model::{ParisHour, SittingState, SlotPresence, one_by_one};
use super::store;
use super::wire::{SittingDetailOut, SittingOut, SlotOut};
use crate::catalogue::cohorts;
use crate::catalogue::programmes::letterhead::Letterhead;
use crate::catalogue::programmes::{Catalogue, as_it_stands};
use crate::ids::SittingId;
use crate::law::calendar::french_day;
use crate::learning::mock_exams::store as exams;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::{Answer, Reply};
use crate::platform::typesetting;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// The template of a running order.
const TEMPLATE: &str = include_str!("../../../templates/running_order.typ");

/// Prints the running order of a sitting for its jurors and the staff, with room to sign, in French, as a PDF.
///
/// It shows hours, and nothing of who has extra time.
#[utoipa::path(tag = "mock exams", params(("id" = SittingId, Path, description = "Sitting.")),
    responses((status = 200, description = "The running order.", body = typesetting::PdfFile, content_type = "application/pdf")))]
#[get("/v1/sittings/{id}/running-order.pdf")]
pub async fn print_running_order(door: Door, catalogue: Data<Catalogue>, id: Path<SittingId>) -> Answer {
    let id = id.into_inner();
    let printed = door
        .read(Act::ReadRunningOrder, move |conn, asker| {
            let catalogue = as_it_stands(conn, &catalogue, asker.today)?;
            Reply::ok(&jury_sheet(conn, asker, &catalogue, id)?)
        })
        .await?;
    let pdf = typesetting::typeset(TEMPLATE, printed.body.unwrap_or_default()).await?;
    Reply::file("application/pdf", &format!("ordre-de-passage-{id}.pdf"), pdf)
}

/// What a running order is made of.
#[derive(Debug, Clone, Serialize)]
struct JurySheet {
    #[serde(flatten)]
    head: Letterhead,
    title: String,
    /// Programme and cohort, as far as whoever asks reads them.
    training: Vec<String>,
    unit: String,
    label: String,
    on: String,
    hours: String,
    room: String,
    how: String,
    jury: Vec<String>,
    /// Whether candidates come one after another, each with a preparation.
    one_by_one: bool,
    candidates: Vec<JurySheetLine>,
    /// Those who do not come, each with why.
    not_coming: Vec<String>,
    draft: bool,
    printed_on: String,
    date: ConvocationDate,
}

/// A candidate of a running order.
#[derive(Debug, Clone, Serialize)]
struct JurySheetLine {
    prepares: String,
    starts: String,
    ends: String,
    name: String,
}

fn jury_sheet(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: SittingId,
) -> Result<JurySheet, Problem> {
    let sitting = store::find_sitting(conn, &asker.reach, id)?.or_not_found("sitting")?;
    // a juror of another company reads the sitting, not the mock exam of a cohort where they follow nobody
    let exam = exams::find_exam(conn, &asker.caller.may(Act::ReadMockExam)?, sitting.mock_exam_id)?;
    let cohort = match &exam {
        Some(exam) => cohorts::store::find(conn, &asker.caller.may(Act::ReadCohort)?, exam.cohort_id)?,
        None => None,
    };
    let programme = cohort.as_ref().and_then(|cohort| catalogue.programme(&cohort.programme));
    let SittingDetailOut { sitting, slots, .. } = detailed(conn, asker, sitting)?;
    let (coming, away): (Vec<SlotOut>, Vec<SlotOut>) =
        slots.into_iter().partition(|slot| slot.presence == SlotPresence::Expected);
    let why = |slot: &SlotOut| format!("{} : {}", slot.name, slot.presence.label_fr().to_lowercase());
    let today = asker.today;
    Ok(JurySheet {
        head: Letterhead::of(catalogue, sitting.site_id),
        title: exam.map_or_else(
            || "Ordre de passage".to_owned(),
            |exam| format!("Ordre de passage, examen blanc n° {}", exam.ordinal),
        ),
        training: [programme.map(|one| one.title.clone()), cohort.map(|one| one.facts.name)]
            .into_iter()
            .flatten()
            .collect(),
        unit: sitting.unit_code.clone(),
        label: sitting.unit_label.replace('\'', "’"),
        on: in_words(sitting.on),
        hours: format!("{} à {}", hour_in_words(sitting.starts_at), hour_in_words(sitting.ends_at)),
        room: sitting.room.clone(),
        how: lasting(&sitting),
        jury: sitting.jury.iter().map(|juror| juror.name.clone()).collect(),
        one_by_one: one_by_one(sitting.form),
        candidates: coming.iter().map(JurySheetLine::of).collect(),
        not_coming: away.iter().map(why).collect(),
        draft: sitting.state == SittingState::Planned,
        printed_on: french_day(today),
        date: ConvocationDate::from(today),
    })
}

impl JurySheetLine {
    fn of(slot: &SlotOut) -> Self {
        let hour = |at: Option<ParisHour>| at.map_or_else(|| "–".to_owned(), hour_in_words);
        Self {
            prepares: hour(slot.prepares_at),
            starts: hour(slot.starts_at),
            ends: hour(slot.ends_at),
            name: slot.name.clone(),
        }
    }
}

/// The form of a sitting and its usual minutes: `oral, 20 minutes de préparation puis 20 minutes`.
fn lasting(sitting: &SittingOut) -> String {
    let form = sitting.form.label_fr().to_lowercase();
    match sitting.preparation_minutes {
        0 => format!("{form}, {} minutes", sitting.duration_minutes),
        before => {
            format!("{form}, {before} minutes de préparation puis {} minutes", sitting.duration_minutes)
        }
    }
}
