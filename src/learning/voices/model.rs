//! The nouns: a voice, and an apprentice as whoever speaks of what they learn finds them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::catalogue::programmes::file::{Programme, SkillLevel};
use crate::ids::{ApprenticeId, ContractId, SiteId};
use crate::people::apprentices::model::EnrolmentInCohort;
use crate::platform::text::Lang;
use crate::text_enum;
use crate::trust::access::Role;

text_enum!(
    /// Who says something of what an apprentice learns.
    Voice {
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// The centre: its trainers and its office.
        Centre = "centre" => "Centre de formation" / "Training centre",
        /// The company, by its tutor.
        Company = "company" => "Entreprise" / "Company",
    }
);

impl Voice {
    /// The voice of a role; none for whoever says nothing.
    pub const fn of(role: Role) -> Option<Self> {
        match role {
            Role::Administrator | Role::Manager | Role::Trainer => Some(Self::Centre),
            Role::Tutor => Some(Self::Company),
            Role::Student => Some(Self::Apprentice),
            Role::Client => None,
        }
    }
}

/// Code of a skill of the programme.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(min_length = 1, max_length = 60, example = "bc01-3")]
pub struct SkillCode(pub String);

/// An apprentice within reach, in the training of the day, with the programme they follow.
#[derive(Debug, Clone)]
pub struct LearningFile<'a> {
    pub apprentice_id: ApprenticeId,
    pub site_id: SiteId,
    /// The enrolment that counts today.
    pub enrolment: EnrolmentInCohort,
    /// The programme in the version its cohort follows.
    pub programme: &'a Programme,
    /// Contract under which a company tutor speaks; none for the others.
    pub contract_id: Option<ContractId>,
}

/// What a skill is called; nothing when the programme no longer has it.
pub fn skill_label(programme: &Programme, code: &str) -> Option<String> {
    programme.skill(code).map(|skill| skill.label.clone())
}

/// What a level is called, in a language.
pub fn level_label(programme: &Programme, code: &str, lang: Lang) -> Option<String> {
    let level = programme.skill_scale.iter().find(|level| level.code == code)?;
    Some(level_words(level, lang))
}

/// A level in words.
pub fn level_words(level: &SkillLevel, lang: Lang) -> String {
    let english = level.label_en.as_ref().filter(|_| lang == Lang::En);
    english.unwrap_or(&level.label).clone()
}
