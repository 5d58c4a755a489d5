//! The grounds of rupture and the procedure of each, as they are published.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::rules::{Ground, Initiator, initiators_of};
use super::wire::{DsnCode, dsn_codes};
use crate::law::figures::{
    DelayUnit, GroundLaw, GroundPeriod, RuptureLaw, RupturePaper, StepActor, StepDelay, StepLaw, StepWhen,
    ToldOfRupture, Version,
};
use crate::platform::text::Lang;

/// A delay of a step after another.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepDelayOut {
    /// Code of the step it runs from.
    #[schema(max_length = 40, example = "mediator_seized")]
    pub step: String,
    /// How many; 0 for the same day or later.
    #[schema(minimum = 0, maximum = 1000, example = 5)]
    pub count: u32,
    /// Of what.
    pub unit: DelayUnit,
}

impl From<&StepDelay> for StepDelayOut {
    fn from(delay: &StepDelay) -> Self {
        Self { step: delay.step.clone(), count: delay.count, unit: delay.unit }
    }
}

/// A step of a procedure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroundStepOut {
    /// Code, unique in its ground.
    #[schema(max_length = 40, example = "employer_informed")]
    pub code: String,
    /// Its name in the language asked for.
    #[schema(max_length = 200)]
    pub label: String,
    /// Who does it.
    pub by: StepActor,
    /// Of whose contracts it is.
    pub when: StepWhen,
    /// Whether the contract may not end without it.
    pub compulsory: bool,
    /// The steps it waits for.
    #[schema(max_items = 20)]
    pub after: Vec<StepDelayOut>,
    /// The longest delay the law gives for it.
    pub within: Option<StepDelayOut>,
    /// Code of the step it takes the place of.
    #[schema(max_length = 40)]
    pub instead_of: Option<String>,
    /// Model of the letter that goes with it.
    #[schema(max_length = 40)]
    pub letter: Option<String>,
    /// Article it rests on.
    #[schema(max_length = 300)]
    pub source: String,
}

impl GroundStepOut {
    fn of(step: &StepLaw, lang: Lang) -> Self {
        Self {
            code: step.code.clone(),
            label: step.label(lang).to_owned(),
            by: step.by,
            when: step.when,
            compulsory: step.compulsory,
            after: step.after.iter().map(Into::into).collect(),
            within: step.within.as_ref().map(Into::into),
            instead_of: step.instead_of.clone(),
            letter: step.letter.clone(),
            source: step.source.clone(),
        }
    }
}

/// A legal ground of rupture and its procedure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroundOut {
    /// Code of the ground.
    pub ground: Ground,
    /// French name.
    #[schema(max_length = 200)]
    pub label: &'static str,
    /// English name.
    #[schema(max_length = 200)]
    pub label_en: &'static str,
    /// Who may invoke it.
    #[schema(max_items = 8)]
    pub initiators: Vec<Initiator>,
    /// Whether the mediator must be seized first.
    pub needs_mediator: bool,
    /// Whether it only exists during the first 45 days of training in the company.
    pub before_45_days: bool,
    /// In which period it exists.
    pub period: GroundPeriod,
    /// Article it rests on.
    #[schema(max_length = 200)]
    pub source: &'static str,
    /// Reasons the employer may give in its social declaration (DSN, S21.G00.62.002).
    #[schema(max_items = 5)]
    pub dsn_codes: Vec<DsnCode>,
    /// Whether the apprentice may stay in training without a contract.
    pub right_to_stay: bool,
    /// The steps, in order.
    #[schema(max_items = 20)]
    pub steps: Vec<GroundStepOut>,
    /// Delays before the rupture itself, which waits for every compulsory step.
    #[schema(max_items = 20)]
    pub effect: Vec<StepDelayOut>,
    /// Who must be told.
    #[schema(max_items = 10)]
    pub told: Vec<ToldOfRupture>,
    /// Papers that go with it.
    #[schema(max_items = 20)]
    pub documents: Vec<RupturePaper>,
    /// What no text read settles, and what was chosen, in French; null when nothing is doubtful.
    #[schema(max_length = 500)]
    pub unverified: Option<String>,
}

impl GroundOut {
    fn of(law: &RuptureLaw, procedure: &GroundLaw, ground: Ground, lang: Lang) -> Self {
        Self {
            ground,
            label: ground.label_fr(),
            label_en: ground.label_en(),
            initiators: initiators_of(ground, law).to_vec(),
            needs_mediator: ground.needs_mediator(law),
            before_45_days: ground.before_45_days(law),
            period: procedure.period,
            source: ground.source(),
            dsn_codes: dsn_codes(ground, law),
            right_to_stay: procedure.right_to_stay,
            steps: procedure.steps.iter().map(|step| GroundStepOut::of(step, lang)).collect(),
            effect: procedure.effect.iter().map(Into::into).collect(),
            told: procedure.told.clone(),
            documents: procedure.documents.clone(),
            unverified: procedure.unverified.clone(),
        }
    }
}

/// Every legal ground of rupture, as in force today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroundsOut {
    /// The grounds.
    #[schema(max_items = 30)]
    pub data: Vec<GroundOut>,
    /// First day this version of the procedures was in force.
    pub in_force_from: NaiveDate,
    /// Day its sources were read.
    pub read_on: NaiveDate,
}

impl GroundsOut {
    /// The grounds as a version of the law has them.
    pub fn of(version: &Version<RuptureLaw>, lang: Lang) -> Self {
        let law = &version.said;
        let each = Ground::ALL
            .iter()
            .filter_map(|ground| Some(GroundOut::of(law, law.ground(ground.as_str())?, *ground, lang)));
        Self { data: each.collect(), in_force_from: version.from, read_on: version.read_on }
    }
}
