//! Handlers of pay, and their mounting: nothing here is kept.

use actix_web::web::Data;
use actix_web::{HttpRequest, get, post};

use super::model::{PayFacts, PayStage};
use super::rules::{PayFigures, check_facts, check_lines, schedule_in_force};
use super::wire::{PayGridOut, PayScheduleOut, SmicOut};
use crate::law::findings::refuse_errors;
use crate::platform::body::Body;
use crate::platform::cacheable::cacheable;
use crate::platform::http::language_of;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{App, Door};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(simulate_pay).service(list_smic).service(list_pay_grid);
}

/// Computes the whole pay of a contract from its facts; nothing is kept.
#[utoipa::path(tag = "pay", request_body = PayFacts,
    responses((status = 200, description = "The schedule, with the table of the official form.", body = PayScheduleOut)))]
#[post("/v1/pay-simulations")]
async fn simulate_pay(door: Door, body: Body<PayFacts>) -> Answer {
    door.read(Act::SimulatePay, move |_, asker| {
        let facts = body.checked()?;
        let figures = PayFigures::on(&asker.law, facts.starts_on);
        let mut warnings = refuse_errors(check_facts(&facts, &figures))?;
        let stage = PayStage { from_on: facts.starts_on, facts };
        let whole = schedule_in_force(std::slice::from_ref(&stage), stage.facts.ends_on, &figures);
        warnings.extend(refuse_errors(check_lines(&stage, &whole.segments, "/lines"))?);
        Reply::ok(&PayScheduleOut::render(&stage.facts, whole, warnings, asker.today, asker.lang))
    })
    .await
}

/// Lists the minimum wage through time, by the hour and by the month.
#[utoipa::path(tag = "reference", security(()),
    responses((status = 200, description = "Every value.", body = SmicOut),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/reference/smic")]
async fn list_smic(app: Data<App>) -> Answer {
    cacheable(&SmicOut::from(&app.law.smic))
}

/// Lists the legal grid of pay through time, with the choices made where the texts leave one.
#[utoipa::path(tag = "reference", security(()),
    responses((status = 200, description = "Every version.", body = PayGridOut),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/reference/pay-grid")]
async fn list_pay_grid(request: HttpRequest, app: Data<App>) -> Answer {
    cacheable(&PayGridOut::render(app.law.pay.all(), language_of(request.headers())))
}
