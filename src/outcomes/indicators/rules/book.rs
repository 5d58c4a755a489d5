//! What reading rates is refused for.

use crate::rules;

rules! {
    /// Rates are read as of a day that has come.
    AS_OF_IS_PAST = error "indicator.as_of_in_future", "Règle du site";
        "Un taux se lit à une date échue : aujourd'hui au plus tard." /
        "A rate is read as of a day that has come: today at the latest.";
}
