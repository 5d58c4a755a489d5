//! Rows of any list with the people they are about: one mechanism, whatever the list.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::QueryResult;
use serde::Serialize;
use utoipa::ToSchema;

use super::store::{Cards, of_enrolments};
use super::wire::{CardSight, PeopleOut, RowTopic, Whose};
use crate::ids::{ApprenticeId, EnrolmentId};
use crate::platform::db::Tx;
use crate::platform::page::Page;
use crate::trust::door::Asker;

/// A row that is about somebody.
pub trait AboutPeople {
    /// Whom it is about, seen on a day.
    fn about(&self, today: NaiveDate) -> RowTopic;
}

/// A row with the people it is about.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Peopled<T> {
    /// The row.
    #[serde(flatten)]
    pub row: T,
    /// Apprentice, cohort, employer, tutor and referent, by name.
    #[serde(flatten)]
    pub people: PeopleOut,
}

/// A page of rows found within reach, with the people they are about as whoever asks sees them: one statement a page.
pub fn peopled<T: AboutPeople>(conn: &mut Tx, asker: &Asker, page: Page<T>) -> QueryResult<Page<Peopled<T>>> {
    let (today, sight) = (asker.today, CardSight::of(&asker.caller));
    let abouts: Vec<RowTopic> = page.data.iter().map(|row| row.about(today)).collect();
    let apprentices = abouts.iter().filter_map(|about| match about.whose {
        Whose::Apprentice(id) => Some(id),
        Whose::Enrolment(_) | Whose::Cohort => None,
    });
    let cards = Cards::of(conn, apprentices.collect::<Vec<ApprenticeId>>())?;
    let enrolments = abouts.iter().filter_map(|about| match about.whose {
        Whose::Enrolment(id) => Some(id),
        Whose::Apprentice(_) | Whose::Cohort => None,
    });
    let enrolled = match enrolments.collect::<Vec<EnrolmentId>>() {
        none if none.is_empty() => HashMap::new(),
        some => of_enrolments(conn, &some)?,
    };
    let mut abouts = abouts.into_iter();
    Ok(page.map(|row| {
        let people = abouts.next().and_then(|about| {
            let card = match (about.whose, about.contract) {
                (Whose::Cohort, _) => None,
                (Whose::Enrolment(id), _) => enrolled.get(&id),
                (Whose::Apprentice(id), Some(contract)) => cards.under(id, contract),
                (Whose::Apprentice(id), None) => cards.current(id, about.on),
            };
            card.map(|card| PeopleOut::on(card, about, today, sight))
        });
        Peopled { row, people: people.unwrap_or_default() }
    }))
}
