//! Absences one by one, and their reasons.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, patch, post};

use crate::catalogue::programmes::Catalogue;
use crate::ids::{AbsenceId, ApprenticeId};
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices;
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::body::Body;
use crate::platform::cacheable::cacheable;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::http::language_of;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::presence::absences::model::{Absence, AbsenceFacts, AbsenceReason};
use crate::presence::absences::rules::{check_absence, unexpected_days};
use crate::presence::absences::store::{self, AbsenceFilter};
use crate::presence::absences::visibility::{listed, shown};
use crate::presence::absences::wire::{
    AbsenceDetailsIn, AbsenceIn, AbsenceOut, AbsencePatch, AbsenceReasonOut,
};
use crate::presence::calendars;
use crate::trust::access::Act;
use crate::trust::door::{App, Asker, Door, Step, TransitionsOut, step};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_absences)
        .service(enter_absence)
        .service(get_absence)
        .service(change_absence)
        .service(cancel_absence)
        .service(withdraw_absence)
        .service(list_absence_transitions)
        .service(list_absence_reasons);
}

/// Lists absences by first day, each with the people it is about; the reason only for whom it concerns.
#[utoipa::path(tag = "absences", params(Paged<AbsenceFilter>),
    responses((status = 200, description = "One page of absences.", body = Page<Peopled<AbsenceOut>>)))]
#[get("/v1/absences")]
async fn list_absences(door: Door, params: Params<Paged<AbsenceFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadAbsence, move |conn, asker| Reply::page(&listed(conn, asker, &filter, &page)?)).await
}

/// Enters the absence of an apprentice.
#[utoipa::path(tag = "absences", request_body = AbsenceIn,
    responses((status = 201, description = "The absence entered.", body = Peopled<AbsenceOut>)))]
#[post("/v1/absences")]
async fn enter_absence(door: Door, catalogue: Data<Catalogue>, body: Body<AbsenceIn>) -> Answer {
    door.create(Act::EnterAbsence, body, move |tx, asker, request| {
        let found = apprentices::store::lock(tx, &asker.reach, request.apprentice_id)?;
        let apprentice = found.ok_or_else(apprentices::acts::unknown)?;
        let facts = request.facts();
        let warnings = judged(tx, asker, &catalogue, apprentice.id, &facts)?;
        let row = store::insert(tx, &apprentice, &facts)?;
        asker.record(tx, Event::AbsenceEntered, &row)?;
        let (location, version) = (format!("/v1/absences/{}", row.id), row.version);
        let out = shown_alone(tx, asker, row)?.map(|absence| absence.warned(warnings, asker.lang));
        Ok(Reply::created(location, &out)?.version(version))
    })
    .await
}

/// Reads an absence.
#[utoipa::path(tag = "absences", params(("id" = AbsenceId, Path, description = "Absence.")),
    responses((status = 200, description = "The absence.", body = Peopled<AbsenceOut>)))]
#[get("/v1/absences/{id}")]
async fn get_absence(door: Door, id: Path<AbsenceId>) -> Answer {
    door.read(Act::ReadAbsence, move |conn, asker| {
        let row = store::find(conn, &asker.reach, *id)?.or_not_found("absence")?;
        let version = row.version;
        Ok(Reply::ok(&shown_alone(conn, asker, row)?)?.version(version))
    })
    .await
}

/// Changes an absence by merge patch: its days, its reason, whether it was justified.
#[utoipa::path(tag = "absences", params(("id" = AbsenceId, Path, description = "Absence.")),
    request_body = AbsencePatch,
    responses((status = 200, description = "The absence changed.", body = Peopled<AbsenceOut>)))]
#[patch("/v1/absences/{id}")]
async fn change_absence(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<AbsenceId>,
    body: Body<AbsencePatch>,
) -> Answer {
    door.change(Act::ChangeAbsence, body, move |tx, asker, patch| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("absence")?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&AbsenceDetailsIn::from(&current))?.facts();
        let warnings = judged(tx, asker, &catalogue, current.apprentice_id, &facts)?;
        let row = store::change(tx, current.id, &facts)?;
        asker.record_fields(tx, Event::AbsenceChanged, &row, &patch.fields())?;
        let version = row.version;
        let out = shown_alone(tx, asker, row)?.map(|absence| absence.warned(warnings, asker.lang));
        Ok(Reply::ok(&out)?.version(version))
    })
    .await
}

/// Cancels an absence entered by mistake, without a word: `withdrawal` says why.
#[utoipa::path(tag = "absences", params(("id" = AbsenceId, Path, description = "Absence.")),
    responses((status = 204, description = "The absence is gone.")))]
#[delete("/v1/absences/{id}")]
async fn cancel_absence(door: Door, id: Path<AbsenceId>) -> Answer {
    door.write(Act::ChangeAbsence, move |tx, asker| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("absence")?;
        asker.expects(current.version)?;
        let about = About::record(WithdrawalKind::Absence, &current, None);
        withdrawals::remove(tx, asker, about.of(current.apprentice_id), &[])?;
        Reply::no_content()
    })
    .await
}

/// Takes back an absence entered by mistake, and says why.
#[utoipa::path(tag = "absences", params(("id" = AbsenceId, Path, description = "Absence.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/absences/{id}/withdrawal")]
async fn withdraw_absence(door: Door, id: Path<AbsenceId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ChangeAbsence, body, move |tx, asker, request| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("absence")?;
        let about = About::record(WithdrawalKind::Absence, &current, &*request.reason);
        let withdrawal = withdrawals::remove(tx, asker, about.of(current.apprentice_id), &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Every act on an absence.
pub const STEPS: &[Step] = &[
    step(
        "change",
        ("Corriger ou justifier", "Correct or justify"),
        Act::ChangeAbsence,
        ("PATCH", "/v1/absences/{id}"),
    ),
    step("cancel", ("Supprimer", "Remove"), Act::ChangeAbsence, ("DELETE", "/v1/absences/{id}")),
];

/// Says what who asks may do with an absence now, and why not the rest.
#[utoipa::path(tag = "absences", params(("id" = AbsenceId, Path, description = "Absence.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/absences/{id}/transitions")]
async fn list_absence_transitions(door: Door, id: Path<AbsenceId>) -> Answer {
    door.read(Act::ReadAbsence, move |conn, asker| {
        let row = store::find(conn, &asker.reach, *id)?.or_not_found("absence")?;
        asker.transitions(STEPS, &[("id", row.id.to_string())], |_| Ok(Vec::new()))
    })
    .await
}

/// Lists the reasons of absence, in the language asked for.
#[utoipa::path(tag = "reference", security(()),
    responses((status = 200, description = "Every reason.", body = Page<AbsenceReasonOut>),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/reference/absence-reasons")]
async fn list_absence_reasons(request: HttpRequest, app: Data<App>) -> Answer {
    let lang = language_of(request.headers());
    let law = app.law.contracts.on(app.clock.today()).follow_up.suspending_absences;
    let info = AbsenceReason::ALL.iter().map(|reason| AbsenceReasonOut {
        code: *reason,
        label: reason.label().in_lang(lang).to_owned(),
        suspends_practical_training: reason.suspends(law),
    });
    let page = Page { data: info.collect(), next_cursor: None, total: None };
    cacheable(&page)
}

fn judged(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    apprentice: ApprenticeId,
    facts: &AbsenceFacts,
) -> Result<Vec<Finding>, Problem> {
    refuse_errors(check_absence(facts).into_iter().collect())?;
    let days = calendars::store::days_of_one(tx, catalogue, &asker.law, apprentice)?;
    Ok(unexpected_days(facts, &days).into_iter().collect())
}

fn shown_alone(conn: &mut Tx, asker: &Asker, row: Absence) -> Result<Peopled<AbsenceOut>, Problem> {
    let alone = shown(conn, asker, vec![row])?.pop();
    Ok(with_people(conn, asker, alone.ok_or_else(|| Problem::internal("an absence shown as none"))?)?)
}
