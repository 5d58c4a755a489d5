//! The handler of suggestions, and its mounting.

use std::collections::HashMap;

use actix_web::post;
use actix_web::web::Data;

use super::gathering::{gather, requested_visits};
use super::rules::{Suggestion, check_period, suggest};
use super::wire::{SuggestionOut, SuggestionReasonOut, SuggestionsIn, SuggestionsOut};
use crate::catalogue::programmes::Catalogue;
use crate::follow_up::visits::Visit;
use crate::follow_up::visits::store::ToPlace;
use crate::ids::VisitId;
use crate::law::calendar::Period;
use crate::law::findings::refuse_errors;
use crate::people::contacts::{PeopleToCall, contacts, people_to_call};
use crate::people::referents::store::Duties;
use crate::platform::body::Body;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// Most visits given a day at once.
const MOST_SUGGESTED: usize = 200;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(suggest_visits);
}

/// Proposes days for visits still planned, balanced between those on duty, and says why; nothing is saved.
#[utoipa::path(tag = "visits", request_body = SuggestionsIn,
    responses((status = 200, description = "A day for each visit, or why none.", body = SuggestionsOut)))]
#[post("/v1/visits/suggestions")]
async fn suggest_visits(door: Door, catalogue: Data<Catalogue>, body: Body<SuggestionsIn>) -> Answer {
    door.create(Act::PlanVisit, body, move |tx, asker, request| {
        let period = Period { from: request.from_on, to: request.to_on };
        refuse_errors(check_period(period.from, period.to, asker.today).into_iter().collect())?;
        let to_place = ToPlace {
            by: request.visit_ids.is_none().then_some(request.to_on),
            ids: request.visit_ids,
            site_id: request.site_id,
            cohort_id: request.cohort_id,
            limit: i64::try_from(MOST_SUGGESTED + 1).unwrap_or(i64::MAX),
        };
        let mut visits = requested_visits(tx, asker, &to_place)?;
        let complete = visits.len() <= MOST_SUGGESTED;
        visits.truncate(MOST_SUGGESTED);
        let gathered = gather(tx, asker, &catalogue, &visits, period)?;
        let candidates = visits.iter().filter_map(|visit| gathered.candidate(visit, period, asker.today));
        let suggested = suggest(candidates.collect(), gathered.placed());
        let people = people_to_call(
            tx,
            visits.iter().map(|visit| visit.apprentice_id).collect(),
            visits.iter().map(|visit| visit.tutor_id).collect(),
        )?;
        let visits: HashMap<VisitId, Visit> = visits.into_iter().map(|visit| (visit.id, visit)).collect();
        let rendered = suggested.into_iter().filter_map(|one| {
            let visit = visits.get(&one.visit)?;
            Some(render(asker, visit, &one, (&gathered.duties, &people)))
        });
        Reply::ok(&SuggestionsOut { data: rendered.collect(), complete })
    })
    .await
}

fn render(
    asker: &Asker,
    visit: &Visit,
    suggestion: &Suggestion,
    (duties, people): (&Duties, &PeopleToCall),
) -> SuggestionOut {
    let day = suggestion.choice.map(|choice| choice.day);
    let reasons = suggestion.reasons.iter();
    SuggestionOut {
        visit_id: visit.id,
        version: visit.version,
        apprentice_id: visit.apprentice_id,
        contacts: contacts(people, Some(visit.apprentice_id), Some(visit.tutor_id)),
        planned_on: visit.planned_on,
        due_on: visit.due_on,
        suggested_on: day,
        referent: day.and_then(|day| duties.on(visit.apprentice_id, day)),
        reasons: reasons.map(|reason| SuggestionReasonOut::render(*reason, asker.lang)).collect(),
    }
}
