//! JSON in and out.

mod shown;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::shown::{
    CaseParts, CaseSight, ClosingOut, DifficultyLineOut, DifficultyNoteOut, DifficultyOut,
    DifficultyPersonOut, DifficultyStepOut, SubjectNamedOut, next_step_on,
};
use super::model::{
    CaseVisibility, DifficultyDecision, DifficultyFacts, DifficultyOrigin, PersonConcerned, StepWritten,
    SubjectCode,
};
use crate::ids::{AccountId, ContractId, GuardianId, PhoneContactId, TutorId, VisitId};
use crate::law::figures::DifficultySubject;
use crate::law::identifiers::normal;
use crate::platform::body::MergePatch;

/// Any of the facts of a case, null to clear.
pub type DifficultyPatch = MergePatch<DifficultyFacts>;

/// Any of the facts of a step, null to clear.
pub type DifficultyStepPatch = MergePatch<StepWritten>;

/// A difficulty, as whoever hears of it sends it. Company tutors and apprentices send `subjects` and `note` alone.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"subjects": ["work_relations", "mobility"],
    "note": "Ne vient plus volontiers ; le ton est monté vendredi à la caisse."}))]
pub struct DifficultyIn {
    /// What it is about, among `GET /v1/reference/difficulty-subjects`.
    #[schema(min_items = 1, max_items = 20, value_type = Vec<SubjectCode>)]
    pub subjects: Vec<String>,
    /// A few words, the first note of the case. Write no diagnosis, illness, treatment or disability: say what hampers the
    /// work or the training.
    #[schema(min_length = 1, max_length = 5000)]
    pub note: Option<String>,
    /// Who reads the note; when absent, the site, with the apprentice or the tutor who wrote it.
    pub note_visibility: Option<CaseVisibility>,
    /// Where it was first heard of; the staff when absent.
    pub origin: Option<DifficultyOrigin>,
    /// Visit it comes from.
    pub visit_id: Option<VisitId>,
    /// Call it comes from.
    pub phone_contact_id: Option<PhoneContactId>,
    /// Contract concerned; when absent, the one that runs on the day, or the only one there is.
    pub contract_id: Option<ContractId>,
    /// Day on which it is opened; today when absent.
    #[schema(example = "2026-01-12")]
    pub opened_on: Option<NaiveDate>,
    /// Whether the apprentice is shown that it is followed; no when absent, yes when they tell it.
    pub shared_with_apprentice: Option<bool>,
    /// Whether the tutors of the contract are shown that it is followed; no when absent, yes when one of them tells it.
    pub shared_with_tutor: Option<bool>,
}

impl DifficultyIn {
    /// The first member that only the site may send, if any is there.
    pub fn first_of_the_site(&self) -> Option<&'static str> {
        let sent = [
            ("/note_visibility", self.note_visibility.is_some()),
            ("/origin", self.origin.is_some()),
            ("/visit_id", self.visit_id.is_some()),
            ("/phone_contact_id", self.phone_contact_id.is_some()),
            ("/contract_id", self.contract_id.is_some()),
            ("/opened_on", self.opened_on.is_some()),
            ("/shared_with_apprentice", self.shared_with_apprentice.is_some()),
            ("/shared_with_tutor", self.shared_with_tutor.is_some()),
        ];
        sent.into_iter().find(|(_, there)| *there).map(|(pointer, _)| pointer)
    }
}

/// Who is concerned by a difficulty, all of them.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"persons": [{"role": "apprentice"}, {"role": "mediator", "name": "Alix Roy"}]}))]
pub struct DifficultyPersonsIn {
    /// Each of them, in the order they are told.
    #[schema(max_items = 20)]
    pub persons: Vec<DifficultyPersonIn>,
}

/// Somebody concerned: by their record when there is one, else by their name.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DifficultyPersonIn {
    /// As what they are concerned.
    pub role: PersonConcerned,
    /// Account, for `staff`.
    pub account_id: Option<AccountId>,
    /// Company tutor, for `tutor`.
    pub tutor_id: Option<TutorId>,
    /// Guardian of the apprentice, for `guardian`.
    pub guardian_id: Option<GuardianId>,
    /// Name, for somebody without a record.
    #[schema(format = "name", min_length = 1, max_length = 200, example = "Alix Roy")]
    #[serde(default, deserialize_with = "normal::name_or_none")]
    pub name: Option<String>,
}

/// A note, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"note": "Ils se sont parlé, sans s'entendre sur les horaires.", "visibility": "staff"}))]
pub struct DifficultyNoteIn {
    /// The note. Write no diagnosis, illness, treatment or disability.
    #[schema(min_length = 1, max_length = 5000)]
    pub note: String,
    /// Who reads it, once the case is shared with them.
    pub visibility: CaseVisibility,
}

/// How a difficulty ends, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"decision": "arrangement", "words": "Les ouvertures du samedi sont partagées.",
    "visibility": "all_three"}))]
pub struct ClosingIn {
    /// Day; today when absent.
    pub closed_on: Option<NaiveDate>,
    /// What was decided.
    pub decision: DifficultyDecision,
    /// The same in words; never a diagnosis.
    #[schema(min_length = 1, max_length = 2000)]
    pub words: String,
    /// Who reads what was decided; the site when absent.
    pub visibility: Option<CaseVisibility>,
}

/// Why a difficulty is opened again, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Les absences reprennent."}))]
pub struct ReopeningIn {
    /// Why.
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// What a difficulty may be about.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DifficultySubjectsOut {
    /// The subjects.
    #[schema(max_items = 20)]
    pub data: Vec<DifficultySubject>,
}
