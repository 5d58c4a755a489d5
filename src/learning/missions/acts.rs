//! Logging a mission, and taking it back.

use super::model::{CompanyMission, MissionFacts, NewMission};
use super::rules::{faults_of, no_contract};
use super::store;
use super::wire::MissionIn;
use crate::ids::CompanyMissionId;
use crate::law::findings::refuse_errors;
use crate::learning::voices::rules::refuse_other_voice;
use crate::learning::voices::{LearningFile, Voice, speaks_under};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// Logs a mission of an apprentice, under the contract named or the one that ran when it began; a company tutor logs
/// under their own.
pub fn log(
    tx: &mut Tx,
    asker: &Asker,
    file: &LearningFile<'_>,
    request: MissionIn,
) -> Result<CompanyMission, Problem> {
    let voice = Voice::of(asker.caller.role).ok_or_else(Problem::forbidden)?;
    let found = store::contract_on(tx, file, request.contract_id, request.from_on)?;
    let found = found.filter(|(id, ..)| request.contract_id.is_none_or(|named| named == *id));
    let days = found.map(|(_, first, last)| (first, last));
    refuse_errors(faults_of(&request, file.programme, days, asker.today))?;
    let (contract_id, ..) = found.ok_or_else(|| no_contract().into_fault())?;
    let facts = MissionFacts {
        contract_id,
        mission_code: request.mission,
        label: request.label,
        skill_codes: request.skills,
        from_on: request.from_on,
        to_on: request.to_on,
        note: request.note,
    };
    let author = asker.author();
    let new = NewMission {
        id: CompanyMissionId::new(),
        site_id: file.site_id,
        apprentice_id: file.apprentice_id,
        programme_code: file.programme.code.clone(),
        voice,
        facts,
        author_kind: author.kind,
        author_id: author.id,
    };
    let mission = store::insert(tx, &new)?;
    asker.record(tx, Event::CompanyMissionLogged, &mission)?;
    Ok(mission)
}

/// Takes a mission back, by the voice that logged it.
pub fn withdraw(
    tx: &mut Tx,
    asker: &Asker,
    id: CompanyMissionId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let row = store::lock(tx, &asker.reach, id)?.or_not_found("company_mission")?;
    if !speaks_under(tx, asker, row.apprentice_id, Some(row.facts.contract_id))? {
        return Err(Problem::not_found("company_mission"));
    }
    refuse_other_voice(&asker.caller, row.voice)?;
    let about = About::record(WithdrawalKind::CompanyMission, &row, reason);
    withdrawals::remove(tx, asker, about.of(row.apprentice_id).under(row.facts.contract_id), &[])
}
