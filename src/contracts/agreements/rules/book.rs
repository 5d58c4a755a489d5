//! Every rule on contracts, by its code.

use crate::rules;

/// The articles on the age of the apprentice.
const AGE: &str = "Code du travail, art. L6222-1 et L6222-2";
/// The articles on the length of a contract.
const DURATION: &str = "Code du travail, art. L6222-7-1";
/// The official form.
const FORM: &str = "CERFA FA13 (10103)";
/// What the site asks by itself.
const HOUSE: &str = "Règle du site";

rules! {
    /// Sixteen years, or fifteen after lower secondary school.
    AGE_TOO_YOUNG = error "contract.age_too_young", AGE;
        "L'apprenti a au moins l'âge légal au début du contrat."
        / "The apprentice has at least the legal age when the contract starts.";
    /// Between fifteen and sixteen.
    AGE_NEEDS_SCHOOLING = warning "contract.age_needs_schooling", AGE;
        "Avant seize ans, le premier cycle du secondaire est achevé."
        / "Before sixteen, lower secondary school is completed.";
    /// Twenty-nine years completed.
    AGE_TOO_OLD = error "contract.age_too_old", AGE;
        "L'apprenti n'a pas trente ans au début du contrat, sauf dérogation."
        / "The apprentice is under thirty when the contract starts, unless exempted.";
    /// Under thirty at the signature, thirty at the start.
    AGE_STRADDLES = warning "contract.age_straddles_limit", "Code du travail, art. L6222-1 ; fiche du ministère du Travail du 12/02/2026";
        "Le trentième anniversaire tombe entre la signature et le début : la loi regarde le début du contrat."
        / "The thirtieth birthday falls between the signature and the start: the law looks at the start.";
    /// What lifts the limit is in the file.
    AGE_EXEMPTION_TO_PROVE = warning "contract.age_exemption_to_prove", "Code du travail, art. L6222-2, D6222-1 et D6222-1-2";
        "À partir de trente ans, ce qui lève la limite d'âge se prouve."
        / "From thirty on, what lifts the age limit is to be proved.";
    /// Thirty-five years at the signature.
    AGE_EXTENSION_PAST = error "contract.age_extension_past", "Code du travail, art. D6222-1";
        "Après un autre contrat, l'apprenti a trente-cinq ans au plus à la signature."
        / "After another contract, the apprentice is thirty-five at most at the signature.";
    /// A year after the previous contract.
    AGE_EXTENSION_LATE = error "contract.age_extension_late", "Code du travail, art. D6222-1";
        "À partir de trente ans, le nouveau contrat est signé au plus un an après le précédent."
        / "From thirty on, the new contract is signed within a year of the previous one.";
    /// The form names what lifts the age.
    DEROGATION_MISSING = error "contract.derogation_missing", FORM;
        "À partir de trente ans, le formulaire porte la dérogation 12 ou 50."
        / "From thirty on, the form bears derogation 12 or 50.";
    /// As long as the cycle.
    CONVENTION_NEEDED = warning "contract.convention_needed", "Code du travail, art. L6222-7-1, R6222-6, R6222-9 et R6222-23-1";
        "Un contrat plus court ou plus long que le cycle demande une convention tripartite."
        / "A contract shorter or longer than the cycle needs a convention of the three parties.";
    /// Two months after the exams.
    ENDS_LONG_AFTER_EXAMS = warning "contract.ends_long_after_exams", FORM;
        "Un contrat finit au plus deux mois après la dernière épreuve, ou la veille du cycle suivant."
        / "A contract ends within two months of the last exam, or on the eve of the next cycle.";
    /// An employer abroad: other articles.
    CROSS_BORDER = warning "contract.cross_border", "Code du travail, art. D6235-1 à D6235-17 (en vigueur le 31/03/2025)";
        "L'apprentissage transfrontalier a ses propres articles, qui ne sont pas vérifiés ici."
        / "Cross-border apprenticeship has articles of its own, which are not checked here.";
    /// A permit from eighteen on.
    PERMIT_AT_MAJORITY = warning "contract.permit_at_majority", FORM;
        "Un apprenti étranger qui devient majeur a besoin d'un titre de séjour qui permet le travail."
        / "A foreign apprentice who comes of age needs a residence permit that allows work.";
    /// A diploma and a year, or two years.
    TUTOR_COMPETENCE = error "contract.tutor_competence", "Code du travail, art. R6223-22";
        "Le maître d'apprentissage a un diplôme du niveau préparé et un an de pratique, ou deux ans de pratique."
        / "The tutor has a diploma of the level prepared and a year of practice, or two years of practice.";
    /// The same, before the signature or when attested.
    TUTOR_COMPETENCE_TO_PROVE = warning "contract.tutor_competence_to_prove", "Code du travail, art. R6223-22";
        "La compétence du maître d'apprentissage se prouve avant la signature."
        / "The competence of the tutor is proved before the signature.";
    /// The dates are in order.
    ENDS_BEFORE_START = error "contract.ends_before_start", FORM;
        "Un contrat finit après son début." / "A contract ends after its start.";
    /// Six months.
    TOO_SHORT = error "contract.too_short", DURATION;
        "Un contrat dure au moins six mois." / "A contract lasts at least six months.";
    /// A year repeated is one year.
    REPEATED_TOO_LONG = error "contract.repeated_too_long", "Code du travail, art. L6222-11";
        "Après un échec, l'apprentissage se prolonge d'un an au plus." /
        "After a failure, the apprenticeship goes on for a year at most.";
    /// Three years.
    TOO_LONG = error "contract.too_long", DURATION;
        "Un contrat dure au plus trois ans." / "A contract lasts at most three years.";
    /// The contract serves the cohort.
    OUTSIDE_COHORT = error "contract.outside_cohort", HOUSE;
        "Un contrat couvre au moins un jour de la promotion." / "A contract covers at least a day of the cohort.";
    /// Around the start of the cycle, by law.
    WINDOW_LEGAL = error "contract.window_legal", "Code du travail, art. L6222-12 et L6222-12-1";
        "Un contrat commence au plus trois mois avant et trois mois après le début du cycle."
        / "A contract starts at most three months before and three months after the start of the cycle.";
    /// Around the entry, by the site.
    WINDOW_SITE = warning "contract.window_site", "Règlement du site";
        "Un contrat se signe dans la période que le site prévoit autour de l'entrée en formation." /
        "A contract is signed within the window of the site around the entry into the training.";
    /// Signature before the start.
    SIGNED_AFTER_START = error "contract.signed_after_start", "Code du travail, art. L6222-4";
        "La signature vient au plus tard le jour du début." / "A contract is signed by the day it starts.";
    /// Recorded once done.
    SIGNED_IN_FUTURE = error "contract.signed_in_future", HOUSE;
        "Une signature s'enregistre une fois faite." / "A signature is recorded once done.";
    /// Legal representative.
    GUARDIAN_MISSING = error "contract.guardian_missing", FORM;
        "Un mineur non émancipé signe avec son représentant légal."
        / "A minor who is not emancipated signs with a guardian.";
    /// Nobody signs for an adult.
    GUARDIAN_NOT_NEEDED = error "contract.guardian_not_needed", FORM;
        "Personne ne signe pour un apprenti majeur ou émancipé." / "Nobody signs for an adult or emancipated apprentice.";
    /// Once each.
    PARTY_ALREADY_SIGNED = error "contract.party_already_signed", HOUSE;
        "Une partie signe une fois." / "A party signs once.";
    /// An adult tutor.
    TUTOR_NOT_ADULT = error "contract.tutor_not_adult", "Code du travail, art. L6223-8-1 ; CERFA FA13 (10103)";
        "Le maître d'apprentissage est majeur au début du contrat." / "The tutor is an adult when the contract starts.";
    /// Two persons.
    SAME_TUTOR_TWICE = error "contract.same_tutor_twice", FORM;
        "Les deux maîtres d'apprentissage sont deux personnes." / "The two tutors are two persons.";
    /// Derogations and ages.
    DEROGATION_DOES_NOT_FIT = error "contract.derogation_does_not_fit", FORM;
        "Une dérogation d'âge convient à l'âge de l'apprenti." / "A derogation for age fits the age of the apprentice.";
    /// Type 11.
    NOT_FIRST = error "contract.not_first", "CERFA FA13 (10103), type de contrat";
        "Le type 11 est celui du premier contrat." / "Type 11 is for the first contract.";
    /// Type 11 follows nothing.
    PREVIOUS_FORBIDDEN = error "contract.previous_forbidden", "CERFA FA13 (10103), type de contrat";
        "Un premier contrat ne suit aucun contrat." / "A first contract follows no contract.";
    /// Types 21 to 23 follow one.
    PREVIOUS_REQUIRED = error "contract.previous_required", "CERFA FA13 (10103), type de contrat";
        "Les types 21, 22 et 23 suivent un autre contrat." / "Types 21, 22 and 23 follow another contract.";
    /// A previous contract served elsewhere.
    PREVIOUS_ELSEWHERE = warning "contract.previous_elsewhere", "CERFA FA13 (10103), type de contrat";
        "Le contrat précédent, s'il n'est pas connu ici, est désigné par son numéro."
        / "A previous contract unknown here is named by its number.";
    /// A third contract of one level.
    LEVEL_ONCE_MORE = warning "contract.level_once_more", "Code du travail, art. L6222-15";
        "Après deux contrats d'un niveau, le directeur du dernier CFA fréquenté en autorise un troisième."
        / "After two contracts of a level, the director of the last CFA attended authorises a third one.";
    /// A previous contract said twice.
    PREVIOUS_SAID_TWICE = error "contract.previous_said_twice", HOUSE;
        "Le contrat précédent est désigné ici, ou par son numéro, pas les deux."
        / "The previous contract is named here, or by its number, not both.";
    /// The previous contract is one of the apprentice.
    PREVIOUS_UNKNOWN = error "contract.unknown", "CERFA FA13 (10103), type de contrat";
        "Le contrat précédent est un contrat signé de l'apprenti."
        / "The previous contract is a signed contract of the apprentice.";
    /// Type 21.
    PREVIOUS_OTHER_EMPLOYER = error "contract.previous_other_employer", "CERFA FA13 (10103), type de contrat";
        "Le type 21 suit un contrat du même employeur." / "Type 21 follows a contract with the same employer.";
    /// Types 22 and 23.
    PREVIOUS_SAME_EMPLOYER = error "contract.previous_same_employer", "CERFA FA13 (10103), type de contrat";
        "Les types 22 et 23 suivent un contrat d'un autre employeur."
        / "Types 22 and 23 follow a contract with another employer.";
    /// Type 23.
    PREVIOUS_NOT_BROKEN = error "contract.previous_not_broken", "CERFA FA13 (10103), type de contrat";
        "Le type 23 suit un contrat rompu." / "Type 23 follows a broken contract.";
    /// Types 21 and 22.
    PREVIOUS_BROKEN = error "contract.previous_broken", "CERFA FA13 (10103), type de contrat";
        "Les types 21 et 22 suivent un contrat terminé." / "Types 21 and 22 follow a contract that ended.";
    /// One contract a day.
    OVERLAPS_ANOTHER = error "contract.overlaps_another", HOUSE;
        "Deux contrats signés d'un apprenti ne se recouvrent pas." / "Two signed contracts of an apprentice do not overlap.";
    /// Practical training.
    PRACTICAL_STARTS_LATE = error "contract.practical_starts_late", "Code du travail, art. L6222-12";
        "La formation pratique commence dans les trois mois du début du contrat."
        / "Practical training starts within three months of the start of the contract.";
    /// Training at the CFA.
    TRAINING_STARTS_LATE = error "contract.training_starts_late", "Code du travail, art. L6222-12";
        "La formation au CFA commence dans les trois mois du début du contrat."
        / "Training at the CFA starts within three months of the start of the contract.";
    /// The end and the exams.
    ENDS_BEFORE_EXAMS = error "contract.ends_before_exams", FORM;
        "Un contrat ne finit pas avant les dernières épreuves." / "A contract does not end before the last exams.";
    /// Forty hours.
    WEEK_TOO_LONG = error "contract.week_too_long", FORM;
        "La durée hebdomadaire ne dépasse pas celle que le formulaire accepte."
        / "The weekly working time is within what the form accepts.";
    /// Thirty-five hours for a minor.
    WEEK_TOO_LONG_FOR_MINOR = warning "contract.week_too_long_for_minor", "Code du travail, art. L3162-1";
        "Un mineur travaille au plus 35 heures par semaine, sauf dérogation."
        / "A minor works at most 35 hours a week, unless exempted.";
    /// The pay table has one line a place.
    PAY_LINE_TWICE = error "contract.pay_line_twice", FORM;
        "Chaque ligne du tableau de rémunération est dite une fois." / "Each line of the pay table is said once.";
    /// A period is in order.
    PAY_LINE_UPSIDE_DOWN = error "contract.pay_line_upside_down", FORM;
        "Une période de rémunération finit après son début." / "A period of pay ends after its start.";
    /// A box of the form.
    BOX_MISSING = error "contract.box_missing", FORM;
        "Chaque case obligatoire du formulaire est remplie." / "Each mandatory box of the form is filled.";
    /// Only a draft changes.
    NOT_DRAFT = error "contract.not_draft", HOUSE;
        "Ce contrat est signé : il ne se change plus que par avenant, et ne finit plus tôt que par rupture."
        / "This contract is signed: only an amendment changes it, and only a rupture ends it early.";
    /// A contract that is ready goes back to draft first.
    IS_READY = error "contract.is_ready", HOUSE;
        "Un contrat prêt à signer ne change plus : il redevient d'abord un projet."
        / "A contract ready to sign no longer changes: it becomes a draft again first.";
    /// Only what is ready goes back.
    NOT_READY = error "contract.not_ready", HOUSE;
        "Seul un contrat prêt à signer redevient un projet." / "Only a contract ready to sign becomes a draft again.";
    /// Only a signed contract is broken.
    SIGNED_FIRST = error "rupture.contract_not_signed", HOUSE;
        "Ce contrat n'est pas signé : un projet de contrat se retire, il ne se rompt pas."
        / "This contract is not signed: a draft is withdrawn, not broken.";
    /// Visits are planned with the signature.
    VISITED_ONCE_SIGNED = error "visit.contract_not_signed", HOUSE;
        "Les visites d'un contrat se prévoient avec sa signature."
        / "The visits of a contract are planned with its signature.";
    /// A contract is broken once.
    BROKEN_ONCE = error "rupture.already_declared", HOUSE;
        "Une rupture de ce contrat est déjà enregistrée." / "A rupture of this contract is already recorded.";
    /// Only a rupture declared is taken back.
    NOT_BROKEN = error "contract.not_broken", HOUSE;
        "Seule une rupture enregistrée se retire." / "Only a recorded rupture is taken back.";
    /// A quarter of the time at the CFA.
    CFA_SHARE = error "contract.cfa_share", "Code du travail, art. L6211-2";
        "Le temps au CFA est au moins le quart de la durée du contrat."
        / "Time at the CFA is at least a quarter of the length of the contract.";
    /// A tutor works for the employer.
    TUTOR_OF_ANOTHER = error "tutor.not_of_employer", "Code du travail, art. L6223-8-1";
        "Le maître d'apprentissage est employé par l'employeur du contrat."
        / "The tutor is employed by the employer of the contract.";
    /// A company named or described.
    EMPLOYER_NAMED_ONCE = error "contract.employer_named_once", HOUSE;
        "L'entreprise d'un contrat est nommée (employer_id) ou décrite (employer) : l'un des deux."
        / "The company of a contract is named (employer_id) or described (employer): one of both.";
    /// A tutor named or described.
    TUTOR_NAMED_ONCE = error "contract.tutor_named_once", HOUSE;
        "Le maître d'apprentissage est nommé (tutor_id) ou décrit (tutor), pas les deux."
        / "The tutor is named (tutor_id) or described (tutor), not both.";
    /// What a contract serves.
    ENROLMENT_FIXED = error "enrolment.fixed", HOUSE;
        "L'inscription d'un contrat ne change pas." / "The enrolment of a contract does not change.";
    /// Deposit after signature.
    NOT_SIGNED = error "contract.not_signed", "Code du travail, art. D6224-1 et D6275-1";
        "Un contrat se dépose une fois signé." / "A contract is deposited once signed.";
}

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn every_rule_has_its_own_code_and_its_sentences() {
        for rule in RULES {
            assert!(
                rule.fr.ends_with('.') && rule.en.ends_with('.') && !rule.source.is_empty(),
                "{}",
                rule.code
            );
            assert_eq!(RULES.iter().filter(|other| other.code == rule.code).count(), 1, "{}", rule.code);
        }
    }
}
