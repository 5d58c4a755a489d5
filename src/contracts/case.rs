//! The case of a contract: what it stands on is looked up once, then every rule speaks at once.

use chrono::NaiveDate;

use super::model::{Agreement, Contract, ContractHead, ContractType, Training};
use super::rules::dates::{ContractDates, check_contract};
use super::rules::window::SiteWindow;
use super::rules::{people, succession};
use super::store;
use crate::access::Reach;
use crate::catalogue::Catalogue;
use crate::catalogue::file::Programme;
use crate::employers::{self, Tutor};
use crate::findings::{Finding, refuse_errors};
use crate::ids::{EnrolmentId, TutorId};
use crate::platform::db::Tx;
use crate::platform::error::{Fault, Problem};
use crate::say;

/// What a contract is checked against.
pub struct Case<'a> {
    /// Training it serves.
    pub training: &'a Training,
    /// What the parties agree on.
    pub agreed: &'a Agreement,
    /// Signature, once there is one.
    pub signed_on: Option<NaiveDate>,
    tutors: Vec<Tutor>,
    concluded: Vec<Contract>,
    window: SiteWindow,
}

impl<'a> Case<'a> {
    /// Looks up what the contract stands on; parties unknown or foreign to each other are refused here.
    pub fn open(
        tx: &mut Tx,
        reach: &Reach,
        catalogue: &Catalogue,
        training: &'a Training,
        agreed: &'a Agreement,
    ) -> Result<Self, Problem> {
        let window = programme_of(catalogue, training)?.contract_window.clone();
        let months = |given: u32| u8::try_from(given).unwrap_or(u8::MAX);
        Ok(Self {
            tutors: find_parties(tx, reach, training, &agreed.head)?,
            concluded: store::list_concluded(tx, training.apprentice_id)?,
            window: SiteWindow {
                months_before: months(window.months_before),
                months_after: months(window.months_after),
            },
            training,
            agreed,
            signed_on: None,
        })
    }

    /// Everything the rules say of what is agreed.
    pub fn findings(&self) -> Vec<Finding> {
        let (training, head) = (self.training, &self.agreed.head);
        let mut findings = check_contract(&ContractDates {
            signed_on: self.signed_on,
            starts_on: head.starts_on,
            ends_on: head.ends_on,
            cycle_starts_on: training.cycle_starts_on,
            cycle_ends_on: training.cycle_ends_on,
            site_window: self.window,
            after_rupture: head.type_code == ContractType::AfterRupture,
            born_on: Some(training.born_on),
            age_exempt: people::lifts_age_limit(head.derogation_code),
        });
        findings.extend(succession::check_succession(head, &self.concluded));
        findings.extend(people::check_derogation(head.derogation_code, training.born_on, head.starts_on));
        for ((pointer, _), tutor) in named_tutors(head).zip(&self.tutors) {
            findings.extend(people::check_tutor(pointer, tutor.born_on, head.starts_on));
        }
        findings
    }

    /// The contract this one would overlap.
    pub fn overlap(&self) -> Option<Finding> {
        succession::check_overlap(self.agreed.head.starts_on, self.agreed.head.ends_on, &self.concluded)
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

/// The tutors named, once every party is known in the site of the training and belongs with the employer.
fn find_parties(
    tx: &mut Tx,
    reach: &Reach,
    training: &Training,
    head: &ContractHead,
) -> Result<Vec<Tutor>, Problem> {
    let employer = employers::store::find_employer(tx, reach, head.employer_id)?
        .filter(|employer| employer.site_id == training.site_id);
    let mut faults = Vec::new();
    if employer.is_none() {
        faults.push(unknown("/employer_id", "employer.unknown"));
    }
    let mut tutors = Vec::new();
    for (pointer, id) in named_tutors(head) {
        let tutor = employers::store::find_tutor(tx, reach, id)?;
        match tutor.filter(|tutor| tutor.site_id == training.site_id) {
            None => faults.push(unknown(pointer, "tutor.unknown")),
            Some(tutor) if employer.is_some() && tutor.employer_id != head.employer_id => {
                faults.push(tutor_of_another(pointer));
            }
            Some(tutor) => tutors.push(tutor),
        }
    }
    if faults.is_empty() { Ok(tutors) } else { Err(Problem::faults(faults)) }
}

fn named_tutors(head: &ContractHead) -> impl Iterator<Item = (&'static str, TutorId)> {
    let named = [("/tutor_id", head.tutor_id), ("/second_tutor_id", head.second_tutor_id)];
    named.into_iter().filter_map(|(pointer, id)| id.map(|id| (pointer, id)))
}

fn unknown(pointer: &str, code: &str) -> Fault {
    let message = say!(
        "Rien dans le site de l'inscription n'a cet identifiant.",
        "Nothing in the site of the enrolment has this identifier."
    );
    Fault::new(pointer, code, message)
}

fn tutor_of_another(pointer: &str) -> Fault {
    let message = say!(
        "Ce maître d'apprentissage n'est pas employé par cet employeur.",
        "This tutor is not employed by this employer."
    );
    Fault::new(pointer, "tutor.not_of_employer", message)
}
