//! Handlers, and their mounting.

pub mod absences;
mod classes;
mod whereabouts;

use crate::platform::mounting::ServiceConfig;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    absences::mount(routes);
    classes::mount(routes);
    whereabouts::mount(routes);
}
