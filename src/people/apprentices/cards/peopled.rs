//! Rows of any list with the people they are about: one mechanism, whatever the list.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::QueryResult;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::Card;
use super::store::{Cards, of_enrolments};
use super::wire::{CardSight, PeopleOut, RowTopic, Whose};
use crate::ids::EnrolmentId;
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

impl<T> Peopled<T> {
    /// Another row about the same people.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Peopled<U> {
        Peopled { row: change(self.row), people: self.people }
    }
}

/// A page of rows found within reach, with the people they are about as whoever asks sees them: one statement a page.
pub fn peopled<T: AboutPeople>(conn: &mut Tx, asker: &Asker, page: Page<T>) -> QueryResult<Page<Peopled<T>>> {
    let abouts: Vec<RowTopic> = page.data.iter().map(|row| row.about(asker.today)).collect();
    let faces = Faces::of(conn, asker, &abouts)?;
    Ok(page.map(|row| faces.beside(row)))
}

/// One row found within reach, with the people it is about as whoever asks sees them.
pub fn with_people<T: AboutPeople>(conn: &mut Tx, asker: &Asker, row: T) -> QueryResult<Peopled<T>> {
    Ok(Faces::of(conn, asker, &[row.about(asker.today)])?.beside(row))
}

/// What the people of some rows are called, for one reader.
struct Faces {
    cards: Cards,
    enrolled: HashMap<EnrolmentId, Card>,
    today: NaiveDate,
    sight: CardSight,
}

impl Faces {
    fn of(conn: &mut Tx, asker: &Asker, abouts: &[RowTopic]) -> QueryResult<Self> {
        let apprentices = abouts.iter().filter_map(|about| match about.whose {
            Whose::Apprentice(id) => Some(id),
            Whose::Enrolment(_) | Whose::Cohort => None,
        });
        let enrolments = abouts.iter().filter_map(|about| match about.whose {
            Whose::Enrolment(id) => Some(id),
            Whose::Apprentice(_) | Whose::Cohort => None,
        });
        Ok(Self {
            cards: Cards::of(conn, apprentices)?,
            enrolled: of_enrolments(conn, &enrolments.collect::<Vec<EnrolmentId>>())?,
            today: asker.today,
            sight: CardSight::of(&asker.caller),
        })
    }

    fn beside<T: AboutPeople>(&self, row: T) -> Peopled<T> {
        let about = row.about(self.today);
        let card = match (about.whose, about.contract) {
            (Whose::Cohort, _) => None,
            (Whose::Enrolment(id), _) => self.enrolled.get(&id),
            (Whose::Apprentice(id), Some(contract)) => self.cards.under(id, contract),
            (Whose::Apprentice(id), None) => self.cards.current(id, about.on),
        };
        let people = card.map(|card| PeopleOut::on(card, about, self.today, self.sight));
        Peopled { row, people: people.unwrap_or_default() }
    }
}
