//! The handler of many moves at once, all or nothing.

use std::collections::{HashMap, HashSet};

use actix_web::post;
use actix_web::web::Data;
use chrono::NaiveDate;

use super::super::acts::present;
use super::super::plans::day_warnings;
use super::bounds;
use crate::catalogue::programmes::Catalogue;
use crate::contracts::tutorships;
use crate::follow_up::visits::Visit;
use crate::follow_up::visits::rules::book::{CHANGED_MEANWHILE, MOVED_ONCE};
use crate::follow_up::visits::rules::{ContractPeriod, MoveBounds, check_move, check_still_planned};
use crate::follow_up::visits::store::{self, Journey, ToPlace};
use crate::follow_up::visits::wire::{MoveIn, MovesIn, MovesOut};
use crate::ids::VisitId;
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices;
use crate::platform::body::Body;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Event;

/// Moves visits still planned to other days of their training years, all of them or none.
#[utoipa::path(tag = "visits", request_body = MovesIn,
    responses((status = 200, description = "The visits moved, in the order asked.", body = MovesOut)))]
#[post("/v1/visits/moves")]
pub(super) async fn move_visits(door: Door, catalogue: Data<Catalogue>, body: Body<MovesIn>) -> Answer {
    door.create(Act::PlanVisit, body, move |tx, asker, request| {
        let ids: Vec<VisitId> = request.moves.iter().map(|one| one.visit_id).collect();
        let limit = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        let named = ToPlace { ids: Some(ids), limit, ..Default::default() };
        let found = store::to_place(tx, &asker.reach, &named)?;
        let theirs = found.iter().map(|visit| visit.apprentice_id).collect();
        apprentices::store::batch::lock_all(tx, theirs)?;
        let found: Vec<VisitId> = found.iter().map(|visit| visit.id).collect();
        let journeys = store::journeys(tx, &found)?;
        let locked = store::lock_all(tx, found)?;
        refuse_errors(faults(&request.moves, &locked, &journeys, asker.today))?;
        let contracts: Vec<_> = journeys.values().map(|journey| journey.contract_id).collect();
        let tutors = tutorships::store::of_contracts(tx, &contracts)?;
        let mut moved = Vec::with_capacity(request.moves.len());
        for one in &request.moves {
            let Some(visit) = locked.get(&one.visit_id) else { continue };
            let periods = tutors.get(&visit.contract_id).map(Vec::as_slice).unwrap_or_default();
            let tutor = tutorships::rules::tutor_on(periods, one.planned_on).unwrap_or(visit.tutor_id);
            let within = journeys.get(&visit.id).map(|journey| bounds_of(visit, journey));
            let due_on =
                within.map_or(visit.due_on, |within| within.due_on_moved(one.planned_on, asker.today));
            let appointment = one.appointment.as_ref().unwrap_or(&visit.appointment);
            moved.push(store::change(tx, visit.id, (one.planned_on, due_on), tutor, appointment)?);
        }
        asker.record_all(tx, moved.iter().map(|visit| (Event::VisitMoved, visit)), &["planned_on"])?;
        let mut told = day_warnings(tx, asker, &catalogue, &moved)?;
        let mut data = Vec::with_capacity(moved.len());
        for visit in moved {
            let findings = told.remove(&visit.id).unwrap_or_default();
            data.push(present(tx, asker, visit)?.map(|visit| visit.warned(findings, asker.lang)));
        }
        Reply::ok(&MovesOut { data })
    })
    .await
}

/// Everything wrong with the moves, each at its place.
fn faults(
    moves: &[MoveIn],
    locked: &HashMap<VisitId, Visit>,
    journeys: &HashMap<VisitId, Journey>,
    today: NaiveDate,
) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let each = moves.iter().enumerate().flat_map(|(rank, one)| {
        let at = |member: &str| format!("/moves/{rank}/{member}");
        let visit = locked.get(&one.visit_id);
        let twice = (!seen.insert(one.visit_id)).then(|| {
            let facts = say!("Cette visite est déplacée deux fois.", "This visit is moved twice.");
            MOVED_ONCE.at(at("visit_id"), facts)
        });
        let stale = visit.filter(|visit| visit.version != one.version).map(|visit| {
            let version = visit.version;
            let facts =
                say!("La visite en est à la version {version}.", "The visit is at version {version}.");
            CHANGED_MEANWHILE.at(at("version"), facts)
        });
        let days = visit.zip(journeys.get(&one.visit_id)).map(|(visit, journey)| {
            let within = bounds_of(visit, journey);
            let findings = check_move(one.planned_on, &within, today).into_iter();
            findings.map(|finding| Finding { pointer: at("planned_on").into(), ..finding }).collect()
        });
        let state = check_still_planned(visit.map(|visit| visit.state), at("visit_id"));
        let wrong_day: Vec<_> = days.unwrap_or_default();
        twice.into_iter().chain(stale).chain(wrong_day).chain(state).collect::<Vec<_>>()
    });
    each.collect()
}

fn bounds_of(visit: &Visit, journey: &Journey) -> MoveBounds {
    let period = ContractPeriod { from: journey.days.starts_on, to: journey.days.effective_ends_on() };
    bounds(visit, journey.cycle_starts_on, period)
}
