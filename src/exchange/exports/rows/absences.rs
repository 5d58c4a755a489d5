//! Columns of absences.

use super::columns::{
    APPRENTICE_ID, COHORT, COHORT_ID, EMPLOYER, EMPLOYER_ID, FAMILY_NAME, GIVEN_NAME, ID, REFERENT,
    TUTOR_FAMILY_NAME, TUTOR_GIVEN_NAME, TUTOR_ID, day, of,
};
use crate::exchange::sheets::Column;
use crate::label_shape;
use crate::presence::absences::model::{AbsenceReason, AwayFrom, Half, Justified};

/// What the file of absences holds; the reason only for whom it concerns.
pub const COLUMNS: &[Column] = &[
    FAMILY_NAME,
    GIVEN_NAME,
    COHORT,
    EMPLOYER,
    TUTOR_FAMILY_NAME,
    TUTOR_GIVEN_NAME,
    REFERENT,
    of(
        "away_from",
        "Absent de",
        label_shape!(AwayFrom),
        ("Où il était attendu.", "Where they were expected."),
    ),
    day("from_on", "Du", ("Premier jour.", "First day.")),
    of("from_half", "À partir du", label_shape!(Half), ("Première demi-journée.", "First half-day.")),
    day("to_on", "Au", ("Dernier jour.", "Last day.")),
    of("to_half", "Jusqu'au", label_shape!(Half), ("Dernière demi-journée.", "Last half-day.")),
    of(
        "justified",
        "Justification",
        label_shape!(Justified),
        ("Justifiée ou non.", "Whether it was justified."),
    ),
    of(
        "reason",
        "Motif",
        label_shape!(AbsenceReason),
        ("Vide pour qui il ne concerne pas.", "Empty for whom it does not concern."),
    ),
    ID,
    APPRENTICE_ID,
    COHORT_ID,
    EMPLOYER_ID,
    TUTOR_ID,
];
