//! A cohort against its certification: registered when it starts, still delivered when it ends.

use crate::catalogue::cohorts::model::CohortFacts;
use crate::catalogue::cohorts::rules::{ENDS_WHILE_DELIVERED, STARTS_WHILE_REGISTERED};
use crate::catalogue::programmes::file::Rncp;
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::say;

/// What the register of certifications lets no cohort do; those opened before its dates changed keep theirs.
pub fn check_certification(rncp: &Rncp, cohort: &CohortFacts) -> Vec<Finding> {
    let (code, registered, delivered) = (&rncp.code, rncp.registration_ends_on, rncp.last_delivery_on);
    let starts_late = (cohort.starts_on > registered).then(|| {
        let (day, jour, last) = (cohort.starts_on, french_day(cohort.starts_on), french_day(registered));
        let facts = say!(
            "La promotion commencerait le {jour} : {code} n'est enregistrée que jusqu'au {last}.",
            "The cohort would start on {day}: {code} is registered until {registered} only."
        );
        STARTS_WHILE_REGISTERED.at("/starts_on", facts)
    });
    let ends_late = delivered.filter(|last| cohort.ends_on > *last).map(|until| {
        let (day, jour, last) = (cohort.ends_on, french_day(cohort.ends_on), french_day(until));
        let facts = say!(
            "La promotion finirait le {jour} : {code} ne se délivre que jusqu'au {last}.",
            "The cohort would end on {day}: {code} is delivered until {until} only."
        );
        ENDS_WHILE_DELIVERED.at("/ends_on", facts)
    });
    starts_late.into_iter().chain(ends_late).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::programmes::Catalogue;

    #[test]
    fn a_cohort_starts_while_registered_and_ends_while_delivered() {
        let catalogue = Catalogue::embedded().unwrap();
        let rncp = &catalogue.programme("bts-mco").unwrap().rncp;
        let (late, over) = ("cohort.starts_after_registration", "cohort.ends_after_last_award");
        for (starts_on, ends_on, expected) in [
            ("2028-12-31", "2031-12-31", &[][..]),
            ("2029-01-01", "2030-12-31", &[late]),
            ("2028-12-31", "2032-01-01", &[over]),
            ("2030-08-26", "2032-08-25", &[late, over]),
        ] {
            let cohort = CohortFacts {
                programme_version: None,
                name: "BTS MCO".into(),
                starts_on: starts_on.parse().unwrap(),
                ends_on: ends_on.parse().unwrap(),
                exam_session: 2030,
                exam_regulation: "mco-2024".into(),
            };
            let found: Vec<_> = check_certification(rncp, &cohort).iter().map(|one| one.code).collect();
            assert_eq!(found, expected, "{starts_on} {ends_on}");
        }
    }
}
