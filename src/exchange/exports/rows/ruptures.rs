//! Columns of ruptures.

use super::columns::{
    APPRENTICE_ID, COHORT, COHORT_ID, CONTRACT_ID, EMPLOYER, EMPLOYER_CITY, EMPLOYER_ID, FAMILY_NAME,
    GIVEN_NAME, ID, REFERENT, TUTOR_FAMILY_NAME, TUTOR_GIVEN_NAME, TUTOR_ID, day, of, text,
};
use crate::exchange::sheets::Column;
use crate::label_shape;
use crate::ruptures::declarations::rules::{Ground, Initiator};

/// What the file of ruptures holds.
pub const COLUMNS: &[Column] = &[
    FAMILY_NAME,
    GIVEN_NAME,
    COHORT,
    EMPLOYER,
    EMPLOYER_CITY,
    TUTOR_FAMILY_NAME,
    TUTOR_GIVEN_NAME,
    REFERENT,
    day(
        "effective_on",
        "Sans contrat à partir du",
        ("Premier jour sans contrat.", "First day without a contract."),
    ),
    day("last_contract_day", "Dernier jour de contrat", ("La veille.", "The eve.")),
    of("initiator", "À l'initiative de", label_shape!(Initiator), ("Qui rompt.", "Who breaks the contract.")),
    of("ground", "Motif", label_shape!(Ground), ("Motif de la loi.", "Ground of the law.")),
    text("source", "Article", ("Article du motif.", "Article the ground rests on.")),
    day(
        "notice_received_on",
        "Écrit reçu le",
        ("Jour où le CFA a reçu l'écrit.", "Day the notice was received."),
    ),
    day("mediator_seized_on", "Médiateur saisi le", ("Pour une démission.", "For a resignation.")),
    day("employer_informed_on", "Employeur informé le", ("Pour une démission.", "For a resignation.")),
    day(
        "right_to_stay_until",
        "Maintien en formation jusqu'au",
        ("Dernier jour du droit à rester sans contrat.", "Last day of the right to stay without a contract."),
    ),
    text(
        "confirmation",
        "Confirmation",
        ("Pourquoi une rupture libre après les jours libres.", "Why a free rupture after the free days."),
    ),
    ID,
    APPRENTICE_ID,
    COHORT_ID,
    EMPLOYER_ID,
    TUTOR_ID,
    CONTRACT_ID,
];
