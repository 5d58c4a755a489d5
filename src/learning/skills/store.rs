//! Every query on positions, targets and prior learning.
//!
//! What an apprentice reaches is theirs; what a company tutor reaches is decided once, by the tutorship of the day
//! ([`crate::learning::voices::find`]): queries on one apprentice take the file it found.

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{
    NewPosition, NewPriorLearning, NewTarget, PositionKind, PriorLearning, SkillPosition, SkillTarget,
};
use crate::at_sites;
use crate::ids::{PriorLearningId, SkillPositionId, SkillTargetId};
use crate::learning::voices::{LearningFile, Voice};
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::Rows;
use crate::schema::{prior_learnings, skill_positions, skill_targets};
use crate::trust::access::{Bounds, Reach, followed_contracts};

/// Most rows of prior learning read of one apprentice.
const MOST_PRIOR_LEARNING: i64 = 100;

/// Where a history stands: the last day given, and its row.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct SeenAt {
    pub on: NaiveDate,
    pub id: Uuid,
}

/// What narrows a history.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PositionFilter {
    /// Only this voice.
    #[param(inline)]
    pub voice: Option<Voice>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<PositionKind>,
    /// Only this skill, by its code.
    #[param(min_length = 1, max_length = 60, example = "bc01-3")]
    pub skill: Option<String>,
}

type PositionQuery<'a> = skill_positions::BoxedQuery<'a, Pg>;

/// The positions somebody may take back: of tutors, those said under the contracts they follow.
fn reachable<'a>(reach: &Reach) -> PositionQuery<'a> {
    let rows = skill_positions::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, skill_positions::site_id, sites),
        Bounds::Tutor(tutor) | Bounds::Link { tutor, .. } => {
            let contract = skill_positions::contract_id.assume_not_null();
            rows.filter(contract.eq_any(followed_contracts(*tutor)))
        }
        Bounds::Apprentice(apprentice) => rows.filter(skill_positions::apprentice_id.eq(*apprentice)),
    }
}

fn narrowed<'a>(file: &LearningFile<'_>, filter: &PositionFilter) -> PositionQuery<'a> {
    let mut rows =
        skill_positions::table.filter(skill_positions::apprentice_id.eq(file.apprentice_id)).into_boxed();
    if let Some(voice) = filter.voice {
        rows = rows.filter(skill_positions::voice.eq(voice));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(skill_positions::kind.eq(kind));
    }
    if let Some(skill) = &filter.skill {
        rows = rows.filter(skill_positions::skill_code.eq(skill.clone()));
    }
    rows
}

/// One more row than the limit of the history of an apprentice, the latest day first.
pub fn list(
    conn: &mut Tx,
    file: &LearningFile<'_>,
    filter: &PositionFilter,
    page: &Rows<SeenAt>,
) -> QueryResult<Vec<SkillPosition>> {
    let mut rows = narrowed(file, filter);
    if let Some(after) = page.after {
        let tie = skill_positions::seen_on.lt(after.on).or(skill_positions::id.lt(after.id));
        rows = rows.filter(skill_positions::seen_on.le(after.on)).filter(tie);
    }
    rows.select(SkillPosition::as_select())
        .order((skill_positions::seen_on.desc(), skill_positions::id.desc()))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole history has.
pub fn count(conn: &mut Tx, file: &LearningFile<'_>, filter: &PositionFilter) -> QueryResult<i64> {
    narrowed(file, filter).count().get_result(conn)
}

/// The latest position of each skill, voice and kind in the programme of an apprentice, in one statement.
pub fn latest(conn: &mut Tx, file: &LearningFile<'_>) -> QueryResult<Vec<SkillPosition>> {
    let place = (skill_positions::skill_code, skill_positions::voice, skill_positions::kind);
    skill_positions::table
        .filter(skill_positions::apprentice_id.eq(file.apprentice_id))
        .filter(skill_positions::programme_code.eq(&file.programme.code))
        .distinct_on(place)
        .order((
            skill_positions::skill_code,
            skill_positions::voice,
            skill_positions::kind,
            skill_positions::seen_on.desc(),
            skill_positions::id.desc(),
        ))
        .select(SkillPosition::as_select())
        .load(conn)
}

/// Most positions read of one apprentice at once: the latest.
const MOST_POSITIONS: i64 = 5000;

/// The positions of an apprentice in the programme they follow, in the order of time.
pub fn all_of(conn: &mut Tx, file: &LearningFile<'_>) -> QueryResult<Vec<SkillPosition>> {
    let mut found: Vec<SkillPosition> = skill_positions::table
        .filter(skill_positions::apprentice_id.eq(file.apprentice_id))
        .filter(skill_positions::programme_code.eq(&file.programme.code))
        .order((skill_positions::seen_on.desc(), skill_positions::id.desc()))
        .select(SkillPosition::as_select())
        .first_rows(MOST_POSITIONS)
        .load(conn)?;
    found.reverse();
    Ok(found)
}

/// The latest target of each skill in the programme of an apprentice.
pub fn targets(conn: &mut Tx, file: &LearningFile<'_>) -> QueryResult<Vec<SkillTarget>> {
    skill_targets::table
        .filter(skill_targets::apprentice_id.eq(file.apprentice_id))
        .filter(skill_targets::programme_code.eq(&file.programme.code))
        .distinct_on(skill_targets::skill_code)
        .order((skill_targets::skill_code, skill_targets::id.desc()))
        .select(SkillTarget::as_select())
        .load(conn)
}

/// What was learnt before, in the order it was recognised.
pub fn prior_learning(conn: &mut Tx, file: &LearningFile<'_>) -> QueryResult<Vec<PriorLearning>> {
    prior_learnings::table
        .filter(prior_learnings::apprentice_id.eq(file.apprentice_id))
        .filter(prior_learnings::programme_code.eq(&file.programme.code))
        .order(prior_learnings::id)
        .select(PriorLearning::as_select())
        .first_rows(MOST_PRIOR_LEARNING)
        .load(conn)
}

/// Writes positions, in one statement.
pub fn insert(tx: &mut Tx, positions: &[NewPosition]) -> QueryResult<Vec<SkillPosition>> {
    diesel::insert_into(skill_positions::table)
        .values(positions)
        .returning(SkillPosition::as_returning())
        .get_results(tx)
}

/// Writes targets, in one statement.
pub fn insert_targets(tx: &mut Tx, targets: &[NewTarget]) -> QueryResult<Vec<SkillTarget>> {
    diesel::insert_into(skill_targets::table)
        .values(targets)
        .returning(SkillTarget::as_returning())
        .get_results(tx)
}

/// Writes what was learnt before.
pub fn insert_prior_learning(tx: &mut Tx, new: &NewPriorLearning) -> QueryResult<PriorLearning> {
    diesel::insert_into(prior_learnings::table)
        .values(new)
        .returning(PriorLearning::as_returning())
        .get_result(tx)
}

/// One position, locked until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: SkillPositionId) -> QueryResult<Option<SkillPosition>> {
    let found = reachable(reach).filter(skill_positions::id.eq(id)).select(skill_positions::id);
    if found.first::<SkillPositionId>(tx).optional()?.is_none() {
        return Ok(None);
    }
    skill_positions::table
        .find(id)
        .for_no_key_update()
        .select(SkillPosition::as_select())
        .first(tx)
        .optional()
}

/// One target, locked until the end of the transaction: of the sites within reach.
pub fn lock_target(tx: &mut Tx, reach: &Reach, id: SkillTargetId) -> QueryResult<Option<SkillTarget>> {
    let rows = skill_targets::table.find(id).for_no_key_update().select(SkillTarget::as_select());
    let found: Option<SkillTarget> = rows.first(tx).optional()?;
    Ok(found.filter(|row| reach.covers_site(row.site_id)))
}

/// One row of prior learning, locked until the end of the transaction: of the sites within reach.
pub fn lock_prior_learning(
    tx: &mut Tx,
    reach: &Reach,
    id: PriorLearningId,
) -> QueryResult<Option<PriorLearning>> {
    let rows = prior_learnings::table.find(id).for_no_key_update().select(PriorLearning::as_select());
    let found: Option<PriorLearning> = rows.first(tx).optional()?;
    Ok(found.filter(|row| reach.covers_site(row.site_id)))
}
