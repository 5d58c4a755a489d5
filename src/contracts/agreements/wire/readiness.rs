//! What a contract still lacks, as a checklist, and which acts are possible now.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::contracts::agreements::model::ReturnReason;
use crate::contracts::agreements::readiness::Readiness;
use crate::contracts::agreements::rules::readiness::{ReadinessItem, Step};
use crate::law::findings::Warning;
use crate::platform::text::Lang;

/// What a contract still lacks before each step.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReadinessOut {
    /// The steps, in order.
    #[schema(max_items = 2)]
    pub steps: Vec<StepOut>,
    /// What was read elsewhere because the contract does not say it.
    #[schema(max_items = 10)]
    pub assumed: Vec<Assumed>,
}

/// One step of a contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepOut {
    /// The step.
    pub step: Step,
    /// Whether nothing stands against it.
    pub ready: bool,
    /// Everything to do, or to know, before it.
    #[schema(max_items = 200)]
    pub items: Vec<ItemOut>,
}

/// One thing to do, or to know.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ItemOut {
    /// JSON pointer in the contract, or under `/employer`, `/apprentice`, `/tutor`, `/second_tutor`, `/cfa`.
    #[schema(max_length = 300)]
    pub pointer: Cow<'static, str>,
    /// Code of the rule.
    #[schema(max_length = 100)]
    pub code: &'static str,
    /// `error` stands against the step, `warning` does not.
    #[schema(max_length = 10)]
    pub severity: &'static str,
    /// The sentence in the language asked for.
    #[schema(max_length = 1000)]
    pub message: String,
    /// Article, form or rule of the house.
    #[schema(max_length = 300)]
    pub source: &'static str,
    /// Box of the official form, when it is about one.
    #[schema(max_length = 200)]
    pub form_box: Option<String>,
}

/// A value read elsewhere.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Assumed {
    /// JSON pointer in the contract.
    #[schema(max_length = 100)]
    pub pointer: &'static str,
    /// Value read.
    pub value: NaiveDate,
    /// Where it was read.
    #[schema(max_length = 20)]
    pub from: &'static str,
}

impl ReadinessOut {
    /// What a reader is told.
    pub fn render(readiness: Readiness, lang: Lang) -> Self {
        let training_starts_on = readiness.training_starts_on();
        let has_training_start = readiness.agreed.terms.training.training_starts_on.is_some();
        let assumed = (!has_training_start).then_some(Assumed {
            pointer: "/training/training_starts_on",
            value: training_starts_on,
            from: "cohort",
        });
        let conflicts = readiness.overlap.into_iter().chain(readiness.ceiling).map(ReadinessItem::from);
        let signature = readiness.signature.into_iter().chain(conflicts);
        let steps = vec![
            StepOut::of(Step::Signature, signature, lang),
            StepOut::of(Step::Deposit, readiness.deposit.into_iter(), lang),
        ];
        Self { steps, assumed: assumed.into_iter().collect() }
    }
}

impl StepOut {
    fn of(step: Step, items: impl Iterator<Item = ReadinessItem>, lang: Lang) -> Self {
        let items: Vec<_> = items.collect();
        let ready = !items.iter().any(|item| item.finding.is_error());
        Self { step, ready, items: items.into_iter().map(|item| ItemOut::render(item, lang)).collect() }
    }
}

impl ItemOut {
    fn render(item: ReadinessItem, lang: Lang) -> Self {
        let severity = item.finding.severity.code();
        let form_box = item.form_box.map(|name| name.in_lang(lang).to_owned());
        let Warning { code, pointer, message, source } = Warning::render(item.finding, lang);
        Self { pointer, code, severity, message, source, form_box }
    }
}

/// The draft is complete.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct ReadyIn {
    /// Day on which the parties signed on paper, or are to sign; today when absent. The contract is judged as of that day.
    #[schema(example = "2025-07-10")]
    pub signed_on: Option<NaiveDate>,
}

/// The day a contract is judged as of.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SigningParams {
    /// Day on which the parties signed on paper, or are to sign; that of the signature when it is recorded, else today.
    pub signed_on: Option<NaiveDate>,
}

/// Why a contract that was ready becomes a draft again.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason_code": "correction", "note": "Le SIRET était celui du siège."}))]
pub struct ReturnIn {
    /// Coded reason.
    pub reason_code: ReturnReason,
    /// Precision; asked for by the reason `other`.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}
