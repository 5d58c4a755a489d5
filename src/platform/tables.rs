//! What spreadsheets make of a text, and small tables as files they open.

use super::text::seen;

/// What opens a formula in a spreadsheet; in some countries it is typed twice as wide.
const FORMULA_OPENERS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// Without it spreadsheets take accents for something else.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Whether a spreadsheet may run a text: what is not seen before a formula hides it from people only, and a cell that opens
/// with a tab or a line break may be taken for the next one.
pub fn is_run(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n']) || seen(text).starts_with(FORMULA_OPENERS)
}

/// The text with an apostrophe in front when a spreadsheet would run it.
pub fn defused(text: String) -> String {
    if is_run(text.trim_start_matches('\'')) { format!("'{text}") } else { text }
}

/// A table as CSV for spreadsheets, its headings first: `;` between the cells, CRLF after each line, a byte-order mark before
/// them, and no cell that is run.
pub fn for_spreadsheets<const COLUMNS: usize>(
    headings: &[&str; COLUMNS],
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> Result<Vec<u8>, csv::Error> {
    let mut file = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    file.write_record(headings)?;
    for row in rows {
        file.write_record(row.map(defused))?;
    }
    file.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_opens_as_it_is_and_runs_nothing() {
        let row = |site: &str| [site.to_owned(), "20".to_owned()];
        let bytes = for_spreadsheets(
            &["établissement", "taux"],
            [row("Aviat; Troyes"), row("=1+1"), row("\u{200b}@x"), row("'=1+1")],
        );
        let expected = "\u{feff}établissement;taux\r\n\"Aviat; Troyes\";20\r\n'=1+1;20\r\n'\u{200b}@x;20\r\n''=1+1;20\r\n";
        assert_eq!(String::from_utf8(bytes.unwrap()).unwrap(), expected);
    }
}
