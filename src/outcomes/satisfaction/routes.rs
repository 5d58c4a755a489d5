//! Handlers of opinions, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};

use super::acts;
use super::model::SatisfactionAnswer;
use super::rules::school_year;
use super::store;
use super::wire::{
    SatisfactionAnswerOut, SatisfactionIn, SatisfactionOut, SatisfactionParams, SatisfactionQuestionsOut,
    SatisfactionWordListOut,
};
use crate::catalogue::programmes::SiteKey;
use crate::ids::{ApprenticeId, SatisfactionAnswerId, SiteId, VisitId};
use crate::platform::body::Body;
use crate::platform::cacheable::cacheable;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::http::language_of;
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{App, Asker, Door};
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_satisfaction_questions)
        .service(say_before_visit)
        .service(say_of_year)
        .service(withdraw_satisfaction)
        .service(read_satisfaction)
        .service(read_satisfaction_words);
}

/// Lists what apprentices and tutors are asked, before each visit and once a year.
#[utoipa::path(tag = "satisfaction", security(()),
    responses((status = 200, description = "The questions and the words of the levels.", body = SatisfactionQuestionsOut),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/reference/satisfaction-questions")]
async fn list_satisfaction_questions(app: Data<App>, request: HttpRequest) -> Answer {
    let law = app.law.quality.on(app.clock.today());
    cacheable(&SatisfactionQuestionsOut::of(&law.satisfaction, language_of(request.headers())))
}

/// Says, before a visit, how satisfied one is: as the apprentice visited, or as their company tutor. Nobody else reads the answer,
/// but added up with others.
#[utoipa::path(tag = "satisfaction", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = SatisfactionIn,
    responses((status = 201, description = "The opinion, its own.", body = SatisfactionAnswerOut),
        (status = 409, description = "It was given already, or the visit is no longer to come.")))]
#[post("/v1/visits/{id}/satisfaction")]
async fn say_before_visit(door: Door, id: Path<VisitId>, body: Body<SatisfactionIn>) -> Answer {
    door.create(Act::SaySatisfaction, body, move |tx, asker, request| {
        created(acts::say_before_visit(tx, asker, *id, request)?, format!("/v1/visits/{id}"))
    })
    .await
}

/// Says how satisfied one is of the school year: as the apprentice, or as their company tutor.
#[utoipa::path(tag = "satisfaction", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = SatisfactionIn,
    responses((status = 201, description = "The opinion, its own.", body = SatisfactionAnswerOut),
        (status = 409, description = "It was given already.")))]
#[post("/v1/apprentices/{id}/satisfaction")]
async fn say_of_year(door: Door, id: Path<ApprenticeId>, body: Body<SatisfactionIn>) -> Answer {
    door.create(Act::SaySatisfaction, body, move |tx, asker, request| {
        created(acts::say_of_year(tx, asker, *id, request)?, format!("/v1/apprentices/{id}"))
    })
    .await
}

/// Takes one's own opinion back, and says why; another one may then be given.
#[utoipa::path(tag = "satisfaction", params(("id" = SatisfactionAnswerId, Path, description = "Opinion.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/satisfaction-answers/{id}/withdrawal")]
async fn withdraw_satisfaction(
    door: Door,
    id: Path<SatisfactionAnswerId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::SaySatisfaction, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Reads how satisfied the apprentices and tutors of a site are in a school year, question by question: nothing of fewer answers
/// than the threshold, and answers are added by as many at a time, so that nobody is deduced from two readings.
#[utoipa::path(tag = "satisfaction",
    params(SiteKey, SatisfactionParams),
    responses((status = 200, description = "Each question, added up.", body = SatisfactionOut)))]
#[get("/v1/sites/{site}/satisfaction")]
async fn read_satisfaction(door: Door, at: Path<SiteKey>, params: Params<SatisfactionParams>) -> Answer {
    door.read(Act::ReadSatisfaction, move |conn, asker| {
        let (site, year) = meant(conn, asker, *at, params.0)?;
        let plan = &asker.law.quality.on(asker.today).satisfaction;
        let rows = store::scores_of(conn, site, year)?;
        Reply::ok(&SatisfactionOut::of((site, year), rows, plan, asker.lang))
    })
    .await
}

/// Reads what apprentices and tutors of a site added in words in a school year, without names, in the order of the alphabet; of
/// groups of answers as large as the threshold.
#[utoipa::path(tag = "satisfaction",
    params(SiteKey, SatisfactionParams),
    responses((status = 200, description = "The words.", body = SatisfactionWordListOut)))]
#[get("/v1/sites/{site}/satisfaction/words")]
async fn read_satisfaction_words(
    door: Door,
    at: Path<SiteKey>,
    params: Params<SatisfactionParams>,
) -> Answer {
    door.read(Act::ReadSatisfactionWords, move |conn, asker| {
        let (site, year) = meant(conn, asker, *at, params.0)?;
        let threshold = asker.law.quality.on(asker.today).satisfaction.threshold;
        let rows = store::words_of(conn, site, year)?;
        Reply::ok(&SatisfactionWordListOut::of(rows, threshold, asker.lang))
    })
    .await
}

/// The site meant, within reach, and the school year.
fn meant(
    conn: &mut Tx,
    asker: &Asker,
    at: SiteKey,
    params: SatisfactionParams,
) -> Result<(SiteId, i32), Problem> {
    let site = at.within_reach(conn, asker)?;
    let begins = asker.law.quality.on(asker.today).satisfaction.year_begins_month;
    Ok((site, params.year.unwrap_or_else(|| school_year(asker.today, begins))))
}

fn created(answer: SatisfactionAnswer, location: String) -> Answer {
    Reply::created(location, &SatisfactionAnswerOut::from(answer))
}
