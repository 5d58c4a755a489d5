//! The nouns: a period as tutor, and the person behind the tutor records of several sites.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ids::TutorId;
use crate::schema::contract_tutors;

/// A period as tutor, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = contract_tutors, check_for_backend(diesel::pg::Pg))]
#[schema(as = TutorshipOut)]
pub struct Tutorship {
    /// 1 first tutor, 2 second.
    #[schema(minimum = 1, maximum = 2)]
    pub rank: i16,
    /// Company tutor.
    pub tutor_id: TutorId,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day agreed; a rupture ends it earlier.
    pub to_on: NaiveDate,
    /// Whether the training is prolonged after a failure during it.
    pub repeater: bool,
}

/// One person, whatever the number of sites that know them.
#[derive(Debug, Clone)]
pub struct TutorPerson {
    /// Names, as written first.
    pub name: String,
    /// Their records, one a site.
    pub tutor_ids: Vec<TutorId>,
}

impl TutorPerson {
    /// Whether a record is theirs.
    pub fn is(&self, tutor: TutorId) -> bool {
        self.tutor_ids.contains(&tutor)
    }
}
