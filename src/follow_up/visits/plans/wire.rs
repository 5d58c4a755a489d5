//! JSON in and out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::rules::Reason;
use crate::ids::{ApprenticeId, CohortId, SiteId, VisitId};
use crate::people::contacts::ContactOut;
use crate::people::referents::Duty;
use crate::platform::text::{Lang, Sentence};
use crate::{say, text_enum};

/// Which visits are to be given days, and when, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"from_on": "2026-03-02", "to_on": "2026-04-30"}))]
pub struct SuggestionsIn {
    /// First day proposed; never before today.
    pub from_on: NaiveDate,
    /// Last day proposed, half a year later at most.
    pub to_on: NaiveDate,
    /// Only these visits, still planned; when absent, those planned by the last day, late ones included.
    #[schema(min_items = 1, max_items = 200)]
    pub visit_ids: Option<Vec<VisitId>>,
    /// Only this site.
    pub site_id: Option<SiteId>,
    /// Only this cohort.
    pub cohort_id: Option<CohortId>,
}

text_enum!(
    /// Why a day is proposed, or none.
    SuggestionReason {
        /// The apprentice is in the company that day.
        CompanyDay = "company_day" => "Jour en entreprise" / "Company day",
        /// The calendar of the apprentice says nothing: an ordinary weekday.
        CalendarUnknown = "calendar_unknown"
            => "Calendrier inconnu : jour ouvré" / "Calendar unknown: ordinary weekday",
        /// Another visit of the same company that day.
        SameCompany = "same_company"
            => "Autre visite dans la même entreprise" / "Another visit of the same company",
        /// Another visit in the same town that day.
        SameTown = "same_town" => "Autre visite dans la même ville" / "Another visit in the same town",
        /// How busy the week of the person on duty is.
        WeekLoad = "week_load" => "Charge de la semaine" / "Load of the week",
        /// The day planned is the best one.
        Kept = "kept" => "Jour prévu conservé" / "Planned day kept",
        /// Nobody is on duty for the apprentice.
        NobodyOnDuty = "nobody_on_duty" => "Personne ne suit l'apprenti" / "Nobody is on duty",
        /// No day of the period suits.
        NoDay = "no_day" => "Aucun jour ne convient" / "No day suits",
    }
);

/// Why a day is proposed, in words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SuggestionReasonOut {
    /// Coded.
    pub code: SuggestionReason,
    /// In the language asked for.
    #[schema(max_length = 400)]
    pub message: String,
    /// Visit made in the same trip.
    pub visit_id: Option<VisitId>,
}

impl SuggestionReasonOut {
    /// A reason as shown to a reader.
    pub fn render(reason: Reason, lang: Lang) -> Self {
        let (code, visit_id) = coded(reason);
        Self { code, message: in_words(reason).in_lang(lang).to_owned(), visit_id }
    }
}

/// The code of a reason, and the visit made in the same trip.
fn coded(reason: Reason) -> (SuggestionReason, Option<VisitId>) {
    match reason {
        Reason::CompanyDay => (SuggestionReason::CompanyDay, None),
        Reason::CalendarUnknown => (SuggestionReason::CalendarUnknown, None),
        Reason::SameCompany(visit) => (SuggestionReason::SameCompany, Some(visit)),
        Reason::SameTown(visit) => (SuggestionReason::SameTown, Some(visit)),
        Reason::WeekLoad(_) => (SuggestionReason::WeekLoad, None),
        Reason::Kept => (SuggestionReason::Kept, None),
        Reason::NobodyOnDuty => (SuggestionReason::NobodyOnDuty, None),
        Reason::NoDay => (SuggestionReason::NoDay, None),
    }
}

fn in_words(reason: Reason) -> Sentence {
    match reason {
        Reason::CompanyDay => {
            say!("L'apprenti est en entreprise ce jour-là.", "The apprentice is in the company that day.")
        }
        Reason::CalendarUnknown => say!(
            "Le calendrier de l'apprenti ne dit rien de ce jour : un jour ouvré ordinaire.",
            "The calendar of the apprentice says nothing of that day: an ordinary weekday."
        ),
        Reason::SameCompany(_) => say!(
            "Une autre visite a lieu le même jour dans la même entreprise : un seul déplacement.",
            "Another visit takes place that day in the same company: one trip."
        ),
        Reason::SameTown(_) => say!(
            "Une autre visite a lieu le même jour dans la même ville : un seul déplacement.",
            "Another visit takes place that day in the same town: one trip."
        ),
        Reason::WeekLoad(load) => say!(
            "Autres visites de la personne de permanence cette semaine-là : {load}.",
            "Other visits of the person on duty that week: {load}."
        ),
        Reason::Kept => say!("Le jour prévu convient.", "The day planned suits."),
        Reason::NobodyOnDuty => {
            say!("Personne ne suit cet apprenti ce jour-là.", "Nobody follows this apprentice that day.")
        }
        Reason::NoDay => say!("Aucun jour de la période ne convient.", "No day of the period suits."),
    }
}

/// The day proposed for a visit; nothing is saved.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SuggestionOut {
    /// Visit.
    pub visit_id: VisitId,
    /// Version of the visit, to be sent with a move.
    #[schema(minimum = 1)]
    pub version: i64,
    /// Apprentice visited.
    pub apprentice_id: ApprenticeId,
    /// The apprentice and the tutor, with their telephones and the company.
    #[schema(max_items = 2)]
    pub contacts: Vec<ContactOut>,
    /// Day planned now.
    pub planned_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    /// Day proposed; null when none suits.
    pub suggested_on: Option<NaiveDate>,
    /// Who is on duty that day.
    pub referent: Option<Duty>,
    /// Why.
    #[schema(max_items = 10)]
    pub reasons: Vec<SuggestionReasonOut>,
}

/// The days proposed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SuggestionsOut {
    /// One a visit, the most pressing first.
    #[schema(max_items = 200)]
    pub data: Vec<SuggestionOut>,
    /// False when more visits were wanted than are proposed at once.
    pub complete: bool,
}
