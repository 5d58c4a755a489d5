//! What became of a contract: its signature, its accepted deposit, its end before the term.

use crate::exchange::sheets::column::{Column, DECA, SIRET, Shape};

/// Signature and deposit.
pub const DEPOSIT: &[Column] = &[
    Column::new(
        "signed_on",
        "Date de conclusion",
        Shape::Day,
        &["date de signature", "signe le", "conclu le"],
        ("Jour où tous ont signé ; vide pour un projet.", "Day on which all signed; empty for a draft."),
    ),
    Column::new(
        "filing/sent_on",
        "Envoyé au dépôt le",
        Shape::Day,
        &["date d envoi", "depose le"],
        (
            "Jour où l'employeur a envoyé le contrat signé à son OPCO, ou à la DDETS.",
            "Day on which the employer sent the signed contract to its OPCO, or to the DDETS.",
        ),
    ),
    Column::new(
        "filing/organisation",
        "Organisme du dépôt",
        Shape::Text,
        &["nom de l organisme"],
        ("Nom de l'OPCO ou de la DDETS.", "Name of the OPCO or of the DDETS."),
    ),
    Column::new(
        "filing/organisation_siret",
        "SIRET de l'organisme du dépôt",
        SIRET,
        &["siret de l organisme"],
        ("Son SIRET.", "Its SIRET."),
    ),
    Column::new(
        "filing/complete_on",
        "Dossier complet reçu le",
        Shape::Day,
        &["date de reception du dossier complet"],
        ("Jour où le dossier complet a été reçu.", "Day on which the complete file was received."),
    ),
    Column::new(
        "filing/decided_on",
        "Accepté le",
        Shape::Day,
        &["date de la decision"],
        ("Jour de l'acceptation.", "Day of the acceptance."),
    ),
    Column::new(
        "filing/deca_number",
        "N° de dépôt",
        DECA,
        &["numero de depot", "numero deca", "n deca"],
        ("Numéro donné au contrat.", "Number given to the contract."),
    ),
    Column::new("state", "État", Shape::Shown, &[], ("Où en est le contrat.", "Where the contract stands.")),
    Column::new(
        "closed_on",
        "Dernier jour avant rupture",
        Shape::Day,
        &[],
        (
            "D'un contrat rompu seulement ; un import ne crée pas de contrat rompu.",
            "Of a broken contract only; an import makes no broken contract.",
        ),
    ),
];
