//! What may change of what the centre says of itself, and from when; pure.

use chrono::NaiveDate;
use serde_json::Value;

use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::{rules, say};

rules! {
    /// What says which centre, site or programme it is stays.
    IDENTITY_STAYS = error "version.identity_fixed", "Règle du catalogue";
        "Ce qui identifie un CFA, un site ou une formation, et ce qui vient de la certification, ne change pas ici." /
        "What identifies a training centre, a site or a programme, and what comes from the certification, does not \
         change here.";
    /// A version holds from the present day or a later one.
    HOLDS_FROM_TODAY = error "version.effective_in_the_past", "Règle du catalogue";
        "Une version vaut à partir d'aujourd'hui ou d'un jour à venir." /
        "A version holds from today or from a day to come.";
    /// The account of a contact is of the staff of the site.
    CONTACT_IS_OF_THE_STAFF = error "contact.account_unknown", "Règle du catalogue";
        "Le compte d'un contact est celui de quelqu'un du site." /
        "The account of a contact is that of somebody of the site.";
    /// What is changed follows the rules of the catalogue files.
    FOLLOWS_THE_RULES = error "version.breaks_a_rule", "Règle du catalogue";
        "Ce qu'on change suit les règles des fichiers du catalogue." /
        "What is changed follows the rules of the catalogue files.";
}

/// The first day of a version: today when unsaid.
pub fn first_day(wanted: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate, Finding> {
    let day = wanted.unwrap_or(today);
    if day >= today {
        return Ok(day);
    }
    let (given, now) = (french_day(day), french_day(today));
    let facts = say!(
        "Le {given} est passé : une version vaut à partir d'aujourd'hui ({now}) ou d'un jour à venir.",
        "{day} is past: a version holds from today ({today}) or from a day to come."
    );
    Err(HOLDS_FROM_TODAY.at("/effective_on", facts))
}

/// The fixed fields a change touches.
pub fn check_identity(fixed: &[&str], before: &Value, after: &Value) -> Vec<Finding> {
    let touched = fixed.iter().filter(|field| before.get(**field) != after.get(**field));
    let facts = || {
        say!(
            "Ce champ ne change pas par cette demande : il identifie, ou vient de la certification. Retirez-le.",
            "This field does not change by this request: it identifies, or comes from the certification. Remove it."
        )
    };
    touched.map(|field| IDENTITY_STAYS.at(format!("/{field}"), facts())).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_version_holds_from_today_on() {
        let today = day("2026-11-29");
        assert_eq!(first_day(None, today), Ok(today));
        assert_eq!(first_day(Some(day("2027-01-01")), today), Ok(day("2027-01-01")));
        let past = first_day(Some(day("2026-11-28")), today).unwrap_err();
        assert_eq!((past.code, past.pointer.as_ref()), ("version.effective_in_the_past", "/effective_on"));
    }

    #[test]
    fn what_identifies_stays() {
        let touched = |after| {
            let found = check_identity(&["code", "rncp"], &json!({"code": "a", "name": "b"}), &after);
            found.into_iter().map(|one| one.pointer.into_owned()).collect::<Vec<_>>()
        };
        assert!(touched(json!({"code": "a", "name": "c"})).is_empty());
        assert_eq!(touched(json!({"code": "b", "rncp": {}})), ["/code", "/rncp"]);
    }
}
