//! The page at the link of a survey: three questions, and thanks.

use actix_web::HttpResponse;
use actix_web::guard;
use actix_web::web::{self, Query};
use serde::Deserialize;

use crate::desk::links::brief::contact_of_site;
use crate::desk::links::pages::{
    FormPlace, HtmlPage, Typed, redirect, stop_page, survey_facts, survey_sheet, thanks_page,
};
use crate::desk::links::respondent::Respondent;
use crate::law::identifiers::called;
use crate::outcomes::surveys::acts;
use crate::outcomes::surveys::store;
use crate::people::apprentices;
use crate::platform::error::{Fault, OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::Reply;

/// Mounts the page beside the API: it is no part of its document.
pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.untold(|routes| {
        routes
            .service(web::resource("/s/{secret}").guard(guard::Get()).to(show_survey))
            .service(web::resource("/s/{secret}").guard(guard::Post()).to(take_survey))
            .service(web::resource("/s/{rest:.*}").to(show_nothing));
    });
}

/// Whether an answer was just sent, as the address says.
#[derive(Debug, Deserialize)]
struct Sent {
    done: Option<String>,
}

async fn show_survey(respondent: Respondent, sent: Option<Query<Sent>>) -> HttpResponse {
    let sent = sent.is_some_and(|sent| sent.into_inner().done.is_some());
    let drawn = match sent {
        true => thanked(&respondent).await,
        false => drawn(&respondent, None, &[]).await,
    };
    drawn.map_or_else(|problem| stopped(&problem), HtmlPage::answered)
}

async fn take_survey(respondent: Respondent, typed: Result<Typed, Problem>) -> HttpResponse {
    match taken(&respondent, typed).await {
        Ok(response) => response,
        Err(problem) => stopped(&problem),
    }
}

async fn show_nothing() -> HttpResponse {
    stopped(&Problem::not_found("link"))
}

/// Writes the answer once, then thanks; what is wrong in it is told in the form, which keeps what was typed.
async fn taken(respondent: &Respondent, typed: Result<Typed, Problem>) -> Result<HttpResponse, Problem> {
    let typed = typed?;
    let sent = typed.clone();
    let writing = respondent.write_under(typed.key(), typed.digest(), move |tx, asker, row| {
        acts::answer_by_link(tx, asker, row.survey.id, survey_facts(&sent)?)?;
        Reply::no_content()
    });
    match writing.await {
        Ok(_) => Ok(redirect(&format!("{}?done=1", home_of(respondent)))),
        Err(problem) if !problem.faults_found().is_empty() => {
            let page = drawn(respondent, Some(&typed), problem.faults_found()).await?;
            Ok(page.refusing(&problem))
        }
        Err(problem) => Err(problem),
    }
}

async fn drawn(
    respondent: &Respondent,
    typed: Option<&Typed>,
    faults: &[Fault],
) -> Result<HtmlPage, Problem> {
    let catalogue = respondent.catalogue().clone();
    let reading = respondent.read(move |conn, asker, row| {
        let person = apprentices::store::find(conn, &asker.reach, row.apprentice_id)?.or_not_found("link")?;
        let given_name = called(person.usual_given_name.as_deref(), &person.given_name).to_owned();
        let earlier = store::latest_answers(conn, &[row.survey.id])?.remove(&row.survey.id);
        let site = contact_of_site(&catalogue, row.survey.site_id);
        Ok((survey_sheet(row, &given_name, earlier.as_ref()), site))
    });
    let (sheet, site) = reading.await?;
    let place = FormPlace { action: home_of(respondent), home: String::new(), site };
    sheet.drawn(&place, typed, faults)
}

async fn thanked(respondent: &Respondent) -> Result<HtmlPage, Problem> {
    let catalogue = respondent.catalogue().clone();
    let reading = respondent
        .read(move |_, _, row| Ok((contact_of_site(&catalogue, row.survey.site_id), row.survey.closes_on)));
    let (site, until) = reading.await?;
    thanks_page(&site, &home_of(respondent), until)
}

fn home_of(respondent: &Respondent) -> String {
    format!("/s/{}", respondent.secret())
}

/// The page of a refusal.
fn stopped(problem: &Problem) -> HttpResponse {
    match stop_page(problem, None, None) {
        Ok(page) => page.refusing(problem),
        Err(failed) => HttpResponse::from_error(failed),
    }
}
