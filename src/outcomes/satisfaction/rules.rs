//! What is refused of an answer, and what is shown of many.

use chrono::{Datelike, NaiveDate};

use crate::law::figures::{SatisfactionForm, SatisfactionPlan, SatisfactionVoice};
use crate::law::findings::Finding;
use crate::{rules, say};

/// Where these rules come from.
const SOURCE: &str = "Référentiel national qualité, indicateur 30 ; règle du site";

rules! {
    /// A question is one of those asked, once.
    QUESTION_ASKED = error "satisfaction.question", SOURCE;
        "Une question est une de celles qui sont posées, répondue une fois." /
        "A question is one of those asked, answered once.";
    /// Every question is answered.
    ALL_ANSWERED = error "satisfaction.unanswered", SOURCE;
        "Chaque question reçoit une réponse." / "Every question is answered.";
    /// One answers once.
    ANSWERED_ONCE = error "satisfaction.answered", SOURCE;
        "On donne son avis une fois par visite et une fois par année scolaire." /
        "One gives one's opinion once a visit and once a school year.";
    /// It is asked before the visit.
    BEFORE_THE_VISIT = error "satisfaction.visit_over", SOURCE;
        "Ces questions se posent avant la visite." / "These questions are asked before the visit.";
    /// A tutor answers for who they are.
    IN_ONES_OWN_NAME = error "satisfaction.nobody", SOURCE;
        "Un avis se donne en son nom : apprenti ou maître d'apprentissage." /
        "An opinion is given in one's own name: apprentice or company tutor.";
}

/// The year in which the school year of a day began.
pub fn school_year(on: NaiveDate, begins_month: u32) -> i32 {
    on.year() - i32::from(on.month() < begins_month)
}

/// Everything wrong with the questions answered.
pub fn faults_of(
    plan: &SatisfactionPlan,
    (form, of): (SatisfactionForm, SatisfactionVoice),
    answered: &[&str],
) -> Vec<Finding> {
    let asked: Vec<&str> = plan.asked(form, of).map(|one| one.code.as_str()).collect();
    let mut faults = Vec::new();
    for (place, code) in answered.iter().enumerate() {
        if !asked.contains(code) || answered[..place].contains(code) {
            let known = asked.join(", ");
            let told = say!("Une fois chacune : {known}.", "Once each: {known}.");
            faults.push(QUESTION_ASKED.at(format!("/scores/{place}/question"), told));
        }
    }
    let missing: Vec<&str> = asked.iter().filter(|code| !answered.contains(code)).copied().collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        faults.push(ALL_ANSWERED.at("/scores", say!("Il manque : {missing}.", "Missing: {missing}.")));
    }
    faults
}

/// What is shown of the levels of a question, in the order in which they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownScores {
    /// Answers added up.
    pub answers: usize,
    /// Their mean, in hundredths.
    pub mean_hundredths: i64,
    /// How many at each level, the lowest first.
    pub levels: [usize; 4],
}

/// Adds levels up, the first ones, by whole groups of the threshold: nothing is shown of fewer, and two readings never differ by
/// fewer people than it.
pub fn shown(scores: &[i16], threshold: usize) -> Option<ShownScores> {
    let answers = scores.len() / threshold * threshold;
    let counted = scores.get(..answers).filter(|counted| !counted.is_empty())?;
    let mut levels = [0; 4];
    for score in counted {
        let level = usize::try_from(*score).ok().and_then(|score| levels.get_mut(score.saturating_sub(1)));
        if let Some(level) = level {
            *level += 1;
        }
    }
    let sum: i64 = counted.iter().map(|score| i64::from(*score)).sum();
    let over = i64::try_from(answers).ok()?;
    Some(ShownScores { answers, mean_hundredths: (sum * 100 + over / 2) / over, levels })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_school_year_begins_in_its_month() {
        for (on, year) in [("2026-08-31", 2025), ("2026-09-01", 2026), ("2027-01-04", 2026)] {
            assert_eq!(school_year(on.parse().unwrap(), 9), year, "{on}");
        }
    }

    #[test]
    fn nothing_is_shown_of_fewer_answers_than_the_threshold_nor_of_those_beyond_a_whole_group() {
        assert_eq!(shown(&[], 5), None);
        assert_eq!(shown(&[4, 4, 4, 4], 5), None);
        let five = shown(&[4, 3, 3, 1, 4], 5);
        assert_eq!(five, Some(ShownScores { answers: 5, mean_hundredths: 300, levels: [1, 0, 2, 2] }));
        assert_eq!(shown(&[4, 3, 3, 1, 4, 1, 1, 1, 1], 5), five, "four more tell nothing");
        assert_eq!(shown(&[4, 3, 3, 1, 4, 1, 1, 1, 1, 1], 5).unwrap().answers, 10);
    }

    proptest! {
        #[test]
        fn two_readings_never_differ_by_fewer_people_than_the_threshold(
            scores in prop::collection::vec(1_i16..=4, 0..60), threshold in 2_usize..10, more in 1_usize..60,
        ) {
            let before = shown(&scores, threshold).map_or(0, |one| one.answers);
            let later: Vec<i16> = scores.iter().copied().chain(std::iter::repeat_n(2, more)).collect();
            let after = shown(&later, threshold).map_or(0, |one| one.answers);
            prop_assert!(after == before || after - before >= threshold);
            prop_assert!(before == 0 || before >= threshold);
        }
    }
}
