//! What a clock is read from: a contract, its surroundings, and what was recorded of it.

use chrono::{Datelike, NaiveDate};

use crate::law::calendar::{Period, add_days, anniversary};
use crate::law::holidays::{HolidayZone, LocalHolidays};
use crate::law::territories::WorkLocation;
use crate::text_enum;

/// Months a site accepts around the start of the cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteMonths {
    pub before: u32,
    pub after: u32,
}

/// When somebody came into the training, around which a contract may start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryPeriod {
    /// First day that may count as an entry: that of the cycle, unless another one was said.
    pub opens_on: NaiveDate,
    /// First day in the training.
    pub entered_on: NaiveDate,
}

/// One sending of the contract to who keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SentFile {
    pub sent_on: Option<NaiveDate>,
    pub complete_on: Option<NaiveDate>,
    /// Day of the decision.
    pub decided_on: Option<NaiveDate>,
}

/// A signed amendment, and its last sending that was not refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentAmendment {
    /// Which one: its identifier.
    pub step: String,
    /// Its type on the official form.
    pub type_code: String,
    /// First day on which it holds.
    pub effective_on: NaiveDate,
    /// Day of its signature.
    pub signed_on: NaiveDate,
    pub sent_on: Option<NaiveDate>,
}

/// A change of pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayStep {
    /// First day at this rate.
    pub from_on: NaiveDate,
    /// Share of the minimum wage, in hundredths of a percent.
    pub percent_hundredths: u32,
    /// Whether the parties agreed on it; else the law asks it.
    pub agreed: bool,
}

text_enum!(
    /// A fact recorded about a contract or an apprentice, which clears what was due.
    MilestoneKind {
        /// The medical visit took place.
        MedicalVisit = "medical_visit" => "Visite médicale passée" / "Medical visit done",
        /// The student card was given.
        StudentCard = "student_card" => "Carte d'étudiant remise" / "Student card given",
        /// The student card was handed back.
        StudentCardReturn = "student_card_return"
            => "Carte d'étudiant rendue" / "Student card handed back",
        /// An invoice of the CFA was sent.
        Invoice = "invoice" => "Facture envoyée" / "Invoice sent",
        /// A change of pay was announced.
        PayStep = "pay_step"
            => "Changement de rémunération annoncé" / "Change of pay announced",
        /// A rupture was told to the body of the deposit.
        RuptureNotice = "rupture_notice" => "Rupture signalée" / "Rupture told",
        /// A document was received.
        Document = "document" => "Pièce reçue" / "Document received",
    }
);

/// Something recorded as done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub kind: MilestoneKind,
    /// Which one, of what is done several times; empty for what is done once.
    pub step: String,
    pub done_on: NaiveDate,
}

/// The days of practical training in the company, past and planned, in order, as far as the calendar knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyDays {
    days: Vec<NaiveDate>,
    unknown_from: Option<NaiveDate>,
    doubtful: Vec<NaiveDate>,
}

impl CompanyDays {
    /// The days of a weekly rhythm (1 for Monday), public holidays left out.
    pub fn weekly(weekdays: &[u32], period: Period, place: LocalHolidays<'_>) -> Self {
        let works =
            |day: &NaiveDate| weekdays.contains(&day.weekday().number_from_monday()) && !place.is_off(*day);
        let days = std::iter::successors(Some(period.from), |day| Some(add_days(*day, 1)));
        let days: Vec<_> = days.take_while(|day| *day <= period.to).filter(works).collect();
        let doubtful = days.iter().copied().filter(|day| place.doubt_on(*day).is_some()).collect();
        Self::known_until(days, None).doubting(doubtful)
    }

    /// Days in order, and the first day of which nothing is known, if any.
    pub const fn known_until(days: Vec<NaiveDate>, unknown_from: Option<NaiveDate>) -> Self {
        Self { days, unknown_from, doubtful: Vec::new() }
    }

    /// The same, some of them being public holidays should the place of work be such a one.
    #[must_use]
    pub fn doubting(mut self, doubtful: Vec<NaiveDate>) -> Self {
        self.doubtful = doubtful;
        self
    }

    /// The first day of which nothing is known.
    pub const fn unknown_from(&self) -> Option<NaiveDate> {
        self.unknown_from
    }

    /// The first days, so many at most.
    pub fn first(&self, count: u32) -> &[NaiveDate] {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        &self.days[..count.min(self.days.len())]
    }

    /// The day on which so many days of practical training are reached.
    pub fn reaches(&self, count: u32) -> Option<NaiveDate> {
        let index = usize::try_from(count.checked_sub(1)?).ok()?;
        self.days.get(index).copied()
    }

    /// The days counted up to one that may be public holidays there.
    pub fn doubtful_until(&self, day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        self.doubtful.iter().copied().filter(move |doubtful| *doubtful <= day)
    }

    /// The day on which so many days are reached, should those in doubt be public holidays; as far as the days go.
    pub fn reaches_without_doubtful(&self, count: u32) -> Option<NaiveDate> {
        let index = usize::try_from(count.checked_sub(1)?).ok()?;
        self.days.iter().filter(|day| !self.doubtful.contains(day)).nth(index).copied()
    }
}

/// What a clock asks of an employer: who keeps their contracts, and which public holidays hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceOfWork {
    /// Whether the employer is public.
    pub public_employer: bool,
    /// Where the work is.
    pub location: WorkLocation,
}

impl PlaceOfWork {
    /// Public holidays that count there.
    pub fn holidays(&self) -> HolidayZone {
        HolidayZone::of(&self.location)
    }
}

/// What an amendment makes of a contract, from its first day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendedFacts {
    pub from_on: NaiveDate,
    /// Last day agreed.
    pub ends_on: NaiveDate,
    pub workplace: PlaceOfWork,
}

/// What a clock is read from; what is not known is left out and said.
///
/// What was first signed comes first; what amendments change of it is told apart, and holds from their day on only.
#[derive(Debug, Clone)]
pub struct Facts {
    /// First day of execution.
    pub starts_on: NaiveDate,
    /// Last day agreed at last, amendments included.
    pub ends_on: NaiveDate,
    /// Last day first signed.
    pub signed_ends_on: NaiveDate,
    /// Day of conclusion.
    pub signed_on: Option<NaiveDate>,
    /// First day of practical training in the company.
    pub practical_starts_on: Option<NaiveDate>,
    /// First day at the CFA.
    pub training_starts_on: Option<NaiveDate>,
    /// The cycle of training.
    pub cycle: Option<Period>,
    /// When the apprentice came into it; with the cycle when it is not known.
    pub entry: Option<EntryPeriod>,
    pub site_window: Option<SiteMonths>,
    /// Last day of the exams.
    pub exams_end_on: Option<NaiveDate>,
    /// Last day the certification can be delivered.
    pub last_award_on: Option<NaiveDate>,
    /// Level of the certification prepared.
    pub certification_level: Option<u8>,
    /// Whether the contract finishes a training whose contract was broken.
    pub after_rupture: bool,
    /// The employer and the place of work first signed.
    pub workplace: PlaceOfWork,
    /// What amendments make of it, in the order they take effect.
    pub amended: Vec<AmendedFacts>,
    /// Birth date of the apprentice.
    pub born_on: Option<NaiveDate>,
    /// Day of enrolment at the centre.
    pub enrolled_on: Option<NaiveDate>,
    /// Whether the apprentice works at night.
    pub night_work: bool,
    /// The last sending of the contract.
    pub sent: SentFile,
    /// Its signed amendments, in the order they take effect.
    pub amendments: Vec<SentAmendment>,
    /// First day without the broken contract.
    pub rupture_on: Option<NaiveDate>,
    /// Code of the ground of the rupture, when it is known.
    pub rupture_ground: Option<String>,
    pub medical_visit_on: Option<NaiveDate>,
    /// Day the student card was given.
    pub student_card_on: Option<NaiveDate>,
    /// Changes of pay.
    pub pay_steps: Vec<PayStep>,
    /// Days in the company, when the alternation and the absences are known.
    pub company_days: Option<CompanyDays>,
    /// The same, were every absence to suspend the count, when that gives another one.
    pub company_days_at_least: Option<CompanyDays>,
    /// The days of presence, the others left out whatever their reason: for whoever may not know it.
    pub presence: Option<CompanyDays>,
    /// What was recorded as done; nothing is ever recorded of a contract that is only imagined.
    pub recorded: Option<Vec<Recorded>>,
}

impl Facts {
    /// A contract of which only the dates are known.
    pub fn between(starts_on: NaiveDate, ends_on: NaiveDate) -> Self {
        Self {
            starts_on,
            ends_on,
            signed_ends_on: ends_on,
            signed_on: None,
            practical_starts_on: None,
            training_starts_on: None,
            cycle: None,
            entry: None,
            site_window: None,
            exams_end_on: None,
            last_award_on: None,
            certification_level: None,
            after_rupture: false,
            workplace: PlaceOfWork::default(),
            amended: Vec::new(),
            born_on: None,
            enrolled_on: None,
            night_work: false,
            sent: SentFile::default(),
            amendments: Vec::new(),
            rupture_on: None,
            rupture_ground: None,
            medical_visit_on: None,
            student_card_on: None,
            pay_steps: Vec::new(),
            company_days: None,
            company_days_at_least: None,
            presence: None,
            recorded: None,
        }
    }

    /// The day something was recorded as done.
    pub fn recorded_on(&self, kind: MilestoneKind, step: &str) -> Option<NaiveDate> {
        let mut all = self.recorded.iter().flatten();
        all.find(|one| one.kind == kind && one.step == step).map(|one| one.done_on)
    }

    /// When the apprentice came into the training, as far as it is known.
    pub fn entry(&self) -> Option<EntryPeriod> {
        let with_the_cycle =
            self.cycle.map(|cycle| EntryPeriod { opens_on: cycle.from, entered_on: cycle.from });
        self.entry.or(with_the_cycle)
    }

    /// Whether the contract lasts less than a year, as it is agreed on a day.
    pub fn is_under_a_year(&self, day: NaiveDate) -> bool {
        let begun = self.amended.iter().rev().find(|amended| amended.from_on <= day);
        let ends_on = begun.map_or(self.signed_ends_on, |amended| amended.ends_on);
        add_days(ends_on, 1) < anniversary(self.starts_on, 1)
    }

    /// First day at the CFA, as said, else as the entry into the training and the start of the contract tell.
    pub fn training_begins_on(&self) -> Option<NaiveDate> {
        let told = self.entry().map(|entry| entry.entered_on.max(self.starts_on));
        self.training_starts_on.or(told.filter(|_| self.recorded.is_some()))
    }

    /// The employer and the place of work of a day.
    pub fn workplace_on(&self, day: NaiveDate) -> &PlaceOfWork {
        let begun = self.amended.iter().rev().find(|amended| amended.from_on <= day);
        begun.map_or(&self.workplace, |amended| &amended.workplace)
    }

    /// The days in which practical training takes place, from the first one known.
    pub fn practice(&self) -> Period {
        let from = self.practical_starts_on.unwrap_or(self.starts_on);
        Period { from: from.max(self.starts_on), to: self.last_day() }
    }

    /// Last day really under contract: the eve of the rupture, else the agreed end.
    pub fn last_day(&self) -> NaiveDate {
        self.rupture_on.map_or(self.ends_on, |rupture_on| add_days(rupture_on, -1))
    }
}
