//! Learners whose file was forgotten: the dated facts that rates go on reading, kept when everything else goes.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::gathering::IndicatorScope;
use super::model::CountedContract;
use crate::at_sites;
use crate::catalogue::programmes::store::programme_id;
use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId, ExamResultId, ProgrammeId, SiteId};
use crate::outcomes::results::model::{ExamPresence, JuryDecision};
use crate::outcomes::surveys::model::Situation;
use crate::people::apprentices::model::{EnrolmentFacts, EntryDates, SignedContractDates};
use crate::people::apprentices::rules::status::ContractSpan;
use crate::platform::db::{Json, Tx, any_of};
use crate::schema::{
    cohorts, contract_terms, contracts, enrolments, exam_result_units, exam_results, outcome_answers,
    outcome_surveys, past_learners, ruptures,
};
use crate::trust::access::{Bounds, Reach};

/// What is kept of a learner: dates and codes, never a text that somebody wrote.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastFacts {
    /// The enrolment.
    pub dates: EnrolmentFacts,
    /// Signed contracts, the first first.
    pub contracts: Vec<PastContract>,
    /// Registrations for the exam.
    pub exams: Vec<PastExam>,
    /// Answers to surveys, the last last.
    pub answers: Vec<PastAnswer>,
}

/// A signed contract of a past learner.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastContract {
    /// Identifier it had.
    pub id: ContractId,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    /// Code of the ground of its rupture.
    pub ground: Option<String>,
    /// Hours of training agreed, which yearly declarations read.
    pub training_hours: Option<i32>,
}

/// The exam of a past learner at a session.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastExam {
    pub session: i32,
    pub registered_on: NaiveDate,
    pub withdrawn_on: Option<NaiveDate>,
    pub decision: Option<JuryDecision>,
    pub decided_on: Option<NaiveDate>,
    /// Presence at each unit, by its code.
    pub units: Vec<(String, ExamPresence)>,
}

/// What a past learner said they did.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastAnswer {
    /// Months after the end of the training.
    pub months: i16,
    pub situation: Situation,
    pub answered_on: NaiveDate,
}

impl PastContract {
    /// The contract as rates read it.
    pub fn counted(&self) -> CountedContract {
        let span = ContractSpan::until(self.starts_on, self.ends_on, self.closed_on);
        CountedContract { id: self.id, span, ground: self.ground.clone() }
    }
}

/// A past learner in one cohort.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = past_learners, check_for_backend(Pg))]
pub struct PastLearner {
    pub enrolment_id: EnrolmentId,
    pub apprentice_id: ApprenticeId,
    pub cohort_id: CohortId,
    pub facts: Json<PastFacts>,
    #[diesel(select_expression = cohorts::exam_session)]
    pub exam_session: i32,
    #[diesel(select_expression = cohorts::programme_id)]
    pub programme_id: ProgrammeId,
    #[diesel(select_expression = cohorts::starts_on)]
    pub cohort_starts_on: NaiveDate,
    #[diesel(select_expression = cohorts::ends_on)]
    pub cohort_ends_on: NaiveDate,
}

impl PastLearner {
    /// Their own way through the cohort.
    pub fn entry(&self) -> EntryDates {
        EntryDates {
            facts: self.facts.0.dates,
            cohort_starts_on: self.cohort_starts_on,
            cohort_ends_on: self.cohort_ends_on,
        }
    }
}

/// The past learners of a scope within reach, those of earlier cohorts who sat its sessions again among them.
pub fn list(conn: &mut Tx, reach: &Reach, scope: &IndicatorScope) -> QueryResult<Vec<PastLearner>> {
    let all = past_learners::table
        .inner_join(cohorts::table.on(cohorts::id.eq(past_learners::cohort_id)))
        .into_boxed();
    let mut rows = match reach.bounds() {
        Bounds::Everything => all,
        Bounds::Sites(sites) => at_sites!(all, past_learners::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            all.filter(past_learners::enrolment_id.is_null())
        }
    };
    if let Some(site) = scope.site {
        rows = rows.filter(past_learners::site_id.eq(site));
    }
    if let Some(code) = &scope.programme {
        rows = rows.filter(cohorts::programme_id.eq(programme_id(code)));
    }
    if let Some(session) = scope.session {
        let sits =
            |year: i32| past_learners::facts.contains(serde_json::json!({ "exams": [{ "session": year }] }));
        let of_cohorts = cohorts::exam_session.between(session - 1, session);
        let again = cohorts::exam_session.lt(session - 1).and(sits(session - 1).or(sits(session)));
        rows = rows.filter(of_cohorts.or(again));
    }
    rows.select(PastLearner::as_select()).load(conn)
}

/// Every enrolment that past learners had, in the scope or not.
pub fn of_apprentices(conn: &mut Tx, apprentices: Vec<ApprenticeId>) -> QueryResult<Vec<PastLearner>> {
    past_learners::table
        .inner_join(cohorts::table.on(cohorts::id.eq(past_learners::cohort_id)))
        .filter(past_learners::apprentice_id.eq(any_of(apprentices)))
        .select(PastLearner::as_select())
        .load(conn)
}

/// Keeps what rates read of some apprentices, before their file goes.
pub fn keep(tx: &mut Tx, apprentices: &[ApprenticeId], today: NaiveDate) -> QueryResult<usize> {
    let rows: Vec<(EnrolmentId, SiteId, ApprenticeId, CohortId, EnrolmentFacts)> = enrolments::table
        .filter(enrolments::apprentice_id.eq(any_of(apprentices.to_vec())))
        .select((
            enrolments::id,
            enrolments::site_id,
            enrolments::apprentice_id,
            enrolments::cohort_id,
            EnrolmentFacts::as_select(),
        ))
        .load(tx)?;
    let ids: Vec<EnrolmentId> = rows.iter().map(|row| row.0).collect();
    let mut contracts = contracts_of(tx, &ids)?;
    let mut exams = exams_of(tx, &ids)?;
    let mut answers = answers_of(tx, &ids)?;
    let new: Vec<_> = rows
        .into_iter()
        .map(|(id, site_id, apprentice_id, cohort_id, dates)| {
            let facts = PastFacts {
                dates,
                contracts: contracts.remove(&id).unwrap_or_default(),
                exams: exams.remove(&id).unwrap_or_default(),
                answers: answers.remove(&id).unwrap_or_default(),
            };
            (
                past_learners::enrolment_id.eq(id),
                past_learners::site_id.eq(site_id),
                past_learners::apprentice_id.eq(apprentice_id),
                past_learners::cohort_id.eq(cohort_id),
                past_learners::facts.eq(Json(facts)),
                past_learners::forgotten_on.eq(today),
            )
        })
        .collect();
    diesel::insert_into(past_learners::table).values(&new).execute(tx)
}

fn contracts_of(conn: &mut Tx, ids: &[EnrolmentId]) -> QueryResult<HashMap<EnrolmentId, Vec<PastContract>>> {
    let rows: Vec<SignedContractDates> = contracts::table
        .left_join(ruptures::table.on(ruptures::contract_id.eq(contracts::id)))
        .filter(contracts::enrolment_id.eq(any_of(ids.to_vec())))
        .filter(contracts::signed_on.is_not_null())
        .select(SignedContractDates::as_select())
        .order((contracts::starts_on, contracts::id))
        .load(conn)?;
    let mut hours = training_hours(conn, rows.iter().map(|row| row.id).collect())?;
    let mut grouped = HashMap::<EnrolmentId, Vec<PastContract>>::new();
    for SignedContractDates { id, enrolment_id, starts_on, ends_on, closed_on, rupture_ground } in rows {
        let training_hours = hours.remove(&id);
        let contract =
            PastContract { id, starts_on, ends_on, closed_on, ground: rupture_ground, training_hours };
        grouped.entry(enrolment_id).or_default().push(contract);
    }
    Ok(grouped)
}

/// Hours of training agreed in each contract that says them.
pub fn training_hours(conn: &mut Tx, contracts: Vec<ContractId>) -> QueryResult<HashMap<ContractId, i32>> {
    let rows: Vec<(ContractId, i32)> = contract_terms::table
        .filter(contract_terms::contract_id.eq(any_of(contracts)))
        .filter(contract_terms::training_hours.is_not_null())
        .select((contract_terms::contract_id, contract_terms::training_hours.assume_not_null()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// A registration with what the jury decided.
type RegistrationRow =
    (ExamResultId, EnrolmentId, i32, NaiveDate, Option<NaiveDate>, Option<JuryDecision>, Option<NaiveDate>);

fn exams_of(conn: &mut Tx, ids: &[EnrolmentId]) -> QueryResult<HashMap<EnrolmentId, Vec<PastExam>>> {
    let rows: Vec<RegistrationRow> = exam_results::table
        .filter(exam_results::enrolment_id.eq(any_of(ids.to_vec())))
        .select((
            exam_results::id,
            exam_results::enrolment_id,
            exam_results::session,
            exam_results::registered_on,
            exam_results::registration_withdrawn_on,
            exam_results::decision,
            exam_results::decided_on,
        ))
        .order(exam_results::id)
        .load(conn)?;
    let units: Vec<(ExamResultId, String, ExamPresence)> = exam_result_units::table
        .filter(
            exam_result_units::exam_result_id.eq(any_of(rows.iter().map(|row| row.0).collect::<Vec<_>>())),
        )
        .select((
            exam_result_units::exam_result_id,
            exam_result_units::unit_code,
            exam_result_units::presence,
        ))
        .order(exam_result_units::id)
        .load(conn)?;
    let mut presences = HashMap::<ExamResultId, Vec<(String, ExamPresence)>>::new();
    for (id, code, presence) in units {
        presences.entry(id).or_default().push((code, presence));
    }
    let mut grouped = HashMap::<EnrolmentId, Vec<PastExam>>::new();
    for (id, enrolment, session, registered_on, withdrawn_on, decision, decided_on) in rows {
        let units = presences.remove(&id).unwrap_or_default();
        let exam = PastExam { session, registered_on, withdrawn_on, decision, decided_on, units };
        grouped.entry(enrolment).or_default().push(exam);
    }
    Ok(grouped)
}

fn answers_of(conn: &mut Tx, ids: &[EnrolmentId]) -> QueryResult<HashMap<EnrolmentId, Vec<PastAnswer>>> {
    let rows: Vec<(EnrolmentId, i16, Situation, NaiveDate)> = outcome_answers::table
        .inner_join(outcome_surveys::table.on(outcome_surveys::id.eq(outcome_answers::survey_id)))
        .filter(outcome_surveys::enrolment_id.eq(any_of(ids.to_vec())))
        .order(outcome_answers::id)
        .select((
            outcome_surveys::enrolment_id,
            outcome_surveys::wave_months,
            outcome_answers::situation,
            outcome_answers::answered_on,
        ))
        .load(conn)?;
    let mut grouped = HashMap::<EnrolmentId, Vec<PastAnswer>>::new();
    for (enrolment, months, situation, answered_on) in rows {
        grouped.entry(enrolment).or_default().push(PastAnswer { months, situation, answered_on });
    }
    Ok(grouped)
}
