//! What projections are refused for, and on which text.

use crate::rules;

rules! {
    /// A projection is about somebody enrolled.
    ENROLLED_SOMEWHERE = error "exam_projection.not_enrolled", "Règle du site";
        "Une projection porte sur l'examen d'une promotion où l'apprenti est inscrit." /
        "A projection is about the exam of a cohort the apprentice is enrolled in.";
    /// The regulation says how the diploma is awarded.
    AWARD_IS_WRITTEN = error "exam_projection.no_award_rule", "Règlement d'examen";
        "Une projection suit la règle de délivrance que donne le règlement d'examen." /
        "A projection follows the rule of award that the exam regulation gives.";
    /// A unit supposed is one of the regulation.
    UNIT_IS_OF_REGULATION = error "exam_projection.unit_unknown", "Règlement d'examen";
        "Une épreuve supposée est une épreuve du règlement, qui reçoit une note." /
        "A unit supposed is one of the regulation, which receives a mark.";
    /// A unit is supposed once.
    UNIT_IS_SUPPOSED_ONCE = error "exam_projection.unit_repeated", "Règle du site";
        "Une épreuve n'est supposée qu'une fois : notée, conservée ou dispensée." /
        "A unit is supposed once: marked, kept or exempt.";
    /// Absent is not zero.
    MARK_OR_ABSENCE = error "exam_projection.mark_and_absence", "Code de l'éducation, art. D643-24";
        "Une épreuve supposée a une note, ou une absence, jamais les deux." /
        "A unit supposed has a mark, or an absence, never both.";
    /// A mark is kept from ten.
    KEPT_FROM_TEN = error "exam_projection.kept_too_low", "Code de l'éducation, art. D643-15 et D643-23";
        "Une note ne se conserve qu'à partir du seuil du règlement." /
        "A mark is kept from the threshold of the regulation only.";
}
