//! A record stays at its site.

use crate::platform::error::Problem;
use crate::platform::text::Sentence;
use crate::rules;

rules! {
    /// A record stays at its site.
    SITE_IS_FIXED = error "site.fixed", "Règle du site";
        "Le site d'un enregistrement ne change plus après sa création." /
        "The site of a record no longer changes once created.";
}

/// The refusal of a record moved to another site.
pub fn site_is_fixed() -> Problem {
    SITE_IS_FIXED.fault("/site_id", Sentence::new(SITE_IS_FIXED.fr, SITE_IS_FIXED.en))
}
