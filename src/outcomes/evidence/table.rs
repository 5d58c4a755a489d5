//! What the base shows of the national quality standard as a CSV file: a line a piece of evidence.

use super::wire::{EvidenceOut, QualityEvidenceOut, QualityIndicatorOut};
use crate::platform::text::Lang;

const HEADINGS_FR: [&str; 10] =
    ["site", "du", "au", "indicateur", "exigence", "état", "preuve", "nombre", "manques", "ce qui manque"];
const HEADINGS_EN: [&str; 10] =
    ["site", "from", "to", "indicator", "asks", "state", "evidence", "number", "gaps", "what is missing"];

/// The list as CSV, `;` between the cells, after a byte-order mark that spreadsheets need to read accents.
pub fn table(list: &QualityEvidenceOut, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![0xEF, 0xBB, 0xBF]);
    file.write_record(if lang == Lang::Fr { HEADINGS_FR } else { HEADINGS_EN })?;
    for indicator in &list.indicators {
        if indicator.evidence.is_empty() {
            file.write_record(cells(list, indicator, None))?;
        }
        for evidence in &indicator.evidence {
            file.write_record(cells(list, indicator, Some(evidence)))?;
        }
    }
    file.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn cells(
    list: &QualityEvidenceOut,
    indicator: &QualityIndicatorOut,
    evidence: Option<&EvidenceOut>,
) -> [String; 10] {
    let text = |read: &dyn Fn(&EvidenceOut) -> String| evidence.map(read).unwrap_or_default();
    [
        list.site_name.clone(),
        list.from.to_string(),
        list.to.to_string(),
        indicator.number.to_string(),
        indicator.label.clone(),
        indicator.state_label.clone(),
        text(&|one| one.kind_label.clone()),
        text(&|one| one.facts.to_string()),
        text(&|one| one.gaps.to_string()),
        text(&|one| one.gap_label.clone().filter(|_| one.gaps > 0).unwrap_or_default()),
    ]
}
