//! Columns of telephone contacts.

use super::columns::{
    APPRENTICE_ID, COHORT, COHORT_ID, CONTRACT_ID, EMPLOYER, EMPLOYER_ID, FAMILY_NAME, GIVEN_NAME, ID,
    REFERENT, TUTOR_FAMILY_NAME, TUTOR_GIVEN_NAME, TUTOR_ID, day, of, text,
};
use crate::exchange::sheets::{Column, Shape};
use crate::follow_up::phone_contacts::model::{CallDirection, CallOutcome, CallParty, CallSubject};
use crate::follow_up::visits::NoteVisibility;
use crate::follow_up::visits::model::CommitmentOwner;
use crate::label_shape;

/// What the file of calls holds; what was said, only for who may read it.
pub const COLUMNS: &[Column] = &[
    FAMILY_NAME,
    GIVEN_NAME,
    COHORT,
    EMPLOYER,
    TUTOR_FAMILY_NAME,
    TUTOR_GIVEN_NAME,
    REFERENT,
    of("called_at", "Appel du", Shape::Moment, ("Jour et heure, en France.", "Day and hour, in France.")),
    of("direction", "Sens", label_shape!(CallDirection), ("Émis ou reçu.", "Outgoing or incoming.")),
    of("party", "Interlocuteur", label_shape!(CallParty), ("L'autre bout du fil.", "The other end.")),
    text("person", "Personne jointe", ("Nom de la personne.", "Name of the person.")),
    of("outcome", "Résultat", label_shape!(CallOutcome), ("Ce que l'appel a donné.", "What came of it.")),
    of("subject", "Sujet", label_shape!(CallSubject), ("De quoi il s'agissait.", "What it was about.")),
    text("note", "Note", ("Ce qui a été dit.", "What was said.")),
    of(
        "visibility",
        "Lisible par",
        label_shape!(NoteVisibility),
        ("Qui peut lire la note.", "Who may read the note."),
    ),
    text("next_action/what", "Suite à donner", ("Ce qui reste à faire.", "What is to be done next.")),
    day("next_action/due_on", "Suite à donner avant le", ("Dernier jour.", "Last day.")),
    of(
        "next_action/owner",
        "Suite à donner par",
        label_shape!(CommitmentOwner),
        ("Qui doit le faire.", "Who is to do it."),
    ),
    day("cleared_on", "Suite donnée le", ("Jour où ce fut fait.", "Day it was done.")),
    text("cleared_note", "Suite donnée", ("Ce qui a été fait.", "What was done.")),
    text("author/name", "Saisi par", ("Qui a noté l'appel.", "Who logged the call.")),
    ID,
    APPRENTICE_ID,
    COHORT_ID,
    EMPLOYER_ID,
    TUTOR_ID,
    CONTRACT_ID,
];
