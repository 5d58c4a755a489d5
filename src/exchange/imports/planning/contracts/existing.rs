//! Whom and what the rows of a file of contracts name, in people's words.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::contracts::agreements::{Contract, batch};
use crate::contracts::tutorships;
use crate::exchange::imports::planning::apprentices::ExistingApprentices;
use crate::exchange::imports::planning::companies::{
    ExistingTutors, named_employers, report_unknown_employer,
};
use crate::exchange::imports::planning::{ImportContext, ImportedRow};
use crate::exchange::imports::rules::{APPRENTICE_UNKNOWN, NOT_ENROLLED, PREVIOUS_UNKNOWN, TUTOR_UNKNOWN};
use crate::ids::{ApprenticeId, EmployerId, EnrolmentId};
use crate::people::apprentices::store::{batch as people, enrolments_of};
use crate::people::apprentices::{Apprentice, EnrolmentInCohort};
use crate::people::employers::Employer;
use crate::platform::db::Tx;
use crate::platform::folding::{folded, nearest};
use crate::platform::text::Sentence;
use crate::say;

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
    "second_tutor_family_name",
    "second_tutor_given_name",
    "second_tutor_born_on",
    "previous_starts_on",
    "signed_on",
    "closed_on",
    "filing/sent_on",
    "filing/organisation",
    "filing/organisation_siret",
    "filing/complete_on",
    "filing/decided_on",
    "filing/deca_number",
];
/// Members that name a tutor, each with the columns that do.
const TUTORS: [(&str, [&str; 3]); 2] = [
    ("tutor_id", ["tutor_family_name", "tutor_given_name", "tutor_born_on"]),
    ("second_tutor_id", ["second_tutor_family_name", "second_tutor_given_name", "second_tutor_born_on"]),
];

/// Everything the rows name, looked up at once.
pub struct ExistingRecords {
    apprentices: ExistingApprentices,
    enrolments: HashMap<ApprenticeId, Vec<EnrolmentInCohort>>,
    employers: HashMap<String, Employer>,
    tutors: ExistingTutors,
    contracts: HashMap<ApprenticeId, Vec<Contract>>,
}

/// Looks everything up, and holds those whose contracts are about to be written.
pub fn look_up(
    tx: &mut Tx,
    context: &ImportContext<'_>,
    rows: &[ImportedRow],
) -> diesel::QueryResult<ExistingRecords> {
    let reach = &context.asker.reach;
    let apprentices = ExistingApprentices::of(tx, context, rows, ("apprentice_born_on", "apprentice_ine"))?;
    let ids: Vec<ApprenticeId> = apprentices.all().iter().map(|row| row.id).collect();
    people::lock_all(tx, ids.clone())?;
    let mut enrolments: HashMap<_, Vec<_>> = HashMap::new();
    for row in enrolments_of(tx, reach, &ids)? {
        enrolments.entry(row.enrolment.apprentice_id).or_default().push(row);
    }
    let mut contracts: HashMap<_, Vec<_>> = HashMap::new();
    for row in batch::of_apprentices(tx, reach, ids)? {
        contracts.entry(row.apprentice_id).or_default().push(row);
    }
    let employers = named_employers(tx, context, rows, "employer_siret")?;
    let tutors = ExistingTutors::of(tx, context, &employers)?;
    if rows.iter().any(|row| row.day("signed_on").is_some()) {
        tutorships::store::lock_people(tx, &tutors.ids())?;
    }
    Ok(ExistingRecords { apprentices, enrolments, employers, tutors, contracts })
}

impl ExistingRecords {
    /// The contract of an apprentice that starts on a day.
    pub fn contract(&self, apprentice: ApprenticeId, starts_on: NaiveDate) -> Option<&Contract> {
        self.contracts.get(&apprentice)?.iter().find(|contract| contract.starts_on == starts_on)
    }

    /// Knows a contract just written, which later rows may follow.
    pub fn learn(&mut self, contract: Contract) {
        self.contracts.entry(contract.apprentice_id).or_default().push(contract);
    }

    /// The apprentice a row means.
    pub fn apprentice(&self, row: &mut ImportedRow, context: &ImportContext<'_>) -> Option<&Apprentice> {
        let born_on = row.day("apprentice_born_on")?;
        let (family, first) =
            (row.text("apprentice_family_name")?, row.text("apprentice_given_name").unwrap_or_default());
        let found = self.apprentices.meant(family, first, born_on, row.text("apprentice_ine"));
        match found.as_slice() {
            [only] => Some(only),
            [] => {
                let facts = say!(
                    "Aucun apprenti de ce site n'a ce nom et cette date de naissance : importez d'abord les apprentis.",
                    "No apprentice of this site has this name and this birth date: import the apprentices first."
                );
                row.report(context, "apprentice_family_name", APPRENTICE_UNKNOWN.at("", facts));
                None
            }
            several => {
                row.fits_several(context, "apprentice_family_name", several.len());
                None
            }
        }
    }

    /// The row in the API's words; what was not found is told, and left to no one.
    pub fn entered(
        &self,
        row: &mut ImportedRow,
        context: &ImportContext<'_>,
        apprentice: Option<&Apprentice>,
    ) -> Value {
        for needed in ["apprentice_family_name", "apprentice_born_on", "employer_siret"] {
            row.report_missing(context, needed);
        }
        let employer = self.employer(row, context);
        let nobody = Uuid::nil();
        let enrolment = apprentice.and_then(|one| self.enrolment(row, context, one));
        let mut found = vec![
            ("enrolment_id", json!(enrolment.unwrap_or(EnrolmentId(nobody)))),
            ("employer_id", json!(employer.unwrap_or(EmployerId(nobody)))),
        ];
        for (member, named) in TUTORS {
            if let Some(tutor) = employer.and_then(|employer| self.tutor(row, context, employer, named)) {
                found.push((member, tutor));
            }
        }
        if let Some(previous) = apprentice.and_then(|one| self.previous(row, context, one)) {
            found.push(("previous_contract_id", previous));
        }
        row.nested(IN_WORDS, &found)
    }

    fn employer(&self, row: &mut ImportedRow, context: &ImportContext<'_>) -> Option<EmployerId> {
        let siret = row.text("employer_siret")?.to_owned();
        let found = self.employers.get(&siret).map(|employer| employer.id);
        if found.is_none() {
            report_unknown_employer(row, context, &siret);
        }
        found
    }

    fn enrolment(
        &self,
        row: &mut ImportedRow,
        context: &ImportContext<'_>,
        apprentice: &Apprentice,
    ) -> Option<EnrolmentId> {
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
        let meant = row.text("cohort").and_then(|name| nearest(name, cohorts.iter().copied()));
        row.report_meaning(context, field, NOT_ENROLLED.at("", enrolment_sentence(&cohorts)), meant);
        None
    }

    fn tutor(
        &self,
        row: &mut ImportedRow,
        context: &ImportContext<'_>,
        employer: EmployerId,
        [family_name, given_name, born_on]: [&str; 3],
    ) -> Option<Value> {
        let (family, first) = (row.text(family_name)?, row.text(given_name).unwrap_or_default());
        let found = self.tutors.meant(employer, family, first, row.day(born_on));
        match found.as_slice() {
            [only] => return Some(json!(only.id)),
            [] => {
                let facts = say!(
                    "Aucun maître d'apprentissage de cet employeur ne porte ce nom : importez d'abord les maîtres d'apprentissage.",
                    "No tutor of this employer bears this name: import the tutors first."
                );
                row.report(context, family_name, TUTOR_UNKNOWN.at("", facts));
            }
            several => row.fits_several(context, family_name, several.len()),
        }
        None
    }

    fn previous(
        &self,
        row: &mut ImportedRow,
        context: &ImportContext<'_>,
        apprentice: &Apprentice,
    ) -> Option<Value> {
        let starts_on = row.day("previous_starts_on")?;
        let theirs = self.contracts.get(&apprentice.id).into_iter().flatten();
        let mut concluded = theirs.filter(|contract| contract.state.is_concluded());
        let found = concluded.find(|contract| contract.starts_on == starts_on);
        if found.is_none() {
            let day = crate::law::calendar::french_day(starts_on);
            let facts = say!(
                "Aucun contrat signé de l'apprenti ne commence le {day}.",
                "No signed contract of the apprentice starts on {starts_on}."
            );
            row.report(context, "previous_starts_on", PREVIOUS_UNKNOWN.at("", facts));
        }
        found.map(|contract| json!(contract.id))
    }
}

fn enrolment_sentence(cohorts: &[&str]) -> Sentence {
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
