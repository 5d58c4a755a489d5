//! Counts of what evidences an indicator, at a site and in a period: a few statements a kind, whatever the site holds. What was
//! forgotten since still counts.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{exists, not, sum};
use diesel::prelude::*;

use super::rules::EvidenceCount;
use crate::follow_up::visits::rules::VisitState;
use crate::ids::SiteId;
use crate::law::calendar::add_days;
use crate::law::figures::EvidenceKind;
use crate::learning::mock_exams::model::MockExamState;
use crate::platform::clock::start_of;
use crate::platform::db::Tx;
use crate::schema::{
    cohorts, company_missions, complaints, difficulties, difficulty_closings, enrolments, exam_results,
    logbook_signatures, milestones, mock_exam_invitations, mock_exams, official_figures, outcome_answers,
    outcome_surveys, past_complaints, past_evidence, past_opinions, phone_contacts, prior_learnings,
    rate_publications, referents, rupture_cases, satisfaction_answers, skill_positions,
    visit_acknowledgements, visits,
};

/// What is counted: where, when, and seen on which day.
#[derive(Debug, Clone, Copy)]
pub struct EvidencePeriod {
    /// Site, found within reach.
    pub site: SiteId,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub today: NaiveDate,
    /// Days within which complaints are answered.
    pub answer_days: i64,
}

impl EvidencePeriod {
    /// The instants of its days.
    fn instants(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        (start_of(self.from), start_of(add_days(self.to, 1)))
    }
}

/// The rows of a table at the site whose day is in the period.
macro_rules! in_period {
    ($period:expr, $table:ident, $day:ident) => {
        $table::table
            .filter($table::site_id.eq($period.site))
            .filter($table::$day.between($period.from, $period.to))
    };
}

/// The rows of a table at the site whose instant is in the period.
macro_rules! during {
    ($period:expr, $table:ident, $at:ident) => {{
        let (from, to) = $period.instants();
        $table::table
            .filter($table::site_id.eq($period.site))
            .filter($table::$at.ge(from))
            .filter($table::$at.lt(to))
    }};
}

/// How much evidences something, forgotten since or not, and what is missing.
pub fn count(conn: &mut Tx, kind: EvidenceKind, period: &EvidencePeriod) -> QueryResult<EvidenceCount> {
    let kept = kept(conn, kind, period)?;
    let forgotten: Option<i64> = in_period!(period, past_evidence, day)
        .filter(past_evidence::kind.eq(kind.as_str()))
        .select(sum(past_evidence::facts))
        .first(conn)?;
    Ok(EvidenceCount { facts: kept.facts + forgotten.unwrap_or_default(), ..kept })
}

fn kept(conn: &mut Tx, kind: EvidenceKind, period: &EvidencePeriod) -> QueryResult<EvidenceCount> {
    use EvidenceKind as K;
    match kind {
        K::Visits | K::Acknowledgements | K::PhoneContacts | K::Referents => of_follow_up(conn, kind, period),
        K::SkillPositions | K::MockExams | K::TutorInvitations => of_learning(conn, kind, period),
        K::Difficulties | K::LeaverSurveys | K::Complaints => of_people(conn, kind, period),
        _ => Ok(EvidenceCount { facts: simple(conn, kind, period)?, gaps: 0 }),
    }
}

/// Facts of which nothing can be said to be missing.
fn simple(conn: &mut Tx, kind: EvidenceKind, period: &EvidencePeriod) -> QueryResult<i64> {
    use EvidenceKind as K;
    match kind {
        K::RatesPublished => during!(period, rate_publications, published_at)
            .filter(rate_publications::withdrawn_at.is_null())
            .count()
            .get_result(conn),
        K::OfficialFigures => in_period!(period, official_figures, published_on).count().get_result(conn),
        K::ExamRegistrations => in_period!(period, exam_results, registered_on).count().get_result(conn),
        K::ExamDecisions => in_period!(period, exam_results, decided_on).count().get_result(conn),
        K::PriorLearnings => in_period!(period, prior_learnings, recognised_on).count().get_result(conn),
        K::Missions => in_period!(period, company_missions, from_on).count().get_result(conn),
        K::Logbooks => during!(period, logbook_signatures, signed_at).count().get_result(conn),
        K::RuptureCases => in_period!(period, rupture_cases, opened_on).count().get_result(conn),
        K::Satisfaction => {
            let kept: i64 = in_period!(period, satisfaction_answers, answered_on).count().get_result(conn)?;
            let past: i64 = in_period!(period, past_opinions, answered_on).count().get_result(conn)?;
            Ok(kept + past)
        }
        K::Documents => in_period!(period, milestones, done_on)
            .filter(milestones::kind.eq("document"))
            .filter(milestones::withdrawn_at.is_null())
            .count()
            .get_result(conn),
        _ => Ok(0),
    }
}

/// Visits, their reports, calls, referents.
fn of_follow_up(conn: &mut Tx, kind: EvidenceKind, period: &EvidencePeriod) -> QueryResult<EvidenceCount> {
    use EvidenceKind as K;
    let (facts, gaps) = match kind {
        K::Visits => (
            in_period!(period, visits, held_on)
                .filter(visits::state.eq(VisitState::Held))
                .count()
                .get_result(conn)?,
            in_period!(period, visits, due_on)
                .filter(visits::state.eq(VisitState::Planned))
                .filter(visits::due_on.lt(period.today))
                .count()
                .get_result(conn)?,
        ),
        K::Acknowledgements => {
            let read = visit_acknowledgements::table.filter(visit_acknowledgements::visit_id.eq(visits::id));
            (
                during!(period, visit_acknowledgements, acknowledged_at).count().get_result(conn)?,
                in_period!(period, visits, held_on)
                    .filter(visits::state.eq(VisitState::Held))
                    .filter(not(exists(read)))
                    .count()
                    .get_result(conn)?,
            )
        }
        K::PhoneContacts => (
            during!(period, phone_contacts, called_at).count().get_result(conn)?,
            during!(period, phone_contacts, called_at)
                .filter(phone_contacts::next_action_on.lt(period.today))
                .filter(phone_contacts::cleared_on.is_null())
                .count()
                .get_result(conn)?,
        ),
        _ => followed(conn, period)?,
    };
    Ok(EvidenceCount { facts, gaps })
}

/// People there whom somebody follows, and those whom nobody does.
fn followed(conn: &mut Tx, period: &EvidencePeriod) -> QueryResult<(i64, i64)> {
    let theirs = || {
        referents::table
            .filter(referents::apprentice_id.eq(enrolments::apprentice_id))
            .filter(referents::from_on.le(period.to))
            .filter(referents::to_on.is_null().or(referents::to_on.assume_not_null().ge(period.from)))
    };
    let all = || there(period.site, period.from, period.to);
    Ok((
        all().filter(exists(theirs())).count().get_result(conn)?,
        all().filter(not(exists(theirs()))).count().get_result(conn)?,
    ))
}

/// Everybody in the training in the period: until their own end, which a repeated year sets after that of the cohort.
#[diesel::dsl::auto_type]
fn there(site: SiteId, from: NaiveDate, to: NaiveDate) -> _ {
    let with_the_cohort = enrolments::expected_ends_on.is_null().and(cohorts::ends_on.ge(from));
    let stays = with_the_cohort.or(enrolments::expected_ends_on.ge(from));
    enrolments::table
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .filter(enrolments::site_id.eq(site))
        .filter(enrolments::excluded_on.is_null())
        .filter(cohorts::starts_on.le(to))
        .filter(stays)
}

/// Skills, mock exams, invitations.
fn of_learning(conn: &mut Tx, kind: EvidenceKind, period: &EvidencePeriod) -> QueryResult<EvidenceCount> {
    use EvidenceKind as K;
    let (facts, gaps) = match kind {
        K::SkillPositions => {
            let theirs = skill_positions::table
                .filter(skill_positions::apprentice_id.eq(enrolments::apprentice_id))
                .filter(skill_positions::seen_on.between(period.from, period.to));
            (
                in_period!(period, skill_positions, seen_on).count().get_result(conn)?,
                there(period.site, period.from, period.to)
                    .filter(not(exists(theirs)))
                    .count()
                    .get_result(conn)?,
            )
        }
        K::MockExams => {
            let held = [MockExamState::Held, MockExamState::Marked, MockExamState::Released];
            (
                in_period!(period, mock_exams, starts_on)
                    .filter(mock_exams::state.eq_any(held))
                    .count()
                    .get_result(conn)?,
                in_period!(period, mock_exams, starts_on)
                    .filter(mock_exams::state.eq(MockExamState::Planned))
                    .filter(mock_exams::ends_on.lt(period.today))
                    .count()
                    .get_result(conn)?,
            )
        }
        _ => (
            in_period!(period, mock_exam_invitations, invited_on).count().get_result(conn)?,
            in_period!(period, mock_exam_invitations, invited_on)
                .filter(mock_exam_invitations::answered_at.is_null())
                .count()
                .get_result(conn)?,
        ),
    };
    Ok(EvidenceCount { facts, gaps })
}

/// Difficulties, surveys of leavers, complaints.
fn of_people(conn: &mut Tx, kind: EvidenceKind, period: &EvidencePeriod) -> QueryResult<EvidenceCount> {
    use EvidenceKind as K;
    let (facts, gaps) = match kind {
        K::Difficulties => {
            let closed = difficulty_closings::table
                .filter(difficulty_closings::difficulty_id.eq(difficulties::id))
                .filter(difficulty_closings::reopened_on.is_null());
            (
                in_period!(period, difficulties, opened_on).count().get_result(conn)?,
                in_period!(period, difficulties, opened_on)
                    .filter(not(exists(closed)))
                    .count()
                    .get_result(conn)?,
            )
        }
        K::LeaverSurveys => {
            let answered = outcome_answers::table.filter(outcome_answers::survey_id.eq(outcome_surveys::id));
            let over = || {
                in_period!(period, outcome_surveys, closes_on)
                    .filter(outcome_surveys::closes_on.lt(period.today))
            };
            (over().count().get_result(conn)?, over().filter(not(exists(answered))).count().get_result(conn)?)
        }
        _ => (
            in_period!(period, complaints, received_on).count().get_result::<i64>(conn)?
                + in_period!(period, past_complaints, received_on).count().get_result::<i64>(conn)?,
            in_period!(period, complaints, received_on)
                .filter(complaints::closed_on.is_null())
                .filter(complaints::received_on.lt(add_days(period.today, -period.answer_days)))
                .count()
                .get_result(conn)?,
        ),
    };
    Ok(EvidenceCount { facts, gaps })
}
