//! Published rates as a CSV file: a line a rate, with what makes it.

use super::wire::{PublicRateOut, PublicRatesOut};
use crate::law::calendar::day_in;
use crate::platform::tables::for_spreadsheets;
use crate::platform::text::Lang;

/// What each column holds, for French readers.
pub const HEADINGS_FR: [&str; 13] = [
    "site",
    "formation",
    "session",
    "canal",
    "date de référence",
    "publié le",
    "code",
    "taux",
    "numérateur",
    "dénominateur",
    "pourcentage",
    "non publié",
    "définition",
];
const HEADINGS_EN: [&str; 13] = [
    "site",
    "programme",
    "session",
    "channel",
    "reference date",
    "published on",
    "code",
    "rate",
    "numerator",
    "denominator",
    "percent",
    "not shown",
    "definition",
];

/// Some publications as a file that spreadsheets open.
pub fn table(publications: &[PublicRatesOut], lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let rows = publications
        .iter()
        .flat_map(|publication| publication.rates.iter().map(move |rate| cells(publication, rate, lang)));
    for_spreadsheets(if lang == Lang::Fr { &HEADINGS_FR } else { &HEADINGS_EN }, rows)
}

fn cells(publication: &PublicRatesOut, rate: &PublicRateOut, lang: Lang) -> [String; 13] {
    let value = rate.value.as_ref();
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let definition = &rate.definition;
    let over = if lang == Lang::Fr { "sur" } else { "over" };
    [
        publication.site_name.clone(),
        publication.programme_title.clone(),
        publication.session.map(|year| year.to_string()).unwrap_or_default(),
        publication.channel.label().in_lang(lang).to_owned(),
        day_in(publication.as_of, lang),
        day_in(publication.published_on, lang),
        rate.rate.as_str().to_owned(),
        rate.label.clone(),
        number(value.map(|value| value.numerator)),
        number(value.map(|value| value.denominator)),
        number(value.map(|value| value.percent)),
        rate.withheld_label.clone().unwrap_or_default(),
        format!("{} ; {over} : {} ({})", definition.numerator, definition.denominator, definition.edition),
    ]
}
