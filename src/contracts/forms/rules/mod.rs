//! How a form is filled: section by section, box by box.

mod agreement;
mod boxes;
mod parties;

use std::collections::BTreeSet;

use crate::contracts::forms::model::{ChangedBox, FormBox, FormRecord, Section, Trainers};
use crate::law::figures::Law;
use crate::people::apprentices::model::Disability;

pub use boxes::Filler;

/// The whole form of a contract; what is known of a disability is left empty for whoever may not see it.
pub fn fill(
    record: &FormRecord,
    trainers: &Trainers<'_>,
    law: &Law,
    disability: Option<Disability>,
) -> Vec<Section> {
    let filler = Filler { forms: &law.forms, version: &record.contract.form_version };
    let ages = &law.contracts.on(record.contract.starts_on).age;
    let apprentice = &record.parties.apprentice;
    let minor = ages.is_minor(apprentice.born_on, record.contract.starts_on) && !apprentice.emancipated;
    let guardian = record.guardian.as_ref().filter(|_| minor);
    vec![
        parties::employer(&filler, &record.parties.employer),
        parties::apprentice(&filler, apprentice, guardian, disability),
        parties::tutor(&filler, "maitre_1", "Maître d'apprentissage n° 1", record.tutors[0].as_ref()),
        parties::tutor(&filler, "maitre_2", "Maître d'apprentissage n° 2", record.tutors[1].as_ref()),
        agreement::contract(&filler, record),
        agreement::pay(&filler, record),
        agreement::training(&filler, record, trainers),
        agreement::deposit(&filler, record),
    ]
}

/// The boxes whose content differs between two fillings of the form, deposits apart.
pub fn changed(before: &[Section], after: &[Section]) -> Vec<ChangedBox> {
    let mut found = Vec::new();
    for (old, new) in before.iter().zip(after).filter(|(old, _)| old.key != "depot") {
        let keys = old.boxes.iter().chain(&new.boxes).map(|one| one.key.as_str());
        let mut seen = BTreeSet::new();
        for key in keys.filter(|key| seen.insert(*key)) {
            let (before, after) = (find(old, key), find(new, key));
            let Some(either) = after.or(before) else { continue };
            let empty = || FormBox { value: None, meaning: None, printed: None, ..either.clone() };
            let (before, after) =
                (before.cloned().unwrap_or_else(empty), after.cloned().unwrap_or_else(empty));
            if before.value != after.value {
                found.push(ChangedBox { section: new.key, before, after });
            }
        }
    }
    found
}

fn find<'a>(section: &'a Section, key: &str) -> Option<&'a FormBox> {
    section.boxes.iter().find(|one| one.key == key)
}
