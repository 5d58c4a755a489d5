//! Queries on the invitations of tutors.

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Written;
use crate::at_sites;
use crate::ids::{ApprenticeId, MockExamId, MockExamInvitationId, TutorId};
use crate::learning::mock_exams::model::{InvitationAnswer, MockExam, MockExamInvitation};
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::Rows;
use crate::schema::{contract_tutors, contracts, enrolments, mock_exam_invitations, tutors};
use crate::trust::access::{Bounds, Following, Reach, fellow_tutors, followed_apprentices};

/// What narrows a list of invitations.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InvitationFilter {
    /// Only those answered so.
    #[param(inline)]
    pub answer: Option<InvitationAnswer>,
}

/// The invitations within reach: those to the tutors of an apprentice they follow for tutors, none for students.
pub(super) fn reachable<'a>(reach: &Reach) -> mock_exam_invitations::BoxedQuery<'a, Pg> {
    let rows = mock_exam_invitations::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, mock_exam_invitations::site_id, sites),
        Bounds::Tutor(tutor) => rows.filter(visible_to(*tutor)),
        Bounds::Link { tutor, apprentices } => rows
            .filter(visible_to(*tutor))
            .filter(mock_exam_invitations::apprentice_id.eq_any(apprentices.clone())),
        Bounds::Apprentice(_) => rows.filter(mock_exam_invitations::tutor_id.eq_any(Vec::<TutorId>::new())),
    }
}

/// Invitations of a tutor, or of the other tutor of an apprentice they follow.
fn visible_to<'a>(
    tutor: Following,
) -> Box<dyn BoxableExpression<mock_exam_invitations::table, Pg, SqlType = diesel::sql_types::Bool> + 'a> {
    let followed = mock_exam_invitations::apprentice_id.eq_any(followed_apprentices(tutor));
    Box::new(followed.and(mock_exam_invitations::tutor_id.eq_any(fellow_tutors(tutor))))
}

/// One invitation.
pub fn find_invitation(
    conn: &mut Tx,
    reach: &Reach,
    id: MockExamInvitationId,
) -> QueryResult<Option<MockExamInvitation>> {
    reachable(reach)
        .filter(mock_exam_invitations::id.eq(id))
        .select(MockExamInvitation::as_select())
        .first(conn)
        .optional()
}

/// One more row than the limit, to one mock exam or to all, in the order of writing.
pub fn list_invitations(
    conn: &mut Tx,
    reach: &Reach,
    exam: Option<MockExamId>,
    filter: &InvitationFilter,
    page: &Rows<Written>,
) -> QueryResult<Vec<MockExamInvitation>> {
    let mut rows = narrowed_invitations(reach, exam, filter);
    if let Some(after) = &page.after {
        rows = rows.filter(mock_exam_invitations::id.gt(after.id));
    }
    rows.select(MockExamInvitation::as_select())
        .order(mock_exam_invitations::id)
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count_invitations(
    conn: &mut Tx,
    reach: &Reach,
    exam: Option<MockExamId>,
    filter: &InvitationFilter,
) -> QueryResult<i64> {
    narrowed_invitations(reach, exam, filter).count().get_result(conn)
}

fn narrowed_invitations<'a>(
    reach: &Reach,
    exam: Option<MockExamId>,
    filter: &InvitationFilter,
) -> mock_exam_invitations::BoxedQuery<'a, Pg> {
    let mut rows = reachable(reach);
    if let Some(exam) = exam {
        rows = rows.filter(mock_exam_invitations::mock_exam_id.eq(exam));
    }
    if let Some(answer) = filter.answer {
        rows = rows.filter(mock_exam_invitations::answer.eq(answer));
    }
    rows
}

/// The invitations to some mock exams about an apprentice, in the order of writing.
pub fn invitations_about(
    conn: &mut Tx,
    reach: &Reach,
    exams: &[MockExam],
    apprentice: ApprenticeId,
) -> QueryResult<Vec<MockExamInvitation>> {
    let ids: Vec<MockExamId> = exams.iter().map(|exam| exam.id).collect();
    reachable(reach)
        .filter(mock_exam_invitations::mock_exam_id.eq_any(ids))
        .filter(mock_exam_invitations::apprentice_id.eq(apprentice))
        .select(MockExamInvitation::as_select())
        .order(mock_exam_invitations::id)
        .load(conn)
}

/// The rank of the first tutor among those of a contract.
const FIRST_TUTOR: i16 = 1;

/// The tutors whose contract runs on the days of a mock exam, with the apprentice each follows.
pub fn tutors_concerned(conn: &mut Tx, exam: &MockExam) -> QueryResult<Vec<(TutorId, ApprenticeId)>> {
    let (first, last) = exam.days();
    contracts::table
        .inner_join(contract_tutors::table.on(contract_tutors::contract_id.eq(contracts::id)))
        .inner_join(enrolments::table.on(enrolments::id.eq(contracts::enrolment_id)))
        .filter(enrolments::cohort_id.eq(exam.cohort_id))
        .filter(contracts::state.eq_any(["signed", "broken"]))
        .filter(contract_tutors::rank.eq(FIRST_TUTOR))
        .filter(contract_tutors::from_on.le(last))
        .filter(contract_tutors::to_on.ge(first))
        .filter(contracts::closed_on.is_null().or(contracts::closed_on.ge(first)))
        .select((contract_tutors::tutor_id, contracts::apprentice_id))
        .distinct()
        .load(conn)
}

/// Invites tutors who are not invited yet; gives the new invitations.
pub fn invite(
    tx: &mut Tx,
    exam: &MockExam,
    tutors: &[(TutorId, ApprenticeId)],
    invited_on: NaiveDate,
) -> QueryResult<Vec<MockExamInvitation>> {
    let rows: Vec<_> = tutors
        .iter()
        .map(|(tutor, apprentice)| {
            (
                mock_exam_invitations::id.eq(MockExamInvitationId::new()),
                mock_exam_invitations::site_id.eq(exam.site_id),
                mock_exam_invitations::mock_exam_id.eq(exam.id),
                mock_exam_invitations::tutor_id.eq(*tutor),
                mock_exam_invitations::apprentice_id.eq(*apprentice),
                mock_exam_invitations::invited_on.eq(invited_on),
            )
        })
        .collect();
    diesel::insert_into(mock_exam_invitations::table)
        .values(rows)
        .on_conflict_do_nothing()
        .returning(MockExamInvitation::as_returning())
        .get_results(tx)
}

/// A tutor who can be written to.
#[derive(Debug, Clone, Queryable)]
pub struct InvitedTutor {
    pub id: TutorId,
    pub given_name: String,
    pub family_name: String,
}

/// Those of the tutors who have an address.
pub fn tutors_with_address(
    conn: &mut Tx,
    among: impl IntoIterator<Item = TutorId>,
) -> QueryResult<Vec<InvitedTutor>> {
    tutors::table
        .filter(tutors::id.eq_any(among))
        .filter(tutors::email.is_not_null())
        .order(tutors::id)
        .select((tutors::id, tutors::given_name, tutors::family_name))
        .load(conn)
}
