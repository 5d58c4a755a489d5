//! What a programme asks of who enters it, against what a file says: warned of, never refused.

use crate::catalogue::programmes::file::Presentation;
use crate::law::findings::Finding;
use crate::people::apprentices::rules::book::ENTRY_IS_PROVED;
use crate::say;

/// Last class followed, on the official form: the last year, diploma obtained.
const DIPLOMA_OBTAINED: &str = "01";

/// What a file says of the schooling, by the codes of the official form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Schooling<'a> {
    /// Highest diploma obtained.
    pub highest_diploma: Option<&'a str>,
    /// Last diploma prepared, obtained or not.
    pub last_diploma: Option<&'a str>,
    /// Last class followed.
    pub last_class: Option<&'a str>,
}

/// Tells what would prove the entry requirement of a programme, when nothing in the file does.
pub fn check(sheet: &Presentation, schooling: Schooling<'_>) -> Option<Finding> {
    let proofs = &sheet.entry_diploma_codes;
    let asked = sheet.entry_requirement.as_ref().filter(|_| !proofs.is_empty())?;
    let counts = |code: Option<&str>| code.is_some_and(|code| proofs.iter().any(|one| one == code));
    let obtained = schooling.last_diploma.filter(|_| schooling.last_class == Some(DIPLOMA_OBTAINED));
    if counts(schooling.highest_diploma) || counts(obtained) {
        return None;
    }
    let codes = proofs.join(", ");
    let facts = say!(
        "Prérequis : {asked}. Rien dans le dossier ne le prouve ; le prouverait le diplôme le plus élevé obtenu, ou le dernier \
         préparé avec la dernière classe {DIPLOMA_OBTAINED} (codes : {codes}).",
        "Entry requirement: {asked}. Nothing in the file proves it; the highest diploma obtained would, or the last one \
         prepared with the last class {DIPLOMA_OBTAINED} (codes: {codes})."
    );
    Some(ENTRY_IS_PROVED.at("/cohort_id", facts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::programmes::Catalogue;

    #[test]
    fn a_baccalaureat_or_more_proves_the_requirement_of_the_sheet() {
        let catalogue = Catalogue::embedded().unwrap();
        let sheet = &catalogue.programme("bts-mco").unwrap().presentation;
        for (highest_diploma, last_diploma, last_class, proved) in [
            (Some("42"), None, None, true),
            (Some("41"), Some("54"), Some("12"), true),
            (Some("54"), None, None, true),
            (None, Some("43"), Some("01"), true),
            (None, Some("43"), Some("22"), false),
            (Some("33"), Some("41"), Some("32"), false),
            (Some("13"), None, Some("40"), false),
            (None, None, None, false),
        ] {
            let schooling = Schooling { highest_diploma, last_diploma, last_class };
            assert_eq!(check(sheet, schooling).is_none(), proved, "{schooling:?}");
        }
    }
}
