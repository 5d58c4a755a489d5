//! JSON in and out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::store::Classmate;
use crate::ids::{ApprenticeId, EnrolmentId};
use crate::law::figures::Law;
use crate::people::apprentices::cards::CardSight;
use crate::people::apprentices::cards::wire::EnrolmentFaceOut;
use crate::people::apprentices::rules::status::EnrolmentStatus;
use crate::platform::error::Problem;
use crate::platform::page::{Include, Name, Paging, Rows};

/// Rows of a class when nothing is said: classes are whole.
const WHOLE_CLASS: i64 = 200;

fn whole_class() -> i64 {
    WHOLE_CLASS
}

/// How much of a class.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ClassListParams {
    /// Rows wanted; the whole class unless it has more.
    #[serde(default = "whole_class")]
    #[param(minimum = 1, maximum = 200, default = 200)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
    /// `total` counts all the rows.
    #[param(inline)]
    pub include: Option<Include>,
}

impl ClassListParams {
    /// The rows that follow the cursor.
    pub fn rows(&self) -> Result<Rows<Name>, Problem> {
        Paging { limit: self.limit, cursor: self.cursor.clone(), include: self.include }.rows()
    }
}

/// Somebody of a class.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClassLineOut {
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Their enrolment in the class.
    pub enrolment_id: EnrolmentId,
    /// Name in use, else birth name.
    #[schema(max_length = 100)]
    pub family_name: String,
    /// Given name they are called by, else that of the civil register.
    #[schema(max_length = 100)]
    pub given_name: String,
    /// Address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Telephone, international form.
    #[schema(max_length = 25)]
    pub phone: Option<String>,
    /// Status today; null before the first day.
    pub status: Option<EnrolmentStatus>,
    /// Its code on the national dashboard.
    #[schema(max_length = 20, example = "APPRENTI")]
    pub national_code: Option<&'static str>,
    /// Contract, company, tutor, referent and next visit.
    #[serde(flatten)]
    #[schema(inline)]
    pub face: EnrolmentFaceOut,
    /// How much of what is due for them is late; null for whoever may not read it, and while it is being worked out.
    #[schema(minimum = 0)]
    pub late: Option<i64>,
}

impl ClassLineOut {
    /// Somebody of a class on a day, as a reader sees them.
    pub fn of(row: Classmate, (today, law): (NaiveDate, &Law), sight: CardSight, late: Option<i64>) -> Self {
        let Classmate { id, email, phone, card, .. } = row;
        let status = card.facts.0.status_on(today, law);
        Self {
            apprentice_id: id,
            enrolment_id: card.enrolment_id,
            status,
            national_code: status.map(EnrolmentStatus::national_code),
            face: EnrolmentFaceOut::of(&card, today, sight),
            family_name: card.facts.0.family_name,
            given_name: card.facts.0.given_name,
            email,
            phone,
            late,
        }
    }
}
