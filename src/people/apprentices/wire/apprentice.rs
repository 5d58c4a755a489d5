//! Apprentices in JSON, and what of them each reader sees.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::enrolment::{EnrolmentLineOut, EnrolmentOut};
use crate::ids::{ApprenticeId, SiteId};
use crate::people::apprentices::model::{Apprentice, ApprenticeLine, DisabilityShown, Sex};
use crate::platform::types;
use crate::text_enum;
use crate::trust::access::{Caller, Role};

/// How much of a file its reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Everything: staff, and the apprentice themselves.
    Whole,
    /// The record without what concerns guardians: a partner's software.
    WithoutGuardians,
    /// Names, e-mail, telephone and where the training stands: a company tutor.
    Contact,
}

impl Sight {
    /// What a caller sees of the files within their reach.
    pub fn of(caller: &Caller) -> Self {
        match caller.role {
            Role::Tutor => Self::Contact,
            Role::Client => Self::WithoutGuardians,
            Role::Administrator | Role::Manager | Role::Trainer | Role::Student => Self::Whole,
        }
    }

    /// Whether more than the contact is seen.
    pub fn is_file(self) -> bool {
        self != Self::Contact
    }
}

/// An apprentice; a company tutor sees neither birth, nationality, address, INE nor previous schooling.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApprenticeOut {
    /// Identifier.
    pub id: ApprenticeId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Birth name.
    #[schema(max_length = 100)]
    pub family_name: String,
    /// Name in use, when it differs.
    #[schema(max_length = 100)]
    pub usage_name: Option<String>,
    /// First given name of the civil register; empty when the birth name is the only one.
    #[schema(max_length = 100)]
    pub given_name: String,
    /// Whether the birth name is the only one.
    pub single_name: bool,
    /// Given name they are called by, when it differs.
    #[schema(max_length = 100)]
    pub usual_given_name: Option<String>,
    /// Address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Telephone, international form.
    #[schema(max_length = 25)]
    pub phone: Option<String>,
    /// Birth date.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub born_on: Option<NaiveDate>,
    /// Sex.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub sex: Option<Sex>,
    /// Nationality on the official form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1, default = "absent")]
    pub nationality_code: Option<String>,
    /// Department of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 3, default = "absent")]
    pub birth_department: Option<String>,
    /// Commune of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, default = "absent")]
    pub birth_place: Option<String>,
    /// Street and number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, default = "absent")]
    pub address_line: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 12, default = "absent")]
    pub postal_code: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, default = "absent")]
    pub city: Option<String>,
    /// Country of the address, ISO 3166-1 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2, default = "absent")]
    pub country: Option<String>,
    /// National student identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 11, default = "absent")]
    pub ine: Option<String>,
    /// Situation before the contract on the official form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2, default = "absent")]
    pub previous_situation_code: Option<String>,
    /// Last class followed on the official form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2, default = "absent")]
    pub last_class_code: Option<String>,
    /// Last diploma prepared on the official form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2, default = "absent")]
    pub last_diploma_prepared_code: Option<String>,
    /// Highest diploma obtained on the official form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2, default = "absent")]
    pub previous_diploma_code: Option<String>,
    /// Precise title of the last diploma prepared.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, default = "absent")]
    pub previous_diploma_title: Option<String>,
    /// Whether a minor is emancipated.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub emancipated: Option<bool>,
    /// Social security scheme on the official form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1, default = "absent")]
    pub social_regime_code: Option<String>,
    /// What is shown of a disability.
    #[serde(flatten)]
    #[schema(inline)]
    pub disability: DisabilityShown,
    /// On the list of high-level athletes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub high_level_athlete: Option<bool>,
    /// Has a project to create or take over a business that needs the diploma.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub business_project: Option<bool>,
    /// Whether the NIR was given to the employer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub nir_given: Option<bool>,
    /// Whether the apprentice is a minor today.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub minor: Option<bool>,
    /// Whether a minor who is not emancipated still has no guardian; staff and the apprentice see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub guardians_missing: Option<bool>,
    /// The enrolment that counts today, of the training they are in, else of the latest: status, present contract, company,
    /// tutor, referent.
    pub present: Option<EnrolmentLineOut>,
    /// Their enrolments, each with where it stands today.
    #[schema(max_items = 100)]
    pub enrolments: Vec<EnrolmentOut>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    #[serde(serialize_with = "types::instant")]
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    #[serde(serialize_with = "types::instant")]
    pub updated_at: DateTime<Utc>,
}

impl ApprenticeOut {
    /// A file as its reader sees it.
    pub fn of(row: Apprentice, sight: Sight, minor: bool, guardians_missing: bool) -> Self {
        let file = sight.is_file();
        Self {
            id: row.id,
            site_id: row.site_id,
            family_name: row.family_name,
            usage_name: row.usage_name,
            single_name: row.given_name.is_empty(),
            given_name: row.given_name,
            usual_given_name: row.usual_given_name,
            email: row.email,
            phone: row.phone,
            born_on: file.then_some(row.born_on),
            sex: row.sex.filter(|_| file),
            nationality_code: row.nationality_code.filter(|_| file),
            birth_department: row.birth_department.filter(|_| file),
            birth_place: row.birth_place.filter(|_| file),
            address_line: row.address_line.filter(|_| file),
            postal_code: row.postal_code.filter(|_| file),
            city: row.city.filter(|_| file),
            country: file.then_some(row.country),
            ine: row.ine.filter(|_| file),
            previous_situation_code: row.previous_situation_code.filter(|_| file),
            last_class_code: row.last_class_code.filter(|_| file),
            last_diploma_prepared_code: row.last_diploma_prepared_code.filter(|_| file),
            previous_diploma_code: row.previous_diploma_code.filter(|_| file),
            previous_diploma_title: row.previous_diploma_title.filter(|_| file),
            emancipated: file.then_some(row.emancipated),
            social_regime_code: row.social_regime_code.filter(|_| file),
            disability: DisabilityShown::default(),
            high_level_athlete: file.then_some(row.high_level_athlete),
            business_project: file.then_some(row.business_project),
            nir_given: file.then_some(row.nir_given),
            minor: file.then_some(minor),
            guardians_missing: (sight == Sight::Whole).then_some(guardians_missing),
            present: None,
            enrolments: Vec::new(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// An apprentice in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApprenticeLineOut {
    /// Identifier.
    pub id: ApprenticeId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Birth name.
    #[schema(max_length = 100)]
    pub family_name: String,
    /// Name in use, when it differs.
    #[schema(max_length = 100)]
    pub usage_name: Option<String>,
    /// First given name of the civil register; empty when the birth name is the only one.
    #[schema(max_length = 100)]
    pub given_name: String,
    /// Whether the birth name is the only one.
    pub single_name: bool,
    /// Given name they are called by, when it differs.
    #[schema(max_length = 100)]
    pub usual_given_name: Option<String>,
    /// Birth date; company tutors do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub born_on: Option<NaiveDate>,
    /// Address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Telephone, international form.
    #[schema(max_length = 25)]
    pub phone: Option<String>,
    /// Their enrolments, as they stand on the day asked for.
    #[schema(max_items = 100)]
    pub enrolments: Vec<EnrolmentLineOut>,
}

impl ApprenticeLineOut {
    /// A line as its reader sees it.
    pub fn of(row: ApprenticeLine, sight: Sight, enrolments: Vec<EnrolmentLineOut>) -> Self {
        Self {
            id: row.id,
            site_id: row.site_id,
            family_name: row.family_name,
            usage_name: row.usage_name,
            single_name: row.given_name.is_empty(),
            given_name: row.given_name,
            usual_given_name: row.usual_given_name,
            born_on: sight.is_file().then_some(row.born_on),
            email: row.email,
            phone: row.phone,
            enrolments,
        }
    }
}

text_enum!(
    /// What a file is read with, besides itself.
    FileInclude {
        /// What is known of the disability of the apprentice: few may read it, and each reading is journaled.
        Disability = "disability" => "Situation de handicap" / "Disability",
    }
);

/// What a file is read with.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileParams {
    /// `disability` shows whether the apprentice is recognised as a disabled worker or held as such, to whom may know; each
    /// reading is journaled.
    #[param(inline)]
    pub include: Option<FileInclude>,
}
