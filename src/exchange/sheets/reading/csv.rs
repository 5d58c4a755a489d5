//! CSV as French spreadsheets and programs write it: encoding and separator are found out.

use std::borrow::Cow;

use super::{Line, LineCollector, SheetFormat, Table};
use super::{encodings, rules};
use crate::platform::error::Problem;
use crate::say;

/// Binary files by their first bytes: ZIP (and XLSX), old Office, PDF.
const BINARY: [&[u8]; 3] = [b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0], b"%PDF"];
const SEPARATORS: [char; 3] = [';', ',', '\t'];

/// Reads a CSV file.
pub fn read(bytes: &[u8]) -> Result<Table, Problem> {
    let (encoding, text) = decoded(bytes)?;
    let (separator, skipped, text) = separated(&text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b';'))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut gathered = LineCollector::default();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                let number = skipped + record.position().map_or(0, |position| line_of(text, position));
                let cells = record.iter().map(str::to_owned).collect();
                gathered.take(Line { number: i32::try_from(number).unwrap_or(i32::MAX), cells })?;
            }
            Err(error) => return Err(unreadable(&error)),
        }
    }
    Ok(Table {
        format: SheetFormat::Csv,
        encoding: Some(encoding),
        separator: Some(separator),
        sheet: None,
        headers: gathered.headers,
        rows: gathered.rows,
    })
}

/// The line a record begins on: the reader stands before the empty lines it skips.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let ahead = text.as_bytes().get(start..).unwrap_or_default();
    let skipped =
        ahead.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    position.line() + skipped.count() as u64
}

/// The text, and the name of its encoding.
fn decoded(bytes: &[u8]) -> Result<(&'static str, Cow<'_, str>), Problem> {
    if BINARY.iter().any(|magic| bytes.starts_with(magic)) {
        let facts = say!(
            "Ce fichier n'est pas du texte : enregistrez-le en CSV, ou envoyez-le comme classeur XLSX.",
            "This file is not text: save it as CSV, or send it as an XLSX workbook."
        );
        return Err(rules::WRONG_TYPE.fault("", facts));
    }
    encodings::decoded(bytes)
}

/// The separator most frequent in the headers, and the text without the line some spreadsheets use to say it.
/// Lines left out are counted.
fn separated(text: &str) -> (char, u64, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let named = first.trim_end().strip_prefix("sep=").and_then(|named| named.chars().next());
    if let Some(named) = named.filter(|named| SEPARATORS.contains(named)) {
        return (named, 1, rest);
    }
    let headers = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let times = |separator: &char| outside_quotes(headers).filter(|c| c == separator).count();
    // the first of equals wins: max_by_key would keep the last
    let separator = SEPARATORS.iter().rev().max_by_key(|separator| times(separator)).copied();
    (separator.unwrap_or(';'), 0, text)
}

fn outside_quotes(line: &str) -> impl Iterator<Item = char> + '_ {
    let mut quoted = false;
    line.chars().filter(move |c| {
        quoted ^= *c == '"';
        !quoted
    })
}

fn unreadable(error: &csv::Error) -> Problem {
    let line = error.position().map_or(0, csv::Position::line);
    rules::UNREADABLE.fault("", say!("La ligne {line} ne peut pas être lue.", "Line {line} cannot be read."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(bytes: &[u8]) -> Table {
        super::super::read(SheetFormat::Csv, bytes).unwrap()
    }

    #[test]
    fn encodings_are_found_out() {
        for (bytes, encoding) in [
            ("Nom;Prénom\nDurand;Chloé".as_bytes().to_vec(), "utf-8"),
            ("\u{feff}Nom;Prénom\nDurand;Chloé".as_bytes().to_vec(), "utf-8-bom"),
            (b"Nom;Pr\xe9nom\nDurand;Chlo\xe9".to_vec(), "windows-1252"),
        ] {
            let table = table(&bytes);
            assert_eq!(table.encoding, Some(encoding));
            assert_eq!(table.headers, ["Nom", "Prénom"]);
            assert_eq!(table.rows[0].cells, ["Durand", "Chloé"]);
        }
        assert_eq!(table(b"Nom;Prix\nD;10 \x80").rows[0].cells[1], "10 €");
    }

    #[test]
    fn separators_and_quotes_are_found_out() {
        for (text, separator, cells) in [
            ("a;b\n1;2", ';', vec!["1", "2"]),
            ("a,b\n\"1;1\",2", ',', vec!["1;1", "2"]),
            ("a\tb\n1\t2", '\t', vec!["1", "2"]),
            ("sep=,\na,b\n1,2", ',', vec!["1", "2"]),
            ("\"a,b,c\";d\n\"x \"\"y\"\"\nz\";2", ';', vec!["x \"y\"\nz", "2"]),
            ("a\n1", ';', vec!["1"]),
        ] {
            let table = table(text.as_bytes());
            assert_eq!(
                (table.separator, &table.rows[0].cells),
                (Some(separator), &cells.iter().map(|c| (*c).to_owned()).collect()),
                "{text}"
            );
        }
    }

    #[test]
    fn empty_lines_count_for_numbers_and_nothing_else() {
        let table = table(b"\na;b\n\n1;2\n;\n3;4\n");
        let numbers: Vec<i32> = table.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [4, 6]);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, code) in [
            (&b"PK\x03\x04rest"[..], "import.wrong_type"),
            (&b"a;b\n1;\0"[..], "import.encoding"),
            (&b" \n\n"[..], "import.empty"),
            (&b"a;b\n"[..], "import.empty"),
        ] {
            let refused = super::super::read(SheetFormat::Csv, bytes).unwrap_err();
            assert_eq!(refused.faults_found()[0].code, code);
        }
    }

    #[test]
    fn rows_and_columns_are_counted() {
        let many = format!("a;b\n{}", "1;2\n".repeat(super::super::MOST_ROWS + 1));
        let wide = format!("a{}\n1", ";b".repeat(super::super::MOST_COLUMNS));
        for (text, code) in [(many, "import.too_many_rows"), (wide, "import.too_many_columns")] {
            let refused = super::super::read(SheetFormat::Csv, text.as_bytes()).unwrap_err();
            assert_eq!(refused.faults_found()[0].code, code);
        }
    }
}
