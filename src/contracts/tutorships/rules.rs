//! What the law says of the number of apprentices of one tutor, and who is tutor day after day.

use chrono::NaiveDate;

use super::model::{TutorPerson, Tutorship};
use crate::contracts::tutorships::derogations::CeilingDerogation;
use crate::ids::TutorId;
use crate::law::calendar::french_day;
use crate::law::figures::TutorLaw;
use crate::law::findings::Finding;
use crate::{rules, say};

rules! {
    /// Two apprentices at once, and one more whose training is prolonged after a failure; a derogation may allow more.
    CEILING = error "tutor.ceiling", "Code du travail, art. R6223-6 et R6223-7";
        "Un maître d'apprentissage suit au plus deux apprentis à la fois, et un de plus dont la formation est prolongée après un échec." /
        "A tutor follows at most two apprentices at once, and one more whose training is prolonged after a failure.";
}

/// The first tutor on a day, once somebody is.
pub fn tutor_on(periods: &[Tutorship], day: NaiveDate) -> Option<TutorId> {
    let there = |period: &&Tutorship| period.rank == 1 && period.from_on <= day && day <= period.to_on;
    periods.iter().find(there).map(|period| period.tutor_id)
}

/// How many apprentices one person may follow, day after day.
pub struct Ceiling<'a> {
    /// What the law allows everybody (R6223-6).
    pub figures: &'a TutorLaw,
    /// What was granted to this person on top, each for its days (R6223-7).
    pub granted: Vec<&'a CeilingDerogation>,
}

impl Ceiling<'_> {
    /// Most apprentices on a day, those whose training is prolonged apart: the widest derogation of the day, if any.
    fn on(&self, day: NaiveDate) -> usize {
        let granted = self.granted.iter().filter(|derogation| derogation.counts_on(day));
        let widest = granted.map(|derogation| usize::from(derogation.facts.apprentices.unsigned_abs())).max();
        widest.unwrap_or_default().max(self.figures.apprentices as usize)
    }
}

/// Refuses a period in which the person would follow too many apprentices on some day.
///
/// A derogation has to cover every day it is needed: one that ends before the apprentice does is to be renewed first.
pub fn check_ceiling<'a>(
    ceiling: &Ceiling<'_>,
    person: &TutorPerson,
    tutorship: &Tutorship,
    others: impl Iterator<Item = &'a Tutorship>,
) -> Option<Finding> {
    let meets = |other: &&Tutorship| other.from_on <= tutorship.to_on && tutorship.from_on <= other.to_on;
    let others: Vec<_> = others.filter(meets).collect();
    // the number only grows on a first day, and what is allowed only shrinks when a derogation is over
    let firsts = others.iter().map(|other| other.from_on.max(tutorship.from_on));
    let overs = ceiling.granted.iter().map(|derogation| derogation.over_on());
    let overs = overs.filter(|day| tutorship.from_on <= *day && *day <= tutorship.to_on);
    let mut days: Vec<NaiveDate> = firsts.chain(overs).chain([tutorship.from_on]).collect();
    days.sort_unstable();
    days.into_iter().find_map(|day| {
        let there = others.iter().filter(|other| other.from_on <= day && day <= other.to_on);
        let (mut plain, mut repeaters) = (usize::from(!tutorship.repeater), usize::from(tutorship.repeater));
        there.for_each(|other| if other.repeater { repeaters += 1 } else { plain += 1 });
        let all = plain + repeaters;
        let (most, more) = (ceiling.on(day), ceiling.figures.repeaters as usize);
        (plain > most || all > most + more).then(|| too_many(ceiling, person, day, all - 1))
    })
}

fn too_many(ceiling: &Ceiling<'_>, person: &TutorPerson, day: NaiveDate, already: usize) -> Finding {
    let (name, jour) = (&person.name, french_day(day));
    let (most, more) = (ceiling.on(day), ceiling.figures.repeaters);
    let text = if ceiling.granted.iter().any(|derogation| derogation.counts_on(day)) {
        say!(
            "{name} suit déjà {already} apprenti(s) le {jour} : sa dérogation individuelle en permet {most} à la fois ce jour-là, et {more} de plus dont la formation est prolongée après un échec.",
            "{name} already follows {already} apprentice(s) on {day}: their individual derogation allows {most} at once on that day, and {more} more whose training is prolonged after a failure."
        )
    } else {
        say!(
            "{name} suit déjà {already} apprenti(s) le {jour} : un maître d'apprentissage en suit au plus {most} à la fois, et {more} de plus dont la formation est prolongée après un échec, sauf dérogation individuelle inscrite pour ce jour (art. R6223-7).",
            "{name} already follows {already} apprentice(s) on {day}: a tutor follows at most {most} at once, and {more} more whose training is prolonged after a failure, unless an individual derogation is recorded for that day (art. R6223-7)."
        )
    };
    CEILING.at("/tutor_id", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn span(from_on: &str, to_on: &str, repeater: bool) -> Tutorship {
        Tutorship { rank: 1, tutor_id: TutorId::new(), from_on: day(from_on), to_on: day(to_on), repeater }
    }

    fn refused(tutorship: &Tutorship, others: &[Tutorship]) -> bool {
        let law = crate::law::figures::Law::embedded().unwrap();
        let ada = TutorPerson { name: "Ada Lovelace".into(), tutor_ids: Vec::new() };
        let figures = &law.contracts.on(tutorship.from_on).tutor;
        let ceiling = Ceiling { figures, granted: Vec::new() };
        check_ceiling(&ceiling, &ada, tutorship, others.iter()).is_some()
    }

    #[test]
    fn two_at_once_and_one_repeater_more() {
        let first = span("2025-08-25", "2027-08-24", false);
        let second = span("2026-08-25", "2028-08-24", false);
        let third = span("2026-10-01", "2027-08-24", false);
        assert!(!refused(&second, &[first]));
        assert!(refused(&third, &[first, second]));
        let repeater = Tutorship { repeater: true, ..third };
        assert!(!refused(&repeater, &[first, second]));
        assert!(refused(&repeater, &[first, second, repeater]));
        assert!(refused(&third, &[first, second, repeater]));
    }

    #[test]
    fn only_the_days_in_common_count() {
        let first = span("2023-08-25", "2025-08-24", false);
        let second = span("2025-08-25", "2027-08-24", false);
        let third = span("2024-08-25", "2026-08-24", false);
        // first and second never meet: third always finds one of them only
        assert!(!refused(&third, &[first, second]));
        assert!(refused(&third, &[first, second, span("2026-08-24", "2026-08-24", false)]));
        assert!(!refused(&third, &[first, second, span("2026-08-25", "2026-12-24", false)]));
    }
}
