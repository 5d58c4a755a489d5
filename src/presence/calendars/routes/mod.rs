//! Handlers, and their mounting.

mod calendars;
mod days;
mod overrides;

use crate::platform::mounting::ServiceConfig;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    calendars::mount(routes);
    days::mount(routes);
    overrides::mount(routes);
}
