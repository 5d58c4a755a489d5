//! Contracts, known by their apprentice and first day; each is checked as the API checks it.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::apprentices::KnownApprentices;
use super::companies::{KnownTutors, named_employers, tell_unknown_employer};
use super::{Row, Scene};
use crate::apprentices::store::{batch as people, enrolments_of};
use crate::apprentices::{Apprentice, EnrolmentInCohort};
use crate::contracts::drafting::{self, Drafted};
use crate::contracts::wire::ContractIn;
use crate::contracts::{Contract, batch};
use crate::employers::Employer;
use crate::exports::gathering;
use crate::ids::{ApprenticeId, EmployerId, EnrolmentId};
use crate::imports::rules::{APPRENTICE_UNKNOWN, NOT_ENROLLED, PREVIOUS_UNKNOWN, TUTOR_UNKNOWN};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::text::Text;
use crate::say;
use crate::sheets::folding::folded;

/// Columns that say whom and what a contract binds, in people's words.
const IN_WORDS: &[&str] = &[
    "apprentice_family_name",
    "apprentice_given_name",
    "apprentice_born_on",
    "apprentice_ine",
    "cohort",
    "employer_siret",
    "tutor_family_name",
    "tutor_given_name",
    "tutor_born_on",
    "previous_starts_on",
];

/// Everything the rows name, looked up at once.
struct Known {
    apprentices: KnownApprentices,
    enrolments: HashMap<ApprenticeId, Vec<EnrolmentInCohort>>,
    employers: HashMap<String, Employer>,
    tutors: KnownTutors,
    contracts: HashMap<ApprenticeId, Vec<Contract>>,
}

/// What each row asks of contracts.
pub fn plan(tx: &mut Tx, scene: &Scene<'_>, rows: &mut [Row]) -> Result<Vec<(usize, Drafted)>, Problem> {
    let known = look_up(tx, scene, rows)?;
    let mut seen = HashMap::new();
    let mut wanted = Vec::new();
    let mut met: Vec<(usize, Contract)> = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let apprentice = known.apprentice(row, scene);
        let entered = known.entered(row, scene, apprentice);
        let given = row.checked::<ContractIn>(scene, &entered);
        let (Some(apprentice), Some(given)) = (apprentice, given) else { continue };
        if let Some(other) = seen.insert((apprentice.id, given.starts_on), row.number) {
            row.repeats(scene, "apprentice_family_name", other);
            continue;
        }
        let theirs = known.contracts.get(&apprentice.id).into_iter().flatten();
        match theirs.clone().find(|contract| contract.starts_on == given.starts_on) {
            Some(existing) => met.push((at, existing.clone())),
            None if row.is_faulty() => {}
            None => match drafting::check(tx, &scene.asker.reach, scene.catalogue, &given) {
                Ok(drafted) => {
                    row.tell_all(scene, drafted.warnings.iter().cloned());
                    wanted.push((at, drafted));
                }
                Err(problem) if problem.is_refusal() => row.tell_problem(scene, &problem),
                Err(problem) => return Err(problem),
            },
        }
    }
    compare(tx, scene, rows, &met)?;
    Ok(wanted)
}

fn look_up(tx: &mut Tx, scene: &Scene<'_>, rows: &[Row]) -> diesel::QueryResult<Known> {
    let reach = &scene.asker.reach;
    let apprentices = KnownApprentices::of(tx, scene, rows, ("apprentice_born_on", "apprentice_ine"))?;
    let ids: Vec<ApprenticeId> = apprentices.all().iter().map(|row| row.id).collect();
    if scene.commits {
        people::lock_all(tx, ids.clone())?;
    }
    let mut enrolments: HashMap<_, Vec<_>> = HashMap::new();
    for row in enrolments_of(tx, reach, &ids)? {
        enrolments.entry(row.enrolment.apprentice_id).or_default().push(row);
    }
    let mut contracts: HashMap<_, Vec<_>> = HashMap::new();
    for row in batch::of_apprentices(tx, reach, ids)? {
        contracts.entry(row.apprentice_id).or_default().push(row);
    }
    let employers = named_employers(tx, scene, rows, "employer_siret")?;
    let tutors = KnownTutors::of(tx, scene, &employers)?;
    Ok(Known { apprentices, enrolments, employers, tutors, contracts })
}

/// Says of the contracts already there whether the rows say the same.
fn compare(
    tx: &mut Tx,
    scene: &Scene<'_>,
    rows: &mut [Row],
    met: &[(usize, Contract)],
) -> Result<(), Problem> {
    let contracts: Vec<Contract> = met.iter().map(|(_, contract)| contract.clone()).collect();
    let records = gathering::contract_records(tx, &scene.asker.reach, &contracts)?;
    for ((at, contract), record) in met.iter().zip(records) {
        if let Some(row) = rows.get_mut(*at) {
            row.meets(scene, contract.id.0, &record);
        }
    }
    Ok(())
}

impl Known {
    fn apprentice(&self, row: &mut Row, scene: &Scene<'_>) -> Option<&Apprentice> {
        let born_on = row.day("apprentice_born_on")?;
        let (family, first) = (row.text("apprentice_family_name")?, row.text("apprentice_given_name")?);
        let found = self.apprentices.meant(family, first, born_on, row.text("apprentice_ine"));
        match found.as_slice() {
            [only] => Some(only),
            [] => {
                let facts = say!(
                    "Aucun apprenti de ce site n'a ce nom et cette date de naissance : importez d'abord les apprentis.",
                    "No apprentice of this site has this name and this birth date: import the apprentices first."
                );
                row.tell(scene, "apprentice_family_name", APPRENTICE_UNKNOWN.at("", facts));
                None
            }
            several => {
                row.fits_several(scene, "apprentice_family_name", several.len());
                None
            }
        }
    }

    /// The row in the API's words; what was not found is told, and left to no one.
    fn entered(&self, row: &mut Row, scene: &Scene<'_>, apprentice: Option<&Apprentice>) -> Value {
        for needed in
            ["apprentice_family_name", "apprentice_given_name", "apprentice_born_on", "employer_siret"]
        {
            row.tell_missing(scene, needed);
        }
        let employer = self.employer(row, scene);
        let nobody = Uuid::nil();
        let enrolment = apprentice.and_then(|one| self.enrolment(row, scene, one));
        let mut found = vec![
            ("enrolment_id", json!(enrolment.unwrap_or(EnrolmentId(nobody)))),
            ("employer_id", json!(employer.unwrap_or(EmployerId(nobody)))),
        ];
        if let Some(tutor) = employer.and_then(|employer| self.tutor(row, scene, employer)) {
            found.push(("tutor_id", tutor));
        }
        if let Some(previous) = apprentice.and_then(|one| self.previous(row, scene, one)) {
            found.push(("previous_contract_id", previous));
        }
        row.entered(IN_WORDS, &found)
    }

    fn employer(&self, row: &mut Row, scene: &Scene<'_>) -> Option<EmployerId> {
        let siret = row.text("employer_siret")?.to_owned();
        let found = self.employers.get(&siret).map(|employer| employer.id);
        if found.is_none() {
            tell_unknown_employer(row, scene, &siret);
        }
        found
    }

    fn enrolment(&self, row: &mut Row, scene: &Scene<'_>, apprentice: &Apprentice) -> Option<EnrolmentId> {
        let theirs = self.enrolments.get(&apprentice.id).map(Vec::as_slice).unwrap_or_default();
        let named = row.text("cohort").map(folded);
        let fits =
            |one: &&EnrolmentInCohort| named.as_ref().is_none_or(|name| folded(&one.cohort.name) == *name);
        let found: Vec<_> = theirs.iter().filter(fits).collect();
        if let [only] = found.as_slice() {
            return Some(only.enrolment.id);
        }
        let cohorts: Vec<&str> = theirs.iter().map(|one| one.cohort.name.as_str()).collect();
        let field = if named.is_some() { "cohort" } else { "apprentice_family_name" };
        row.tell(scene, field, NOT_ENROLLED.at("", enrolment_sentence(&cohorts)));
        None
    }

    fn tutor(&self, row: &mut Row, scene: &Scene<'_>, employer: EmployerId) -> Option<Value> {
        let (family, first) =
            (row.text("tutor_family_name")?, row.text("tutor_given_name").unwrap_or_default());
        let found = self.tutors.meant(employer, family, first, row.day("tutor_born_on"));
        match found.as_slice() {
            [only] => return Some(json!(only.id)),
            [] => {
                let facts = say!(
                    "Aucun maître d'apprentissage de cet employeur ne porte ce nom : importez d'abord les maîtres d'apprentissage.",
                    "No tutor of this employer bears this name: import the tutors first."
                );
                row.tell(scene, "tutor_family_name", TUTOR_UNKNOWN.at("", facts));
            }
            several => row.fits_several(scene, "tutor_family_name", several.len()),
        }
        None
    }

    fn previous(&self, row: &mut Row, scene: &Scene<'_>, apprentice: &Apprentice) -> Option<Value> {
        let starts_on = row.day("previous_starts_on")?;
        let theirs = self.contracts.get(&apprentice.id).into_iter().flatten();
        let mut concluded = theirs.filter(|contract| contract.state.is_concluded());
        let found = concluded.find(|contract| contract.starts_on == starts_on);
        if found.is_none() {
            let day = crate::calendar::french_day(starts_on);
            let facts = say!(
                "Aucun contrat signé de l'apprenti ne commence le {day}.",
                "No signed contract of the apprentice starts on {starts_on}."
            );
            row.tell(scene, "previous_starts_on", PREVIOUS_UNKNOWN.at("", facts));
        }
        found.map(|contract| json!(contract.id))
    }
}

fn enrolment_sentence(cohorts: &[&str]) -> Text {
    if cohorts.is_empty() {
        return say!(
            "L'apprenti n'est inscrit dans aucune promotion : inscrivez-le d'abord.",
            "The apprentice is enrolled in no cohort: enrol them first."
        );
    }
    let cohorts = cohorts.join(", ");
    say!(
        "Indiquez dans la colonne Promotion l'une de celles de l'apprenti : {cohorts}.",
        "Give in the column Promotion one of the apprentice's cohorts: {cohorts}."
    )
}
