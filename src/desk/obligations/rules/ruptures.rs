//! What the procedure of a rupture waits for: its next step, the notice, the rupture itself.

use super::book::RUPTURE_GOES_ON;
use crate::desk::obligations::gathering::{ApprenticeFile, ContractFile};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind, Owner};
use crate::law::calendar::add_days;
use crate::law::figures::Law;
use crate::ruptures::procedures::due::RuptureDue;

/// What the procedure of the rupture of a contract waits for, told to the staff alone.
pub fn of(file: &ApprenticeFile, contract_file: &ContractFile, law: &Law) -> Vec<Derived> {
    contract_file.rupture_dues.iter().map(|due| awaited(file, contract_file, due, law)).collect()
}

fn awaited(file: &ApprenticeFile, contract_file: &ContractFile, due: &RuptureDue, law: &Law) -> Derived {
    let delays = law.obligations.on(contract_file.contract.starts_on);
    let due_on = due.by.unwrap_or_else(|| add_days(due.from_on, delays.rupture_step_days)).max(due.from_on);
    Derived::new(
        ObligationKind::RuptureStep,
        InFile::Apprentice(file.apprentice.id),
        due.case_id.0,
        &RUPTURE_GOES_ON,
        (due.from_on, due_on),
    )
    .step(due.step.clone())
    .under(contract_file.contract.id, None)
    .owned_by(Owner::Site)
    .known_since(due.opened_on)
    .done(due.done_on)
    .until(add_days(due_on, delays.lapse_days))
    .because(ObligationFacts {
        label_fr: Some(due.label.fr.to_string()),
        label_en: Some(due.label.en.to_string()),
        starts_on: Some(due.from_on),
        ..ObligationFacts::default()
    })
}
