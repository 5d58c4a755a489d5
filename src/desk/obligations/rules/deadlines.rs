//! What the clock of a signed contract asks to be done: the same days, the same rules.

use chrono::NaiveDate;

use super::book::{CARD_RETURNED, RUPTURE_TOLD};
use crate::desk::obligations::gathering::{ApprenticeFile, ContractFile};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind, Owner};
use crate::law::calendar::add_days;
use crate::law::deadlines::model::DeadlineCode as Code;
use crate::law::deadlines::{Deadline, clock};
use crate::law::figures::{Law, ObligationLaw};

/// A signed contract, read with the delays of the house.
struct Running<'a> {
    file: &'a ApprenticeFile,
    file_of_contract: &'a ContractFile,
    delays: &'a ObligationLaw,
    last_day: NaiveDate,
    /// Last day of what may still be sent or told after the contract.
    listed_until: NaiveDate,
}

/// What the clock of a contract asks to be done.
pub fn of(file: &ApprenticeFile, contract_file: &ContractFile, law: &Law) -> Vec<Derived> {
    if !contract_file.contract.state.is_concluded() {
        return Vec::new();
    }
    let delays = law.obligations.on(contract_file.contract.starts_on);
    let last_day = contract_file.contract.effective_ends_on();
    let told_until = add_days(last_day, delays.lapse_days);
    let running =
        Running { file, file_of_contract: contract_file, delays, last_day, listed_until: told_until };
    let deadlines = clock(&contract_file.clock, law);
    let last_invoice = deadlines.iter().find(|one| one.code == Code::LastInvoice);
    let lost_on = last_invoice.and_then(|one| one.due_on).unwrap_or(told_until);
    deadlines.iter().filter_map(|deadline| running.due(deadline, lost_on)).collect()
}

impl Running<'_> {
    fn due(&self, deadline: &Deadline, lost_on: NaiveDate) -> Option<Derived> {
        let due_on = deadline.due_on?;
        let from_on = deadline.from_on.unwrap_or(due_on);
        let noticed_on = add_days(due_on, -self.delays.window_notice_days);
        let about = |kind, days| self.about(deadline, kind, days);
        Some(match deadline.code {
            Code::Deposit => self.deposit(about(ObligationKind::DepositToMake, (from_on, due_on))),
            Code::AmendmentDeposit => {
                let derived = about(ObligationKind::DepositToMake, (from_on, due_on)).known_since(from_on);
                derived.step(deadline.step.clone()?).shown_to_apprentice().until(self.listed_until)
            }
            Code::MedicalVisit => {
                let days = (deadline.from_on.unwrap_or(noticed_on), due_on);
                about(ObligationKind::MedicalVisit, days).shown_to_apprentice().until(self.last_day)
            }
            Code::PayStep => {
                let days = (add_days(due_on, -self.delays.pay_step_notice_days), due_on);
                let derived = about(ObligationKind::PayStep, days).step(deadline.step.clone()?);
                derived.shown_to_apprentice().until(self.last_day)
            }
            Code::FreeRupturePeriod => {
                let derived = about(ObligationKind::WindowClosing, (noticed_on.max(from_on), due_on));
                derived.step(FREE_RUPTURE).shown_to_apprentice().until(due_on.min(self.last_day))
            }
            Code::TrainingAfterRupture => {
                self.after_rupture(about(ObligationKind::WindowClosing, (noticed_on.max(from_on), due_on)))
            }
            _ => return self.due_from_the_centre(deadline, from_on, due_on, lost_on),
        })
    }

    /// What does not concern the company.
    fn due_from_the_centre(
        &self,
        deadline: &Deadline,
        from_on: NaiveDate,
        due_on: NaiveDate,
        lost_on: NaiveDate,
    ) -> Option<Derived> {
        let about = |kind, days| Derived { tutor_id: None, ..self.about(deadline, kind, days) };
        Some(match deadline.code {
            Code::StudentCard => {
                let derived = about(ObligationKind::StudentCard, (from_on, due_on));
                derived.shown_to_apprentice().until(self.last_day)
            }
            Code::StudentCardReturn => {
                let days = (from_on, add_days(due_on, self.delays.card_return_days));
                let derived = about(ObligationKind::StudentCardReturn, days).owned_by(Owner::Apprentice);
                let derived = Derived { rule: &CARD_RETURNED, ..derived };
                derived.shown_to_apprentice().until(self.listed_until)
            }
            Code::Rupture => {
                let notice = self.file_of_contract.rupture.map_or(due_on, |(_, notice)| notice);
                let days = (notice, add_days(notice, self.delays.rupture_told_days));
                let derived = about(ObligationKind::RuptureNotice, days).until(self.listed_until);
                Derived { rule: &RUPTURE_TOLD, ..derived }
            }
            Code::Invoice => about(ObligationKind::Invoice, (from_on, due_on))
                .owned_by(Owner::Cfa)
                .step(deadline.step.clone()?)
                .until(lost_on),
            _ => return None,
        })
    }

    fn about(&self, deadline: &Deadline, kind: ObligationKind, days: (NaiveDate, NaiveDate)) -> Derived {
        let contract = &self.file_of_contract.contract;
        let file = InFile::Apprentice(self.file.apprentice.id);
        Derived::new(kind, file, contract.id.0, deadline.rule, days)
            .under(contract.id, self.file_of_contract.tutor_on(days.1))
            .known_since(contract.signed_on.unwrap_or(self.file_of_contract.drafted_on))
            .done(deadline.done_on)
            .because(ObligationFacts {
                starts_on: Some(contract.starts_on),
                label_fr: Some(deadline.label.fr.clone().into_owned()),
                label_en: Some(deadline.label.en.clone().into_owned()),
                ..ObligationFacts::default()
            })
    }

    /// The first deposit: what comes after a refusal is told apart.
    fn deposit(&self, derived: Derived) -> Derived {
        let first = self.file_of_contract.filings.iter().map(|filing| filing.sent_on).next();
        derived.step("1").shown_to_apprentice().done(first).until(self.listed_until)
    }

    /// The right to stay after a rupture ends with the next contract of the same training.
    fn after_rupture(&self, derived: Derived) -> Derived {
        let broken = &self.file_of_contract.contract;
        let next = self.file.contracts.iter().map(|contract_file| &contract_file.contract).find(|next| {
            next.state.is_concluded()
                && next.enrolment_id == broken.enrolment_id
                && next.starts_on > self.last_day
        });
        let training = self.file.trainings.iter().find(|one| one.enrolment_id == broken.enrolment_id);
        let training_ends_on = training.map_or(self.listed_until, |training| training.last_day());
        let lapses_on = add_days(derived.due_on, self.delays.lapse_days).min(training_ends_on);
        let notice = self.file_of_contract.rupture.map_or(derived.from_on, |(_, notice)| notice);
        let derived = Derived { tutor_id: None, ..derived }.known_since(notice);
        let taken_over = next.and_then(|next| next.signed_on).map(|on| on.max(notice));
        derived.step(AFTER_RUPTURE).shown_to_apprentice().done(taken_over).until(lapses_on)
    }
}

/// The step of the days during which either side may leave freely.
pub const FREE_RUPTURE: &str = "free_rupture";
/// The step of the right to stay after a rupture.
pub const AFTER_RUPTURE: &str = "after_rupture";
