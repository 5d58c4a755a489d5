//! A schedule of pay, as answered.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::contracts::pay::model::{FormLine, PayBase, PayFacts, Schedule, Segment};
use crate::law::findings::{Finding, Warning};
use crate::law::territories::Territory;
use crate::platform::text::Lang;

/// The whole pay of a contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PayScheduleOut {
    /// First day of the contract.
    pub starts_on: NaiveDate,
    /// Last day of the contract.
    pub ends_on: NaiveDate,
    /// Day on which the schedule is looked at.
    pub as_of: NaiveDate,
    /// Where the work is done.
    pub territory: Territory,
    /// Gross pay of a month on the first day, in cents.
    #[schema(minimum = 0)]
    pub monthly_at_start_cents: i64,
    /// Last day for which the minimum wage is known; later segments keep the last known one and say so.
    pub base_known_until: NaiveDate,
    /// Periods during which nothing changes; together they are the contract.
    #[schema(max_items = 100)]
    pub segments: Vec<PaySegmentOut>,
    /// The table of the official form: two lines a year at most.
    #[schema(max_items = 16)]
    pub form_lines: Vec<FormLine>,
    /// What the rules noticed without refusing.
    #[schema(max_items = 20)]
    pub warnings: Vec<Warning>,
}

/// A period during which nothing changes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaySegmentOut {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: NaiveDate,
    /// Whether the day looked at lies in it.
    pub current: bool,
    /// Pay year.
    #[schema(minimum = 1)]
    pub year: u32,
    /// Age band, as `GET /v1/reference/pay-grid` names it.
    #[schema(max_length = 60)]
    pub band: String,
    /// Share the law asks for, in hundredths of a percent.
    #[schema(minimum = 0, example = 4300)]
    pub legal_percent_hundredths: i32,
    /// What that share is taken of.
    pub base: PayBase,
    /// That base for a month, in cents.
    #[schema(minimum = 0, example = 182_303)]
    pub base_monthly_cents: i64,
    /// Minimum wage of an hour, in cents.
    #[schema(minimum = 0, example = 1202)]
    pub smic_hourly_cents: i64,
    /// Least gross pay of a month by law, in cents, rounded up.
    #[schema(minimum = 0, example = 78_391)]
    pub minimum_cents: i64,
    /// Share the contract says, in hundredths of a percent.
    #[schema(minimum = 0)]
    pub contractual_percent_hundredths: Option<i32>,
    /// What the share of the contract is taken of.
    pub contractual_base: Option<PayBase>,
    /// Gross pay of a month by the contract, in cents.
    #[schema(minimum = 0)]
    pub contractual_cents: Option<i64>,
    /// Gross pay of a month that is owed: the better of the law and the contract, in cents.
    #[schema(minimum = 0, example = 78_391)]
    pub due_cents: i64,
    /// Whether the last known minimum wage stands for one not known yet.
    pub beyond_known_base: bool,
    /// The rules that gave it, with the facts.
    #[schema(max_items = 20)]
    pub why: Vec<PayReasonOut>,
}

/// A rule that had a say in an amount.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PayReasonOut {
    /// Stable code of the rule.
    #[schema(max_length = 100)]
    pub code: &'static str,
    /// The sentence in the language asked for.
    #[schema(max_length = 1000)]
    pub message: String,
    /// Article, form or rule of the house.
    #[schema(max_length = 300)]
    pub source: &'static str,
}

impl PayScheduleOut {
    /// A schedule as shown to a reader, looked at on a day.
    pub fn render(
        facts: &PayFacts,
        schedule: Schedule,
        warnings: Vec<Finding>,
        as_of: NaiveDate,
        lang: Lang,
    ) -> Self {
        Self {
            starts_on: facts.starts_on,
            ends_on: facts.ends_on,
            as_of,
            territory: facts.territory,
            monthly_at_start_cents: schedule.monthly_at_start.0,
            base_known_until: schedule.base_known_until,
            segments: schedule
                .segments
                .into_iter()
                .map(|one| PaySegmentOut::render(one, as_of, lang))
                .collect(),
            form_lines: schedule.form,
            warnings: warnings.into_iter().map(|finding| Warning::render(finding, lang)).collect(),
        }
    }
}

impl PaySegmentOut {
    fn render(segment: Segment, as_of: NaiveDate, lang: Lang) -> Self {
        let Segment { from_on, to_on, due } = segment;
        Self {
            from_on,
            to_on,
            current: from_on <= as_of && as_of <= to_on,
            due_cents: due.owed().0,
            year: due.year,
            band: due.band,
            legal_percent_hundredths: due.percent.0,
            base: due.base,
            base_monthly_cents: due.base_monthly.0,
            smic_hourly_cents: due.smic_hourly.0,
            minimum_cents: due.minimum.0,
            contractual_percent_hundredths: due.agreed.map(|(percent, _)| percent.0),
            contractual_base: due.agreed.map(|(_, base)| base),
            contractual_cents: due.agreed_monthly.map(|amount| amount.0),
            beyond_known_base: due.beyond_known_base,
            why: due.why.into_iter().map(|finding| PayReasonOut::render(finding, lang)).collect(),
        }
    }
}

impl PayReasonOut {
    fn render(finding: Finding, lang: Lang) -> Self {
        let Warning { code, message, source, .. } = Warning::render(finding, lang);
        Self { code, message, source }
    }
}
