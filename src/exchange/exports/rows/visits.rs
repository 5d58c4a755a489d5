//! Columns of visits.

use super::columns::{
    APPRENTICE_ID, COHORT, COHORT_ID, CONTRACT_ID, EMPLOYER, EMPLOYER_CITY, EMPLOYER_ID, FAMILY_NAME,
    GIVEN_NAME, ID, REFERENT, TUTOR_FAMILY_NAME, TUTOR_GIVEN_NAME, TUTOR_ID, day, of, text, whole,
};
use crate::exchange::sheets::Column;
use crate::follow_up::visits::model::{Present, RemoteReason, VisitMode};
use crate::follow_up::visits::rules::{CancelReason, DueState, VisitState};
use crate::label_shape;

/// What the file of visits holds; notes, which are for some readers only, and difficulties stay out of it.
pub const COLUMNS: &[Column] = &[
    FAMILY_NAME,
    GIVEN_NAME,
    COHORT,
    EMPLOYER,
    EMPLOYER_CITY,
    TUTOR_FAMILY_NAME,
    TUTOR_GIVEN_NAME,
    REFERENT,
    whole("training_year", "Année de formation", ("De 1 à 4.", "From 1 to 4.")),
    whole("ordinal", "Rang", ("Rang dans l'année de formation.", "Rank in the training year.")),
    of("state", "État", label_shape!(VisitState), ("Où en est la visite.", "Where the visit stands.")),
    day("planned_on", "Prévue le", ("Jour prévu.", "Day planned.")),
    text("appointment/time", "Heure", ("Heure prévue.", "Hour planned.")),
    text(
        "appointment/place",
        "Lieu",
        ("Lieu, s'il n'est pas l'établissement.", "Place, unless the establishment."),
    ),
    day("due_on", "À faire avant le", ("Dernier jour dans les temps.", "Last day in time.")),
    of(
        "due_state",
        "Échéance",
        label_shape!(DueState),
        ("Urgence aujourd'hui.", "How pressing it is today."),
    ),
    day("held_on", "Effectuée le", ("Jour de la visite.", "Day it took place.")),
    of("mode", "Modalité", label_shape!(VisitMode), ("Comment elle a eu lieu.", "How it took place.")),
    of(
        "remote_reason",
        "Motif de la distance",
        label_shape!(RemoteReason),
        ("Pourquoi elle a eu lieu à distance.", "Why it took place at a distance."),
    ),
    of("present", "Présents", label_shape!(Present), ("Personnes présentes.", "Persons present.")),
    text("report", "Compte rendu", ("Ce qui a été vu et dit.", "What was seen and said.")),
    text("points_agreed", "Points convenus", ("Ce qui a été convenu.", "What was agreed.")),
    text("author/name", "Compte rendu de", ("Qui l'a écrit.", "Who wrote it.")),
    of(
        "cancelled_reason",
        "Motif d'annulation",
        label_shape!(CancelReason),
        ("Pourquoi la visite est annulée.", "Why the visit is cancelled."),
    ),
    text("cancelled_note", "Remarque sur l'annulation", ("Remarque.", "Remark.")),
    ID,
    APPRENTICE_ID,
    COHORT_ID,
    EMPLOYER_ID,
    TUTOR_ID,
    CONTRACT_ID,
];
