//! When a sitting starts and ends: what the regulation says by default, what was given, what its candidates need.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::book::{DURATION_IS_KNOWN, LONG_ENOUGH, SITTING_LASTS, WITHIN_THE_EXAM};
use crate::catalogue::programmes::file::{ExamForm, ExamUnit};
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::learning::sittings::model::{ParisHour, TimeSpan, one_by_one};
use crate::platform::clock::paris_instant;
use crate::say;

/// The share of the time of a paper added to it, when extra time is granted without a figure: a third, as (1, 3).
///
/// Source: Code de l'éducation, art. D613-26, 2° (read 30/11/2026): at most a third, unless a doctor asks for more.
pub const EXTRA_TIME_SHARE: (i32, i32) = (1, 3);

/// The minutes of extra time on so many, rounded up; `percent` when a figure was given, else a third.
pub fn extra_minutes(minutes: i16, percent: Option<i16>) -> i16 {
    let (numerator, denominator) = percent.map_or(EXTRA_TIME_SHARE, |percent| (percent.into(), 100));
    let (minutes, more) = (i32::from(minutes), denominator - 1);
    i16::try_from((minutes * numerator + more) / denominator).unwrap_or(i16::MAX)
}

/// When, as it was given: what is left out comes from the regulation and from the candidates.
#[derive(Debug, Clone, Copy)]
pub struct SittingDraft {
    pub on: NaiveDate,
    pub starts_at: ParisHour,
    pub ends_at: Option<ParisHour>,
    pub form: ExamForm,
    pub duration_minutes: i16,
    pub preparation_minutes: i16,
}

/// What was given, completed by what the regulation says of the unit; a finding when nobody says how long it lasts.
pub fn draft_of(
    (on, starts_at, ends_at): (NaiveDate, ParisHour, Option<ParisHour>),
    (form, duration, preparation): (Option<ExamForm>, Option<i16>, Option<i16>),
    unit: Option<&ExamUnit>,
    pointer: &str,
) -> Result<SittingDraft, Finding> {
    let in_regulation = |minutes: Option<u16>| minutes.and_then(|minutes| i16::try_from(minutes).ok());
    let form = form.or_else(|| unit?.form).unwrap_or(ExamForm::Written);
    let Some(duration_minutes) = duration.or_else(|| in_regulation(unit?.duration_minutes)) else {
        let facts = say!(
            "Le règlement ne dit pas la durée de cette épreuve : donnez-la en minutes.",
            "The regulation does not say how long this paper lasts: give it in minutes."
        );
        return Err(DURATION_IS_KNOWN.at(format!("{pointer}/duration_minutes"), facts));
    };
    let known = preparation.or_else(|| in_regulation(unit?.preparation_minutes));
    let preparation_minutes = if one_by_one(form) { known.unwrap_or_default() } else { 0 };
    Ok(SittingDraft { on, starts_at, ends_at, form, duration_minutes, preparation_minutes })
}

impl SittingDraft {
    /// The instant at which it starts; none when clocks of France jump over it.
    pub fn start(&self) -> Option<DateTime<Utc>> {
        paris_instant(self.on.and_time(self.starts_at.0))
    }

    /// Minutes its candidates need, each with their own extra minutes: the longest at a written paper, one after another at an
    /// oral, where only the first one prepares before anybody else comes.
    pub fn needed_minutes(&self, extras: &[i16]) -> i64 {
        let each = extras.iter().map(|extra| i64::from(self.duration_minutes) + i64::from(*extra));
        let most = if one_by_one(self.form) { each.sum() } else { each.max().unwrap_or_default() };
        i64::from(self.preparation_minutes) + most.max(self.duration_minutes.into())
    }

    /// From its start to its end: as given, else as long as its candidates need.
    pub fn span(&self, extras: &[i16]) -> Option<TimeSpan> {
        let from = self.start()?;
        let to = match self.ends_at {
            Some(hour) => paris_instant(self.on.and_time(hour.0))?,
            None => from + TimeDelta::minutes(self.needed_minutes(extras)),
        };
        Some(TimeSpan { from, to })
    }
}

/// What is wrong with the day and the hours of a sitting; `days` are the first and last day of the mock exam.
pub fn check_sitting(
    draft: &SittingDraft,
    days: (NaiveDate, NaiveDate),
    extras: &[i16],
    pointer: &str,
) -> Vec<Finding> {
    let mut found = Vec::new();
    if !(days.0..=days.1).contains(&draft.on) {
        let (from, to) = days;
        let (du, au) = (french_day(from), french_day(to));
        let facts = say!("Cet examen blanc va du {du} au {au}.", "This mock exam goes from {from} to {to}.");
        found.push(WITHIN_THE_EXAM.at(format!("{pointer}/on"), facts));
    }
    let Some(span) = draft.span(extras) else { return found };
    if span.to <= span.from || crate::platform::clock::paris_day(span.to) != draft.on {
        let starts_at = draft.starts_at;
        let facts = say!(
            "L'épreuve commence à {starts_at} et doit finir plus tard, le même jour.",
            "The sitting starts at {starts_at} and is to end later, on the same day."
        );
        found.push(SITTING_LASTS.at(format!("{pointer}/ends_at"), facts));
    } else if draft.form == ExamForm::Written {
        let needed = draft.needed_minutes(extras);
        if (span.to - span.from).num_minutes() < needed {
            let until = ParisHour::of(span.from + TimeDelta::minutes(needed));
            let facts = say!(
                "Les candidats ont besoin de la salle jusqu'à {until}.",
                "The candidates need the room until {until}."
            );
            found.push(LONG_ENOUGH.at(format!("{pointer}/ends_at"), facts));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(text: &str) -> ParisHour {
        ParisHour(chrono::NaiveTime::parse_from_str(text, "%H:%M").unwrap())
    }

    fn draft(form: ExamForm, ends_at: Option<&str>) -> SittingDraft {
        SittingDraft {
            on: "2026-03-16".parse().unwrap(),
            starts_at: hour("09:00"),
            ends_at: ends_at.map(hour),
            form,
            duration_minutes: 20,
            preparation_minutes: if form == ExamForm::Oral { 20 } else { 0 },
        }
    }

    #[test]
    fn extra_time_is_a_third_rounded_up_unless_a_figure_is_given() {
        for (minutes, percent, expected) in [
            (20, None, 7),
            (240, None, 80),
            (30, None, 10),
            (30, Some(50), 15),
            (20, Some(1), 1),
            (0, None, 0),
        ] {
            assert_eq!(extra_minutes(minutes, percent), expected, "{minutes} {percent:?}");
        }
    }

    #[test]
    fn a_sitting_ends_when_its_last_candidate_does_unless_told_otherwise() {
        let cases = [
            (ExamForm::Written, None, vec![0, 0, 7], "09:27"),
            (ExamForm::Oral, None, vec![0, 0, 7], "10:27"),
            (ExamForm::Oral, None, vec![], "09:40"),
            (ExamForm::Oral, Some("12:00"), vec![0], "12:00"),
        ];
        for (form, ends_at, extras, expected) in cases {
            let span = draft(form, ends_at).span(&extras).unwrap();
            assert_eq!(ParisHour::of(span.to).to_string(), expected, "{form} {extras:?}");
        }
    }

    #[test]
    fn days_and_hours_that_make_no_sense_are_told() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let days = (day("2026-03-16"), day("2026-03-20"));
        let codes = |draft: SittingDraft, extras: &[i16]| -> Vec<&str> {
            check_sitting(&draft, days, extras, "").iter().map(|one| one.code).collect()
        };
        assert!(codes(draft(ExamForm::Written, None), &[0, 7]).is_empty());
        assert_eq!(codes(draft(ExamForm::Written, Some("09:20")), &[0, 7]), ["sitting.too_short"]);
        assert!(codes(draft(ExamForm::Written, Some("09:27")), &[0, 7]).is_empty());
        assert_eq!(codes(draft(ExamForm::Oral, Some("08:00")), &[0]), ["sitting.ends_before_start"]);
        let late = SittingDraft { on: day("2026-03-21"), ..draft(ExamForm::Oral, None) };
        assert_eq!(codes(late, &[0]), ["sitting.outside_exam"]);
        let overnight = SittingDraft { duration_minutes: 1000, ..draft(ExamForm::Written, None) };
        assert_eq!(codes(overnight, &[0]), ["sitting.ends_before_start"]);
    }
}
