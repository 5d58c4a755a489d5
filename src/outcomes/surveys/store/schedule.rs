//! Queries of the surveys that open, are mailed and remind by themselves.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::surveys::Leaver;
use crate::ids::{ApprenticeId, EnrolmentId, OutcomeSurveyId};
use crate::outcomes::surveys::model::{LeaverSurvey, NewLeaverSurvey};
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::schema::{
    apprentices, cohorts, enrolments, outcome_answers, outcome_surveys, sites, survey_objections, withdrawals,
};
use crate::trust::withdrawals::{Withdrawal, WithdrawalKind};

/// Most surveys opened, or mailed, in one transaction.
pub const BATCH: i64 = 200;

/// Those whose training ended between two days, who do not object and have no survey of a wave yet, after one of them.
pub fn to_ask(
    conn: &mut Tx,
    wave: i16,
    (first, last): (NaiveDate, NaiveDate),
    after: EnrolmentId,
) -> QueryResult<Vec<Leaver>> {
    let asked = outcome_surveys::table
        .filter(outcome_surveys::enrolment_id.eq(enrolments::id))
        .filter(outcome_surveys::wave_months.eq(wave));
    let objects =
        survey_objections::table.filter(survey_objections::apprentice_id.eq(enrolments::apprentice_id));
    let as_expected = enrolments::expected_ends_on.between(first, last);
    let with_the_cohort =
        enrolments::expected_ends_on.is_null().and(cohorts::ends_on.between(first, last)).assume_not_null();
    // the day out is the day after the last one
    let excluded = enrolments::excluded_on.between(first, last + chrono::Days::new(1));
    enrolments::table
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .filter(enrolments::id.gt(after))
        .filter(as_expected.or(excluded).assume_not_null().or(with_the_cohort))
        .filter(not(exists(asked)))
        .filter(not(exists(objects)))
        .select(Leaver::as_select())
        .order(enrolments::id)
        .first_rows(BATCH)
        .load(conn)
}

/// Locks enrolments until the end of the transaction, always in one order.
pub fn lock_enrolments(tx: &mut Tx, ids: &[EnrolmentId]) -> QueryResult<()> {
    let locked = enrolments::table.filter(enrolments::id.eq_any(ids.to_vec())).order(enrolments::id);
    locked.for_no_key_update().select(enrolments::id).load::<EnrolmentId>(tx).map(drop)
}

/// The surveys of some apprentices that the office took back: whose, and the first day of the wave.
pub fn taken_back_of(
    conn: &mut Tx,
    ids: &[ApprenticeId],
) -> QueryResult<HashSet<(ApprenticeId, i64, String)>> {
    let rows: Vec<Withdrawal> = withdrawals::table
        .filter(withdrawals::kind.eq(WithdrawalKind::OutcomeSurvey))
        .filter(withdrawals::apprentice_id.assume_not_null().eq(any_of(ids.to_vec())))
        .filter(withdrawals::restored_at.is_null())
        .select(Withdrawal::as_select())
        .load(conn)?;
    let told = rows.into_iter().filter_map(|row| {
        let months = row.facts.0.get("wave_months")?.as_i64()?;
        let opens_on = row.facts.0.get("opens_on")?.as_str()?.to_owned();
        Some((row.apprentice_id?, months, opens_on))
    });
    Ok(told.collect())
}

/// A leaver to write to.
#[derive(Debug, Clone, Queryable)]
pub struct SurveyAddressee {
    pub survey_id: OutcomeSurveyId,
    pub apprentice_id: ApprenticeId,
    given_name: String,
    usual_given_name: Option<String>,
    /// Name of the site.
    pub site: String,
}

impl SurveyAddressee {
    /// The name they are called by.
    pub fn name(&self) -> &str {
        self.usual_given_name.as_deref().unwrap_or(&self.given_name)
    }
}

/// Leavers with an address whose survey is open on a day, unanswered, and who do not object, after one of them.
pub fn to_write_to(
    conn: &mut Tx,
    today: NaiveDate,
    after: OutcomeSurveyId,
) -> QueryResult<Vec<SurveyAddressee>> {
    let answered = outcome_answers::table.filter(outcome_answers::survey_id.eq(outcome_surveys::id));
    let objects =
        survey_objections::table.filter(survey_objections::apprentice_id.eq(enrolments::apprentice_id));
    outcome_surveys::table
        .inner_join(enrolments::table.on(enrolments::id.eq(outcome_surveys::enrolment_id)))
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolments::apprentice_id)))
        .inner_join(sites::table.on(sites::id.eq(outcome_surveys::site_id)))
        .filter(outcome_surveys::id.gt(after))
        .filter(outcome_surveys::opens_on.le(today))
        .filter(outcome_surveys::closes_on.ge(today))
        .filter(apprentices::email.is_not_null())
        .filter(not(exists(answered)))
        .filter(not(exists(objects)))
        .select((
            outcome_surveys::id,
            apprentices::id,
            apprentices::given_name,
            apprentices::usual_given_name,
            sites::name,
        ))
        .order(outcome_surveys::id)
        .first_rows(BATCH)
        .load(conn)
}

/// Some surveys, locked until the end of the transaction; those that another instance holds are left to it.
pub fn lock_free(tx: &mut Tx, ids: &[OutcomeSurveyId]) -> QueryResult<Vec<LeaverSurvey>> {
    outcome_surveys::table
        .filter(outcome_surveys::id.eq_any(ids.to_vec()))
        .order(outcome_surveys::id)
        .for_no_key_update()
        .skip_locked()
        .select(LeaverSurvey::as_select())
        .load(tx)
}

/// A survey with the hash of the secret of its link.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = outcome_surveys)]
pub struct LinkedSurvey {
    #[diesel(embed)]
    pub survey: NewLeaverSurvey,
    pub secret_hash: Option<Vec<u8>>,
    pub link_made_on: Option<NaiveDate>,
}

/// Gives surveys their links.
pub fn link_all(tx: &mut Tx, linked: &[LinkedSurvey]) -> QueryResult<Vec<LeaverSurvey>> {
    if linked.is_empty() {
        return Ok(Vec::new());
    }
    diesel::insert_into(outcome_surveys::table)
        .values(linked)
        .on_conflict(outcome_surveys::id)
        .do_update()
        .set((
            outcome_surveys::secret_hash.eq(excluded(outcome_surveys::secret_hash)),
            outcome_surveys::link_made_on.eq(excluded(outcome_surveys::link_made_on)),
        ))
        .returning(LeaverSurvey::as_returning())
        .get_results(tx)
}

/// Counts a reminder of each survey, with the link sent with it.
pub fn remind_all(tx: &mut Tx, linked: &[LinkedSurvey], on: NaiveDate) -> QueryResult<Vec<LeaverSurvey>> {
    if linked.is_empty() {
        return Ok(Vec::new());
    }
    diesel::insert_into(outcome_surveys::table)
        .values(linked)
        .on_conflict(outcome_surveys::id)
        .do_update()
        .set((
            outcome_surveys::secret_hash.eq(excluded(outcome_surveys::secret_hash)),
            outcome_surveys::reminders.eq(outcome_surveys::reminders + 1),
            outcome_surveys::reminded_on.eq(Some(on)),
        ))
        .returning(LeaverSurvey::as_returning())
        .get_results(tx)
}
