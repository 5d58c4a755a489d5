//! The reasons of absence, answered from memory: no account, no database, cacheable.

use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::platform::cacheable::cacheable;
use crate::platform::http::language_of;
use crate::platform::page::Page;
use crate::platform::reply::Answer;
use crate::presence::absences::model::AbsenceReason;
use crate::presence::absences::wire::AbsenceReasonOut;
use crate::trust::door::App;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_absence_reasons);
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
        label: reason.text().in_lang(lang).to_owned(),
        suspends_practical_training: reason.suspends(law),
    });
    let page = Page { data: info.collect(), next_cursor: None, total: None };
    Ok(cacheable(&request, &page)?.header("vary", "Accept-Language".to_owned()))
}
