//! Those absent from a class on a day, entered together.

use std::collections::{HashMap, HashSet};

use actix_web::post;
use actix_web::web::{Data, Path};

use crate::catalogue::cohorts::{self, Cohort};
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, CohortId};
use crate::law::calendar::Period;
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::store::batch::lock_all;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::presence::absences::model::Absence;
use crate::presence::absences::rules::{already_absent, not_in_the_class, unexpected_days};
use crate::presence::absences::store;
use crate::presence::absences::visibility::shown;
use crate::presence::absences::wire::{ClassAbsencesIn, ClassAbsencesOut, warned};
use crate::presence::calendars::ApprenticeDays;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(enter_class_absences);
}

/// Enters those absent from a class on a day: all of them or, when one cannot be, none.
#[utoipa::path(tag = "absences", params(("id" = CohortId, Path, description = "Cohort.")),
    request_body = ClassAbsencesIn,
    responses((status = 201, description = "The absences entered.", body = ClassAbsencesOut)))]
#[post("/v1/cohorts/{id}/absences")]
async fn enter_class_absences(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<CohortId>,
    body: Body<ClassAbsencesIn>,
) -> Answer {
    door.create(Act::EnterAbsence, body, move |tx, asker, request| {
        let cohort = cohorts::store::find(tx, &asker.reach, *id)?.or_not_found("cohort")?;
        let names = store::enrolled_among(tx, cohort.id, &request.apprentice_ids)?;
        refuse_errors(not_of(&request, &names))?;
        lock_all(tx, request.apprentice_ids.clone())?;
        refuse_errors(absent_already(tx, &request, &names)?)?;
        let warnings = odd_day(tx, asker, &catalogue, &cohort, &request)?;
        let rows = store::insert_all(tx, cohort.site_id, &request.apprentice_ids, &request.facts())?;
        asker.record_all(tx, rows.iter().map(|row| (Event::AbsenceEntered, row)), &[])?;
        let data = shown(tx, asker, rows)?;
        let location = format!("/v1/absences?cohort={}&from={}&to={}", cohort.id, request.on, request.on);
        Reply::created(location, &ClassAbsencesOut { data, warnings: warned(warnings, asker.lang) })
    })
    .await
}

fn not_of(request: &ClassAbsencesIn, names: &HashMap<ApprenticeId, String>) -> Vec<Finding> {
    let mut named = HashSet::new();
    let info = request.apprentice_ids.iter().enumerate().filter_map(|(rank, id)| {
        let twice = !named.insert(*id);
        (twice || !names.contains_key(id)).then(|| not_in_the_class(pointer(rank), twice))
    });
    info.collect()
}

fn absent_already(
    tx: &mut Tx,
    request: &ClassAbsencesIn,
    names: &HashMap<ApprenticeId, String>,
) -> diesel::QueryResult<Vec<Finding>> {
    let absences = store::absences_of(tx, &request.apprentice_ids, Period::of_day(request.on))?;
    let halves = request.facts().halves_of(request.on);
    let clashes = |one: &Absence| {
        let (morning, afternoon) = one.facts.halves_of(request.on);
        (morning && halves.0) || (afternoon && halves.1)
    };
    let info = request.apprentice_ids.iter().enumerate().filter_map(|(rank, id)| {
        let name = names.get(id)?;
        let clashing = absences.get(id)?.iter().any(clashes);
        clashing.then(|| already_absent(pointer(rank), name, request.on, request.half))
    });
    Ok(info.collect())
}

fn odd_day(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    cohort: &Cohort,
    request: &ClassAbsencesIn,
) -> diesel::QueryResult<Vec<Finding>> {
    let calendar =
        crate::presence::calendars::store::calendars_of(tx, catalogue, &[cohort.id])?.remove(&cohort.id);
    let holidays = &asker.law.holidays;
    let days = calendar.map(|calendar| ApprenticeDays::of_cohort(holidays, calendar));
    let days = days.unwrap_or_else(|| ApprenticeDays::under(holidays));
    let found = unexpected_days(&request.facts(), &days);
    Ok(found.map(|finding| Finding { pointer: "/on".into(), ..finding }).into_iter().collect())
}

fn pointer(rank: usize) -> String {
    format!("/apprentice_ids/{rank}")
}
