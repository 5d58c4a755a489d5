//! Rates over the years, session by session or cohort by cohort, in one request.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::gathering::IndicatorScope;
use super::model::{LearnerFacts, NoValueReason, RateCount, SessionAttempt};
use super::rules::{RateRule, undated_ruptures};
use super::wire::{ExclusionOut, RateDefinitionOut, RateUnknownsOut, RateValueOut, excluded, unknowns};
use crate::ids::{CohortId, SiteId};
use crate::law::figures::{IndicatorRate, Law, RateDefinition};
use crate::platform::text::Lang;
use crate::text_enum;

text_enum!(
    /// What a trend has one point of.
    TrendStep {
        /// Each exam session.
        Session = "session" => "Session d'examen" / "Exam session",
        /// Each cohort.
        Cohort = "cohort" => "Promotion" / "Cohort",
    }
);

/// Whose rates, over which sessions, as of when.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TrendParams {
    /// Only this site; every site within reach when absent.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only this programme, by its code.
    #[param(min_length = 1, max_length = 60, example = "bts-mco")]
    pub programme: Option<String>,
    /// Only this rate; all of them when absent.
    #[param(inline)]
    pub rate: Option<IndicatorRate>,
    /// One point an exam session, or one a cohort; a session when absent. Whoever sits a later session again under the same
    /// enrolment is in its point, and in that of their cohort for its own session alone.
    #[param(inline)]
    pub by: Option<TrendStep>,
    /// First exam session, by its year; nine before the last when absent.
    #[param(minimum = 2000, maximum = 2100, example = 2023)]
    pub from: Option<i32>,
    /// Last exam session, by its year; that of the year of the day when absent.
    #[param(minimum = 2000, maximum = 2100, example = 2026)]
    pub to: Option<i32>,
    /// Day as of which they are computed: today when absent.
    pub as_of: Option<NaiveDate>,
}

/// Sessions of a trend when nothing is said, and at most.
pub const MOST_SESSIONS: i32 = 10;

impl TrendParams {
    /// The sessions asked for, none too many.
    pub fn sessions(&self, as_of: NaiveDate) -> (i32, i32) {
        let last = self.to.unwrap_or_else(|| chrono::Datelike::year(&as_of));
        (self.from.unwrap_or(last - MOST_SESSIONS + 1), last)
    }

    /// Whose rates they are.
    pub fn scope(&self) -> IndicatorScope {
        IndicatorScope { site: self.site, programme: self.programme.clone(), cohort: None, session: None }
    }
}

/// Rates over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TrendOut {
    /// Day as of which they are computed.
    pub as_of: NaiveDate,
    /// What there is one point of.
    pub by: TrendStep,
    /// First exam session, by its year.
    #[schema(minimum = 1900, maximum = 2100, example = 2017)]
    pub from: i32,
    /// Last exam session, by its year.
    #[schema(minimum = 1900, maximum = 2100, example = 2026)]
    pub to: i32,
    /// Each rate.
    #[schema(max_items = 50)]
    pub data: Vec<RateTrendOut>,
}

/// A rate over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RateTrendOut {
    /// Which rate.
    pub rate: IndicatorRate,
    /// Its name, in the language asked for.
    #[schema(max_length = 200)]
    pub label: String,
    /// What it counts, by which version: the same for every point.
    pub definition: RateDefinitionOut,
    /// Each session or cohort, the first first; one without learners is left out.
    #[schema(max_items = 5000)]
    pub points: Vec<TrendPointOut>,
}

/// A rate of a session or a cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TrendPointOut {
    /// Year of the exam session.
    #[schema(minimum = 2000, maximum = 2100, example = 2026)]
    pub session: i32,
    /// The cohort; null for a whole session.
    pub cohort: Option<TrendCohortOut>,
    /// Learners of it, counted or not.
    #[schema(minimum = 0)]
    pub learners: usize,
    /// Its value with its numerator and denominator; null when it has none, which is not zero.
    pub value: Option<RateValueOut>,
    /// Why it has none.
    pub no_value: Option<NoValueReason>,
    /// Who is left out, by reason.
    #[schema(max_items = 50)]
    pub excluded: Vec<ExclusionOut>,
    /// What would change it.
    pub unknowns: RateUnknownsOut,
}

/// A cohort by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TrendCohortOut {
    /// Identifier.
    pub id: CohortId,
    /// Name.
    #[schema(max_length = 200)]
    pub name: String,
}

/// Learners by session, and by cohort when there is one point a cohort.
type Groups = BTreeMap<(i32, Option<CohortId>), Vec<LearnerFacts>>;

impl TrendOut {
    /// Rates of some learners over the years; `names` are those of their cohorts.
    pub fn of(
        learners: Vec<LearnerFacts>,
        params: &TrendParams,
        names: &HashMap<CohortId, String>,
        (law, as_of): (&Law, NaiveDate),
        lang: Lang,
    ) -> Self {
        let (from, to) = params.sessions(as_of);
        let by = params.by.unwrap_or(TrendStep::Session);
        let mut groups = Groups::new();
        // whoever sits again is of a later session, and of no cohort of it
        let sought = learners.into_iter().filter(|one| {
            (from..=to).contains(&one.session)
                && (by == TrendStep::Session || one.attempt == SessionAttempt::Cohort)
        });
        for learner in sought {
            let cohort = (by == TrendStep::Cohort).then_some(learner.cohort);
            groups.entry((learner.session, cohort)).or_default().push(learner);
        }
        let rates = law.indicators.on(as_of);
        let sought = rates.rates.iter().filter(|one| params.rate.is_none_or(|rate| rate == one.rate));
        let trend = |definition: &RateDefinition| {
            let rule = RateRule { definition, choices: &rates.choices, as_of };
            let point = |(&(session, cohort), learners): (&(i32, Option<CohortId>), &Vec<LearnerFacts>)| {
                let cohort =
                    cohort.map(|id| TrendCohortOut { id, name: names.get(&id).cloned().unwrap_or_default() });
                point(rule, (session, cohort), learners, lang)
            };
            RateTrendOut {
                rate: definition.rate,
                label: definition.rate.label().in_lang(lang).to_owned(),
                definition: RateDefinitionOut::of(definition, &rates.edition, lang),
                points: groups.iter().map(point).collect(),
            }
        };
        Self { as_of, by, from, to, data: sought.map(trend).collect() }
    }
}

fn point(
    rule: RateRule<'_>,
    (session, cohort): (i32, Option<TrendCohortOut>),
    learners: &[LearnerFacts],
    lang: Lang,
) -> TrendPointOut {
    let count = RateCount::of(&rule.cases(learners));
    TrendPointOut {
        session,
        cohort,
        learners: learners.len(),
        value: count.percentage().map(|fraction| RateValueOut::of(fraction, lang)),
        no_value: count.no_value(),
        excluded: excluded(&count, lang),
        unknowns: unknowns(&count, rule.definition, undated_ruptures(learners, rule.as_of), lang),
    }
}
