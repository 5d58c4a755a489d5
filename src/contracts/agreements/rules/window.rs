//! When a contract may start: the legal window around the apprentice's own entry is an error outside of it, the site's
//! own window only a warning.

use chrono::NaiveDate;

use super::book;
use crate::law::calendar::{add_months, french_day};
use crate::law::figures::WindowLaw;
use crate::law::findings::Finding;
use crate::people::apprentices::rules::entry::Entry;
use crate::platform::text::Sentence;

/// The window a site chose for itself, around the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteWindow {
    pub months_before: u8,
    pub months_after: u8,
}

/// First and last day a contract may start, both accepted; no last day after a rupture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartBounds {
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// Where the start of a contract falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowVerdict {
    /// Inside both windows.
    Inside,
    /// Lawful, but outside the window of the site, given here.
    OutsideSite(StartBounds),
    /// Outside the legal window, given here.
    OutsideLegal(StartBounds),
}

/// Where a contract falls: its start in the legal window, its signature in that of the site, at the latest the day it starts.
/// A contract that follows a rupture has no upper bound.
pub fn check(
    law: &WindowLaw,
    (starts_on, signed_on): (NaiveDate, Option<NaiveDate>),
    entry: &Entry,
    site_window: SiteWindow,
    after_rupture: bool,
) -> WindowVerdict {
    let legal = StartBounds::around(entry, law.before_cycle_months, law.after_cycle_months, after_rupture);
    let (before, after) = (site_window.months_before.into(), site_window.months_after.into());
    let site = StartBounds::around(entry, before, after, after_rupture);
    match (legal.hold(starts_on), site.hold(signed_on.unwrap_or(starts_on))) {
        (false, _) => WindowVerdict::OutsideLegal(legal),
        (true, false) => WindowVerdict::OutsideSite(site),
        (true, true) => WindowVerdict::Inside,
    }
}

impl StartBounds {
    /// Months before the first day that may count as an entry, months after the entry itself.
    fn around(entry: &Entry, before: u32, after: u32, after_rupture: bool) -> Self {
        let until = (!after_rupture).then(|| add_months(entry.entered_on, after.cast_signed()));
        Self { from: add_months(entry.opens_on, -before.cast_signed()), until }
    }

    fn hold(&self, day: NaiveDate) -> bool {
        day >= self.from && self.until.is_none_or(|until| day <= until)
    }

    fn fr(&self) -> String {
        let from = french_day(self.from);
        self.until.map_or_else(
            || format!("à partir du {from}"),
            |until| format!("du {from} au {}", french_day(until)),
        )
    }

    fn en(&self) -> String {
        let from = self.from;
        self.until.map_or_else(|| format!("from {from} on"), |until| format!("from {from} to {until}"))
    }
}

impl WindowVerdict {
    /// The finding a verdict deserves, none inside both windows.
    pub fn finding(&self) -> Option<Finding> {
        match self {
            Self::Inside => None,
            Self::OutsideLegal(bounds) => Some(book::WINDOW_LEGAL.at(
                "/starts_on",
                Sentence::new(
                    format!(
                        "La loi permet un début de contrat {} pour cette entrée en formation.",
                        bounds.fr()
                    ),
                    format!(
                        "The law lets a contract start {} for this entry into the training.",
                        bounds.en()
                    ),
                ),
            )),
            Self::OutsideSite(bounds) => Some(book::WINDOW_SITE.at(
                "/starts_on",
                Sentence::new(
                    format!("Le site prévoit une signature {} pour cette entrée en formation.", bounds.fr()),
                    format!("The site expects a signature {} for this entry into the training.", bounds.en()),
                ),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::findings::Severity;

    const SITE: SiteWindow = SiteWindow { months_before: 2, months_after: 3 };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn law() -> WindowLaw {
        crate::law::figures::Law::read(&[]).unwrap().contracts.on(day("2025-08-25")).window.clone()
    }

    fn entry() -> Entry {
        Entry::with_the_cycle(day("2025-08-25"), day("2027-08-24"))
    }

    #[test]
    fn the_site_looks_at_the_signature_and_the_law_at_the_start() {
        let verdict = |starts_on, signed_on| {
            let dates = (day(starts_on), Some(day(signed_on)));
            check(&law(), dates, &entry(), SITE, false).finding().map(|finding| finding.code)
        };
        assert_eq!(verdict("2025-08-25", "2025-06-24"), BY_SITE);
        assert_eq!(verdict("2025-08-25", "2025-06-25"), None);
        assert_eq!(verdict("2025-06-25", "2025-06-20"), BY_SITE);
    }

    #[test]
    fn a_late_entry_has_its_own_window() {
        let late = Entry { entered_on: day("2025-10-15"), ..entry() };
        let verdict = |starts_on| check(&law(), (day(starts_on), None), &late, SITE, false);
        assert_eq!(
            verdict("2025-05-25"),
            WindowVerdict::OutsideSite(StartBounds::around(&late, 2, 3, false))
        );
        assert_eq!(verdict("2026-01-15"), WindowVerdict::Inside);
        assert!(matches!(verdict("2026-01-16"), WindowVerdict::OutsideLegal(_)));
        let said = Entry { opens_on: day("2025-10-15"), ..late };
        let early = check(&law(), (day("2025-07-14"), None), &said, SITE, false);
        assert!(matches!(early, WindowVerdict::OutsideLegal(_)));
    }

    #[track_caller]
    fn verdicts(after_rupture: bool, cases: &[(&str, Option<&str>)]) {
        for (starts_on, code) in cases {
            let verdict = check(&law(), (day(starts_on), None), &entry(), SITE, after_rupture);
            assert_eq!(verdict.finding().map(|finding| finding.code), *code, "{starts_on}");
        }
    }

    const LEGAL: Option<&str> = Some("contract.window_legal");
    const BY_SITE: Option<&str> = Some("contract.window_site");

    #[test]
    fn both_windows_accept_their_first_and_last_days() {
        verdicts(
            false,
            &[
                ("2025-05-24", LEGAL),
                ("2025-05-25", BY_SITE),
                ("2025-06-24", BY_SITE),
                ("2025-06-25", None),
                ("2025-08-25", None),
                ("2025-11-25", None),
                ("2025-11-26", LEGAL),
            ],
        );
    }

    #[test]
    fn a_contract_after_a_rupture_has_no_upper_bound() {
        verdicts(
            true,
            &[("2025-05-24", LEGAL), ("2025-06-24", BY_SITE), ("2025-11-26", None), ("2027-03-01", None)],
        );
    }

    #[test]
    fn a_site_wider_than_the_law_changes_nothing() {
        let wide = SiteWindow { months_before: 12, months_after: 12 };
        let verdict = |starts_on| check(&law(), (day(starts_on), None), &entry(), wide, false);
        assert_eq!(verdict("2025-05-25"), WindowVerdict::Inside);
        assert!(matches!(verdict("2025-11-26"), WindowVerdict::OutsideLegal(_)));
    }

    #[test]
    fn the_sentences_give_the_days_that_would_be_accepted() {
        let late = check(&law(), (day("2025-12-01"), None), &entry(), SITE, false).finding().unwrap();
        assert_eq!(
            late.fr,
            "La loi permet un début de contrat du 25/05/2025 au 25/11/2025 pour cette entrée en formation."
        );
        assert_eq!(late.severity, Severity::Error);
        let early = check(&law(), (day("2025-06-01"), None), &entry(), SITE, true).finding().unwrap();
        assert_eq!(
            early.en,
            "The site expects a signature from 2025-06-25 on for this entry into the training."
        );
        assert_eq!((early.severity, early.pointer.as_ref()), (Severity::Warning, "/starts_on"));
    }
}
