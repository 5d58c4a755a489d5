//! Pure decisions: when a file may go, what a site may set.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::model::{KeptRecord, RetentionChoice, RetentionChoices};
use crate::ids::ApprenticeId;
use crate::law::calendar::add_months;
use crate::law::figures::{RecordCategory, RecordHold, RecordLaw, RecordRule};
use crate::law::findings::Finding;
use crate::{rules, say};

rules! {
    /// Months are within what the law leaves.
    MONTHS_WITHIN = error "retention.months_out_of_bounds", "RGPD, art. 5(1)e";
        "La durée de conservation d'une catégorie reste entre ses bornes (GET /v1/sites/{site}/retention)." /
        "The months a category is kept stay within its bounds (GET /v1/sites/{site}/retention).";
    /// Each category once.
    CATEGORY_ONCE = error "retention.category_repeated", "Règle du site";
        "Chaque catégorie est donnée une seule fois." /
        "Each category is given once.";
}

/// What is kept of an apprentice in a category: due the day after its months, unless something that the category waits for
/// holds it back.
pub fn judged(
    rule: &RecordRule,
    months: u32,
    (apprentice, since): (ApprenticeId, NaiveDate),
    holds: &BTreeSet<RecordHold>,
) -> KeptRecord {
    let last = add_months(since, months.cast_signed());
    let due_on = last.checked_add_days(Days::new(1)).unwrap_or(last);
    let held_by = holds.iter().copied().filter(|hold| rule.waits_for.contains(hold)).collect();
    KeptRecord { apprentice, since, due_on, held_by }
}

/// Months a category is kept at a site.
pub fn months_of(rule: &RecordRule, choices: &RetentionChoices) -> u32 {
    choices.get(&rule.category).and_then(|choice| choice.months).unwrap_or(rule.months)
}

/// What is wrong with what a site sets, and that by category.
pub fn check_choices(
    sent: &[(RecordCategory, RetentionChoice)],
    law: &RecordLaw,
) -> Result<RetentionChoices, Vec<Finding>> {
    let mut kept = RetentionChoices::new();
    let mut findings = Vec::new();
    for (place, (category, choice)) in sent.iter().enumerate() {
        let (least, most) = law.rule(*category).map_or((0, 0), |rule| (rule.least, rule.most));
        if choice.months.is_some_and(|months| !(least..=most).contains(&months)) {
            let facts = match least == most {
                true => say!("{least} mois, sans choix.", "{least} months, without a choice."),
                false => say!("De {least} à {most} mois.", "From {least} to {most} months."),
            };
            findings.push(MONTHS_WITHIN.at(format!("/categories/{place}/months"), facts));
        }
        if kept.insert(*category, *choice).is_some() {
            let facts = say!("Elle y est déjà.", "It is already there.");
            findings.push(CATEGORY_ONCE.at(format!("/categories/{place}/category"), facts));
        }
    }
    if findings.is_empty() { Ok(kept) } else { Err(findings) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::figures::Law;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn file(category: RecordCategory, months: Option<u32>, holds: &[RecordHold]) -> KeptRecord {
        let law = Law::embedded().unwrap();
        let rule = law.records.newest().rule(category).unwrap();
        let choices = RetentionChoices::from([(category, RetentionChoice { months, erases: true })]);
        let who = (ApprenticeId::new(), day("2025-08-31"));
        judged(rule, months_of(rule, &choices), who, &holds.iter().copied().collect())
    }

    #[test]
    fn a_file_goes_the_day_after_its_months() {
        for (category, months, due_on) in [
            (RecordCategory::HealthData, None, "2025-09-01"),
            (RecordCategory::FollowUpNotes, None, "2027-09-01"),
            (RecordCategory::FollowUpNotes, Some(18), "2027-03-01"),
            (RecordCategory::Attendance, None, "2028-09-01"),
            (RecordCategory::LearnerFile, None, "2030-09-01"),
            (RecordCategory::LearnerFile, Some(120), "2035-09-01"),
        ] {
            let found = file(category, months, &[]);
            assert_eq!(found.due_on, day(due_on), "{category:?}");
            assert!(found.is_due(day(due_on)) && !found.is_due(found.due_on - Days::new(1)));
        }
    }

    #[test]
    fn what_a_category_waits_for_holds_it_back_and_nothing_else() {
        let long_ago = day("2099-01-01");
        for hold in RecordHold::ALL {
            assert!(!file(RecordCategory::LearnerFile, None, &[*hold]).is_due(long_ago), "{hold:?}");
        }
        assert!(file(RecordCategory::HealthData, None, &[RecordHold::KeptUnit]).is_due(long_ago));
        assert!(!file(RecordCategory::HealthData, None, &[RecordHold::OpenCase]).is_due(long_ago));
    }

    #[test]
    fn a_site_sets_what_the_law_leaves() {
        let law = Law::embedded().unwrap();
        let law = law.records.newest();
        let set = |months| RetentionChoice { months: Some(months), erases: false };
        let faults = |sent: &[_]| check_choices(sent, law).unwrap_err().len();
        assert_eq!(faults(&[(RecordCategory::LearnerFile, set(59))]), 1);
        assert_eq!(faults(&[(RecordCategory::HealthData, set(1))]), 1);
        let twice = (RecordCategory::Attendance, set(36));
        assert_eq!(faults(&[twice, twice]), 1);
        assert!(check_choices(&[(RecordCategory::LearnerFile, set(120))], law).is_ok());
    }
}
