//! The rows of each list that goes out: what its file holds, whose they are, and how they are read.
//!
//! The lists of what happens are read as their own routes read them, page after page: whoever takes one away has the rows,
//! and of each row what they would be answered. A column is named by the place of its value in that answer.

mod absences;
mod columns;
mod marks;
mod obligations;
mod phone_contacts;
mod ruptures;
mod visits;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::gathering::{self, LINES_AT_ONCE};
use super::model::{Export, ExportedList};
use super::rules::most_rows;
use crate::desk::obligations::reading as due;
use crate::desk::obligations::store as due_store;
use crate::exchange::sheets::writing::SheetRecord;
use crate::exchange::sheets::{Column, SheetLayout};
use crate::follow_up::{phone_contacts as calls, visits as held};
use crate::ids::SiteId;
use crate::learning::mock_exams;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::{Page, Rows, after};
use crate::presence::absences as away;
use crate::ruptures::declarations;
use crate::trust::door::Asker;

/// What the file of visits holds.
pub const VISITS: SheetLayout = leaving("Visites", visits::COLUMNS);
/// What the file of absences holds.
pub const ABSENCES: SheetLayout = leaving("Absences", absences::COLUMNS);
/// What the file of telephone contacts holds.
pub const PHONE_CONTACTS: SheetLayout = leaving("Appels", phone_contacts::COLUMNS);
/// What the file of marks holds.
pub const MARKS: SheetLayout = leaving("Notes d'examens blancs", marks::COLUMNS);
/// What the file of ruptures holds.
pub const RUPTURES: SheetLayout = leaving("Ruptures", ruptures::COLUMNS);
/// What the file of what is due holds.
pub const OBLIGATIONS: SheetLayout = leaving("Échéances", obligations::COLUMNS);

/// A list that does not come back in.
const fn leaving(title: &'static str, columns: &'static [Column]) -> SheetLayout {
    SheetLayout { title, columns, comes_back: false }
}

/// What the file of a list holds.
pub const fn layout(list: &ExportedList) -> SheetLayout {
    match list {
        ExportedList::Whole(kind, _) => kind.layout(),
        ExportedList::Visits(_) => VISITS,
        ExportedList::Absences(_) => ABSENCES,
        ExportedList::PhoneContacts(_) => PHONE_CONTACTS,
        ExportedList::Marks(_) => MARKS,
        ExportedList::Ruptures(_) => RUPTURES,
        ExportedList::Obligations(..) => OBLIGATIONS,
    }
}

/// Brings up to date what a list is read from.
pub fn prepare(conn: &mut Tx, asker: &Asker, list: &ExportedList) -> Result<(), Problem> {
    match list {
        ExportedList::Obligations(filter, catalogue) => {
            due::bring_up_to_date(conn, asker, catalogue, filter.site)
        }
        _ => Ok(()),
    }
}

/// The site of each row of a list within reach, of one more row than a file has at most.
pub fn sites(conn: &mut Tx, asker: &Asker, export: &Export) -> Result<Vec<SiteId>, Problem> {
    let (reach, today, most) = (&asker.reach, asker.today, most_rows(export.format));
    let one_more = i64::try_from(most).unwrap_or(i64::MAX - 1) + 1;
    Ok(match &export.list {
        ExportedList::Whole(kind, filter) => {
            let lines = gathering::listed(conn, reach, *kind, *filter, most)?;
            lines.into_iter().map(|(_, site)| site).collect()
        }
        ExportedList::Visits(filter) => held::store::sites_of(conn, reach, filter, today, one_more)?,
        ExportedList::Absences(filter) => away::store::sites_of(conn, reach, filter, today, one_more)?,
        ExportedList::PhoneContacts(filter) => {
            calls::store::sites_of(conn, reach, filter, asker.into(), one_more)?
        }
        ExportedList::Marks(read) => mock_exams::store::sites_of_marks(conn, reach, read, one_more)?,
        ExportedList::Ruptures(filter) => {
            declarations::store::sites_of(conn, reach, filter, today, one_more)?
        }
        ExportedList::Obligations(filter, _) => {
            let view = due::view(asker, filter.as_of);
            due_store::sites_of_rows(conn, reach, filter, &view, one_more)?
        }
    })
}

/// Reads the rows of a list in their order, some at a time, and hands them over.
pub fn read(
    conn: &mut Tx,
    asker: &Asker,
    export: &Export,
    hand_over: impl FnMut(&[SheetRecord]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let columns = layout(&export.list).columns;
    match &export.list {
        ExportedList::Whole(kind, filter) => {
            let lines = gathering::listed(conn, &asker.reach, *kind, *filter, most_rows(export.format))?;
            let read = |ids: &[_]| gathering::records(conn, &asker.reach, *kind, asker.today, ids);
            gathering::in_batches(&lines, read, hand_over)
        }
        ExportedList::Visits(filter) => {
            in_pages(columns, |page| held::acts::listed(conn, asker, filter, page), hand_over)
        }
        ExportedList::Absences(filter) => {
            in_pages(columns, |page| Ok(away::visibility::listed(conn, asker, filter, page)?), hand_over)
        }
        ExportedList::PhoneContacts(filter) => {
            in_pages(columns, |page| calls::acts::listed(conn, asker, filter, page), hand_over)
        }
        ExportedList::Marks(read) => {
            in_pages(columns, |page| marks::listed(conn, asker, read, page), hand_over)
        }
        ExportedList::Ruptures(filter) => {
            in_pages(columns, |page| declarations::acts::listed(conn, asker, filter, page), hand_over)
        }
        ExportedList::Obligations(filter, _) => {
            in_pages(columns, |page| obligations::listed(conn, asker, filter, page), hand_over)
        }
    }
}

/// Reads pages until the last one, each as the values of some columns.
fn in_pages<K: DeserializeOwned, T: Serialize>(
    columns: &[Column],
    mut read: impl FnMut(&Rows<K>) -> Result<Page<T>, Problem>,
    mut hand_over: impl FnMut(&[SheetRecord]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let limit = i64::try_from(LINES_AT_ONCE).unwrap_or(i64::MAX);
    let mut cursor = None;
    loop {
        let page = read(&Rows::after(after(cursor.as_deref())?, limit))?;
        let records: Vec<SheetRecord> = page.data.iter().map(|row| record(columns, &json!(row))).collect();
        hand_over(&records)?;
        if page.next_cursor.is_none() {
            return Ok(());
        }
        cursor = page.next_cursor;
    }
}

/// The values of some columns in an answer.
fn record(columns: &[Column], row: &Value) -> SheetRecord {
    let value = |column: &Column| {
        let found = row.pointer(&format!("/{}", column.field))?;
        Some((column.field.to_owned(), found.clone()))
    };
    columns.iter().filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_rows_are_held_at_once_and_the_last_page_ends_the_list() {
        let columns = [Column::new("at/n", "N", crate::exchange::sheets::Shape::Whole, &[], ("", ""))];
        let mut pages = 0;
        let read = |page: &Rows<u64>| {
            let from = page.after.map_or(0, |last| last + 1);
            let rows = (from..=(from + 250).min(999)).collect();
            Ok(Page::of(rows, page.limit, |n| *n).map(|n| json!({"at": {"n": n}, "other": [n]})))
        };
        let mut numbers = Vec::new();
        in_pages(&columns, read, |records| {
            assert!(records.len() <= LINES_AT_ONCE && records.iter().all(|one| one.len() == 1));
            pages += 1;
            numbers.extend(records.iter().map(|one| one["at/n"].as_u64().unwrap()));
            Ok(())
        })
        .unwrap();
        assert_eq!((pages, numbers), (4, (0..1000).collect::<Vec<_>>()));
    }
}
