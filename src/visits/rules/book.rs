//! What visits are refused or warned of, and on which text.

use crate::rules;

rules! {
    /// A visit is planned during the contract.
    VISIT_WITHIN_CONTRACT = error "visit.outside_contract", "Règle de Compagnon";
        "Une visite est prévue pendant le contrat." /
        "A visit is planned during the contract.";
    /// The last day of a visit does not come before the day planned.
    DUE_AFTER_PLANNED = error "visit.due_before_planned", "Règle de Compagnon";
        "Le dernier jour d'une visite ne vient pas avant le jour prévu." /
        "The last day of a visit does not come before the day planned.";
    /// A training year has a sensible number of visits.
    FEW_ENOUGH_VISITS = error "visit.too_many", "Règle de Compagnon";
        "Une année de formation compte un nombre raisonnable de visites." /
        "A training year has a sensible number of visits.";
    /// A visit that took place no longer changes.
    VISIT_WAS_HELD = error "visit.already_held", "Règle de Compagnon";
        "Une visite qui a eu lieu ne change plus." /
        "A visit that took place no longer changes.";
    /// A cancelled visit is cancelled for good.
    VISIT_IS_CANCELLED = error "visit.cancelled", "Règle de Compagnon";
        "Une visite annulée l'est pour de bon." /
        "A cancelled visit is cancelled for good.";
    /// A report tells a visit of the past.
    HELD_ALREADY = error "visit.held_in_future", "Règle de Compagnon";
        "Un compte rendu dit une visite passée." /
        "A report tells a visit of the past.";
    /// A visit takes place once the contract began.
    HELD_AFTER_THE_START = error "visit.held_before_contract", "Règle de Compagnon";
        "Une visite a lieu une fois le contrat commencé." /
        "A visit takes place once the contract began.";
    /// A visit takes place within a month after the contract.
    HELD_BY_THE_END = error "visit.held_after_contract", "Règle de Compagnon";
        "Une visite a lieu au plus tard un mois après le contrat." /
        "A visit takes place within a month after the contract.";
    /// A visit meets somebody.
    SOMEBODY_IS_MET = error "visit.nobody_present", "Règle de Compagnon";
        "Une visite rencontre quelqu'un." /
        "A visit meets somebody.";
}
