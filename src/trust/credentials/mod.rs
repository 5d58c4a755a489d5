//! How somebody proves who they are: keys, tokens, passwords, and the look-up made on every request.

pub mod caller;
mod guesses;
pub mod keys;
pub mod lobby;
pub mod passwords;
mod proofs;
pub mod scopes;
pub mod tokens;

pub use keys::KeyRing;
pub use lobby::Lobby;
pub use passwords::Passwords;
pub use scopes::ScopeSet;
pub use tokens::{Claims, Ticket};
