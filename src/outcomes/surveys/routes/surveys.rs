//! Surveys of leavers: opened for a class, read with their counts, answered on the telephone, taken back.

use actix_web::web::Path;
use actix_web::{get, post};

use crate::catalogue::cohorts;
use crate::ids::{CohortId, OutcomeAnswerId, OutcomeSurveyId};
use crate::outcomes::surveys::acts;
use crate::outcomes::surveys::delivery::{HandedOver, SurveySender};
use crate::outcomes::surveys::model::LeaverSurvey;
use crate::outcomes::surveys::store;
use crate::outcomes::surveys::wire::{
    CohortOutcomesOut, OutcomeAnswerIn, OutcomeAnswerOut, OutcomeCountsOut, OutcomeSurveyDetailOut,
    OutcomeSurveysIn, OutcomeSurveysOpenedOut, SurveyLinkIn, SurveyLinkOut, SurveyReminderIn, WaveParams,
};
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(open_outcome_surveys)
        .service(list_cohort_outcomes)
        .service(get_outcome_survey)
        .service(make_survey_link)
        .service(remind_leaver)
        .service(enter_outcome)
        .service(withdraw_outcome_survey)
        .service(withdraw_outcome_answer);
}

/// Opens the surveys of a class at a wave, of whoever left so many months ago or more, each once.
#[utoipa::path(tag = "outcomes", params(("id" = CohortId, Path, description = "Cohort.")),
    request_body = OutcomeSurveysIn,
    responses((status = 201, description = "How many were opened, and why not the others.",
        body = OutcomeSurveysOpenedOut)))]
#[post("/v1/cohorts/{id}/outcome-surveys")]
async fn open_outcome_surveys(door: Door, id: Path<CohortId>, body: Body<OutcomeSurveysIn>) -> Answer {
    door.create(Act::SurveyLeavers, body, move |tx, asker, request| {
        let cohort = cohorts::store::find(tx, &asker.reach, *id)?.or_not_found("cohort")?;
        let wave = acts::wave_of(asker, "/wave_months", request.wave_months)?;
        let became = acts::open(tx, asker, &cohort, wave)?;
        let location = format!("/v1/cohorts/{id}/outcomes?wave_months={}", request.wave_months);
        Reply::created(location, &OutcomeSurveysOpenedOut::from(became))
    })
    .await
}

/// Lists what the leavers of a class do some months after, with the counts of the whole class.
#[utoipa::path(tag = "outcomes",
    params(("id" = CohortId, Path, description = "Cohort."), Paged<WaveParams>),
    responses((status = 200, description = "One page of the class, and its counts.", body = CohortOutcomesOut)))]
#[get("/v1/cohorts/{id}/outcomes")]
async fn list_cohort_outcomes(door: Door, id: Path<CohortId>, params: Params<Paged<WaveParams>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadOutcome, move |conn, asker| {
        let cohort = cohorts::store::find(conn, &asker.reach, *id)?.or_not_found("cohort")?;
        let wave_months = filter.wave_months.unwrap_or_else(|| acts::first_wave(asker));
        let scope = (cohort.id, wave_months);
        let all = store::of_cohort(conn, &asker.reach, scope)?;
        let words = acts::words_of(conn, asker, &all)?;
        let rows = store::of_cohort_page(conn, &asker.reach, scope, &page)?;
        let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let found = Page::of(rows, page.limit, |row| row.survey.id).counted(&page, || Ok(count))?;
        let Page { data, next_cursor, total } = peopled(conn, asker, found.map(|row| words.survey(&row)))?;
        let counts = OutcomeCountsOut::of(&all, &words);
        Reply::ok(&CohortOutcomesOut { wave_months, counts, data, next_cursor, total })
    })
    .await
}

/// Reads a survey of a leaver, with every answer it got.
#[utoipa::path(tag = "outcomes", params(("id" = OutcomeSurveyId, Path, description = "Survey.")),
    responses((status = 200, description = "The survey.", body = Peopled<OutcomeSurveyDetailOut>)))]
#[get("/v1/outcome-surveys/{id}")]
async fn get_outcome_survey(door: Door, id: Path<OutcomeSurveyId>) -> Answer {
    door.read(Act::ReadOutcome, move |conn, asker| {
        let row = store::find(conn, &asker.reach, *id)?.or_not_found("outcome_survey")?;
        let version = row.survey.version;
        let answers = store::answers_of(conn, row.survey.id)?;
        let mut words = acts::words_among(conn, asker, answers.iter())?;
        words.latest = answers.first().map(|latest| (latest.survey_id, latest.clone())).into_iter().collect();
        let answers = answers.iter().map(|answer| words.answer(answer)).collect();
        let shown = OutcomeSurveyDetailOut { survey: words.survey(&row), answers };
        Ok(Reply::ok(&with_people(conn, asker, shown)?)?.version(version))
    })
    .await
}

/// Makes the link with which a leaver answers without an account, mailed to them where mails leave, else shown this once; the one
/// before, if any, opens nothing any more.
#[utoipa::path(tag = "outcomes", params(("id" = OutcomeSurveyId, Path, description = "Survey.")),
    request_body = SurveyLinkIn,
    responses((status = 201, description = "The survey and its link, this once.", body = Peopled<SurveyLinkOut>),
        (status = 409, description = "The wave is not open.")))]
#[post("/v1/outcome-surveys/{id}/link")]
async fn make_survey_link(door: Door, id: Path<OutcomeSurveyId>, body: Body<SurveyLinkIn>) -> Answer {
    let sender = SurveySender::of(door.app());
    door.create(Act::SurveyLeavers, body, move |tx, asker, _| {
        let made = acts::make_link(tx, asker, *id)?;
        handed_over(tx, asker, made, &sender)
    })
    .await
}

/// Counts a reminder of a leaver who did not answer, and makes the link to send with it: never more of them than there may be.
#[utoipa::path(tag = "outcomes", params(("id" = OutcomeSurveyId, Path, description = "Survey.")),
    request_body = SurveyReminderIn,
    responses((status = 201, description = "The survey and its link, this once.", body = Peopled<SurveyLinkOut>),
        (status = 409, description = "Why they are not reminded.")))]
#[post("/v1/outcome-surveys/{id}/reminder")]
async fn remind_leaver(door: Door, id: Path<OutcomeSurveyId>, body: Body<SurveyReminderIn>) -> Answer {
    let sender = SurveySender::of(door.app());
    door.create(Act::SurveyLeavers, body, move |tx, asker, _| {
        let made = acts::remind(tx, asker, *id)?;
        handed_over(tx, asker, made, &sender)
    })
    .await
}

/// Enters what a leaver said, on the telephone or another way; a later answer counts in its place.
#[utoipa::path(tag = "outcomes", params(("id" = OutcomeSurveyId, Path, description = "Survey.")),
    request_body = OutcomeAnswerIn,
    responses((status = 201, description = "The answer.", body = OutcomeAnswerOut)))]
#[post("/v1/outcome-surveys/{id}/answers")]
async fn enter_outcome(door: Door, id: Path<OutcomeSurveyId>, body: Body<OutcomeAnswerIn>) -> Answer {
    door.create(Act::EnterOutcome, body, move |tx, asker, request| {
        let answer = acts::enter(tx, asker, *id, request)?;
        let words = acts::words_among(tx, asker, std::iter::once(&answer))?;
        Reply::created(format!("/v1/outcome-surveys/{id}"), &words.answer(&answer))
    })
    .await
}

/// Takes back a survey opened by mistake, and says why; refused while an answer stands on it.
#[utoipa::path(tag = "outcomes", params(("id" = OutcomeSurveyId, Path, description = "Survey.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "What stands on it.")))]
#[post("/v1/outcome-surveys/{id}/withdrawal")]
async fn withdraw_outcome_survey(door: Door, id: Path<OutcomeSurveyId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::SurveyLeavers, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back an answer entered by mistake, and says why: the one before it counts again.
#[utoipa::path(tag = "outcomes", params(("id" = OutcomeAnswerId, Path, description = "Answer.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/outcome-answers/{id}/withdrawal")]
async fn withdraw_outcome_answer(door: Door, id: Path<OutcomeAnswerId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::EnterOutcome, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_answer(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// A survey whose link is sent to its leaver, or shown this once.
fn handed_over(
    tx: &mut Tx,
    asker: &Asker,
    (survey, secret): (LeaverSurvey, String),
    sender: &SurveySender,
) -> Answer {
    let row = store::find(tx, &asker.reach, survey.id)?.or_not_found("outcome_survey")?;
    let words = acts::words_of(tx, asker, std::slice::from_ref(&row))?;
    let HandedOver { url, sent_to } = sender.hand_over(tx, asker, &row, &secret)?;
    let (version, location) = (row.survey.version, format!("/v1/outcome-surveys/{}", row.survey.id));
    let shown = SurveyLinkOut { survey: words.survey(&row), url, sent_to };
    Ok(Reply::created(location, &with_people(tx, asker, shown)?)?.version(version))
}
