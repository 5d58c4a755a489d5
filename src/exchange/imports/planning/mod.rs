//! From the cells of a file to what each row does: the dry run and the commit ask the same.

mod apprentices;
mod companies;
mod contracts;
mod row;

use diesel::Connection;

pub use self::apprentices::{Joining, Newcomer};
pub use self::row::ImportedRow;
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::Contract;
use crate::contracts::consequences::ContractConsequences;
use crate::exchange::sheets::ListKind;
use crate::exchange::sheets::reading::Line;
use crate::ids::SiteId;
use crate::people::employers::model::{EmployerFacts, TutorFacts};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;

/// Things told of one file, beyond which each row has but one.
const MOST_NOTES: usize = 20_000;

/// What a file is understood in.
pub struct ImportContext<'a> {
    /// Who brings it.
    pub asker: &'a Asker,
    /// Site that will own the records.
    pub site: SiteId,
    /// Programmes, against which contracts are checked.
    pub catalogue: &'a Catalogue,
    /// What follows from a contract signed.
    pub follows: &'a ContractConsequences,
    /// List the file holds.
    pub kind: ListKind,
    /// Whether records will be created: those they hang under are held.
    pub commits: bool,
    /// Field of each column, none for those left aside.
    pub fields: &'a [Option<String>],
}

impl ImportContext<'_> {
    /// Place of the column that fills a field.
    pub fn column_of(&self, field: &str) -> Option<usize> {
        self.fields.iter().position(|known| known.as_deref() == Some(field))
    }

    /// Place of the first column that fills a member of this one.
    pub fn column_below(&self, field: &str) -> Option<usize> {
        let below = |known: &str| known.strip_prefix(field).is_some_and(|rest| rest.starts_with('/'));
        self.fields.iter().position(|known| known.as_deref().is_some_and(below))
    }
}

/// The records to create, each with the place of its row.
pub enum NewRecords {
    /// Employers.
    Employers(Vec<(usize, EmployerFacts)>),
    /// Tutors.
    Tutors(Vec<(usize, TutorFacts)>),
    /// Apprentices.
    Apprentices(Vec<(usize, Newcomer)>),
    /// Contracts, written already.
    Contracts(Vec<(usize, Contract)>),
}

/// Understands every row, and what it asks to create.
pub fn plan(
    tx: &mut Tx,
    context: &ImportContext<'_>,
    lines: Vec<Line>,
) -> Result<(Vec<ImportedRow>, NewRecords), Problem> {
    let mut rows: Vec<ImportedRow> = lines.into_iter().map(|line| ImportedRow::read(context, line)).collect();
    let created = match context.kind {
        ListKind::Employers => NewRecords::Employers(companies::plan_employers(tx, context, &mut rows)?),
        ListKind::Tutors => NewRecords::Tutors(companies::plan_tutors(tx, context, &mut rows)?),
        ListKind::Apprentices => NewRecords::Apprentices(apprentices::plan(tx, context, &mut rows)?),
        ListKind::Contracts if context.commits => {
            NewRecords::Contracts(contracts::plan(tx, context, &mut rows)?)
        }
        ListKind::Contracts => {
            rehearsed(tx, |tx| contracts::plan(tx, context, &mut rows))?;
            NewRecords::Contracts(Vec::new())
        }
    };
    shorten_notes(&mut rows);
    Ok((rows, created))
}

/// A file wrong everywhere is told of in few words.
fn shorten_notes(rows: &mut [ImportedRow]) {
    let mut notes = 0;
    for row in rows {
        notes += if notes < MOST_NOTES { row.notes() } else { row.shortened() };
    }
}

/// What is tried, then taken back.
enum Rehearsed<T> {
    Done(T),
    Failed(Problem),
}

impl<T> From<diesel::result::Error> for Rehearsed<T> {
    fn from(error: diesel::result::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Does something and takes it all back.
fn rehearsed<T>(tx: &mut Tx, act: impl FnOnce(&mut Tx) -> Result<T, Problem>) -> Result<T, Problem> {
    let outcome = tx.transaction(|tx| Err::<(), _>(act(tx).map_or_else(Rehearsed::Failed, Rehearsed::Done)));
    match outcome {
        Err(Rehearsed::Done(value)) => Ok(value),
        Err(Rehearsed::Failed(problem)) => Err(problem),
        Ok(()) => Err(Problem::internal("a rehearsal that was kept")),
    }
}
