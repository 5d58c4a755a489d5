//! Marks out of 20 in hundredths, and their weighted mean: exact, absent is not zero, exempt is not absent.

use crate::law::findings::Finding;
use crate::learning::mock_exams::rules::book::{ABSENT_IS_NOT_ZERO, MARK_IS_GIVEN, MARK_IS_OUT_OF_TWENTY};
use crate::platform::text::Sentence;
use crate::text_enum;

/// The highest mark, 20, in hundredths.
pub const FULL_MARK: i32 = 20 * HUNDREDTHS;
/// Only the points of an optional unit above this mark are added to the total.
///
/// Source: Code de l'éducation, art. D643-22 (read 23/11/2026).
pub const OPTIONAL_THRESHOLD: i32 = 10 * HUNDREDTHS;

const HUNDREDTHS: i32 = 100;
text_enum!(
    /// What a paper received.
    MarkStatus {
        /// A mark.
        Marked = "marked" => "Noté" / "Marked",
        /// Nothing: the candidate did not come.
        Absent = "absent" => "Absent" / "Absent",
        /// Nothing: the candidate did not come, for a reason that was accepted.
        AbsentJustified = "absent_justified" => "Absent, justifié" / "Absent, justified",
        /// Nothing: the candidate does not sit this unit.
        Exempt = "exempt" => "Dispensé" / "Exempt",
    }
);

impl MarkStatus {
    /// Whether the candidate did not come, with a reason or without.
    pub const fn is_absence(self) -> bool {
        matches!(self, Self::Absent | Self::AbsentJustified)
    }
}

/// The mark of a candidate on a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What the paper received.
    pub status: MarkStatus,
    /// The mark in hundredths, exactly when there is one.
    pub hundredths: Option<i32>,
}

impl Mark {
    /// A mark that holds together: from 0 to 20 when marked, no mark when absent or exempt.
    pub fn new(status: MarkStatus, hundredths: Option<i32>) -> Result<Self, Finding> {
        match (status, hundredths) {
            (MarkStatus::Marked, None) => Err(missing()),
            (MarkStatus::Marked, Some(mark)) if !(0..=FULL_MARK).contains(&mark) => Err(out_of_range()),
            (MarkStatus::Absent | MarkStatus::AbsentJustified | MarkStatus::Exempt, Some(_)) => {
                Err(unexpected())
            }
            _ => Ok(Self { status, hundredths }),
        }
    }
}

fn missing() -> Finding {
    let facts =
        Sentence::new("Donnez une note de 0 à 20.".to_owned(), "Give a mark from 0 to 20.".to_owned());
    MARK_IS_GIVEN.at("/mark_hundredths", facts)
}

fn out_of_range() -> Finding {
    let facts = Sentence::new(
        "Une note va de 0 à 20, soit de 0 à 2000 centièmes.".to_owned(),
        "A mark goes from 0 to 20, that is from 0 to 2000 hundredths.".to_owned(),
    );
    MARK_IS_OUT_OF_TWENTY.at("/mark_hundredths", facts)
}

fn unexpected() -> Finding {
    let facts = Sentence::new(
        "Un candidat absent ou dispensé n'a pas de note : absent n'est pas zéro.".to_owned(),
        "An absent or exempt candidate has no mark: absent is not zero.".to_owned(),
    );
    ABSENT_IS_NOT_ZERO.at("/mark_hundredths", facts)
}

/// A paper of the coefficient grid and what the candidate received, if anything yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    /// Coefficient in hundredths; not read for an optional unit, whose points are added as they are.
    pub coefficient_hundredths: i32,
    /// The mark, once given.
    pub mark: Option<Mark>,
    /// Whether the unit is optional (*facultative*).
    pub optional: bool,
}

/// The weighted mean of the marks obtained, exact and rounded, and how far it is from complete.
///
/// The counts are those of the compulsory papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mean {
    /// The mean in hundredths, rounded half up, for the eye only; nothing when no compulsory paper has a mark.
    pub hundredths: Option<i64>,
    /// Exact mean in hundredths: the numerator.
    pub numerator: i64,
    /// Exact mean in hundredths: the denominator, 0 when there is no mean.
    pub denominator: i64,
    /// Whether every compulsory paper is marked or exempt.
    pub complete: bool,
    /// Papers with a mark.
    pub marked: usize,
    /// Papers the candidate did not come to.
    pub absent: usize,
    /// Papers the candidate does not sit.
    pub exempt: usize,
    /// Papers without anything yet.
    pub missing: usize,
}

/// The weighted mean of the marks obtained.
///
/// An exempt paper leaves both sides of the fraction; an absent or missing one does too, and makes the mean
/// incomplete. An optional paper only adds its points above 10 to the total (art. D643-22).
pub fn weighted_mean(papers: &[Paper]) -> Mean {
    let compulsory = || papers.iter().filter(|paper| !paper.optional);
    let count = |status| compulsory().filter(|paper| paper.status() == Some(status)).count();
    let absent = count(MarkStatus::Absent) + count(MarkStatus::AbsentJustified);
    let (marked, exempt) = (count(MarkStatus::Marked), count(MarkStatus::Exempt));
    let denominator = compulsory().filter(|paper| paper.points().is_some()).map(Paper::weight).sum();
    let numerator = if denominator > 0 { papers.iter().filter_map(Paper::points).sum() } else { 0 };
    Mean {
        hundredths: (denominator > 0).then(|| rounded_half_up(numerator, denominator)),
        numerator,
        denominator,
        complete: marked + exempt == compulsory().count(),
        marked,
        absent,
        exempt,
        missing: compulsory().count() - marked - absent - exempt,
    }
}

impl Paper {
    /// What the paper received; a mark without its figure is nothing yet.
    fn status(&self) -> Option<MarkStatus> {
        let mark = self.mark?;
        match mark.status {
            MarkStatus::Marked => mark.hundredths.map(|_| MarkStatus::Marked),
            other => Some(other),
        }
    }

    fn weight(&self) -> i64 {
        self.coefficient_hundredths.into()
    }

    /// Points brought to the total, in ten-thousandths: hundredths of mark times hundredths of coefficient.
    fn points(&self) -> Option<i64> {
        let mark = self.mark.filter(|mark| mark.status == MarkStatus::Marked)?.hundredths?;
        let above = mark.saturating_sub(OPTIONAL_THRESHOLD).max(0);
        Some(match self.optional {
            true => i64::from(above) * i64::from(HUNDREDTHS),
            false => i64::from(mark) * self.weight(),
        })
    }
}

fn rounded_half_up(numerator: i64, denominator: i64) -> i64 {
    (2 * numerator + denominator).div_euclid(2 * denominator)
}
