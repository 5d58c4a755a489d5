//! JSON in and out.

mod groups;
mod settling;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

pub use self::groups::{ObligationGroupOut, ObligationGroupParams, ObligationGrouping};
pub use self::settling::{ObligationResumptionIn, ObligationSnoozeIn, ObligationWaiverIn};
use crate::desk::obligations::model::{
    ObligationFacts, ObligationKind, ObligationState, OwnerKind, SettlingReason,
};
use crate::desk::obligations::rules::{
    Clears, Days, ObligationSubject, clears_with, consequence, rule_of, sentence, state_on,
};
use crate::desk::obligations::store::{KindCount, Names, ObligationFilter, ObligationRow, OwnedBy, Settled};
use crate::ids::{ApprenticeId, CohortId, ContractId, ObligationId, SiteId};
use crate::law::figures::Law;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::db::Json;
use crate::platform::text::Lang;
use crate::text_enum;

text_enum!(
    /// Who has to do something.
    ObligationOwnerKind {
        /// Somebody of the site.
        Staff = "staff" => "Membre de l'équipe" / "Member of staff",
        /// The company tutor.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// The site.
        Site = "site" => "Site de formation" / "Site",
        /// The CFA that answers for the site.
        Cfa = "cfa" => "CFA" / "CFA",
    }
);

/// What narrows a count of what is open.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ObligationCountParams {
    /// Only what this account, tutor, apprentice or site has to do; `me` for what I have to do, `cfa` for what the CFA
    /// has to do.
    #[param(value_type = Option<String>, format = "owner", max_length = 36, example = "me")]
    pub owner: Option<OwnedBy>,
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only what is due before this day.
    pub due_before: Option<NaiveDate>,
    /// Day it is seen from; today when absent.
    pub as_of: Option<NaiveDate>,
}

impl From<ObligationCountParams> for ObligationFilter {
    fn from(params: ObligationCountParams) -> Self {
        let ObligationCountParams { owner, apprentice, site, due_before, as_of } = params;
        Self { owner, apprentice, site, due_before, as_of, ..Self::default() }
    }
}

/// The apprentice something is due for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ObligationApprenticeOut {
    /// Identifier.
    pub id: ApprenticeId,
    /// Given and family names; null for a machine client without the scope of apprentices.
    #[schema(max_length = 300, example = "Chloé Durand")]
    pub name: Option<String>,
}

/// The cohort something is due for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ObligationCohortOut {
    /// Identifier.
    pub id: CohortId,
    /// Name.
    #[schema(max_length = 200)]
    pub name: String,
}

/// Who has to do something.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ObligationOwnerOut {
    /// Who they are.
    pub kind: ObligationOwnerKind,
    /// Account, tutor, apprentice or site.
    pub id: Uuid,
    /// Their name; null for a machine client without the scope that gives their record.
    #[schema(max_length = 300)]
    pub name: Option<String>,
}

/// The rule something due comes from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ObligationRuleOut {
    /// Stable code.
    #[schema(max_length = 100, example = "deadline.deposit")]
    pub code: String,
    /// Article, form or rule of the house.
    #[schema(max_length = 300)]
    pub source: &'static str,
    /// What it asks, in the language asked for.
    #[schema(max_length = 500)]
    pub sentence: &'static str,
}

/// What is lost when something due is late.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ObligationConsequenceOut {
    /// 1: money or a right is lost for good; 2: a duty of the law is broken; 3: what the training promises is not kept;
    /// 4: somebody waits for a paper or an answer.
    #[schema(minimum = 1, maximum = 4)]
    pub class: i16,
    /// What is lost, in the language asked for.
    #[schema(max_length = 500)]
    pub sentence: String,
    /// Article, sheet or rule of the house.
    #[schema(max_length = 300)]
    pub source: String,
}

impl ObligationConsequenceOut {
    fn of(row: &ObligationRow, reader: ObligationReader<'_>) -> Self {
        let lost = consequence(row.kind, &row.step, row.due_on, reader.law);
        let sentence = lost.map(|lost| lost.sentence().in_lang(reader.lang).to_owned());
        let source = lost.map(|lost| lost.source.clone());
        Self {
            class: row.consequence,
            sentence: sentence.unwrap_or_default(),
            source: source.unwrap_or_default(),
        }
    }
}

/// The request that clears something due.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ObligationLinkOut {
    /// HTTP method.
    #[schema(max_length = 10, example = "POST")]
    pub method: &'static str,
    /// Path.
    #[schema(max_length = 200, example = "/v1/visits/019a0000-0000-7000-8000-000000000000/report")]
    pub href: String,
    /// Body to send, with the names it really has and everything that is known; null for what is only read.
    #[schema(value_type = Option<Object>, example = json!({"held_on": "2026-03-12", "present": ["apprentice", "tutor"], "report": "…"}))]
    pub body: Option<Value>,
    /// JSON pointers of what whoever sends the body says themselves: there it only shows the form.
    #[schema(max_items = 10, value_type = Vec<BodyPointer>, example = json!(["/held_on", "/present", "/report"]))]
    pub to_fill: &'static [&'static str],
}

/// A place in a body.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(max_length = 100, example = "/held_on")]
pub struct BodyPointer(pub &'static str);

/// Why something was given up.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ObligationWaiverOut {
    /// Coded reason.
    pub reason: SettlingReason,
    /// What was said of it; for the staff only.
    #[schema(max_length = 1000)]
    pub note: Option<String>,
    /// Day it was given up.
    pub given_on: NaiveDate,
}

/// Something due.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ObligationOut {
    /// Identifier: the same as long as it is about the same thing.
    pub id: ObligationId,
    /// Site.
    pub site_id: SiteId,
    /// What is due.
    pub kind: ObligationKind,
    /// Where it stands on the day it is seen from.
    pub state: ObligationState,
    /// Name of the kind, in the language asked for.
    #[schema(max_length = 100, example = "Dépôt à faire")]
    pub label: String,
    /// Apprentice concerned; none for what concerns a whole cohort or the site.
    pub apprentice: Option<ObligationApprenticeOut>,
    /// Cohort concerned, for what concerns all of it.
    pub cohort: Option<ObligationCohortOut>,
    /// Contract concerned.
    pub contract_id: Option<ContractId>,
    /// Who has to do it.
    pub owner: ObligationOwnerOut,
    /// First day on which it is due.
    pub from_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    /// Day it was done.
    pub done_on: Option<NaiveDate>,
    /// Day until which nobody is reminded of it.
    pub snoozed_until: Option<NaiveDate>,
    /// Why it was given up.
    pub waiver: Option<ObligationWaiverOut>,
    /// What makes it so, in the language asked for.
    #[schema(max_length = 2000)]
    pub sentence: String,
    /// What is lost when it is late.
    pub consequence: ObligationConsequenceOut,
    /// The same as values.
    pub facts: ObligationFacts,
    /// Which one, of what is due several times.
    #[schema(max_length = 60)]
    pub step: Option<String>,
    /// The rule it comes from.
    pub rule: ObligationRuleOut,
    /// The request that clears it.
    pub clears_with: ObligationLinkOut,
}

/// Whom something due is told to.
#[derive(Debug, Clone, Copy)]
pub struct ObligationReader<'a> {
    /// Day it is seen from.
    pub as_of: NaiveDate,
    /// Language.
    pub lang: Lang,
    /// Whether they work for the site.
    pub staff: bool,
    /// What is lost of each kind.
    pub law: &'a Law,
}

impl ObligationOut {
    /// A row as shown to a reader.
    pub fn render(
        row: ObligationRow,
        names: &Names,
        settled: &Settled,
        reader: ObligationReader<'_>,
    ) -> Self {
        let (as_of, lang) = (reader.as_of, reader.lang);
        let waiver = settled.waivers.get(&row.id);
        let days =
            Days { from_on: row.from_on, due_on: row.due_on, done_on: row.done_on, closed_on: row.closed_on };
        let Json(facts) = row.facts.clone();
        let clears_with = link_of(&row, &facts, as_of);
        Self {
            state: state_on(as_of, days, waiver.is_some()),
            owner: owner_of(&row, names),
            apprentice: row
                .apprentice_id
                .map(|id| ObligationApprenticeOut { id, name: names.apprentices.get(&id).cloned() }),
            cohort: row.cohort_id.map(|id| ObligationCohortOut { id, name: name(&names.cohorts, id) }),
            snoozed_until: settled.snoozes.get(&row.id).map(|snooze| snooze.until_on),
            waiver: waiver.map(|waiver| ObligationWaiverOut {
                reason: waiver.reason,
                note: waiver.note.clone().filter(|_| reader.staff),
                given_on: waiver.given_on,
            }),
            sentence: sentence(row.kind, &row.step, row.due_on, &facts).in_lang(lang).to_owned(),
            consequence: ObligationConsequenceOut::of(&row, reader),
            label: row.kind.label().in_lang(lang).to_owned(),
            rule: rule_out(row.rule, lang),
            clears_with,
            id: row.id,
            site_id: row.site_id,
            kind: row.kind,
            contract_id: row.contract_id,
            from_on: row.from_on,
            due_on: row.due_on,
            done_on: row.done_on.filter(|done_on| *done_on <= as_of),
            step: Some(row.step).filter(|step| !step.is_empty()),
            facts,
        }
    }
}

impl AboutPeople for ObligationOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        match &self.apprentice {
            Some(one) => RowTopic::under(one.id, self.contract_id, self.due_on),
            None => RowTopic::cohort(self.due_on),
        }
    }
}

/// The request that clears a row.
fn link_of(row: &ObligationRow, facts: &ObligationFacts, today: NaiveDate) -> ObligationLinkOut {
    let Clears { method, href, body, to_fill } = clears_with(ObligationSubject {
        kind: row.kind,
        step: &row.step,
        subject: row.subject_id,
        contract: row.contract_id,
        apprentice: row.apprentice_id,
        cohort: row.cohort_id,
        facts,
        due_on: row.due_on,
        today,
    });
    ObligationLinkOut { method, href, body, to_fill }
}

fn name<K: Eq + std::hash::Hash>(names: &std::collections::HashMap<K, String>, of: K) -> String {
    names.get(&of).cloned().unwrap_or_default()
}

/// Who has to do it: the site when nobody follows the apprentice.
fn owner_of(row: &ObligationRow, names: &Names) -> ObligationOwnerOut {
    use ObligationOwnerKind as Kind;
    let site = || (Kind::Site, row.site_id.0, names.sites.get(&row.site_id).cloned());
    let (kind, id, name) = match row.owner_kind {
        OwnerKind::Site => site(),
        OwnerKind::Cfa => (Kind::Cfa, row.site_id.0, Some("CFA".to_owned())),
        OwnerKind::Referent => {
            let duty = row.apprentice_id.and_then(|id| names.duties.get(&id)).filter(|duty| !duty.vacant);
            duty.map_or_else(site, |duty| (Kind::Staff, duty.account_id.0, Some(duty.display_name.clone())))
        }
        OwnerKind::Staff => {
            row.owner_id.map_or_else(site, |id| (Kind::Staff, id.0, names.staff.get(&id).cloned()))
        }
        OwnerKind::Tutor => {
            row.tutor_id.map_or_else(site, |id| (Kind::Tutor, id.0, names.tutors.get(&id).cloned()))
        }
        OwnerKind::Apprentice => {
            let named = |id: ApprenticeId| (Kind::Apprentice, id.0, names.apprentices.get(&id).cloned());
            row.apprentice_id.map_or_else(site, named)
        }
    };
    ObligationOwnerOut { kind, id, name }
}

fn rule_out(code: String, lang: Lang) -> ObligationRuleOut {
    let rule = rule_of(&code);
    let sentence = rule.map_or("", |rule| match lang {
        Lang::Fr => rule.fr,
        Lang::En => rule.en,
    });
    ObligationRuleOut { source: rule.map_or("", |rule| rule.source), sentence, code }
}

/// How much of a kind is open.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct ObligationCountOut {
    /// What is due.
    pub kind: ObligationKind,
    /// There is time.
    #[schema(minimum = 0)]
    pub upcoming: i64,
    /// Now is the time.
    #[schema(minimum = 0)]
    pub due: i64,
    /// The last day is over.
    #[schema(minimum = 0)]
    pub late: i64,
}

impl From<KindCount> for ObligationCountOut {
    fn from(row: KindCount) -> Self {
        Self { kind: row.kind, upcoming: row.upcoming, due: row.due, late: row.late }
    }
}

/// How much is open, by kind and state.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ObligationCountsOut {
    /// Day it is seen from.
    pub as_of: NaiveDate,
    /// Each kind of which something is open.
    #[schema(max_items = 100)]
    pub data: Vec<ObligationCountOut>,
    /// There is time, all kinds together.
    #[schema(minimum = 0)]
    pub upcoming: i64,
    /// Now is the time, all kinds together.
    #[schema(minimum = 0)]
    pub due: i64,
    /// The last day is over, all kinds together.
    #[schema(minimum = 0)]
    pub late: i64,
}

impl ObligationCountsOut {
    /// The counts seen from a day.
    pub fn of(as_of: NaiveDate, rows: Vec<KindCount>) -> Self {
        let sum = |of: fn(&KindCount) -> i64| rows.iter().map(of).sum();
        let (upcoming, due, late) = (sum(|row| row.upcoming), sum(|row| row.due), sum(|row| row.late));
        Self { as_of, upcoming, due, late, data: rows.into_iter().map(ObligationCountOut::from).collect() }
    }
}
