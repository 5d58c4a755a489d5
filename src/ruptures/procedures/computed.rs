//! A procedure as computed, in JSON: each step, its days, the lines of the computation, what is missing or unlawful.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::RuptureStep;
use super::rules::{
    BreachKind, DelayLine, EffectState, Procedure, ProcedureFacts, StepState, StepStatus, against_effect,
    breach_of, out_of_period,
};
use crate::ids::RuptureStepId;
use crate::law::figures::{GroundPeriod, RupturePaper, StepActor, ToldOfRupture};
use crate::law::findings::{Finding, Warning};
use crate::platform::clock::eve;
use crate::platform::text::Lang;
use crate::ruptures::declarations::rules::{ContractFacts, check_effect};

/// The code of a step, unique in its ground.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 40, example = "mediator_seized")]
pub struct StepCode(String);

/// A line of a computation, as people check it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DelayLineOut {
    /// Code of the step the delay runs from.
    #[schema(max_length = 40)]
    pub after: String,
    /// Day of that step.
    pub from_on: NaiveDate,
    /// Whether that step is not done yet, and is supposed to be on its earliest day.
    pub supposed: bool,
    /// The day the delay gives.
    pub result_on: NaiveDate,
    /// Whether it is the last day rather than the first.
    pub at_most: bool,
    /// The line in the language asked for.
    #[schema(max_length = 500)]
    pub text: String,
}

impl DelayLineOut {
    fn of(line: &DelayLine<'_>, lang: Lang) -> Self {
        Self {
            after: line.delay.step.clone(),
            from_on: line.from_on,
            supposed: line.supposed,
            result_on: line.result_on,
            at_most: line.at_most,
            text: line.sentence().in_lang(lang).to_owned(),
        }
    }
}

/// How a step was done against the procedure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepBreachOut {
    /// How.
    pub kind: BreachKind,
    /// The sentence, with its lawful day.
    #[schema(max_length = 1000)]
    pub message: String,
    /// Why it is recorded so; null when nobody said.
    #[schema(max_length = 1000)]
    pub reason: Option<String>,
}

/// What was recorded of a step.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepRecordOut {
    /// Identifier of the record.
    pub id: RuptureStepId,
    /// Its version, from which its ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// Reference of the paper that shows it.
    #[schema(max_length = 300)]
    pub document: Option<String>,
    /// What the staff keep in mind.
    #[schema(max_length = 2000)]
    pub note: Option<String>,
}

/// A step of a procedure, as computed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProcedureStepOut {
    /// Code, unique in its ground.
    #[schema(max_length = 40, example = "employer_informed")]
    pub code: String,
    /// Its name in the language asked for.
    #[schema(max_length = 200)]
    pub label: String,
    /// Who does it.
    pub by: StepActor,
    /// Whether the contract may not end without it.
    pub compulsory: bool,
    /// Where it stands.
    pub status: StepStatus,
    /// Day it happened.
    pub done_on: Option<NaiveDate>,
    /// Its earliest lawful day; of a step not done, as if those it waits for were done on theirs.
    pub earliest_on: Option<NaiveDate>,
    /// Its latest lawful day, when the law has one and the step it runs from is done.
    pub latest_on: Option<NaiveDate>,
    /// Codes of the steps it waits for.
    #[schema(max_items = 20)]
    pub waits_for: Vec<StepCode>,
    /// How its days were computed.
    #[schema(max_items = 20)]
    pub computation: Vec<DelayLineOut>,
    /// How it was done against the procedure; null when it was not.
    pub breach: Option<StepBreachOut>,
    /// What was recorded of it.
    pub record: Option<StepRecordOut>,
    /// Model of the letter that goes with it.
    #[schema(max_length = 40)]
    pub letter: Option<String>,
    /// Article it rests on.
    #[schema(max_length = 300)]
    pub source: String,
}

impl ProcedureStepOut {
    fn of(state: &StepState<'_>, record: Option<&RuptureStep>, lang: Lang) -> Self {
        let law = state.law;
        let breach = state.breach.zip(breach_of(state, "/done_on")).map(|(kind, found)| StepBreachOut {
            kind,
            message: Warning::render(found, lang).message,
            reason: record.and_then(|step| step.facts.breach_reason.clone()),
        });
        Self {
            code: law.code.clone(),
            label: law.label(lang).to_owned(),
            by: law.by,
            compulsory: law.compulsory,
            status: state.status,
            done_on: state.done_on,
            earliest_on: state.earliest_on,
            latest_on: state.latest_on,
            waits_for: state.waits_for.iter().map(|step| StepCode(step.code.clone())).collect(),
            computation: state.lines.iter().map(|line| DelayLineOut::of(line, lang)).collect(),
            breach,
            record: record.map(|step| StepRecordOut {
                id: step.id,
                version: step.version,
                document: step.facts.document.clone(),
                note: step.facts.note.clone(),
            }),
            letter: law.letter.clone(),
            source: law.source.clone(),
        }
    }
}

/// What comes next.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NextStepOut {
    /// Code of the step; null for the rupture itself.
    #[schema(max_length = 40)]
    pub step: Option<String>,
    /// Its name in the language asked for.
    #[schema(max_length = 200)]
    pub label: String,
    /// From when it is lawful.
    pub from_on: NaiveDate,
    /// Days until then; 0 once it is lawful.
    #[schema(minimum = 0, maximum = 20_000)]
    pub in_days: i64,
}

impl NextStepOut {
    fn of(procedure: &Procedure<'_>, lang: Lang) -> Self {
        let (next, from_on) = procedure.next();
        let the_rupture = match lang {
            Lang::Fr => "Rupture du contrat",
            Lang::En => "Rupture of the contract",
        };
        Self {
            step: next.map(|state| state.law.code.clone()),
            label: next.map_or(the_rupture, |state| state.law.label(lang)).to_owned(),
            from_on,
            in_days: from_on.signed_duration_since(procedure.facts.as_of).num_days().max(0),
        }
    }
}

/// The rupture itself, as computed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EffectOut {
    /// Earliest lawful first day without contract.
    pub earliest_on: NaiveDate,
    /// Last day under contract then.
    pub last_contract_day: NaiveDate,
    /// Latest lawful one: the last day agreed, or the day after the free period for the grounds of that period.
    pub latest_on: NaiveDate,
    /// How they were computed.
    #[schema(max_items = 20)]
    pub computation: Vec<DelayLineOut>,
}

impl EffectOut {
    fn of(effect: &EffectState<'_>, lang: Lang) -> Self {
        Self {
            earliest_on: effect.earliest_on,
            last_contract_day: eve(effect.earliest_on),
            latest_on: effect.latest_on,
            computation: effect.lines.iter().map(|line| DelayLineOut::of(line, lang)).collect(),
        }
    }
}

/// A procedure, as computed on a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProcedureOut {
    /// Day of the computation.
    pub as_of: NaiveDate,
    /// Whether the apprentice is under the civil majority.
    pub minor: bool,
    /// In which period the ground exists.
    pub period: GroundPeriod,
    /// Last day of the free rupture period; null when the calendar does not tell.
    pub free_period_until: Option<NaiveDate>,
    /// Each step, in order.
    #[schema(max_items = 20)]
    pub steps: Vec<ProcedureStepOut>,
    /// What comes next, and from when.
    pub next: NextStepOut,
    /// The rupture itself.
    pub effect: EffectOut,
    /// Codes of the compulsory steps not done.
    #[schema(max_items = 20)]
    pub missing: Vec<StepCode>,
    /// What makes it unlawful, or would.
    #[schema(max_items = 50)]
    pub unlawful: Vec<Warning>,
    /// Who must be told.
    #[schema(max_items = 10)]
    pub told: Vec<ToldOfRupture>,
    /// Papers that go with it.
    #[schema(max_items = 20)]
    pub documents: Vec<RupturePaper>,
    /// Whether the apprentice may stay in training without a contract.
    pub right_to_stay: bool,
    /// What no text read settles, and what was chosen, in French; null when nothing is doubtful.
    #[schema(max_length = 500)]
    pub unverified: Option<String>,
}

impl ProcedureOut {
    /// A procedure with what was recorded of its steps, and against the day it took or would take effect.
    pub fn of(
        procedure: &Procedure<'_>,
        records: &[RuptureStep],
        effective_on: Option<NaiveDate>,
        lang: Lang,
    ) -> Self {
        let (facts, effect) = (&procedure.facts, &procedure.effect);
        let records: HashMap<&str, &RuptureStep> =
            records.iter().map(|record| (record.step.as_str(), record)).collect();
        let steps = procedure.steps.iter();
        Self {
            as_of: facts.as_of,
            minor: facts.minor,
            period: facts.ground.period,
            free_period_until: facts.free_until,
            steps: steps
                .map(|state| ProcedureStepOut::of(state, records.get(state.law.code.as_str()).copied(), lang))
                .collect(),
            next: NextStepOut::of(procedure, lang),
            effect: EffectOut::of(effect, lang),
            missing: procedure.missing().map(|state| StepCode(state.law.code.clone())).collect(),
            unlawful: unlawful(procedure, effective_on)
                .into_iter()
                .map(|one| Warning::render(one, lang))
                .collect(),
            told: told(facts),
            documents: facts.ground.documents.clone(),
            right_to_stay: facts.ground.right_to_stay,
            unverified: facts.ground.unverified.clone(),
        }
    }
}

/// Who must be told: a legal representative, of a minor alone.
fn told(facts: &ProcedureFacts<'_>) -> Vec<ToldOfRupture> {
    let all = facts.ground.told.iter().copied();
    all.filter(|one| *one != ToldOfRupture::Guardian || facts.minor).collect()
}

/// What was done against the procedure, and what stands against the day of the rupture: the one said, else the earliest.
fn unlawful(procedure: &Procedure<'_>, effective_on: Option<NaiveDate>) -> Vec<Finding> {
    let each = procedure.steps.iter().enumerate();
    let mut found: Vec<Finding> =
        each.filter_map(|(rank, state)| breach_of(state, format!("/steps/{rank}/done_on"))).collect();
    match effective_on {
        Some(day) => {
            let (starts_on, ends_on) = procedure.facts.contract;
            found.extend(check_effect(&ContractFacts { starts_on, ends_on }, day));
            found.extend(against_effect(procedure, day));
        }
        None => found.extend(out_of_period(procedure, procedure.effect.earliest_on)),
    }
    found
}
