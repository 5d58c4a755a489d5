//! Recording that extra time was granted, correcting it, taking it back; and who has how much on a day.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::model::{ExamAccommodation, ExamAccommodationFacts, ExamAccommodationPatch};
use super::rules::{ACCOMMODATION_ONCE, judge};
use super::store;
use crate::ids::{CohortId, EnrolmentId, ExamAccommodationId};
use crate::law::findings::refuse_errors;
use crate::people::apprentices;
use crate::people::apprentices::model::EnrolmentInCohort;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::text::Sentence;
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// Refuses whoever may not know of them: a trainer without the function of disability referent finds none.
pub fn refuse_unaware(asker: &Asker) -> Result<(), Problem> {
    asker.caller.sees_disability().then_some(()).or_not_found("exam_accommodation")
}

/// Records the extra time granted to a candidate.
pub fn record(
    tx: &mut Tx,
    asker: &Asker,
    id: EnrolmentId,
    facts: &ExamAccommodationFacts,
) -> Result<ExamAccommodation, Problem> {
    let enrolled = apprentices::store::lock_enrolment(tx, &asker.reach, id)?.or_not_found("enrolment")?;
    refuse_errors(judge(facts, asker.today))?;
    if store::is_known(tx, id)? {
        return Err(ACCOMMODATION_ONCE.conflict(Sentence::new(ACCOMMODATION_ONCE.fr, ACCOMMODATION_ONCE.en)));
    }
    let granted = store::insert(tx, (enrolled.enrolment.site_id, id), facts)?;
    asker.record(tx, Event::ExamAccommodationRecorded, &granted)?;
    Ok(granted)
}

/// Corrects what is recorded of it.
pub fn correct(
    tx: &mut Tx,
    asker: &Asker,
    id: ExamAccommodationId,
    patch: &Body<ExamAccommodationPatch>,
) -> Result<ExamAccommodation, Problem> {
    let (current, _) = locked(tx, asker, id)?;
    asker.expects(current.version)?;
    let facts = patch.applied_to(&current.facts)?;
    refuse_errors(judge(&facts, asker.today))?;
    let changed = store::change(tx, id, &facts)?;
    asker.record_fields(tx, Event::ExamAccommodationChanged, &changed, &patch.fields())?;
    Ok(changed)
}

/// Takes it back.
pub fn withdraw(
    tx: &mut Tx,
    asker: &Asker,
    id: ExamAccommodationId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let (current, enrolled) = locked(tx, asker, id)?;
    let about = About::record(WithdrawalKind::ExamAccommodation, &current, reason);
    withdrawals::remove(tx, asker, about.of(enrolled.enrolment.apprentice_id), &[])
}

/// One exam accommodation, held with its enrolment until the end of the transaction.
fn locked(
    tx: &mut Tx,
    asker: &Asker,
    id: ExamAccommodationId,
) -> Result<(ExamAccommodation, EnrolmentInCohort), Problem> {
    let found = store::find(tx, &asker.reach, id)?.or_not_found("exam_accommodation")?;
    let enrolled = apprentices::store::lock_enrolment(tx, &asker.reach, found.enrolment_id)?;
    let enrolled = enrolled.or_not_found("exam_accommodation")?;
    Ok((store::find(tx, &asker.reach, id)?.or_not_found("exam_accommodation")?, enrolled))
}

/// The extra time of the candidates of a cohort, by enrolment.
#[derive(Debug, Clone, Default)]
pub struct GrantedTime(HashMap<EnrolmentId, ExamAccommodationFacts>);

impl GrantedTime {
    /// That of a cohort found within reach. Whoever plans gives it without being told of its decision.
    pub fn of_cohort(conn: &mut Tx, cohort: CohortId) -> diesel::QueryResult<Self> {
        let rows = store::of_cohort(conn, cohort)?;
        Ok(Self(rows.into_iter().map(|one| (one.enrolment_id, one.facts)).collect()))
    }

    /// What a candidate has on a day, if anything.
    pub fn on(&self, enrolment: EnrolmentId, day: NaiveDate) -> Option<&ExamAccommodationFacts> {
        self.0.get(&enrolment).filter(|facts| facts.holds_on(day))
    }
}
