//! What is due: its columns, and each with the people it is about.

use serde::Serialize;

use super::columns::{
    APPRENTICE_ID, COHORT, COHORT_ID, EMPLOYER, EMPLOYER_CITY, EMPLOYER_ID, FAMILY_NAME, GIVEN_NAME,
    REFERENT, TUTOR_FAMILY_NAME, TUTOR_GIVEN_NAME, TUTOR_ID, day, of, text, whole,
};
use crate::desk::obligations::ObligationKind;
use crate::desk::obligations::model::{ObligationState, SettlingReason};
use crate::desk::obligations::reading;
use crate::desk::obligations::store::{ObligationFilter, ObligationPlace};
use crate::desk::obligations::wire::{ObligationOut, ObligationOwnerKind};
use crate::exchange::sheets::Column;
use crate::label_shape;
use crate::people::apprentices::cards::wire::{CohortName, PeopleOut};
use crate::people::apprentices::cards::{Peopled, peopled};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::{Page, Rows};
use crate::trust::door::Asker;

/// What the file of what is due holds.
pub const COLUMNS: &[Column] = &[
    of("obligation/kind", "À faire", label_shape!(ObligationKind), ("Ce qui est dû.", "What is due.")),
    text("obligation/sentence", "Précision", ("Les faits qui le rendent dû.", "What makes it so.")),
    of("obligation/state", "État", label_shape!(ObligationState), ("Où il en est.", "Where it stands.")),
    day("obligation/from_on", "À partir du", ("Premier jour.", "First day.")),
    day("obligation/due_on", "Avant le", ("Dernier jour dans les temps.", "Last day in time.")),
    day("obligation/done_on", "Fait le", ("Jour où ce fut fait.", "Day it was done.")),
    of(
        "obligation/owner/kind",
        "Qui",
        label_shape!(ObligationOwnerKind),
        ("Qui doit le faire.", "Who has to do it."),
    ),
    text("obligation/owner/name", "Par", ("Nom de qui doit le faire.", "Name of who has to do it.")),
    FAMILY_NAME,
    GIVEN_NAME,
    COHORT,
    EMPLOYER,
    EMPLOYER_CITY,
    TUTOR_FAMILY_NAME,
    TUTOR_GIVEN_NAME,
    REFERENT,
    whole(
        "obligation/consequence/class",
        "Gravité",
        ("De 1 (le plus) à 4 (le moins).", "From 1 (the most) to 4 (the least)."),
    ),
    text("obligation/consequence/sentence", "Ce qui est perdu", ("En cas de retard.", "When it is late.")),
    text("obligation/rule/source", "Règle", ("Article ou règle du site.", "Article or rule of the site.")),
    day("obligation/snoozed_until", "Reporté au", ("Jour du prochain rappel.", "Day of the next reminder.")),
    of(
        "obligation/waiver/reason",
        "Abandonné car",
        label_shape!(SettlingReason),
        ("Motif de l'abandon.", "Why it was given up."),
    ),
    day("obligation/waiver/given_on", "Abandonné le", ("Jour de l'abandon.", "Day it was given up.")),
    text("obligation/id", "Identifiant", ("Identifiant de l'échéance.", "Identifier of what is due.")),
    APPRENTICE_ID,
    COHORT_ID,
    EMPLOYER_ID,
    TUTOR_ID,
    text("obligation/contract_id", "Identifiant du contrat", ("Contrat concerné.", "Contract concerned.")),
];

/// Something due, with the people it is about.
#[derive(Debug, Serialize)]
pub struct ObligationLine {
    obligation: ObligationOut,
    #[serde(flatten)]
    people: PeopleOut,
}

impl From<Peopled<ObligationOut>> for ObligationLine {
    fn from(Peopled { row, mut people }: Peopled<ObligationOut>) -> Self {
        let whole = row.cohort.as_ref().map(|one| CohortName { id: one.id, name: one.name.clone() });
        people.cohort = people.cohort.or(whole);
        Self { obligation: row, people }
    }
}

/// One page of what is due.
pub fn listed(
    conn: &mut Tx,
    asker: &Asker,
    filter: &ObligationFilter,
    page: &Rows<ObligationPlace>,
) -> Result<Page<ObligationLine>, Problem> {
    let due = reading::listed(conn, asker, filter, page)?;
    Ok(peopled(conn, asker, due)?.map(ObligationLine::from))
}
