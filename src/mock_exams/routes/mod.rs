//! Handlers of mock exams, marks and invitations, and their mounting.

mod exams;
mod invitations;
mod marks;

use utoipa_actix_web::service_config::ServiceConfig;

use super::model::MockExam;
use crate::access::Act;
use crate::journal::Change;
use crate::mock_exams::answering::{refuse_cancelled, refuse_held};
use crate::platform::error::Problem;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    exams::mount(routes);
    marks::mount(routes);
    invitations::mount(routes);
}

fn mock_exam_not_found() -> Problem {
    Problem::not_found("mock_exam")
}

/// What happened to a mock exam, for the journal.
fn change_of<'a>(exam: &MockExam, event: &'static str, fields: &'a [String]) -> Change<'a> {
    let (site_id, subject_id, version) = (exam.site_id, exam.id.0, exam.version);
    Change { act: Act::ChangeMockExam, event, site_id, subject_id, version, fields }
}
