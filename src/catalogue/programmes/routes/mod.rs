//! Handlers of the catalogue and of cohorts, and their mounting.

mod cohorts;
mod public;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    public::mount(routes);
    cohorts::mount(routes);
}
