//! Queries on surveys of leavers and their answers.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::dsl::IntoBoxed;
use diesel::pg::Pg;
use diesel::prelude::*;

use crate::at_sites;
use crate::ids::{ApprenticeId, CohortId, EnrolmentId, OutcomeAnswerId, OutcomeSurveyId, SiteId};
use crate::outcomes::surveys::model::{
    LeaverSurvey, NewLeaverSurvey, NewOutcomeAnswer, OutcomeAnswer, SurveyRow,
};
use crate::people::apprentices::model::EnrolmentFacts;
use crate::platform::crypto::sha256;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::{apprentices, cohorts, enrolments, outcome_answers, outcome_surveys};
use crate::trust::access::{Bounds, Reach};

/// Most leavers of a cohort, and most answers of one survey.
const MOST: i64 = 1000;

#[diesel::dsl::auto_type(type_case = "PascalCase")]
fn surveys_of_leavers() -> _ {
    outcome_surveys::table.inner_join(enrolments::table.on(enrolments::id.eq(outcome_surveys::enrolment_id)))
}

type SurveyQuery<'a> = IntoBoxed<'a, SurveysOfLeavers, Pg>;

/// The surveys within reach: of their sites for staff; its own for the bearer of a link; company tutors see none.
fn reachable<'a>(reach: &Reach) -> SurveyQuery<'a> {
    let rows = surveys_of_leavers().into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, outcome_surveys::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } => rows.filter(outcome_surveys::id.is_null()),
        Bounds::Apprentice(apprentice) => rows.filter(enrolments::apprentice_id.eq(*apprentice)),
    }
}

/// One survey.
pub fn find(conn: &mut Tx, reach: &Reach, id: OutcomeSurveyId) -> QueryResult<Option<SurveyRow>> {
    reachable(reach).filter(outcome_surveys::id.eq(id)).select(SurveyRow::as_select()).first(conn).optional()
}

/// One survey, locked until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: OutcomeSurveyId) -> QueryResult<Option<SurveyRow>> {
    let Some(found) = find(tx, reach, id)? else { return Ok(None) };
    let survey = outcome_surveys::table.find(id).for_no_key_update().select(LeaverSurvey::as_select());
    Ok(survey.first(tx).optional()?.map(|survey| SurveyRow { survey, ..found }))
}

/// The survey whose latest link has this secret, whatever its days.
pub fn find_by_secret(conn: &mut Tx, secret: &str) -> QueryResult<Option<SurveyRow>> {
    surveys_of_leavers()
        .filter(outcome_surveys::secret_hash.eq(Some(sha256(secret.as_bytes()).to_vec())))
        .select(SurveyRow::as_select())
        .first(conn)
        .optional()
}

/// The surveys of a cohort within reach at a wave.
pub fn of_cohort(
    conn: &mut Tx,
    reach: &Reach,
    (cohort, wave): (CohortId, i16),
) -> QueryResult<Vec<SurveyRow>> {
    reachable(reach)
        .filter(enrolments::cohort_id.eq(cohort))
        .filter(outcome_surveys::wave_months.eq(wave))
        .select(SurveyRow::as_select())
        .order(outcome_surveys::id)
        .first_rows(MOST)
        .load(conn)
}

/// One more of them than the limit, in the order they were opened.
pub fn of_cohort_page(
    conn: &mut Tx,
    reach: &Reach,
    (cohort, wave): (CohortId, i16),
    page: &Rows<OutcomeSurveyId>,
) -> QueryResult<Vec<SurveyRow>> {
    let mut rows = reachable(reach)
        .filter(enrolments::cohort_id.eq(cohort))
        .filter(outcome_surveys::wave_months.eq(wave));
    if let Some(after) = page.after {
        rows = rows.filter(outcome_surveys::id.gt(after));
    }
    let rows = rows.select(SurveyRow::as_select()).order(outcome_surveys::id);
    rows.first_rows(page.limit + 1).load(conn)
}

/// Somebody who is, or was, in a cohort.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(check_for_backend(Pg))]
pub struct Leaver {
    #[diesel(select_expression = enrolments::id)]
    #[diesel(select_expression_type = enrolments::id)]
    pub enrolment_id: EnrolmentId,
    #[diesel(select_expression = enrolments::site_id)]
    #[diesel(select_expression_type = enrolments::site_id)]
    pub site_id: SiteId,
    #[diesel(select_expression = enrolments::apprentice_id)]
    #[diesel(select_expression_type = enrolments::apprentice_id)]
    pub apprentice_id: ApprenticeId,
    #[diesel(embed)]
    pub facts: EnrolmentFacts,
    /// Last day of the cohort.
    #[diesel(select_expression = cohorts::ends_on)]
    #[diesel(select_expression_type = cohorts::ends_on)]
    pub cohort_ends_on: NaiveDate,
}

/// Everybody of a cohort found within reach, their enrolments locked until the end of the transaction.
pub fn leavers_of(tx: &mut Tx, cohort: CohortId) -> QueryResult<Vec<Leaver>> {
    enrolments::table
        .filter(enrolments::cohort_id.eq(cohort))
        .order(enrolments::id)
        .for_no_key_update()
        .select(enrolments::id)
        .load::<EnrolmentId>(tx)?;
    enrolments::table
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .filter(enrolments::cohort_id.eq(cohort))
        .select(Leaver::as_select())
        .order(enrolments::id)
        .first_rows(MOST)
        .load(tx)
}

/// The address of an apprentice, when their file has one, and the name they are called by.
pub fn addressee(conn: &mut Tx, id: ApprenticeId) -> QueryResult<(Option<String>, String)> {
    let (address, usual, given): (Option<String>, Option<String>, String) = apprentices::table
        .find(id)
        .select((apprentices::email, apprentices::usual_given_name, apprentices::given_name))
        .first(conn)?;
    Ok((address, usual.unwrap_or(given)))
}

/// Which of some enrolments another one goes on with.
pub fn continued_among(conn: &mut Tx, ids: &[EnrolmentId]) -> QueryResult<HashSet<EnrolmentId>> {
    let rows: Vec<Option<EnrolmentId>> = enrolments::table
        .filter(enrolments::continues_enrolment_id.assume_not_null().eq_any(ids.to_vec()))
        .select(enrolments::continues_enrolment_id)
        .load(conn)?;
    Ok(rows.into_iter().flatten().collect())
}

/// Which of some enrolments have their survey of a wave.
pub fn surveyed_among(conn: &mut Tx, wave: i16, ids: &[EnrolmentId]) -> QueryResult<HashSet<EnrolmentId>> {
    let rows: Vec<EnrolmentId> = outcome_surveys::table
        .filter(outcome_surveys::wave_months.eq(wave))
        .filter(outcome_surveys::enrolment_id.eq(any_of(ids.to_vec())))
        .select(outcome_surveys::enrolment_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Opens surveys; one there already is left as it is.
pub fn insert(tx: &mut Tx, rows: &[NewLeaverSurvey]) -> QueryResult<Vec<LeaverSurvey>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    diesel::insert_into(outcome_surveys::table)
        .values(rows)
        .on_conflict((outcome_surveys::enrolment_id, outcome_surveys::wave_months))
        .do_nothing()
        .returning(LeaverSurvey::as_returning())
        .get_results(tx)
}

/// Gives a survey another secret, of which the hash only is kept.
pub fn link(tx: &mut Tx, id: OutcomeSurveyId, secret: &str, on: NaiveDate) -> QueryResult<LeaverSurvey> {
    diesel::update(outcome_surveys::table.find(id))
        .set((
            outcome_surveys::secret_hash.eq(Some(sha256(secret.as_bytes()).to_vec())),
            outcome_surveys::link_made_on.eq(Some(on)),
        ))
        .returning(LeaverSurvey::as_returning())
        .get_result(tx)
}

/// Counts a reminder, with the secret sent with it.
pub fn remind(tx: &mut Tx, id: OutcomeSurveyId, secret: &str, on: NaiveDate) -> QueryResult<LeaverSurvey> {
    diesel::update(outcome_surveys::table.find(id))
        .set((
            outcome_surveys::secret_hash.eq(Some(sha256(secret.as_bytes()).to_vec())),
            outcome_surveys::reminders.eq(outcome_surveys::reminders + 1),
            outcome_surveys::reminded_on.eq(Some(on)),
        ))
        .returning(LeaverSurvey::as_returning())
        .get_result(tx)
}

/// The latest answer of each of some surveys.
pub fn latest_answers(
    conn: &mut Tx,
    surveys: &[OutcomeSurveyId],
) -> QueryResult<HashMap<OutcomeSurveyId, OutcomeAnswer>> {
    let rows: Vec<OutcomeAnswer> = outcome_answers::table
        .filter(outcome_answers::survey_id.eq(any_of(surveys.to_vec())))
        .distinct_on(outcome_answers::survey_id)
        .order((outcome_answers::survey_id, outcome_answers::id.desc()))
        .select(OutcomeAnswer::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.survey_id, row)).collect())
}

/// Every answer of a survey, the latest first.
pub fn answers_of(conn: &mut Tx, survey: OutcomeSurveyId) -> QueryResult<Vec<OutcomeAnswer>> {
    outcome_answers::table
        .filter(outcome_answers::survey_id.eq(survey))
        .order(outcome_answers::id.desc())
        .select(OutcomeAnswer::as_select())
        .first_rows(MOST)
        .load(conn)
}

/// Writes an answer.
pub fn insert_answer(tx: &mut Tx, new: &NewOutcomeAnswer) -> QueryResult<OutcomeAnswer> {
    diesel::insert_into(outcome_answers::table)
        .values(new)
        .returning(OutcomeAnswer::as_returning())
        .get_result(tx)
}

/// One answer, its survey locked first, then itself, until the end of the transaction; and whose it is.
pub fn lock_answer(
    tx: &mut Tx,
    reach: &Reach,
    id: OutcomeAnswerId,
) -> QueryResult<Option<(OutcomeAnswer, ApprenticeId)>> {
    let survey: Option<OutcomeSurveyId> =
        outcome_answers::table.find(id).select(outcome_answers::survey_id).first(tx).optional()?;
    let Some(survey) = survey else { return Ok(None) };
    let Some(row) = lock(tx, reach, survey)? else { return Ok(None) };
    let answer = outcome_answers::table.find(id).for_no_key_update().select(OutcomeAnswer::as_select());
    Ok(answer.first(tx).optional()?.map(|answer| (answer, row.apprentice_id)))
}
