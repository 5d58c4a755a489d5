//! The case of a contract: what it stands on is looked up once, then every rule speaks at once.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::model::{Agreement, Contract, ContractHead, ContractState, ContractType, Training};
use super::rules::dates::{ContractDates, check_contract};
use super::rules::eligibility::{self, Eligibility, Qualities};
use super::rules::pay::{PaidPerson, PaidWork};
use super::rules::window::SiteWindow;
use super::rules::{book, competence, people, succession, terms};
use super::store;
use crate::catalogue::code_lists::rules::check_codes;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::Programme;
use crate::contracts::pay::rules::LINES_GAP;
use crate::ids::{ContractId, EnrolmentId, TutorId};
use crate::law::figures::{AgeLaw, CodeListKey, ContractLaw, Forms, Law};
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::model::{Disability, EntryReason};
use crate::people::apprentices::store::disabilities;
use crate::people::employers::{self, Employer, Tutor};
use crate::platform::db::Tx;
use crate::platform::error::{Fault, Problem};
use crate::say;
use crate::trust::access::Reach;
use crate::trust::door::Asker;

/// Nationality outside the European Union on the official form.
const OUTSIDE_EUROPE: &str = "3";

/// What a contract is checked against.
pub struct Case<'a> {
    pub training: &'a Training,
    pub agreed: &'a Agreement,
    pub signed_on: Option<NaiveDate>,
    pub employer: Employer,
    tutors: Vec<Tutor>,
    concluded: Vec<Contract>,
    levels: HashMap<EnrolmentId, u8>,
    programmes: HashMap<EnrolmentId, String>,
    disability: Disability,
    window: SiteWindow,
    level: u8,
    today: NaiveDate,
    law: Arc<Law>,
}

impl<'a> Case<'a> {
    /// Looks up what the contract stands on; parties unknown or foreign to each other are refused here.
    pub fn open(
        tx: &mut Tx,
        asker: &Asker,
        catalogue: &Catalogue,
        training: &'a Training,
        agreed: &'a Agreement,
    ) -> Result<Self, Problem> {
        let programme = programme_of(catalogue, training)?;
        let window = &programme.contract_window;
        let months = |given: u32| u8::try_from(given).unwrap_or(u8::MAX);
        let (employer, tutors) = find_parties(tx, &asker.reach, training, &agreed.head)?;
        let programmes: HashMap<EnrolmentId, String> =
            store::programmes_of(tx, training.apprentice_id)?.into_iter().collect();
        let level = |code: &str| catalogue.programme(code).map(|programme| programme.rncp.level);
        let sealed = training.sealed_disability.as_deref();
        Ok(Self {
            disability: disabilities::opened(tx, &asker.vault, training.apprentice_id, sealed)?,
            employer,
            tutors,
            concluded: store::list_concluded(tx, training.apprentice_id)?,
            levels: programmes.iter().filter_map(|(id, code)| Some((*id, level(code)?))).collect(),
            programmes,
            window: SiteWindow {
                months_before: months(window.months_before),
                months_after: months(window.months_after),
            },
            training,
            agreed,
            signed_on: None,
            level: programme.rncp.level,
            today: asker.today,
            law: Arc::clone(&asker.law),
        })
    }

    /// Everything the rules say of what is agreed.
    pub fn findings(&self) -> Vec<Finding> {
        let (training, head) = (self.training, &self.agreed.head);
        let eligibility = self.eligibility();
        let mut findings = check_contract(
            self.contract_law(),
            &ContractDates {
                signed_on: self.signed_on,
                starts_on: head.starts_on,
                ends_on: head.ends_on,
                entry: training.entry(),
                site_window: self.window,
                after_rupture: head.type_code == ContractType::AfterRupture,
                born_on: Some(training.born_on),
                age_exempt: eligibility.is_past_the_limit_allowed(self.age_law()),
                continues_training: self.previous().is_some_and(|one| self.is_of_this_training(one)),
                may_last_longer: eligibility.qualities.prolong(),
                repeats: self.repeats(),
            },
        );
        findings.extend(succession::check_succession(head, &self.concluded));
        let (law, earlier) = (&self.contract_law().succession, self.contracts_of_the_level());
        findings.extend(succession::check_level(law, self.level, earlier));
        findings.extend(eligibility::check(self.contract_law(), &eligibility));
        let attested = self.agreed.terms.tutor_attested == Some(true);
        for ((pointer, _), tutor) in named_tutors(head).zip(&self.tutors) {
            findings.extend(people::check_tutor(
                self.age_law(),
                pointer,
                tutor.facts.born_on,
                head.starts_on,
            ));
            let (law, refuse) = (&self.contract_law().tutor, self.signed_on.is_some() && !attested);
            findings.extend(competence::check(law, pointer, tutor, self.level, refuse));
        }
        findings.extend(people::check_employer(&self.employer.country));
        findings.extend(self.check_boxes());
        findings
    }

    /// The same, looking past the contract itself once it is signed.
    #[must_use]
    pub fn without(mut self, id: ContractId) -> Self {
        self.concluded.retain(|contract| contract.id != id);
        self
    }

    /// Whether a contract served this enrolment, or another one of the same programme: a training goes on across cohorts.
    fn is_of_this_training(&self, contract: &Contract) -> bool {
        let served = self.programmes.get(&contract.enrolment_id);
        contract.enrolment_id == self.training.enrolment_id
            || served.is_some_and(|code| *code == self.training.programme.code)
    }

    /// Whether the contract repeats a failed year: as the enrolment says, or after a contract of the same training that ended
    /// with another employer (L6222-11, 2°).
    fn repeats(&self) -> bool {
        let ended = self.previous().filter(|one| one.state == ContractState::Signed);
        let other_employer = self.agreed.head.type_code == ContractType::OtherEmployer;
        self.training.entry().reason == EntryReason::Repeat
            || (other_employer && ended.is_some_and(|one| self.is_of_this_training(one)))
    }

    /// How many contracts of other trainings prepared the level of this one.
    fn contracts_of_the_level(&self) -> usize {
        let others = self.concluded.iter().filter(|one| one.enrolment_id != self.training.enrolment_id);
        others.filter(|one| self.levels.get(&one.enrolment_id) == Some(&self.level)).count()
    }

    /// One of the tutors named.
    pub fn tutor(&self, id: Option<TutorId>) -> Option<&Tutor> {
        self.tutors.iter().find(|tutor| Some(tutor.id) == id)
    }

    /// The contract this one follows, when it is kept here.
    pub fn previous(&self) -> Option<&Contract> {
        let named = self.agreed.head.previous_contract_id;
        self.concluded.iter().find(|contract| Some(contract.id) == named)
    }

    /// The law on ages, as it stands for this contract.
    pub fn age_law(&self) -> &AgeLaw {
        &self.contract_law().age
    }

    /// The code lists of the form.
    pub fn forms(&self) -> &Forms {
        &self.law.forms
    }

    fn contract_law(&self) -> &ContractLaw {
        self.law.contracts.on(self.agreed.head.starts_on)
    }

    /// What decides whether the person may sign such a contract.
    fn eligibility(&self) -> Eligibility {
        let (training, head) = (self.training, &self.agreed.head);
        Eligibility {
            born_on: training.born_on,
            starts_on: head.starts_on,
            ends_on: head.ends_on,
            // a contract whose start is past was signed by then, on paper
            concluded_on: self.signed_on.unwrap_or(self.today.min(head.starts_on)),
            cycle: training.cycle(),
            entry: training.entry(),
            exams_end_on: self.agreed.terms.training.exams_end_on,
            derogation: head.derogation_code,
            qualities: Qualities {
                disabled_worker: self.disability.disabled_worker,
                youth_equivalence: self.disability.youth_equivalence,
                high_level_athlete: training.high_level_athlete,
                business_project: training.business_project,
                foreign: training.nationality_code.as_deref() == Some(OUTSIDE_EUROPE),
            },
            previous_ended_on: self.previous().map(Contract::effective_ends_on),
            may_repeat: head.type_code == ContractType::OtherEmployer
                || training.entry().reason == EntryReason::Repeat,
            after_rupture: head.type_code == ContractType::AfterRupture,
        }
    }

    /// What is said of the boxes, then of pay when its table can be read; a draft may still lack lines.
    fn check_boxes(&self) -> Vec<Finding> {
        let mut findings = terms::check_terms(self.contract_law(), self.agreed, self.training.born_on);
        let diploma = self.agreed.terms.training.diploma.type_code.as_deref();
        let coded = [("/training/diploma/type_code", CodeListKey::Diploma, diploma)];
        findings.extend(check_codes(self.forms(), &coded));
        let unreadable = [book::PAY_LINE_TWICE.code, book::PAY_LINE_UPSIDE_DOWN.code];
        if findings.iter().any(|found| unreadable.contains(&found.code)) {
            return findings;
        }
        let drafting = self.signed_on.is_none();
        let against = self.check_pay().into_iter();
        findings.extend(against.filter(|found| !(drafting && found.code == LINES_GAP.code)));
        findings
    }

    /// What the rules of pay say of the table and of the salary.
    fn check_pay(&self) -> Vec<Finding> {
        self.paid_work().check(&self.law)
    }

    /// What the rules of pay say of the salary at hiring.
    pub fn check_salary(&self) -> Option<Finding> {
        self.paid_work().check_salary(&self.law)
    }

    fn paid_work(&self) -> PaidWork<'_> {
        PaidWork::unchanged(self.paid_person(), self.agreed, self.employer.location())
    }

    /// Whose pay it is.
    pub fn paid_person(&self) -> PaidPerson {
        PaidPerson::of(self.agreed.head.type_code, self.training.born_on, &self.training.dates)
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

/// The programme of a training, in the version of its cohort.
pub fn programme_of<'a>(catalogue: &'a Catalogue, training: &Training) -> Result<&'a Programme, Problem> {
    crate::catalogue::cohorts::rules::programme_of(catalogue, &training.programme)
        .map_err(Finding::into_conflict)
}

/// The employer and the tutors named, once every party is known in the site of the training and belongs with the employer.
fn find_parties(
    tx: &mut Tx,
    reach: &Reach,
    training: &Training,
    head: &ContractHead,
) -> Result<(Employer, Vec<Tutor>), Problem> {
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
            Some(tutor) if employer.is_some() && tutor.facts.employer_id != head.employer_id => {
                faults.push(tutor_of_another(pointer));
            }
            Some(tutor) => tutors.push(tutor),
        }
    }
    match employer {
        Some(employer) if faults.is_empty() => Ok((employer, tutors)),
        _ => Err(Problem::faults(faults)),
    }
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
    Fault::new(pointer, book::TUTOR_OF_ANOTHER.code, message)
}
