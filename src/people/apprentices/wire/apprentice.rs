//! Apprentices in JSON, and what of them each reader sees.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::enrolment::EnrolmentOut;
use crate::catalogue::code_lists::rules::Given;
use crate::ids::{ApprenticeId, SiteId};
use crate::law::figures::CodeListKey;
use crate::law::identifiers as read;
use crate::people::apprentices::model::{Apprentice, ApprenticeChange, Sex};
use crate::platform::body::MergePatch;
use crate::platform::types;
use crate::trust::access::{Caller, Role};

/// An apprentice, as sent; the NIR has no place here on purpose.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "given_name": "Chloé", "family_name": "Durand", "sex": "F", "born_on": "2006-03-14", "birth_place": "Troyes",
    "birth_department": "10", "nationality_code": "1", "email": "chloe.durand@example.org", "phone": "06 12 34 56 78",
    "address_line": "4 rue des Tanneurs", "postal_code": "10000", "city": "Troyes", "previous_situation_code": "1",
    "last_diploma_prepared_code": "42", "last_class_code": "01", "previous_diploma_code": "42", "nir_given": true,
}))]
pub struct ApprenticeIn {
    /// Site that owns the record; may be left out by whoever is bound to one site. Fixed once created.
    pub site_id: Option<SiteId>,
    /// Birth name.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", example = "Durand")]
    pub family_name: String,
    /// Name in use, when it differs.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    pub usage_name: Option<String>,
    /// First given name of the civil register.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", example = "Chloé")]
    pub given_name: String,
    /// Birth date.
    #[schema(example = "2006-03-14")]
    pub born_on: NaiveDate,
    /// Sex, as on the official form.
    pub sex: Option<Sex>,
    /// Nationality on the official form: 1 French, 2 European Union, 3 outside it.
    #[schema(pattern = "^[0-9]$", max_length = 1, example = "1")]
    pub nationality_code: Option<String>,
    /// Department of birth; 99 for a birth abroad.
    #[schema(pattern = "^[0-9][0-9AB][0-9]?$", max_length = 3, example = "10")]
    pub birth_department: Option<String>,
    /// Commune of birth.
    #[schema(min_length = 1, max_length = 100, example = "Troyes")]
    pub birth_place: Option<String>,
    /// Address.
    #[schema(format = "email", max_length = 254, example = "chloe.durand@example.org")]
    pub email: Option<String>,
    /// Telephone.
    #[schema(format = "phone", max_length = 25, example = "06 12 34 56 78")]
    pub phone: Option<String>,
    /// Street and number.
    #[schema(min_length = 1, max_length = 200)]
    pub address_line: Option<String>,
    /// Postal code.
    #[schema(format = "postal-code", max_length = 5, example = "10000")]
    pub postal_code: Option<String>,
    /// City.
    #[schema(min_length = 1, max_length = 100, example = "Troyes")]
    pub city: Option<String>,
    /// National student identifier (INE); one apprentice of a site at most has it.
    #[schema(format = "ine", max_length = 20, example = "123456789AB")]
    pub ine: Option<String>,
    /// Situation before the contract on the official form: 1 pupil, 2 preparation for apprenticeship, 3 student,
    /// 4 apprenticeship contract, 5 professionalisation contract, 6 subsidised contract, 7 trainee at the CFA before
    /// signing, 8 trainee at the CFA after a rupture, 9 other trainee, 10 employee, 11 looking for a job, 12 inactive.
    #[schema(pattern = "^[0-9]{1,2}$", max_length = 2, example = "1")]
    pub previous_situation_code: Option<String>,
    /// Last class followed on the official form: 01 last year and diploma obtained; 11, 21, 31 first, second, third
    /// year validated; 12, 22, 32 not validated; 40 lower secondary completed, 41 left in 3e, 42 left in 4e.
    #[schema(pattern = "^[0-9]{2}$", max_length = 2, example = "01")]
    pub last_class_code: Option<String>,
    /// Last diploma prepared on the official form, obtained or not; same list as the highest diploma obtained.
    #[schema(pattern = "^[0-9]{2}$", max_length = 2, example = "42")]
    pub last_diploma_prepared_code: Option<String>,
    /// Highest diploma obtained on the official form: 13 none, 25 DNB, 26 CFG, 33 CAP, 34 BEP, 35 MC, 38 other
    /// CAP/BEP, 41 bac pro, 42 general, 43 technological, 49 other bac level, 54 BTS, 55 DUT, 58 other bac+2, 61 M1,
    /// 62 licence pro, 63 licence, 64 BUT, 69 other bac+3 or +4, 71 to 79 bac+5, 80 doctorate.
    #[schema(pattern = "^[0-9]{2}$", max_length = 2, example = "42")]
    pub previous_diploma_code: Option<String>,
    /// Precise title of the last diploma prepared.
    #[schema(min_length = 1, max_length = 200)]
    pub previous_diploma_title: Option<String>,
    /// Whether a minor is emancipated, and so needs no guardian.
    #[serde(default)]
    pub emancipated: bool,
    /// Social security scheme on the official form: 1 MSA, 2 URSSAF.
    #[schema(pattern = "^[0-9]$", max_length = 1, example = "2")]
    pub social_regime_code: Option<String>,
    /// Whether the apprentice is recognised as a disabled worker (RQTH); few see it, and it never says why.
    #[serde(default)]
    pub disabled_worker: bool,
    /// Whether the apprentice is on the list of high-level athletes.
    #[serde(default)]
    pub high_level_athlete: bool,
    /// Whether the apprentice has a project to create or take over a business that needs the diploma.
    #[serde(default)]
    pub business_project: bool,
    /// Whether the NIR was given to the employer; the NIR itself is never kept.
    #[serde(default)]
    pub nir_given: bool,
    /// Says that this person is not the one of the site with the same names and birth date; never kept.
    #[serde(default)]
    pub confirmed_namesake: bool,
}

/// Any of the fields of an apprentice, null to clear.
pub type ApprenticePatch = MergePatch<ApprenticeIn>;

impl ApprenticeIn {
    /// The codes of the official form it carries.
    pub fn codes(&self) -> [Given<'_>; 7] {
        use CodeListKey::{
            BirthDepartment, Diploma, LastClass, Nationality, PreviousSituation, SocialRegime,
        };
        [
            ("/nationality_code", Nationality, self.nationality_code.as_deref()),
            ("/birth_department", BirthDepartment, self.birth_department.as_deref()),
            ("/social_regime_code", SocialRegime, self.social_regime_code.as_deref()),
            ("/previous_situation_code", PreviousSituation, self.previous_situation_code.as_deref()),
            ("/last_class_code", LastClass, self.last_class_code.as_deref()),
            ("/last_diploma_prepared_code", Diploma, self.last_diploma_prepared_code.as_deref()),
            ("/previous_diploma_code", Diploma, self.previous_diploma_code.as_deref()),
        ]
    }

    /// What is written, identifiers in their one normal form.
    pub fn written(self) -> ApprenticeChange {
        ApprenticeChange {
            family_name: self.family_name.trim().to_owned(),
            usage_name: self.usage_name.map(|name| name.trim().to_owned()),
            given_name: self.given_name.trim().to_owned(),
            born_on: self.born_on,
            sex: self.sex,
            nationality_code: self.nationality_code,
            birth_department: self.birth_department,
            birth_place: self.birth_place,
            email: self.email.map(|email| read::email(&email).unwrap_or(email)),
            phone: self.phone.map(|phone| read::phone(&phone).unwrap_or(phone)),
            address_line: self.address_line,
            postal_code: self.postal_code,
            city: self.city,
            ine: self.ine.map(|ine| read::ine(&ine).unwrap_or(ine)),
            previous_situation_code: self.previous_situation_code,
            last_class_code: self.last_class_code,
            last_diploma_prepared_code: self.last_diploma_prepared_code,
            previous_diploma_code: self.previous_diploma_code,
            previous_diploma_title: self.previous_diploma_title,
            emancipated: self.emancipated,
            social_regime_code: self.social_regime_code,
            high_level_athlete: self.high_level_athlete,
            business_project: self.business_project,
            nir_given: self.nir_given,
        }
    }
}

impl From<&Apprentice> for ApprenticeIn {
    fn from(row: &Apprentice) -> Self {
        let row = row.clone();
        Self {
            site_id: Some(row.site_id),
            family_name: row.family_name,
            usage_name: row.usage_name,
            given_name: row.given_name,
            born_on: row.born_on,
            sex: row.sex,
            nationality_code: row.nationality_code,
            birth_department: row.birth_department,
            birth_place: row.birth_place,
            email: row.email,
            phone: row.phone,
            address_line: row.address_line,
            postal_code: row.postal_code,
            city: row.city,
            ine: row.ine,
            previous_situation_code: row.previous_situation_code,
            last_class_code: row.last_class_code,
            last_diploma_prepared_code: row.last_diploma_prepared_code,
            previous_diploma_code: row.previous_diploma_code,
            previous_diploma_title: row.previous_diploma_title,
            emancipated: row.emancipated,
            social_regime_code: row.social_regime_code,
            // sealed elsewhere, and written only when a patch names it
            disabled_worker: false,
            high_level_athlete: row.high_level_athlete,
            business_project: row.business_project,
            nir_given: row.nir_given,
            confirmed_namesake: false,
        }
    }
}

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
    /// First given name of the civil register.
    #[schema(max_length = 100)]
    pub given_name: String,
    /// Address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Telephone, international form.
    #[schema(max_length = 25)]
    pub phone: Option<String>,
    /// Birth date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born_on: Option<NaiveDate>,
    /// Sex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Nationality on the official form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1)]
    pub nationality_code: Option<String>,
    /// Department of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 3)]
    pub birth_department: Option<String>,
    /// Commune of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub birth_place: Option<String>,
    /// Street and number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    pub address_line: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 5)]
    pub postal_code: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub city: Option<String>,
    /// National student identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 11)]
    pub ine: Option<String>,
    /// Situation before the contract on the official form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2)]
    pub previous_situation_code: Option<String>,
    /// Last class followed on the official form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2)]
    pub last_class_code: Option<String>,
    /// Last diploma prepared on the official form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2)]
    pub last_diploma_prepared_code: Option<String>,
    /// Highest diploma obtained on the official form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2)]
    pub previous_diploma_code: Option<String>,
    /// Precise title of the last diploma prepared.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    pub previous_diploma_title: Option<String>,
    /// Whether a minor is emancipated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emancipated: Option<bool>,
    /// Social security scheme on the official form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1)]
    pub social_regime_code: Option<String>,
    /// Recognised as a disabled worker (RQTH); administrators, managers, disability referents and the apprentice see it,
    /// when they ask for it or just wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled_worker: Option<bool>,
    /// On the list of high-level athletes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high_level_athlete: Option<bool>,
    /// Has a project to create or take over a business that needs the diploma.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_project: Option<bool>,
    /// Whether the NIR was given to the employer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nir_given: Option<bool>,
    /// Whether the apprentice is a minor today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minor: Option<bool>,
    /// Whether a minor who is not emancipated still has no guardian; staff and the apprentice see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardians_missing: Option<bool>,
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
            given_name: row.given_name,
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
            ine: row.ine.filter(|_| file),
            previous_situation_code: row.previous_situation_code.filter(|_| file),
            last_class_code: row.last_class_code.filter(|_| file),
            last_diploma_prepared_code: row.last_diploma_prepared_code.filter(|_| file),
            previous_diploma_code: row.previous_diploma_code.filter(|_| file),
            previous_diploma_title: row.previous_diploma_title.filter(|_| file),
            emancipated: file.then_some(row.emancipated),
            social_regime_code: row.social_regime_code.filter(|_| file),
            disabled_worker: None,
            high_level_athlete: file.then_some(row.high_level_athlete),
            business_project: file.then_some(row.business_project),
            nir_given: file.then_some(row.nir_given),
            minor: file.then_some(minor),
            guardians_missing: (sight == Sight::Whole).then_some(guardians_missing),
            enrolments: Vec::new(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
