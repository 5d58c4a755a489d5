//! A declaration as a CSV file: a line a figure, with what makes it.

use super::wire::{DeclarationOut, DeclaredFigureOut};
use crate::law::calendar::day_in;
use crate::platform::tables::for_spreadsheets;
use crate::platform::text::Lang;

/// What each column holds, for French readers.
pub const HEADINGS_FR: [&str; 11] = [
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

/// A declaration as a file that spreadsheets open.
pub fn table(declaration: &DeclarationOut, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let rows = declaration.figures.iter().map(|figure| cells(declaration, figure, lang));
    for_spreadsheets(if lang == Lang::Fr { &HEADINGS_FR } else { &HEADINGS_EN }, rows)
}

fn cells(declaration: &DeclarationOut, figure: &DeclaredFigureOut, lang: Lang) -> [String; 11] {
    [
        declaration.year.to_string(),
        day_in(declaration.counted_to, lang),
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
