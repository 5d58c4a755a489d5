//! Employers, known by their SIRET, and tutors, by their employer and their name.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::json;

use super::{ImportContext, ImportedRow};
use crate::exchange::exports::gathering;
use crate::exchange::imports::rules::EMPLOYER_UNKNOWN;
use crate::ids::{EmployerId, TutorId};
use crate::people::employers::acts::{employer_faults, tutor_faults};
use crate::people::employers::model::{EmployerFacts, TutorFacts};
use crate::people::employers::{Employer, Tutor, batch};
use crate::platform::db::Tx;
use crate::platform::folding::name_key;
use crate::say;

/// The employers that rows name, by SIRET.
pub fn named_employers(
    tx: &mut Tx,
    context: &ImportContext<'_>,
    rows: &[ImportedRow],
    field: &str,
) -> diesel::QueryResult<HashMap<String, Employer>> {
    let sirets = rows.iter().filter_map(|row| row.text(field)).map(str::to_owned).collect();
    let found = batch::employers_by_siret(tx, &context.asker.reach, context.site, sirets)?;
    Ok(found.into_iter().filter_map(|row| Some((row.siret.clone()?, row))).collect())
}

/// What each row asks of employers.
pub fn plan_employers(
    tx: &mut Tx,
    context: &ImportContext<'_>,
    rows: &mut [ImportedRow],
) -> diesel::QueryResult<Vec<(usize, EmployerFacts)>> {
    let mut known = named_employers(tx, context, rows, "siret")?;
    if rows.iter().any(|row| row.text("siret").is_none()) {
        let abroad = batch::employers_without_siret(tx, &context.asker.reach, context.site)?;
        known.extend(abroad.into_iter().map(|row| (name_abroad(&row.country, &row.name), row)));
    }
    let mut seen: HashMap<String, i32> = HashMap::new();
    let mut created = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let entered = row.entered(&[], &[]);
        let given: Option<EmployerFacts> = row.checked(context, &entered);
        if let Some(given) = &given {
            row.report_all(context, employer_faults(context.asker, given, &given.codes()));
        }
        let siret = row.text("siret").map(str::to_owned);
        let abroad = || given.as_ref().map(|given| name_abroad(&given.country, &given.name));
        let Some(key) = siret.or_else(abroad) else { continue };
        if let Some(other) = seen.insert(key.clone(), row.number) {
            row.repeats(context, "siret", other);
        } else if let Some(existing) = known.get(&key) {
            row.meets(context, existing.id.0, &gathering::employer(existing));
        } else if let Some(given) = given.filter(|_| !row.is_faulty()) {
            created.push((at, given));
        }
    }
    Ok(created)
}

/// What an employer without SIRET is known by.
fn name_abroad(country: &str, name: &str) -> String {
    format!("{country} {}", name_key(name))
}

/// Tutors by employer and folded name.
pub struct ExistingTutors(HashMap<(EmployerId, String), Vec<Tutor>>);

impl ExistingTutors {
    /// The tutors of some employers.
    pub fn of(
        tx: &mut Tx,
        context: &ImportContext<'_>,
        employers: &HashMap<String, Employer>,
    ) -> diesel::QueryResult<Self> {
        let ids = employers.values().map(|employer| employer.id).collect();
        let mut known: HashMap<_, Vec<Tutor>> = HashMap::new();
        for tutor in batch::tutors_of(tx, &context.asker.reach, ids)? {
            let key = (tutor.facts.employer_id, full_name(&tutor.facts.family_name, &tutor.facts.given_name));
            known.entry(key).or_default().push(tutor);
        }
        Ok(Self(known))
    }

    /// Their identifiers.
    pub fn ids(&self) -> Vec<TutorId> {
        self.0.values().flatten().map(|tutor| tutor.id).collect()
    }

    /// Those who may be meant: an unknown birth date excludes nobody.
    pub fn meant(
        &self,
        employer: EmployerId,
        family_name: &str,
        given_name: &str,
        born_on: Option<NaiveDate>,
    ) -> Vec<&Tutor> {
        let same_birth = |tutor: &&Tutor| match (tutor.facts.born_on, born_on) {
            (Some(existing_day), Some(given)) => existing_day == given,
            _ => true,
        };
        let key = (employer, full_name(family_name, given_name));
        self.0.get(&key).into_iter().flatten().filter(same_birth).collect()
    }
}

/// A name as people are recognised by it.
pub fn full_name(family_name: &str, given_name: &str) -> String {
    format!("{} {}", name_key(family_name), name_key(given_name))
}

/// Tells that an employer is not there.
pub fn report_unknown_employer(row: &mut ImportedRow, context: &ImportContext<'_>, siret: &str) {
    let facts = say!(
        "Aucun employeur de ce site n'a le SIRET {siret} : importez d'abord les employeurs.",
        "No employer of this site has the SIRET {siret}: import the employers first."
    );
    row.report(context, "employer_siret", EMPLOYER_UNKNOWN.at("", facts));
}

/// What each row asks of tutors.
pub fn plan_tutors(
    tx: &mut Tx,
    context: &ImportContext<'_>,
    rows: &mut [ImportedRow],
) -> diesel::QueryResult<Vec<(usize, TutorFacts)>> {
    let employers = named_employers(tx, context, rows, "employer_siret")?;
    let known = ExistingTutors::of(tx, context, &employers)?;
    let mut seen: HashMap<(EmployerId, String, Option<NaiveDate>), i32> = HashMap::new();
    let mut created = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let siret = row.text("employer_siret").map(str::to_owned);
        let employer = siret.as_ref().and_then(|siret| employers.get(siret));
        match (&siret, employer) {
            (Some(siret), None) => report_unknown_employer(row, context, siret),
            (None, _) => row.report_missing(context, "employer_siret"),
            _ => {}
        }
        // an unknown employer is reported above; the rest of the row is still checked, so that all is corrected at once
        let id = employer.map_or(EmployerId(uuid::Uuid::nil()), |employer| employer.id);
        let entered = row.entered(&["employer_siret"], &[("employer_id", json!(id))]);
        let Some(given) = row.checked::<TutorFacts>(context, &entered) else { continue };
        row.report_all(context, tutor_faults(context.asker, &given));
        let Some(employer) = employer else { continue };
        let (family, first, born) = (&given.family_name, &given.given_name, given.born_on);
        if let Some(other) = seen.insert((employer.id, full_name(family, first), born), row.number) {
            row.repeats(context, "family_name", other);
            continue;
        }
        // tutors have no number of their own: the name in the company says who is meant, the birth date settles doubt
        match known.meant(employer.id, family, first, born).as_slice() {
            [] if !row.is_faulty() => created.push((at, given)),
            [] => {}
            [only] => {
                let mut existing = gathering::tutor(only);
                existing.insert("employer_siret".to_owned(), json!(employer.siret));
                row.meets(context, only.id.0, &existing);
            }
            several => row.fits_several(context, "family_name", several.len()),
        }
    }
    Ok(created)
}
