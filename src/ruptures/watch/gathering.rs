//! What the watch knows of many apprentices on a day: a constant number of statements, whatever their number.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use diesel::QueryResult;

use super::model::{
    LastContact, OpenDifficulty, SessionMean, SkillDrop, Thresholds, TutorWait, TutorWaitKind, WatchedFacts,
};
use super::store::facts;
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::Contract;
use crate::contracts::clock::gathering::gather_all;
use crate::ids::{ApprenticeId, ContractId, DifficultyId, MockExamId, TutorId};
use crate::law::calendar::{add_days, add_months};
use crate::law::figures::{Law, SignalCode};
use crate::learning::mock_exams::rules::{Paper, weighted_mean};
use crate::platform::clock::paris_day;
use crate::platform::db::Tx;

/// A contract older than this is past its free days, whatever its rhythm.
const FREE_DAYS_WITHIN_MONTHS: i32 = 24;

/// By what the facts are gathered.
#[derive(Clone, Copy)]
pub struct WatchMeans<'a> {
    pub catalogue: &'a Catalogue,
    pub law: &'a Law,
    pub thresholds: Thresholds<'a>,
    pub today: NaiveDate,
}

/// What is known of each, all of them present.
pub type FactsByApprentice = BTreeMap<ApprenticeId, WatchedFacts>;

/// The facts of apprentices already found within reach.
pub fn gather(conn: &mut Tx, means: WatchMeans<'_>, ids: &[ApprenticeId]) -> QueryResult<FactsByApprentice> {
    let mut known: FactsByApprentice = ids.iter().map(|id| (*id, WatchedFacts::default())).collect();
    let contracts = facts::running_contracts(conn, ids, means.today)?;
    for contract in contracts.iter().rev() {
        if let Some(facts) = known.get_mut(&contract.apprentice_id) {
            facts.contract_since = Some(contract.starts_on);
        }
    }
    follow_up(conn, means, ids, &mut known)?;
    free_days(conn, means, &contracts, &mut known)?;
    tutors(conn, means, ids, &contracts, &mut known)?;
    learning(conn, means, ids, &mut known)?;
    cases(conn, means, ids, &mut known)?;
    Ok(known)
}

fn follow_up(
    conn: &mut Tx,
    means: WatchMeans<'_>,
    ids: &[ApprenticeId],
    known: &mut FactsByApprentice,
) -> QueryResult<()> {
    for (apprentice, visit, due_on) in facts::late_visits(conn, ids, means.today)? {
        known.entry(apprentice).or_default().visits_to_hold.push((visit, due_on));
    }
    for (apprentice, visit, on) in facts::last_visits(conn, ids)? {
        let contact = LastContact { on, href: format!("/v1/visits/{visit}") };
        known.entry(apprentice).or_default().contacts.push(contact);
    }
    for (apprentice, call, at) in facts::last_calls(conn, ids)? {
        let contact = LastContact { on: paris_day(at), href: format!("/v1/phone-contacts/{call}") };
        known.entry(apprentice).or_default().contacts.push(contact);
    }
    let after = add_days(means.today, -means.thresholds.window(SignalCode::UnjustifiedAbsences));
    for (apprentice, absence, on) in facts::unjustified_since(conn, ids, after)? {
        known.entry(apprentice).or_default().unjustified.push((absence, on));
    }
    Ok(())
}

/// The last day of free rupture of the contracts young enough to have one.
fn free_days(
    conn: &mut Tx,
    means: WatchMeans<'_>,
    contracts: &[Contract],
    known: &mut FactsByApprentice,
) -> QueryResult<()> {
    let since = add_months(means.today, -FREE_DAYS_WITHIN_MONTHS);
    let young: Vec<Contract> = contracts.iter().filter(|one| one.starts_on >= since).cloned().collect();
    if young.is_empty() {
        return Ok(());
    }
    let clocks = gather_all(conn, means.catalogue, means.law, &young)?;
    for contract in young {
        let days = means.law.contracts.on(contract.starts_on).follow_up.free_rupture_days;
        let counted = clocks.get(&contract.id).and_then(|facts| facts.company_days.as_ref());
        if let Some(last) = counted.and_then(|counted| counted.reaches(days)) {
            known.entry(contract.apprentice_id).or_default().free_until = Some((contract.id, last));
        }
    }
    Ok(())
}

/// What waits for the tutors of the contracts that run.
fn tutors(
    conn: &mut Tx,
    means: WatchMeans<'_>,
    ids: &[ApprenticeId],
    contracts: &[Contract],
    known: &mut FactsByApprentice,
) -> QueryResult<()> {
    let own: Vec<ContractId> = contracts.iter().map(|contract| contract.id).collect();
    let apprentices: HashMap<ContractId, ApprenticeId> =
        contracts.iter().map(|contract| (contract.id, contract.apprentice_id)).collect();
    let named = facts::tutors_on(conn, &own, means.today)?;
    let pairs = named.into_iter().filter_map(|(contract, tutor)| Some((*apprentices.get(&contract)?, tutor)));
    let follows: HashSet<(ApprenticeId, TutorId)> = pairs.collect();
    let wait = |kind, since, href| TutorWait { kind, since, href };
    for (apprentice, tutor, _, invited_on) in facts::unanswered(conn, ids)? {
        if follows.contains(&(apprentice, tutor)) {
            let waits = &mut known.entry(apprentice).or_default().waiting;
            waits.push(wait(TutorWaitKind::Invitation, invited_on, None));
        }
    }
    for (apprentice, visit, written_at) in facts::unacknowledged(conn, &own)? {
        let href = Some(format!("/v1/visits/{visit}"));
        let waits = &mut known.entry(apprentice).or_default().waiting;
        waits.push(wait(TutorWaitKind::Report, paris_day(written_at), href));
    }
    let mut links: HashMap<(ApprenticeId, TutorId), Option<NaiveDate>> = HashMap::new();
    for (apprentice, tutor, created_at, used) in facts::links_about(conn, ids, means.today)? {
        let first = links.entry((apprentice, tutor)).or_insert(Some(paris_day(created_at)));
        // one link that was opened says that the tutor reads
        *first = first.filter(|_| !used).map(|day| day.min(paris_day(created_at)));
    }
    let mut unseen: Vec<_> = links.into_iter().filter_map(|(whose, since)| Some((whose, since?))).collect();
    unseen.sort_unstable();
    for ((apprentice, tutor), since) in unseen {
        if follows.contains(&(apprentice, tutor)) {
            known.entry(apprentice).or_default().waiting.push(wait(TutorWaitKind::Link, since, None));
        }
    }
    Ok(())
}

fn learning(
    conn: &mut Tx,
    means: WatchMeans<'_>,
    ids: &[ApprenticeId],
    known: &mut FactsByApprentice,
) -> QueryResult<()> {
    let mut exams: Vec<(ApprenticeId, MockExamId, NaiveDate, Vec<Paper>)> = Vec::new();
    for (apprentice, (exam, _, released_at), paper) in facts::released_marks(conn, ids)? {
        match exams.last_mut().filter(|last| (last.0, last.1) == (apprentice, exam)) {
            Some(last) => last.3.push(paper),
            None => exams.push((apprentice, exam, paris_day(released_at), vec![paper])),
        }
    }
    for (apprentice, exam, released_on, papers) in exams {
        if let Some(hundredths) = weighted_mean(&papers).hundredths {
            let mean = SessionMean { exam, released_on, hundredths };
            known.entry(apprentice).or_default().sessions.push(mean);
        }
    }
    let since = add_days(means.today, -i64::from(means.thresholds.of(SignalCode::PositionDown)));
    let last = facts::last_positions(conn, ids, since)?;
    let mut positioned: Vec<ApprenticeId> = last.iter().map(|row| row.0).collect();
    positioned.dedup();
    let before: HashMap<_, _> = facts::positions_before(conn, &positioned, since)?
        .into_iter()
        .map(|(apprentice, skill, voice, (_, level, _))| ((apprentice, skill, voice), level))
        .collect();
    for (apprentice, skill, voice, (programme, level, seen_on)) in last {
        let key = (apprentice, skill, voice);
        let Some(former) = before.get(&key) else { continue };
        let (now, was) =
            (rank(means.catalogue, &programme, &level), rank(means.catalogue, &programme, former));
        if now.zip(was).is_some_and(|(now, was)| now < was) {
            let drop = SkillDrop { skill: key.1, voice, seen_on };
            known.entry(apprentice).or_default().drops.push(drop);
        }
    }
    Ok(())
}

/// Where a level stands on the scale of a programme; none when the scale has it no more.
fn rank(catalogue: &Catalogue, programme: &str, level: &str) -> Option<usize> {
    let scale = &catalogue.programme(programme)?.skill_scale;
    scale.iter().position(|one| one.code == level)
}

fn cases(
    conn: &mut Tx,
    means: WatchMeans<'_>,
    ids: &[ApprenticeId],
    known: &mut FactsByApprentice,
) -> QueryResult<()> {
    let open = facts::open_cases(conn, ids)?;
    let own: Vec<DifficultyId> = open.iter().map(|(_, id, _)| *id).collect();
    type Days = (Option<NaiveDate>, Option<NaiveDate>);
    let mut steps: HashMap<DifficultyId, Vec<Days>> = HashMap::new();
    for (case, planned_on, done_on) in facts::steps_of(conn, &own)? {
        steps.entry(case).or_default().push((planned_on, done_on));
    }
    for (apprentice, id, opened_on) in open {
        let of_case = steps.remove(&id).unwrap_or_default();
        let to_come = |(planned, done): &(Option<NaiveDate>, Option<NaiveDate>)| {
            planned.filter(|on| done.is_none() && *on >= means.today)
        };
        let next_step_on = of_case.iter().filter_map(to_come).min();
        let last_step_on = of_case.iter().filter_map(|(planned, done)| done.or(*planned)).max();
        let case = OpenDifficulty { id, opened_on, last_step_on, next_step_on };
        known.entry(apprentice).or_default().cases.push(case);
    }
    Ok(())
}
