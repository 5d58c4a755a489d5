//! Who may know why somebody was absent, and absences as each reads them.

use std::collections::HashSet;

use diesel::QueryResult;

use super::model::Absence;
use super::store::{self, AbsenceFilter};
use super::wire::AbsenceOut;
use crate::ids::{AccountId, ApprenticeId};
use crate::people::apprentices::cards::{Peopled, peopled};
use crate::platform::db::Tx;
use crate::platform::page::{Day, Page, Rows};
use crate::trust::access::Role;
use crate::trust::door::Asker;

/// One page of the absences whoever asks reaches, as they see them, each with the people it is about.
pub fn listed(
    conn: &mut Tx,
    asker: &Asker,
    filter: &AbsenceFilter,
    page: &Rows<Day>,
) -> QueryResult<Page<Peopled<AbsenceOut>>> {
    let rows = store::list(conn, &asker.reach, filter, asker.today, page)?;
    let Page { data, next_cursor, total } =
        Page::of(rows, page.limit, |row| Day { on: row.facts.from_on, id: row.id.0 })
            .counted(page, || store::count(conn, &asker.reach, filter, asker.today))?;
    let page = Page { data: shown(conn, asker, data)?, next_cursor, total };
    peopled(conn, asker, page)
}

/// Absences as one reader sees them: the reason only when it concerns them.
pub fn shown(conn: &mut Tx, asker: &Asker, rows: Vec<Absence>) -> QueryResult<Vec<AbsenceOut>> {
    let ids: Vec<ApprenticeId> = rows.iter().map(|row| row.apprentice_id).collect();
    let followed = followed_among(conn, asker, &ids)?;
    let each = rows.into_iter().map(|row| {
        let follows = followed.contains(&row.apprentice_id);
        let sees = asker.caller.sees_reason_of_absence(row.facts.away_from.company(), follows);
        AbsenceOut::of(row, sees)
    });
    Ok(each.collect())
}

/// Whether whoever asks may know why an apprentice within their reach was absent from the company.
pub fn sees_company_reasons(conn: &mut Tx, asker: &Asker, apprentice: ApprenticeId) -> QueryResult<bool> {
    let followed = followed_among(conn, asker, &[apprentice])?;
    Ok(asker.caller.sees_reason_of_absence(true, followed.contains(&apprentice)))
}

/// The apprentices among them that a trainer follows today, as referent or deputy; none for anybody else.
pub fn followed_among(
    conn: &mut Tx,
    asker: &Asker,
    ids: &[ApprenticeId],
) -> QueryResult<HashSet<ApprenticeId>> {
    match asker.caller.role {
        Role::Trainer => store::followed_by(conn, AccountId(asker.caller.id), ids, asker.today),
        _ => Ok(HashSet::new()),
    }
}
