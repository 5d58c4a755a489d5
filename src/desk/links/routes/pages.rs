//! The pages at a link: the brief, the forms, and what is said when a link opens nothing.

use actix_web::guard;
use actix_web::web::{self, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use uuid::Uuid;

use crate::desk::links::brief::{SiteContact, brief_of, contact_of};
use crate::desk::links::holder::Holder;
use crate::desk::links::pages::{
    Form, FormContext, FormPlace, FormSheet, HtmlPage, Typed, brief_page, redirect, stop_page,
};
use crate::platform::error::{Fault, OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;

/// Mounts the pages beside the API: they are no part of its document.
pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    let form = "/l/{secret}/{place}/{id}";
    routes.untold(|routes| {
        routes
            .service(web::resource("/l/{secret}").guard(guard::Get()).to(show_brief))
            .service(web::resource(form).guard(guard::Get()).to(show_form))
            .service(web::resource(form).guard(guard::Post()).to(take_form))
            .service(web::resource("/l/{rest:.*}").to(show_nothing));
    });
}

/// What was just done, as the address says.
#[derive(Debug, Deserialize)]
struct Done {
    done: Option<String>,
}

async fn show_brief(holder: Holder, done: Option<Query<Done>>) -> HttpResponse {
    let catalogue = holder.catalogue().clone();
    let brief = holder.read(move |conn, asker, link| brief_of(conn, asker, link, &catalogue)).await;
    let done = done.and_then(|done| done.into_inner().done);
    let notice = done.and_then(|place| Form::at(&place)).map(Form::done_sentence);
    let drawn = brief.and_then(|brief| brief_page(&brief, &home_of(&holder), notice));
    drawn.map_or_else(|problem| stopped(&problem, None), HtmlPage::answered)
}

async fn show_form(request: HttpRequest, holder: Holder) -> HttpResponse {
    let drawn = match form_at(&request) {
        Some(form_and_id) => drawn_form(&request, &holder, form_and_id, None, &[]).await,
        None => Err(Problem::not_found("page")),
    };
    drawn.map_or_else(|problem| stopped(&problem, Some(&holder)), HtmlPage::answered)
}

async fn take_form(request: HttpRequest, holder: Holder, typed: Result<Typed, Problem>) -> HttpResponse {
    match taken(&request, &holder, typed).await {
        Ok(response) => response,
        Err(problem) => stopped(&problem, Some(&holder)),
    }
}

/// Carries a form out once, then shows the brief; what is wrong in it is told in the form, which keeps what was typed.
async fn taken(
    request: &HttpRequest,
    holder: &Holder,
    typed: Result<Typed, Problem>,
) -> Result<HttpResponse, Problem> {
    let (form, id) = form_at(request).or_not_found("page")?;
    let typed = typed?;
    if typed.further().is_some() {
        return Ok(drawn_form(request, holder, (form, id), Some(&typed), &[]).await?.answered());
    }
    let (sent, catalogue) = (typed.clone(), holder.catalogue().clone());
    let writing = holder.write_under(typed.key(), form.act(), typed.digest(), move |conn, asker, _| {
        form.carry_out(FormContext { conn, asker, catalogue: &catalogue, id, typed: Some(&sent) })
    });
    match writing.await {
        Ok(_) => Ok(redirect(&format!("{}?done={}", home_of(holder), form.place()))),
        Err(problem) if !problem.faults_found().is_empty() => {
            let faults = problem.faults_found();
            let page = drawn_form(request, holder, (form, id), Some(&typed), faults).await?;
            Ok(page.refusing(&problem))
        }
        Err(problem) => Err(problem),
    }
}

async fn show_nothing() -> HttpResponse {
    stopped(&Problem::not_found("link"), None)
}

fn home_of(holder: &Holder) -> String {
    format!("/l/{}", holder.secret())
}

/// What the address of a form says: what to do, about which record.
fn form_at(request: &HttpRequest) -> Option<(Form, Uuid)> {
    let matched = request.match_info();
    Some((Form::at(matched.get("place")?)?, matched.get("id")?.parse().ok()?))
}

async fn sheet_of(
    holder: &Holder,
    (form, id): (Form, Uuid),
    typed: Option<&Typed>,
) -> Result<(FormSheet, SiteContact), Problem> {
    let (typed, catalogue) = (typed.cloned(), holder.catalogue().clone());
    holder
        .read(move |conn, asker, link| {
            asker.caller.may(form.act())?;
            let context = FormContext { conn, asker, catalogue: &catalogue, id, typed: typed.as_ref() };
            Ok((form.sheet(context)?, contact_of(&catalogue, link)))
        })
        .await
}

async fn drawn_form(
    request: &HttpRequest,
    holder: &Holder,
    form_and_id: (Form, Uuid),
    typed: Option<&Typed>,
    faults: &[Fault],
) -> Result<HtmlPage, Problem> {
    let (sheet, site) = sheet_of(holder, form_and_id, typed).await?;
    let place = FormPlace { action: request.path().to_owned(), home: home_of(holder), site };
    sheet.drawn(&place, typed, faults)
}

/// The page of a refusal; with a way back when the link itself is sound.
fn stopped(problem: &Problem, holder: Option<&Holder>) -> HttpResponse {
    let opens_nothing = matches!(problem.code(), "link.not_found") || problem.status().as_u16() == 410;
    let home = holder.filter(|_| !opens_nothing).map(home_of);
    match stop_page(problem, None, home.as_deref()) {
        Ok(page) => page.refusing(problem),
        Err(failed) => HttpResponse::from_error(failed),
    }
}
