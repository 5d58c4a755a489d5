//! Who trains: the training centre (CFA), its sites (UFA), their people and their educational project.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Text;
use crate::ids::AccountId;
use crate::law::holidays::HolidayList;
use crate::law::identifiers::{self, IdentifierFault};
use crate::platform::text::seen;
use crate::text_enum;

/// A training centre (CFA): responsible for the apprentices before the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogueCfa, examples(json!({"siret": "73282932000074", "uai": "0951099D"})))]
pub struct Cfa {
    /// Stable code.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "cfa-jeanne-mance")]
    pub code: String,
    /// Usual name.
    #[schema(format = "name", min_length = 1, max_length = 2000)]
    pub name: String,
    /// National school identifier (UAI), absent while unknown.
    #[schema(format = "uai", max_length = 20, example = "0951099D")]
    pub uai: Option<String>,
    /// Establishment identifier (SIRET), absent while unknown; spaces are ignored in what is sent.
    #[schema(format = "siret", max_length = 20, example = "73282932000074")]
    pub siret: Option<String>,
    /// Activity declaration number (NDA) of a training body, absent while unknown.
    #[schema(format = "nda", max_length = 20, example = "44100012310")]
    pub nda: Option<String>,
    /// Name of the director.
    #[schema(format = "name", min_length = 1, max_length = 200, example = "Claire Martin")]
    pub director: Option<String>,
    /// Postal address.
    pub address: Option<Address>,
    /// Phone number.
    #[schema(format = "phone", max_length = 20, example = "03 25 80 72 17")]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(format = "email", max_length = 254)]
    pub email: Option<String>,
    /// Web site.
    #[schema(max_length = 200)]
    pub website: Option<String>,
}

/// A site (UFA): where the training is given, with the pedagogical responsibility.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogueSite, examples(json!({"phone": "03.25.80.72.17", "email": "accueil@lycee.example.org"})))]
pub struct Site {
    /// Stable code.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "ufa-leonie-aviat")]
    pub code: String,
    /// Code of the training centre it works under.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "bts-mco")]
    pub cfa: String,
    /// Usual name.
    #[schema(format = "name", min_length = 1, max_length = 2000)]
    pub name: String,
    /// Name of the school that hosts it.
    #[schema(format = "name", min_length = 1, max_length = 2000)]
    pub legal_name: Option<String>,
    /// Name used next to a phone number.
    #[schema(format = "name", min_length = 1, max_length = 2000)]
    pub short_name: Option<String>,
    /// How the site presents its tie with the training centre.
    #[schema(min_length = 1, max_length = 2000)]
    pub partnership: Option<String>,
    /// National school identifier (UAI), absent while unknown.
    #[schema(format = "uai", max_length = 20, example = "0951099D")]
    pub uai: Option<String>,
    /// Establishment identifier (SIRET), absent while unknown; spaces are ignored in what is sent.
    #[schema(format = "siret", max_length = 20, example = "73282932000074")]
    pub siret: Option<String>,
    /// Postal address.
    pub address: Address,
    /// Phone number.
    #[schema(format = "phone", max_length = 20, example = "03 25 80 72 17")]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(format = "email", max_length = 254)]
    pub email: Option<String>,
    /// Web site.
    #[schema(max_length = 200)]
    pub website: Option<String>,
    /// Which public holidays apply at the site.
    pub public_holidays: HolidayList,
    /// People who answer for the site.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub contacts: Vec<Contact>,
    /// What the site wants its pupils to become.
    pub educational_project: Option<EducationalProject>,
}

impl Cfa {
    /// The same, its identifiers in their one form.
    #[must_use]
    pub fn in_one_form(self) -> Self {
        Self {
            name: seen(&self.name).to_owned(),
            director: in_form(self.director, identifiers::name),
            uai: in_form(self.uai, identifiers::uai),
            siret: in_form(self.siret, identifiers::siret),
            nda: in_form(self.nda, identifiers::nda),
            email: in_form(self.email, identifiers::email),
            ..self
        }
    }
}

impl Site {
    /// The contact of this code.
    pub fn contact(&self, code: &str) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.code == code)
    }

    /// The same, its identifiers in their one form.
    #[must_use]
    pub fn in_one_form(self) -> Self {
        let contacts = self.contacts.into_iter();
        Self {
            name: seen(&self.name).to_owned(),
            legal_name: in_form(self.legal_name, identifiers::name),
            short_name: in_form(self.short_name, identifiers::name),
            uai: in_form(self.uai, identifiers::uai),
            siret: in_form(self.siret, identifiers::siret),
            email: in_form(self.email, identifiers::email),
            contacts: contacts
                .map(|contact| Contact { email: in_form(contact.email, identifiers::email), ..contact })
                .collect(),
            ..self
        }
    }
}

type FormReader = fn(&str) -> Result<String, IdentifierFault>;

/// A text in its one form; as it is when it has none, for the rules to refuse it.
fn in_form(text: Option<String>, read: FormReader) -> Option<String> {
    text.map(|given| read(&given).unwrap_or(given))
}

/// A French postal address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogueAddress)]
pub struct Address {
    /// Number and street.
    #[schema(min_length = 1, max_length = 2000)]
    pub street: String,
    /// Postcode.
    #[schema(format = "french-postal-code", max_length = 20, example = "10000")]
    pub postcode: String,
    /// Town.
    #[schema(format = "name", min_length = 1, max_length = 2000)]
    pub city: String,
}

/// A person who answers for the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SiteContact)]
pub struct Contact {
    /// Stable code, unique in the site.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "bts-mco")]
    pub code: String,
    /// Given name.
    #[schema(format = "name", min_length = 1, max_length = 2000)]
    pub given_name: String,
    /// Family name.
    #[schema(format = "name", min_length = 1, max_length = 2000)]
    pub family_name: String,
    /// Title as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub title: String,
    /// What the person answers for.
    #[schema(min_items = 1, max_items = 200)]
    pub functions: Vec<ContactFunction>,
    /// Direct phone number.
    #[schema(format = "phone", max_length = 20, example = "03 25 80 72 17")]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(format = "email", max_length = 254)]
    pub email: Option<String>,
    /// Account they sign in with, told to the office only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub account_id: Option<AccountId>,
}

impl Contact {
    /// The same, as anybody reads it.
    #[must_use]
    pub fn for_anybody(self) -> Self {
        Self { account_id: None, ..self }
    }
}

text_enum!(
    /// What a contact answers for.
    ContactFunction {
        /// Head of the site.
        Director = "director" => "Direction" / "Director",
        /// Administration and enrolments.
        Administration = "administration" => "Administration" / "Administration",
        /// Advice on training (conseil en formation).
        TrainingAdviser = "training_adviser" => "Conseil en formation" / "Training adviser",
        /// Pedagogical referent.
        PedagogicalReferent = "pedagogical_referent" => "Référent pédagogique" / "Pedagogical referent",
        /// Disability referent.
        DisabilityReferent = "disability_referent" => "Référent handicap" / "Disability referent",
        /// Mobility referent.
        MobilityReferent = "mobility_referent" => "Référent mobilité" / "Mobility referent",
    }
);

/// The educational project of a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EducationalProject {
    /// Sentence that introduces it.
    #[schema(min_length = 1, max_length = 2000)]
    pub introduction: String,
    /// Its dimensions.
    #[schema(max_items = 200)]
    pub dimensions: Vec<EducationalDimension>,
}

/// One dimension of an educational project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EducationalDimension {
    /// Name of the dimension.
    #[schema(min_length = 1, max_length = 2000)]
    pub name: String,
    /// What it aims at.
    #[schema(max_items = 200)]
    pub aims: Vec<Text>,
}
