//! The rules of results, each with the text it rests on.

use crate::rules;

rules! {
    /// A session is sat under a regulation of the programme.
    SESSION_HAS_A_REGULATION = error "exam_result.no_regulation", "Programme de formation";
        "Une session se passe sous un règlement d'examen de la formation." /
        "A session is sat under an exam regulation of the programme.";
    /// An exam ends a training that began before.
    SESSION_AFTER_THE_START = error "exam_result.session_before_training", "Règle du site";
        "La session vient après le début de la formation." /
        "The session comes after the training began.";
    /// What is told took place.
    TOLD_ONCE_DONE = error "exam_result.day_to_come", "Règle du site";
        "Une inscription, une décision, un diplôme sont saisis une fois qu'ils existent." /
        "A registration, a decision, a diploma are entered once they exist.";
    /// Whoever sits an exam is registered for it.
    CANDIDATE_IS_REGISTERED = error "exam_result.not_registered", "Règle du site";
        "Un candidat est d'abord inscrit à l'examen." /
        "A candidate is registered for the exam first.";
    /// What happens to a registration comes after it.
    AFTER_THE_REGISTRATION = error "exam_result.before_registration", "Règle du site";
        "Une décision, un abandon viennent après l'inscription." /
        "A decision, a withdrawal come after the registration.";
    /// A decision has its day.
    DECISION_HAS_ITS_DAY = error "exam_result.decision_without_day", "Règle du site";
        "Une décision du jury est donnée avec son jour, et un jour avec sa décision." /
        "A decision of the jury is given with its day, and a day with its decision.";
    /// The diploma is of those the jury admitted.
    DIPLOMA_OF_THE_ADMITTED = error "exam_result.diploma_not_admitted", "Code de l'éducation, art. D643-22";
        "Le diplôme est délivré aux candidats admis, à partir du jour de la décision." /
        "The diploma is delivered to candidates admitted, from the day of the decision on.";
    /// Whoever gave the session up has no result there.
    WITHDRAWN_HAS_NO_RESULT = error "exam_result.withdrawn", "Règle du site";
        "Un candidat qui a renoncé à la session n'y a ni présence, ni note, ni décision." /
        "A candidate who gave the session up has no presence, mark or decision there.";
    /// A unit is one of the regulation, told once.
    UNIT_OF_THE_REGULATION = error "exam_result.unit_unknown", "Règlement d'examen";
        "Une épreuve est une de celles du règlement qui reçoivent une note, dite une seule fois." /
        "A unit is one of the regulation that receive a mark, told once.";
    /// Absent is not zero.
    ABSENT_HAS_NO_MARK = error "exam_result.absent_is_not_zero", "Code de l'éducation, art. D643-24";
        "Un candidat absent n'a pas de note : absent n'est pas zéro." /
        "A candidate who was absent has no mark: absent is not zero.";
    /// A catch-up oral is one the regulation opens.
    ORAL_IS_OPEN = error "exam_result.no_catch_up", "Code de l'éducation, art. D643-15, 2°";
        "Une épreuve de contrôle porte sur une épreuve que le règlement y ouvre, à une session qui en a." /
        "A catch-up oral is about a unit that the regulation opens to it, at a session that has some.";
    /// So many catch-up orals are chosen.
    SO_MANY_ORALS = error "exam_result.too_many_catch_ups", "Code de l'éducation, art. D643-15, 2°";
        "Le candidat choisit les épreuves de contrôle, en nombre limité par le règlement." /
        "The candidate chooses catch-up orals, as many as the regulation says.";
    /// After the decision, what changes is explained.
    CORRECTION_IS_EXPLAINED = error "exam_result.decided", "Règle du site";
        "Après la décision du jury, on corrige avec une raison, un candidat à la fois." /
        "After the decision of the jury, one corrects with a reason, one candidate at a time.";
    /// A reason is for a correction.
    NOTHING_TO_CORRECT = error "exam_result.nothing_to_correct", "Règle du site";
        "Une raison de correction ne se donne qu'après la décision du jury." /
        "The reason of a correction is only given after the decision of the jury.";
    /// Rows of a class are about its candidates, each once.
    OF_THE_COHORT = error "exam_result.not_in_cohort", "Règle du site";
        "Chaque ligne concerne un inscrit de la promotion, une seule fois." /
        "Each row is about somebody enrolled in the cohort, once.";
    /// A row is decided on what it is.
    ROW_IS_FRESH = error "exam_result.stale", "RFC 9110, § 13.1.1";
        "Une ligne qui a changé depuis sa lecture n'est pas écrasée." /
        "A row that changed since it was read is not overwritten.";
    /// An unjustified absence bars the diploma.
    ABSENCE_BARS_THE_DIPLOMA = warning "exam_result.admitted_though_absent", "Code de l'éducation, art. D643-24";
        "Un candidat absent sans justification à une épreuve obligatoire ne peut recevoir le diplôme." /
        "A candidate absent from a compulsory unit without justification cannot receive the diploma.";
}
