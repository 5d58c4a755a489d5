//! The facts that rates read, of any number of learners in the same few statements.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::pg::Pg;
use diesel::prelude::*;

use super::enrolled::{Enrolled, about_enrolled, enrolled_in};
use super::model::{CountedContract, ExamFacts, LearnerFacts};
use super::past::{self, PastContract, PastExam, PastLearner};
use super::rules::left_on;
use crate::catalogue::cohorts;
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, CohortId, EnrolmentId, ExamResultId, OutcomeAnswerId, ProgrammeId, SiteId};
use crate::law::calendar::add_months;
use crate::law::figures::Law;
use crate::outcomes::results::model::{ExamPresence, JuryDecision};
use crate::outcomes::surveys::model::{OutcomeCategory, Situation};
use crate::people::apprentices::model::{EntryDates, SignedContractDates};
use crate::platform::db::{Tx, any_of};
use crate::platform::error::{OrNotFound, Problem};
use crate::schema::{
    cohorts as cohort_rows, contracts, enrolments, exam_result_units, exam_results, outcome_answers,
    outcome_surveys, ruptures,
};
use crate::trust::access::Reach;

/// Whose rates they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndicatorScope {
    pub site: Option<SiteId>,
    /// Code of the programme.
    pub programme: Option<String>,
    pub cohort: Option<CohortId>,
    /// Year of the exam session.
    pub session: Option<i32>,
}

/// The learners of a scope, and those of the year before when it is of one year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GatheredLearners {
    pub learners: Vec<LearnerFacts>,
    /// The session before, with its learners.
    pub before: Option<(i32, Vec<LearnerFacts>)>,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = enrolments, check_for_backend(Pg))]
struct LearnerRow {
    id: EnrolmentId,
    apprentice_id: ApprenticeId,
    cohort_id: CohortId,
    #[diesel(embed)]
    dates: EntryDates,
    #[diesel(select_expression = cohort_rows::exam_session)]
    exam_session: i32,
    #[diesel(select_expression = cohort_rows::programme_id)]
    programme_id: ProgrammeId,
}

impl From<&PastLearner> for LearnerRow {
    fn from(past: &PastLearner) -> Self {
        Self {
            id: past.enrolment_id,
            apprentice_id: past.apprentice_id,
            cohort_id: past.cohort_id,
            dates: past.entry(),
            exam_session: past.exam_session,
            programme_id: past.programme_id,
        }
    }
}

/// Reads the learners of a scope within reach, as they were known on a day; those whose file was forgotten among them.
pub fn gather(
    conn: &mut Tx,
    reach: &Reach,
    (catalogue, law): (&Catalogue, &Law),
    scope: &IndicatorScope,
    as_of: NaiveDate,
) -> Result<GatheredLearners, Problem> {
    let wide = widened(conn, reach, scope)?;
    let mut rows = learners(conn, reach, &wide)?;
    let enrolled = Enrolled::of(rows.iter().map(|row| row.id), reach, &wide);
    let mut facts = FactsBeside::of(conn, catalogue, &enrolled, &rows, as_of)?;
    let past = past::list(conn, reach, &wide)?;
    facts.add_past(conn, catalogue, &past)?;
    rows.extend(past.iter().map(LearnerRow::from));
    rows.sort_unstable_by_key(|row| row.id);
    let is_of_before = |row: &LearnerRow| wide.session.is_some_and(|session| row.exam_session == session - 1);
    let is_of_scope =
        |row: &LearnerRow| !is_of_before(row) && scope.cohort.is_none_or(|cohort| cohort == row.cohort_id);
    let those = |which: &dyn Fn(&LearnerRow) -> bool| -> Vec<LearnerFacts> {
        rows.iter().filter(|row| which(row)).map(|row| facts.about(row, law)).collect()
    };
    Ok(GatheredLearners {
        learners: those(&is_of_scope),
        before: wide.session.map(|session| (session - 1, those(&is_of_before))),
    })
}

/// The scope of a cohort as that of its site, programme and session: what came before it is found there.
fn widened(conn: &mut Tx, reach: &Reach, scope: &IndicatorScope) -> Result<IndicatorScope, Problem> {
    let Some(cohort) = scope.cohort else { return Ok(scope.clone()) };
    let cohort = cohorts::store::find(conn, reach, cohort)?.or_not_found("cohort")?;
    Ok(IndicatorScope {
        site: Some(cohort.site_id),
        programme: Some(cohort.programme.clone()),
        cohort: scope.cohort,
        session: Some(cohort.facts.exam_session),
    })
}

fn learners(conn: &mut Tx, reach: &Reach, scope: &IndicatorScope) -> QueryResult<Vec<LearnerRow>> {
    enrolled_in(reach, scope)
        .inner_join(cohort_rows::table.on(cohort_rows::id.eq(enrolments::cohort_id)))
        .select(LearnerRow::as_select())
        .load(conn)
}

/// A later enrolment of an apprentice.
#[derive(Debug, Clone, Copy)]
struct LaterEnrolment {
    id: EnrolmentId,
    programme: ProgrammeId,
    entered_on: NaiveDate,
}

/// What is known beside the enrolments, by what it is about.
#[derive(Debug, Default)]
struct FactsBeside {
    contracts: HashMap<EnrolmentId, Vec<CountedContract>>,
    enrolled: HashMap<ApprenticeId, Vec<LaterEnrolment>>,
    exams: HashMap<(EnrolmentId, i32), ExamFacts>,
    answers: HashMap<EnrolmentId, BTreeMap<u32, Situation>>,
    as_of: NaiveDate,
}

impl FactsBeside {
    fn of(
        conn: &mut Tx,
        catalogue: &Catalogue,
        enrolled: &Enrolled<'_>,
        rows: &[LearnerRow],
        as_of: NaiveDate,
    ) -> QueryResult<Self> {
        let apprentices: Vec<ApprenticeId> = rows.iter().map(|row| row.apprentice_id).collect();
        Ok(Self {
            contracts: contracts_of(conn, enrolled)?,
            enrolled: enrolments_of(conn, apprentices)?,
            exams: exams_of(conn, catalogue, enrolled, as_of)?,
            answers: answers_of(conn, enrolled, as_of)?,
            as_of,
        })
    }

    /// The same of learners whose file was forgotten.
    fn add_past(&mut self, conn: &mut Tx, catalogue: &Catalogue, past: &[PastLearner]) -> QueryResult<()> {
        let optional = optional_units(catalogue);
        let everywhere = past::of_apprentices(conn, past.iter().map(|one| one.apprentice_id).collect())?;
        for one in &everywhere {
            let entered_on = one.entry().entry().entered_on;
            let later = LaterEnrolment { id: one.enrolment_id, programme: one.programme_id, entered_on };
            self.enrolled.entry(one.apprentice_id).or_default().push(later);
        }
        for one in past {
            let (id, facts) = (one.enrolment_id, &one.facts.0);
            self.contracts.insert(id, facts.contracts.iter().map(PastContract::counted).collect());
            for exam in facts.exams.iter().filter(|exam| exam.registered_on <= self.as_of) {
                self.exams.insert((id, exam.session), exam_of_past(exam, &optional, self.as_of));
            }
            let known = facts.answers.iter().filter(|answer| answer.answered_on <= self.as_of);
            let answered =
                known.map(|answer| (u32::try_from(answer.months).unwrap_or_default(), answer.situation));
            self.answers.insert(id, answered.collect());
        }
        Ok(())
    }

    fn about(&self, row: &LearnerRow, law: &Law) -> LearnerFacts {
        let course = row.dates.entry().course();
        let last_year = add_months(course.ends_on, -12);
        let known = self.enrolled.get(&row.apprentice_id).map(Vec::as_slice).unwrap_or_default();
        let later = known.iter().filter(|other| {
            other.id != row.id && other.entered_on > course.starts_on && other.entered_on <= self.as_of
        });
        let goes_on = later.clone().any(|other| other.programme == row.programme_id);
        let mut learner = LearnerFacts {
            apprentice: row.apprentice_id,
            enrolment: row.id,
            cohort: row.cohort_id,
            session: row.exam_session,
            course,
            excluded_on: row.dates.facts.excluded_on,
            contracts: self.contracts.get(&row.id).cloned().unwrap_or_default(),
            later: later.map(|other| other.entered_on).filter(|on| *on > last_year).collect(),
            goes_on,
            exam: self.exams.get(&(row.id, row.exam_session)).copied(),
            answers: self.answered(row.id),
            left_on: None,
        };
        learner.left_on = left_on(&learner, law, self.as_of);
        learner
    }

    fn answered(&self, enrolment: EnrolmentId) -> BTreeMap<u32, OutcomeCategory> {
        let known = self.answers.get(&enrolment).into_iter().flatten();
        known.map(|(months, situation)| (*months, situation.category())).collect()
    }
}

fn contracts_of(
    conn: &mut Tx,
    enrolled: &Enrolled<'_>,
) -> QueryResult<HashMap<EnrolmentId, Vec<CountedContract>>> {
    let signed = contracts::table
        .left_join(ruptures::table.on(ruptures::contract_id.eq(contracts::id)))
        .filter(contracts::signed_on.is_not_null())
        .into_boxed::<Pg>();
    let rows: Vec<SignedContractDates> = about_enrolled!(signed, contracts::enrolment_id, enrolled)
        .select(SignedContractDates::as_select())
        .load(conn)?;
    let mut grouped = HashMap::<EnrolmentId, Vec<CountedContract>>::new();
    for row in rows {
        let counted = CountedContract { id: row.id, span: row.span(), ground: row.rupture_ground };
        grouped.entry(row.enrolment_id).or_default().push(counted);
    }
    for contracts in grouped.values_mut() {
        contracts.sort_unstable_by_key(|one| (one.span.starts_on, one.id));
    }
    Ok(grouped)
}

/// Every enrolment of those apprentices who have several.
fn enrolments_of(
    conn: &mut Tx,
    apprentices: Vec<ApprenticeId>,
) -> QueryResult<HashMap<ApprenticeId, Vec<LaterEnrolment>>> {
    let several: Vec<ApprenticeId> = enrolments::table
        .filter(enrolments::apprentice_id.eq(any_of(apprentices)))
        .group_by(enrolments::apprentice_id)
        .having(count_star().gt(1))
        .select(enrolments::apprentice_id)
        .load(conn)?;
    let rows: Vec<LearnerRow> = enrolments::table
        .inner_join(cohort_rows::table.on(cohort_rows::id.eq(enrolments::cohort_id)))
        .filter(enrolments::apprentice_id.eq(any_of(several)))
        .select(LearnerRow::as_select())
        .load(conn)?;
    let mut grouped = HashMap::<ApprenticeId, Vec<LaterEnrolment>>::new();
    for row in rows {
        let entered_on = row.dates.entry().entered_on;
        let later = LaterEnrolment { id: row.id, programme: row.programme_id, entered_on };
        grouped.entry(row.apprentice_id).or_default().push(later);
    }
    Ok(grouped)
}

/// A registration as it was on a day.
type Registration =
    (ExamResultId, EnrolmentId, i32, Option<NaiveDate>, Option<JuryDecision>, Option<NaiveDate>);

fn exams_of(
    conn: &mut Tx,
    catalogue: &Catalogue,
    enrolled: &Enrolled<'_>,
    as_of: NaiveDate,
) -> QueryResult<HashMap<(EnrolmentId, i32), ExamFacts>> {
    let registered = exam_results::table.filter(exam_results::registered_on.le(as_of)).into_boxed::<Pg>();
    let rows: Vec<Registration> = about_enrolled!(registered, exam_results::enrolment_id, enrolled)
        .select((
            exam_results::id,
            exam_results::enrolment_id,
            exam_results::session,
            exam_results::registration_withdrawn_on,
            exam_results::decision,
            exam_results::decided_on,
        ))
        .load(conn)?;
    let presences = presences_of(conn, catalogue, enrolled)?;
    let each = rows.into_iter().map(|(id, enrolment, session, withdrawn_on, decision, decided_on)| {
        let exam = ExamFacts {
            withdrawn: withdrawn_on.is_some_and(|on| on <= as_of),
            admitted: admitted(decision, decided_on, as_of),
            ..presences.get(&id).copied().unwrap_or_default()
        };
        ((enrolment, session), exam)
    });
    Ok(each.collect())
}

/// Whether the jury admitted somebody, once its decision was final and known.
fn admitted(decision: Option<JuryDecision>, decided_on: Option<NaiveDate>, as_of: NaiveDate) -> Option<bool> {
    let known = decision.filter(|decision| decision.is_final() && decided_on.is_some_and(|on| on <= as_of));
    known.map(|decision| decision == JuryDecision::Admitted)
}

/// The exam of a learner whose file was forgotten.
fn exam_of_past(exam: &PastExam, optional: &[String], as_of: NaiveDate) -> ExamFacts {
    let mut facts = ExamFacts {
        withdrawn: exam.withdrawn_on.is_some_and(|on| on <= as_of),
        admitted: admitted(exam.decision, exam.decided_on, as_of),
        ..ExamFacts::default()
    };
    for (_, presence) in exam.units.iter().filter(|(code, _)| !optional.contains(code)) {
        facts.add(*presence, 1);
    }
    facts
}

/// How many compulsory units each candidate sat or not.
fn presences_of(
    conn: &mut Tx,
    catalogue: &Catalogue,
    enrolled: &Enrolled<'_>,
) -> QueryResult<HashMap<ExamResultId, ExamFacts>> {
    let registered =
        about_enrolled!(exam_results::table.into_boxed::<Pg>(), exam_results::enrolment_id, enrolled);
    let rows: Vec<(ExamResultId, ExamPresence, i64)> = exam_result_units::table
        .filter(exam_result_units::exam_result_id.eq_any(registered.select(exam_results::id)))
        .filter(exam_result_units::unit_code.ne_all(optional_units(catalogue)))
        .group_by((exam_result_units::exam_result_id, exam_result_units::presence))
        .select((exam_result_units::exam_result_id, exam_result_units::presence, count_star()))
        .load(conn)?;
    let mut found = HashMap::<ExamResultId, ExamFacts>::new();
    for (id, presence, units) in rows {
        let units = u32::try_from(units).unwrap_or(u32::MAX);
        found.entry(id).or_default().add(presence, units);
    }
    Ok(found)
}

/// Codes of units that are optional wherever they stand.
fn optional_units(catalogue: &Catalogue) -> Vec<String> {
    let regulations = catalogue.programmes.iter().flat_map(|programme| &programme.exam_regulations);
    let (optional, compulsory): (Vec<_>, Vec<_>) =
        regulations.flat_map(|regulation| regulation.leaves()).partition(|unit| unit.optional);
    let everywhere =
        optional.into_iter().filter(|unit| compulsory.iter().all(|other| other.code != unit.code));
    everywhere.map(|unit| unit.code.clone()).collect()
}

/// The last answer of each survey, by months after the end.
fn answers_of(
    conn: &mut Tx,
    enrolled: &Enrolled<'_>,
    as_of: NaiveDate,
) -> QueryResult<HashMap<EnrolmentId, BTreeMap<u32, Situation>>> {
    let answered = outcome_answers::table
        .inner_join(outcome_surveys::table.on(outcome_surveys::id.eq(outcome_answers::survey_id)))
        .filter(outcome_answers::answered_on.le(as_of))
        .into_boxed::<Pg>();
    let mut rows: Vec<(OutcomeAnswerId, EnrolmentId, i16, Situation)> =
        about_enrolled!(answered, outcome_surveys::enrolment_id, enrolled)
            .select((
                outcome_answers::id,
                outcome_surveys::enrolment_id,
                outcome_surveys::wave_months,
                outcome_answers::situation,
            ))
            .load(conn)?;
    // the last one of a survey counts
    rows.sort_unstable_by_key(|row| row.0);
    let mut grouped = HashMap::<EnrolmentId, BTreeMap<u32, Situation>>::new();
    for (_, enrolment, months, situation) in rows {
        let months = u32::try_from(months).unwrap_or_default();
        grouped.entry(enrolment).or_default().insert(months, situation);
    }
    Ok(grouped)
}
