//! The book of rules: everything that may be refused or warned of, with the text it rests on.
//!
//! Each room declares its own rules; this one owns no table and only lists them.

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::catalogue::programmes::versions;
use crate::catalogue::{code_lists, cohorts, rooms};
use crate::contracts::tutorships::{self, derogations};
use crate::contracts::{agreements, amendments, filings, milestones, pay};
use crate::desk::{digests, links, logbook, obligations};
use crate::exchange::{exports, imports, mark_sheets, result_sheets, sheets};
use crate::follow_up::phone_contacts;
use crate::follow_up::visits::{self, plans};
use crate::law::findings::{Rule, Severity};
use crate::law::{deadlines, identifiers, territories};
use crate::learning::{
    accommodations, kept_units, missions, mock_exams, projection, results, sittings, skills, voices,
};
use crate::outcomes::{
    complaints, declarations as yearly, erasures, evidence, indicators, publications,
    results as exam_results, satisfaction, surveys,
};
use crate::people::{apprentices, employers, referents};
use crate::platform::cacheable::cacheable;
use crate::platform::http::language_of;
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::Answer;
use crate::platform::text::Lang;
use crate::presence::{absences, calendars};
use crate::ruptures::{declarations, difficulties, handovers, procedures, searches, stays, watch};
use crate::text_enum;
use crate::trust::{access, accounts, credentials, mails, withdrawals};

/// The rooms that declare rules, each with its own.
pub const BOOK: &[(&str, &[Rule])] = &[
    ("access", access::RULES),
    ("signin", credentials::passwords::RULES),
    ("reference", code_lists::rules::RULES),
    ("addresses", identifiers::RULES),
    ("names", identifiers::NAME_RULES),
    ("deadlines", deadlines::RULES),
    ("places", territories::RULES),
    ("accounts", accounts::rules::RULES),
    ("mails", mails::rules::RULES),
    ("withdrawals", withdrawals::rules::RULES),
    ("catalogue", versions::rules::RULES),
    ("catalogue", cohorts::rules::RULES),
    ("employers", employers::rules::RULES),
    ("apprentices", apprentices::rules::book::RULES),
    ("pay", pay::rules::RULES),
    ("contracts", agreements::rules::RULES),
    ("contracts", filings::rules::RULES),
    ("ceiling_derogations", derogations::rules::RULES),
    ("tutorships", tutorships::rules::RULES),
    ("alternation", calendars::rules::RULES),
    ("referents", referents::rules::RULES),
    ("absences", absences::rules::RULES),
    ("visits", visits::rules::book::RULES),
    ("phone_contacts", phone_contacts::rules::RULES),
    ("mock_exams", mock_exams::rules::book::RULES),
    ("mock_exams", mock_exams::readings::rules::book::RULES),
    ("exam_projection", projection::rules::book::RULES),
    ("exam_accommodations", accommodations::rules::RULES),
    ("exam_projection", kept_units::rules::RULES),
    ("skills", voices::rules::RULES),
    ("skills", skills::rules::RULES),
    ("missions", missions::rules::RULES),
    ("rooms", rooms::rules::RULES),
    ("logbook", logbook::rules::RULES),
    ("sittings", sittings::rules::book::RULES),
    ("results", results::rules::book::RULES),
    ("visit_plans", plans::rules::RULES),
    ("openings", cohorts::rules::opening::RULES),
    ("amendments", amendments::rules::terms::RULES),
    ("difficulties", difficulties::rules::book::RULES),
    ("ruptures", declarations::rules::book::RULES),
    ("watch", watch::rules::book::RULES),
    ("exam_results", exam_results::rules::book::RULES),
    ("outcomes", surveys::rules::RULES),
    ("rupture_procedures", procedures::rules::book::RULES),
    ("ruptures", stays::rules::RULES),
    ("ruptures", searches::rules::RULES),
    ("ruptures", handovers::rules::RULES),
    ("milestones", milestones::rules::RULES),
    ("indicators", indicators::rules::RULES),
    ("publications", publications::rules::RULES),
    ("erasures", erasures::rules::RULES),
    ("declarations", yearly::rules::RULES),
    ("obligations", obligations::rules::RULES),
    ("sheets", sheets::cells::rules::RULES),
    ("sheets", sheets::reading::rules::RULES),
    ("exports", exports::rules::RULES),
    ("imports", imports::rules::RULES),
    ("mark_sheets", mark_sheets::rules::RULES),
    ("result_sheets", result_sheets::rules::RULES),
    ("complaints", complaints::rules::RULES),
    ("satisfaction", satisfaction::rules::RULES),
    ("quality", evidence::rules::RULES),
    ("digests", digests::rules::RULES),
    ("links", links::rules::RULES),
];

/// Every rule with the room that declares it.
pub fn rules() -> impl Iterator<Item = (&'static str, &'static Rule)> {
    BOOK.iter().flat_map(|(room, rules)| rules.iter().map(move |rule| (*room, rule)))
}

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().map(|(_, rule)| rule).find(|rule| rule.code == code)
}

text_enum!(
    /// How much a rule weighs.
    RuleSeverity {
        /// Worth telling, but the act goes on.
        Warning = "warning" => "Avertissement" / "Warning",
        /// The act is refused.
        Error = "error" => "Refus" / "Refusal",
    }
);

impl From<Severity> for RuleSeverity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

/// What narrows the book.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RuleParams {
    /// Only refusals, or only warnings.
    #[param(inline)]
    pub severity: Option<RuleSeverity>,
    /// Only the rules of this room, such as `contracts`.
    #[param(max_length = 50, pattern = "^[a-z_]+$", example = "employers")]
    pub room: Option<String>,
}

/// A rule of the house or of the law.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleOut {
    /// Stable code, as refusals and warnings name it.
    #[schema(max_length = 100, example = "employer.siret_taken")]
    pub code: &'static str,
    /// Room that declares it.
    #[schema(max_length = 50, example = "employers")]
    pub room: &'static str,
    /// Whether breaking it refuses the act.
    pub severity: RuleSeverity,
    /// The article, form or house rule it rests on.
    #[schema(max_length = 300)]
    pub source: &'static str,
    /// What it asks, in the language asked for.
    #[schema(max_length = 500)]
    pub sentence: &'static str,
}

/// The whole book, on one page.
#[derive(Debug, Serialize, ToSchema)]
pub struct RulebookOut {
    /// The rules, by room.
    #[schema(max_items = 2000)]
    pub data: Vec<RuleOut>,
    /// Always null: the book goes on nowhere.
    #[schema(max_length = 500)]
    pub next_cursor: Option<String>,
}

impl RuleOut {
    /// A rule as shown to a reader.
    pub fn render(room: &'static str, rule: &'static Rule, lang: Lang) -> Self {
        let sentence = match lang {
            Lang::Fr => rule.fr,
            Lang::En => rule.en,
        };
        Self { code: rule.code, room, severity: rule.severity.into(), source: rule.source, sentence }
    }
}

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_rules);
}

/// Lists every rule that may refuse or warn, with its source.
#[utoipa::path(tag = "reference", security(()), params(RuleParams),
    responses((status = 200, description = "The rules, by room.", body = RulebookOut),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/rules")]
async fn list_rules(request: HttpRequest, params: Params<RuleParams>) -> Answer {
    let (filter, lang) = (params.0, language_of(request.headers()));
    let rendered = rules()
        .map(|(room, rule)| RuleOut::render(room, rule, lang))
        .filter(|rule| filter.severity.is_none_or(|severity| severity == rule.severity))
        .filter(|rule| filter.room.as_deref().is_none_or(|room| room == rule.room));
    cacheable(&RulebookOut { data: rendered.collect(), next_cursor: None })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_rule_has_its_own_code_two_sentences_and_a_source() {
        let mut codes = HashSet::new();
        for (room, rule) in rules() {
            let code = rule.code;
            assert!(codes.insert(code), "{code} is declared twice");
            assert!(code.split_once('.').is_some_and(|(noun, _)| !noun.is_empty()), "{room}: {code}");
            for (sentence, end) in [(rule.fr, '.'), (rule.en, '.')] {
                assert!(sentence.ends_with(end) && sentence.len() > 15, "{code}: {sentence}");
            }
            assert_ne!(rule.fr, rule.en, "{code}");
            assert!(rule.source.len() > 5, "{code} without a source");
        }
        assert!(rule("site.fixed").is_some() && rule("site.unfixed").is_none());
    }
}
