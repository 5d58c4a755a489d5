//! What follows from the dates of a cohort: training years, contract windows; and what is said of those dates.

mod certification;
pub mod opening;

use chrono::{Datelike, NaiveDate};

pub use certification::check_certification;

use super::model::CohortFacts;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::{OpeningRule, OpeningWeek, Programme};
use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::law::calendar::{
    add_days, add_months, anniversary, french_day, last_day_after, month_name, of_month_fr,
};
use crate::law::figures::Law;
use crate::law::findings::Finding;
use crate::platform::text::Sentence;
use crate::{rules, say};

rules! {
    /// A cohort ends after it starts.
    COHORT_LASTS = error "cohort.ends_before_start", "Programme de formation";
        "Une promotion finit après avoir commencé." /
        "A cohort ends after it starts.";
    /// A cohort lasts what its programme lasts, give or take a month.
    COHORT_LASTS_AS_PLANNED = warning "cohort.duration_unusual", "Programme de formation";
        "Une promotion dure ce que dure la formation, à un mois près." /
        "A cohort lasts what its programme lasts, give or take a month.";
    /// An exam session is a year.
    SESSION_IS_A_YEAR = error "cohort.exam_session_year", "Programme de formation";
        "Une session d'examen est une année." /
        "An exam session is a year.";
    /// The exam session is that of the end of the cohort.
    SESSION_IS_NEAR_THE_END = warning "cohort.exam_session_unusual", "Programme de formation";
        "La session d'examen est celle de la fin de la promotion." /
        "The exam session is that of the end of the cohort.";
    /// The exam regulation is one of those of the programme.
    REGULATION_IS_KNOWN = error "exam_regulation.unknown", "Programme de formation";
        "Le règlement d'examen est l'un de ceux de la formation." /
        "The exam regulation is one of those of the programme.";
    /// The exam regulation is that of the session.
    REGULATION_IS_OF_THE_SESSION = warning "exam_regulation.other_session", "Programme de formation";
        "Le règlement d'examen est celui de la session." /
        "The exam regulation is that of the session.";
    /// A cohort follows a version that its programme has.
    VERSION_IS_KNOWN = error "cohort.programme_version_unknown", "Programme de formation";
        "Une promotion suit une version que sa formation a." /
        "A cohort follows a version that its programme has.";
    /// An exam session has its regulation.
    SESSION_HAS_A_REGULATION = error "exam_regulation.none_for_session", "Programme de formation";
        "Une session d'examen a son règlement." /
        "An exam session has its regulation.";
    /// A programme opens one cohort per starting day at a site.
    ONE_COHORT_A_START = error "cohort.already_open", "Règle du site";
        "Une formation n'ouvre qu'une promotion par date de début sur un site." /
        "A programme opens one cohort per starting day at a site.";
    /// A cohort opens in the week the sheet names.
    OPENS_AS_PLANNED = warning "cohort.opening_unusual", "Programme de formation";
        "Une promotion ouvre la semaine que nomme la fiche de la formation." /
        "A cohort opens in the week the sheet of the programme names.";
    /// A cohort starts while the certification is registered.
    STARTS_WHILE_REGISTERED = error "cohort.starts_after_registration", "France compétences (RNCP), fin d'enregistrement";
        "Une promotion commence au plus tard le dernier jour d'enregistrement de la certification." /
        "A cohort starts by the last day the certification is registered.";
    /// A cohort ends while the certification is delivered.
    ENDS_WHILE_DELIVERED = error "cohort.ends_after_last_award", "France compétences (RNCP), dernière délivrance";
        "Une promotion finit au plus tard le dernier jour où la certification se délivre." /
        "A cohort ends by the last day the certification is delivered.";
    /// What is opened or signed is of a programme of the catalogue.
    PROGRAMME_IS_IN_THE_CATALOGUE = error "programme.not_in_catalogue", "Règle du site";
        "La formation d'une promotion ou d'un contrat est au catalogue." /
        "The programme of a cohort or a contract is in the catalogue.";
}

/// Years an exam session may have.
const SESSIONS: std::ops::RangeInclusive<i32> = 2000..=2100;
/// Months by which a cohort may differ from its programme without a word.
const TOLERANCE_MONTHS: i32 = 1;
/// A school year is counted from August, the month the sheet's cohorts open.
const SCHOOL_YEAR_MONTH: u32 = 8;
/// More training years than any programme has.
const MOST_YEARS: i16 = 10;

/// A year of the training cycle, from anniversary to anniversary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrainingYear {
    /// Rank, from 1.
    pub number: i16,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

impl TrainingYear {
    /// The school year it is named after, such as `2025-2026`.
    pub fn school_year(&self) -> String {
        let started = self.starts_on.month() >= SCHOOL_YEAR_MONTH;
        let first = self.starts_on.year() - i32::from(!started);
        format!("{first}-{}", first + 1)
    }
}

/// The training years of a cycle.
pub fn training_years(starts_on: NaiveDate, ends_on: NaiveDate) -> Vec<TrainingYear> {
    let first_after = |years: i16| anniversary(starts_on, i32::from(years));
    (1..=MOST_YEARS)
        .map(|number| TrainingYear {
            number,
            starts_on: first_after(number - 1),
            ends_on: add_days(first_after(number), -1).min(ends_on),
        })
        .take_while(|year| year.starts_on <= ends_on)
        .collect()
}

/// First and last day a contract may start, both accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub from: NaiveDate,
    pub until: NaiveDate,
}

impl Window {
    /// So many months before and after the start of the cycle.
    fn around(starts_on: NaiveDate, months_before: u32, months_after: u32) -> Self {
        let months = |months: u32| i32::try_from(months).unwrap_or_default();
        let from = add_months(starts_on, -months(months_before));
        Self { from, until: add_months(starts_on, months(months_after)) }
    }

    /// The window of the law (Code du travail, art. L6222-12 and L6222-12-1).
    pub fn legal(starts_on: NaiveDate, law: &Law) -> Self {
        let window = &law.contracts.on(starts_on).window;
        Self::around(starts_on, window.before_cycle_months, window.after_cycle_months)
    }

    /// The window the programme gives itself.
    pub fn of_site(starts_on: NaiveDate, programme: &Programme) -> Self {
        let window = &programme.contract_window;
        Self::around(starts_on, window.months_before, window.months_after)
    }
}

/// The last day of a cycle that lasts what the programme says: 25/08/2025 and 24 months give 24/08/2027.
pub fn natural_end(starts_on: NaiveDate, programme: &Programme) -> NaiveDate {
    last_day_after(starts_on, programme.duration_months)
}

/// Everything to be said of a cohort of a programme before it is written.
pub fn check_cohort(programme: &Programme, cohort: &CohortFacts) -> Vec<Finding> {
    let findings = [
        check_opening(&programme.opening, cohort.starts_on),
        check_end(programme, cohort),
        check_session(cohort),
        check_regulation(programme, cohort),
    ];
    findings.into_iter().flatten().collect()
}

/// The week of a day, from Monday, has a day of the week the sheet names: a first or a last week is seldom a whole one.
fn check_opening(opening: &OpeningRule, starts_on: NaiveDate) -> Option<Finding> {
    let last = add_days(add_months(add_days(starts_on, 1 - i64::from(starts_on.day())), 1), -1).day();
    let (named, name_fr, name_en) = match opening.week {
        OpeningWeek::First => (1..=7, "première", "first"),
        OpeningWeek::Second => (8..=14, "deuxième", "second"),
        OpeningWeek::Third => (15..=21, "troisième", "third"),
        OpeningWeek::Last => (last - 6..=last, "dernière", "last"),
    };
    let (day, month) = (i64::from(starts_on.day()), opening.month);
    let monday = day - i64::from(starts_on.weekday().num_days_from_monday());
    let in_week = monday <= i64::from(*named.end()) && i64::from(*named.start()) <= monday + 6;
    (starts_on.month() != u32::from(month) || !in_week).then(|| {
        let (mois, month) = (of_month_fr(u32::from(month)), month_name(u32::from(month)).en);
        let facts = Sentence::new(
            format!(
                "La fiche prévoit la {name_fr} semaine {mois} ; cette promotion ouvre le {}.",
                french_day(starts_on)
            ),
            format!("The sheet plans the {name_en} week of {month}; this cohort opens on {starts_on}."),
        );
        OPENS_AS_PLANNED.at("/starts_on", facts)
    })
}

/// The programme that a cohort follows, in its version.
pub fn programme_of<'a>(catalogue: &'a Catalogue, by: &FollowedProgramme) -> Result<&'a Programme, Finding> {
    catalogue.followed(by).ok_or_else(|| {
        let code = &by.code;
        let facts = Sentence::new(
            format!("La formation {code} n'est plus dans les fichiers du catalogue."),
            format!("The programme {code} is no longer in the catalogue files."),
        );
        PROGRAMME_IS_IN_THE_CATALOGUE.at("", facts)
    })
}

/// A cohort is told to follow a version that its programme has.
pub fn check_version(catalogue: &Catalogue, by: &FollowedProgramme) -> Option<Finding> {
    let versions = catalogue.versions.of_programme(&by.code);
    let told = by.told.filter(|told| versions.iter().all(|version| version.number != *told))?;
    let known: Vec<String> = versions.iter().map(|version| version.number.to_string()).collect();
    let known = known.join(", ");
    let facts = say!(
        "La formation n'a pas de version {told} en vigueur ou prévue ; connues : {known}.",
        "The programme has no version {told} in force or planned; known: {known}."
    );
    Some(VERSION_IS_KNOWN.at("/programme_version", facts))
}

fn check_end(programme: &Programme, cohort: &CohortFacts) -> Option<Finding> {
    let (starts_on, ends_on) = (cohort.starts_on, cohort.ends_on);
    if ends_on <= starts_on {
        let facts = Sentence::new(
            format!("La promotion finirait le {} sans avoir duré.", french_day(ends_on)),
            format!("The cohort would end on {ends_on} without having lasted."),
        );
        return Some(COHORT_LASTS.at("/ends_on", facts));
    }
    let expected = natural_end(starts_on, programme);
    let near = add_months(expected, -TOLERANCE_MONTHS)..=add_months(expected, TOLERANCE_MONTHS);
    let months = programme.duration_months;
    (!near.contains(&ends_on)).then(|| {
        let facts = Sentence::new(
            format!(
                "La formation dure {months} mois : une fin vers le {} est attendue.",
                french_day(expected)
            ),
            format!("The programme lasts {months} months: an end around {expected} is expected."),
        );
        COHORT_LASTS_AS_PLANNED.at("/ends_on", facts)
    })
}

fn check_session(cohort: &CohortFacts) -> Option<Finding> {
    let (session, last) = (cohort.exam_session, cohort.ends_on.year());
    if !SESSIONS.contains(&session) {
        let (first, last) = (SESSIONS.start(), SESSIONS.end());
        let facts = Sentence::new(
            format!("La session d'examen {session} n'est pas une année de {first} à {last}."),
            format!("The exam session {session} is not a year from {first} to {last}."),
        );
        return Some(SESSION_IS_A_YEAR.at("/exam_session", facts));
    }
    (!(last - 1..=last).contains(&session)).then(|| {
        let facts = Sentence::new(
            format!("La promotion finit en {last} : la session {session} surprend."),
            format!("The cohort ends in {last}: the session {session} is unexpected."),
        );
        SESSION_IS_NEAR_THE_END.at("/exam_session", facts)
    })
}

fn check_regulation(programme: &Programme, cohort: &CohortFacts) -> Option<Finding> {
    let (code, session) = (&cohort.exam_regulation, cohort.exam_session);
    let Some(regulation) = programme.regulation(code) else {
        let known: Vec<&str> = programme.exam_regulations.iter().map(|one| one.code.as_str()).collect();
        let known = known.join(", ");
        let facts = Sentence::new(
            format!("Aucun règlement d'examen de cette formation n'a ce code ; connus : {known}."),
            format!("No exam regulation of this programme has this code; known: {known}."),
        );
        return Some(REGULATION_IS_KNOWN.at("/exam_regulation", facts));
    };
    (!regulation.covers(session)).then(|| {
        let facts = Sentence::new(
            format!("Le règlement {code} n'est pas celui de la session {session} dans la fiche."),
            format!("The regulation {code} is not that of the session {session} in the sheet."),
        );
        REGULATION_IS_OF_THE_SESSION.at("/exam_regulation", facts)
    })
}

/// No regulation of the programme covers a session.
pub fn no_regulation_for(session: i32) -> Finding {
    let facts = Sentence::new(
        format!("Aucun règlement d'examen de cette formation ne couvre la session {session}."),
        format!("No exam regulation of this programme covers the session {session}."),
    );
    SESSION_HAS_A_REGULATION.at("/exam_session", facts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn training_years_run_from_anniversary_to_anniversary() {
        let years = training_years(day("2025-08-25"), day("2027-08-24"));
        let codes: Vec<_> =
            years.iter().map(|y| (y.number, y.starts_on, y.ends_on, y.school_year())).collect();
        assert_eq!(
            codes,
            [
                (1, day("2025-08-25"), day("2026-08-24"), "2025-2026".to_owned()),
                (2, day("2026-08-25"), day("2027-08-24"), "2026-2027".to_owned()),
            ]
        );
        let winter = training_years(day("2026-01-12"), day("2026-07-10"));
        assert_eq!((winter.len(), winter[0].school_year().as_str()), (1, "2025-2026"));
        assert_eq!(winter[0].ends_on, day("2026-07-10"));
        assert_eq!(training_years(day("2024-02-29"), day("9999-12-31")).len(), 10);
    }

    #[test]
    fn the_sheet_gives_its_end_and_both_windows() {
        let catalogue = Catalogue::embedded().unwrap();
        let programme = catalogue.programme("bts-mco").unwrap();
        let start = day("2025-08-25");
        assert_eq!(natural_end(start, programme), day("2027-08-24"));
        let (legal, site) =
            (Window::legal(start, &Law::embedded().unwrap()), Window::of_site(start, programme));
        assert_eq!((legal.from, legal.until), (day("2025-05-25"), day("2025-11-25")));
        assert_eq!((site.from, site.until), (day("2025-06-25"), day("2025-11-25")));
    }

    #[test]
    fn a_cohort_opens_in_the_week_the_sheet_names() {
        let catalogue = Catalogue::embedded().unwrap();
        let last = catalogue.programme("bts-mco").unwrap().opening.clone();
        let first = OpeningRule { week: OpeningWeek::First, month: 9, ..last.clone() };
        let cases = [
            (&last, "2025-08-25", true),
            (&last, "2026-08-31", true),
            (&last, "2026-08-24", true),
            (&last, "2026-08-23", false),
            (&last, "2025-09-01", false),
            (&last, "2025-07-28", false),
            (&first, "2025-09-01", true),
            (&first, "2025-09-08", false),
        ];
        for (opening, starts_on, usual) in cases {
            assert_eq!(check_opening(opening, day(starts_on)).is_none(), usual, "{starts_on}");
        }
    }

    #[test]
    fn each_oddity_of_a_cohort_is_told() {
        let catalogue = Catalogue::embedded().unwrap();
        let programme = catalogue.programme("bts-mco").unwrap();
        let codes = |ends_on: &str, exam_session: i32, regulation: &str| -> Vec<&str> {
            let cohort = CohortFacts {
                name: "BTS MCO".into(),
                starts_on: day("2025-08-25"),
                ends_on: day(ends_on),
                exam_session,
                exam_regulation: regulation.into(),
                programme_version: None,
            };
            check_cohort(programme, &cohort).iter().map(|finding| finding.code).collect()
        };
        assert!(codes("2027-08-24", 2027, "mco-2024").is_empty());
        assert!(codes("2027-07-31", 2026, "mco-2024").is_empty());
        assert_eq!(codes("2027-06-30", 2027, "mco-2024"), ["cohort.duration_unusual"]);
        assert_eq!(codes("2025-08-25", 2025, "mco-2024"), ["cohort.ends_before_start"]);
        assert_eq!(codes("2027-08-24", 2029, "mco-2024"), ["cohort.exam_session_unusual"]);
        assert_eq!(codes("2027-08-24", 1999, "mco-2024")[0], "cohort.exam_session_year");
        assert_eq!(codes("2027-08-24", 2027, "mco-2018"), ["exam_regulation.other_session"]);
        assert_eq!(codes("2027-08-24", 2027, "mco-1999"), ["exam_regulation.unknown"]);
    }
}
