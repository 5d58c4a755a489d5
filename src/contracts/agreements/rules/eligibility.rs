//! Who may be an apprentice at what age, for how long: the limits, what lifts them, and what must then be proved.

use chrono::NaiveDate;

use super::book;
use crate::contracts::agreements::model::Derogation;
use crate::law::calendar::{add_months, french_day};
use crate::law::figures::{AgeLaw, ContractLaw};
use crate::law::findings::Finding;
use crate::people::apprentices::rules::entry::Entry;
use crate::say;

/// What decides whether an apprentice may sign such a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Eligibility {
    pub born_on: NaiveDate,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// Day of the signature, today while it is not signed.
    pub concluded_on: NaiveDate,
    /// First and last day of the cycle.
    pub cycle: (NaiveDate, NaiveDate),
    /// The apprentice's own way through it.
    pub entry: Entry,
    /// Last exam, once it is said.
    pub exams_end_on: Option<NaiveDate>,
    pub derogation: Option<Derogation>,
    /// What the file of the apprentice says.
    pub qualities: Qualities,
    /// Last day of the contract this one follows, when it is kept here.
    pub previous_ended_on: Option<NaiveDate>,
    /// Whether it may be that of a repeater with another employer (type 22).
    pub may_repeat: bool,
    /// Whether it finishes a training that a rupture interrupted.
    pub after_rupture: bool,
}

/// What in a person lifts a limit, or calls for care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Qualities {
    pub disabled_worker: bool,
    /// Held as a disabled worker from 15 to 20 ("équivalence jeunes").
    pub youth_equivalence: bool,
    pub high_level_athlete: bool,
    /// Creates or takes over a business that needs the diploma.
    pub business_project: bool,
    /// Neither French nor of the European Union.
    pub foreign: bool,
}

impl Qualities {
    /// Whether no upper age holds (L6222-2, 3° to 5°).
    pub const fn lift_age(self) -> bool {
        self.disabled_worker || self.youth_equivalence || self.high_level_athlete || self.business_project
    }

    /// Whether a contract may last a year more (R6222-46, R6222-59).
    pub const fn prolong(self) -> bool {
        self.disabled_worker || self.high_level_athlete
    }
}

impl Eligibility {
    fn age(&self, law: &AgeLaw) -> u32 {
        law.age_on(self.born_on, self.starts_on)
    }

    /// Under the limit when they sign, at the limit when it starts: the two texts read differ.
    fn straddles(&self, law: &AgeLaw) -> bool {
        self.age(law) >= law.limit && law.age_on(self.born_on, self.concluded_on) < law.limit
    }

    /// Whether the upper age is not refused as such: something lifts it, or it has to be proved.
    pub fn is_past_the_limit_allowed(&self, law: &AgeLaw) -> bool {
        lifts_age(self.derogation) || self.qualities.lift_age() || self.straddles(law)
    }
}

const fn lifts_age(derogation: Option<Derogation>) -> bool {
    matches!(derogation, Some(Derogation::Over29 | Derogation::Several))
}

/// Everything the rules say of the person and of the length of the training.
pub fn check(law: &ContractLaw, of: &Eligibility) -> Vec<Finding> {
    let findings = [
        check_derogation(&law.age, of),
        check_limit(&law.age, of),
        check_convention(law, of),
        check_end(law, of),
        check_permit(&law.age, of),
    ];
    findings.into_iter().flatten().collect()
}

/// The derogations for age are for the ages they name, and those ages need one.
fn check_derogation(law: &AgeLaw, of: &Eligibility) -> Option<Finding> {
    use Derogation::{Over29, Several, Under16};
    let age = of.age(law);
    let (fits, accepted) = match age {
        _ if age < law.without_condition => {
            (matches!(of.derogation, None | Some(Under16 | Several)), "11, 50")
        }
        _ if age >= law.limit => (matches!(of.derogation, None | Some(Over29 | Several)), "12, 50"),
        _ => (!matches!(of.derogation, Some(Under16 | Over29)), "21, 22, 50, 60"),
    };
    if !fits {
        let facts = say!(
            "Cette dérogation ne convient pas à {age} ans, l'âge de l'apprenti au début du contrat ; à cet âge : {accepted}.",
            "This derogation does not fit {age}, the age of the apprentice when the contract starts; at that age: {accepted}."
        );
        return Some(book::DEROGATION_DOES_NOT_FIT.at("/derogation_code", facts));
    }
    let lifted = age >= law.limit && of.qualities.lift_age() && of.derogation.is_none();
    lifted.then(|| {
        let facts = say!(
            "L'apprenti aura {age} ans au début du contrat : le formulaire demande la dérogation 12 ou 50.",
            "The apprentice will be {age} when the contract starts: the form asks for derogation 12 or 50."
        );
        book::DEROGATION_MISSING.at("/derogation_code", facts)
    })
}

/// Past the upper age without a quality that lifts it: what the derogation has to prove.
fn check_limit(law: &AgeLaw, of: &Eligibility) -> Option<Finding> {
    let age = of.age(law);
    if age < law.limit || of.qualities.lift_age() {
        return None;
    }
    if of.straddles(law) && !lifts_age(of.derogation) {
        let (limit, day) = (law.limit, law.birthday(of.born_on, law.limit));
        let jour = french_day(day);
        return Some(book::AGE_STRADDLES.at(
            "/starts_on",
            say!(
                "L'apprenti a {limit} ans le {jour}, entre la signature et le début : faites commencer le contrat avant, ou vérifiez auprès de l'OPCO.",
                "The apprentice turns {limit} on {day}, between the signature and the start: start the contract before, or check with the OPCO."
            ),
        ));
    }
    if !lifts_age(of.derogation) {
        return None;
    }
    Some(check_extension(law, of).unwrap_or_else(|| to_prove(age)))
}

/// The two cases with an age and a delay of their own (D6222-1); a repeater has neither (D6222-1-2).
fn check_extension(law: &AgeLaw, of: &Eligibility) -> Option<Finding> {
    let (age, most) = (law.age_on(of.born_on, of.concluded_on), law.extended_maximum);
    if of.may_repeat {
        return None;
    }
    if age > most {
        let facts = say!(
            "L'apprenti aurait {age} ans à la signature : au plus {most} ans, sauf handicap, sport de haut niveau, projet d'entreprise ou redoublement.",
            "The apprentice would be {age} at the signature: at most {most}, unless disabled, a high-level athlete, with a business project or repeating."
        );
        return Some(book::AGE_EXTENSION_PAST.at("/starts_on", facts));
    }
    let until = add_months(of.previous_ended_on?, law.extended_within_months.cast_signed());
    let jour = french_day(until);
    (of.concluded_on > until).then(|| {
        let facts = say!(
            "Le contrat précédent est fini depuis plus d'un an : le suivant se signait au plus tard le {jour}.",
            "The previous contract ended more than a year ago: the next one was to be signed by {until}."
        );
        book::AGE_EXTENSION_LATE.at("/previous_contract_id", facts)
    })
}

fn to_prove(age: u32) -> Finding {
    let facts = say!(
        "L'apprenti aura {age} ans : joignez au dossier ce qui le permet (diplôme supérieur à celui obtenu, rupture indépendante de sa volonté, redoublement).",
        "The apprentice will be {age}: add to the file what allows it (a higher diploma than the one obtained, a rupture beyond their will, repeating)."
    );
    book::AGE_EXEMPTION_TO_PROVE.at("/derogation_code", facts)
}

/// A contract is as long as its cycle, unless a convention or an exemption says otherwise.
fn check_convention(law: &ContractLaw, of: &Eligibility) -> Option<Finding> {
    let (cycle_starts_on, cycle_ends_on) = (of.cycle.0, of.entry.expected_ends_on);
    // the months without an employer are the person's own: only a direct entry in a later year is a shorter training
    let from = if of.entry.year > 1 { cycle_starts_on } else { of.entry.entered_on };
    let latest = add_months(from, law.window.after_cycle_months.cast_signed());
    let longest = add_months(cycle_ends_on, law.window.end_after_exams_months.cast_signed());
    let other = of.starts_on > latest || of.ends_on < cycle_ends_on || of.ends_on > longest;
    let exempt = of.after_rupture || of.may_repeat || of.qualities.prolong() || of.ends_on <= of.starts_on;
    let (from, to) = (french_day(cycle_starts_on), french_day(cycle_ends_on));
    (other && !exempt).then(|| {
        let facts = say!(
            "La durée du contrat n'est pas celle du cycle, du {from} au {to} : annexez la convention tripartite.",
            "The contract is not as long as the cycle, from {cycle_starts_on} to {cycle_ends_on}: annex the convention of the three parties."
        );
        book::CONVENTION_NEEDED.at("/ends_on", facts)
    })
}

/// A contract ends soon after the last exam, or the day before the next cycle.
fn check_end(law: &ContractLaw, of: &Eligibility) -> Option<Finding> {
    let exams = of.exams_end_on?;
    let soon = add_months(exams, law.window.end_after_exams_months.cast_signed());
    let until = soon.max(of.entry.expected_ends_on);
    let (last, exam) = (french_day(until), french_day(exams));
    (of.ends_on > until).then(|| {
        let facts = say!(
            "Les épreuves finissent le {exam} : un contrat finit au plus tard le {last}.",
            "The exams end on {exams}: a contract ends by {until}."
        );
        book::ENDS_LONG_AFTER_EXAMS.at("/ends_on", facts)
    })
}

/// A foreign minor needs a residence permit from their majority on.
fn check_permit(law: &AgeLaw, of: &Eligibility) -> Option<Finding> {
    let day = law.birthday(of.born_on, law.adult);
    let comes_of_age = of.starts_on < day && day <= of.ends_on;
    let jour = french_day(day);
    (of.qualities.foreign && comes_of_age).then(|| {
        let facts = say!(
            "L'apprenti, de nationalité hors Union européenne, est majeur le {jour} : prévoyez son titre de séjour avec autorisation de travail.",
            "The apprentice, from outside the European Union, comes of age on {day}: see to a residence permit that allows work."
        );
        book::PERMIT_AT_MAJORITY.at("", facts)
    })
}

#[cfg(test)]
#[path = "eligibility_tests.rs"]
mod tests;
