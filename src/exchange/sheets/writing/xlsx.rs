//! A workbook: the list with typed cells, identifiers as text, and a sheet that says what each column holds.

use std::io::BufWriter;

use chrono::{Datelike, NaiveDate, Timelike};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde_json::Value;

use super::SheetRecord;
use crate::exchange::sheets::cells::{as_french, as_machine};
use crate::exchange::sheets::column::{Column, Shape, SheetLayout};
use crate::platform::clock::paris_time;
use crate::platform::error::Problem;
use crate::platform::spool::SpoolWriter;
use crate::platform::tables::is_run;
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
    moment: Format,
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
            moment: Format::new().set_num_format("dd/mm/yyyy hh:mm"),
            amount: Format::new().set_num_format("0.00"),
            number: Format::new().set_num_format("0.##"),
        }
    }
}

/// A list being written as a workbook: its rows go to a temporary file as they come, and are packed at the end.
pub struct WorkbookSheet {
    book: Workbook,
    styles: Styles,
    layout: SheetLayout,
    next_row: u32,
    out: SpoolWriter,
}

impl WorkbookSheet {
    /// A workbook with its headers and its dictionary.
    pub fn new(layout: SheetLayout, lang: Lang, out: SpoolWriter) -> Result<Self, Problem> {
        let (mut book, styles) = (Workbook::new(), Styles::new());
        let begun = book
            .add_worksheet_with_constant_memory()
            .and_then(|sheet| headers(sheet, layout, &styles))
            .and_then(|()| dictionary(book.add_worksheet(), layout, lang, &styles));
        begun.map_err(Problem::internal)?;
        Ok(Self { book, styles, layout, next_row: 1, out })
    }

    /// Adds records.
    pub fn write(&mut self, records: &[SheetRecord]) -> Result<(), Problem> {
        self.write_rows(records).map_err(Problem::internal)
    }

    fn write_rows(&mut self, records: &[SheetRecord]) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(0)?;
        for record in records {
            for (at, column) in (0..).zip(self.layout.columns) {
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

fn headers(sheet: &mut Worksheet, layout: SheetLayout, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(layout.title)?.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(layout.columns) {
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
    let dated = value.as_str().and_then(|text| match column.shape {
        Shape::Day | Shape::Shown => Some((day_of(text)?, &styles.day)),
        Shape::Moment => Some((moment_of(text)?, &styles.moment)),
        _ => None,
    });
    match (dated, value) {
        (_, Value::Null) => {}
        (Some((moment, style)), _) => {
            sheet.write_datetime_with_format(row, at, &moment, style)?;
        }
        (None, Value::Number(_))
            if matches!(column.shape, Shape::Amount | Shape::Percent | Shape::Hundredths) =>
        {
            let written: f64 = as_machine(column.shape, value).parse().unwrap_or_default();
            let style = if matches!(column.shape, Shape::Percent) { &styles.number } else { &styles.amount };
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

fn moment_of(text: &str) -> Option<ExcelDateTime> {
    let shown = paris_time(text.parse().ok()?);
    let (hour, minute) = (u16::try_from(shown.hour()).ok()?, u8::try_from(shown.minute()).ok()?);
    day_of(&shown.date().to_string())?.and_hms(hour, minute, 0).ok()
}

fn dictionary(
    sheet: &mut Worksheet,
    layout: SheetLayout,
    lang: Lang,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(in_lang(("Dictionnaire", "Dictionary"), lang))?;
    for (at, head) in (0..).zip(told(layout)) {
        sheet.set_column_width(at, if head.wide { WIDE } else { WIDTH })?;
        sheet.write_string_with_format(0, at, in_lang(head.names, lang), &styles.header)?;
        for (row, column) in (1..).zip(layout.columns) {
            sheet.write_string_with_format(row, at, (head.of)(column, lang), &styles.text)?;
        }
    }
    Ok(())
}

/// Something the dictionary tells of each column.
struct ToldOfColumn {
    names: (&'static str, &'static str),
    wide: bool,
    of: fn(&Column, Lang) -> String,
}

/// What the dictionary tells: whether imports need a column, where the file may come back.
fn told(layout: SheetLayout) -> Vec<ToldOfColumn> {
    let head = |names, of: fn(&Column, Lang) -> String| ToldOfColumn { names, wide: false, of };
    let of_imports =
        layout.comes_back.then(|| head(("Indispensable à l'import", "Needed by imports"), needed));
    let begin = [
        head(("Colonne", "Column"), |column, _| column.header.to_owned()),
        head(("Champ", "Field"), |column, _| column.field.to_owned()),
    ];
    let end = [
        head(("Forme", "Form"), form),
        ToldOfColumn { names: ("Contenu", "Content"), wide: true, of: about },
    ];
    begin.into_iter().chain(of_imports).chain(end).collect()
}

fn form(column: &Column, lang: Lang) -> String {
    let (fr, en) = match column.shape {
        Shape::Text => ("texte", "text"),
        Shape::Day => ("date", "date"),
        Shape::Moment => ("date et heure", "date and hour"),
        Shape::Whole => ("nombre entier", "whole number"),
        Shape::Amount => ("montant en euros", "amount in euros"),
        Shape::Percent => ("pourcentage", "percentage"),
        Shape::Hundredths => ("nombre", "number"),
        Shape::Duration => ("durée, 35h00", "duration, 35h00"),
        Shape::YesNo => ("oui ou non", "oui (yes) or non (no)"),
        Shape::Phone => ("téléphone", "telephone"),
        Shape::Identifier { .. } | Shape::Digits(_) => ("code (texte)", "code (text)"),
        Shape::Code(codes) => {
            let codes: Vec<&str> = codes.iter().map(|(code, _)| *code).collect();
            return codes.join(", ");
        }
        Shape::Label { all, .. } => return all().join(", "),
        Shape::Shown => ("non relu à l'import", "not read by imports"),
    };
    in_lang((fr, en), lang)
}

fn needed(column: &Column, lang: Lang) -> String {
    let (fr, en) = if column.required { ("oui", "yes") } else { ("non", "no") };
    in_lang((fr, en), lang)
}

fn about(column: &Column, lang: Lang) -> String {
    in_lang((column.fr, column.en), lang)
}

fn in_lang((fr, en): (&str, &str), lang: Lang) -> String {
    match lang {
        Lang::Fr => fr.to_owned(),
        Lang::En => en.to_owned(),
    }
}
