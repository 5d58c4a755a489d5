//! What appreciations are refused for.

use crate::rules;

rules! {
    /// A batch speaks of a candidate once.
    APPRECIATED_ONCE = error "council_appreciation.repeated", "Règle du site";
        "Une saisie parle d'un candidat une fois." /
        "A batch speaks of a candidate once.";
    /// An appreciation is changed on the version that was read.
    APPRECIATIONS_ARE_FRESH = error "council_appreciation.stale", "Règle du site";
        "Une appréciation se change sur la version qui a été lue." /
        "An appreciation is changed on the version that was read.";
}
