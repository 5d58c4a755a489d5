//! Handlers of employers and tutors, and their mounting.

use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::acts::{employer_faults, employer_unknown, refuse_known_siret, register, tutor_faults};
use super::model::{Employer, EmployerFacts, EmployerPatch, Tutor, TutorFacts, TutorOut, TutorPatch};
use super::names::{EmployerLineOut, TutorLineOut};
use super::rules;
use super::store::{self, EmployerFilter, TutorFilter};
use super::wire::{EmployerCreatedOut, EmployerRegistrationIn};
use crate::catalogue::code_lists::rules::{Given, touched};
use crate::ids::{EmployerId, TutorId};
use crate::law::findings::refuse_errors;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Name, Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::{Act, Bounds, Role, site_is_fixed};
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_employers)
        .service(create_employer)
        .service(get_employer)
        .service(change_employer)
        .service(list_tutors)
        .service(create_tutor)
        .service(get_tutor)
        .service(change_tutor)
        .service(withdraw_employer)
        .service(withdraw_tutor);
    super::merging::mount(routes);
}

/// Lists employers by name, each with how many apprentices it employs today.
#[utoipa::path(tag = "employers", params(Paged<EmployerFilter>),
    responses((status = 200, description = "One page of employers.", body = Page<EmployerLineOut>)))]
#[get("/v1/employers")]
async fn list_employers(door: Door, params: Params<Paged<EmployerFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadEmployer, move |conn, asker| {
        let rows = store::list_employers(conn, &asker.reach, &filter, &page)?;
        let page = Page::of(rows, page.limit, |row| Name { name: row.search_name.clone(), id: row.id.0 })
            .counted(&page, || store::count_employers(conn, &asker.reach, &filter))?;
        let employed = match counts_contracts(asker) {
            true => {
                Some(store::employed_on(conn, page.data.iter().map(|row| row.id).collect(), asker.today)?)
            }
            false => None,
        };
        Reply::page(&page.map(|employer| EmployerLineOut {
            apprentices: employed.as_ref().map(|all| all.get(&employer.id).copied().unwrap_or_default()),
            employer,
        }))
    })
    .await
}

/// Creates an employer, with its tutors when they are sent along: all of it or nothing, every fault at its place in the
/// body.
#[utoipa::path(tag = "employers", request_body = EmployerRegistrationIn,
    responses((status = 201, description = "The employer created, with its tutors.", body = EmployerCreatedOut)))]
#[post("/v1/employers")]
async fn create_employer(door: Door, body: Body<EmployerRegistrationIn>) -> Answer {
    door.create(Act::CreateEmployer, body, |tx, asker, request| {
        let (employer, tutors) = register(tx, asker, &request)?;
        let (version, location) = (employer.version, format!("/v1/employers/{}", employer.id));
        let tutors = tutors.into_iter().map(|tutor| TutorOut::of(tutor, true)).collect();
        Ok(Reply::created(location, &EmployerCreatedOut { employer, tutors })?.version(version))
    })
    .await
}

/// Reads an employer.
#[utoipa::path(tag = "employers", params(("id" = EmployerId, Path, description = "Employer.")),
    responses((status = 200, description = "The employer.", body = Employer)))]
#[get("/v1/employers/{id}")]
async fn get_employer(door: Door, id: Path<EmployerId>) -> Answer {
    door.read(Act::ReadEmployer, move |conn, asker| {
        let employer = store::find_employer(conn, &asker.reach, *id)?.or_not_found("employer")?;
        let version = employer.version;
        Ok(Reply::ok(&employer)?.version(version))
    })
    .await
}

/// Changes an employer by merge patch.
#[utoipa::path(tag = "employers", params(("id" = EmployerId, Path, description = "Employer.")),
    request_body = EmployerPatch,
    responses((status = 200, description = "The employer changed.", body = Employer)))]
#[patch("/v1/employers/{id}")]
async fn change_employer(door: Door, id: Path<EmployerId>, body: Body<EmployerPatch>) -> Answer {
    door.change(Act::ChangeEmployer, body, move |tx, asker, patch| {
        let current = store::lock_employer(tx, &asker.reach, *id)?.or_not_found("employer")?;
        asker.expects(current.version)?;
        let request = patch.applied_to(&EmployerFacts::from(&current))?;
        if request.site_id != Some(current.site_id) {
            return Err(site_is_fixed());
        }
        refuse_form_faults(asker, &request, &touched(&request.codes(), &patch.fields()))?;
        if request.siret != current.siret {
            refuse_known_siret(tx, current.site_id, request.siret.as_deref())?;
        }
        let employer = store::change_employer(tx, current.id, &request)?;
        asker.record_fields(tx, Event::EmployerChanged, &employer, &patch.fields())?;
        let version = employer.version;
        Ok(Reply::ok(&employer)?.version(version))
    })
    .await
}

/// Lists company tutors by name, each with their company.
#[utoipa::path(tag = "employers", params(Paged<TutorFilter>),
    responses((status = 200, description = "One page of tutors.", body = Page<TutorLineOut>)))]
#[get("/v1/tutors")]
async fn list_tutors(door: Door, params: Params<Paged<TutorFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadTutor, move |conn, asker| {
        let rows = store::list_tutors(conn, &asker.reach, &filter, &page)?;
        let page = Page::of(rows, page.limit, |row| Name { name: row.search_name.clone(), id: row.id.0 })
            .counted(&page, || store::count_tutors(conn, &asker.reach, &filter))?;
        let companies = store::names_of(conn, page.data.iter().map(|row| row.facts.employer_id).collect())?;
        let followed = match counts_contracts(asker) {
            true => {
                Some(store::followed_on(conn, page.data.iter().map(|row| row.id).collect(), asker.today)?)
            }
            false => None,
        };
        Reply::page(&page.map(|row| TutorLineOut {
            employer: companies.get(&row.facts.employer_id).cloned(),
            apprentices: followed.as_ref().map(|all| all.get(&row.id).copied().unwrap_or_default()),
            tutor: TutorOut::of(row, sees_whole(asker)),
        }))
    })
    .await
}

/// Creates a company tutor.
#[utoipa::path(tag = "employers", request_body = TutorFacts,
    responses((status = 201, description = "The tutor created.", body = TutorOut)))]
#[post("/v1/tutors")]
async fn create_tutor(door: Door, body: Body<TutorFacts>) -> Answer {
    door.create(Act::CreateTutor, body, |tx, asker, request| {
        let employer =
            store::find_employer(tx, &asker.reach, request.employer_id)?.ok_or_else(employer_unknown)?;
        refuse_errors(tutor_faults(asker, &request))?;
        let tutor = store::insert_tutor(tx, employer.site_id, &request)?;
        asker.record(tx, Event::TutorCreated, &tutor)?;
        let version = tutor.version;
        Ok(Reply::created(format!("/v1/tutors/{}", tutor.id), &TutorOut::of(tutor, true))?.version(version))
    })
    .await
}

/// Reads a company tutor.
#[utoipa::path(tag = "employers", params(("id" = TutorId, Path, description = "Tutor.")),
    responses((status = 200, description = "The tutor.", body = TutorOut)))]
#[get("/v1/tutors/{id}")]
async fn get_tutor(door: Door, id: Path<TutorId>) -> Answer {
    door.read(Act::ReadTutor, move |conn, asker| {
        let tutor = store::find_tutor(conn, &asker.reach, *id)?.or_not_found("tutor")?;
        let version = tutor.version;
        Ok(Reply::ok(&TutorOut::of(tutor, sees_whole(asker)))?.version(version))
    })
    .await
}

/// Changes a company tutor by merge patch.
#[utoipa::path(tag = "employers", params(("id" = TutorId, Path, description = "Tutor.")),
    request_body = TutorPatch,
    responses((status = 200, description = "The tutor changed.", body = TutorOut)))]
#[patch("/v1/tutors/{id}")]
async fn change_tutor(door: Door, id: Path<TutorId>, body: Body<TutorPatch>) -> Answer {
    door.change(Act::ChangeTutor, body, move |tx, asker, patch| {
        let current = store::lock_tutor(tx, &asker.reach, *id)?.or_not_found("tutor")?;
        asker.expects(current.version)?;
        let request = patch.applied_to(&current.facts)?;
        let employer =
            store::find_employer(tx, &asker.reach, request.employer_id)?.ok_or_else(employer_unknown)?;
        if employer.site_id != current.site_id {
            return Err(employer_unknown());
        }
        if employer.id != current.facts.employer_id {
            refuse_leaving(tx, asker, &current)?;
        }
        refuse_errors(tutor_faults(asker, &request))?;
        let tutor = store::change_tutor(tx, current.id, &request)?;
        asker.record_fields(tx, Event::TutorChanged, &tutor, &patch.fields())?;
        let version = tutor.version;
        Ok(Reply::ok(&TutorOut::of(tutor, true))?.version(version))
    })
    .await
}

/// Takes back an employer entered by mistake, and says why; refused while a tutor or a contract stands on it.
#[utoipa::path(tag = "employers", params(("id" = EmployerId, Path, description = "Employer.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Something stands on it: it is said what.")))]
#[post("/v1/employers/{id}/withdrawal")]
async fn withdraw_employer(door: Door, id: Path<EmployerId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ChangeEmployer, body, move |tx, asker, request| {
        let current = store::lock_employer(tx, &asker.reach, *id)?.or_not_found("employer")?;
        let about = About::record(WithdrawalKind::Employer, &current, &*request.reason);
        let withdrawal = withdrawals::remove(tx, asker, about, &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back a company tutor entered by mistake, and says why; refused while a contract or a visit stands on them.
#[utoipa::path(tag = "employers", params(("id" = TutorId, Path, description = "Tutor.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Something stands on it: it is said what.")))]
#[post("/v1/tutors/{id}/withdrawal")]
async fn withdraw_tutor(door: Door, id: Path<TutorId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ChangeTutor, body, move |tx, asker, request| {
        let current = store::lock_tutor(tx, &asker.reach, *id)?.or_not_found("tutor")?;
        let about = About::record(WithdrawalKind::Tutor, &current, &*request.reason);
        let withdrawal = withdrawals::remove(tx, asker, about, &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Somebody hired elsewhere is another tutor: the contracts keep theirs until an amendment names another.
fn refuse_leaving(tx: &mut Tx, asker: &Asker, tutor: &Tutor) -> Result<(), Problem> {
    let count = store::contracts_followed(tx, tutor, asker.today)?;
    if count == 0 {
        return Ok(());
    }
    Err(rules::TUTOR_STAYS.conflict(say!(
        "Cette personne suit {count} contrat(s) signé(s) de son employeur, en cours ou à venir.",
        "This person follows {count} signed contract(s) of their employer, running or to come."
    )))
}

fn refuse_form_faults(asker: &Asker, request: &EmployerFacts, codes: &[Given<'_>]) -> Result<(), Problem> {
    refuse_errors(employer_faults(asker, request, codes)).map(drop)
}

/// Whether whoever asks reads all the contracts of a site, and so may count them.
fn counts_contracts(asker: &Asker) -> bool {
    let reach = asker.caller.may(Act::ReadContract);
    reach.is_ok_and(|reach| matches!(reach.bounds(), Bounds::Everything | Bounds::Sites(_)))
}

fn sees_whole(asker: &Asker) -> bool {
    asker.caller.is_staff() || asker.caller.role == Role::Tutor
}
