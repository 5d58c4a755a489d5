//! The steps of the stays of an apprentice, in JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::in_lang;
use crate::ids::{ApprenticeId, ContractId, EnrolmentId, MilestoneId};
use crate::law::figures::{Law, StayStepKind};
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::body::MergePatch;
use crate::platform::text::Lang;
use crate::ruptures::stays::model::{StayStep, StayStepFacts};
use crate::ruptures::stays::rules::stay::{Stay, StayKind, StayState};
use crate::ruptures::stays::rules::steps::{StayStepState, asked_of, step_state};

/// A step done for an apprentice without a contract, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"step": "p2s_received", "done_on": "2026-02-20", "starts_on": "2026-02-10"}))]
pub struct StayStepIn {
    /// Contract broken before the stay; absent for the stay at the entry.
    pub contract_id: Option<ContractId>,
    /// Training entered without a contract; with neither, the last stay begun.
    pub enrolment_id: Option<EnrolmentId>,
    /// Code of the step, of the list.
    #[schema(min_length = 1, max_length = 60, example = "p2s_received")]
    pub step: String,
    /// Day it was done: today at the latest.
    pub done_on: NaiveDate,
    /// First day of the social cover, for the step that gives it.
    pub starts_on: Option<NaiveDate>,
    /// Last day of that cover, when it is known.
    pub ends_on: Option<NaiveDate>,
    /// Remark.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

impl StayStepIn {
    /// What is kept of it.
    pub fn facts(self) -> StayStepFacts {
        let Self { done_on, starts_on, ends_on, note, .. } = self;
        StayStepFacts { done_on, starts_on, ends_on, note }
    }
}

/// Any of the facts of a step, null to clear.
pub type StayStepPatch = MergePatch<StayStepFacts>;

/// A step recorded, with its name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StayStepOut {
    /// The step itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub recorded: StayStep,
    /// What it is; null when the list no longer has it.
    #[schema(max_length = 300)]
    pub label: Option<String>,
}

impl StayStepOut {
    /// A step in the words of the law in force when it was done.
    pub fn of(recorded: StayStep, law: &Law, lang: Lang) -> Self {
        let kind = law.stays.on(recorded.facts.done_on).step(&recorded.step);
        Self { label: kind.map(|kind| name_of(kind, lang)), recorded }
    }
}

impl AboutPeople for StayStepOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        let recorded = &self.recorded;
        RowTopic::under(recorded.apprentice_id, recorded.contract_id, recorded.facts.done_on)
    }
}

fn name_of(kind: &StayStepKind, lang: Lang) -> String {
    match lang {
        Lang::Fr => kind.fr.clone(),
        Lang::En => kind.en.clone(),
    }
}

/// A step asked of a stay, and where it stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ListedStepOut {
    /// Code of the step.
    #[schema(max_length = 60, example = "p2s_received")]
    pub step: String,
    /// What it is.
    #[schema(max_length = 300)]
    pub label: String,
    /// Day by which it should be done.
    pub due_on: NaiveDate,
    /// Day it was done.
    pub done_on: Option<NaiveDate>,
    /// Where it stands on the day.
    pub state: StayStepState,
    /// The same in words.
    #[schema(max_length = 100)]
    pub state_label: &'static str,
    /// What was recorded of it with the stay.
    pub recorded: Option<StayStep>,
    /// Kind of the milestone of the broken contract that records it, when one does.
    #[schema(max_length = 60, example = "rupture_notice")]
    pub recorded_as: Option<String>,
    /// That milestone, when it is recorded.
    pub milestone_id: Option<MilestoneId>,
    /// Article or sheet it was read in.
    #[schema(max_length = 300)]
    pub source: String,
}

/// What is asked during one stay without a contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StayTodoOut {
    /// Training followed without a contract.
    pub enrolment_id: EnrolmentId,
    /// Name of its cohort.
    #[schema(max_length = 200)]
    pub cohort_name: String,
    /// How the stay began.
    pub kind: StayKind,
    /// The same in words.
    #[schema(max_length = 200)]
    pub kind_label: &'static str,
    /// Contract broken before it.
    pub contract_id: Option<ContractId>,
    /// First day without a contract.
    pub from_on: NaiveDate,
    /// Last day of the right, as far as the facts known tell; null without a right.
    pub until_on: Option<NaiveDate>,
    /// Where it stands on the day.
    pub state: StayState,
    /// First day of the social cover, once it is recorded.
    pub covered_from_on: Option<NaiveDate>,
    /// Last day of that cover, when it is known.
    pub covered_until_on: Option<NaiveDate>,
    /// Each step of the list, in its order.
    #[schema(max_items = 50)]
    pub steps: Vec<ListedStepOut>,
}

/// What is done for an apprentice during each stay without a contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StayChecklistOut {
    /// Day it is said of.
    pub as_of: NaiveDate,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// One for each stay, in order.
    #[schema(max_items = 200)]
    pub stays: Vec<StayTodoOut>,
}

impl AboutPeople for StayChecklistOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.apprentice_id, self.as_of)
    }
}

/// Something recorded of a stay: with it, or as a milestone of the broken contract.
#[derive(Debug, Clone)]
pub enum ListedStep {
    /// Recorded with the stay.
    Step(StayStep),
    /// A milestone of a contract: its kind, its day.
    Milestone(MilestoneId, ContractId, &'static str, NaiveDate),
}

impl StayTodoOut {
    /// What is asked of a stay on a day, and what was recorded of it.
    pub fn of(
        (enrolment_id, cohort_name): (EnrolmentId, &str),
        stay: &Stay,
        recorded: &[ListedStep],
        as_of: NaiveDate,
        (law, lang): (&Law, Lang),
    ) -> Self {
        let asked = asked_of(stay, law.stays.on(stay.from_on));
        let steps: Vec<ListedStepOut> = asked
            .into_iter()
            .map(|(kind, due_on)| {
                let found = recorded.iter().find(|one| one.is_of(kind, (enrolment_id, stay)));
                ListedStepOut::of(kind, (stay, due_on), found, (as_of, lang))
            })
            .collect();
        let cover = steps
            .iter()
            .filter_map(|step| step.recorded.as_ref())
            .find(|one| law.stays.on(stay.from_on).step(&one.step).is_some_and(|kind| kind.is_cover));
        Self {
            enrolment_id,
            cohort_name: cohort_name.to_owned(),
            kind: stay.kind,
            kind_label: in_lang(lang, stay.kind.label_fr(), stay.kind.label_en()),
            contract_id: stay.contract_id,
            from_on: stay.from_on,
            until_on: stay.last_day(),
            state: stay.state_on(as_of),
            covered_from_on: cover.map(|one| one.facts.starts_on.unwrap_or(one.facts.done_on)),
            covered_until_on: cover.and_then(|one| one.facts.ends_on),
            steps,
        }
    }
}

impl ListedStep {
    fn is_of(&self, kind: &StayStepKind, (enrolment, stay): (EnrolmentId, &Stay)) -> bool {
        match self {
            Self::Step(step) => {
                step.step == kind.code
                    && step.enrolment_id == enrolment
                    && step.contract_id == stay.contract_id
            }
            Self::Milestone(_, contract, milestone, _) => {
                Some(*contract) == stay.contract_id && kind.recorded_as.as_deref() == Some(*milestone)
            }
        }
    }
}

impl ListedStepOut {
    fn of(
        kind: &StayStepKind,
        (stay, due_on): (&Stay, NaiveDate),
        found: Option<&ListedStep>,
        (as_of, lang): (NaiveDate, Lang),
    ) -> Self {
        let done_on = found.map(|found| match found {
            ListedStep::Step(step) => step.facts.done_on,
            ListedStep::Milestone(.., on) => *on,
        });
        let state = step_state(stay, due_on, done_on, as_of);
        Self {
            step: kind.code.clone(),
            label: name_of(kind, lang),
            due_on,
            done_on,
            state,
            state_label: in_lang(lang, state.label_fr(), state.label_en()),
            recorded: match found {
                Some(ListedStep::Step(step)) => Some(step.clone()),
                _ => None,
            },
            recorded_as: kind.recorded_as.clone(),
            milestone_id: match found {
                Some(ListedStep::Milestone(id, ..)) => Some(*id),
                _ => None,
            },
            source: kind.source.clone(),
        }
    }
}
