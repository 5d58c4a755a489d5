//! Handlers, and their mounting.

mod accounts;
mod bootstrap;
mod clients;
mod invitations;
mod me;
mod oauth;
mod resets;
mod sessions;
pub mod transitions;

use crate::platform::mounting::ServiceConfig;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    bootstrap::mount(routes);
    sessions::mount(routes);
    me::mount(routes);
    resets::mount(routes);
    invitations::mount(routes);
    accounts::mount(routes);
    clients::mount(routes);
    oauth::mount(routes);
}
