//! What holds files back.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::ids::ApprenticeId;
use crate::law::calendar::add_months;
use crate::law::figures::{RecordHold, RecordLaw};
use crate::outcomes::results::model::JuryDecision;
use crate::platform::db::{Tx, any_of};
use crate::schema::{
    amendment_filings, apprentices, complaints, contract_filings, contracts, difficulties,
    difficulty_closings, enrolments, exam_results, kept_units, outcome_surveys, rupture_cases, ruptures,
};

/// State of a deposit nobody decided on.
const SENT: &str = "sent";

/// When files are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
}

/// What holds each of some apprentices back, whatever the category.
pub fn holds_of(
    conn: &mut Tx,
    law: &RecordLaw,
    ids: &[ApprenticeId],
    moment: Moment,
) -> QueryResult<HashMap<ApprenticeId, BTreeSet<RecordHold>>> {
    let mut found = HashMap::<ApprenticeId, BTreeSet<RecordHold>>::new();
    for (hold, whose) in [
        (RecordHold::OpenCase, open_cases(conn, ids)?),
        (RecordHold::UnpaidFile, undecided_deposits(conn, ids)?),
        (RecordHold::SurveyOpen, open_surveys(conn, ids, moment.today)?),
        (RecordHold::ExamUndecided, undecided_exams(conn, ids)?),
        (RecordHold::KeptUnit, standing_units(conn, law, ids, moment.today)?),
        (RecordHold::WrittenLately, written_lately(conn, law, ids, moment.now)?),
    ] {
        for apprentice in whose {
            found.entry(apprentice).or_default().insert(hold);
        }
    }
    Ok(found)
}

fn open_cases(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<ApprenticeId>> {
    // a rupture bears the identifier of its procedure
    let broken = ruptures::table.filter(ruptures::id.eq(rupture_cases::id));
    let mut found: Vec<ApprenticeId> = rupture_cases::table
        .filter(rupture_cases::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(rupture_cases::abandoned_on.is_null())
        .filter(not(exists(broken)))
        .select(rupture_cases::apprentice_id)
        .load(conn)?;
    let closed = difficulty_closings::table
        .filter(difficulty_closings::difficulty_id.eq(difficulties::id))
        .filter(difficulty_closings::reopened_on.is_null());
    let followed = difficulties::table
        .filter(difficulties::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(not(exists(closed)))
        .select(difficulties::apprentice_id);
    found.extend(followed.load::<ApprenticeId>(conn)?);
    let treated = complaints::table
        .filter(complaints::apprentice_id.assume_not_null().eq(any_of(ids.to_vec())))
        .filter(complaints::closed_on.is_null())
        .select(complaints::apprentice_id.assume_not_null());
    found.extend(treated.load::<ApprenticeId>(conn)?);
    Ok(found)
}

fn undecided_deposits(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<ApprenticeId>> {
    let mut found: Vec<ApprenticeId> = contract_filings::table
        .inner_join(contracts::table.on(contracts::id.eq(contract_filings::contract_id)))
        .filter(contracts::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(contract_filings::state.eq(SENT))
        .select(contracts::apprentice_id)
        .load(conn)?;
    let of_amendments = amendment_filings::table
        .inner_join(contracts::table.on(contracts::id.eq(amendment_filings::contract_id)))
        .filter(contracts::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(amendment_filings::state.eq(SENT))
        .select(contracts::apprentice_id);
    found.extend(of_amendments.load::<ApprenticeId>(conn)?);
    Ok(found)
}

fn open_surveys(conn: &mut Tx, ids: &[ApprenticeId], today: NaiveDate) -> QueryResult<Vec<ApprenticeId>> {
    outcome_surveys::table
        .inner_join(enrolments::table.on(enrolments::id.eq(outcome_surveys::enrolment_id)))
        .filter(enrolments::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(outcome_surveys::closes_on.ge(today))
        .select(enrolments::apprentice_id)
        .load(conn)
}

fn undecided_exams(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<ApprenticeId>> {
    let waiting = exam_results::decision
        .is_null()
        .or(exam_results::decision.eq(JuryDecision::CalledToCatchUp).assume_not_null());
    exam_results::table
        .inner_join(enrolments::table.on(enrolments::id.eq(exam_results::enrolment_id)))
        .filter(enrolments::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(exam_results::registration_withdrawn_on.is_null())
        .filter(waiting)
        .select(enrolments::apprentice_id)
        .load(conn)
}

fn standing_units(
    conn: &mut Tx,
    law: &RecordLaw,
    ids: &[ApprenticeId],
    today: NaiveDate,
) -> QueryResult<Vec<ApprenticeId>> {
    let since = add_months(today, -law.kept_unit_months.cast_signed());
    kept_units::table
        .inner_join(enrolments::table.on(enrolments::id.eq(kept_units::enrolment_id)))
        .filter(enrolments::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(kept_units::acquired_on.ge(since))
        .select(enrolments::apprentice_id)
        .load(conn)
}

fn written_lately(
    conn: &mut Tx,
    law: &RecordLaw,
    ids: &[ApprenticeId],
    now: DateTime<Utc>,
) -> QueryResult<Vec<ApprenticeId>> {
    let since = now - TimeDelta::hours(i64::from(law.quiet_hours));
    let mut found: Vec<ApprenticeId> = apprentices::table
        .filter(apprentices::id.eq(any_of(ids.to_vec())))
        .filter(apprentices::updated_at.ge(since))
        .select(apprentices::id)
        .load(conn)?;
    let enrolled = enrolments::table
        .filter(enrolments::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(enrolments::updated_at.ge(since))
        .select(enrolments::apprentice_id);
    found.extend(enrolled.load::<ApprenticeId>(conn)?);
    let signed = contracts::table
        .filter(contracts::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(contracts::updated_at.ge(since))
        .select(contracts::apprentice_id);
    found.extend(signed.load::<ApprenticeId>(conn)?);
    Ok(found)
}
