//! Handlers of links, for staff and for their bearers, and their mounting.

mod bearer;
mod difficulties;
mod logbook;
mod pages;
mod skills;
pub mod staff;
mod surveys;

use crate::platform::mounting::ServiceConfig;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    staff::mount(routes);
    bearer::mount(routes);
    skills::mount(routes);
    difficulties::mount(routes);
    logbook::mount(routes);
    pages::mount(routes);
    surveys::mount(routes);
}
