//! What apprentices are refused or warned of, and on which text.

use crate::rules;

rules! {
    /// A birth date is in the past.
    BORN_ALREADY = error "apprentice.not_born_yet", "Règle du site";
        "Une date de naissance est passée." /
        "A birth date is in the past.";
    /// The age a birth date gives is a likely one.
    AGE_IS_LIKELY = error "apprentice.age_unlikely", "Règle du site";
        "L'âge que donne une date de naissance est vraisemblable." /
        "The age a birth date gives is a likely one.";
    /// A person has one file per site, confirmed namesakes apart.
    NOT_A_LOOKALIKE = error "apprentice.looks_like_another", "Règle du site";
        "Une personne a un seul dossier par site, sauf homonyme confirmé." /
        "A person has one file per site, confirmed namesakes apart.";
    /// An INE is that of one apprentice of the site only.
    INE_IS_ONE_PERSON = error "apprentice.ine_taken", "Règle du site";
        "Un INE est celui d'un seul apprenti du site." /
        "An INE is that of one apprentice of the site only.";
    /// One enrols before the end of the cohort.
    ENROLLED_BEFORE_THE_END = error "enrolment.after_the_end", "Règle du site";
        "On s'inscrit avant la fin de la promotion." /
        "One enrols before the end of the cohort.";
    /// An exclusion happens between the enrolment and the end of the cohort.
    EXCLUDED_WITHIN = error "enrolment.exclusion_outside", "Règle du site";
        "Une exclusion a lieu entre l'inscription et la fin de la promotion." /
        "An exclusion happens between the enrolment and the end of the cohort.";
    /// One enrols in the months the programme announces.
    WITHIN_ADMISSION_WINDOW = warning "enrolment.outside_admission_window", "Fiche formation : période d'inscription";
        "On s'inscrit pendant les mois que le programme annonce." /
        "One enrols in the months the programme announces.";
    /// What the programme asks for is proved by the file.
    ENTRY_IS_PROVED = warning "enrolment.entry_not_proved", "Fiche formation : prérequis";
        "Le dossier prouve le prérequis que le programme demande." /
        "The file proves the requirement the programme asks for.";
    /// Late for the cycle, the contract is shorter than it.
    LATE_FOR_THE_CYCLE = warning "enrolment.after_three_months", "Code du travail, art. L6222-12-1";
        "Qui entre plus de trois mois après le début du cycle signe un contrat plus court que lui, par convention tripartite (art. R6222-6)." /
        "Who comes in more than three months into the cycle signs a contract shorter than it, by a convention of the three parties.";
    /// One comes in while the cohort is there.
    ENTERED_WITHIN = error "enrolment.entered_outside", "Règle du site";
        "On entre dans la formation pendant la promotion." /
        "One comes into the training during the cohort.";
    /// The end expected of somebody.
    EXPECTED_END_WITHIN = error "enrolment.expected_end_outside", "Code du travail, art. L6222-11 ; règle du site";
        "La fin prévue suit l'entrée, un an au plus après la fin de la promotion." /
        "The expected end follows the entry, a year after the end of the cohort at most.";
    /// The year one comes into.
    ENTRY_YEAR_OF_THE_CYCLE = error "enrolment.entry_year_beyond", "Règle du site";
        "On entre dans une année du cycle." /
        "One comes into a year of the cycle.";
    /// The enrolment that another goes on with.
    CONTINUES_ANOTHER = error "enrolment.continues_unknown", "Règle du site";
        "Une inscription continue une autre inscription du même apprenti." /
        "An enrolment goes on with another enrolment of the same apprentice.";
    /// One enrols once in a cohort.
    ENROLLED_ONCE = error "enrolment.already_enrolled", "Règle du site";
        "On s'inscrit une fois dans une promotion." /
        "One enrols once in a cohort.";
}
