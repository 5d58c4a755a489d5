//! A workbook: the list with typed cells, identifiers as text, and a sheet that says what each column holds.

use std::io::BufWriter;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde_json::Value;

use super::SheetRecord;
use crate::exchange::sheets::cells::{as_french, as_machine, is_run};
use crate::exchange::sheets::column::{Column, Shape};
use crate::exchange::sheets::lists::ListKind;
use crate::platform::error::Problem;
use crate::platform::spool::SpoolWriter;
use crate::platform::text::Lang;

/// Width of a column, in characters.
const WIDTH: u32 = 22;
const WIDE: u32 = 70;
/// Bytes of the packed file that leave together.
const PACKED_AT_ONCE: usize = 64 * 1024;

struct Styles {
    header: Format,
    text: Format,
    inert: Format,
    day: Format,
    amount: Format,
    number: Format,
}

impl Styles {
    fn new() -> Self {
        Self {
            header: Format::new().set_bold(),
            text: Format::new().set_num_format("@"),
            inert: Format::new().set_num_format("@").set_quote_prefix(),
            day: Format::new().set_num_format("dd/mm/yyyy"),
            amount: Format::new().set_num_format("0.00"),
            number: Format::new().set_num_format("0.##"),
        }
    }
}

/// A list being written as a workbook: its rows go to a temporary file as they come, and are packed at the end.
pub struct WorkbookSheet {
    book: Workbook,
    styles: Styles,
    kind: ListKind,
    next_row: u32,
    out: SpoolWriter,
}

impl WorkbookSheet {
    /// A workbook with its headers and its dictionary.
    pub fn new(kind: ListKind, lang: Lang, out: SpoolWriter) -> Result<Self, Problem> {
        let (mut book, styles) = (Workbook::new(), Styles::new());
        let begun = book
            .add_worksheet_with_constant_memory()
            .and_then(|sheet| headers(sheet, kind, &styles))
            .and_then(|()| dictionary(book.add_worksheet(), kind, lang, &styles));
        begun.map_err(Problem::internal)?;
        Ok(Self { book, styles, kind, next_row: 1, out })
    }

    /// Adds records.
    pub fn write(&mut self, records: &[SheetRecord]) -> Result<(), Problem> {
        self.write_rows(records).map_err(Problem::internal)
    }

    fn write_rows(&mut self, records: &[SheetRecord]) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(0)?;
        for record in records {
            for (at, column) in (0..).zip(self.kind.columns()) {
                if let Some(value) = record.get(column.field) {
                    cell(sheet, (self.next_row, at), column, value, &self.styles)?;
                }
            }
            self.next_row += 1;
        }
        Ok(())
    }

    /// Whether somebody still reads it.
    pub fn is_read(&self) -> bool {
        self.out.is_read()
    }

    /// Packs the workbook.
    pub fn finish(mut self) -> Result<(), Problem> {
        let mut out = BufWriter::with_capacity(PACKED_AT_ONCE, self.out);
        self.book.save_to_writer(&mut out).map_err(Problem::internal)?;
        let out = out.into_inner().map_err(|error| Problem::internal(error.error()))?;
        out.finish();
        Ok(())
    }
}

fn headers(sheet: &mut Worksheet, kind: ListKind, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(kind.label_fr())?.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(kind.columns()) {
        sheet.set_column_width(at, WIDTH)?;
        sheet.write_string_with_format(0, at, column.header, &styles.header)?;
    }
    Ok(())
}

fn cell(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    column: &Column,
    value: &Value,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let day = value.as_str().filter(|_| matches!(column.shape, Shape::Day | Shape::Shown)).and_then(day_of);
    match (day, value) {
        (_, Value::Null) => {}
        (Some(day), _) => {
            sheet.write_datetime_with_format(row, at, &day, &styles.day)?;
        }
        (None, Value::Number(_)) if matches!(column.shape, Shape::Amount | Shape::Percent) => {
            let written: f64 = as_machine(column.shape, value).parse().unwrap_or_default();
            let style = if matches!(column.shape, Shape::Amount) { &styles.amount } else { &styles.number };
            sheet.write_number_with_format(row, at, written, style)?;
        }
        (None, Value::Number(number)) if !matches!(column.shape, Shape::Duration) => {
            sheet.write_number(row, at, number.as_f64().unwrap_or_default())?;
        }
        _ => {
            let text = as_french(column.shape, value);
            let style = if is_run(&text) { &styles.inert } else { &styles.text };
            sheet.write_string_with_format(row, at, text, style)?;
        }
    }
    Ok(())
}

fn day_of(text: &str) -> Option<ExcelDateTime> {
    let day: NaiveDate = text.parse().ok()?;
    let (month, day_of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, month, day_of_month).ok()
}

fn dictionary(sheet: &mut Worksheet, kind: ListKind, lang: Lang, styles: &Styles) -> Result<(), XlsxError> {
    let (title, heads) = match lang {
        Lang::Fr => ("Dictionnaire", ["Colonne", "Champ", "Indispensable à l'import", "Forme", "Contenu"]),
        Lang::En => ("Dictionary", ["Column", "Field", "Needed by imports", "Form", "Content"]),
    };
    sheet.set_name(title)?;
    for (at, head) in (0..).zip(heads) {
        sheet.set_column_width(at, if at == 4 { WIDE } else { WIDTH })?;
        sheet.write_string_with_format(0, at, head, &styles.header)?;
    }
    for (row, column) in (1..).zip(kind.columns()) {
        let (form, needed, about) = described(column, lang);
        for (at, text) in (0..).zip([column.header, column.field, needed, &form, about]) {
            sheet.write_string_with_format(row, at, text, &styles.text)?;
        }
    }
    Ok(())
}

fn described(column: &Column, lang: Lang) -> (String, &'static str, &'static str) {
    let (fr, en) = match column.shape {
        Shape::Text => ("texte", "text"),
        Shape::Day => ("date", "date"),
        Shape::Whole => ("nombre entier", "whole number"),
        Shape::Amount => ("montant en euros", "amount in euros"),
        Shape::Percent => ("pourcentage", "percentage"),
        Shape::Duration => ("durée, 35h00", "duration, 35h00"),
        Shape::YesNo => ("oui ou non", "oui (yes) or non (no)"),
        Shape::Phone => ("téléphone", "telephone"),
        Shape::Identifier { .. } | Shape::Digits(_) => ("code (texte)", "code (text)"),
        Shape::Code(codes) => {
            let codes: Vec<&str> = codes.iter().map(|(code, _)| *code).collect();
            return (codes.join(", "), needed(column, lang), about(column, lang));
        }
        Shape::Shown => ("non relu à l'import", "not read by imports"),
    };
    let form = match lang {
        Lang::Fr => fr,
        Lang::En => en,
    };
    (form.to_owned(), needed(column, lang), about(column, lang))
}

fn needed(column: &Column, lang: Lang) -> &'static str {
    match (column.required, lang) {
        (true, Lang::Fr) => "oui",
        (true, Lang::En) => "yes",
        (false, Lang::Fr) => "non",
        (false, Lang::En) => "no",
    }
}

fn about(column: &Column, lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => column.fr,
        Lang::En => column.en,
    }
}
