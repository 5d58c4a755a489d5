//! A declaration as a CSV file: a line a figure, with what makes it.

use super::wire::{DeclarationOut, DeclaredFigureOut};
use crate::platform::text::Lang;

const HEADINGS_FR: [&str; 11] = [
    "année",
    "arrêté au",
    "cadre",
    "code",
    "de",
    "chiffre",
    "valeur",
    "non renseignés",
    "définition",
    "source",
    "certitude",
];
const HEADINGS_EN: [&str; 11] = [
    "year",
    "counted to",
    "frame",
    "code",
    "of",
    "figure",
    "value",
    "unknown",
    "definition",
    "source",
    "certainty",
];

/// A declaration as CSV, `;` between the cells, after a byte-order mark that spreadsheets need to read accents.
pub fn table(declaration: &DeclarationOut, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![0xEF, 0xBB, 0xBF]);
    file.write_record(if lang == Lang::Fr { HEADINGS_FR } else { HEADINGS_EN })?;
    for figure in &declaration.figures {
        file.write_record(cells(declaration, figure, lang))?;
    }
    file.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn cells(declaration: &DeclarationOut, figure: &DeclaredFigureOut, lang: Lang) -> [String; 11] {
    [
        declaration.year.to_string(),
        declaration.counted_to.to_string(),
        figure.frame.clone(),
        figure.code.clone(),
        figure.of_label.clone().unwrap_or_default(),
        figure.label.clone(),
        figure.value.as_ref().map(|value| value.text.clone()).unwrap_or_default(),
        figure.unknown.to_string(),
        format!("{} ({})", figure.definition, declaration.edition),
        figure.source.clone(),
        figure.certainty.label().in_lang(lang).to_owned(),
    ]
}
