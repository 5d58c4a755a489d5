//! What stands on a record, in words: what it is, where to read it, how it is taken back first.

mod words;

use self::words::TABLES;
use super::model::{AnyRow, RowScope, StandingRow};
use super::rules::{MERGE_COLLIDES, STOOD_ON};
use super::store;
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::{Fault, Problem};
use crate::platform::text::Sentence;
use crate::say;

/// What stands on a record, an act or a step that somebody wants taken back.
#[derive(Debug, Clone)]
pub struct Dependents(pub Vec<StandingRow>);

impl Dependents {
    /// The rows of some scopes that stand on it, as the room tells of a table and of a row.
    pub fn among(
        conn: &mut Tx,
        scopes: &[RowScope],
        stands: impl Fn(&str, &AnyRow) -> bool,
    ) -> Result<Self, Problem> {
        let rows = store::images(conn, scopes)?.into_iter().filter(|image| stands(&image.table, &image.row));
        Ok(Self(rows.map(|image| StandingRow { table: image.table, row: image.row }).collect()))
    }

    /// Refuses while anything stands: each thing with what it is and how it goes first.
    pub fn refuse(&self) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Ok(());
        }
        let told = self.told();
        let count = told.len();
        let facts = say!(
            "{count} fiche(s) reposent sur celle-ci : retirez-les d'abord.",
            "{count} record(s) stand on this one: take them back first."
        );
        let faults = told.into_iter().map(|sentence| Fault::new("", STOOD_ON.code, sentence));
        Err(STOOD_ON.conflict(facts).listing(faults.collect::<Vec<_>>()))
    }

    /// The same, for those who only ask what may be done.
    pub fn findings(&self) -> Vec<Finding> {
        self.told().into_iter().map(|sentence| STOOD_ON.at("", sentence)).collect()
    }

    /// Each record once, though several of its rows stand: by the row that says how it goes.
    pub(super) fn told(&self) -> Vec<Sentence> {
        let mut records: Vec<(String, &StandingRow, bool)> = Vec::new();
        for one in &self.0 {
            let words = TABLES.iter().find(|words| words.table == one.table);
            let href = words.map(|words| filled(words.href, &one.row)).unwrap_or_default();
            let goes = words.is_some_and(|words| !words.way.is_empty());
            match records.iter_mut().find(|known| !href.is_empty() && known.0 == href) {
                Some(known) if goes && !known.2 => *known = (href, one, goes),
                Some(_) => {}
                None => records.push((href, one, goes)),
            }
        }
        records.iter().map(|(_, one, _)| sentence(&one.table, &one.row)).collect()
    }
}

/// The refusal of a merge whose records have rows that cannot both be of one: each with what it is and how it goes first.
pub fn collision(rows: &[StandingRow]) -> Problem {
    let count = rows.len();
    let facts = say!(
        "{count} élément(s) de l'autre fiche ne peuvent rejoindre celle-ci : retirez l'un des deux d'abord.",
        "{count} item(s) of the other record cannot join this one: take one of the two back first."
    );
    let faults: Vec<Fault> =
        rows.iter().map(|one| Fault::new("", MERGE_COLLIDES.code, sentence(&one.table, &one.row))).collect();
    MERGE_COLLIDES.conflict(facts).listing(faults)
}

/// What a row is, in both languages: its noun, its day, its address, and how it is taken back.
pub fn sentence(table: &str, row: &AnyRow) -> Sentence {
    let Some(words) = TABLES.iter().find(|words| words.table == table) else {
        return say!("Une ligne de {table}.", "A row of {table}.");
    };
    let day = row.get(words.day).and_then(|day| day.as_str()).and_then(|day| day.parse().ok());
    let (le, on) =
        day.map_or_else(Default::default, |day| (format!(" du {}", french_day(day)), format!(" of {day}")));
    let href = filled(words.href, row);
    let way = filled(words.way, row);
    let signed = row.get("signed_on").is_some_and(|day| !day.is_null());
    let (puis, then) = match way.as_str() {
        "" => Default::default(),
        // what is signed is unsigned, then discarded
        _ if signed => {
            let unsigned = format!("POST {href}/signature/withdrawal");
            (format!(" ; d'abord : {unsigned}, puis {way}"), format!("; first: {unsigned}, then {way}"))
        }
        _ => (format!(" ; d'abord : {way}"), format!("; first: {way}")),
    };
    let at = if href.is_empty() { href } else { format!(" ({href})") };
    let (fr, en) = (words.fr, words.en);
    let (fr, en) = (format!("{fr}{le}{at}{puis}."), format!("{en}{on}{at}{then}."));
    Sentence::new(capital(&fr), capital(&en))
}

/// What a table is called, in French and in English; the table itself when it has no words.
pub fn noun(table: &str) -> (&str, &str) {
    TABLES.iter().find(|words| words.table == table).map_or((table, table), |words| (words.fr, words.en))
}

/// The tables whose rows are told in words when they stand on a record.
pub fn tables_with_words() -> Vec<&'static str> {
    TABLES.iter().map(|words| words.table).collect()
}

/// A text with the columns of a row that it names between braces.
pub fn filled(pattern: &str, row: &AnyRow) -> String {
    let text = |column: &str| row.get(column).and_then(|value| value.as_str()).unwrap_or_default();
    const COLUMNS: [&str; 10] = [
        "id",
        "contract_id",
        "amendment_id",
        "difficulty_id",
        "mock_exam_id",
        "sitting_id",
        "visit_id",
        "link_id",
        "exam_result_id",
        "case_id",
    ];
    COLUMNS
        .iter()
        .fold(pattern.to_owned(), |filled, column| filled.replace(&format!("{{{column}}}"), text(column)))
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
