//! Handlers of sittings, slots and publications, and their mounting.

mod publications;
mod running_order;
mod sittings;
mod slots;
pub mod transitions;

use crate::platform::mounting::ServiceConfig;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    sittings::mount(routes);
    slots::mount(routes);
    publications::mount(routes);
    routes.service(running_order::read_running_order).service(transitions::list_sitting_transitions);
    #[cfg(feature = "pdf")]
    routes.service(super::convocation::print_convocation).service(super::jury_sheet::print_running_order);
}
