//! Where somebody is on a day: by the calendar, the contract and the absences.

use chrono::NaiveDate;

use crate::ids::{ContractId, EmployerId};
use crate::presence::absences::model::Absence;
use crate::presence::calendars::{ApprenticeDays, DayKind, Why};
use crate::text_enum;

text_enum!(
    /// Where somebody is on a day.
    Where {
        /// In the company.
        Company = "company" => "En entreprise" / "In the company",
        /// At the centre.
        Centre = "centre" => "Au centre" / "At the centre",
        /// At an exam.
        Exam = "exam" => "En examen" / "At an exam",
        /// Nowhere: a day at the centre, which is closed.
        Closed = "closed" => "Centre fermé" / "Centre closed",
        /// Nowhere: a public holiday.
        Holiday = "holiday" => "Jour férié" / "Public holiday",
        /// Nowhere: a day of rest.
        Rest = "rest" => "Repos" / "Rest",
        /// The calendar does not tell.
        Unknown = "unknown" => "Calendrier inconnu" / "Calendar unknown",
        /// Nowhere: a day in the company, without a contract.
        WithoutContract = "without_contract" => "Sans contrat" / "Without a contract",
        /// Absent the whole day.
        Absent = "absent" => "Absent" / "Absent",
    }
);

text_enum!(
    /// The part of a day that somebody misses.
    Missed {
        /// All of it.
        Day = "day" => "Journée" / "Whole day",
        /// Until noon.
        Morning = "morning" => "Matin" / "Morning",
        /// From noon.
        Afternoon = "afternoon" => "Après-midi" / "Afternoon",
    }
);

/// Where somebody is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whereabouts {
    pub place: Where,
    /// The part of the day they miss.
    pub missed: Option<Missed>,
    /// Contract that runs on the day.
    pub contract_id: Option<ContractId>,
    /// Its employer on that day.
    pub employer_id: Option<EmployerId>,
    /// Whether the week is only the one the programme proposes.
    pub to_be_confirmed: bool,
}

impl Whereabouts {
    /// Whether they miss a half of the day and are there the other half.
    pub fn is_partly_absent(&self) -> bool {
        matches!(self.missed, Some(Missed::Morning | Missed::Afternoon))
    }

    /// Where somebody is, by their days and their absences.
    pub fn on(day: NaiveDate, days: &ApprenticeDays, absences: &[Absence]) -> Self {
        let info = days.explained(day);
        let work = days.contract_on(day);
        let (contract_id, employer_id) = (work.map(|one| one.contract_id), work.map(|one| one.employer_id));
        let expected = match info.kind {
            DayKind::Company if contract_id.is_none() => Where::WithoutContract,
            DayKind::Company => Where::Company,
            DayKind::Centre => Where::Centre,
            DayKind::Exam => Where::Exam,
            DayKind::Closed => Where::Closed,
            DayKind::Holiday => Where::Holiday,
            DayKind::Rest => Where::Rest,
            DayKind::Unknown => Where::Unknown,
        };
        let from_there = |one: &&Absence| match expected {
            Where::Company => one.facts.away_from.company(),
            Where::Centre | Where::Exam => one.facts.away_from.centre(),
            Where::Unknown => true,
            _ => false,
        };
        let missed = absences.iter().filter(from_there).map(|one| one.facts.halves_of(day));
        let missed = match missed.fold((false, false), |all, one| (all.0 || one.0, all.1 || one.1)) {
            (true, true) => Some(Missed::Day),
            (true, false) => Some(Missed::Morning),
            (false, true) => Some(Missed::Afternoon),
            (false, false) => None,
        };
        let place = if missed == Some(Missed::Day) { Where::Absent } else { expected };
        let to_be_confirmed = info.why == Why::Proposal;
        Self { place, missed, contract_id, employer_id, to_be_confirmed }
    }
}
