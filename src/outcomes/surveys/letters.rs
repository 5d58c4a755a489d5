//! When surveys go out by themselves, and what is sent then. Pure: no database, no clock.

use chrono::{Datelike, NaiveDate};

use super::model::LeaverSurvey;
use super::rules::{check_open, check_reminder};
use crate::law::calendar::{add_days, add_months};
use crate::law::figures::{SurveyMailing, SurveyPlan, SurveyWave};

/// What is sent to a leaver by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SurveyLetter {
    /// Their link, for the first time.
    Link,
    /// A reminder, with another link.
    Reminder,
}

/// What is sent today to a leaver who has not answered, if anything is.
pub fn letter_due(survey: &LeaverSurvey, plan: &SurveyPlan, today: NaiveDate) -> Option<SurveyLetter> {
    if check_open(survey, today).is_some() {
        return None;
    }
    if survey.link_made_on.is_none() {
        return Some(SurveyLetter::Link);
    }
    check_reminder(survey, false, plan, today).is_none().then_some(SurveyLetter::Reminder)
}

/// Whether surveys go out by themselves on a day, at an hour in Paris.
pub fn goes_out(mailing: &SurveyMailing, today: NaiveDate, hour: u32) -> bool {
    hour >= mailing.from_hour && mailing.weekdays.contains(&today.weekday().number_from_monday())
}

/// The first and the last end of a training whose wave may be open on a day; wide, for months are not all as long.
pub fn ends_asked(wave: SurveyWave, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let around = add_months(today, -i32::from(wave.months));
    (add_days(around, -wave.days - MONTHS_DIFFER_BY), add_days(around, MONTHS_DIFFER_BY))
}

/// Days by which a date some months before another may differ.
const MONTHS_DIFFER_BY: i64 = 3;

#[cfg(test)]
mod tests {
    use super::super::rules::tests::{day, plan, survey};
    use super::super::rules::window;
    use super::*;

    #[test]
    fn a_leaver_is_sent_their_link_then_reminders_and_nothing_once_it_is_over() {
        let due = |survey: &LeaverSurvey, today: &str| letter_due(survey, &plan(), day(today));
        assert_eq!(due(&survey(), "2028-02-23"), None);
        assert_eq!(due(&survey(), "2028-02-24"), Some(SurveyLetter::Link));
        let linked = LeaverSurvey { link_made_on: Some(day("2028-02-24")), ..survey() };
        assert_eq!(due(&linked, "2028-03-08"), None);
        assert_eq!(due(&linked, "2028-03-09"), Some(SurveyLetter::Reminder));
        let twice = LeaverSurvey { reminders: 2, reminded_on: Some(day("2028-03-23")), ..linked.clone() };
        assert_eq!(due(&twice, "2028-04-20"), None);
        assert_eq!(due(&linked, "2028-04-24"), None);
    }

    #[test]
    fn surveys_go_out_in_the_week_from_an_hour_on() {
        let mailing = &plan().mailing;
        for (today, hour, goes) in [
            ("2028-02-24", 8, false),
            ("2028-02-24", 9, true),
            ("2028-02-26", 12, false),
            ("2028-02-28", 23, true),
        ] {
            assert_eq!(goes_out(mailing, day(today), hour), goes, "{today} {hour}");
        }
    }

    #[test]
    fn no_end_whose_wave_is_open_is_left_out() {
        for wave in &plan().waves {
            for ended in day("2026-01-01").iter_days().take(800) {
                let (opens, closes) = window(ended, *wave);
                for today in [opens, closes] {
                    let (first, last) = ends_asked(*wave, today);
                    assert!((first..=last).contains(&ended), "{ended} {today} {}", wave.months);
                }
            }
        }
    }
}
