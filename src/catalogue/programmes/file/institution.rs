//! Who trains: the training centre (CFA), its sites (UFA), their people and their educational project.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Text;
use crate::law::holidays::HolidayList;

/// A training centre (CFA): responsible for the apprentices before the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogueCfa)]
pub struct Cfa {
    /// Stable code.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "cfa-jeanne-mance")]
    pub code: String,
    /// Usual name.
    #[schema(min_length = 1, max_length = 2000)]
    pub name: String,
    /// National school identifier (UAI), absent while unknown.
    #[schema(max_length = 8, pattern = "^[0-9]{7}[A-Z]$")]
    pub uai: Option<String>,
    /// Establishment identifier (SIRET), absent while unknown.
    #[schema(max_length = 14, pattern = "^[0-9]{14}$")]
    pub siret: Option<String>,
    /// Postal address.
    pub address: Option<Address>,
    /// Phone number.
    #[schema(max_length = 20)]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Web site.
    #[schema(max_length = 200)]
    pub website: Option<String>,
}

/// A site (UFA): where the training is given, with the pedagogical responsibility.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogueSite)]
pub struct Site {
    /// Stable code.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "ufa-leonie-aviat")]
    pub code: String,
    /// Code of the training centre it works under.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    pub cfa: String,
    /// Usual name.
    #[schema(min_length = 1, max_length = 2000)]
    pub name: String,
    /// Name of the school that hosts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub legal_name: Option<String>,
    /// Name used next to a phone number.
    #[schema(min_length = 1, max_length = 2000)]
    pub short_name: Option<String>,
    /// How the site presents its tie with the training centre.
    #[schema(min_length = 1, max_length = 2000)]
    pub partnership: Option<String>,
    /// National school identifier (UAI), absent while unknown.
    #[schema(max_length = 8, pattern = "^[0-9]{7}[A-Z]$")]
    pub uai: Option<String>,
    /// Establishment identifier (SIRET), absent while unknown.
    #[schema(max_length = 14, pattern = "^[0-9]{14}$")]
    pub siret: Option<String>,
    /// Postal address.
    pub address: Address,
    /// Phone number.
    #[schema(max_length = 20)]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(max_length = 254)]
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

impl Site {
    /// The contact of this code.
    pub fn contact(&self, code: &str) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.code == code)
    }
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
    #[schema(max_length = 5, pattern = "^[0-9]{5}$")]
    pub postcode: String,
    /// Town.
    #[schema(min_length = 1, max_length = 2000)]
    pub city: String,
}

/// A person who answers for the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SiteContact)]
pub struct Contact {
    /// Stable code, unique in the site.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    pub code: String,
    /// Given name.
    #[schema(min_length = 1, max_length = 2000)]
    pub given_name: String,
    /// Family name.
    #[schema(min_length = 1, max_length = 2000)]
    pub family_name: String,
    /// Title as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub title: String,
    /// What the person answers for.
    #[schema(min_items = 1, max_items = 200)]
    pub functions: Vec<ContactFunction>,
    /// Direct phone number.
    #[schema(max_length = 20)]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
}

/// What a contact answers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactFunction {
    /// Head of the site.
    Director,
    /// Administration and enrolments.
    Administration,
    /// Advice on training (conseil en formation).
    TrainingAdviser,
    /// Pedagogical referent.
    PedagogicalReferent,
    /// Disability referent.
    DisabilityReferent,
    /// Mobility referent.
    MobilityReferent,
}

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
