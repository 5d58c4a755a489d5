//! What a projection is computed from: the enrolment, the regulation of its session, the marks within reach.

use std::collections::HashMap;

use super::model::{Judged, MarksCounted, OfficialMarks, ProjectedUnit, UnitStanding};
use super::rules::book::{AWARD_IS_WRITTEN, ENROLLED_SOMEWHERE};
use super::wire::ProjectionParams;
use crate::catalogue::cohorts::{self, Cohort};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::ExamRegulation;
use crate::ids::{ApprenticeId, EnrolmentId, PaperId};
use crate::learning::kept_units::{self, KeptUnit, KeptUnitKind};
use crate::learning::mock_exams;
use crate::learning::mock_exams::rules::MarkStatus;
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Asker;

/// The units of an exam with the marks of one candidate.
#[derive(Debug, Clone)]
pub struct Gathered {
    pub apprentice_id: ApprenticeId,
    pub enrolment_id: EnrolmentId,
    /// Year of the session.
    pub session: i32,
    /// Code of the programme.
    pub programme: String,
    /// Code of the regulation sat.
    pub regulation: String,
    pub marks: MarksCounted,
    pub units: Vec<ProjectedUnit>,
}

impl Gathered {
    /// The regulation sat, with its rule of award.
    pub fn judged<'a>(&self, catalogue: &'a Catalogue) -> Result<Judged<'a>, Problem> {
        let regulation = regulation_of(catalogue, &self.programme, &self.regulation);
        let judged = regulation.and_then(|one| Judged::at(one, self.session));
        judged.ok_or_else(|| {
            let code = &self.regulation;
            AWARD_IS_WRITTEN.conflict(say!(
                "Le règlement {code} ne dit pas comment le diplôme est délivré : complétez le fichier de la formation (award).",
                "The regulation {code} does not say how the diploma is awarded: complete the file of the programme (award)."
            ))
        })
    }
}

/// The units of the exam an apprentice within reach sits, with the marks that count.
pub fn gather(
    conn: &mut Tx,
    asker: &Asker,
    (catalogue, official): (&Catalogue, OfficialMarks),
    id: ApprenticeId,
    params: ProjectionParams,
) -> Result<Gathered, Problem> {
    let apprentice = apprentices::store::find(conn, &asker.reach, id)?.or_not_found("apprentice")?;
    let (enrolment, cohort) = sat_by(conn, asker, apprentice.id, params.enrolment)?;
    let regulation = regulation_of(catalogue, &cohort.programme, &cohort.facts.exam_regulation);
    let leaves = regulation.map(ExamRegulation::leaves).unwrap_or_default();
    let mut gathered = Gathered {
        apprentice_id: apprentice.id,
        enrolment_id: enrolment,
        session: cohort.facts.exam_session,
        marks: params.marks.unwrap_or_default(),
        units: leaves.into_iter().map(ProjectedUnit::blank).collect(),
        programme: cohort.programme.clone(),
        regulation: cohort.facts.exam_regulation.clone(),
    };
    match gathered.marks {
        MarksCounted::Mock => add_mock_marks(conn, asker, &cohort, params, &mut gathered)?,
        MarksCounted::Official => add_official_marks(conn, asker, official, &mut gathered)?,
        MarksCounted::Nothing => {}
    }
    add_kept_units(conn, regulation, &mut gathered)?;
    Ok(gathered)
}

/// Puts what is recorded as kept or dispensed with in place of any mark, where it counts at the session.
fn add_kept_units(
    conn: &mut Tx,
    regulation: Option<&ExamRegulation>,
    gathered: &mut Gathered,
) -> Result<(), Problem> {
    let years = regulation.and_then(|one| one.award.as_ref()).map(|award| award.kept_years);
    let session = gathered.session;
    let counts = |one: &KeptUnit| years.is_none_or(|years| one.facts.counts_at(session, years));
    for kept in kept_units::store::of_enrolments(conn, &[gathered.enrolment_id])?.into_iter().filter(counts) {
        let Some(unit) = gathered.units.iter_mut().find(|unit| unit.code == kept.facts.unit_code) else {
            continue;
        };
        let standing = match kept.facts.kind {
            KeptUnitKind::Kept => UnitStanding::Kept,
            KeptUnitKind::Exempt => UnitStanding::Exempt,
        };
        unit.stands(standing, kept.facts.mark_hundredths.map(i64::from));
        unit.kept_unit = Some(kept.id);
    }
    Ok(())
}

fn regulation_of<'a>(catalogue: &'a Catalogue, programme: &str, code: &str) -> Option<&'a ExamRegulation> {
    catalogue.programme(programme)?.regulation(code)
}

/// The enrolment named, or the latest one, with its cohort.
fn sat_by(
    conn: &mut Tx,
    asker: &Asker,
    apprentice: ApprenticeId,
    named: Option<EnrolmentId>,
) -> Result<(EnrolmentId, Cohort), Problem> {
    let enrolments = apprentices::store::enrolments_of(conn, &asker.reach, &[apprentice])?;
    let is_named = |id: EnrolmentId| named.is_none_or(|named| named == id);
    let found = enrolments.into_iter().rfind(|row| is_named(row.enrolment.id));
    let Some(found) = found else {
        return match named {
            Some(_) => None.or_not_found("enrolment"),
            None => Err(not_enrolled()),
        };
    };
    let cohort = cohorts::store::find(conn, &asker.reach, found.cohort.id)?;
    Ok((found.enrolment.id, cohort.or_not_found("enrolment")?))
}

fn not_enrolled() -> Problem {
    ENROLLED_SOMEWHERE.conflict(say!(
        "Cet apprenti n'est inscrit dans aucune promotion.",
        "This apprentice is enrolled in no cohort."
    ))
}

/// Gives each unit the latest mark, or the latest exemption, of the mock exams; an absence at one says nothing.
fn add_mock_marks(
    conn: &mut Tx,
    asker: &Asker,
    cohort: &Cohort,
    params: ProjectionParams,
    gathered: &mut Gathered,
) -> Result<(), Problem> {
    let mut exams = mock_exams::store::exams_of(conn, &asker.reach, &[cohort.id])?;
    if let Some(only) = params.mock_exam {
        exams.retain(|exam| exam.id == only);
        exams.first().or_not_found("mock_exam")?;
    }
    let papers = mock_exams::store::papers_of_exams(conn, &exams)?;
    let ids: Vec<PaperId> = papers.iter().map(|paper| paper.id).collect();
    let marks = mock_exams::store::marks_at(conn, &asker.reach, &ids, &[gathered.enrolment_id])?;
    let marks: HashMap<PaperId, _> = marks.into_iter().map(|mark| (mark.paper_id, mark)).collect();
    // in the order of time, so that the latest stays
    for exam in &exams {
        for paper in papers.iter().filter(|paper| paper.mock_exam_id == exam.id) {
            let Some(mark) = marks.get(&paper.id) else { continue };
            let unit = gathered.units.iter_mut().find(|unit| unit.code == paper.facts.unit_code);
            let (standing, hundredths) = match mark.facts.status {
                MarkStatus::Marked => (UnitStanding::Marked, mark.facts.mark_hundredths.map(i64::from)),
                MarkStatus::Exempt => (UnitStanding::Exempt, None),
                MarkStatus::Absent | MarkStatus::AbsentJustified => continue,
            };
            if let Some(unit) = unit {
                unit.stands(standing, hundredths);
                unit.origin = Some((exam.id, exam.month_on));
            }
        }
    }
    Ok(())
}

/// Gives each unit what the official exam of the session brought, as far as whoever asks may read it.
fn add_official_marks(
    conn: &mut Tx,
    asker: &Asker,
    official: OfficialMarks,
    gathered: &mut Gathered,
) -> Result<(), Problem> {
    let reader = asker.acting(Act::ReadExamResult)?;
    for told in (official.at)(conn, &reader, gathered.enrolment_id, gathered.session)? {
        if let Some(unit) = gathered.units.iter_mut().find(|unit| unit.code == told.unit_code) {
            unit.stands(told.standing, told.mark_hundredths);
            unit.exam_result = Some(told.exam_result_id);
        }
    }
    Ok(())
}
