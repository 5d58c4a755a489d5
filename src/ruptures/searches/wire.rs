//! JSON in and out of the search for an employer.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{SearchAnswer, SearchEvent, SearchEventFacts, SearchProspect, SearchProspectFacts};
use super::rules::{EmployerReason, NextContract};
use crate::contracts::agreements::model::ContractType;
use crate::ids::{ApprenticeId, ContractId, EmployerId, EnrolmentId};
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::people::employers::names::EmployerName;
use crate::platform::body::MergePatch;
use crate::platform::text::{Lang, Sentence};
use crate::trust::journal::{AuthorOut, Authors};

/// Any of what was said of a company, null to clear.
pub type SearchProspectPatch = MergePatch<SearchProspectFacts>;
/// Any of the facts of an event, null to clear.
pub type SearchEventPatch = MergePatch<SearchEventFacts>;

/// What happened with a company, in words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchEventOut {
    /// The event itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub event: SearchEvent,
    /// What happened, in words.
    #[schema(max_length = 100, example = "Candidature envoyée")]
    pub kind_label: String,
    /// What was answered, in words; null for what is no answer.
    #[schema(max_length = 100)]
    pub answer_label: Option<String>,
    /// Who wrote it.
    pub author: AuthorOut,
}

fn told(words: &Sentence, lang: Lang) -> String {
    words.in_lang(lang).to_owned()
}

impl SearchEventOut {
    /// An event in the words of a reader, its author known among these.
    pub fn of(event: SearchEvent, authors: &Authors, lang: Lang) -> Self {
        Self {
            kind_label: told(&event.facts.kind.label(), lang),
            answer_label: event.facts.answer.map(|answer| told(&answer.label(), lang)),
            author: authors.of(event.author_kind, event.author_id),
            event,
        }
    }
}

/// A company where an apprentice looks for a contract, and what happened with it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchProspectOut {
    /// The company itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub prospect: SearchProspect,
    /// What it is called, whether the site knows it or not.
    #[schema(max_length = 200)]
    pub called: String,
    /// Employer of the site; null for a company named in words.
    pub employer_known: Option<EmployerName>,
    /// Who wrote it.
    pub author: AuthorOut,
    /// What it last answered; null while it has not.
    pub last_answer: Option<SearchAnswer>,
    /// What happened with it, by day.
    #[schema(max_items = 2000)]
    pub events: Vec<SearchEventOut>,
}

impl SearchProspectOut {
    /// A company with its events, its name and authors known.
    pub fn of(
        prospect: SearchProspect,
        employer_known: Option<EmployerName>,
        events: Vec<SearchEvent>,
        (authors, lang): (&Authors, Lang),
    ) -> Self {
        let named = employer_known.as_ref().map(|one| one.name.clone());
        Self {
            called: named.or_else(|| prospect.facts.name.clone()).unwrap_or_default(),
            employer_known,
            author: authors.of(prospect.author_kind, prospect.author_id),
            last_answer: events.iter().rev().find_map(|event| event.facts.answer),
            events: events.into_iter().map(|event| SearchEventOut::of(event, authors, lang)).collect(),
            prospect,
        }
    }
}

/// Why an employer is suggested, in words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EmployerReasonOut {
    /// Code.
    pub reason: EmployerReason,
    /// The same in words.
    #[schema(max_length = 200)]
    pub label: String,
}

/// An employer to think of.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EmployerSuggestionOut {
    /// Employer of the site.
    pub employer_id: EmployerId,
    /// Its name.
    #[schema(max_length = 200)]
    pub name: String,
    /// Its town.
    #[schema(max_length = 100)]
    pub city: Option<String>,
    /// Its activity code, without dot.
    #[schema(max_length = 5)]
    pub naf: Option<String>,
    /// Contracts signed with it; null for the apprentice.
    #[schema(minimum = 1)]
    pub contracts: Option<i64>,
    /// Last day agreed of the last of them; null for the apprentice.
    pub last_contract_ends_on: Option<NaiveDate>,
    /// Why it is suggested. No distance is known: only towns and activities.
    #[schema(max_items = 5)]
    pub reasons: Vec<EmployerReasonOut>,
}

impl EmployerReasonOut {
    /// A reason in the words of a reader.
    pub fn of(reason: EmployerReason, lang: Lang) -> Self {
        Self { reason, label: told(&reason.label(), lang) }
    }
}

/// What the next contract is on the official form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NextContractOut {
    /// Type of contract.
    pub type_code: ContractType,
    /// The same in words.
    #[schema(max_length = 200)]
    pub type_label: String,
    /// Contract it follows.
    pub previous_contract_id: Option<ContractId>,
    /// Why, and what the form says of the same employer.
    #[schema(max_length = 500)]
    pub why: String,
}

impl NextContractOut {
    /// The next contract in the words of a reader.
    pub fn of(next: NextContract, lang: Lang) -> Self {
        Self {
            type_label: told(&next.type_code.label(), lang),
            type_code: next.type_code,
            previous_contract_id: next.previous_contract_id,
            why: told(&next.why, lang),
        }
    }
}

/// The search of an apprentice for an employer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EmployerSearchOut {
    /// Day it is seen on.
    pub as_of: NaiveDate,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Training it serves; null for somebody enrolled in none.
    pub enrolment_id: Option<EnrolmentId>,
    /// Whether entries may be added: until a contract that still runs is signed.
    pub open: bool,
    /// First day without a contract of the last stay; null when there was none.
    pub since_on: Option<NaiveDate>,
    /// Last day of the right to stay meanwhile, counted by the law; null when none runs.
    pub right_until_on: Option<NaiveDate>,
    /// Contract whose signature closed it.
    pub closed_by_contract_id: Option<ContractId>,
    /// First day of that contract.
    pub closed_by_starts_on: Option<NaiveDate>,
    /// Companies looked at, in the order they were written.
    #[schema(max_items = 200)]
    pub prospects: Vec<SearchProspectOut>,
    /// Employers of the site to think of, those with most reasons first; none once closed.
    #[schema(max_items = 20)]
    pub suggestions: Vec<EmployerSuggestionOut>,
    /// What the next contract is on the official form; null once closed.
    pub next_contract: Option<NextContractOut>,
}

impl AboutPeople for EmployerSearchOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.apprentice_id, self.as_of)
    }
}
