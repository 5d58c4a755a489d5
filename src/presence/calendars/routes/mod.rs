//! Handlers, and their mounting.

mod calendars;
mod days;
mod overrides;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    calendars::mount(routes);
    days::mount(routes);
    overrides::mount(routes);
}
