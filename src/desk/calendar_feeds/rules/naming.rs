//! What each thing is called in a calendar: short, and without more of anybody than a given name and an initial.

use chrono::NaiveDate;

use crate::desk::calendar_feeds::model::{FeedEvent, FeedHour, Status};
use crate::ids::{ApprenticeId, MockExamId, ObligationId, VisitId};
use crate::law::calendar::month_in_words;
use crate::learning::mock_exams::rules::last_day_of_month;
use crate::learning::sittings::acts::SittingInAgenda;
use crate::learning::sittings::model::SittingState;
use crate::platform::clock::{paris_day, paris_time};
use crate::platform::text::Sentence;
use crate::presence::calendars::DayKind;
use crate::presence::calendars::rules::Stretch;
use crate::say;

/// Whom a calendar must not tell more of: `Chloé D.`; the only name of whoever has one.
pub fn short_name(given_name: &str, family_name: &str) -> String {
    if given_name.is_empty() {
        return family_name.to_owned();
    }
    match family_name.chars().next() {
        Some(initial) => format!("{given_name} {initial}."),
        None => given_name.to_owned(),
    }
}

/// The days of the alternation, told of somebody or to themselves; days of rest are not told.
pub fn of_day(apprentice: ApprenticeId, name: Option<&str>, stretch: &Stretch<'_>) -> Option<FeedEvent> {
    let label = stretch.info.why.label();
    let (what, category) = match stretch.info.kind {
        DayKind::Company => (say!("En entreprise", "In the company"), "company"),
        DayKind::Centre => (say!("Au centre", "At the centre"), "centre"),
        DayKind::Exam => (with_label("Examen", "Exam", label), "exam"),
        DayKind::Closed => (with_label("Centre fermé", "Centre closed", label), "closed"),
        DayKind::Holiday | DayKind::Rest | DayKind::Unknown => return None,
    };
    Some(FeedEvent {
        uid: format!("days-{apprentice}-{}@compagnon", stretch.from_on),
        from_on: stretch.from_on,
        to_on: stretch.to_on,
        hour: None,
        place: None,
        status: Status::Confirmed,
        summary: about(what, name),
        details: None,
        category,
    })
}

/// A visit as a calendar tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitOf {
    pub id: VisitId,
    /// Day planned, or on which it took place.
    pub on: NaiveDate,
    /// Its hour, when it is known.
    pub hour: Option<FeedHour>,
    /// Its place, when it is known.
    pub place: Option<String>,
    /// Whether it will not take place.
    pub cancelled: bool,
}

/// A visit in the company.
pub fn of_visit(visit: &VisitOf, name: Option<&str>) -> FeedEvent {
    FeedEvent {
        uid: format!("visit-{}@compagnon", visit.id),
        from_on: visit.on,
        to_on: visit.on,
        hour: visit.hour,
        place: visit.place.clone(),
        status: if visit.cancelled { Status::Cancelled } else { Status::Confirmed },
        summary: about(say!("Visite en entreprise", "Visit in the company"), name),
        details: None,
        category: "visit",
    }
}

/// A mock exam as a calendar tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exam {
    /// Mock exam.
    pub id: MockExamId,
    /// Rank in the cohort.
    pub ordinal: i16,
    /// First day of the month planned.
    pub month_on: NaiveDate,
    /// First and last day, once fixed.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Whether it will not take place.
    pub cancelled: bool,
}

/// A mock exam; before its days are fixed, its whole month stands for them, said to be uncertain: never one of its days.
pub fn of_exam(exam: &Exam, cohort: Option<&str>) -> FeedEvent {
    let (from_on, to_on) = exam.days.unwrap_or((exam.month_on, last_day_of_month(exam.month_on)));
    let status = match (exam.cancelled, exam.days) {
        (true, _) => Status::Cancelled,
        (false, None) => Status::Tentative,
        (false, Some(_)) => Status::Confirmed,
    };
    let rank = exam.ordinal;
    let month = month_in_words(exam.month_on);
    let unfixed = Sentence::new(
        format!("Prévu en {} : les jours restent à fixer.", month.fr),
        format!("Planned in {}: its days are not fixed yet.", month.en),
    );
    FeedEvent {
        uid: format!("mock-exam-{}@compagnon", exam.id),
        from_on,
        to_on,
        hour: None,
        place: None,
        status,
        summary: about(say!("Examen blanc n° {rank}", "Mock exam no. {rank}"), cohort),
        details: (status == Status::Tentative).then_some(unfixed),
        category: "mock_exam",
    }
}

/// A sitting of a mock exam: the slot of a candidate, or the whole of it for a juror; uncertain until it is published.
pub fn of_sitting(sitting: &SittingInAgenda) -> FeedEvent {
    let (from, unit) = (sitting.span.from, &sitting.unit_code);
    let on = paris_day(from);
    let minutes = i16::try_from((sitting.span.to - from).num_minutes()).unwrap_or(i16::MAX);
    FeedEvent {
        uid: format!("sitting-{}@compagnon", sitting.id),
        from_on: on,
        to_on: on,
        hour: Some(FeedHour { from: paris_time(from).time(), minutes }),
        place: Some(sitting.room.clone()),
        status: match sitting.state {
            SittingState::Published => Status::Confirmed,
            SittingState::Planned => Status::Tentative,
        },
        summary: match sitting.as_juror {
            true => say!("Jury d'examen blanc : {unit}", "Jury of a mock exam: {unit}"),
            false => say!("Examen blanc : {unit}", "Mock exam: {unit}"),
        },
        details: None,
        category: "sitting",
    }
}

/// Something due, on the last day on which it is in time.
pub fn of_due(id: ObligationId, due_on: NaiveDate, sentence: Sentence, name: Option<&str>) -> FeedEvent {
    FeedEvent {
        uid: format!("obligation-{id}@compagnon"),
        from_on: due_on,
        to_on: due_on,
        hour: None,
        place: None,
        status: Status::Confirmed,
        summary: match name {
            Some(name) => {
                Sentence::new(format!("{name} : {}", sentence.fr), format!("{name}: {}", sentence.en))
            }
            None => sentence,
        },
        details: None,
        category: "obligation",
    }
}

fn with_label(fr: &str, en: &str, label: Option<Sentence>) -> Sentence {
    match label {
        Some(label) => Sentence::new(format!("{fr} : {}", label.fr), format!("{en}: {}", label.en)),
        None => Sentence::new(fr.to_owned(), en.to_owned()),
    }
}

fn about(what: Sentence, whom: Option<&str>) -> Sentence {
    match whom {
        Some(whom) => Sentence::new(format!("{} : {whom}", what.fr), format!("{}: {whom}", what.en)),
        None => what,
    }
}
