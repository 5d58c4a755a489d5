//! The book, answered from memory: no account, no database, cacheable.

use actix_web::{HttpRequest, get};
use utoipa_actix_web::service_config::ServiceConfig;

use super::book::rules;
use super::wire::{RuleOut, RuleParams};
use crate::platform::cacheable::cacheable;
use crate::platform::http::language_of;
use crate::platform::page::Page;
use crate::platform::params::Params;
use crate::platform::reply::Answer;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_rules);
}

/// Lists every rule that may refuse or warn, with its source.
#[utoipa::path(tag = "reference", security(()), params(RuleParams),
    responses((status = 200, description = "The rules, by room.", body = Page<RuleOut>),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/rules")]
async fn list_rules(request: HttpRequest, params: Params<RuleParams>) -> Answer {
    let (filter, lang) = (params.0, language_of(request.headers()));
    let rendered = rules()
        .map(|(room, rule)| RuleOut::render(room, rule, lang))
        .filter(|rule| filter.severity.is_none_or(|severity| severity == rule.severity))
        .filter(|rule| filter.room.as_deref().is_none_or(|room| room == rule.room));
    cacheable(&request, &Page { data: rendered.collect(), next_cursor: None, total: None })
}
