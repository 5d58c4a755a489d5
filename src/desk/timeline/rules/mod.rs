//! The timeline of an apprentice: what the rooms say, laid along the days. Pure: no database, no clock.

mod contracts;
mod enrolments;
mod mock_exams;
mod phone_contacts;
mod visits;

use chrono::NaiveDate;

use super::model::{Gathered, Item};
use crate::law::figures::Law;

/// Everything told of an apprentice, by day, then kind; lateness is seen from a day.
pub fn timeline(said: &Gathered, as_of: NaiveDate, law: &Law) -> Vec<Item> {
    let mut items: Vec<Item> = enrolments::items(said, as_of, law)
        .chain(contracts::items(said))
        .chain(visits::items(said, as_of))
        .chain(phone_contacts::items(said))
        .chain(mock_exams::items(said, as_of))
        .collect();
    items.sort_by_key(|item| (item.on, item.kind, item.subject.1));
    items
}
