//! JSON in and out: rates with what makes them, and the cases behind.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::gathering::{GatheredLearners, IndicatorScope};
use super::model::{CaseSide, LearnerFacts, NoValueReason, RateCase, RateCount, SessionAttempt};
use super::rules::{Percentage, RateRule, undated_ruptures};
use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId, SiteId};
use crate::law::figures::{
    CountedUnit, DefinitionCertainty, ExclusionReason, IndicatorRate, Law, RateDefinition,
};
use crate::people::apprentices::cards::wire::Whose;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::text::Lang;

/// Whose rates, and as of when.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct IndicatorParams {
    /// Only this site; every site within reach when absent.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only this programme, by its code.
    #[param(min_length = 1, max_length = 60, example = "bts-mco")]
    pub programme: Option<String>,
    /// Only this cohort, at its own session.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only this exam session, by its year: its cohorts, and who sits it again under an earlier enrolment.
    #[param(minimum = 2000, maximum = 2100, example = 2027)]
    pub session: Option<i32>,
    /// Day as of which they are computed: today when absent.
    pub as_of: Option<NaiveDate>,
}

impl From<&IndicatorParams> for IndicatorScope {
    fn from(params: &IndicatorParams) -> Self {
        Self {
            site: params.site,
            programme: params.programme.clone(),
            cohort: params.cohort,
            session: params.session,
        }
    }
}

/// The same, and which of the cases.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct IndicatorCaseParams {
    /// Only this site; every site within reach when absent.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only this programme, by its code.
    #[param(min_length = 1, max_length = 60, example = "bts-mco")]
    pub programme: Option<String>,
    /// Only this cohort, at its own session.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only this exam session, by its year: its cohorts, and who sits it again under an earlier enrolment.
    #[param(minimum = 2000, maximum = 2100, example = 2027)]
    pub session: Option<i32>,
    /// Day as of which they are computed: today when absent.
    pub as_of: Option<NaiveDate>,
    /// Only the cases on this side.
    #[param(inline)]
    pub side: Option<CaseSide>,
    /// Only the cases left out for this reason.
    #[param(inline)]
    pub reason: Option<ExclusionReason>,
}

impl IndicatorCaseParams {
    /// Whose rates they are.
    pub fn scope(&self) -> IndicatorScope {
        IndicatorScope {
            site: self.site,
            programme: self.programme.clone(),
            cohort: self.cohort,
            session: self.session,
        }
    }
}

/// An exact fraction, and how people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RateValueOut {
    /// How many are counted.
    #[schema(minimum = 0, example = 2)]
    pub numerator: u32,
    /// Over how many.
    #[schema(minimum = 1, example = 3)]
    pub denominator: u32,
    /// Whole percent, halves rounded up: for display alone.
    #[schema(minimum = 0, maximum = 100, example = 67)]
    pub percent: u32,
    /// The percentage as written in the language asked for.
    #[schema(max_length = 10, example = "67 %")]
    pub text: String,
}

impl RateValueOut {
    /// A fraction as shown to a reader.
    pub fn of(fraction: Percentage, lang: Lang) -> Self {
        Self {
            numerator: fraction.numerator,
            denominator: fraction.denominator,
            percent: fraction.rounded(),
            text: fraction.text(lang),
        }
    }
}

/// How many are left out of a rate for a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExclusionOut {
    /// Why.
    pub reason: ExclusionReason,
    /// The reason in words, in the language asked for.
    #[schema(max_length = 200)]
    pub label: String,
    /// How many.
    #[schema(minimum = 0)]
    pub count: u32,
}

/// What a rate counts, over whom, and by which version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RateDefinitionOut {
    /// Version of the definitions.
    #[schema(max_length = 40, example = "2026")]
    pub edition: String,
    /// What is counted, in words.
    #[schema(max_length = 500)]
    pub numerator: String,
    /// Over whom, in words.
    #[schema(max_length = 500)]
    pub denominator: String,
    /// Whether learners or contracts are counted.
    pub unit: CountedUnit,
    /// Months after the end of the training at which it looks; null where it does not.
    #[schema(minimum = 0)]
    pub months: Option<u32>,
    /// Where it comes from.
    #[schema(max_length = 300)]
    pub source: String,
    /// How sure it is.
    pub certainty: DefinitionCertainty,
}

impl RateDefinitionOut {
    /// A definition as shown to a reader.
    pub fn of(definition: &RateDefinition, edition: &str, lang: Lang) -> Self {
        Self {
            edition: edition.to_owned(),
            numerator: definition.numerator.in_lang(lang).to_owned(),
            denominator: definition.denominator.in_lang(lang).to_owned(),
            unit: definition.unit,
            months: definition.months,
            source: definition.source.clone(),
            certainty: definition.certainty,
        }
    }
}

/// The rate a year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RateBeforeOut {
    /// Year of the exam session.
    #[schema(minimum = 1999, maximum = 2100, example = 2026)]
    pub session: i32,
    /// Its value as of the same day; null when it has none.
    pub value: Option<RateValueOut>,
    /// Why it has none.
    pub no_value: Option<NoValueReason>,
}

/// What would change a rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RateUnknownsOut {
    /// People who did not answer the survey.
    #[schema(minimum = 0)]
    pub no_answer: u32,
    /// Candidates whose result is not entered.
    #[schema(minimum = 0)]
    pub result_unknown: u32,
    /// Learners excluded while a contract of theirs still runs: a rupture nobody dated.
    #[schema(minimum = 0)]
    pub undated_ruptures: u32,
    /// The least it would be once all is known; null when nothing is unknown.
    pub lowest: Option<RateValueOut>,
    /// The most it would be.
    pub highest: Option<RateValueOut>,
}

/// A rate with what makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IndicatorOut {
    /// Which rate.
    pub rate: IndicatorRate,
    /// Its name, in the language asked for.
    #[schema(max_length = 200)]
    pub label: String,
    /// Its value; null when it has none, which is not zero.
    pub value: Option<RateValueOut>,
    /// Why it has none.
    pub no_value: Option<NoValueReason>,
    /// Who is left out, by reason: with the denominator, everybody.
    #[schema(max_items = 50)]
    pub excluded: Vec<ExclusionOut>,
    /// What it counts, by which version.
    pub definition: RateDefinitionOut,
    /// The year before; null when the scope is not of one session.
    pub before: Option<RateBeforeOut>,
    /// What would change it.
    pub unknowns: RateUnknownsOut,
}

/// Every rate of a scope as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IndicatorsOut {
    /// Day as of which they are computed.
    pub as_of: NaiveDate,
    /// Learners of the scope, counted or not: each once a session, those who sit another again under the same enrolment twice.
    #[schema(minimum = 0)]
    pub learners: usize,
    /// Each rate.
    #[schema(max_items = 50)]
    pub data: Vec<IndicatorOut>,
}

impl IndicatorsOut {
    /// Every rate of some learners.
    pub fn of(gathered: &GatheredLearners, law: &Law, as_of: NaiveDate, lang: Lang) -> Self {
        let rates = law.indicators.on(as_of);
        let undated = undated_ruptures(&gathered.learners, as_of);
        let one = |definition| {
            let rule = RateRule { definition, choices: &rates.choices, as_of };
            let count = RateCount::of(&rule.cases(&gathered.learners));
            let before =
                gathered.before.as_ref().map(|(session, learners)| before(rule, *session, learners, lang));
            IndicatorOut {
                rate: definition.rate,
                label: definition.rate.label().in_lang(lang).to_owned(),
                value: count.percentage().map(|fraction| RateValueOut::of(fraction, lang)),
                no_value: count.no_value(),
                excluded: excluded(&count, lang),
                definition: RateDefinitionOut::of(definition, &rates.edition, lang),
                before,
                unknowns: unknowns(&count, definition, undated, lang),
            }
        };
        Self { as_of, learners: gathered.learners.len(), data: rates.rates.iter().map(one).collect() }
    }
}

/// How many are left out, by reason, as shown to a reader.
pub fn excluded(count: &RateCount, lang: Lang) -> Vec<ExclusionOut> {
    let each = count.excluded.iter().map(|(reason, count)| ExclusionOut {
        reason: *reason,
        label: reason.label().in_lang(lang).to_owned(),
        count: *count,
    });
    each.collect()
}

fn before(rule: RateRule<'_>, session: i32, learners: &[LearnerFacts], lang: Lang) -> RateBeforeOut {
    let count = RateCount::of(&rule.cases(learners));
    let value = count.percentage().map(|fraction| RateValueOut::of(fraction, lang));
    RateBeforeOut { session, value, no_value: count.no_value() }
}

/// What would change a rate, as shown to a reader.
pub fn unknowns(count: &RateCount, definition: &RateDefinition, undated: u32, lang: Lang) -> RateUnknownsOut {
    let (unknown, range) = (count.unknown(), count.range());
    let about_contracts = definition.rate == IndicatorRate::Rupture;
    RateUnknownsOut {
        no_answer: unknown.no_answer,
        result_unknown: unknown.result_unknown,
        undated_ruptures: if about_contracts { undated } else { 0 },
        lowest: range.map(|range| RateValueOut::of(range.lowest, lang)),
        highest: range.map(|range| RateValueOut::of(range.highest, lang)),
    }
}

/// Where somebody, or one of their contracts, stands in a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct IndicatorCaseOut {
    /// Enrolment.
    pub enrolment_id: EnrolmentId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Year of the exam session the case is about.
    #[schema(minimum = 1990, maximum = 2100, example = 2027)]
    pub session: i32,
    /// How they come to that session.
    pub attempt: SessionAttempt,
    /// Contract, where contracts are counted.
    pub contract_id: Option<ContractId>,
    /// Where they stand.
    pub side: CaseSide,
    /// Why they are left out; null when they are counted.
    pub reason: Option<ExclusionReason>,
}

impl From<RateCase> for IndicatorCaseOut {
    fn from(case: RateCase) -> Self {
        Self {
            enrolment_id: case.enrolment,
            apprentice_id: case.apprentice,
            session: case.session,
            attempt: case.attempt,
            contract_id: case.contract,
            side: case.standing.side(),
            reason: case.standing.reason(),
        }
    }
}

impl AboutPeople for IndicatorCaseOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        let whose = Whose::Enrolment(self.enrolment_id);
        RowTopic { whose, contract: self.contract_id, tutor: None, on: today }
    }
}
