//! JSON out.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{PeopleToCall, PersonToCall};
use crate::ids::{ApprenticeId, TutorId};
use crate::text_enum;

text_enum!(
    /// Whom one may call about something.
    ContactKind {
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// The company tutor.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
    }
);

/// Somebody one may call about something.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContactOut {
    /// Who they are.
    pub kind: ContactKind,
    /// Apprentice or tutor.
    pub id: Uuid,
    /// Given and family names.
    #[schema(max_length = 300, example = "Ada Lovelace")]
    pub name: String,
    /// Telephone.
    #[schema(max_length = 30, example = "+33325710000")]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Company of a tutor.
    #[schema(max_length = 300)]
    pub company: Option<String>,
    /// Town of the company.
    #[schema(max_length = 100)]
    pub town: Option<String>,
}

impl ContactOut {
    fn of(kind: ContactKind, id: Uuid, person: &PersonToCall) -> Self {
        let (company, town) = person.company.clone().unzip();
        let PersonToCall { name, phone, email, .. } = person.clone();
        Self { kind, id, name, phone, email, company, town: town.flatten() }
    }
}

/// The apprentice and the tutor of something, where they are known.
pub fn contacts(
    people: &PeopleToCall,
    apprentice: Option<ApprenticeId>,
    tutor: Option<TutorId>,
) -> Vec<ContactOut> {
    use ContactKind as Kind;
    let apprentice = apprentice.and_then(|id| Some((id.0, people.apprentices.get(&id)?)));
    let tutor = tutor.and_then(|id| Some((id.0, people.tutors.get(&id)?)));
    let of = |kind| move |(id, person)| ContactOut::of(kind, id, person);
    apprentice.map(of(Kind::Apprentice)).into_iter().chain(tutor.map(of(Kind::Tutor))).collect()
}
