//! Reading what is done during stays without a contract, recording it, and taking it back.

use chrono::NaiveDate;

use super::model::{NewStayStep, StayStep, StayStepFacts};
use super::rules::stay::{Stay, stays_of_enrolment};
use super::rules::steps::{STAY_EXISTS, check_step, faults_of};
use super::store;
use super::wire::{ListedStep, StayChecklistOut, StayStepIn, StayTodoOut};
use crate::contracts::milestones::store::{MilestoneFilter, list as list_milestones};
use crate::ids::{ApprenticeId, EnrolmentId, StayStepId};
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::store::{EnrolmentAndContracts, enrolments_and_contracts};
use crate::people::apprentices::{self, model::Apprentice};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::page::Rows;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// Most milestones looked at of one apprentice.
const MOST_MILESTONES: i64 = 200;

/// What is asked, and done, during each stay of an apprentice.
pub fn checklist(
    conn: &mut Tx,
    asker: &Asker,
    id: ApprenticeId,
    as_of: NaiveDate,
) -> Result<StayChecklistOut, Problem> {
    let apprentice = apprentices::store::find(conn, &asker.reach, id)?.or_not_found("apprentice")?;
    let trainings = enrolments_and_contracts(conn, &asker.reach, &[apprentice.id])?;
    let steps = store::of_apprentice(conn, &asker.reach, apprentice.id)?;
    let filter = MilestoneFilter { apprentice: Some(apprentice.id), ..MilestoneFilter::default() };
    let reach = asker.caller.may(Act::ReadMilestone)?;
    let milestones = list_milestones(conn, &reach, &filter, &Rows::first(MOST_MILESTONES))?;
    let of_contracts = milestones.into_iter().filter_map(|one| {
        Some(ListedStep::Milestone(one.id, one.contract_id?, one.kind.as_str(), one.facts.done_on))
    });
    let recorded: Vec<ListedStep> = steps.into_iter().map(ListedStep::Step).chain(of_contracts).collect();
    let mut stays = Vec::new();
    for (row, contracts) in &trainings {
        let about = (row.enrolment.id, row.cohort.name.as_str());
        for stay in stays_of_enrolment(row, contracts, &asker.law) {
            stays.push(StayTodoOut::of(about, &stay, &recorded, as_of, (&asker.law, asker.lang)));
        }
    }
    Ok(StayChecklistOut { as_of, apprentice_id: apprentice.id, stays })
}

/// Records a step of a stay of an apprentice.
pub fn record(
    tx: &mut Tx,
    asker: &Asker,
    id: ApprenticeId,
    request: StayStepIn,
) -> Result<StayStep, Problem> {
    let apprentice = apprentices::store::lock(tx, &asker.reach, id)?.or_not_found("apprentice")?;
    let trainings = enrolments_and_contracts(tx, &asker.reach, &[apprentice.id])?;
    let (enrolment_id, stay) =
        stay_meant(&trainings, &request, asker).ok_or_else(|| no_stay(&request).into_fault())?;
    let law = asker.law.stays.on(stay.from_on);
    let code = request.step.clone();
    let facts = request.facts();
    let faults = match check_step(&stay, &code, law) {
        Ok(step) => faults_of(&facts, step, asker.today),
        Err(refused) => vec![refused],
    };
    refuse_errors(faults)?;
    let new = NewStayStep {
        id: StayStepId::new(),
        site_id: apprentice.site_id,
        apprentice_id: apprentice.id,
        enrolment_id,
        contract_id: stay.contract_id,
        step: code,
        facts,
    };
    let step = store::insert(tx, &new)?;
    asker.record(tx, Event::StayStepRecorded, &step)?;
    Ok(step)
}

/// The stay a step is about: after the contract named, at the entry in the training named, else the last one begun.
fn stay_meant(
    trainings: &[EnrolmentAndContracts],
    request: &StayStepIn,
    asker: &Asker,
) -> Option<(EnrolmentId, Stay)> {
    let all = trainings.iter().flat_map(|(row, contracts)| {
        let stays = stays_of_enrolment(row, contracts, &asker.law).into_iter();
        stays.map(|stay| (row.enrolment.id, stay))
    });
    let mut meant: Vec<(EnrolmentId, Stay)> = all
        .filter(|(enrolment, stay)| match (request.contract_id, request.enrolment_id) {
            (Some(contract), named) => {
                stay.contract_id == Some(contract) && named.is_none_or(|one| one == *enrolment)
            }
            (None, Some(named)) => named == *enrolment && stay.contract_id.is_none(),
            (None, None) => stay.from_on <= asker.today,
        })
        .collect();
    meant.sort_by_key(|(_, stay)| stay.from_on);
    meant.pop()
}

fn no_stay(request: &StayStepIn) -> Finding {
    let pointer = if request.contract_id.is_some() { "/contract_id" } else { "/enrolment_id" };
    let told = say!(
        "Aucune période sans contrat de l'apprenti n'y correspond.",
        "No stay of the apprentice without a contract matches."
    );
    STAY_EXISTS.at(pointer, told)
}

/// Corrects the days of a step, locked.
pub fn correct(
    tx: &mut Tx,
    asker: &Asker,
    current: &StayStep,
    (facts, fields): (&StayStepFacts, &[String]),
) -> Result<StayStep, Problem> {
    let law = asker.law.stays.on(current.facts.done_on);
    if let Some(step) = law.step(&current.step) {
        refuse_errors(faults_of(facts, step, asker.today))?;
    }
    let changed = store::change(tx, current.id, facts)?;
    asker.record_fields(tx, Event::StayStepChanged, &changed, fields)?;
    Ok(changed)
}

/// Takes a step back.
pub fn withdraw(tx: &mut Tx, asker: &Asker, id: StayStepId, reason: &str) -> Result<Withdrawal, Problem> {
    let (_, step) = lock(tx, asker, id)?;
    let about = About::record(WithdrawalKind::StayStep, &step, reason).of(step.apprentice_id);
    withdrawals::remove(tx, asker, About { contract_id: step.contract_id, ..about }, &[])
}

/// A step, its apprentice locked before it.
pub fn lock(tx: &mut Tx, asker: &Asker, id: StayStepId) -> Result<(Apprentice, StayStep), Problem> {
    let found = store::find(tx, &asker.reach, id)?.or_not_found("stay_step")?;
    let apprentice = apprentices::store::lock(tx, &asker.reach, found.apprentice_id)?;
    let apprentice = apprentice.or_not_found("stay_step")?;
    Ok((apprentice, store::lock(tx, &asker.reach, id)?.or_not_found("stay_step")?))
}
