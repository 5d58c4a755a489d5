//! What a difficulty is refused for.

use crate::rules;

rules! {
    /// A subject is of the list.
    SUBJECT_OF_THE_LIST = error "difficulty.subject_unknown", "Tableau de bord de l'apprentissage, ACC_CONJOINT_MOTIF";
        "Le sujet d'une difficulté figure dans la liste (GET /v1/reference/difficulty-subjects)." /
        "The subject of a difficulty is of the list (GET /v1/reference/difficulty-subjects).";
    /// Each subject once.
    SUBJECT_ONCE = error "difficulty.subject_repeated", "Règle du site";
        "Chaque sujet une seule fois." /
        "Each subject once.";
    /// A case is opened by today.
    OPENED_BY_TODAY = error "difficulty.opened_in_future", "Règle du site";
        "Une difficulté est ouverte au plus tard aujourd'hui." /
        "A difficulty is opened today at the latest.";
    /// A visit or a call named is where it comes from.
    RECORD_OF_ORIGIN = error "difficulty.record_without_origin", "Règle du site";
        "La visite ou l'appel cité est l'origine de la difficulté." /
        "The visit or the call named is where the difficulty comes from.";
    /// The visit or the call is about the apprentice.
    RECORD_OF_THE_APPRENTICE = error "difficulty.record_unknown", "Règle du site";
        "La visite ou l'appel cité concerne l'apprenti." /
        "The visit or the call named is about the apprentice.";
    /// The contract is one of the apprentice.
    CONTRACT_OF_THE_APPRENTICE = error "difficulty.contract_of_another", "Règle du site";
        "Une difficulté parle d'un contrat signé de l'apprenti." /
        "A difficulty is about a signed contract of the apprentice.";
    /// A tutor reads it under a contract.
    SHARED_UNDER_A_CONTRACT = error "difficulty.shared_without_contract", "Règle du site";
        "Une difficulté est partagée avec les maîtres d'apprentissage d'un contrat." /
        "A difficulty is shared with the tutors of a contract.";
    /// A tutor and an apprentice tell it in words.
    WORDS_ALONE = error "difficulty.words_only", "Règle du site";
        "Le maître d'apprentissage et l'apprenti disent les sujets et quelques mots ; le site fait le reste." /
        "The company tutor and the apprentice say the subjects and a few words; the site does the rest.";
    /// Whoever writes reads it.
    AUTHOR_READS_IT = error "difficulty.hidden_from_author", "Règle du site";
        "Qui écrit peut se relire." /
        "Whoever writes may read it.";
    /// Somebody concerned is known, as what they are.
    PERSON_KNOWN = error "difficulty.person_unknown", "Règle du site";
        "Une personne concernée est connue du site, dans son rôle, ou dite par son nom." /
        "Somebody concerned is known to the site, as what they are, or told by their name.";
    /// A step is planned or done.
    STEP_DATED = error "difficulty.step_undated", "Règle du site";
        "Une étape est prévue pour un jour, ou faite un jour." /
        "A step is planned for a day, or done on a day.";
    /// A step done is past.
    STEP_DONE_ALREADY = error "difficulty.step_in_future", "Règle du site";
        "Une étape faite est passée." /
        "A step done is past.";
    /// What came of a step comes after it.
    OUTCOME_ONCE_DONE = error "difficulty.outcome_before_step", "Règle du site";
        "Ce qu'une étape a donné se dit une fois qu'elle a eu lieu." /
        "What came of a step is told once it took place.";
    /// A case that is written on is open.
    OPEN_STILL = error "difficulty.closed", "Règle du site";
        "Une difficulté close ne change plus, tant qu'elle n'est pas rouverte." /
        "A difficulty that is closed changes no more, unless it is opened again.";
    /// A case is closed between its first day and today.
    CLOSED_SINCE = error "difficulty.closed_on_day", "Règle du site";
        "Une difficulté est close entre son ouverture et aujourd'hui." /
        "A difficulty is closed between its opening and today.";
    /// A case opened again was closed.
    CLOSED_BEFORE = error "difficulty.not_closed", "Règle du site";
        "Seule une difficulté close peut être rouverte." /
        "Only a difficulty that is closed is opened again.";
    /// A note is taken back by its author, or by the office.
    NOTE_OF_ITS_AUTHOR = error "difficulty.note_of_another", "Règle du site";
        "Une note est retirée par qui l'a écrite, ou par un responsable." /
        "A note is taken back by whoever wrote it, or by a manager.";
}
