//! JSON in and out.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{Absence, AbsenceFacts, AbsenceReason, AwayFrom, Half, Justified};
use super::rules::{Missed, Where, Whereabouts};
use super::store::Somebody;
use crate::ids::{AbsenceId, ApprenticeId, CohortId, ContractId, EmployerId, SiteId};
use crate::law::findings::{Finding, Warning};
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::body::MergePatch;
use crate::platform::text::Lang;
use crate::presence::calendars::model::SittingHours;

const fn pending() -> Justified {
    Justified::Pending
}

const fn unknown() -> AbsenceReason {
    AbsenceReason::Unknown
}

const fn morning() -> Half {
    Half::Morning
}

const fn afternoon() -> Half {
    Half::Afternoon
}

const fn centre() -> AwayFrom {
    AwayFrom::Centre
}

/// What is sent of an absence, whether or not it says whose it is.
macro_rules! absence_sent {
    ($(#[$doc:meta])* $name:ident { $($(#[$own:meta])* $field:ident: $type:ty,)* }) => {
        #[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
        $(#[$doc])*
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$own])* pub $field: $type,)*
            /// Where the apprentice was expected.
            pub away_from: AwayFrom,
            /// First day.
            #[schema(example = "2025-10-06")]
            pub from_on: NaiveDate,
            /// First half-day of the first day; the morning when absent.
            #[serde(default = "morning")]
            pub from_half: Half,
            /// Last day, both included; the first one when absent.
            pub to_on: Option<NaiveDate>,
            /// Last half-day of the last day; the afternoon when absent.
            #[serde(default = "afternoon")]
            pub to_half: Half,
            /// Whether it was justified; not known yet when absent.
            #[serde(default = "pending")]
            pub justified: Justified,
            /// Why, never a diagnosis; not known when absent.
            #[serde(default = "unknown")]
            pub reason: AbsenceReason,
        }

        impl $name {
            /// What is written.
            pub fn facts(&self) -> AbsenceFacts {
                AbsenceFacts {
                    away_from: self.away_from,
                    from_on: self.from_on,
                    from_half: self.from_half,
                    to_on: self.to_on.unwrap_or(self.from_on),
                    to_half: self.to_half,
                    justified: self.justified,
                    reason: self.reason,
                }
            }
        }
    };
}

absence_sent!(
    /// What an absence is, as sent.
    #[schema(example = json!({"away_from": "centre", "from_on": "2025-10-06", "justified": "yes", "reason": "transport"}))]
    AbsenceDetailsIn {}
);
absence_sent!(
    /// An absence, as sent.
    #[schema(example = json!({
        "apprentice_id": "019a0000-0000-7000-8000-000000000001", "away_from": "centre", "from_on": "2025-10-06",
        "from_half": "afternoon", "to_on": "2025-10-07", "justified": "yes", "reason": "transport",
    }))]
    AbsenceIn {
        /// Apprentice.
        apprentice_id: ApprenticeId,
    }
);

/// Any of the fields of an absence.
pub type AbsencePatch = MergePatch<AbsenceDetailsIn>;

impl From<&Absence> for AbsenceDetailsIn {
    fn from(row: &Absence) -> Self {
        let AbsenceFacts { away_from, from_on, from_half, to_on, to_half, justified, reason } = row.facts;
        Self { away_from, from_on, from_half, to_on: Some(to_on), to_half, justified, reason }
    }
}

/// Those absent from a class on a day, as sent: all of them are entered, or none.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-10-06", "half": "morning", "apprentice_ids": ["019a0000-0000-7000-8000-000000000001"], "away_from": "centre"}))]
pub struct ClassAbsencesIn {
    /// Day.
    #[schema(example = "2025-10-06")]
    pub on: NaiveDate,
    /// Half of the day; the whole day when absent.
    pub half: Option<Half>,
    /// Those absent, all enrolled in the cohort.
    #[schema(min_items = 1, max_items = 200)]
    pub apprentice_ids: Vec<ApprenticeId>,
    /// Where they were expected; the centre when absent.
    #[serde(default = "centre")]
    pub away_from: AwayFrom,
    /// Whether it was justified; not known yet when absent.
    #[serde(default = "pending")]
    pub justified: Justified,
    /// Why, never a diagnosis; not known when absent.
    #[serde(default = "unknown")]
    pub reason: AbsenceReason,
}

impl ClassAbsencesIn {
    /// What is written of each.
    pub fn facts(&self) -> AbsenceFacts {
        AbsenceFacts {
            away_from: self.away_from,
            from_on: self.on,
            from_half: self.half.unwrap_or(Half::Morning),
            to_on: self.on,
            to_half: self.half.unwrap_or(Half::Afternoon),
            justified: self.justified,
            reason: self.reason,
        }
    }
}

/// An absence.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AbsenceOut {
    /// Identifier.
    pub id: AbsenceId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Where the apprentice was expected.
    pub away_from: AwayFrom,
    /// First day.
    pub from_on: NaiveDate,
    /// First half-day of the first day.
    pub from_half: Half,
    /// Last day, both included.
    pub to_on: NaiveDate,
    /// Last half-day of the last day.
    pub to_half: Half,
    /// Whether it was justified.
    pub justified: Justified,
    /// Why; left out for whom it does not concern.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub reason: Option<AbsenceReason>,
    /// What was worth telling but did not stop the act; only when written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10, default = "absent")]
    pub warnings: Vec<Warning>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl AbsenceOut {
    /// An absence, with its reason or without.
    pub fn of(row: Absence, with_reason: bool) -> Self {
        let AbsenceFacts { away_from, from_on, from_half, to_on, to_half, justified, reason } = row.facts;
        Self {
            id: row.id,
            site_id: row.site_id,
            apprentice_id: row.apprentice_id,
            away_from,
            from_on,
            from_half,
            to_on,
            to_half,
            justified,
            reason: with_reason.then_some(reason),
            warnings: Vec::new(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }

    /// The same absence, with what was worth telling.
    #[must_use]
    pub fn warned(self, warnings: Vec<Finding>, lang: Lang) -> Self {
        Self { warnings: warned(warnings, lang), ..self }
    }
}

impl AboutPeople for AbsenceOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.apprentice_id, self.from_on)
    }
}

/// Findings as shown to a reader.
pub fn warned(warnings: Vec<Finding>, lang: Lang) -> Vec<Warning> {
    warnings.into_iter().map(|finding| Warning::render(finding, lang)).collect()
}

/// The absences of a class that were entered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClassAbsencesOut {
    /// One for each apprentice named, in the same order.
    #[schema(max_items = 200)]
    pub data: Vec<AbsenceOut>,
    /// What was worth telling but did not stop the act.
    #[schema(max_items = 10)]
    pub warnings: Vec<Warning>,
}

/// A reason of absence.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AbsenceReasonOut {
    /// Stable code.
    pub code: AbsenceReason,
    /// What people read, in the language asked for.
    #[schema(max_length = 100)]
    pub label: String,
    /// Whether a whole day missed in the company for it is no day of practical training, as the law's file now says.
    pub suspends_practical_training: bool,
}

/// Whose whereabouts are wanted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WhereaboutsParams {
    /// Day; today when absent.
    pub on: Option<NaiveDate>,
    /// Only of this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only those there.
    #[param(inline)]
    pub place: Option<Where>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}

/// What narrows the counts of who is where.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WhereaboutsCountParams {
    /// Day; today when absent.
    pub on: Option<NaiveDate>,
    /// Only of this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
}

/// How many apprentices are at a place.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PlaceCountOut {
    /// Place.
    pub place: Where,
    /// How many.
    #[schema(minimum = 1)]
    pub count: i64,
}

/// Who is where on a day, counted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WhereaboutsCountsOut {
    /// Day.
    pub on: NaiveDate,
    /// Everybody in training that day.
    #[schema(minimum = 0)]
    pub total: i64,
    /// By place, those where somebody is.
    #[schema(max_items = 10)]
    pub by_place: Vec<PlaceCountOut>,
    /// Those of them who miss a half of the day.
    #[schema(minimum = 0)]
    pub partly_absent: i64,
}

impl WhereaboutsCountsOut {
    /// The counts of a day.
    pub fn of(on: NaiveDate, by_place: BTreeMap<Where, i64>, partly_absent: i64) -> Self {
        Self {
            on,
            total: by_place.values().sum(),
            by_place: by_place.into_iter().map(|(place, count)| PlaceCountOut { place, count }).collect(),
            partly_absent,
        }
    }
}

/// Where an apprentice is on a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WhereaboutsOut {
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Name in use, else birth name.
    #[schema(max_length = 100)]
    pub family_name: String,
    /// Given name they are called by, else that of the civil register.
    #[schema(max_length = 100)]
    pub given_name: String,
    /// Cohort whose calendar they follow.
    pub cohort_id: CohortId,
    /// Name of the cohort.
    #[schema(max_length = 200)]
    pub cohort_name: String,
    /// Day.
    pub on: NaiveDate,
    /// Where they are.
    pub place: Where,
    /// The part of the day they are absent.
    pub absent: Option<Missed>,
    /// Contract that runs on the day.
    pub contract_id: Option<ContractId>,
    /// Its employer.
    pub employer_id: Option<EmployerId>,
    /// Name of the employer.
    #[schema(max_length = 200)]
    pub employer_name: Option<String>,
    /// Whether the week is only the one the programme proposes, until the calendar of the cohort is given.
    pub to_be_confirmed: bool,
    /// The sittings of mock exams they are at that day, in order.
    #[schema(max_items = 50)]
    pub sittings: Vec<SittingHours>,
}

/// The names of cohorts and employers of a page, and its sittings.
#[derive(Debug, Clone, Default)]
pub struct PlaceNames {
    pub cohorts: HashMap<CohortId, String>,
    pub employers: HashMap<EmployerId, String>,
    /// When they are at sittings.
    pub sittings: HashMap<ApprenticeId, Vec<SittingHours>>,
}

impl WhereaboutsOut {
    /// Where somebody is, with the names of the page.
    pub fn of(on: NaiveDate, somebody: Somebody, info: Whereabouts, names: &PlaceNames) -> Self {
        let employer_name = info.employer_id.and_then(|employer| names.employers.get(&employer)).cloned();
        Self {
            apprentice_id: somebody.apprentice_id,
            family_name: somebody.usage_name.unwrap_or(somebody.family_name),
            given_name: somebody.given_name,
            cohort_id: somebody.cohort_id,
            cohort_name: names.cohorts.get(&somebody.cohort_id).cloned().unwrap_or_default(),
            on,
            place: info.place,
            absent: info.missed,
            contract_id: info.contract_id,
            employer_id: info.employer_id,
            employer_name,
            to_be_confirmed: info.to_be_confirmed,
            sittings: names.sittings.get(&somebody.apprentice_id).cloned().unwrap_or_default(),
        }
    }
}
