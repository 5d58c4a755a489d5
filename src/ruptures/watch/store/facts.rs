//! The facts of many apprentices already found within reach: one statement of each kind, whatever their number.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::contracts::agreements::Contract;
use crate::contracts::agreements::model::ContractState;
use crate::follow_up::phone_contacts::model::CallOutcome;
use crate::follow_up::visits::model::Acknowledger;
use crate::follow_up::visits::rules::VisitState;
use crate::ids::{
    AbsenceId, ApprenticeId, ContractId, DifficultyId, MockExamId, MockExamInvitationId, PhoneContactId,
    TutorId, VisitId,
};
use crate::learning::mock_exams::model::MockExamState;
use crate::learning::mock_exams::rules::{Mark, MarkStatus, Paper};
use crate::learning::voices::Voice;
use crate::platform::db::{Tx, any_of};
use crate::presence::absences::model::Justified;
use crate::schema::{
    absences, contract_tutors, contracts, difficulties, difficulty_closings, difficulty_steps, enrolments,
    mock_exam_invitations, mock_exam_marks, mock_exam_papers, mock_exams, phone_contacts, skill_positions,
    tutor_link_apprentices, tutor_link_uses, tutor_links, visit_acknowledgements, visit_reports, visits,
};
use crate::trust::journal::AuthorKind;

/// Their contracts that run on a day.
pub fn running_contracts(
    conn: &mut Tx,
    ids: &[ApprenticeId],
    today: NaiveDate,
) -> QueryResult<Vec<Contract>> {
    contracts::table
        .filter(contracts::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(contracts::state.eq_any([ContractState::Signed, ContractState::Broken]))
        .filter(contracts::starts_on.le(today))
        .filter(contracts::ends_on.ge(today))
        .filter(contracts::closed_on.is_null().or(contracts::closed_on.ge(today)))
        .order((contracts::apprentice_id, contracts::starts_on.desc(), contracts::id))
        .select(Contract::as_select())
        .load(conn)
}

/// Who is tutor of some contracts on a day.
pub fn tutors_on(
    conn: &mut Tx,
    contracts: &[ContractId],
    today: NaiveDate,
) -> QueryResult<Vec<(ContractId, TutorId)>> {
    contract_tutors::table
        .filter(contract_tutors::contract_id.eq(any_of(contracts.to_vec())))
        .filter(contract_tutors::from_on.le(today))
        .filter(contract_tutors::to_on.ge(today))
        .select((contract_tutors::contract_id, contract_tutors::tutor_id))
        .load(conn)
}

/// Their visits still to be held whose last day is past.
pub fn late_visits(
    conn: &mut Tx,
    ids: &[ApprenticeId],
    today: NaiveDate,
) -> QueryResult<Vec<(ApprenticeId, VisitId, NaiveDate)>> {
    visits::table
        .filter(visits::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(visits::state.eq(VisitState::Planned))
        .filter(visits::due_on.lt(today))
        .order((visits::due_on, visits::id))
        .select((visits::apprentice_id, visits::id, visits::due_on))
        .load(conn)
}

/// The last visit held of each.
pub fn last_visits(
    conn: &mut Tx,
    ids: &[ApprenticeId],
) -> QueryResult<Vec<(ApprenticeId, VisitId, NaiveDate)>> {
    visits::table
        .filter(visits::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(visits::held_on.is_not_null())
        .distinct_on(visits::apprentice_id)
        .order((visits::apprentice_id, visits::held_on.desc(), visits::id))
        .select((visits::apprentice_id, visits::id, visits::held_on.assume_not_null()))
        .load(conn)
}

/// The last call answered about each.
pub fn last_calls(
    conn: &mut Tx,
    ids: &[ApprenticeId],
) -> QueryResult<Vec<(ApprenticeId, PhoneContactId, DateTime<Utc>)>> {
    phone_contacts::table
        .filter(phone_contacts::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(phone_contacts::outcome.eq(CallOutcome::Reached))
        .distinct_on(phone_contacts::apprentice_id)
        .order((phone_contacts::apprentice_id, phone_contacts::called_at.desc(), phone_contacts::id))
        .select((phone_contacts::apprentice_id, phone_contacts::id, phone_contacts::called_at))
        .load(conn)
}

/// Their unjustified absences begun after a day.
pub fn unjustified_since(
    conn: &mut Tx,
    ids: &[ApprenticeId],
    after: NaiveDate,
) -> QueryResult<Vec<(ApprenticeId, AbsenceId, NaiveDate)>> {
    absences::table
        .filter(absences::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(absences::justified.eq(Justified::No))
        .filter(absences::from_on.gt(after))
        .select((absences::apprentice_id, absences::id, absences::from_on))
        .load(conn)
}

/// The invitations of tutors to mock exams to come that have no answer.
pub fn unanswered(
    conn: &mut Tx,
    ids: &[ApprenticeId],
) -> QueryResult<Vec<(ApprenticeId, TutorId, MockExamInvitationId, NaiveDate)>> {
    mock_exam_invitations::table
        .inner_join(mock_exams::table.on(mock_exams::id.eq(mock_exam_invitations::mock_exam_id)))
        .filter(mock_exam_invitations::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(mock_exam_invitations::answered_at.is_null())
        .filter(mock_exams::state.eq(MockExamState::Planned))
        .select((
            mock_exam_invitations::apprentice_id,
            mock_exam_invitations::tutor_id,
            mock_exam_invitations::id,
            mock_exam_invitations::invited_on,
        ))
        .load(conn)
}

/// The reports of visits under some contracts that no tutor acknowledged.
pub fn unacknowledged(
    conn: &mut Tx,
    contracts: &[ContractId],
) -> QueryResult<Vec<(ApprenticeId, VisitId, DateTime<Utc>)>> {
    let by_tutor = visit_acknowledgements::table
        .filter(visit_acknowledgements::visit_id.eq(visit_reports::visit_id))
        .filter(visit_acknowledgements::number.eq(visit_reports::number))
        .filter(visit_acknowledgements::party.eq(Acknowledger::Tutor));
    visit_reports::table
        .inner_join(visits::table.on(visits::id.eq(visit_reports::visit_id)))
        .filter(visits::contract_id.eq(any_of(contracts.to_vec())))
        .filter(visits::report_number.assume_not_null().eq(visit_reports::number))
        .filter(visit_reports::author_kind.ne(AuthorKind::System.as_str()))
        .filter(not(exists(by_tutor)))
        .select((visits::apprentice_id, visits::id, visit_reports::written_at))
        .load(conn)
}

/// A link that works about an apprentice: whose it is, since when, and whether it was ever used.
pub type LinkSeen = (ApprenticeId, TutorId, DateTime<Utc>, bool);

/// The links about them that work on a day.
pub fn links_about(conn: &mut Tx, ids: &[ApprenticeId], today: NaiveDate) -> QueryResult<Vec<LinkSeen>> {
    let used = exists(tutor_link_uses::table.filter(tutor_link_uses::link_id.eq(tutor_links::id)));
    tutor_links::table
        .inner_join(tutor_link_apprentices::table.on(tutor_link_apprentices::link_id.eq(tutor_links::id)))
        .filter(tutor_link_apprentices::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(tutor_links::revoked_at.is_null())
        .filter(tutor_links::expires_on.ge(today))
        .select((tutor_link_apprentices::apprentice_id, tutor_links::tutor_id, tutor_links::created_at, used))
        .load(conn)
}

/// A mark of a mock exam whose marks are released.
pub type ReleasedMark = (ApprenticeId, (MockExamId, i16, DateTime<Utc>), Paper);

/// Their marks of mock exams whose marks are released, the earliest exam first.
pub fn released_marks(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<ReleasedMark>> {
    type MarkRow =
        (ApprenticeId, (MockExamId, i16, DateTime<Utc>), (MarkStatus, Option<i32>, Option<i32>, bool));
    let rows: Vec<MarkRow> = mock_exam_marks::table
        .inner_join(mock_exam_papers::table.on(mock_exam_papers::id.eq(mock_exam_marks::paper_id)))
        .inner_join(mock_exams::table.on(mock_exams::id.eq(mock_exam_papers::mock_exam_id)))
        .inner_join(enrolments::table.on(enrolments::id.eq(mock_exam_marks::enrolment_id)))
        .filter(enrolments::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(mock_exams::released_at.is_not_null())
        .order((enrolments::apprentice_id, mock_exams::month_on, mock_exams::ordinal, mock_exams::id))
        .select((
            enrolments::apprentice_id,
            (mock_exams::id, mock_exams::ordinal, mock_exams::released_at.assume_not_null()),
            (
                mock_exam_marks::status,
                mock_exam_marks::mark_hundredths,
                mock_exam_papers::coefficient_hundredths,
                mock_exam_papers::optional,
            ),
        ))
        .load(conn)?;
    let paper = |(apprentice, exam, (status, hundredths, coefficient, optional)): MarkRow| {
        let mark = Some(Mark { status, hundredths });
        let coefficient_hundredths = coefficient.unwrap_or_default();
        (apprentice, exam, Paper { coefficient_hundredths, mark, optional })
    };
    Ok(rows.into_iter().map(paper).collect())
}

/// Where a voice put a skill of an apprentice: in which programme, at which level, on which day.
pub type PositionSeen = (ApprenticeId, String, Voice, (String, String, NaiveDate));

/// The last positions since a day, one a skill and a voice.
pub fn last_positions(
    conn: &mut Tx,
    ids: &[ApprenticeId],
    since: NaiveDate,
) -> QueryResult<Vec<PositionSeen>> {
    skill_positions::table
        .filter(skill_positions::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(skill_positions::seen_on.ge(since))
        .distinct_on((skill_positions::apprentice_id, skill_positions::skill_code, skill_positions::voice))
        .order((
            skill_positions::apprentice_id,
            skill_positions::skill_code,
            skill_positions::voice,
            skill_positions::seen_on.desc(),
            skill_positions::id.desc(),
        ))
        .select((
            skill_positions::apprentice_id,
            skill_positions::skill_code,
            skill_positions::voice,
            (skill_positions::programme_code, skill_positions::level, skill_positions::seen_on),
        ))
        .load(conn)
}

diesel::alias!(skill_positions as newer_positions: NewerPositions);

/// The positions just before those: the last ones that a later one since the day follows.
pub fn positions_before(
    conn: &mut Tx,
    ids: &[ApprenticeId],
    since: NaiveDate,
) -> QueryResult<Vec<PositionSeen>> {
    let seen_on = newer_positions.field(skill_positions::seen_on);
    let later = seen_on.gt(skill_positions::seen_on).or(seen_on
        .eq(skill_positions::seen_on)
        .and(newer_positions.field(skill_positions::id).gt(skill_positions::id)));
    let followed = newer_positions
        .filter(newer_positions.field(skill_positions::apprentice_id).eq(skill_positions::apprentice_id))
        .filter(newer_positions.field(skill_positions::skill_code).eq(skill_positions::skill_code))
        .filter(newer_positions.field(skill_positions::voice).eq(skill_positions::voice))
        .filter(seen_on.ge(since))
        .filter(later);
    skill_positions::table
        .filter(skill_positions::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(exists(followed))
        .distinct_on((skill_positions::apprentice_id, skill_positions::skill_code, skill_positions::voice))
        .order((
            skill_positions::apprentice_id,
            skill_positions::skill_code,
            skill_positions::voice,
            skill_positions::seen_on.desc(),
            skill_positions::id.desc(),
        ))
        .select((
            skill_positions::apprentice_id,
            skill_positions::skill_code,
            skill_positions::voice,
            (skill_positions::programme_code, skill_positions::level, skill_positions::seen_on),
        ))
        .load(conn)
}

/// Their difficulties still open.
pub fn open_cases(
    conn: &mut Tx,
    ids: &[ApprenticeId],
) -> QueryResult<Vec<(ApprenticeId, DifficultyId, NaiveDate)>> {
    let holds = difficulty_closings::table
        .filter(difficulty_closings::difficulty_id.eq(difficulties::id))
        .filter(difficulty_closings::reopened_on.is_null());
    difficulties::table
        .filter(difficulties::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(not(exists(holds)))
        .order((difficulties::apprentice_id, difficulties::opened_on, difficulties::id))
        .select((difficulties::apprentice_id, difficulties::id, difficulties::opened_on))
        .load(conn)
}

/// A step of a difficulty: the days it is planned for and was done.
pub type StepDays = (DifficultyId, Option<NaiveDate>, Option<NaiveDate>);

/// The days of the steps of some difficulties.
pub fn steps_of(conn: &mut Tx, cases: &[DifficultyId]) -> QueryResult<Vec<StepDays>> {
    difficulty_steps::table
        .filter(difficulty_steps::difficulty_id.eq(any_of(cases.to_vec())))
        .select((difficulty_steps::difficulty_id, difficulty_steps::planned_on, difficulty_steps::done_on))
        .load(conn)
}
