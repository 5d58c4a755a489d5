//! The mean over the marks known, and what the units still to be sat must bring.

use crate::learning::projection::model::{FULL_MARK, PassScale, ProjectedUnit, UnitStanding};
use crate::text_enum;

text_enum!(
    /// Where the marks known lead.
    Outlook {
        /// The mean is reached whatever the units still to be sat receive.
        Reached = "reached" => "Moyenne atteinte" / "Mean reached",
        /// The units still to be sat decide.
        Open = "open" => "Encore possible" / "Still possible",
        /// No choice of marks at the units still to be sat reaches the mean, but the catch-up orals may.
        OnlyByOrals = "only_by_orals" => "Possible par les seules épreuves de contrôle" / "Possible by the catch-up orals only",
        /// No choice of marks reaches the mean, catch-up orals included.
        OutOfReach = "out_of_reach" => "Hors d'atteinte" / "Out of reach",
        /// An absence without a reason at a compulsory unit: no diploma can be delivered.
        Barred = "barred" => "Diplôme non délivrable" / "No diploma can be delivered",
        /// No unit counts: the candidate is exempt from all of them.
        NothingCounts = "nothing_counts" => "Aucune épreuve ne compte" / "No unit counts",
    }
);

text_enum!(
    /// Why no mark is named.
    NeedReason {
        /// No choice of marks reaches the mean, but the catch-up orals may.
        OnlyByOrals = "only_by_orals" => "Seules les épreuves de contrôle y mènent encore" / "Only the catch-up orals may still reach it",
        /// No choice of marks reaches the mean, catch-up orals included.
        OutOfReach = "out_of_reach" => "Aucun choix de notes n'y mène" / "No choice of marks reaches it",
        /// An absence without a reason bars the diploma.
        Barred = "barred" => "Une absence non justifiée l'empêche" / "An absence without a reason bars it",
        /// Twenty would not do there alone: the others must be above the mean too.
        NotAlone = "not_alone" => "Vingt n'y suffirait pas : les autres épreuves doivent aussi dépasser la moyenne" / "Twenty would not do: the other units must be above the mean too",
        /// It takes points of an optional unit too.
        OnlyWithOption = "only_with_option" => "Il y faut aussi des points d'une épreuve facultative" / "It takes points of an optional unit too",
        /// No compulsory unit is left.
        NothingRemains = "nothing_remains" => "Aucune épreuve obligatoire ne reste à passer" / "No compulsory unit is left",
    }
);

/// A weighted mean as a fraction, in hundredths of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExactMean {
    /// Points, in ten-thousandths.
    pub numerator: i64,
    /// Coefficients, in hundredths; 0 when no mark counts.
    pub denominator: i64,
}

impl ExactMean {
    /// The mean of the marks that count among some units.
    pub fn of<'a>(units: impl IntoIterator<Item = &'a ProjectedUnit>, scale: PassScale) -> Self {
        let (mut mean, mut bonus) = (Self::default(), 0);
        for unit in units {
            let Some(mark) = unit.counted() else { continue };
            if unit.optional {
                bonus += unit.points(mark, scale);
            } else {
                mean.numerator += unit.points(mark, scale);
                mean.denominator += unit.weight;
            }
        }
        if mean.denominator > 0 {
            mean.numerator += bonus;
        }
        mean
    }

    /// Whether it is at least a mark in hundredths, compared exactly; nothing without a mean.
    pub fn reaches(self, hundredths: i64) -> Option<bool> {
        (self.denominator > 0).then(|| self.numerator >= hundredths * self.denominator)
    }

    /// The mean in hundredths for the eye, rounded down: 9.999 never shows as 10.
    pub fn shown(self) -> Option<i64> {
        (self.denominator > 0).then(|| self.numerator / self.denominator)
    }
}

/// A mark that is needed, in hundredths from 0 to 2000, or why none is named.
pub type NeededMark = Result<i64, NeedReason>;

/// What one unit still to be sat must bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitNeed {
    /// Below this mark the mean is lost, even with 20 at every other unit still to be sat.
    pub at_least: NeededMark,
    /// The mark that does, when every other compulsory unit still to be sat brings just the mean to be reached.
    pub alone: NeededMark,
}

/// Where marks lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    /// Over the units with marks known.
    pub mean: ExactMean,
    pub outlook: Outlook,
    /// The same mark at every compulsory unit still to be sat, no optional unit helping.
    pub on_average: NeededMark,
    /// By unit, in their order; only those still to be sat.
    pub needs: Vec<Option<UnitNeed>>,
}

impl Projection {
    /// The same where the catch-up orals may still lead to the mean: what only they reach is not out of reach.
    #[must_use]
    pub fn with_orals(mut self) -> Self {
        if self.outlook == Outlook::OutOfReach {
            self.outlook = Outlook::OnlyByOrals;
            let by_orals = |need: NeededMark| match need {
                Err(NeedReason::OutOfReach) => Err(NeedReason::OnlyByOrals),
                other => other,
            };
            self.on_average = by_orals(self.on_average);
            for need in self.needs.iter_mut().flatten() {
                *need = UnitNeed { at_least: by_orals(need.at_least), alone: by_orals(need.alone) };
            }
        }
        self
    }
}

/// What is at stake, in ten-thousandths of a point.
struct Stakes<'a> {
    units: &'a [ProjectedUnit],
    scale: PassScale,
    /// Points that are still missing; none or fewer when the mean is reached.
    missing: i64,
    outlook: Outlook,
}

/// Where the marks of a candidate lead, and what is needed, catch-up orals apart.
pub fn project(units: &[ProjectedUnit], scale: PassScale) -> Projection {
    let stakes = Stakes::of(units, scale);
    let need = |unit: &ProjectedUnit| {
        unit.remains().then(|| UnitNeed { at_least: stakes.at_least(unit), alone: stakes.alone(unit) })
    };
    Projection {
        mean: ExactMean::of(units, scale),
        outlook: stakes.outlook,
        on_average: stakes.on_average(),
        needs: units.iter().map(need).collect(),
    }
}

impl<'a> Stakes<'a> {
    fn of(units: &'a [ProjectedUnit], scale: PassScale) -> Self {
        let compulsory = || units.iter().filter(|unit| unit.is_compulsory());
        let target: i64 = compulsory().map(|unit| unit.weight * scale.pass).sum();
        let known: i64 = units.iter().filter_map(|unit| Some(unit.points(unit.counted()?, scale))).sum();
        let mut stakes = Self { units, scale, missing: target - known, outlook: Outlook::Open };
        stakes.outlook = match () {
            () if compulsory().next().is_none() => Outlook::NothingCounts,
            () if compulsory().any(|unit| unit.standing == UnitStanding::Absent) => Outlook::Barred,
            () if stakes.missing <= 0 => Outlook::Reached,
            () if stakes.missing <= stakes.at(FULL_MARK, |_| true) => Outlook::Open,
            () => Outlook::OutOfReach,
        };
        stakes
    }

    /// Points that a mark brings at each of some units still to be sat.
    fn at(&self, mark: i64, which: impl Fn(&ProjectedUnit) -> bool) -> i64 {
        let remaining = self.units.iter().filter(|unit| unit.remains() && which(unit));
        remaining.map(|unit| unit.points(mark, self.scale)).sum()
    }

    /// Why nothing is named, whatever the unit.
    fn closed(&self) -> Result<(), NeedReason> {
        match self.outlook {
            Outlook::Barred => Err(NeedReason::Barred),
            Outlook::OutOfReach | Outlook::OnlyByOrals => Err(NeedReason::OutOfReach),
            Outlook::Reached | Outlook::Open | Outlook::NothingCounts => Ok(()),
        }
    }

    fn on_average(&self) -> NeededMark {
        self.closed()?;
        let left = self.units.iter().filter(|unit| unit.remains() && !unit.optional);
        let weight: i64 = left.map(|unit| unit.weight).sum();
        if weight == 0 {
            return if self.missing > 0 {
                Err(NeedReason::OnlyWithOption)
            } else {
                Err(NeedReason::NothingRemains)
            };
        }
        within_twenty(up(self.missing.max(0), weight), NeedReason::OnlyWithOption)
    }

    fn at_least(&self, unit: &ProjectedUnit) -> NeededMark {
        self.closed()?;
        let others = self.at(FULL_MARK, |other| other.code != unit.code);
        self.bringing(unit, self.missing - others, NeedReason::OutOfReach)
    }

    fn alone(&self, unit: &ProjectedUnit) -> NeededMark {
        self.closed()?;
        let others = self.at(self.scale.pass, |other| !other.optional && other.code != unit.code);
        self.bringing(unit, self.missing - others, NeedReason::NotAlone)
    }

    /// The least mark at a unit that brings so many points.
    fn bringing(&self, unit: &ProjectedUnit, points: i64, otherwise: NeedReason) -> NeededMark {
        if points <= 0 {
            return Ok(0);
        }
        let base = if unit.optional { self.scale.threshold } else { 0 };
        within_twenty(base + up(points, unit.weight), otherwise)
    }
}

/// A mark, unless it is above 20.
fn within_twenty(mark: i64, otherwise: NeedReason) -> NeededMark {
    if mark <= FULL_MARK { Ok(mark) } else { Err(otherwise) }
}

/// A quotient of numbers that are not negative, rounded up; a unit without weight brings nothing, whatever its mark.
pub(super) fn up(points: i64, weight: i64) -> i64 {
    if weight > 0 { points / weight + i64::from(points % weight > 0) } else { i64::MAX / 2 }
}
