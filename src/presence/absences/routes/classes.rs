//! Those absent from a class on a day, entered together.

use std::collections::{HashMap, HashSet};

use actix_web::post;
use actix_web::web::{Data, Path};
use utoipa_actix_web::service_config::ServiceConfig;

use super::shown;
use crate::catalogue::cohorts::{self, Cohort};
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, CohortId};
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::store::batch::lock_all;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::OrNotFound;
use crate::platform::reply::{Answer, Reply};
use crate::presence::absences::model::Absence;
use crate::presence::absences::rules::{already_absent, not_in_the_class, unexpected_days};
use crate::presence::absences::store;
use crate::presence::absences::wire::{ClassAbsencesIn, ClassAbsencesOut, warned};
use crate::presence::calendars::Days;
use crate::trust::access::Act;
use crate::trust::door::Door;
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
    door.create(Act::EnterAbsence, body, move |tx, asker, wanted| {
        let cohort = cohorts::store::find(tx, &asker.reach, *id)?.or_not_found("cohort")?;
        let names = store::enrolled_among(tx, cohort.id, &wanted.apprentice_ids)?;
        refuse_errors(not_of(&wanted, &names))?;
        lock_all(tx, wanted.apprentice_ids.clone())?;
        refuse_errors(absent_already(tx, &wanted, &names)?)?;
        let warnings = odd_day(tx, &catalogue, &cohort, &wanted)?;
        let rows = store::insert_all(tx, cohort.site_id, &wanted.apprentice_ids, &wanted.written())?;
        asker.record_all(tx, rows.iter().map(|row| (Event::AbsenceEntered, row)), &[])?;
        let data = shown(tx, asker, rows)?;
        let location = format!("/v1/absences?cohort={}&from={}&to={}", cohort.id, wanted.on, wanted.on);
        Reply::created(location, &ClassAbsencesOut { data, warnings: warned(warnings, asker.lang) })
    })
    .await
}

fn not_of(wanted: &ClassAbsencesIn, names: &HashMap<ApprenticeId, String>) -> Vec<Finding> {
    let mut named = HashSet::new();
    let told = wanted.apprentice_ids.iter().enumerate().filter_map(|(rank, id)| {
        let twice = !named.insert(*id);
        (twice || !names.contains_key(id)).then(|| not_in_the_class(pointer(rank), twice))
    });
    told.collect()
}

fn absent_already(
    tx: &mut Tx,
    wanted: &ClassAbsencesIn,
    names: &HashMap<ApprenticeId, String>,
) -> diesel::QueryResult<Vec<Finding>> {
    let absences = store::absences_of(tx, &wanted.apprentice_ids, (wanted.on, wanted.on))?;
    let asked = wanted.written().halves_of(wanted.on);
    let clashes = |one: &Absence| {
        let (morning, afternoon) = one.halves_of(wanted.on);
        (morning && asked.0) || (afternoon && asked.1)
    };
    let told = wanted.apprentice_ids.iter().enumerate().filter_map(|(rank, id)| {
        let name = names.get(id)?;
        let clashing = absences.get(id)?.iter().any(clashes);
        clashing.then(|| already_absent(pointer(rank), name, wanted.on, wanted.half))
    });
    Ok(told.collect())
}

fn odd_day(
    tx: &mut Tx,
    catalogue: &Catalogue,
    cohort: &Cohort,
    wanted: &ClassAbsencesIn,
) -> diesel::QueryResult<Vec<Finding>> {
    let calendar =
        crate::presence::calendars::store::calendars_of(tx, catalogue, &[cohort.id])?.remove(&cohort.id);
    let days = calendar.map(Days::of_cohort).unwrap_or_default();
    let found = unexpected_days(&wanted.written(), &days);
    Ok(found.map(|finding| Finding { pointer: "/on".into(), ..finding }).into_iter().collect())
}

fn pointer(rank: usize) -> String {
    format!("/apprentice_ids/{rank}")
}
