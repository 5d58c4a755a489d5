//! Queries on what tutors answer, whom they are invited about, who is silent and who came.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::invitations::reachable;
use crate::ids::{ApprenticeId, MockExamId, MockExamInvitationId, SittingSlotId};
use crate::law::identifiers::{called, full_name};
use crate::learning::mock_exams::model::{
    InvitationAnswer, InvitationAttendance, InvitationChoice, InvitedAbout, MockExam, MockExamInvitation,
    MockExamState, OfferedSlot,
};
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::schema::{
    apprentices, cohorts, enrolments, mock_exam_invitations, mock_exam_papers, mock_exams, sites,
    sitting_publications, sitting_slots, sittings, tutors,
};
use crate::trust::access::Reach;

/// Whom the tutor of an invitation is invited about at its mock exam, within reach, by name.
pub fn invited_about(
    conn: &mut Tx,
    reach: &Reach,
    invitation: &MockExamInvitation,
) -> QueryResult<Vec<InvitedAbout>> {
    type NameRow = (ApprenticeId, String, Option<String>, String, Option<String>);
    let rows: Vec<(MockExamInvitationId, ApprenticeId, InvitationAnswer)> = reachable(reach)
        .filter(mock_exam_invitations::mock_exam_id.eq(invitation.mock_exam_id))
        .filter(mock_exam_invitations::tutor_id.eq(invitation.tutor_id))
        .select((
            mock_exam_invitations::id,
            mock_exam_invitations::apprentice_id,
            mock_exam_invitations::answer,
        ))
        .load(conn)?;
    let ids: Vec<ApprenticeId> = rows.iter().map(|(_, apprentice, _)| *apprentice).collect();
    let names: Vec<NameRow> = apprentices::table
        .filter(apprentices::id.eq(any_of(ids)))
        .order((apprentices::search_name, apprentices::id))
        .select((
            apprentices::id,
            apprentices::family_name,
            apprentices::usage_name,
            apprentices::given_name,
            apprentices::usual_given_name,
        ))
        .load(conn)?;
    let each = names.into_iter().filter_map(|(apprentice_id, family, usage, given, usual)| {
        let (invitation_id, _, answer) = rows.iter().find(|(_, id, _)| *id == apprentice_id)?;
        let name = full_name(called(usual.as_deref(), &given), &usage.unwrap_or(family));
        Some(InvitedAbout { invitation_id: *invitation_id, apprentice_id, name, answer: *answer })
    });
    Ok(each.collect())
}

/// The hours of some apprentices at the sittings of a mock exam, once they are shown, in the order of time.
pub fn slots_shown(conn: &mut Tx, exam: MockExamId, of: &[&InvitedAbout]) -> QueryResult<Vec<OfferedSlot>> {
    type SlotRow = (SittingSlotId, ApprenticeId, String, String, Option<DateTime<Utc>>);
    let ids: Vec<ApprenticeId> = of.iter().map(|one| one.apprentice_id).collect();
    let shown = sitting_publications::table
        .filter(sitting_publications::mock_exam_id.eq(exam))
        .select(sitting_publications::mock_exam_id);
    let rows: Vec<SlotRow> = sitting_slots::table
        .inner_join(sittings::table.on(sittings::id.eq(sitting_slots::sitting_id)))
        .inner_join(mock_exam_papers::table.on(mock_exam_papers::id.eq(sittings::paper_id)))
        .inner_join(enrolments::table.on(enrolments::id.eq(sitting_slots::enrolment_id)))
        .filter(sittings::mock_exam_id.eq_any(shown))
        .filter(enrolments::apprentice_id.eq(any_of(ids)))
        .filter(sitting_slots::starts_at.is_not_null())
        .order((sitting_slots::starts_at, sitting_slots::id))
        .select((
            sitting_slots::id,
            enrolments::apprentice_id,
            mock_exam_papers::unit_code,
            mock_exam_papers::label,
            sitting_slots::starts_at,
        ))
        .load(conn)?;
    let each = rows.into_iter().filter_map(|(id, apprentice_id, unit_code, unit_label, starts_at)| {
        let name = of.iter().find(|one| one.apprentice_id == apprentice_id)?.name.clone();
        Some(OfferedSlot { id, apprentice_id, name, unit_code, unit_label, starts_at: starts_at? })
    });
    Ok(each.collect())
}

/// Writes an answer to some invitations; gives those that it changes.
pub fn answer_invitations(
    tx: &mut Tx,
    ids: &[MockExamInvitationId],
    answer: InvitationAnswer,
    choice: &InvitationChoice,
    at: DateTime<Utc>,
) -> QueryResult<Vec<MockExamInvitation>> {
    let others = mock_exam_invitations::answer
        .ne(answer)
        .or(mock_exam_invitations::comes_on.is_distinct_from(choice.comes_on))
        .or(mock_exam_invitations::half_day.is_distinct_from(choice.half_day))
        .or(mock_exam_invitations::sitting_slot_id.is_distinct_from(choice.sitting_slot_id))
        .or(mock_exam_invitations::comment.is_distinct_from(choice.comment.clone()));
    let changed = mock_exam_invitations::table
        .filter(mock_exam_invitations::id.eq(any_of(ids.to_vec())))
        .filter(others);
    diesel::update(changed)
        .set((
            mock_exam_invitations::answer.eq(answer),
            mock_exam_invitations::answered_at.eq(Some(at)),
            choice.clone(),
        ))
        .returning(MockExamInvitation::as_returning())
        .get_results(tx)
}

/// Writes whether a tutor came, or nothing any more.
pub fn write_attendance(
    tx: &mut Tx,
    id: MockExamInvitationId,
    attendance: Option<(InvitationAttendance, Option<String>, DateTime<Utc>)>,
) -> QueryResult<MockExamInvitation> {
    let (came, replaced_by, at) = match attendance {
        Some((came, replaced_by, at)) => (Some(came), replaced_by, Some(at)),
        None => (None, None, None),
    };
    diesel::update(mock_exam_invitations::table.find(id))
        .set((
            mock_exam_invitations::attendance.eq(came),
            mock_exam_invitations::replaced_by.eq(replaced_by),
            mock_exam_invitations::attendance_at.eq(at),
        ))
        .returning(MockExamInvitation::as_returning())
        .get_result(tx)
}

/// An answer, whether they came, whether they were reminded, and of how many invitations to a mock exam within reach.
pub type AnswerCount = (InvitationAnswer, Option<InvitationAttendance>, bool, i64);

/// How many invitations to a mock exam within reach there are of each kind.
pub fn count_answers(conn: &mut Tx, reach: &Reach, exam: MockExamId) -> QueryResult<Vec<AnswerCount>> {
    let within = reachable(reach)
        .filter(mock_exam_invitations::mock_exam_id.eq(exam))
        .select(mock_exam_invitations::id);
    type CountRow = (InvitationAnswer, Option<InvitationAttendance>, Option<NaiveDate>, i64);
    let rows: Vec<CountRow> = mock_exam_invitations::table
        .filter(mock_exam_invitations::id.eq_any(within))
        .group_by((
            mock_exam_invitations::answer,
            mock_exam_invitations::attendance,
            mock_exam_invitations::reminded_on,
        ))
        .select((
            mock_exam_invitations::answer,
            mock_exam_invitations::attendance,
            mock_exam_invitations::reminded_on,
            diesel::dsl::count_star(),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|(answer, came, on, count)| (answer, came, on.is_some(), count)).collect())
}

/// An invitation without an answer, of a tutor who has an address and was not reminded.
#[derive(Debug, Clone)]
pub struct SilentTutor {
    pub invitation_id: MockExamInvitationId,
    pub invited_on: NaiveDate,
    pub exam: MockExam,
    /// First day of the cohort, which says by which version of the delays it is judged.
    pub cycle_starts_on: NaiveDate,
    /// Name of the site.
    pub site: String,
}

/// Most invitations reminded of at once.
const MOST_REMINDED: i64 = 500;

/// The invitations without an answer to mock exams of which a day comes within a time.
pub fn silent_tutors(conn: &mut Tx, from: NaiveDate, to: NaiveDate) -> QueryResult<Vec<SilentTutor>> {
    let rows: Vec<(MockExamInvitationId, NaiveDate, MockExam, NaiveDate, String)> =
        mock_exam_invitations::table
            .inner_join(mock_exams::table.on(mock_exams::id.eq(mock_exam_invitations::mock_exam_id)))
            .inner_join(cohorts::table.on(cohorts::id.eq(mock_exams::cohort_id)))
            .inner_join(tutors::table.on(tutors::id.eq(mock_exam_invitations::tutor_id)))
            .inner_join(sites::table.on(sites::id.eq(mock_exams::site_id)))
            .filter(mock_exam_invitations::answer.eq(InvitationAnswer::Pending))
            .filter(mock_exam_invitations::reminded_on.is_null())
            .filter(mock_exams::state.eq(MockExamState::Planned))
            .filter(mock_exams::starts_on.between(from, to))
            .filter(tutors::email.is_not_null())
            .order(mock_exam_invitations::id)
            .select((
                mock_exam_invitations::id,
                mock_exam_invitations::invited_on,
                MockExam::as_select(),
                cohorts::starts_on,
                sites::name,
            ))
            .first_rows(MOST_REMINDED)
            .load(conn)?;
    let each = rows.into_iter().map(|(invitation_id, invited_on, exam, cycle_starts_on, site)| SilentTutor {
        invitation_id,
        invited_on,
        exam,
        cycle_starts_on,
        site,
    });
    Ok(each.collect())
}

/// Writes that invitations are reminded of, but for those that were answered or reminded of meanwhile.
pub fn mark_reminded(
    tx: &mut Tx,
    ids: &[MockExamInvitationId],
    on: NaiveDate,
) -> QueryResult<Vec<MockExamInvitation>> {
    let silent = mock_exam_invitations::table
        .filter(mock_exam_invitations::id.eq(any_of(ids.to_vec())))
        .filter(mock_exam_invitations::answer.eq(InvitationAnswer::Pending))
        .filter(mock_exam_invitations::reminded_on.is_null());
    diesel::update(silent)
        .set(mock_exam_invitations::reminded_on.eq(Some(on)))
        .returning(MockExamInvitation::as_returning())
        .get_results(tx)
}
