//! JSON out: whom an accommodation is about.

use chrono::NaiveDate;

use super::model::ExamAccommodation;
use crate::people::apprentices::cards::wire::Whose;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};

impl AboutPeople for ExamAccommodation {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic { whose: Whose::Enrolment(self.enrolment_id), contract: None, tutor: None, on: today }
    }
}
