//! The facts that rates read, of any number of learners in the same few statements.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::pg::Pg;
use diesel::prelude::*;

use super::enrolled::{Enrolled, EnrolledScope, about_enrolled, enrolled_in};
use super::exams::{ExamsBySession, exam_of_past, exams_of, optional_units};
use super::model::{CountedContract, LearnerFacts, SessionAttempt};
use super::past::{self, PastContract, PastLearner};
use super::rules::{attempts, left_on};
use crate::catalogue::cohorts;
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, CohortId, EnrolmentId, OutcomeAnswerId, ProgrammeId, SiteId};
use crate::law::calendar::add_months;
use crate::law::figures::Law;
use crate::outcomes::surveys::model::{OutcomeCategory, Situation};
use crate::people::apprentices::model::{EntryDates, SignedContractDates};
use crate::platform::db::{Tx, any_of};
use crate::platform::error::{OrNotFound, Problem};
use crate::schema::{
    cohorts as cohort_rows, contracts, enrolments, outcome_answers, outcome_surveys, ruptures,
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

/// Reads the learners of a scope within reach, as they were known on a day; those whose file was forgotten among them. Whoever
/// sits a later session again under the same enrolment is a learner of each; those of a cohort are there at its own session.
pub fn gather(
    conn: &mut Tx,
    reach: &Reach,
    (catalogue, law): (&Catalogue, &Law),
    scope: &IndicatorScope,
    as_of: NaiveDate,
) -> Result<GatheredLearners, Problem> {
    let wide = widened(conn, reach, scope)?;
    let (rows, facts) = read(conn, reach, catalogue, &wide, as_of)?;
    let (mut learners, mut before) = (Vec::new(), Vec::new());
    for learner in rows.iter().flat_map(|row| facts.at_each_session(row, law)) {
        match wide.session {
            Some(session) if learner.session == session - 1 => before.push(learner),
            Some(session) if learner.session != session => {}
            _ if scope.cohort.is_some_and(|cohort| cohort != learner.cohort) => {}
            _ => learners.push(learner),
        }
    }
    Ok(GatheredLearners { learners, before: wide.session.map(|session| (session - 1, before)) })
}

/// The same, each enrolment once whatever sessions it stands for: for figures that are of no session.
pub fn gather_whole(
    conn: &mut Tx,
    reach: &Reach,
    catalogue: &Catalogue,
    scope: &IndicatorScope,
    as_of: NaiveDate,
) -> Result<Vec<LearnerFacts>, Problem> {
    let (rows, facts) = read(conn, reach, catalogue, scope, as_of)?;
    Ok(rows.iter().map(|row| facts.about(row)).collect())
}

/// The enrolments of a scope, and what is known beside them.
fn read(
    conn: &mut Tx,
    reach: &Reach,
    catalogue: &Catalogue,
    wide: &IndicatorScope,
    as_of: NaiveDate,
) -> QueryResult<(Vec<LearnerRow>, FactsBeside)> {
    let sought = EnrolledScope::of(conn, reach, wide, as_of)?;
    let mut rows = learners(conn, &sought)?;
    let enrolled = Enrolled::of(rows.iter().map(|row| row.id), &sought);
    let mut facts = FactsBeside::of(conn, catalogue, &enrolled, &rows, as_of)?;
    let past = past::list(conn, reach, wide)?;
    facts.add_past(conn, catalogue, &past)?;
    rows.extend(past.iter().map(LearnerRow::from));
    rows.sort_unstable_by_key(|row| row.id);
    Ok((rows, facts))
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

fn learners(conn: &mut Tx, sought: &EnrolledScope<'_>) -> QueryResult<Vec<LearnerRow>> {
    enrolled_in(sought)
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
    exams: HashMap<EnrolmentId, ExamsBySession>,
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
            let registered = facts.exams.iter().filter(|exam| exam.registered_on <= self.as_of);
            let exams = registered.map(|exam| (exam.session, exam_of_past(exam, &optional, self.as_of)));
            self.exams.insert(id, exams.collect());
            let known = facts.answers.iter().filter(|answer| answer.answered_on <= self.as_of);
            let answered =
                known.map(|answer| (u32::try_from(answer.months).unwrap_or_default(), answer.situation));
            self.answers.insert(id, answered.collect());
        }
        Ok(())
    }

    /// A learner at each session their enrolment stands for.
    fn at_each_session(&self, row: &LearnerRow, law: &Law) -> Vec<LearnerFacts> {
        let whole = self.about(row);
        let mut each = match self.exams.get(&row.id) {
            Some(exams) => attempts(whole, row.dates.cohort_ends_on, exams),
            None => vec![whole],
        };
        for learner in &mut each {
            learner.left_on = left_on(learner, law, self.as_of);
        }
        each
    }

    /// A learner as their enrolment says, at the session of its cohort.
    fn about(&self, row: &LearnerRow) -> LearnerFacts {
        let course = row.dates.entry().course();
        let last_year = add_months(course.ends_on, -12);
        let known = self.enrolled.get(&row.apprentice_id).map(Vec::as_slice).unwrap_or_default();
        let later = known.iter().filter(|other| {
            other.id != row.id && other.entered_on > course.starts_on && other.entered_on <= self.as_of
        });
        let goes_on = later.clone().any(|other| other.programme == row.programme_id);
        LearnerFacts {
            apprentice: row.apprentice_id,
            enrolment: row.id,
            cohort: row.cohort_id,
            session: row.exam_session,
            attempt: SessionAttempt::Cohort,
            course,
            excluded_on: row.dates.facts.excluded_on,
            contracts: self.contracts.get(&row.id).cloned().unwrap_or_default(),
            judged_elsewhere: Vec::new(),
            later: later.map(|other| other.entered_on).filter(|on| *on > last_year).collect(),
            goes_on,
            exam: self.exams.get(&row.id).and_then(|exams| exams.get(&row.exam_session)).copied(),
            answers: self.answered(row.id),
            left_on: None,
        }
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
