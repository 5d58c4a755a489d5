//! What a procedure waits for, with its days: derived from the steps alone, as if read on the day the case was opened, so that
//! the same facts always give the same list.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::QueryResult;

use super::model::{RuptureCase, RuptureStep};
use super::rules::{DoneStep, Procedure, StepStatus};
use super::situation::RuptureSituation;
use super::store;
use crate::ids::{ContractId, RuptureId};
use crate::law::deadlines::Facts;
use crate::law::figures::Law;
use crate::platform::db::Tx;
use crate::platform::text::Sentence;
use crate::say;

/// The notice of the rupture, received by the centre.
pub const NOTICE: &str = "notice";
/// The rupture itself.
pub const EFFECT: &str = "effect";

/// Something a procedure waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuptureDue {
    pub case_id: RuptureId,
    pub contract_id: ContractId,
    /// Code of the step, [`NOTICE`] or [`EFFECT`].
    pub step: String,
    pub label: Sentence,
    /// From when it is lawful.
    pub from_on: NaiveDate,
    /// The last day the law gives, or that the parties want; none when there is neither.
    pub by: Option<NaiveDate>,
    pub done_on: Option<NaiveDate>,
    /// Day the case was opened.
    pub opened_on: NaiveDate,
}

/// What the procedures of some contracts wait for: a constant number of statements.
pub fn of_contracts(
    conn: &mut Tx,
    law: &Law,
    facts: &HashMap<ContractId, Facts>,
) -> QueryResult<Vec<RuptureDue>> {
    let ids: Vec<ContractId> = facts.keys().copied().collect();
    let cases = store::of_contracts(conn, &ids)?;
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<RuptureId> = cases.iter().map(|case| case.id).collect();
    let steps = store::steps_of(conn, &ids)?;
    let ended: HashMap<RuptureId, NaiveDate> = store::ended_on(conn, &ids)?.into_iter().collect();
    let each = cases.iter().filter_map(|case| {
        let facts = facts.get(&case.contract_id)?;
        let own = steps.iter().filter(|step| step.case_id == case.id);
        let done: Vec<DoneStep> = own.map(RuptureStep::as_done).collect();
        let situation = RuptureSituation::of(law, facts, case.opened_on);
        let of = (case.ground, case.opened_on);
        let effective_on = ended.get(&case.id).copied();
        situation.with_procedure(of, &done, case.opened_on, |procedure| waits(case, procedure, effective_on))
    });
    Ok(each.flatten().collect())
}

/// The compulsory steps that may be done or were, then the notice and the rupture once none is missing.
fn waits(case: &RuptureCase, procedure: &Procedure<'_>, effective_on: Option<NaiveDate>) -> Vec<RuptureDue> {
    let due = |step: &str, label: Sentence, from_on: NaiveDate| RuptureDue {
        case_id: case.id,
        contract_id: case.contract_id,
        step: step.to_owned(),
        label,
        from_on,
        by: None,
        done_on: None,
        opened_on: case.opened_on,
    };
    let steps = procedure.steps.iter().filter(|state| state.law.compulsory);
    let steps = steps.filter(|state| matches!(state.status, StepStatus::Done | StepStatus::Possible));
    let mut all: Vec<RuptureDue> = steps
        .map(|state| {
            let label = Sentence::new(state.law.fr.clone(), state.law.en.clone());
            let from_on = state.earliest_on.unwrap_or(case.opened_on);
            RuptureDue {
                by: state.latest_on,
                // once the contract ended, nothing is asked any more
                done_on: state.done_on.or(effective_on),
                ..due(&state.law.code, label, from_on)
            }
        })
        .collect();
    if procedure.missing().next().is_none() || effective_on.is_some() {
        let from_on = procedure.effect.earliest_on;
        let notice = say!("Notification reçue par le CFA", "Notice received by the training centre");
        let rupture = say!("Rupture du contrat", "Rupture of the contract");
        all.push(RuptureDue { done_on: case.facts.notice_received_on, ..due(NOTICE, notice, from_on) });
        let by = case.facts.planned_on;
        all.push(RuptureDue { by, done_on: effective_on, ..due(EFFECT, rupture, from_on) });
    }
    all
}
