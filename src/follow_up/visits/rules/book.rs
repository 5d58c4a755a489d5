//! What visits are refused or warned of, and on which text.

use crate::rules;

rules! {
    /// What a rupture cancelled comes back with it.
    CANCELLED_BY_RUPTURE = error "visit.cancelled_by_rupture", "Règle du site";
        "Une visite annulée par une rupture revient quand la rupture se retire." /
        "A visit cancelled by a rupture comes back when the rupture is taken back.";
    /// A visit is planned during the contract.
    VISIT_WITHIN_CONTRACT = error "visit.outside_contract", "Règle du site";
        "Une visite est prévue pendant le contrat." /
        "A visit is planned during the contract.";
    /// The last day of a visit does not come before the day planned.
    DUE_AFTER_PLANNED = error "visit.due_before_planned", "Règle du site";
        "Le dernier jour d'une visite ne vient pas avant le jour prévu." /
        "The last day of a visit does not come before the day planned.";
    /// A visit moves within its training year, which counts it.
    WITHIN_ITS_YEAR = error "visit.other_training_year", "Règle du site";
        "Une visite se déplace dans son année de formation, qui la compte." /
        "A visit moves within its training year, which counts it.";
    /// A training year has a sensible number of visits.
    FEW_ENOUGH_VISITS = error "visit.too_many", "Règle du site";
        "Une année de formation compte un nombre raisonnable de visites." /
        "A training year has a sensible number of visits.";
    /// A visit on a Sunday is told.
    DAY_OF_REST = warning "visit.on_sunday", "Code du travail, art. L3132-3";
        "Une visite a rarement lieu un dimanche." / "A visit seldom takes place on a Sunday.";
    /// A visit on a public holiday is told.
    DAY_OF_HOLIDAY = warning "visit.on_holiday", "Code du travail, art. L3133-1";
        "Une visite a rarement lieu un jour férié." / "A visit seldom takes place on a public holiday.";
    /// A visit on a day at the centre is told.
    DAY_AT_CENTRE = warning "visit.at_centre", "Calendrier d'alternance";
        "L'apprenti visité est en entreprise ce jour-là." / "The apprentice visited is in the company that day.";
    /// A visit on a day of a mock exam is told.
    DAY_OF_MOCK_EXAM = warning "visit.on_mock_exam", "Fiche de la formation : examens blancs";
        "Aucune visite n'est prévue un jour d'examen blanc." / "No visit is planned on a day of a mock exam.";
    /// A visit that took place no longer changes.
    VISIT_WAS_HELD = error "visit.already_held", "Règle du site";
        "Une visite qui a eu lieu ne change plus." /
        "A visit that took place no longer changes.";
    /// A cancelled visit is cancelled for good.
    VISIT_IS_CANCELLED = error "visit.cancelled", "Règle du site";
        "Une visite annulée l'est pour de bon." /
        "A cancelled visit is cancelled for good.";
    /// A report tells a visit of the past.
    HELD_ALREADY = error "visit.held_in_future", "Règle du site";
        "Un compte rendu dit une visite passée." /
        "A report tells a visit of the past.";
    /// A visit takes place once the contract began.
    HELD_AFTER_THE_START = error "visit.held_before_contract", "Règle du site";
        "Une visite a lieu une fois le contrat commencé." /
        "A visit takes place once the contract began.";
    /// A visit takes place within a month after the contract.
    HELD_BY_THE_END = error "visit.held_after_contract", "Règle du site";
        "Une visite a lieu au plus tard un mois après le contrat." /
        "A visit takes place within a month after the contract.";
    /// A visit meets somebody.
    SOMEBODY_IS_MET = error "visit.nobody_present", "Règle du site";
        "Une visite rencontre quelqu'un." /
        "A visit meets somebody.";
    /// A report is acknowledged, corrected and noted once the visit took place.
    VISIT_IS_HELD_FIRST = error "visit.not_held", "Règle du site";
        "Un compte rendu s'accuse, se corrige et s'annote une fois la visite faite." /
        "A report is acknowledged, corrected and noted once the visit took place.";
    /// A visit at a distance says why, and no other does.
    DISTANCE_HAS_A_REASON = error "visit.remote_reason", "Règle du site";
        "Une visite à distance dit pourquoi, et elle seule." /
        "A visit at a distance says why, and no other does.";
    /// A skill is observed once at a visit.
    SKILL_ONCE = error "visit.skill_repeated", "Règle du site";
        "Une compétence est observée une seule fois par visite." /
        "A skill is observed once at a visit.";
    /// What is agreed at a visit is to be done from then on.
    DONE_AFTER_THE_VISIT = error "visit.commitment_before_visit", "Règle du site";
        "Ce qui est convenu lors d'une visite se fait à partir de ce jour." /
        "What is agreed at a visit is to be done from that day on.";
    /// Whoever writes a note may read it.
    AUTHOR_READS_THE_NOTE = error "visit.note_hidden_from_author", "Règle du site";
        "Qui écrit une note peut la lire." /
        "Whoever writes a note may read it.";
    /// A report is acknowledged as it stands.
    LAST_VERSION_IS_READ = error "visit.report_corrected", "Règle du site";
        "Un compte rendu s'accuse dans sa dernière version." /
        "A report is acknowledged in its last version.";
    /// What was agreed is done once.
    COMMITMENT_DONE_ONCE = error "visit_commitment.already_done", "Règle du site";
        "Un engagement est tenu une seule fois." /
        "A commitment is done once.";
    /// What a correction withdrew is no longer to be done.
    COMMITMENT_HOLDS = error "visit_commitment.withdrawn", "Règle du site";
        "Un engagement retiré par une correction n'est plus à tenir." /
        "A commitment withdrawn by a correction is no longer to be done.";
    /// What is done was done by today, and not before the visit.
    COMMITMENT_DONE_BY_NOW = error "visit_commitment.done_on_day", "Règle du site";
        "Un engagement est tenu entre la visite et aujourd'hui." /
        "A commitment is done between the visit and today.";
    /// A cancelled visit is replaced once.
    REPLACED_ONCE = error "visit.already_replaced", "Règle du site";
        "Une visite annulée est remplacée une seule fois." /
        "A cancelled visit is replaced once.";
    /// A visit of the plan is cancelled, one planned beside it is taken back.
    OF_THE_PLAN = error "visit.of_the_plan", "Règle du site";
        "Une visite du plan du contrat se déplace ou s'annule ; seule une visite ajoutée se retire." /
        "A visit of the plan of the contract is moved or cancelled; only one that was added is taken back.";
    /// The last replacement is taken back first.
    REPLACED_IN_TURN = error "visit.replaced_in_turn", "Règle du site";
        "Des remplacements qui se suivent se retirent en commençant par le dernier." /
        "Replacements that follow one another are taken back from the last one.";
    /// Whoever writes a report has read it.
    READ_BY_ITS_AUTHOR = error "visit.read_by_its_author", "Règle du site";
        "Qui écrit un compte rendu l'a lu : il le corrige ou le retire." /
        "Whoever writes a report has read it: they correct it or take it back.";
    /// Another visit already serves the slot.
    SLOT_IS_FREE = error "visit.slot_taken", "Règle du site";
        "Une autre visite tient déjà la place de celle-ci." /
        "Another visit already takes the place of this one.";
    /// Whoever replaces a visit still planned says why it is cancelled, once.
    REPLACED_FOR_A_REASON = error "visit.replacement_reason", "Règle du site";
        "Qui remplace une visite encore prévue dit pourquoi elle est annulée." /
        "Whoever replaces a visit still planned says why it is cancelled.";
    /// A visit is moved once at a time.
    MOVED_ONCE = error "visit.moved_twice", "Règle du site";
        "Une visite est déplacée une seule fois par demande." /
        "A visit is moved once by a request.";
    /// A visit is moved as it was last seen.
    CHANGED_MEANWHILE = error "visit.changed_meanwhile", "Règle du site";
        "Une visite se déplace telle qu'elle a été vue en dernier." /
        "A visit is moved as it was last seen.";
}
