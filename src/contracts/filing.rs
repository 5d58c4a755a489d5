//! Filing a contract: what it stands on is looked up once, then every rule speaks at once.

use chrono::NaiveDate;

use super::model::{Contract, ContractTerms, ContractType, Training};
use super::rules::dates::{ContractDates, check_contract};
use super::rules::window::SiteWindow;
use super::rules::{people, succession};
use super::store;
use crate::access::Reach;
use crate::catalogue::Catalogue;
use crate::catalogue::file::Programme;
use crate::employers::{self, Tutor};
use crate::findings::{Finding, refuse_errors};
use crate::ids::EnrolmentId;
use crate::platform::db::Tx;
use crate::platform::error::{Fault, Problem};
use crate::say;

/// What a contract is checked against.
pub struct Filing<'a> {
    /// Training it serves.
    pub training: &'a Training,
    /// What the parties agree on.
    pub terms: &'a ContractTerms,
    /// Signature, once there is one.
    pub signed_on: Option<NaiveDate>,
    tutor: Tutor,
    concluded: Vec<Contract>,
    window: SiteWindow,
}

impl<'a> Filing<'a> {
    /// Looks up what the terms stand on; parties unknown or foreign to each other are refused here.
    pub fn open(
        tx: &mut Tx,
        reach: &Reach,
        catalogue: &Catalogue,
        training: &'a Training,
        terms: &'a ContractTerms,
    ) -> Result<Self, Problem> {
        let window = programme_of(catalogue, training)?.contract_window.clone();
        let months = |given: u32| u8::try_from(given).unwrap_or(u8::MAX);
        Ok(Self {
            tutor: find_parties(tx, reach, training, terms)?,
            concluded: store::list_concluded(tx, training.apprentice_id)?,
            window: SiteWindow {
                months_before: months(window.months_before),
                months_after: months(window.months_after),
            },
            training,
            terms,
            signed_on: None,
        })
    }

    /// Everything the rules say of the terms.
    pub fn findings(&self) -> Vec<Finding> {
        let (training, terms) = (self.training, self.terms);
        let mut findings = check_contract(&ContractDates {
            signed_on: self.signed_on,
            starts_on: terms.starts_on,
            ends_on: terms.ends_on,
            cycle_starts_on: training.cycle_starts_on,
            cycle_ends_on: training.cycle_ends_on,
            site_window: self.window,
            after_rupture: terms.type_code == ContractType::AfterRupture,
            born_on: Some(training.born_on),
            age_exempt: people::lifts_age_limit(terms.derogation_code),
        });
        findings.extend(succession::check_succession(terms, &self.concluded));
        findings.extend(people::check_derogation(terms.derogation_code, training.born_on, terms.starts_on));
        findings.extend(people::check_tutor(self.tutor.born_on, terms.starts_on));
        findings
    }

    /// The contract this one would overlap.
    pub fn overlap(&self) -> Option<Finding> {
        succession::check_overlap(self.terms.starts_on, self.terms.ends_on, &self.concluded)
    }

    /// Refuses an overlap (409), then what the rules refuse (422, all at once), else gives the warnings.
    pub fn judge(&self, more: impl IntoIterator<Item = Finding>) -> Result<Vec<Finding>, Problem> {
        if let Some(overlap) = self.overlap() {
            return Err(overlap.into_conflict());
        }
        let mut findings = self.findings();
        findings.extend(more);
        refuse_errors(findings)
    }
}

/// The training of an enrolment named in a body.
pub fn training_named(tx: &mut Tx, reach: &Reach, id: EnrolmentId) -> Result<Training, Problem> {
    store::find_training(tx, reach, id)?.ok_or_else(|| {
        let message = say!(
            "Aucune inscription à votre portée n'a cet identifiant.",
            "No enrolment within your reach has this identifier."
        );
        Problem::fault("/enrolment_id", "enrolment.unknown", message)
    })
}

/// The training of a contract already found.
pub fn training_of(tx: &mut Tx, reach: &Reach, contract: &Contract) -> Result<Training, Problem> {
    store::find_training(tx, reach, contract.enrolment_id)?
        .ok_or_else(|| Problem::internal("a contract without its enrolment"))
}

/// The programme of a training, as its file says.
pub fn programme_of<'a>(catalogue: &'a Catalogue, training: &Training) -> Result<&'a Programme, Problem> {
    let code = &training.programme_code;
    catalogue.programme(code).ok_or_else(|| {
        Problem::conflict(
            "programme.not_in_catalogue",
            say!(
                "Le programme {code} n'est plus dans les fichiers du catalogue.",
                "The programme {code} is no longer in the catalogue files."
            ),
        )
    })
}

/// The tutor, once both parties are known in the site of the training and belong together.
fn find_parties(
    tx: &mut Tx,
    reach: &Reach,
    training: &Training,
    terms: &ContractTerms,
) -> Result<Tutor, Problem> {
    let employer = employers::store::find_employer(tx, reach, terms.employer_id)?
        .filter(|employer| employer.site_id == training.site_id);
    let tutor = employers::store::find_tutor(tx, reach, terms.tutor_id)?
        .filter(|tutor| tutor.site_id == training.site_id);
    match (employer, tutor) {
        (Some(employer), Some(tutor)) if tutor.employer_id == employer.id => Ok(tutor),
        (Some(_), Some(_)) => Err(Problem::faults(vec![tutor_of_another()])),
        (employer, tutor) => {
            let faults = [
                employer.is_none().then(|| unknown("/employer_id", "employer.unknown")),
                tutor.is_none().then(|| unknown("/tutor_id", "tutor.unknown")),
            ];
            Err(Problem::faults(faults.into_iter().flatten().collect()))
        }
    }
}

fn unknown(pointer: &str, code: &str) -> Fault {
    let message = say!(
        "Rien dans le site de l'inscription n'a cet identifiant.",
        "Nothing in the site of the enrolment has this identifier."
    );
    Fault::new(pointer, code, message)
}

fn tutor_of_another() -> Fault {
    let message = say!(
        "Ce maître d'apprentissage n'est pas employé par cet employeur.",
        "This tutor is not employed by this employer."
    );
    Fault::new("/tutor_id", "tutor.not_of_employer", message)
}
