//! The catch-up orals: whether they would be open, and what they would have to bring.

use super::needs::{ExactMean, up};
use crate::catalogue::programmes::file::{CatchUpRule, SubjectKind};
use crate::learning::projection::model::{FULL_MARK, PassScale, ProjectedUnit, UnitStanding};
use crate::text_enum;

text_enum!(
    /// Whether the catch-up orals would be open, with the marks known.
    CatchUpStatus {
        /// The mean is reached without them.
        NotNeeded = "not_needed" => "Inutiles : la moyenne est atteinte" / "Not needed: the mean is reached",
        /// Near enough, and the professional units are good enough.
        Open = "open" => "Ouvertes" / "Open",
        /// The overall mean is too low.
        OverallTooLow = "overall_too_low" => "Fermées : moyenne générale trop basse" / "Closed: overall mean too low",
        /// The mean over the professional units is too low.
        ProfessionalTooLow = "professional_too_low" => "Fermées : moyenne professionnelle trop basse" / "Closed: professional mean too low",
        /// An absence without a reason bars the diploma.
        Barred = "barred" => "Fermées : absence non justifiée" / "Closed: absence without a reason",
        /// Too few marks to tell.
        Unknown = "unknown" => "Trop peu de notes pour le dire" / "Too few marks to tell",
    }
);

/// What the orals would be for a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatchUp {
    pub status: CatchUpStatus,
    /// Over the professional units with marks known.
    pub professional: ExactMean,
    /// Each oral that may better a unit; only when open.
    pub orals: Vec<OralNeed>,
    /// Every choice of orals; only when open.
    pub choices: Vec<OralChoice>,
}

/// What one oral would have to bring by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OralNeed {
    /// Subject of the oral.
    pub label: String,
    /// Unit of which the better mark counts.
    pub unit_code: String,
    /// Mark it has now, in hundredths.
    pub mark: i64,
    /// Mark that does when the other orals bring nothing, in hundredths; nothing when 20 would not.
    pub needed: Option<i64>,
}

/// What a choice of orals would have to bring together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OralChoice {
    /// Units bettered, one an oral.
    pub unit_codes: Vec<String>,
    /// The same mark at each that does, in hundredths; nothing when 20 would not.
    pub needed: Option<i64>,
}

/// An oral about one of its units.
struct PossibleOral<'a> {
    oral: usize,
    label: &'a str,
    unit: &'a ProjectedUnit,
    mark: i64,
}

/// What the orals of a rule would be with the marks known.
pub fn catch_up(units: &[ProjectedUnit], scale: PassScale, rule: &CatchUpRule) -> CatchUp {
    let mean = ExactMean::of(units, scale);
    let professional = units.iter().filter(|unit| !unit.optional && unit.kind == SubjectKind::Professional);
    let professional = ExactMean::of(professional, scale);
    let status = status(units, (mean, professional), scale, rule);
    let mut found = CatchUp { status, professional, orals: Vec::new(), choices: Vec::new() };
    if status == CatchUpStatus::Open {
        let missing = scale.pass * mean.denominator - mean.numerator;
        let possible = possible(units, rule);
        found.orals = possible.iter().map(|one| alone(one, missing)).collect();
        let choices = chosen(&possible, rule.chosen.into());
        found.choices = choices.iter().map(|choice| together(choice, missing)).collect();
    }
    found
}

/// Whether the orals could still lead to the mean: open, and high enough, were each unit still to be sat given 20.
///
/// Marks only raise what the orals start from, and an oral brings a unit up to 20 whatever it had: if 20 everywhere does not
/// do, nothing does.
pub fn orals_may_do(units: &[ProjectedUnit], scale: PassScale, rule: &CatchUpRule) -> bool {
    let mut best = units.to_vec();
    best.iter_mut()
        .filter(|unit| unit.remains())
        .for_each(|unit| unit.stands(UnitStanding::Marked, Some(FULL_MARK)));
    let found = catch_up(&best, scale, rule);
    found.status == CatchUpStatus::Open && found.choices.iter().any(|choice| choice.needed.is_some())
}

fn status(
    units: &[ProjectedUnit],
    (mean, professional): (ExactMean, ExactMean),
    scale: PassScale,
    rule: &CatchUpRule,
) -> CatchUpStatus {
    let barred = units.iter().any(|unit| !unit.optional && unit.standing == UnitStanding::Absent);
    let good = professional.reaches(rule.professional_from_hundredths.into());
    match (mean.reaches(scale.pass), mean.reaches(rule.overall_from_hundredths.into()), good) {
        _ if barred => CatchUpStatus::Barred,
        (None, ..) => CatchUpStatus::Unknown,
        (Some(true), ..) => CatchUpStatus::NotNeeded,
        (_, Some(false), _) => CatchUpStatus::OverallTooLow,
        (.., None) => CatchUpStatus::Unknown,
        (.., Some(false)) => CatchUpStatus::ProfessionalTooLow,
        (.., Some(true)) => CatchUpStatus::Open,
    }
}

/// The orals that may better a mark of this session: neither a mark kept nor an exemption.
fn possible<'a>(units: &'a [ProjectedUnit], rule: &'a CatchUpRule) -> Vec<PossibleOral<'a>> {
    let sat =
        |unit: &&ProjectedUnit| matches!(unit.standing, UnitStanding::Marked | UnitStanding::AbsentJustified);
    let of_oral = |(oral, one): (usize, &'a crate::catalogue::programmes::file::CatchUpOral)| {
        let about = units.iter().filter(sat).filter(|unit| one.units.contains(&unit.code));
        let about = about.filter_map(move |unit| {
            Some(PossibleOral { oral, label: &one.label, unit, mark: unit.counted()? })
        });
        about.collect::<Vec<_>>()
    };
    rule.orals.iter().enumerate().flat_map(of_oral).collect()
}

fn alone(one: &PossibleOral<'_>, missing: i64) -> OralNeed {
    let needed = one.mark + up(missing, one.unit.weight);
    OralNeed {
        label: one.label.to_owned(),
        unit_code: one.unit.code.clone(),
        mark: one.mark,
        needed: Some(needed).filter(|mark| *mark <= FULL_MARK),
    }
}

/// Every choice of so many orals, no oral twice.
fn chosen<'a, 'b>(possible: &'b [PossibleOral<'a>], count: usize) -> Vec<Vec<&'b PossibleOral<'a>>> {
    let mut choices: Vec<Vec<&PossibleOral<'a>>> = vec![Vec::new()];
    for _ in 0..count {
        let longer = choices.iter().flat_map(|choice| {
            let after = choice.last().map(|last| last.oral);
            let next = possible.iter().filter(move |one| after.is_none_or(|last| one.oral > last));
            next.map(|one| [choice.as_slice(), &[one]].concat())
        });
        choices = longer.collect();
    }
    choices
}

fn together(choice: &[&PossibleOral<'_>], missing: i64) -> OralChoice {
    let gained =
        |mark: i64| -> i64 { choice.iter().map(|one| (mark - one.mark).max(0) * one.unit.weight).sum() };
    // the gain never falls as the mark grows: the first mark that does is found by halving
    let (mut low, mut high) = (0, FULL_MARK + 1);
    while low < high {
        let middle = i64::midpoint(low, high);
        if gained(middle) >= missing { high = middle } else { low = middle + 1 }
    }
    OralChoice {
        unit_codes: choice.iter().map(|one| one.unit.code.clone()).collect(),
        needed: Some(low).filter(|mark| *mark <= FULL_MARK),
    }
}
