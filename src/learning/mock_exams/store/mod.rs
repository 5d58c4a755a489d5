//! Every query on mock exams, papers, marks and invitations.

mod answers;
mod candidates;
mod exams;
mod invitations;
mod marks;
mod planning;

pub use answers::{
    SilentTutor, answer_invitations, count_answers, invited_about, mark_reminded, silent_tutors, slots_shown,
    write_attendance,
};
pub use candidates::{
    candidate, candidates_by_ine, candidates_named, candidates_on, count_candidates, enrolled_among,
    list_candidates,
};
pub use exams::{
    MockExamFilter, change_exam, change_state, choose_double_marking, choose_papers, count_exams, exams_of,
    find_exam, has_marks, has_two_markers, list_exams, lock_exam, marked_units, papers_of_exam,
    papers_of_exams, parts_of, release, seated_units, settle_papers, touch_exam,
};
pub use invitations::{
    InvitationFilter, InvitedTutor, count_invitations, find_invitation, invitations_about, invite,
    list_invitations, tutors_concerned, tutors_with_address,
};
pub use marks::{
    MarkFilter, MarkScope, MarksRead, Written, change_mark, correct_mark, count_marks, find_mark, list_marks,
    lock_mark, marks_among, marks_at, marks_of_exams, papers_with_exams, sites_of_marks, write_marks,
};
pub use planning::{insert_planned, replan};

use diesel::pg::Pg;
use diesel::prelude::*;

use crate::at_sites;
use crate::schema::enrolments;
use crate::trust::access::{Bounds, Reach, followed_enrolments};

/// The enrolments within reach, for the records of a later room that hang under them.
pub fn own_enrolments<'a>(reach: &Reach) -> enrolments::BoxedQuery<'a, Pg> {
    reachable_enrolments(reach)
}

/// The enrolments within reach: of apprentices one is or was the tutor of, or one's own.
fn reachable_enrolments<'a>(reach: &Reach) -> enrolments::BoxedQuery<'a, Pg> {
    let rows = enrolments::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, enrolments::site_id, sites),
        Bounds::Tutor(tutor) => rows.filter(enrolments::id.eq_any(followed_enrolments(*tutor))),
        Bounds::Link { tutor, apprentices } => rows
            .filter(enrolments::id.eq_any(followed_enrolments(*tutor)))
            .filter(enrolments::apprentice_id.eq_any(apprentices.clone())),
        Bounds::Apprentice(apprentice) => rows.filter(enrolments::apprentice_id.eq(*apprentice)),
    }
}
