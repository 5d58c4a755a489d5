//! The scopes a token of a machine carries, as a set small enough to travel with every request.

use crate::trust::access::{Caller, SCOPES};

const _: () = assert!(SCOPES.len() <= u32::BITS as usize, "one bit for each scope");

/// Some of [`SCOPES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ScopeSet(u32);

impl ScopeSet {
    /// Every scope there is.
    pub const ALL: Self = Self(u32::MAX);

    /// The scopes named; a name that is no scope gives nothing.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let places = names.into_iter().filter_map(|name| SCOPES.iter().position(|scope| *scope == name));
        Self(places.fold(0, |set, place| set | 1 << place))
    }

    /// The names, separated by spaces, as tokens and answers bear them (RFC 6749 §3.3).
    pub fn text(self) -> String {
        let names: Vec<&str> = SCOPES.iter().filter(|scope| self.contains(scope)).copied().collect();
        names.join(" ")
    }

    /// A machine as its token lets it act: what it may now, as far as the token carries it.
    pub fn narrow(self, mut caller: Caller) -> Caller {
        caller.scopes.retain(|scope| self.contains(scope));
        caller
    }

    fn contains(self, name: &str) -> bool {
        let place = SCOPES.iter().position(|scope| *scope == name);
        place.is_some_and(|place| self.0 & 1 << place != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_scopes_is_what_was_named_and_nothing_else() {
        for scope in SCOPES {
            assert_eq!(ScopeSet::named([*scope]).text(), *scope);
        }
        let two = ScopeSet::named(["visits:read", "changes:read", "visits:read", "visits:write", ""]);
        assert_eq!(two.text(), "changes:read visits:read");
        assert_eq!(ScopeSet::named([]).text(), "");
        assert_eq!(ScopeSet::ALL.text(), SCOPES.join(" "));
    }
}
