//! Cases as whoever asks reads them, each with its procedure computed, and a rupture only imagined.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{contract_unknown, no_procedure};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements;
use crate::ids::RuptureId;
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::{Day, Page, Rows};
use crate::platform::text::Sentence;
use crate::ruptures::procedures::computed::ProcedureOut;
use crate::ruptures::procedures::model::{RuptureCase, RuptureStep};
use crate::ruptures::procedures::rules::book::STEP_ONCE;
use crate::ruptures::procedures::rules::{DoneStep, check_step};
use crate::ruptures::procedures::situation::RuptureSituation;
use crate::ruptures::procedures::store::{self, RuptureCaseFilter};
use crate::ruptures::procedures::wire::{RuptureCaseOut, RuptureSimulationIn};
use crate::trust::door::Asker;

/// One page of the cases whoever asks reaches, each with the people it is about.
pub fn listed(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    filter: &RuptureCaseFilter,
    page: &Rows<Day>,
) -> Result<Page<Peopled<RuptureCaseOut>>, Problem> {
    let rows = store::list(conn, &asker.reach, filter, asker.today, page)?;
    let found = Page::of(rows, page.limit, |row| Day { on: row.opened_on, id: row.id.0 })
        .counted(page, || store::count(conn, &asker.reach, filter, asker.today))?;
    let Page { data, next_cursor, total } = found;
    let data = detailed_many(conn, asker, catalogue, data)?;
    Ok(peopled(conn, asker, Page { data, next_cursor, total })?)
}

/// A case with its procedure and the people it is about.
pub fn detailed(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    case: RuptureCase,
) -> Result<Peopled<RuptureCaseOut>, Problem> {
    let one = detailed_many(conn, asker, catalogue, vec![case])?.pop().ok_or_else(no_procedure)?;
    Ok(with_people(conn, asker, one)?)
}

/// Some cases with their procedures: a constant number of statements.
pub fn detailed_many(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    cases: Vec<RuptureCase>,
) -> Result<Vec<RuptureCaseOut>, Problem> {
    let ids: Vec<RuptureId> = cases.iter().map(|case| case.id).collect();
    let contracts = store::contracts_of(conn, &ids)?;
    let situations = RuptureSituation::of_all(conn, catalogue, &asker.law, contracts, asker.today)?;
    let mut steps: HashMap<RuptureId, Vec<RuptureStep>> = HashMap::new();
    for step in store::steps_of(conn, &ids)? {
        steps.entry(step.case_id).or_default().push(step);
    }
    let ended: HashMap<RuptureId, NaiveDate> = store::ended_on(conn, &ids)?.into_iter().collect();
    let each = cases.into_iter().map(|case| -> Result<RuptureCaseOut, Problem> {
        let records = steps.remove(&case.id).unwrap_or_default();
        let done: Vec<DoneStep> = records.iter().map(RuptureStep::as_done).collect();
        let effective_on = ended.get(&case.id).copied();
        let wanted = effective_on.or(case.facts.planned_on);
        let situation = situations.get(&case.contract_id).ok_or_else(no_procedure)?;
        let of = (case.ground, case.opened_on);
        let procedure = situation.with_procedure(of, &done, asker.today, |procedure| {
            ProcedureOut::of(procedure, &records, wanted, asker.lang)
        });
        Ok(RuptureCaseOut::of(case, effective_on, procedure.ok_or_else(no_procedure)?))
    });
    each.collect()
}

/// The procedure of a rupture only imagined, on a contract that is read; nothing is kept of it.
pub fn simulated(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    request: &RuptureSimulationIn,
) -> Result<ProcedureOut, Problem> {
    let contract =
        agreements::store::find(conn, &asker.reach, request.contract_id)?.ok_or_else(contract_unknown)?;
    let all = RuptureSituation::of_all(conn, catalogue, &asker.law, vec![contract], asker.today)?;
    let situation = all.into_values().next().ok_or_else(no_procedure)?;
    let as_of = request.as_of.unwrap_or(asker.today);
    let done: Vec<DoneStep> = request
        .steps
        .iter()
        .map(|step| DoneStep { code: step.step.clone(), on: step.done_on, confirmed: false })
        .collect();
    let computed = situation.with_procedure((request.ground, as_of), &done, as_of, |procedure| {
        let facts = &procedure.facts;
        let each = request.steps.iter().enumerate();
        let wrong: Vec<Finding> = each
            .filter_map(|(rank, step)| {
                let before = request.steps.iter().take(rank);
                let again = before.filter(|one| one.step == step.step).count() > 0;
                let once = || STEP_ONCE.at("", Sentence::new(STEP_ONCE.fr, STEP_ONCE.en));
                let found = check_step(facts.ground, facts.minor, &step.step).or(again.then(once))?;
                Some(Finding { pointer: format!("/steps/{rank}/step").into(), ..found })
            })
            .collect();
        (wrong, ProcedureOut::of(procedure, &[], request.effective_on, asker.lang))
    });
    let (wrong, procedure) = computed.ok_or_else(no_procedure)?;
    refuse_errors(wrong)?;
    Ok(procedure)
}
