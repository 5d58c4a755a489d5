//! A workbook: the list with typed cells, identifiers as text, and a sheet that says what each column holds.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde_json::Value;

use super::SheetRecord;
use crate::exchange::sheets::cells::{as_french, as_machine, is_run};
use crate::exchange::sheets::column::{Column, Shape};
use crate::exchange::sheets::lists::ListKind;
use crate::platform::error::Problem;
use crate::platform::text::Lang;

/// Width of a column, in characters.
const WIDTH: u32 = 22;
const WIDE: u32 = 70;

struct Styles {
    header: Format,
    text: Format,
    inert: Format,
    day: Format,
    amount: Format,
    number: Format,
}

/// The list as a workbook.
pub fn workbook(kind: ListKind, records: &[SheetRecord], lang: Lang) -> Result<Vec<u8>, Problem> {
    build(kind, records, lang).map_err(Problem::internal)
}

fn build(kind: ListKind, records: &[SheetRecord], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles {
        header: Format::new().set_bold(),
        text: Format::new().set_num_format("@"),
        inert: Format::new().set_num_format("@").set_quote_prefix(),
        day: Format::new().set_num_format("dd/mm/yyyy"),
        amount: Format::new().set_num_format("0.00"),
        number: Format::new().set_num_format("0.##"),
    };
    let mut book = Workbook::new();
    list(book.add_worksheet(), kind, records, &styles)?;
    dictionary(book.add_worksheet(), kind, lang, &styles)?;
    book.save_to_buffer()
}

fn list(
    sheet: &mut Worksheet,
    kind: ListKind,
    records: &[SheetRecord],
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(kind.title())?.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(kind.columns()) {
        sheet.set_column_width(at, WIDTH)?;
        sheet.write_string_with_format(0, at, column.header, &styles.header)?;
    }
    for (row, record) in (1..).zip(records) {
        for (at, column) in (0..).zip(kind.columns()) {
            if let Some(value) = record.get(column.field) {
                cell(sheet, (row, at), column, value, styles)?;
            }
        }
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
