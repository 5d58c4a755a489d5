//! Saying where apprentices stand, setting targets, recognising prior learning, and taking any of it back.

use std::collections::{HashMap, HashSet};

use super::model::{
    NewPosition, NewPriorLearning, NewTarget, PositionFacts, PositionKind, PriorLearning, SkillPosition,
    SkillTarget,
};
use super::rules::{AskedTogether, PositionAsked};
use super::store;
use super::wire::{ClassPositionsIn, PriorLearningIn, SkillPositionsIn, SkillTargetsIn};
use crate::catalogue::cohorts;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::Programme;
use crate::ids::{
    ApprenticeId, CohortId, MarkId, PriorLearningId, SiteId, SkillPositionId, SkillTargetId, VisitId,
};
use crate::law::findings::{Finding, refuse_errors};
use crate::learning::missions;
use crate::learning::mock_exams;
use crate::learning::voices::rules::{check_day, check_level, check_skill, refuse_other_voice};
use crate::learning::voices::store::{enrolled_in, visits_of};
use crate::learning::voices::{LearningFile, Voice, programme_of, speaks_under};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::trust::access::Act;
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// Writes what one voice says of one apprentice: all of it or nothing.
pub fn say(
    tx: &mut Tx,
    asker: &Asker,
    file: &LearningFile<'_>,
    request: SkillPositionsIn,
) -> Result<Vec<SkillPosition>, Problem> {
    let asked: Vec<PositionAsked> =
        request.positions.into_iter().map(|one| one.asked_of(file.apprentice_id)).collect();
    let cited: Vec<VisitId> = asked.iter().filter_map(|one| one.visit_id).collect();
    let whose = (file.site_id, file.apprentice_id);
    let visits = visits_of(tx, whose, file.contract_id, &cited)?;
    let cited: Vec<_> = asked.iter().filter_map(|one| one.mission_id).collect();
    let missions = missions::store::theirs_among(tx, file, &cited)?;
    let cited: Vec<_> = asked.iter().filter_map(|one| one.mark_id).collect();
    let marks = marks_cited(tx, asker, file, &cited)?;
    let together = AskedTogether {
        programme: file.programme,
        voice: voice_of(asker)?,
        kind: request.kind.unwrap_or(PositionKind::AlongTheWay),
        seen_on: request.seen_on.unwrap_or(asker.today),
        today: asker.today,
        people: HashSet::from([file.apprentice_id]),
        visits: visits.into_iter().collect(),
        missions: missions.into_iter().collect(),
        marks,
    };
    refuse_errors(together.faults(&asked))?;
    let rows = asked.into_iter().map(|one| NewPosition {
        contract_id: file.contract_id,
        ..written(asker, &together, file.site_id, one)
    });
    recorded(tx, asker, &rows.collect::<Vec<_>>())
}

/// The marks among some that are an apprentice's, within the reach of whoever reads marks, each with whether it is released;
/// of a company tutor, in the enrolment their contract serves.
fn marks_cited(
    tx: &mut Tx,
    asker: &Asker,
    file: &LearningFile<'_>,
    cited: &[MarkId],
) -> Result<HashMap<MarkId, bool>, Problem> {
    if cited.is_empty() {
        return Ok(HashMap::new());
    }
    let reach = asker.caller.may(Act::ReadMark)?;
    let enrolment = file.contract_id.map(|_| file.enrolment.enrolment.id);
    let marks = mock_exams::store::marks_among(tx, &reach, (file.apprentice_id, enrolment), cited)?;
    Ok(marks.into_iter().collect())
}

/// Writes what the centre says of a whole class: all of it or nothing, every mistake told at once.
pub fn say_of_class(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: CohortId,
    request: ClassPositionsIn,
) -> Result<Vec<SkillPosition>, Problem> {
    let cohort = cohorts::store::find(tx, &asker.reach, id)?.or_not_found("cohort")?;
    let asked: Vec<PositionAsked> = request.positions.into_iter().map(PositionAsked::from).collect();
    let named: Vec<ApprenticeId> = asked.iter().map(|one| one.apprentice_id).collect();
    let together = AskedTogether {
        programme: programme_of(catalogue, &cohort.follows())?,
        voice: voice_of(asker)?,
        kind: request.kind.unwrap_or(PositionKind::AlongTheWay),
        seen_on: request.seen_on.unwrap_or(asker.today),
        today: asker.today,
        people: enrolled_in(tx, cohort.id, &named)?.into_iter().collect(),
        visits: HashSet::new(),
        missions: HashSet::new(),
        marks: HashMap::new(),
    };
    refuse_errors(together.faults(&asked))?;
    let rows = asked.into_iter().map(|one| written(asker, &together, cohort.site_id, one));
    recorded(tx, asker, &rows.collect::<Vec<_>>())
}

/// What a company tutor says that differs from the last it said: the same answers sent twice say nothing more.
pub fn only_new(
    tx: &mut Tx,
    file: &LearningFile<'_>,
    request: SkillPositionsIn,
) -> Result<Option<SkillPositionsIn>, Problem> {
    let latest = store::latest(tx, file)?;
    let company = latest.iter().filter(|one| one.voice == Voice::Company);
    let known: HashMap<&str, &str> =
        company.map(|one| (one.facts.skill_code.as_str(), one.facts.level.as_str())).collect();
    let mut positions = request.positions;
    positions.retain(|one| known.get(one.skill.as_str()) != Some(&one.level.as_str()));
    Ok((!positions.is_empty()).then_some(SkillPositionsIn { positions, ..request }))
}

fn voice_of(asker: &Asker) -> Result<Voice, Problem> {
    Voice::of(asker.caller.role).ok_or_else(Problem::forbidden)
}

fn written(
    asker: &Asker,
    together: &AskedTogether<'_>,
    site_id: SiteId,
    asked: PositionAsked,
) -> NewPosition {
    let author = asker.author();
    NewPosition {
        id: SkillPositionId::new(),
        site_id,
        apprentice_id: asked.apprentice_id,
        programme_code: together.programme.code.clone(),
        voice: together.voice,
        contract_id: None,
        facts: PositionFacts {
            skill_code: asked.skill,
            kind: together.kind,
            level: asked.level,
            seen_on: together.seen_on,
            visit_id: asked.visit_id,
            mission_id: asked.mission_id,
            mark_id: asked.mark_id,
            note: asked.note,
        },
        author_kind: author.kind,
        author_id: author.id,
    }
}

fn recorded(tx: &mut Tx, asker: &Asker, rows: &[NewPosition]) -> Result<Vec<SkillPosition>, Problem> {
    let said = store::insert(tx, rows)?;
    asker.record_all(tx, said.iter().map(|one| (Event::SkillPositionSaid, one)), &["level"])?;
    Ok(said)
}

/// Sets the levels the centre wants of an apprentice.
pub fn set_targets(
    tx: &mut Tx,
    asker: &Asker,
    file: &LearningFile<'_>,
    request: SkillTargetsIn,
) -> Result<Vec<SkillTarget>, Problem> {
    let mut faults: Vec<Finding> = Vec::new();
    for (place, one) in request.targets.iter().enumerate() {
        faults.extend(check_skill(file.programme, &format!("/targets/{place}/skill"), &one.skill));
        faults.extend(check_level(file.programme, &format!("/targets/{place}/level"), &one.level));
    }
    refuse_errors(faults)?;
    let author = asker.author();
    let rows = request.targets.into_iter().map(|one| NewTarget {
        id: SkillTargetId::new(),
        site_id: file.site_id,
        apprentice_id: file.apprentice_id,
        programme_code: file.programme.code.clone(),
        skill_code: one.skill,
        level: one.level,
        due_on: one.due_on,
        set_on: asker.today,
        author_kind: author.kind,
        author_id: author.id,
    });
    let set = store::insert_targets(tx, &rows.collect::<Vec<_>>())?;
    asker.record_all(tx, set.iter().map(|one| (Event::SkillTargetSet, one)), &["level"])?;
    Ok(set)
}

/// Recognises what an apprentice had learnt before.
pub fn recognise(
    tx: &mut Tx,
    asker: &Asker,
    file: &LearningFile<'_>,
    request: PriorLearningIn,
) -> Result<PriorLearning, Problem> {
    let recognised_on = request.recognised_on.unwrap_or(asker.today);
    let mut faults = skill_faults(file.programme, &request.skills);
    faults.extend(check_day("/recognised_on", recognised_on, asker.today));
    refuse_errors(faults)?;
    let author = asker.author();
    let new = NewPriorLearning {
        id: PriorLearningId::new(),
        site_id: file.site_id,
        apprentice_id: file.apprentice_id,
        programme_code: file.programme.code.clone(),
        skill_codes: request.skills,
        recognised_on,
        statement: request.statement,
        removes: request.removes,
        author_kind: author.kind,
        author_id: author.id,
    };
    let recognised = store::insert_prior_learning(tx, &new)?;
    asker.record(tx, Event::PriorLearningRecognised, &recognised)?;
    Ok(recognised)
}

fn skill_faults(programme: &Programme, skills: &[String]) -> Vec<Finding> {
    let each = skills.iter().enumerate();
    each.filter_map(|(place, code)| check_skill(programme, &format!("/skills/{place}"), code)).collect()
}

/// Takes a position back, by the voice that said it.
pub fn withdraw(
    tx: &mut Tx,
    asker: &Asker,
    id: SkillPositionId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let row = store::lock(tx, &asker.reach, id)?.or_not_found("skill_position")?;
    if !speaks_under(tx, asker, row.apprentice_id, row.contract_id)? {
        return Err(Problem::not_found("skill_position"));
    }
    refuse_other_voice(&asker.caller, row.voice)?;
    let about = About::record(WithdrawalKind::SkillPosition, &row, reason).of(row.apprentice_id);
    withdrawals::remove(tx, asker, About { contract_id: row.contract_id, ..about }, &[])
}

/// Takes a target back: the one before it counts again.
pub fn withdraw_target(
    tx: &mut Tx,
    asker: &Asker,
    id: SkillTargetId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let row = store::lock_target(tx, &asker.reach, id)?.or_not_found("skill_target")?;
    let about = About::record(WithdrawalKind::SkillTarget, &row, reason).of(row.apprentice_id);
    withdrawals::remove(tx, asker, about, &[])
}

/// Takes back that something was learnt before.
pub fn withdraw_prior_learning(
    tx: &mut Tx,
    asker: &Asker,
    id: PriorLearningId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let row = store::lock_prior_learning(tx, &asker.reach, id)?.or_not_found("prior_learning")?;
    let about = About::record(WithdrawalKind::PriorLearning, &row, reason).of(row.apprentice_id);
    withdrawals::remove(tx, asker, about, &[])
}
