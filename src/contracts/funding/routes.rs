//! Handlers of funding, and their mounting: nothing is kept.

use actix_web::web::Data;
use actix_web::{get, post};

use super::model::EmployerAidFacts;
use super::rules::aid;
use super::wire::{EmployerAidOut, FundingOut};
use crate::law::deadlines::Facts;
use crate::law::deadlines::rules::check_dates;
use crate::law::findings::refuse_errors;
use crate::platform::body::Body;
use crate::platform::cacheable::cacheable;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{App, Door};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(simulate_employer_aid).service(list_funding);
}

/// Computes the aid of the State to who employs an apprentice, for the first year of a contract; nothing is kept.
#[utoipa::path(tag = "contracts", request_body = EmployerAidFacts,
    responses((status = 200, description = "The aid, with the source of its amounts and how sure they are.", body = EmployerAidOut)))]
#[post("/v1/simulations/employer-aid")]
async fn simulate_employer_aid(door: Door, body: Body<EmployerAidFacts>) -> Answer {
    door.read(Act::SimulateClock, move |_, asker| {
        let facts = body.checked()?;
        let dates = Facts {
            signed_on: Some(facts.signed_on),
            rupture_on: facts.rupture_on,
            ..Facts::between(facts.starts_on, facts.ends_on)
        };
        refuse_errors(check_dates(&dates, &asker.law))?;
        let version = asker.law.aid.version_on(facts.signed_on);
        Reply::ok(&EmployerAidOut::of(aid(version, &facts), version, asker.lang))
    })
    .await
}

/// Lists the figures of the aid to the employer and of the payment of the CFA through time.
#[utoipa::path(tag = "reference", security(()),
    responses((status = 200, description = "Every version.", body = FundingOut),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/reference/funding")]
async fn list_funding(app: Data<App>) -> Answer {
    cacheable(&FundingOut::of(&app.law))
}
