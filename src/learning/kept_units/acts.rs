//! Recording that a unit is not sat again, correcting it, taking it back; and who sits what.

use std::collections::HashMap;

use super::model::{KeptUnit, KeptUnitFacts, KeptUnitKind};
use super::rules::{judge_kept_unit, taken};
use super::store;
use crate::catalogue::cohorts::{self, Cohort};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::ExamRegulation;
use crate::ids::{CohortId, EnrolmentId, KeptUnitId};
use crate::law::findings::refuse_errors;
use crate::people::apprentices;
use crate::people::apprentices::model::EnrolmentInCohort;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

use super::model::KeptUnitPatch;

/// The exam that an enrolment leads to: the session and, when it is known, its regulation.
#[derive(Debug, Clone)]
pub struct ExamSat<'a> {
    pub session: i32,
    pub regulation: Option<&'a ExamRegulation>,
}

/// The exam a cohort found within reach sits.
pub fn exam_of<'a>(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &'a Catalogue,
    cohort: CohortId,
) -> Result<ExamSat<'a>, Problem> {
    let cohort: Cohort = cohorts::store::find(conn, &asker.reach, cohort)?.or_not_found("enrolment")?;
    let programme = catalogue.programme(&cohort.programme);
    Ok(ExamSat {
        session: cohort.facts.exam_session,
        regulation: programme.and_then(|one| one.regulation(&cohort.facts.exam_regulation)),
    })
}

/// Records that a unit is kept or dispensed with.
pub fn record(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: EnrolmentId,
    facts: &KeptUnitFacts,
) -> Result<(KeptUnit, EnrolmentInCohort), Problem> {
    let enrolled = apprentices::store::lock_enrolment(tx, &asker.reach, id)?.or_not_found("enrolment")?;
    judge(tx, asker, catalogue, &enrolled, facts)?;
    refuse_taken(tx, id, facts, None)?;
    let kept = store::insert(tx, (enrolled.enrolment.site_id, id), facts)?;
    asker.record(tx, Event::KeptUnitRecorded, &kept)?;
    Ok((kept, enrolled))
}

/// Corrects what is recorded of a unit.
pub fn correct(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: KeptUnitId,
    patch: &Body<KeptUnitPatch>,
) -> Result<(KeptUnit, EnrolmentInCohort), Problem> {
    let (current, enrolled) = locked(tx, asker, id)?;
    asker.expects(current.version)?;
    let facts = patch.applied_to(&current.facts)?;
    judge(tx, asker, catalogue, &enrolled, &facts)?;
    refuse_taken(tx, current.enrolment_id, &facts, Some(id))?;
    let changed = store::change(tx, id, &facts)?;
    asker.record_fields(tx, Event::KeptUnitChanged, &changed, &patch.fields())?;
    Ok((changed, enrolled))
}

/// Takes back what was recorded of a unit.
pub fn withdraw(tx: &mut Tx, asker: &Asker, id: KeptUnitId, reason: &str) -> Result<Withdrawal, Problem> {
    let (current, enrolled) = locked(tx, asker, id)?;
    let about = About::record(WithdrawalKind::KeptUnit, &current, reason);
    withdrawals::remove(tx, asker, about.of(enrolled.enrolment.apprentice_id), &[])
}

/// One kept unit, held with its enrolment until the end of the transaction.
fn locked(tx: &mut Tx, asker: &Asker, id: KeptUnitId) -> Result<(KeptUnit, EnrolmentInCohort), Problem> {
    let found = store::find(tx, &asker.reach, id)?.or_not_found("kept_unit")?;
    let enrolled = apprentices::store::lock_enrolment(tx, &asker.reach, found.enrolment_id)?;
    let enrolled = enrolled.or_not_found("kept_unit")?;
    Ok((store::find(tx, &asker.reach, id)?.or_not_found("kept_unit")?, enrolled))
}

fn judge(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    enrolled: &EnrolmentInCohort,
    facts: &KeptUnitFacts,
) -> Result<(), Problem> {
    let exam = exam_of(tx, asker, catalogue, enrolled.cohort.id)?;
    refuse_errors(judge_kept_unit(facts, exam.regulation, exam.session, asker.today)).map(drop)
}

/// Refuses a unit that another row of the enrolment is about.
fn refuse_taken(
    tx: &mut Tx,
    enrolment: EnrolmentId,
    facts: &KeptUnitFacts,
    but: Option<KeptUnitId>,
) -> Result<(), Problem> {
    let known = store::of_enrolments(tx, &[enrolment])?;
    let mut others = known.iter().filter(|one| Some(one.id) != but);
    let other = others.find(|one| one.facts.unit_code == facts.unit_code);
    other.map_or(Ok(()), |other| Err(taken(other).into_conflict()))
}

/// Which candidates do not sit which unit, and why: by enrolment and code of the unit.
#[derive(Debug, Clone, Default)]
pub struct NotSat(HashMap<(EnrolmentId, String), KeptUnitKind>);

impl NotSat {
    /// Those of a cohort found within reach, at a session where marks are kept some years; all that is recorded when the
    /// years are not known.
    pub fn of_cohort(
        conn: &mut Tx,
        cohort: CohortId,
        counted: Option<(i32, u8)>,
    ) -> diesel::QueryResult<Self> {
        let counts = |one: &KeptUnit| {
            counted.is_none_or(|(session, kept_years)| one.facts.counts_at(session, kept_years))
        };
        let rows = store::of_cohort(conn, cohort)?.into_iter().filter(counts);
        Ok(Self(rows.map(|one| ((one.enrolment_id, one.facts.unit_code), one.facts.kind)).collect()))
    }

    /// Why a candidate does not sit a unit; nothing when they sit it.
    pub fn why(&self, enrolment: EnrolmentId, unit_code: &str) -> Option<KeptUnitKind> {
        self.0.get(&(enrolment, unit_code.to_owned())).copied()
    }
}
