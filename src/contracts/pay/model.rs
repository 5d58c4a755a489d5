//! The nouns: the facts pay depends on, the schedule that follows from them, and the table of the official form.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::law::findings::Finding;
use crate::law::money::{Cents, Percent};
use crate::law::territories::Territory;
use crate::platform::body::or_default;
use crate::text_enum;

text_enum!(
    /// How the contract stands to the training cycle.
    #[derive(Default)]
    PayReference {
        /// As long as the cycle, or longer: years are counted from the start of the contract.
        #[default]
        Execution = "execution" => "Exécution du contrat" / "Execution of the contract",
        /// Shorter than the cycle by agreement.
        ShorterCycle = "shorter_cycle" => "Cycle réduit par convention" / "Cycle shortened by agreement",
        /// Begun after the cycle.
        LateEntry = "late_entry" => "Entrée après le début du cycle" / "Begun after the start of the cycle",
        /// Follows a broken contract, to finish the same training.
        AfterRupture = "after_rupture" => "Suite d'un contrat rompu" / "After a broken contract",
    }
);

text_enum!(
    /// Why a contract was extended.
    ExtensionGround {
        /// The exam was failed.
        FailedExam = "failed_exam" => "Échec à l'examen" / "Exam failed",
        /// The apprentice is a disabled worker.
        DisabledWorker = "disabled_worker" => "Travailleur handicapé" / "Disabled worker",
        /// The parties and the CFA agreed on a longer training.
        Convention = "convention"
            => "Convention entre les parties et le CFA" / "Agreement between the parties and the CFA",
    }
);

text_enum!(
    /// What a share is taken of.
    PayBase {
        /// The minimum wage.
        Smic = "smic" => "SMIC" / "Minimum wage (SMIC)",
        /// The conventional minimum of the job held.
        Smc = "smc" => "Salaire minimum conventionnel" / "Conventional minimum wage",
    }
);

/// A training cycle.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CycleIn {
    /// First day.
    #[schema(example = "2025-08-25")]
    starts_on: NaiveDate,
    /// Last day.
    #[schema(example = "2027-08-24")]
    ends_on: NaiveDate,
}

fn cycle<'de, D: Deserializer<'de>>(from: D) -> Result<Option<(NaiveDate, NaiveDate)>, D::Error> {
    Ok(Option::<CycleIn>::deserialize(from)?.map(|cycle| (cycle.starts_on, cycle.ends_on)))
}

/// Time added to a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExtensionIn)]
pub struct Extension {
    /// First day added.
    pub starts_on: NaiveDate,
    /// Why it was added.
    pub ground: ExtensionGround,
}

/// A previous apprenticeship contract; its pay is a floor when its diploma was obtained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PreviousIn)]
pub struct PreviousContract {
    /// With the employer of this contract.
    pub same_employer: bool,
    /// Whether its diploma was obtained.
    pub diploma_obtained: bool,
    /// Share received in its last year (same employer) or due by law then (another), in hundredths of a percent.
    #[serde(rename = "percent_hundredths")]
    #[schema(value_type = Option<i32>, minimum = 0, maximum = 100_000, example = 5100)]
    pub percent: Option<Percent>,
    /// The same as a monthly amount, in cents.
    #[serde(rename = "monthly_cents")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 100_000_000)]
    pub monthly: Option<Cents>,
}

/// A conventional minimum of the job held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConventionalMinimumIn)]
pub struct ConventionalMinimum {
    /// First day; from the start of the contract when absent.
    pub from_on: Option<NaiveDate>,
    /// Gross amount of a month, in cents.
    #[serde(rename = "monthly_cents")]
    #[schema(value_type = i64, minimum = 1, maximum = 100_000_000)]
    pub monthly: Cents,
}

/// A line of pay: a share over a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PayLineIn)]
pub struct PayLine {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: NaiveDate,
    /// Share, in hundredths of a percent: 4300 is 43 %.
    #[serde(rename = "percent_hundredths")]
    #[schema(value_type = i32, minimum = 0, maximum = 100_000, example = 4300)]
    pub percent: Percent,
    /// What the share is taken of.
    pub base: PayBase,
}

/// The facts pay depends on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PaySimulationIn, example = json!({
    "born_on": "2007-11-10", "starts_on": "2025-08-25", "ends_on": "2027-08-24",
    "previous": {"same_employer": false, "diploma_obtained": true, "percent_hundredths": 5100},
}))]
pub struct PayFacts {
    /// Birth date of the apprentice.
    #[schema(example = "2007-11-10")]
    pub born_on: NaiveDate,
    /// First day of the contract.
    #[schema(example = "2025-08-25")]
    pub starts_on: NaiveDate,
    /// Last day of the contract, extension included.
    #[schema(example = "2027-08-24")]
    pub ends_on: NaiveDate,
    /// The training cycle; needed when years are counted from it.
    #[serde(default, deserialize_with = "cycle")]
    #[schema(value_type = Option<CycleIn>)]
    pub cycle: Option<(NaiveDate, NaiveDate)>,
    /// How the contract stands to the cycle; `execution` when absent.
    #[serde(default, deserialize_with = "or_default")]
    #[schema(value_type = Option<PayReference>)]
    pub reference: PayReference,
    /// Pay year kept, when the whole contract repeats a failed year with another employer.
    #[schema(minimum = 1, maximum = 4)]
    pub repeated_year: Option<u32>,
    /// Time added to the contract.
    pub extension: Option<Extension>,
    /// Prepares in a year at most a diploma of the level already held, directly related to it.
    #[serde(default)]
    pub related_diploma: bool,
    /// Prepares a licence professionnelle.
    #[serde(default)]
    pub licence_professionnelle: bool,
    /// The previous apprenticeship contract.
    pub previous: Option<PreviousContract>,
    /// Conventional minimums of the job held, each from a day on.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub conventional_minimums: Vec<ConventionalMinimum>,
    /// Where the work is done; `metropolitan` when absent.
    #[serde(default, deserialize_with = "or_default")]
    #[schema(value_type = Option<Territory>)]
    pub territory: Territory,
    /// Lines of the contract, checked against the law.
    #[serde(default)]
    #[schema(max_items = 8)]
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

/// What pay depends on from a day on: an amendment changes nothing before its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayStage {
    pub from_on: NaiveDate,
    pub facts: PayFacts,
}

/// What is due on a day, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub year: u32,
    /// Age band, by its code in the grid.
    pub band: String,
    /// Share the law asks for.
    pub percent: Percent,
    /// What the share is taken of.
    pub base: PayBase,
    pub base_monthly: Cents,
    pub minimum: Cents,
    pub smic_hourly: Cents,
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
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    pub due: Due,
}

impl Segment {
    /// Whether the next one goes on the same.
    pub fn goes_on_in(&self, next: &Self) -> bool {
        self.due.pays_like(&next.due)
    }
}

/// A line of the table of the official form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PayFormLineOut)]
pub struct FormLine {
    /// Year of the table.
    #[schema(minimum = 1)]
    pub year: u32,
    /// Line of that year; the form has room for two, an amendment during the year may add others.
    #[schema(minimum = 1, maximum = 12)]
    pub line: u32,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: NaiveDate,
    /// Least share to write, in hundredths of a percent.
    #[serde(rename = "percent_hundredths")]
    #[schema(value_type = i32, minimum = 0)]
    pub percent: Percent,
    /// What the share is taken of.
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
