//! Handlers of mock exams, marks and invitations, and their mounting.

mod corrections;
mod exams;
mod invitations;
mod marks;
mod papers;
mod release;
mod sheets;
pub mod transitions;

use chrono::NaiveDate;
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::MockExam;
use super::rules::book::HELD_ONCE_BEGUN;
use crate::law::calendar::french_day;
use crate::learning::mock_exams::acts::{refuse_cancelled, refuse_held};
use crate::platform::error::Problem;
use crate::say;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    exams::mount(routes);
    marks::mount(routes);
    release::mount(routes);
    routes.service(corrections::correct_mark).service(sheets::read_mark_sheet).service(papers::choose_papers);
    invitations::mount(routes);
    transitions::mount(routes);
}

/// Nothing is told of a mock exam before its first day: that of its month until its days are fixed.
fn refuse_early(exam: &MockExam, today: NaiveDate) -> Result<(), Problem> {
    let (first_day, _) = exam.days();
    if first_day <= today {
        return Ok(());
    }
    let day = french_day(first_day);
    Err(HELD_ONCE_BEGUN.conflict(say!(
        "Cet examen blanc ne commence que le {day}.",
        "This mock exam only starts on {first_day}."
    )))
}
