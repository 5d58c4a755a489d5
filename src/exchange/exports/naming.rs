//! What the file of a list is called: which list, of which cohort or site, of which day.

use actix_web::http::header::{
    Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};

use super::model::Export;
use super::rows;
use crate::catalogue::cohorts;
use crate::desk::dashboard::store::site_name;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::folding::{folded, unaccented};
use crate::trust::access::{Act, Bounds};
use crate::trust::door::Asker;

/// Longest name of a cohort or a site in the name of a file.
const LONGEST_PLACE: usize = 80;

/// The name of a file, as people write it and in plain letters.
#[derive(Debug, PartialEq, Eq)]
pub struct FileName {
    shown: String,
    plain: String,
}

impl FileName {
    /// The name of an export that leaves today; a cohort or a site out of reach is not named.
    pub fn of(conn: &mut Tx, asker: &Asker, export: &Export) -> Result<Self, Problem> {
        let (cohort, site) = export.list.place();
        let mut place = None;
        if let Some(cohort) = cohort {
            let reach = asker.caller.may(Act::ReadCohort)?;
            place = cohorts::store::find(conn, &reach, cohort)?.map(|cohort| cohort.facts.name);
        } else if let Some(site) = site.filter(|site| match asker.reach.bounds() {
            Bounds::Everything => true,
            Bounds::Sites(sites) => sites.contains(site),
            Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => false,
        }) {
            place = site_name(conn, site)?;
        }
        let day = asker.today.to_string();
        let title = rows::layout(&export.list).title;
        Ok(Self::joined(title, place.as_deref(), &day, export.format.extension()))
    }

    fn joined(title: &str, place: Option<&str>, day: &str, extension: &str) -> Self {
        let title = folded(title).replace(' ', "-");
        let place: String = place.map(words).unwrap_or_default().chars().take(LONGEST_PLACE).collect();
        let name = |place: &str| {
            let parts = [title.as_str(), place.trim_matches('-'), day];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            format!("{}.{extension}", parts.join("-"))
        };
        Self { plain: name(&words(&unaccented(&place))), shown: name(&place) }
    }

    /// The header that tells it: in plain letters, and as it is written where that differs (RFC 6266).
    pub fn disposition(&self) -> ContentDisposition {
        let mut parameters = vec![DispositionParam::Filename(self.plain.clone())];
        if self.shown != self.plain {
            parameters.push(DispositionParam::FilenameExt(ExtendedValue {
                charset: Charset::Ext("UTF-8".to_owned()),
                language_tag: None,
                value: self.shown.clone().into_bytes(),
            }));
        }
        ContentDisposition { disposition: DispositionType::Attachment, parameters }
    }
}

/// The words of a name, parted by hyphens.
fn words(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_it_is_in_plain_letters_too() {
        for (title, place, shown, plain) in [
            ("Visites", None, "visites-2026-11-29.xlsx", "visites-2026-11-29.xlsx"),
            (
                "Visites",
                Some("BTS NDRC 2025-2027"),
                "visites-BTS-NDRC-2025-2027-2026-11-29.xlsx",
                "visites-BTS-NDRC-2025-2027-2026-11-29.xlsx",
            ),
            (
                "Notes d'examens blancs",
                Some("Été / \"Œuvre\"\r\n; x"),
                "notes-d-examens-blancs-Été-Œuvre-x-2026-11-29.xlsx",
                "notes-d-examens-blancs-Ete-OEuvre-x-2026-11-29.xlsx",
            ),
            ("Échéances", Some("学校"), "echeances-学校-2026-11-29.xlsx", "echeances-2026-11-29.xlsx"),
        ] {
            let name = FileName::joined(title, place, "2026-11-29", "xlsx");
            assert_eq!((name.shown.as_str(), name.plain.as_str()), (shown, plain));
        }
        let name = FileName::joined("Visites", Some("Été"), "2026-11-29", "csv");
        assert_eq!(
            name.disposition().to_string(),
            "attachment; filename=\"visites-Ete-2026-11-29.csv\"; filename*=UTF-8''visites%2D%C3%89t%C3%A9%2D2026%2D11%2D29.csv"
        );
    }
}
