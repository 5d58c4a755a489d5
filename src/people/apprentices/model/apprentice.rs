//! An apprentice, as a row, as sent, and as a line of a list.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Disability;
use crate::catalogue::code_lists::rules::Given;
use crate::ids::{ApprenticeId, SiteId};
use crate::law::figures::CodeListKey;
use crate::law::identifiers::normal;
use crate::people::apprentices::rules::requirement::Schooling;
use crate::platform::body::MergePatch;
use crate::schema::apprentices;
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// Sex, as on the official form.
    Sex {
        /// Female.
        Female = "F" => "Féminin" / "Female",
        /// Male.
        Male = "M" => "Masculin" / "Male",
    }
);

/// A person in training, whatever the number of their contracts.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = apprentices, check_for_backend(diesel::pg::Pg))]
pub struct Apprentice {
    pub id: ApprenticeId,
    pub site_id: SiteId,
    /// Birth name.
    pub family_name: String,
    /// Name in use, when it differs.
    pub usage_name: Option<String>,
    /// First given name of the civil register; empty when the birth name is the only one.
    pub given_name: String,
    /// Given name they are called by, when it differs.
    pub usual_given_name: Option<String>,
    pub born_on: NaiveDate,
    pub sex: Option<Sex>,
    pub nationality_code: Option<String>,
    pub birth_department: Option<String>,
    pub birth_place: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address_line: Option<String>,
    pub postal_code: Option<String>,
    pub city: Option<String>,
    pub country: String,
    pub ine: Option<String>,
    pub previous_situation_code: Option<String>,
    pub last_class_code: Option<String>,
    pub last_diploma_prepared_code: Option<String>,
    pub previous_diploma_code: Option<String>,
    pub previous_diploma_title: Option<String>,
    pub emancipated: bool,
    pub social_regime_code: Option<String>,
    pub high_level_athlete: bool,
    pub business_project: bool,
    /// Whether the NIR was given to the employer.
    pub nir_given: bool,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Apprentice {
    /// What the file says of the schooling.
    pub fn schooling(&self) -> Schooling<'_> {
        Schooling {
            highest_diploma: self.previous_diploma_code.as_deref(),
            last_diploma: self.last_diploma_prepared_code.as_deref(),
            last_class: self.last_class_code.as_deref(),
        }
    }
}

impl Subject for Apprentice {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// An apprentice, as sent; the NIR has no place here on purpose.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Insertable, AsChangeset)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = apprentices, treat_none_as_null = true)]
#[schema(as = ApprenticeIn, example = json!({
    "given_name": "Chloé", "family_name": "Durand", "sex": "F", "born_on": "2006-03-14", "birth_place": "Troyes",
    "birth_department": "10", "nationality_code": "1", "email": "chloe.durand@example.org", "phone": "06 12 34 56 78",
    "address_line": "4 rue des Tanneurs", "postal_code": "10000", "city": "Troyes", "previous_situation_code": "1",
    "last_diploma_prepared_code": "42", "last_class_code": "01", "previous_diploma_code": "42", "nir_given": true,
}))]
pub struct ApprenticeFacts {
    /// Site that owns the record; may be left out by whoever is bound to one site. Fixed once created.
    #[diesel(skip_insertion, skip_update)]
    pub site_id: Option<SiteId>,
    /// Birth name.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Durand")]
    #[serde(deserialize_with = "normal::name")]
    pub family_name: String,
    /// Name in use, when it differs.
    #[schema(format = "name", min_length = 1, max_length = 100)]
    #[serde(default, deserialize_with = "normal::name_or_none")]
    pub usage_name: Option<String>,
    /// First given name of the civil register; left out of a person with a single name, which is the birth name.
    #[schema(max_length = 100, example = "Chloé")]
    #[serde(default, deserialize_with = "normal::name_or_empty")]
    pub given_name: String,
    /// Says that the birth name is the only name.
    #[serde(default)]
    #[diesel(skip_insertion, skip_update)]
    pub single_name: bool,
    /// Given name they are called by, when it differs: lists, pages and messages use it, the official form does not.
    #[schema(format = "name", min_length = 1, max_length = 100)]
    #[serde(default, deserialize_with = "normal::name_or_none")]
    pub usual_given_name: Option<String>,
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
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Troyes")]
    #[serde(default, deserialize_with = "normal::name_or_none")]
    pub birth_place: Option<String>,
    /// Address.
    #[schema(format = "email", max_length = 254, example = "chloe.durand@example.org")]
    #[serde(default, deserialize_with = "normal::email_or_none")]
    pub email: Option<String>,
    /// Telephone.
    #[schema(format = "phone", max_length = 25, example = "06 12 34 56 78")]
    #[serde(default, deserialize_with = "normal::phone_or_none")]
    pub phone: Option<String>,
    /// Street and number.
    #[schema(min_length = 1, max_length = 200)]
    pub address_line: Option<String>,
    /// Postal code, of the country.
    #[schema(format = "postal-code", max_length = 20, example = "10000")]
    #[serde(default, deserialize_with = "normal::postal_code_or_none")]
    pub postal_code: Option<String>,
    /// City.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Troyes")]
    #[serde(default, deserialize_with = "normal::name_or_none")]
    pub city: Option<String>,
    /// Country of the address, ISO 3166-1 code of two letters; France when absent, its territories overseas included.
    #[schema(format = "country", max_length = 60, example = "FR")]
    #[serde(default = "normal::france", deserialize_with = "normal::country")]
    pub country: String,
    /// National student identifier (INE); one apprentice of a site at most has it.
    #[schema(format = "ine", max_length = 20, example = "123456789AB")]
    #[serde(default, deserialize_with = "normal::ine_or_none")]
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
    #[diesel(skip_insertion, skip_update)]
    pub disabled_worker: bool,
    /// Whether the apprentice, from 15 to 20, is held as a disabled worker by the rights of a disabled child (PCH, AEEH, PPS):
    /// "équivalence jeunes" of the form; few see it.
    #[serde(default)]
    #[diesel(skip_insertion, skip_update)]
    pub youth_equivalence: bool,
    /// Whether the apprentice is entitled to the obligation of employment on another ground: "extension BOE" of the form;
    /// few see it.
    #[serde(default)]
    #[diesel(skip_insertion, skip_update)]
    pub boe_extension: bool,
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
    #[diesel(skip_insertion, skip_update)]
    pub confirmed_namesake: bool,
}

/// Any of the fields of an apprentice, null to clear.
pub type ApprenticePatch = MergePatch<ApprenticeFacts>;

impl ApprenticeFacts {
    /// What it says of the schooling.
    pub fn schooling(&self) -> Schooling<'_> {
        Schooling {
            highest_diploma: self.previous_diploma_code.as_deref(),
            last_diploma: self.last_diploma_prepared_code.as_deref(),
            last_class: self.last_class_code.as_deref(),
        }
    }

    /// What it says of a disability.
    pub const fn disability(&self) -> Disability {
        Disability {
            disabled_worker: self.disabled_worker,
            youth_equivalence: self.youth_equivalence,
            boe_extension: self.boe_extension,
        }
    }

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
}

impl From<&Apprentice> for ApprenticeFacts {
    fn from(row: &Apprentice) -> Self {
        let row = row.clone();
        Self {
            site_id: Some(row.site_id),
            family_name: row.family_name,
            usage_name: row.usage_name,
            single_name: row.given_name.is_empty(),
            given_name: row.given_name,
            usual_given_name: row.usual_given_name,
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
            country: row.country,
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
            youth_equivalence: false,
            boe_extension: false,
            high_level_athlete: row.high_level_athlete,
            business_project: row.business_project,
            nir_given: row.nir_given,
            confirmed_namesake: false,
        }
    }
}

/// An apprentice as a line of a list.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = apprentices, check_for_backend(diesel::pg::Pg))]
pub struct ApprenticeLine {
    pub id: ApprenticeId,
    pub site_id: SiteId,
    pub family_name: String,
    pub usage_name: Option<String>,
    pub given_name: String,
    pub usual_given_name: Option<String>,
    pub born_on: NaiveDate,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Name as searched and sorted.
    pub search_name: String,
}
