//! Handlers of mock exams, marks and invitations, and their mounting.

mod attendance;
mod corrections;
mod days;
mod exams;
mod invitations;
mod marks;
mod papers;
mod release;
mod sheets;
pub mod transitions;

pub(super) use self::exams::with_papers;
use super::acts::{refuse_cancelled, refuse_early, refuse_held};
use crate::platform::mounting::ServiceConfig;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    exams::mount(routes);
    marks::mount(routes);
    release::mount(routes);
    routes
        .service(corrections::correct_mark)
        .service(sheets::read_mark_sheet)
        .service(papers::choose_papers)
        .service(days::fix_mock_exam_days);
    invitations::mount(routes);
    attendance::mount(routes);
    transitions::mount(routes);
    super::readings::routes::mount(routes);
}
