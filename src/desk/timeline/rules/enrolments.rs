//! Enrolments, the statuses they took, and the legal rights to stay without a contract.

use chrono::NaiveDate;

use crate::desk::timeline::model::{TimelineItem, TimelineKind, TimelineSources, TimelineSubject};
use crate::law::calendar::french_day;
use crate::law::figures::Law;
use crate::people::apprentices::EnrolmentInCohort;
use crate::people::apprentices::model::SignedContractDates;
use crate::people::apprentices::rules::status::{
    ContractSpan, EnrolmentStatus, StatusOn, history, right_after_rupture_until, right_without_contract_until,
};
use crate::platform::text::Sentence;
use crate::ruptures::declarations::model::Rupture;
use crate::say;

/// One enrolment with the contracts that serve it.
struct EnrolmentHistory<'a> {
    row: &'a EnrolmentInCohort,
    contracts: &'a [SignedContractDates],
    as_of: NaiveDate,
    law: &'a Law,
}

/// What is told of the enrolments.
pub fn items(sources: &TimelineSources, as_of: NaiveDate, law: &Law) -> impl Iterator<Item = TimelineItem> {
    sources.enrolments.iter().flat_map(move |(row, contracts)| {
        let training = EnrolmentHistory { row, contracts, as_of, law };
        let mut items = vec![training.enrolled(), training.right_without_contract()];
        items.extend(training.excluded());
        items.extend(training.changes());
        let broken =
            sources.ruptures.iter().filter(|rupture| training.serves(rupture) && stays(rupture, law));
        items.extend(broken.map(|rupture| training.right_after(rupture)));
        items
    })
}

impl EnrolmentHistory<'_> {
    fn enrolled(&self) -> TimelineItem {
        let cohort = &self.row.cohort.name;
        let title = say!("Inscription dans la promotion {cohort}", "Enrolled in the cohort {cohort}");
        self.item(self.row.enrolment.facts.enrolled_on, TimelineKind::Enrolled, title)
    }

    fn excluded(&self) -> Option<TimelineItem> {
        let title = || say!("Exclusion définitive du CFA", "Definitively excluded from the CFA");
        self.row.enrolment.facts.excluded_on.map(|on| self.item(on, TimelineKind::Excluded, title()))
    }

    /// The statuses taken up to the day the timeline is told of: those to come are only a forecast.
    fn changes(&self) -> Vec<TimelineItem> {
        let spans: Vec<ContractSpan> = self.contracts.iter().map(SignedContractDates::span).collect();
        let all = history(self.row.entry().course(), &spans, self.row.enrolment.facts.excluded_on, self.law);
        let taken = all.into_iter().filter(|change| change.on <= self.as_of);
        taken.map(|change| self.change(change)).collect()
    }

    fn change(&self, change: StatusOn) -> TimelineItem {
        let title = status_title(change.status);
        let item = self.item(change.on, TimelineKind::StatusChange, title);
        TimelineItem { href: format!("{}/status", item.href), ..item }
    }

    fn right_without_contract(&self) -> TimelineItem {
        let until = right_without_contract_until(self.row.entry().entered_on, self.law);
        let title = say!(
            "Dernier jour du droit de suivre les cours sans employeur",
            "Last day of the right to follow the courses without an employer"
        );
        let late = self.is_over(until) && !self.has_contract_from(NaiveDate::MIN);
        self.item(until, TimelineKind::RightWithoutContractUntil, title).late_if(late)
    }

    fn right_after(&self, rupture: &Rupture) -> TimelineItem {
        let until = right_after_rupture_until(rupture.facts.effective_on, self.law);
        let (jour, day) = (french_day(rupture.facts.effective_on), rupture.facts.effective_on);
        let title = say!(
            "Dernier jour du droit de rester au CFA après la rupture du {jour}",
            "Last day of the right to stay at the CFA after the rupture of {day}"
        );
        let late = self.is_over(until) && !self.has_contract_from(day);
        let subject = (TimelineSubject::Rupture, rupture.id.0);
        let href = format!("/v1/ruptures/{}", rupture.id);
        TimelineItem::new(until, TimelineKind::RightAfterRuptureUntil, title, subject, href).late_if(late)
    }

    /// Whether a right is over while the training goes on.
    fn is_over(&self, until: NaiveDate) -> bool {
        let excluded = self.row.enrolment.facts.excluded_on.is_some_and(|on| on <= self.as_of);
        !excluded && until < self.as_of && self.as_of <= self.row.entry().expected_ends_on
    }

    /// Whether a contract that was not broken before its first day began between two days.
    fn has_contract_from(&self, first: NaiveDate) -> bool {
        self.contracts.iter().any(|contract| {
            let ran = contract.closed_on.is_none_or(|last| last >= contract.starts_on);
            ran && (first..=self.as_of).contains(&contract.starts_on)
        })
    }

    fn serves(&self, rupture: &Rupture) -> bool {
        self.contracts.iter().any(|contract| contract.id == rupture.contract_id)
    }

    fn item(&self, on: NaiveDate, kind: TimelineKind, title: Sentence) -> TimelineItem {
        let id = self.row.enrolment.id;
        TimelineItem::new(on, kind, title, (TimelineSubject::Enrolment, id.0), format!("/v1/enrolments/{id}"))
    }
}

/// Whether a rupture leaves the right to stay in training.
fn stays(rupture: &Rupture, law: &Law) -> bool {
    rupture.facts.ground.keeps_training(rupture.facts.effective_on, law)
}

fn status_title(status: EnrolmentStatus) -> Sentence {
    match status {
        EnrolmentStatus::Registered => {
            say!("Statut : inscrit, sans contrat", "Status: registered, no contract")
        }
        EnrolmentStatus::Apprentice => say!("Statut : apprenti", "Status: apprentice"),
        EnrolmentStatus::Rupturant => {
            say!("Statut : rupturant, sans contrat", "Status: without a contract any more")
        }
        EnrolmentStatus::DroppedOut => say!("Statut : abandon", "Status: dropped out"),
        EnrolmentStatus::Completed => say!("Statut : fin de formation", "Status: completed"),
    }
}
