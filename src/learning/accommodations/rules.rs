//! What is refused of an exam accommodation: days that make no sense, a second one.

use chrono::NaiveDate;

use super::model::ExamAccommodationFacts;
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::{rules, say};

rules! {
    /// What is granted was granted already.
    ACCOMMODATION_BY_NOW = error "exam_accommodation.day_to_come", "Règle du site";
        "Un aménagement d'épreuve est inscrit une fois accordé." /
        "An exam accommodation is recorded once it is granted.";
    /// The last day comes after the grant.
    ACCOMMODATION_IN_ORDER = error "exam_accommodation.days_out_of_order", "Règle du site";
        "Un aménagement d'épreuve prend fin au plus tôt le jour où il est accordé." /
        "An exam accommodation ends on the day it is granted at the earliest.";
    /// A candidate has one.
    ACCOMMODATION_ONCE = error "exam_accommodation.known", "Règle du site";
        "Un candidat a un aménagement d'épreuve au plus : celui qui est inscrit se corrige ou se retire." /
        "A candidate has one exam accommodation at most: the one recorded is corrected or taken back.";
}

/// Everything wrong with an exam accommodation.
pub fn judge(facts: &ExamAccommodationFacts, today: NaiveDate) -> Vec<Finding> {
    let to_come = (facts.granted_on > today).then(|| {
        let jour = french_day(today);
        let told = say!("Au plus tard aujourd'hui, le {jour}.", "Today, {today}, at the latest.");
        ACCOMMODATION_BY_NOW.at("/granted_on", told)
    });
    let backwards = facts.last_on.filter(|last| *last < facts.granted_on).map(|_| {
        let (jour, day) = (french_day(facts.granted_on), facts.granted_on);
        ACCOMMODATION_IN_ORDER.at("/last_on", say!("Le {jour} au plus tôt.", "{day} at the earliest."))
    });
    to_come.into_iter().chain(backwards).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn granted(on: &str, last: Option<&str>) -> ExamAccommodationFacts {
        ExamAccommodationFacts {
            extra_time_percent: None,
            granted_by: "Rectorat de Reims".to_owned(),
            granted_on: day(on),
            last_on: last.map(day),
            document_reference: None,
        }
    }

    #[test]
    fn it_is_granted_by_today_and_ends_no_sooner() {
        let codes = |facts: &ExamAccommodationFacts| -> Vec<&str> {
            judge(facts, day("2026-03-01")).iter().map(|one| one.code).collect()
        };
        assert!(codes(&granted("2026-03-01", None)).is_empty());
        assert!(codes(&granted("2025-11-14", Some("2025-11-14"))).is_empty());
        assert_eq!(codes(&granted("2026-03-02", None)), [ACCOMMODATION_BY_NOW.code]);
        assert_eq!(codes(&granted("2025-11-14", Some("2025-11-13"))), [ACCOMMODATION_IN_ORDER.code]);
    }

    #[test]
    fn it_holds_from_the_grant_to_its_last_day() {
        let facts = granted("2025-11-14", Some("2026-06-30"));
        let on = |text: &str| facts.holds_on(day(text));
        assert_eq!(
            (on("2025-11-13"), on("2025-11-14"), on("2026-06-30"), on("2026-07-01")),
            (false, true, true, false)
        );
        assert!(granted("2025-11-14", None).holds_on(day("2030-01-01")));
    }
}
