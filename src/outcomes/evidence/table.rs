//! What the base shows of the national quality standard as a CSV file: a line a piece of evidence.

use super::wire::{EvidenceOut, QualityEvidenceOut, QualityIndicatorOut};
use crate::law::calendar::day_in;
use crate::platform::tables::for_spreadsheets;
use crate::platform::text::Lang;

/// What each column holds, for French readers.
pub const HEADINGS_FR: [&str; 10] =
    ["site", "du", "au", "indicateur", "exigence", "état", "preuve", "nombre", "manques", "ce qui manque"];
const HEADINGS_EN: [&str; 10] =
    ["site", "from", "to", "indicator", "asks", "state", "evidence", "number", "gaps", "what is missing"];

/// The list as a file that spreadsheets open.
pub fn table(list: &QualityEvidenceOut, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let rows = list.indicators.iter().flat_map(|indicator| {
        let told = indicator.evidence.iter().map(Some);
        let none = indicator.evidence.is_empty().then_some(None);
        told.chain(none).map(move |evidence| cells(list, indicator, evidence, lang))
    });
    for_spreadsheets(if lang == Lang::Fr { &HEADINGS_FR } else { &HEADINGS_EN }, rows)
}

fn cells(
    list: &QualityEvidenceOut,
    indicator: &QualityIndicatorOut,
    evidence: Option<&EvidenceOut>,
    lang: Lang,
) -> [String; 10] {
    let text = |read: &dyn Fn(&EvidenceOut) -> String| evidence.map(read).unwrap_or_default();
    [
        list.site_name.clone(),
        day_in(list.from, lang),
        day_in(list.to, lang),
        indicator.number.to_string(),
        indicator.label.clone(),
        indicator.state_label.clone(),
        text(&|one| one.kind_label.clone()),
        text(&|one| one.facts.to_string()),
        text(&|one| one.gaps.to_string()),
        text(&|one| one.gap_label.clone().filter(|_| one.gaps > 0).unwrap_or_default()),
    ]
}
