//! The hand-over brief, put together from what the tutor who takes over may read.

use std::collections::BTreeMap;

use super::rules::{check_contract, mission_called};
use super::wire::{
    HandoverBriefOut, HandoverExamOut, HandoverMissionOut, HandoverPositionOut, HandoverVisitOut,
};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::Programme;
use crate::contracts::agreements::{self, Contract};
use crate::follow_up::visits::rules::VisitState;
use crate::follow_up::visits::store::{VisitFilter, list as list_visits};
use crate::ids::{CohortId, ContractId};
use crate::law::calendar::add_months;
use crate::learning::coverage::rules::CoverageSources;
use crate::learning::coverage::wire::CoverageOut;
use crate::learning::missions::model::CompanyMission;
use crate::learning::missions::wire::SkillNamedOut;
use crate::learning::mock_exams::model::{MockExam, MockExamState};
use crate::learning::mock_exams::store::{MockExamFilter, list_exams};
use crate::learning::skills::model::SkillPosition;
use crate::learning::voices::model::{level_label, skill_label};
use crate::learning::voices::store::session_of;
use crate::learning::voices::{LearningFile, Voice, programme_of};
use crate::learning::{missions, skills};
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::page::Rows;
use crate::trust::access::Act;
use crate::trust::door::Asker;

/// Most visits and mock exams looked at.
const MOST_TO_COME: i64 = 50;

/// The brief of a contract within reach.
pub fn brief(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: ContractId,
) -> Result<HandoverBriefOut, Problem> {
    let contract = agreements::store::find(conn, &asker.reach, id)?.or_not_found("contract")?;
    if let Some(refusal) = check_contract(&contract, asker.today) {
        return Err(refusal.into_conflict());
    }
    let file = file_of(conn, asker, catalogue, &contract)?;
    let programme = file.programme;
    let done = missions::store::all_of(conn, &file)?;
    let positions = skills::store::latest(conn, &file)?;
    let sources = CoverageSources {
        programme,
        missions: done.iter().map(|mission| &mission.facts).collect(),
        positions: &positions,
        cycle_starts_on: file.enrolment.cohort.starts_on,
        today: asker.today,
    };
    let coverage = CoverageOut::of(&file, &sources, session_of(conn, file.enrolment.cohort.id)?);
    Ok(HandoverBriefOut {
        as_of: asker.today,
        contract_id: contract.id,
        site_id: contract.site_id,
        apprentice_id: contract.apprentice_id,
        programme: programme.code.clone(),
        programme_title: programme.title.clone(),
        starts_on: contract.starts_on,
        ends_on: contract.ends_on,
        training_ends_on: file.enrolment.entry().expected_ends_on,
        exam_on: coverage.exam_on,
        months_left: coverage.months_left,
        missions: done.iter().map(|mission| mission_of(mission, programme)).collect(),
        positions: seen_by_the_centre(&positions, programme, asker),
        missing_blocks: coverage.missing_blocks,
        missing_skills: coverage.missing_skills,
        visits: visits_to_come(conn, asker, &contract)?,
        mock_exams: exams_to_come(conn, asker, file.enrolment.cohort.id)?,
    })
}

/// What was learnt in the training the contract serves, whoever employed them then.
fn file_of<'a>(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &'a Catalogue,
    contract: &Contract,
) -> Result<LearningFile<'a>, Problem> {
    let enrolment = apprentices::store::find_enrolment(conn, &asker.reach, contract.enrolment_id)?;
    let enrolment = enrolment.or_not_found("contract")?;
    let programme = programme_of(catalogue, &enrolment.cohort.programme)?;
    Ok(LearningFile {
        apprentice_id: contract.apprentice_id,
        site_id: contract.site_id,
        enrolment,
        programme,
        contract_id: Some(contract.id),
    })
}

fn mission_of(mission: &CompanyMission, programme: &Programme) -> HandoverMissionOut {
    let skills = mission.facts.skills(programme).into_iter();
    HandoverMissionOut {
        label: mission_called(&mission.facts, mission.voice, programme),
        from_on: mission.facts.from_on,
        to_on: mission.facts.to_on,
        skills: skills.map(|code| SkillNamedOut::of(programme, code)).collect(),
    }
}

/// The latest position of the centre on each skill, in the order of the sheet.
fn seen_by_the_centre(
    positions: &[SkillPosition],
    programme: &Programme,
    asker: &Asker,
) -> Vec<HandoverPositionOut> {
    let mut latest: BTreeMap<&str, &SkillPosition> = BTreeMap::new();
    for one in positions.iter().filter(|one| one.voice == Voice::Centre) {
        let place = latest.entry(one.facts.skill_code.as_str()).or_insert(one);
        if one.facts.seen_on > place.facts.seen_on {
            *place = one;
        }
    }
    let order = programme.skill_blocks.iter().flat_map(|block| &block.skills);
    let ranks: BTreeMap<&str, usize> =
        order.enumerate().map(|(rank, skill)| (skill.code.as_str(), rank)).collect();
    let mut found: Vec<&SkillPosition> = latest.into_values().collect();
    found.sort_by_key(|one| ranks.get(one.facts.skill_code.as_str()).copied().unwrap_or(usize::MAX));
    let each = found.into_iter().map(|one| HandoverPositionOut {
        label: skill_label(programme, &one.facts.skill_code),
        level_label: level_label(programme, &one.facts.level, asker.lang),
        code: one.facts.skill_code.clone(),
        level: one.facts.level.clone(),
        seen_on: one.facts.seen_on,
    });
    each.collect()
}

fn visits_to_come(
    conn: &mut Tx,
    asker: &Asker,
    contract: &Contract,
) -> Result<Vec<HandoverVisitOut>, Problem> {
    let filter = VisitFilter {
        contract: Some(contract.id),
        state: Some(VisitState::Planned),
        ..VisitFilter::default()
    };
    let reach = asker.caller.may(Act::ReadVisit)?;
    let mut rows = list_visits(conn, &reach, &filter, asker.today, &Rows::first(MOST_TO_COME))?;
    rows.truncate(usize::try_from(MOST_TO_COME).unwrap_or_default());
    let each = rows.into_iter().map(|visit| HandoverVisitOut {
        id: visit.id,
        training_year: visit.training_year,
        ordinal: visit.ordinal,
        planned_on: visit.planned_on,
        due_on: visit.due_on,
    });
    Ok(each.collect())
}

fn exams_to_come(conn: &mut Tx, asker: &Asker, cohort: CohortId) -> Result<Vec<HandoverExamOut>, Problem> {
    let filter = MockExamFilter {
        cohort: Some(cohort),
        state: Some(MockExamState::Planned),
        ..MockExamFilter::default()
    };
    let reach = asker.caller.may(Act::ReadMockExam)?;
    let mut rows = list_exams(conn, &reach, &filter, &Rows::first(MOST_TO_COME))?;
    rows.truncate(usize::try_from(MOST_TO_COME).unwrap_or_default());
    let last = |exam: &MockExam| exam.facts.ends_on.unwrap_or_else(|| add_months(exam.month_on, 1));
    let to_come = rows.into_iter().filter(|exam| last(exam) >= asker.today);
    let each = to_come.map(|exam| HandoverExamOut {
        id: exam.id,
        ordinal: exam.ordinal,
        month_on: exam.month_on,
        starts_on: exam.facts.starts_on,
        ends_on: exam.facts.ends_on,
        tutors_invited: exam.tutors_invited,
    });
    Ok(each.collect())
}
