//! The nouns: the facts pay depends on, the schedule that follows from them, and the table of the official form.

use chrono::NaiveDate;

use crate::law::figures::Territory;
use crate::law::findings::Finding;
use crate::law::money::{Cents, Percent};
use crate::text_enum;

text_enum!(
    /// How the contract stands to the training cycle.
    PayReference {
        /// As long as the cycle, or longer: years are counted from the start of the contract.
        Execution = "execution",
        /// Shorter than the cycle by agreement.
        ShorterCycle = "shorter_cycle",
        /// Begun after the cycle.
        LateEntry = "late_entry",
        /// Follows a broken contract, to finish the same training.
        AfterRupture = "after_rupture",
    }
);

text_enum!(
    /// Why a contract was extended.
    ExtensionGround {
        /// The exam was failed.
        FailedExam = "failed_exam",
        /// The apprentice is a disabled worker.
        DisabledWorker = "disabled_worker",
        /// The parties and the CFA agreed on a longer training.
        Convention = "convention",
    }
);

text_enum!(
    /// What a share is taken of.
    PayBase {
        /// The minimum wage.
        Smic = "smic",
        /// The conventional minimum of the job held.
        Smc = "smc",
    }
);

/// The time added to a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// First day added.
    pub starts_on: NaiveDate,
    /// Why.
    pub ground: ExtensionGround,
}

/// The previous apprenticeship contract, whose diploma may give a floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreviousContract {
    /// With the employer of this one.
    pub same_employer: bool,
    /// Whether its diploma was obtained.
    pub diploma_obtained: bool,
    /// Share received in its last year (same employer) or that could be claimed (another one).
    pub percent: Option<Percent>,
    /// The same as a monthly amount.
    pub monthly: Option<Cents>,
}

/// A conventional minimum from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConventionalMinimum {
    /// First day, from the start of the contract when unsaid.
    pub from_on: Option<NaiveDate>,
    /// Amount of a month.
    pub monthly: Cents,
}

/// A line the parties agreed on: a share over a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayLine {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: NaiveDate,
    /// Share agreed.
    pub percent: Percent,
    /// Of what.
    pub base: PayBase,
}

/// Everything pay depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayFacts {
    /// Birth date of the apprentice.
    pub born_on: NaiveDate,
    /// First day of the contract.
    pub starts_on: NaiveDate,
    /// Last day of the contract, extension included.
    pub ends_on: NaiveDate,
    /// First and last day of the training cycle.
    pub cycle: Option<(NaiveDate, NaiveDate)>,
    /// How the contract stands to the cycle.
    pub reference: PayReference,
    /// Pay year a repeater keeps, when the whole contract repeats a failed year.
    pub repeated_year: Option<u32>,
    /// Time added to the contract.
    pub extension: Option<Extension>,
    /// Prepares in a year at most a diploma of the level already held, directly related to it.
    pub related_diploma: bool,
    /// Prepares a licence professionnelle.
    pub licence_professionnelle: bool,
    /// The previous contract.
    pub previous: Option<PreviousContract>,
    /// Conventional minimums of the job, in any order.
    pub conventional_minimums: Vec<ConventionalMinimum>,
    /// Where the work is done.
    pub territory: Territory,
    /// Lines of the contract.
    pub lines: Vec<PayLine>,
}

impl PayFacts {
    /// The facts of an ordinary contract without lines.
    pub const fn ordinary(born_on: NaiveDate, starts_on: NaiveDate, ends_on: NaiveDate) -> Self {
        Self {
            born_on,
            starts_on,
            ends_on,
            cycle: None,
            reference: PayReference::Execution,
            repeated_year: None,
            extension: None,
            related_diploma: false,
            licence_professionnelle: false,
            previous: None,
            conventional_minimums: Vec::new(),
            territory: Territory::Metropolitan,
            lines: Vec::new(),
        }
    }
}

/// What is due on a day, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Pay year.
    pub year: u32,
    /// Age band, by its code in the grid.
    pub band: String,
    /// Share the law asks for.
    pub percent: Percent,
    /// What the share is taken of.
    pub base: PayBase,
    /// That base, for a month.
    pub base_monthly: Cents,
    /// Least pay of a month.
    pub minimum: Cents,
    /// Minimum wage of an hour.
    pub smic_hourly: Cents,
    /// Minimum wage of a month.
    pub smic_monthly: Cents,
    /// Conventional minimum of a month, when there is one.
    pub smc_monthly: Option<Cents>,
    /// Share agreed, and what of, where a line says it.
    pub agreed: Option<(Percent, PayBase)>,
    /// What that makes.
    pub agreed_monthly: Option<Cents>,
    /// Whether the last known minimum wage stands for one not known yet.
    pub beyond_known_base: bool,
    /// The rules that gave it.
    pub why: Vec<Finding>,
}

impl Due {
    /// What is owed: the agreement when it is better than the law.
    pub fn owed(&self) -> Cents {
        self.agreed_monthly.map_or(self.minimum, |agreed| agreed.max(self.minimum))
    }

    /// The base of a kind, when known: a conventional minimum under the minimum wage gives way to it.
    pub fn base_of(&self, kind: PayBase) -> Option<Cents> {
        match kind {
            PayBase::Smic => Some(self.smic_monthly),
            PayBase::Smc => self.smc_monthly.map(|smc| smc.max(self.smic_monthly)),
        }
    }

    /// The same, with the line the parties agreed on for that day.
    #[must_use]
    pub fn agreed_on(mut self, line: Option<&PayLine>) -> Self {
        self.agreed = line.map(|line| (line.percent, line.base));
        self.agreed_monthly = line.and_then(|line| Some(self.base_of(line.base)?.share_up(line.percent)));
        self
    }

    /// Whether nothing a payslip shows differs.
    fn pays_like(&self, other: &Self) -> bool {
        let key = |due: &Self| {
            (due.year, due.percent, due.base_monthly, due.minimum, due.agreed_monthly, due.beyond_known_base)
        };
        key(self) == key(other) && self.band == other.band && self.agreed == other.agreed
    }
}

/// A period during which nothing changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: NaiveDate,
    /// What is due.
    pub due: Due,
}

impl Segment {
    /// Whether the next one goes on the same.
    pub fn goes_on_in(&self, next: &Self) -> bool {
        self.due.pays_like(&next.due)
    }
}

/// A line of the table of the official form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormLine {
    /// Year of the table.
    pub year: u32,
    /// Line of that year, 1 or 2.
    pub line: u32,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: NaiveDate,
    /// Share to write.
    pub percent: Percent,
    /// Of what.
    pub base: PayBase,
}

/// The whole pay of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Segments, which tile the contract.
    pub segments: Vec<Segment>,
    /// The table of the official form.
    pub form: Vec<FormLine>,
    /// Pay of a month on the first day, as the form asks.
    pub monthly_at_start: Cents,
    /// Last day for which the minimum wage is known.
    pub base_known_until: NaiveDate,
}
