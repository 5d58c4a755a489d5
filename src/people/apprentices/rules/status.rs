//! The status of an enrolment, as the national dashboard computes it, and the two legal rights to stay without a
//! contract. They are different dates: the status is a statistic and never closes a file, the right is the law.
//!
//! Source of the status: Tableau de bord de l'apprentissage, `effectif_status.builder.ts`, read 23/11/2026.
//! The dashboard walks day by day; here whole periods are walked, with the same result.

use chrono::NaiveDate;

use crate::law::calendar::{add_days, add_months};
use crate::law::figures::{Law, StatusLaw};
use crate::text_enum;

/// The dates of a training: those of a cohort, or the own ones of somebody in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// The dates of one contract of the apprentice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContractSpan {
    pub starts_on: NaiveDate,
    /// Last day agreed; the end of the session when unknown.
    pub ends_on: Option<NaiveDate>,
    /// Effective date of the rupture, which is not a contract day.
    pub broken_on: Option<NaiveDate>,
}

text_enum!(
    /// Where an enrolment stands.
    EnrolmentStatus {
        /// In the training, no contract yet.
        Registered = "registered" => "Inscrit, sans contrat" / "Registered, no contract yet",
        /// Under a contract.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// Without a contract after having had one.
        Rupturant = "rupturant" => "Rupturant" / "Without a contract after a rupture",
        /// Counted as having left.
        DroppedOut = "dropped_out" => "Abandon" / "Dropped out",
        /// At the end of the training.
        Completed = "completed" => "Formation terminée" / "Completed",
    }
);

impl EnrolmentStatus {
    /// The code of the national dashboard.
    pub const fn national_code(self) -> &'static str {
        match self {
            Self::Registered => "INSCRIT",
            Self::Apprentice => "APPRENTI",
            Self::Rupturant => "RUPTURANT",
            Self::DroppedOut => "ABANDON",
            Self::Completed => "FIN_DE_FORMATION",
        }
    }
}

/// The day an enrolment takes a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusOn {
    pub on: NaiveDate,
    pub status: EnrolmentStatus,
}

/// Last day of the right to follow the courses without an employer, from the person's own entry.
///
/// Source: Code du travail, art. L6222-12-1 (read 29/11/2026), which limits the time of the person.
pub fn right_without_contract_until(entered_on: NaiveDate, law: &Law) -> NaiveDate {
    let months = law.contracts.on(entered_on).window.after_cycle_months;
    add_months(entered_on, months.cast_signed())
}

/// Last day of the right to stay at the centre after a rupture.
///
/// Source: Code du travail, art. L6222-18-2 (read 23/11/2026).
pub fn right_after_rupture_until(effective_on: NaiveDate, law: &Law) -> NaiveDate {
    let months = law.contracts.on(effective_on).follow_up.training_after_rupture_months;
    add_months(effective_on, months.cast_signed())
}

/// Every change of status from the first day to the end of the session, in order.
pub fn history(
    session: Course,
    contracts: &[ContractSpan],
    excluded_on: Option<NaiveDate>,
    law: &Law,
) -> Vec<StatusOn> {
    let mut changes = Vec::new();
    Walk::over(session, contracts, excluded_on, law).run(|change| note(&mut changes, change));
    changes
}

/// The status on a day: none before the first change, the last status for ever after the last one.
pub fn status_on(
    as_of: NaiveDate,
    session: Course,
    contracts: &[ContractSpan],
    excluded_on: Option<NaiveDate>,
    law: &Law,
) -> Option<EnrolmentStatus> {
    let mut current = None;
    Walk::over(session, contracts, excluded_on, law).run(|change| {
        if change.on <= as_of {
            current = Some(change.status);
        }
    });
    current
}

/// Adds a change: the last word of a day wins, and a status that goes on is not a change.
fn note(changes: &mut Vec<StatusOn>, change: StatusOn) {
    changes.pop_if(|last| last.on == change.on);
    if changes.last().map(|last| last.status) != Some(change.status) {
        changes.push(change);
    }
}

impl ContractSpan {
    /// The dates of a contract whose last contract day is known when it is broken: the eve of the rupture.
    pub fn until(starts_on: NaiveDate, ends_on: NaiveDate, closed_on: Option<NaiveDate>) -> Self {
        let broken_on = closed_on.map(|last_day| add_days(last_day, 1));
        Self { starts_on, ends_on: Some(ends_on), broken_on }
    }

    /// Last day really under contract: the eve of the rupture, else the agreed end, else the end of the session.
    fn last_day(&self, session: Course) -> NaiveDate {
        self.broken_on.map_or(self.ends_on.unwrap_or(session.ends_on), |broken| add_days(broken, -1))
    }
}

struct Walk<'a> {
    session: Course,
    contracts: &'a [ContractSpan],
    excluded_on: Option<NaiveDate>,
    thresholds: &'a StatusLaw,
}

impl<'a> Walk<'a> {
    fn over(
        session: Course,
        contracts: &'a [ContractSpan],
        excluded_on: Option<NaiveDate>,
        law: &'a Law,
    ) -> Self {
        Self { session, contracts, excluded_on, thresholds: law.statuses.on(session.starts_on) }
    }

    /// Tells every period of status in order; a period told later on the same day replaces the former.
    fn run(&self, mut emit: impl FnMut(StatusOn)) {
        let (first, last) = (self.first_day(), self.session.ends_on);
        if first > last {
            return;
        }
        let mut at_the_end = EnrolmentStatus::Registered;
        let mut say = |on, status| {
            at_the_end = status;
            emit(StatusOn { on, status });
        };
        self.walk_periods(first, &mut say);
        if let Some(excluded_on) = self.excluded_on.filter(|on| *on <= last) {
            say(excluded_on.max(first), EnrolmentStatus::DroppedOut);
        }
        let still_in = matches!(at_the_end, EnrolmentStatus::Registered | EnrolmentStatus::Apprentice);
        if still_in || self.natural_end().is_some() {
            emit(StatusOn { on: last, status: EnrolmentStatus::Completed });
        }
    }

    fn first_day(&self) -> NaiveDate {
        let starts = self.contracts.iter().map(|contract| contract.starts_on);
        starts.fold(self.session.starts_on, NaiveDate::min)
    }

    /// Alternates periods under contract and gaps, up to the exclusion or the end of the session.
    fn walk_periods(&self, first: NaiveDate, say: &mut impl FnMut(NaiveDate, EnrolmentStatus)) {
        let eve_of_exclusion = self.excluded_on.map_or(NaiveDate::MAX, |on| add_days(on, -1));
        let last = self.session.ends_on.min(eve_of_exclusion);
        let (mut day, mut had_contract) = (first, false);
        while day <= last {
            let end = match self.covered_until(day) {
                Some(end) => {
                    had_contract = true;
                    say(day, EnrolmentStatus::Apprentice);
                    end
                }
                None => {
                    let end = self.uncovered_until(day).min(last);
                    self.walk_gap(day, end, had_contract, say);
                    end
                }
            };
            if end == NaiveDate::MAX {
                return;
            }
            day = add_days(end, 1);
        }
    }

    /// A gap begins without a contract, may become the end of the training, and is a drop-out when it lasts.
    fn walk_gap(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        had_contract: bool,
        say: &mut impl FnMut(NaiveDate, EnrolmentStatus),
    ) {
        let (waiting, patience) = match had_contract {
            true => (EnrolmentStatus::Rupturant, self.thresholds.days_after_contract),
            false => (EnrolmentStatus::Registered, self.thresholds.days_without_contract),
        };
        let dropped_out_on = add_days(from, patience);
        say(from, waiting);
        if let Some(completed_on) = self.completed_from().map(|on| on.max(from))
            && completed_on <= to
            && completed_on < dropped_out_on
        {
            say(completed_on, EnrolmentStatus::Completed);
        }
        if dropped_out_on <= to {
            say(dropped_out_on, EnrolmentStatus::DroppedOut);
        }
    }

    /// The last day of unbroken cover from a day on, contracts that touch or overlap put together.
    fn covered_until(&self, day: NaiveDate) -> Option<NaiveDate> {
        let reach = |from: NaiveDate| {
            let covering = self.contracts.iter().filter(move |contract| contract.starts_on <= from);
            covering.map(|contract| contract.last_day(self.session)).filter(move |end| *end >= from).max()
        };
        let mut end = reach(day)?;
        while let Some(further) = end.succ_opt().and_then(reach) {
            end = further;
        }
        Some(end)
    }

    /// The eve of the next contract that holds at least a day.
    fn uncovered_until(&self, day: NaiveDate) -> NaiveDate {
        let serving =
            self.contracts.iter().filter(|contract| contract.last_day(self.session) >= contract.starts_on);
        let next = serving.map(|contract| contract.starts_on).filter(|on| *on > day).min();
        next.map_or(NaiveDate::MAX, |on| add_days(on, -1))
    }

    /// First day counted as the end of the training, when the last contract ends close enough to the session's end.
    fn completed_from(&self) -> Option<NaiveDate> {
        let ended_on = self.natural_end()?;
        let left = self.session.ends_on.signed_duration_since(ended_on).num_days();
        (left <= self.thresholds.natural_end_tolerance_days).then(|| add_days(ended_on, 1))
    }

    /// The end of the contract that ends last, unless it was broken or the apprentice excluded.
    fn natural_end(&self) -> Option<NaiveDate> {
        if self.excluded_on.is_some() {
            return None;
        }
        let ends = self
            .contracts
            .iter()
            .map(|contract| (contract.last_day(self.session), contract.broken_on.is_some()));
        // on the same day, the broken one counts: `true` is greater
        let (ended_on, broken) = ends.max()?;
        (!broken).then_some(ended_on)
    }
}

#[cfg(test)]
#[path = "status_tests.rs"]
mod tests;
