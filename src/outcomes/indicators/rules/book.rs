//! What reading rates is refused for.

use crate::rules;

rules! {
    /// Rates are read as of a day that has come.
    AS_OF_IS_PAST = error "indicator.as_of_in_future", "Règle du site";
        "Un taux se lit à une date échue : aujourd'hui au plus tard." /
        "A rate is read as of a day that has come: today at the latest.";
    /// A trend is over a few sessions.
    FEW_SESSIONS = error "indicator.too_many_sessions", "Règle du site";
        "Une évolution se lit sur dix sessions au plus, la première d'abord." /
        "A trend is read over ten sessions at most, the first one first.";
}
