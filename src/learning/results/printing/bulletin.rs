//! The bulletin of a candidate at a mock exam: marks, coefficients, means, appreciations, under the letterhead of the site.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{ResultSheetDate, printed_coefficient, printed_mark, printed_mean, typeset_text};
use crate::catalogue::programmes::letterhead::Letterhead;
use crate::catalogue::programmes::{Catalogue, as_it_stands};
use crate::ids::ApprenticeId;
use crate::law::calendar::french_day;
use crate::learning::mock_exams::model::MockExamState;
use crate::learning::results::acts::{Progression, ResultSheet, cohort_of, programme_of, progression_of};
use crate::learning::results::model::CandidateResult;
use crate::learning::results::rules::change_between;
use crate::learning::results::wire::{ProgressionParams, french_mark};
use crate::people::apprentices;
use crate::platform::clock::paris_day;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::typesetting;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// The template of a bulletin.
const TEMPLATE: &str = include_str!("../../../../templates/bulletin.typ");

/// Prints the bulletin of an apprentice at a mock exam, by its rank in the cohort, in French, as a PDF. Apprentices and company
/// tutors read it once the marks are released; before, staff print it as provisional.
#[utoipa::path(tag = "mock exams", params(
        ("id" = ApprenticeId, Path, description = "Apprentice."),
        ("number" = i16, Path, description = "Rank of the mock exam in the cohort, from 1.", minimum = 1, maximum = 60),
        ProgressionParams),
    responses((status = 200, description = "The bulletin.", body = typesetting::PdfFile, content_type = "application/pdf")))]
#[get("/v1/apprentices/{id}/bulletins/{number}.pdf")]
pub async fn print_bulletin(
    door: Door,
    catalogue: Data<Catalogue>,
    place: Path<(ApprenticeId, i16)>,
    params: Params<ProgressionParams>,
) -> Answer {
    let ((id, number), named) = (place.into_inner(), params.0.enrolment);
    let printed = door
        .read(Act::ReadMark, move |conn, asker| {
            let catalogue = as_it_stands(conn, &catalogue, asker.today)?;
            let progression = progression_of(conn, asker, &catalogue, (id, named))?;
            Reply::ok(&bulletin(conn, asker, &catalogue, (progression, number))?)
        })
        .await?;
    let pdf = typesetting::typeset(TEMPLATE, printed.body.unwrap_or_default()).await?;
    Reply::file("application/pdf", &format!("bulletin-{number}-{id}.pdf"), pdf)
}

/// What a bulletin is made of.
#[derive(Debug, Clone, Serialize)]
struct Bulletin {
    #[serde(flatten)]
    head: Letterhead,
    title: String,
    /// When the mock exam took place, in words.
    session: String,
    candidate: String,
    cohort: String,
    programme: String,
    draft: bool,
    units: Vec<BulletinUnit>,
    blocks: Vec<BulletinBlock>,
    mean: String,
    /// What the mean leaves out.
    mean_note: String,
    /// The sessions before, and this one.
    earlier: Vec<BulletinSession>,
    council: String,
    printed_on: String,
    date: ResultSheetDate,
}

#[derive(Debug, Clone, Serialize)]
struct BulletinUnit {
    code: String,
    label: String,
    coefficient: String,
    mark: String,
    remark: String,
    marker: String,
    /// That the mark was corrected after its release, and when.
    corrected: String,
}

#[derive(Debug, Clone, Serialize)]
struct BulletinBlock {
    label: String,
    mean: String,
}

#[derive(Debug, Clone, Serialize)]
struct BulletinSession {
    session: String,
    mean: String,
    change: String,
}

fn bulletin(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    (progression, number): (Progression, i16),
) -> Result<Bulletin, Problem> {
    let rank = progression.sheets.iter().position(|sheet| sheet.exam.ordinal == number);
    let rank = rank.or_not_found("bulletin")?;
    let sheets = progression.sheets.get(..=rank).unwrap_or_default();
    let sheet = sheets.last().or_not_found("bulletin")?;
    let cohort = cohort_of(conn, asker, &sheet.exam)?;
    let apprentice = apprentices::store::find(conn, &asker.reach, progression.apprentice_id)?;
    let apprentice = apprentice.or_not_found("apprentice")?;
    let known = sheet.known();
    let result = sheet.result(progression.enrolment_id, &known);
    let family = apprentice.usage_name.as_ref().unwrap_or(&apprentice.family_name);
    let council = sheet.council.get(&progression.enrolment_id);
    Ok(Bulletin {
        head: Letterhead::of(catalogue, sheet.exam.site_id),
        title: format!("Bulletin de l’examen blanc n° {number}"),
        session: typeset_text(&sheet.exam.days_in_words().fr),
        candidate: typeset_text(&format!("{} {}", apprentice.given_name, family)),
        cohort: typeset_text(&cohort.facts.name),
        programme: programme_of(catalogue, &cohort).map(|one| typeset_text(&one.title)).unwrap_or_default(),
        draft: sheet.exam.state != MockExamState::Released,
        units: units_of(&result),
        blocks: blocks_of(&result),
        mean: printed_mean(&result.mean),
        mean_note: note_of(&result),
        earlier: if sheets.len() > 1 { sessions_of(sheets, &progression) } else { Vec::new() },
        council: council.map(|text| typeset_text(text)).unwrap_or_default(),
        printed_on: french_day(asker.today),
        date: asker.today.into(),
    })
}

fn corrected_in_words(at: DateTime<Utc>) -> String {
    format!("Note corrigée le {} après sa publication", french_day(paris_day(at)))
}

/// The units; an optional one that the candidate does not sit is not spoken of.
fn units_of(result: &CandidateResult<'_>) -> Vec<BulletinUnit> {
    let spoken = result.units.iter().filter(|unit| !unit.unit.paper.facts.optional || unit.mark().is_some());
    let unit = spoken.map(|unit| BulletinUnit {
        code: unit.unit.paper.facts.unit_code.clone(),
        label: typeset_text(&unit.unit.paper.facts.label),
        coefficient: printed_coefficient(unit),
        mark: printed_mark(unit, false),
        remark: unit.remark.map(typeset_text).unwrap_or_default(),
        marker: unit.marker.map(typeset_text).unwrap_or_default(),
        corrected: unit.corrected_at.map(corrected_in_words).unwrap_or_default(),
    });
    unit.collect()
}

fn blocks_of(result: &CandidateResult<'_>) -> Vec<BulletinBlock> {
    let block = result
        .blocks
        .iter()
        .map(|one| BulletinBlock { label: typeset_text(&one.block.label), mean: printed_mean(&one.mean) });
    block.collect()
}

/// What the mean leaves out, in words.
fn note_of(result: &CandidateResult<'_>) -> String {
    let mean = &result.mean;
    let parts = [
        (mean.absent, "absence(s)"),
        (mean.exempt, "dispense(s) ou note(s) conservée(s)"),
        (mean.missing, "épreuve(s) pas encore notée(s)"),
    ];
    let told: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    if told.is_empty() { String::new() } else { format!("Hors moyenne : {}.", told.join(", ")) }
}

fn sessions_of(sheets: &[ResultSheet], progression: &Progression) -> Vec<BulletinSession> {
    let known: Vec<_> = sheets.iter().map(ResultSheet::known).collect();
    let results: Vec<_> = sheets
        .iter()
        .zip(&known)
        .map(|(sheet, known)| sheet.result(progression.enrolment_id, known))
        .collect();
    let before = std::iter::once(None).chain(results.iter().map(Some));
    let each = sheets.iter().zip(&results).zip(before).map(|((sheet, result), before)| BulletinSession {
        session: format!("N° {}, {}", sheet.exam.ordinal, typeset_text(&sheet.exam.days_in_words().fr)),
        mean: printed_mean(&result.mean),
        change: before
            .and_then(|before| change_between(before, result))
            .map(printed_change)
            .unwrap_or_default(),
    });
    each.collect()
}

fn printed_change(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "−" } else { "+" };
    format!("{sign}{}", french_mark(hundredths.abs()))
}
