//! What mock exams are refused or warned of, and on which text.

use crate::rules;

rules! {
    /// A last day comes with a first day.
    FIRST_DAY_IS_GIVEN = error "mock_exam.start_missing", "Règle du site";
        "Un dernier jour vient avec un premier jour." /
        "A last day comes with a first day.";
    /// Days are those of a mock exam of the cohort.
    SESSION_IS_PLANNED = error "mock_exam.session_unknown", "Programme de formation";
        "On fixe les jours d'un examen blanc de la promotion, par son rang." /
        "Days are fixed of a mock exam of the cohort, by its rank.";
    /// A mock exam ends after it starts.
    EXAM_LASTS = error "mock_exam.ends_before_start", "Règle du site";
        "Un examen blanc finit après avoir commencé." /
        "A mock exam ends after it starts.";
    /// A mock exam takes place during the cohort.
    WITHIN_THE_COHORT = error "mock_exam.outside_cohort", "Programme de formation";
        "Un examen blanc a lieu pendant la promotion." /
        "A mock exam takes place during the cohort.";
    /// A mock exam takes place in the month the programme plans.
    WITHIN_ITS_MONTH = warning "mock_exam.outside_month", "Programme de formation";
        "Un examen blanc a lieu dans le mois que prévoit le programme." /
        "A mock exam takes place in the month the programme plans.";
    /// The plan names a month and a training year.
    PLAN_NAMES_A_MONTH = error "mock_exam.plan_month", "Programme de formation";
        "Le plan nomme un mois et une année de formation." /
        "The plan names a month and a training year.";
    /// A marked paper has a mark.
    MARK_IS_GIVEN = error "mark.missing", "Code de l'éducation, art. D643-22";
        "Une épreuve notée a une note." /
        "A marked paper has a mark.";
    /// A mark goes from 0 to 20.
    MARK_IS_OUT_OF_TWENTY = error "mark.out_of_range", "Code de l'éducation, art. D643-22";
        "Une note va de 0 à 20." /
        "A mark goes from 0 to 20.";
    /// An absent or exempt candidate has no mark.
    ABSENT_IS_NOT_ZERO = error "mark.unexpected", "Code de l'éducation, art. D643-22";
        "Un candidat absent ou dispensé n'a pas de note." /
        "An absent or exempt candidate has no mark.";
    /// A batch marks a paper once per candidate.
    MARKED_ONCE = error "mark.repeated", "Règle du site";
        "Une saisie note une épreuve une fois par candidat." /
        "A batch marks a paper once per candidate.";
    /// A mark is changed on the version that was read.
    MARKS_ARE_FRESH = error "mark.stale", "Règle du site";
        "Une note se change sur la version qui a été lue." /
        "A mark is changed on the version that was read.";
    /// A cancelled mock exam is cancelled for good.
    EXAM_IS_CANCELLED = error "mock_exam.cancelled", "Règle du site";
        "Un examen blanc annulé l'est pour de bon." /
        "A cancelled mock exam is cancelled for good.";
    /// A mock exam that took place no longer changes.
    EXAM_WAS_HELD = error "mock_exam.already_held", "Règle du site";
        "Un examen blanc qui a eu lieu ne change plus." /
        "A mock exam that took place no longer changes.";
    /// A mock exam is neither held nor marked before its first day.
    HELD_ONCE_BEGUN = error "mock_exam.too_early", "Règle du site";
        "Un examen blanc n'a ni lieu ni notes avant son premier jour." /
        "A mock exam is neither held nor marked before its first day.";
    /// A paper is one of the regulation.
    PAPER_IS_OF_REGULATION = error "mock_exam.unit_unknown", "Règlement d'examen";
        "Une épreuve d'examen blanc est une épreuve du règlement de la promotion." /
        "A paper of a mock exam is a unit of the regulation of the cohort.";
    /// A paper with marks is no longer dropped.
    MARKED_PAPER_STAYS = error "mock_exam.paper_has_marks", "Règle du site";
        "Une épreuve dont des notes sont saisies ne se retire plus." /
        "A paper at which marks are entered is no longer dropped.";
    /// A paper that people are called to is not dropped.
    SEATED_PAPER_STAYS = error "mock_exam.paper_has_sittings", "Règle du site";
        "Une épreuve à laquelle on a convoqué ne se retire plus." /
        "A paper that people are called to is no longer dropped.";
    /// A mock exam with marks is no longer cancelled.
    MARKED_EXAM_STAYS = error "mock_exam.has_marks", "Règle du site";
        "Un examen blanc dont des notes sont saisies ne s'annule plus." /
        "A mock exam with marks is no longer cancelled.";
    /// Marks are said complete once they are.
    MARKS_ARE_COMPLETE = error "mock_exam.marks_missing", "Règle du site";
        "Les notes sont complètes quand chaque candidat a une note, une absence ou une dispense à chaque épreuve obligatoire." /
        "Marks are complete when each candidate has a mark, an absence or an exemption at each compulsory paper.";
    /// Marks are said complete of a mock exam that took place.
    MARKED_ONCE_HELD = error "mock_exam.not_held", "Règle du site";
        "Les notes se disent complètes d'un examen blanc tenu." /
        "Marks are said complete of a mock exam that was held.";
    /// Marks are released once complete.
    RELEASED_ONCE_MARKED = error "mock_exam.not_marked", "Règle du site";
        "Les notes se publient toutes ensemble, une fois complètes." /
        "Marks are released all together, once complete.";
    /// A mark released is corrected with a reason.
    RELEASED_MARK_IS_CORRECTED = error "mark.released", "Règle du site";
        "Une note publiée ne change que par une correction, avec sa raison." /
        "A mark released only changes by a correction, with its reason.";
    /// A mark not released is simply changed.
    CORRECTED_ONCE_RELEASED = error "mark.not_released", "Règle du site";
        "Une note qui n'est pas publiée se change sans correction." /
        "A mark that is not released is changed without a correction.";
    /// The mark of a paper with two markers is theirs.
    TWO_MARKERS_AGREE = error "mark.two_markers", "Règle du site";
        "La note d'une épreuve en double correction est celle dont conviennent ses deux correcteurs." /
        "The mark of a paper with two markers is the one both agree on.";
    /// Nothing is complete while two markers disagree.
    MARKERS_AGREE = error "mock_exam.markers_disagree", "Règle du site";
        "Les notes ne sont ni complètes ni publiées tant que deux correcteurs ne sont pas d'accord." /
        "Marks are neither complete nor released while two markers do not agree.";
    /// Tutors are invited to the mock exams the programme names.
    TUTORS_ARE_INVITED = error "mock_exam.tutors_not_invited", "Programme de formation";
        "Les tuteurs sont conviés aux examens blancs que nomme le programme." /
        "Tutors are invited to the mock exams the programme names.";
    /// A tutor answers until the day the programme gives.
    ANSWERS_ARE_IN_TIME = error "mock_exam_invitation.closed", "Programme de formation";
        "Un maître d'apprentissage répond à son invitation jusqu'au jour que donne le programme, la veille à défaut." /
        "A tutor answers an invitation until the day the programme gives, the eve otherwise.";
    /// What is chosen is offered.
    SLOT_IS_OFFERED = error "mock_exam_invitation.not_offered", "Règle du site";
        "On choisit l'heure d'un de ses apprentis, une fois publiée, ou une demi-journée ouvrée de l'examen blanc." /
        "One chooses the hour of an apprentice of one's own, once published, or half a working day of the mock exam.";
    /// An hour or half a day is chosen, not both.
    CHOSEN_ONCE = error "mock_exam_invitation.chosen_twice", "Règle du site";
        "On choisit une heure de passage, ou un jour avec sa demi-journée." /
        "One chooses an hour, or a day with its half.";
    /// Only whoever comes chooses when.
    WHO_COMES_CHOOSES = error "mock_exam_invitation.not_coming", "Règle du site";
        "Qui ne vient pas ne choisit ni heure ni demi-journée." /
        "Whoever does not come chooses no hour and no half-day.";
    /// A tutor comes to see apprentices of theirs.
    APPRENTICE_IS_THEIRS = error "mock_exam_invitation.not_their_apprentice", "Règle du site";
        "Un maître d'apprentissage vient voir ceux pour qui il est invité." /
        "A tutor comes to see those they are invited about.";
    /// Who came instead is named.
    REPLACEMENT_IS_NAMED = error "mock_exam_invitation.replacement", "Règle du site";
        "On nomme qui est venu à la place du maître d'apprentissage, et lui seul." /
        "Who came instead of the tutor is named, and only then.";
}
