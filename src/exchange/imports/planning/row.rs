//! One row on its way: its cells read, checked by the very schema of the API, compared with what is there.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ImportContext;
use crate::exchange::imports::model::{Difference, RowNote, RowState, RowVerdict};
use crate::exchange::imports::rules::{AMBIGUOUS, DUPLICATE, TOO_MANY_CELLS};
use crate::exchange::sheets::cells::{self, CellFinding, as_french};
use crate::exchange::sheets::column::{Column, POSTAL_CODE_ABROAD};
use crate::exchange::sheets::nesting::{Alias, nested};
use crate::exchange::sheets::reading::Line;
use crate::exchange::sheets::writing::SheetRecord;
use crate::law::findings::Finding;
use crate::law::identifiers;
use crate::platform::body::checked;
use crate::platform::error::{Fault, Problem};
use crate::platform::folding::name_key;
use crate::say;

/// Members of the API's records that people name otherwise in a file.
const NAMED_OTHERWISE: [(&str, &str); 6] = [
    ("employer_id", "employer_siret"),
    ("tutor_id", "tutor_family_name"),
    ("second_tutor_id", "second_tutor_family_name"),
    ("enrolment_id", "apprentice_family_name"),
    ("apprentice_id", "apprentice_family_name"),
    ("previous_contract_id", "previous_starts_on"),
];
/// Most things told of one row.
const MOST_NOTES: usize = 40;

/// One row of a file.
#[derive(Debug)]
pub struct ImportedRow {
    /// Number in the file.
    pub number: i32,
    /// Cells as typed.
    pub cells: Vec<String>,
    /// What the row does.
    pub state: RowState,
    /// Record already there, or created.
    pub record_id: Option<Uuid>,
    /// Records made along with it.
    pub made: Vec<Uuid>,
    /// Version of the record created, 1 unless said.
    pub version: Option<i64>,
    entered: Map<String, Value>,
    aliases: Vec<Alias>,
    notes: Vec<RowNote>,
    differences: Vec<Difference>,
}

impl ImportedRow {
    /// Reads the cells of a line.
    pub fn read(context: &ImportContext<'_>, line: Line) -> Self {
        let mut row = Self {
            number: line.number,
            cells: line.cells,
            state: RowState::Create,
            record_id: None,
            made: Vec::new(),
            version: None,
            entered: Map::new(),
            aliases: Vec::new(),
            notes: Vec::new(),
            differences: Vec::new(),
        };
        row.fit(context.fields.len());
        for (at, field) in context.fields.iter().enumerate() {
            let Some(column) = field.as_deref().and_then(|field| context.kind.column_of(field)) else {
                continue;
            };
            let abroad = row.says_abroad(context, column.field);
            let column = if abroad { Column { shape: POSTAL_CODE_ABROAD, ..*column } } else { *column };
            match cells::read(&column, row.cells.get(at).map(String::as_str).unwrap_or_default()) {
                Ok(Some(value)) => drop(row.entered.insert(column.field.to_owned(), value)),
                Ok(None) => {}
                Err(finding) => row.note(Some(at), finding),
            }
        }
        row
    }

    /// Whether a column holds the postal code of an address whose country, in another column, is not France.
    fn says_abroad(&self, context: &ImportContext<'_>, field: &str) -> bool {
        let Some(before) = field.strip_suffix("postal_code") else { return false };
        let at = context.column_of(&format!("{before}country"));
        let country = at.and_then(|at| self.cells.get(at)).map(|cell| identifiers::country(cell));
        country.is_some_and(|country| country.is_ok_and(|code| !identifiers::is_france(&code)))
    }

    /// As many cells as headers; what overflows is told, unless it is empty.
    fn fit(&mut self, width: usize) {
        let overflows = self.cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
        let found = self.cells.len();
        self.cells.resize(width, String::new());
        if overflows {
            let facts = say!(
                "Cette ligne a {found} cellules pour {width} en-têtes : un séparateur est-il dans un texte sans guillemets ?",
                "This row has {found} cells for {width} headers: is a separator inside a text without quotes?"
            );
            self.note(None, CellFinding::plain(TOO_MANY_CELLS.at("", facts)));
        }
    }

    fn note(&mut self, column: Option<usize>, cell_finding: CellFinding) {
        let CellFinding { finding, suggestion } = cell_finding;
        let is_error = finding.is_error();
        if is_error {
            self.state = RowState::Faulty;
        }
        if self.notes.len() < MOST_NOTES {
            let Finding { code, fr, en, source, .. } = *finding;
            let (code, source) = (code.to_owned(), source.to_owned());
            self.notes.push(RowNote { column, is_error, code, fr, en, suggestion, source });
        }
    }

    /// Tells something of the cell of a field.
    pub fn report(&mut self, context: &ImportContext<'_>, field: &str, finding: Finding) {
        self.note(self.column_for(context, field), CellFinding::plain(finding));
    }

    /// The same, with what was probably meant.
    pub fn report_meaning(
        &mut self,
        context: &ImportContext<'_>,
        field: &str,
        finding: Finding,
        meant: Option<&str>,
    ) {
        let suggestion = meant.map(str::to_owned);
        self.note(self.column_for(context, field), CellFinding { finding: Box::new(finding), suggestion });
    }

    /// Tells what rules found, each at the member it names.
    pub fn report_all(&mut self, context: &ImportContext<'_>, findings: impl IntoIterator<Item = Finding>) {
        for finding in findings {
            let field = finding.pointer.trim_start_matches('/').to_owned();
            // what could not be read is told already, and is not missing
            let column = self.column_for(context, &field);
            let unread = column.is_some() && !self.entered.contains_key(&field);
            if !(unread && self.notes.iter().any(|note| note.column == column)) {
                self.report(context, &field, finding);
            }
        }
    }

    /// Tells why the API would refuse the row.
    pub fn report_problem(&mut self, context: &ImportContext<'_>, problem: &Problem) {
        if problem.faults_found().is_empty() {
            let detail = problem.detail().clone();
            self.refuse(None, problem.code(), detail);
        }
        for Fault { pointer, code, message } in problem.faults_found() {
            let column = self.column_for(context, pointer.trim_start_matches('/'));
            let told_already = column.is_some() && self.notes.iter().any(|note| note.column == column);
            if !told_already {
                self.refuse(column, code, message.clone());
            }
        }
    }

    fn refuse(&mut self, column: Option<usize>, code: &str, text: crate::platform::text::Sentence) {
        let (fr, en) = (text.fr.into_owned(), text.en.into_owned());
        self.state = RowState::Faulty;
        if self.notes.len() < MOST_NOTES {
            let (code, source) = (code.to_owned(), String::new());
            self.notes.push(RowNote { column, is_error: true, code, fr, en, suggestion: None, source });
        }
    }

    /// Whether something stands against the row.
    pub fn is_faulty(&self) -> bool {
        self.state == RowState::Faulty
    }

    /// The value entered in a field.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.entered.get(field).and_then(Value::as_str)
    }

    /// The day entered in a field.
    pub fn day(&self, field: &str) -> Option<NaiveDate> {
        self.text(field)?.parse().ok()
    }

    /// The values entered, without those the API knows nothing of, and with those found for it.
    pub fn entered(&self, without: &[&str], with: &[(&str, Value)]) -> Value {
        let mut entered = self.entered.clone();
        entered.retain(|field, _| !without.contains(&field.as_str()));
        entered.extend(with.iter().map(|(field, value)| ((*field).to_owned(), value.clone())));
        Value::Object(entered)
    }

    /// The same, members within members; what rules say of them is told at their columns from then on.
    pub fn nested(&mut self, without: &[&str], with: &[(&str, Value)]) -> Value {
        let Value::Object(fields) = self.entered(without, with) else { return Value::Null };
        let (record, aliases) = nested(fields);
        self.aliases = aliases;
        record
    }

    /// The values entered in the fields below a path, by what follows it.
    pub fn below(&self, path: &str) -> Map<String, Value> {
        let below = self.entered.iter().filter_map(|(field, value)| Some((field.strip_prefix(path)?, value)));
        below.map(|(field, value)| (field.to_owned(), value.clone())).collect()
    }

    /// Fields below a path as a type of the API, or nothing once every fault they have is told.
    pub fn checked_below<T>(&mut self, context: &ImportContext<'_>, path: &str, value: &Value) -> Option<T>
    where
        T: DeserializeOwned + ToSchema + 'static,
    {
        let placed = |problem: Problem| problem.under(&format!("/{}", path.trim_end_matches('/')));
        checked(value).map_err(|problem| self.report_problem(context, &placed(problem))).ok()
    }

    /// The row as the API's own type, or every fault it has, told.
    pub fn checked<T>(&mut self, context: &ImportContext<'_>, value: &Value) -> Option<T>
    where
        T: DeserializeOwned + ToSchema + 'static,
    {
        let problem = match checked(value) {
            Ok(given) => return Some(given),
            Err(problem) => problem,
        };
        self.report_problem(context, &problem);
        // without the members at fault, the rules may still speak of the others
        let mut lessened = value.clone();
        for fault in problem.faults_found() {
            let (within, member) = fault.pointer.rsplit_once('/').unwrap_or_default();
            lessened
                .pointer_mut(within)
                .and_then(Value::as_object_mut)
                .and_then(|members| members.remove(member));
        }
        checked(&lessened).ok()
    }

    /// The row says what a record already there says, or something else.
    pub fn meets(&mut self, context: &ImportContext<'_>, record: Uuid, existing: &SheetRecord) {
        self.record_id = Some(record);
        for (field, given) in &self.entered {
            let Some(column) = context.kind.column_of(field) else { continue };
            let Some(at) = context.column_of(field) else { continue };
            let existing = existing.get(field).unwrap_or(&Value::Null);
            let (given, existing) = (as_french(column.shape, given), as_french(column.shape, existing));
            if given.trim() != existing.trim()
                && !(names_somebody(field) && name_key(&given) == name_key(&existing))
            {
                self.differences.push(Difference { column: at, given, kept: existing });
            }
        }
        if !self.is_faulty() {
            let same = self.differences.is_empty();
            self.state = if same { RowState::Unchanged } else { RowState::Differs };
        }
    }

    /// A cell that the row cannot do without is empty.
    pub fn report_missing(&mut self, context: &ImportContext<'_>, field: &str) {
        let column = self.column_for(context, field);
        let told_already = self.notes.iter().any(|note| note.column == column);
        if !told_already && !self.entered.contains_key(field) {
            self.refuse(column, "required", say!("Ce champ est obligatoire.", "This field is required."));
        }
    }

    /// The row repeats another one.
    pub fn repeats(&mut self, context: &ImportContext<'_>, field: &str, other: i32) {
        let facts = say!(
            "La ligne {other} donne déjà la même fiche : supprimez l'une des deux.",
            "Row {other} already gives the same record: remove one of them."
        );
        self.report(context, field, DUPLICATE.at("", facts));
    }

    /// Several records fit the row.
    pub fn fits_several(&mut self, context: &ImportContext<'_>, field: &str, how_many: usize) {
        let facts = say!(
            "{how_many} fiches conviennent à cette ligne : précisez la date de naissance ou l'INE.",
            "{how_many} records fit this row: give the birth date or the INE."
        );
        self.report(context, field, AMBIGUOUS.at("", facts));
    }

    /// Place of the column that fills a member, or of the nearest one around it.
    fn column_for(&self, context: &ImportContext<'_>, member: &str) -> Option<usize> {
        let alias = self.aliases.iter().find_map(|(there, here)| Some((member.strip_prefix(there)?, here)));
        let field = alias.map_or_else(|| member.to_owned(), |(rest, here)| format!("{here}{rest}"));
        let named = NAMED_OTHERWISE.iter().find(|(other, _)| *other == field).map(|(_, column)| *column);
        let exact = context.column_of(&field).or_else(|| context.column_of(named?));
        exact.or_else(|| context.column_below(&field)).or_else(|| {
            let (around, _) = field.rsplit_once('/')?;
            context.column_below(around)
        })
    }

    /// How many things are told.
    pub fn notes(&self) -> usize {
        self.notes.len()
    }

    /// Keeps the first thing told that stands against the row.
    pub fn shortened(&mut self) -> usize {
        let first = self.notes.iter().position(|note| note.is_error).unwrap_or_default();
        self.notes = self.notes.drain(..).skip(first).take(1).collect();
        self.notes.len()
    }

    /// What undoing needs to know, without any personal data.
    pub fn left_behind(&self) -> RowVerdict {
        RowVerdict { made: self.made.clone(), version: self.version, ..RowVerdict::default() }
    }

    /// What was understood, to be kept.
    pub fn verdict(&self, context: &ImportContext<'_>) -> RowVerdict {
        let understood = context.fields.iter().map(|field| {
            let field = field.as_deref()?;
            let column = context.kind.column_of(field)?;
            self.entered.get(field).map(|value| as_french(column.shape, value))
        });
        RowVerdict {
            understood: understood.collect(),
            told: self.notes.clone(),
            differences: self.differences.clone(),
            made: self.made.clone(),
            version: self.version,
        }
    }
}

/// Whether a field only says who is meant, in whatever letters.
fn names_somebody(field: &str) -> bool {
    field.ends_with("cohort")
        || ["apprentice_", "tutor_", "second_tutor_"].iter().any(|who| field.starts_with(who))
}
