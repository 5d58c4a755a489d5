//! What a derogation to the number of apprentices of one tutor may say (Code du travail, art. R6223-7).

use chrono::NaiveDate;

use super::model::DerogationFacts;
use crate::law::calendar::{add_days, anniversary, french_day};
use crate::law::figures::TutorLaw;
use crate::law::findings::Finding;
use crate::{rules, say};

rules! {
    /// A decision is recorded once it is taken.
    ALREADY_GRANTED = error "ceiling_derogation.granted_in_future", "Règle du site";
        "Une dérogation est inscrite une fois accordée." /
        "A derogation is recorded once it is granted.";
    /// It begins, then ends, and is withdrawn in between.
    IN_ORDER = error "ceiling_derogation.days_out_of_order", "Règle du site";
        "Une dérogation ne finit pas avant de commencer, et n'est retirée qu'entre ses deux jours." /
        "A derogation does not end before it begins, and is only withdrawn between its two days.";
    /// At most five years, and again.
    FIVE_YEARS = error "ceiling_derogation.too_long", "Code du travail, art. R6223-7";
        "Une dérogation individuelle vaut cinq ans au plus ; elle est renouvelable." /
        "An individual derogation holds for five years at most; it may be renewed.";
    /// It allows more than the law already does.
    ALLOWS_MORE = error "ceiling_derogation.allows_no_more", "Code du travail, art. R6223-6 et R6223-7";
        "Une dérogation permet plus d'apprentis que le plafond ordinaire." /
        "A derogation allows more apprentices than the ordinary ceiling.";
}

/// Everything wrong with what a derogation says.
pub fn judge(figures: &TutorLaw, facts: &DerogationFacts, today: NaiveDate) -> Vec<Finding> {
    let found = [
        granted(facts, today),
        in_order(facts),
        withdrawn(facts),
        length(figures, facts),
        more(figures, facts),
    ];
    found.into_iter().flatten().collect()
}

fn granted(facts: &DerogationFacts, today: NaiveDate) -> Option<Finding> {
    let (granted, now) = (french_day(facts.granted_on), french_day(today));
    let text = say!(
        "La décision est datée du {granted}, après aujourd'hui ({now}).",
        "The decision is dated {granted}, after today ({now})."
    );
    (facts.granted_on > today).then(|| ALREADY_GRANTED.at("/granted_on", text))
}

fn in_order(facts: &DerogationFacts) -> Option<Finding> {
    let (from, to) = (french_day(facts.from_on), french_day(facts.to_on));
    let text = say!(
        "Le dernier jour ({to}) précède le premier ({from}).",
        "The last day ({to}) is before the first ({from})."
    );
    (facts.to_on < facts.from_on).then(|| IN_ORDER.at("/to_on", text))
}

fn withdrawn(facts: &DerogationFacts) -> Option<Finding> {
    let withdrawn = facts.withdrawn_on?;
    let (on, from, to) = (french_day(withdrawn), french_day(facts.from_on), french_day(facts.to_on));
    let text = say!(
        "Le retrait ({on}) est attendu du {from} au {to}.",
        "The withdrawal ({on}) is expected from {from} to {to}."
    );
    let within = facts.from_on <= withdrawn && withdrawn <= facts.to_on;
    (!within).then(|| IN_ORDER.at("/withdrawn_on", text))
}

fn length(figures: &TutorLaw, facts: &DerogationFacts) -> Option<Finding> {
    let years = figures.derogation_years;
    let over = anniversary(facts.from_on, i32::from(years));
    let last = french_day(add_days(over, -1));
    let text = say!(
        "Une dérogation vaut {years} ans au plus : jusqu'au {last}.",
        "A derogation holds for {years} years at most: until {last}."
    );
    (facts.to_on >= over).then(|| FIVE_YEARS.at("/to_on", text))
}

fn more(figures: &TutorLaw, facts: &DerogationFacts) -> Option<Finding> {
    let (given, ordinary) = (facts.apprentices, figures.apprentices);
    let text = say!(
        "{given} apprenti(s) : le plafond ordinaire en permet déjà {ordinary}.",
        "{given} apprentice(s): the ordinary ceiling already allows {ordinary}."
    );
    (u32::from(given.unsigned_abs()) <= ordinary).then(|| ALLOWS_MORE.at("/apprentices", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_years_to_the_day_and_what_is_not_one() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let law = crate::law::figures::Law::embedded().unwrap();
        let figures = &law.contracts.on(day("2026-01-01")).tutor;
        let codes = |from, to, withdrawn: Option<&str>, apprentices| {
            let facts = DerogationFacts {
                granted_on: day("2026-01-10"),
                reference: None,
                from_on: day(from),
                to_on: day(to),
                withdrawn_on: withdrawn.map(day),
                apprentices,
            };
            judge(figures, &facts, day("2026-01-10")).iter().map(|finding| finding.code).collect::<Vec<_>>()
        };
        assert!(codes("2026-02-01", "2031-01-31", None, 3).is_empty());
        assert!(codes("2026-02-01", "2026-02-01", Some("2026-02-01"), 3).is_empty());
        assert_eq!(codes("2026-02-01", "2031-02-01", None, 3), [FIVE_YEARS.code]);
        assert_eq!(codes("2026-02-01", "2026-01-31", None, 3), [IN_ORDER.code]);
        assert_eq!(codes("2026-02-01", "2026-12-31", Some("2027-01-01"), 3), [IN_ORDER.code]);
        assert_eq!(codes("2026-02-01", "2026-12-31", None, 2), [ALLOWS_MORE.code]);
    }
}
