//! The timeline of an apprentice: what the rooms say, laid along the days. Pure: no database, no clock.

mod contracts;
mod enrolments;
mod mock_exams;
mod phone_contacts;
mod visits;

use chrono::NaiveDate;

use super::model::{TimelineItem, TimelineSources};
use crate::law::figures::Law;

/// Everything told of an apprentice, by day, then kind; lateness is seen from a day.
pub fn timeline(sources: &TimelineSources, as_of: NaiveDate, law: &Law) -> Vec<TimelineItem> {
    let mut items: Vec<TimelineItem> = enrolments::items(sources, as_of, law)
        .chain(contracts::items(sources))
        .chain(visits::items(sources, as_of))
        .chain(phone_contacts::items(sources))
        .chain(mock_exams::items(sources, as_of))
        .collect();
    items.sort_by_key(|item| (item.on, item.kind, item.subject.1));
    items
}
