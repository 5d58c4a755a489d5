//! Handlers of cohorts, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};

use super::CohortConsequences;
use super::model::CohortPatch;
use super::rules::opening::{self, ENROLLED_DATES_STAY, PROGRAMME_IS_TAUGHT_HERE};
use super::rules::{check_certification, check_cohort, check_version, programme_of};
use super::store::{self, CohortFilter};
use super::wire::{CohortOut, OpeningIn};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::Programme;
use crate::catalogue::programmes::store::{programme_id, site_id};
use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::ids::{CohortId, SiteId};
use crate::law::findings::{Finding, refuse_errors};
use crate::platform::body::Body;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Day, Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_cohorts)
        .service(get_cohort)
        .service(open_cohort)
        .service(change_cohort)
        .service(withdraw_cohort);
}

/// Lists cohorts, the latest start first.
#[utoipa::path(tag = "cohorts", params(Paged<CohortFilter>),
    responses((status = 200, description = "One page of cohorts.", body = Page<CohortOut>)))]
#[get("/v1/cohorts")]
async fn list_cohorts(door: Door, catalogue: Data<Catalogue>, params: Params<Paged<CohortFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadCohort, move |conn, asker| {
        let rows = store::list(conn, &asker.reach, &filter, &page)?;
        let page = Page::of(rows, page.limit, |row| Day { on: row.facts.starts_on, id: row.id.0 })
            .counted(&page, || store::count(conn, &asker.reach, &filter))?;
        Reply::page(&page.map(|row| CohortOut::of(row, &catalogue, &asker.law)))
    })
    .await
}

/// Reads a cohort, with its training years and its contract windows.
#[utoipa::path(tag = "cohorts", params(("id" = CohortId, Path, description = "Cohort.")),
    responses((status = 200, description = "The cohort.", body = CohortOut)))]
#[get("/v1/cohorts/{id}")]
async fn get_cohort(door: Door, catalogue: Data<Catalogue>, id: Path<CohortId>) -> Answer {
    door.read(Act::ReadCohort, move |conn, asker| {
        let row = store::find(conn, &asker.reach, *id)?.or_not_found("cohort")?;
        let version = row.version;
        Ok(Reply::ok(&CohortOut::of(row, &catalogue, &asker.law))?.version(version))
    })
    .await
}

/// Opens a cohort and plans its mock exams.
#[utoipa::path(tag = "cohorts", request_body = OpeningIn,
    responses((status = 201, description = "The cohort opened.", body = CohortOut)))]
#[post("/v1/cohorts")]
async fn open_cohort(
    door: Door,
    catalogue: Data<Catalogue>,
    follows: Data<CohortConsequences>,
    body: Body<OpeningIn>,
) -> Answer {
    door.create(Act::CreateCohort, body, move |tx, asker, request| {
        let site = asker.reach.site_for_creation(request.site_id)?;
        let known = taught_at(&catalogue, site, &request.programme)?;
        let followed =
            FollowedProgramme { code: known.code.clone(), cohort_starts_on: request.starts_on, told: None };
        let programme = catalogue.followed(&followed).unwrap_or(known);
        let taken = store::names_of(tx, site, programme_id(&programme.code))?;
        let (decided, findings) = opening::decide(programme, &request, &taken);
        let warnings = refuse_errors(findings)?;
        let cohort = store::insert(tx, site, programme_id(&programme.code), &decided)?;
        asker.record(tx, Event::CohortOpened, &cohort)?;
        (follows.opened)(tx, asker, programme, &cohort)?;
        let (location, version) = (format!("/v1/cohorts/{}", cohort.id), cohort.version);
        let out = CohortOut::of(cohort, &catalogue, &asker.law).warned(warnings, asker.lang);
        Ok(Reply::created(location, &out)?.version(version))
    })
    .await
}

/// Changes a cohort by merge patch; its mock exams still to come follow its dates, its regulation and the version of its
/// programme.
#[utoipa::path(tag = "cohorts", params(("id" = CohortId, Path, description = "Cohort.")),
    request_body = CohortPatch,
    responses((status = 200, description = "The cohort changed.", body = CohortOut)))]
#[patch("/v1/cohorts/{id}")]
async fn change_cohort(
    door: Door,
    catalogue: Data<Catalogue>,
    follows: Data<CohortConsequences>,
    id: Path<CohortId>,
    body: Body<CohortPatch>,
) -> Answer {
    door.change(Act::ChangeCohort, body, move |tx, asker, patch| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("cohort")?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&current.facts)?;
        let moved = (facts.starts_on, facts.ends_on) != (current.facts.starts_on, current.facts.ends_on);
        if moved && store::has_enrolments(tx, current.id)? {
            return Err(dates_are_fixed());
        }
        let (before, after) = (current.follows(), current.following(&facts));
        let programme = programme_of(&catalogue, &after).map_err(Finding::into_conflict)?;
        let mut findings = check_cohort(programme, &facts);
        findings.extend(check_version(&catalogue, &after));
        if moved {
            findings.extend(check_certification(&programme.rncp, &facts));
        }
        let warnings = refuse_errors(findings)?;
        let replans = moved
            || facts.exam_regulation != current.facts.exam_regulation
            || catalogue.followed(&before) != Some(programme);
        let cohort = store::change(tx, current.id, &facts)?;
        asker.record_fields(tx, Event::CohortChanged, &cohort, &patch.fields())?;
        if replans {
            (follows.changed)(tx, asker, programme, &cohort)?;
        }
        let version = cohort.version;
        Ok(Reply::ok(&CohortOut::of(cohort, &catalogue, &asker.law).warned(warnings, asker.lang))?
            .version(version))
    })
    .await
}

/// Takes back a cohort opened by mistake, with its calendar and its mock exams, and says why; refused while an enrolment, a
/// mark or an invitation stands on it.
#[utoipa::path(tag = "cohorts", params(("id" = CohortId, Path, description = "Cohort.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/cohorts/{id}/withdrawal")]
async fn withdraw_cohort(
    door: Door,
    follows: Data<CohortConsequences>,
    id: Path<CohortId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::ChangeCohort, body, move |tx, asker, request| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("cohort")?;
        let parts = (follows.parts)(tx, &current)?;
        let about = About::record(WithdrawalKind::Cohort, &current, &*request.reason);
        let withdrawal = withdrawals::remove(tx, asker, about, &parts)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn taught_at<'a>(catalogue: &'a Catalogue, site: SiteId, code: &str) -> Result<&'a Programme, Problem> {
    let programme = catalogue.programme(code).ok_or_else(|| {
        Problem::fault(
            "/programme",
            "programme.unknown",
            say!(
                "Aucune formation du catalogue n'a ce code.",
                "No programme of the catalogue has this code."
            ),
        )
    })?;
    if programme.sites().any(|taught| site_id(taught) == site) {
        return Ok(programme);
    }
    let taught = programme.sites().map(String::as_str).collect::<Vec<_>>().join(", ");
    Err(PROGRAMME_IS_TAUGHT_HERE.fault(
        "/programme",
        say!(
            "Cette formation n'est pas dispensée sur ce site, mais sur {taught}.",
            "This programme is not taught at this site, but at {taught}."
        ),
    ))
}

fn dates_are_fixed() -> Problem {
    ENROLLED_DATES_STAY.conflict(say!(
        "Des apprentis sont inscrits : les dates de la promotion ne changent plus.",
        "Apprentices are enrolled: the dates of the cohort no longer change."
    ))
}
