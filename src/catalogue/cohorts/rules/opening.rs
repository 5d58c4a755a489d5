//! What an opening comes to: a cohort with everything left out filled in.

use chrono::Datelike;

use crate::catalogue::cohorts::model::CohortFacts;
use crate::catalogue::cohorts::rules::{check_certification, check_cohort, natural_end, no_regulation_for};
use crate::catalogue::cohorts::wire::OpeningIn;
use crate::catalogue::programmes::file::Programme;
use crate::law::calendar::{Period, french_day};
use crate::law::findings::Finding;
use crate::rules;

rules! {
    /// A cohort opens at the site that teaches the programme.
    PROGRAMME_IS_TAUGHT_HERE = error "programme.not_taught_here", "Programme de formation";
        "Une promotion s'ouvre sur le site qui dispense la formation." /
        "A cohort opens at the site that teaches the programme.";
    /// The dates of a cohort somebody is enrolled in no longer change.
    ENROLLED_DATES_STAY = error "cohort.dates_fixed", "Règle du site";
        "Les dates d'une promotion où quelqu'un est inscrit ne changent plus." /
        "The dates of a cohort somebody is enrolled in no longer change.";
}

/// Longest name of a cohort.
const LONGEST_NAME: usize = 200;

/// The cohort an opening asks for; findings tell what is wrong or odd with it.
pub fn decide(programme: &Programme, request: &OpeningIn, taken: &[String]) -> (CohortFacts, Vec<Finding>) {
    let ends_on = request.ends_on.unwrap_or_else(|| natural_end(request.starts_on, programme));
    let cycle = Period { from: request.starts_on, to: ends_on };
    let exam_session = request.exam_session.unwrap_or(ends_on.year());
    let expected = programme.regulation_for(exam_session).map(|regulation| regulation.code.clone());
    let chosen = request.exam_regulation.clone().or(expected);
    let cohort = CohortFacts {
        name: request.name.clone().unwrap_or_else(|| name_of(programme, cycle, taken)),
        starts_on: request.starts_on,
        ends_on,
        exam_session,
        exam_regulation: chosen.clone().unwrap_or_default(),
        programme_version: None,
    };
    let mut findings = check_cohort(programme, &cohort);
    findings.extend(check_certification(&programme.rncp, &cohort));
    if chosen.is_none() {
        findings.retain(|finding| finding.code != "exam_regulation.unknown");
        findings.push(no_regulation_for(exam_session));
    }
    (cohort, findings)
}

/// The name of the programme and the years of the cycle; the day it starts too when another cohort is named so.
fn name_of(programme: &Programme, cycle: Period, taken: &[String]) -> String {
    let title: String = programme.short_title.chars().take(LONGEST_NAME - 40).collect();
    let name = format!("{title} {}-{}", cycle.from.year(), cycle.to.year());
    match taken.contains(&name) {
        true => format!("{name}, rentrée du {}", french_day(cycle.from)),
        false => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::programmes::Catalogue;

    fn opening() -> OpeningIn {
        OpeningIn {
            site_id: None,
            programme: "bts-mco".into(),
            name: None,
            starts_on: "2025-08-25".parse().unwrap(),
            ends_on: None,
            exam_session: None,
            exam_regulation: None,
        }
    }

    #[test]
    fn the_sheet_fills_in_what_is_left_out() {
        let catalogue = Catalogue::embedded().unwrap();
        let programme = catalogue.programme("bts-mco").unwrap();
        let (cohort, findings) = decide(programme, &opening(), &[]);
        assert!(findings.is_empty());
        assert_eq!((cohort.name.as_str(), cohort.exam_session), ("BTS MCO 2025-2027", 2027));
        assert_eq!(
            (cohort.exam_regulation.as_str(), cohort.ends_on.to_string().as_str()),
            ("mco-2024", "2027-08-24")
        );
    }

    #[test]
    fn a_name_that_is_taken_says_the_day_as_well() {
        let catalogue = Catalogue::embedded().unwrap();
        let programme = catalogue.programme("bts-mco").unwrap();
        let taken = ["BTS MCO 2025-2027".to_owned()];
        let (cohort, _) = decide(programme, &opening(), &taken);
        assert_eq!(cohort.name, "BTS MCO 2025-2027, rentrée du 25/08/2025");
        let named = OpeningIn { name: Some("Les vingt-cinq".into()), ..opening() };
        assert_eq!(decide(programme, &named, &taken).0.name, "Les vingt-cinq");
    }

    #[test]
    fn a_session_without_regulation_is_named() {
        let catalogue = Catalogue::embedded().unwrap();
        let mut programme = catalogue.programme("bts-mco").unwrap().clone();
        programme.exam_regulations.retain(|regulation| regulation.code == "mco-2018");
        let (_, findings) = decide(&programme, &opening(), &[]);
        let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["exam_regulation.none_for_session"]);
    }
}
