//! From the cells of a file to what each row does: the dry run and the commit ask the same.

mod apprentices;
mod companies;
mod contracts;
mod row;

pub use self::apprentices::{Joining, Newcomer};
pub use self::row::Row;
use crate::catalogue::Catalogue;
use crate::contracts::drafting::Drafted;
use crate::door::Asker;
use crate::employers::model::{EmployerChange, TutorChange};
use crate::ids::SiteId;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::sheets::ListKind;
use crate::sheets::reading::Line;

/// Things told of one file, beyond which each row has but one.
const MOST_NOTES: usize = 20_000;

/// What a file is understood in.
pub struct Scene<'a> {
    /// Who brings it.
    pub asker: &'a Asker,
    /// Site that will own the records.
    pub site: SiteId,
    /// Programmes, against which contracts are checked.
    pub catalogue: &'a Catalogue,
    /// List the file holds.
    pub kind: ListKind,
    /// Whether records will be created: those they hang under are held.
    pub commits: bool,
    /// Field of each column, none for those left aside.
    pub fields: &'a [Option<String>],
}

impl Scene<'_> {
    /// Place of the column that fills a field.
    pub fn column_of(&self, field: &str) -> Option<usize> {
        self.fields.iter().position(|known| known.as_deref() == Some(field))
    }
}

/// The records to create, each with the place of its row.
pub enum Wanted {
    /// Employers.
    Employers(Vec<(usize, EmployerChange)>),
    /// Tutors.
    Tutors(Vec<(usize, TutorChange)>),
    /// Apprentices.
    Apprentices(Vec<(usize, Newcomer)>),
    /// Contracts.
    Contracts(Vec<(usize, Drafted)>),
}

/// Understands every row, and what it asks to create.
pub fn plan(tx: &mut Tx, scene: &Scene<'_>, lines: Vec<Line>) -> Result<(Vec<Row>, Wanted), Problem> {
    let mut rows: Vec<Row> = lines.into_iter().map(|line| Row::read(scene, line)).collect();
    let wanted = match scene.kind {
        ListKind::Employers => Wanted::Employers(companies::plan_employers(tx, scene, &mut rows)?),
        ListKind::Tutors => Wanted::Tutors(companies::plan_tutors(tx, scene, &mut rows)?),
        ListKind::Apprentices => Wanted::Apprentices(apprentices::plan(tx, scene, &mut rows)?),
        ListKind::Contracts => Wanted::Contracts(contracts::plan(tx, scene, &mut rows)?),
    };
    keep_within(&mut rows);
    Ok((rows, wanted))
}

/// A file wrong everywhere is told of in few words.
fn keep_within(rows: &mut [Row]) {
    let mut kept = 0;
    for row in rows {
        kept += if kept < MOST_NOTES { row.notes() } else { row.shortened() };
    }
}
