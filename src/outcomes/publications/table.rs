//! Published rates as a CSV file: a line a rate, with what makes it.

use super::wire::{PublicRateOut, PublicRatesOut};
use crate::platform::text::Lang;

const HEADINGS_FR: [&str; 13] = [
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

/// Some publications as CSV, `;` between the cells, after a byte-order mark that spreadsheets need to read accents.
pub fn table(publications: &[PublicRatesOut], lang: Lang) -> Result<String, csv::Error> {
    let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![0xEF, 0xBB, 0xBF]);
    file.write_record(if lang == Lang::Fr { HEADINGS_FR } else { HEADINGS_EN })?;
    for publication in publications {
        for rate in &publication.rates {
            file.write_record(cells(publication, rate, lang))?;
        }
    }
    let bytes = file.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
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
        publication.as_of.to_string(),
        publication.published_on.to_string(),
        rate.rate.as_str().to_owned(),
        rate.label.clone(),
        number(value.map(|value| value.numerator)),
        number(value.map(|value| value.denominator)),
        number(value.map(|value| value.percent)),
        rate.withheld_label.clone().unwrap_or_default(),
        format!("{} ; {over} : {} ({})", definition.numerator, definition.denominator, definition.edition),
    ]
}
