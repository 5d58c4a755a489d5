//! Handlers of surveys and official figures, and their mounting.

mod figures;
mod objections;
mod surveys;

use crate::platform::mounting::ServiceConfig;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    surveys::mount(routes);
    figures::mount(routes);
    objections::mount(routes);
}
