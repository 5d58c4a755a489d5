//! Handlers of surveys and official figures, and their mounting.

mod figures;
mod surveys;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    surveys::mount(routes);
    figures::mount(routes);
}
