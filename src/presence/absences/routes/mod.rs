//! Handlers, and their mounting.

pub mod absences;
mod classes;
mod whereabouts;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    absences::mount(routes);
    classes::mount(routes);
    whereabouts::mount(routes);
}
