//! What a procedure is refused, and on which text.

use crate::rules;

rules! {
    /// A step belongs to the procedure of its ground.
    STEP_OF_THE_GROUND = error "rupture.step_unknown", "Code du travail, art. L6222-18 à L6222-19 et L6225-3 à L6225-5";
        "Une étape fait partie de la procédure du motif." /
        "A step belongs to the procedure of the ground.";
    /// A step for minors is recorded of minors alone.
    STEP_ASKED = error "rupture.step_not_asked", "Code du travail, art. L6222-18";
        "Une étape propre aux mineurs ne s'enregistre que pour un mineur." /
        "A step for minors is recorded of minors alone.";
    /// A step comes after those it waits for.
    STEP_IN_ORDER = error "rupture.step_out_of_order", "Code du travail, art. L6222-18 à L6222-19 et L1232-2 à L1232-6";
        "Une étape vient après celles qu'elle suppose ; si c'est arrivé autrement, on le dit dans `breach`." /
        "A step comes after those it waits for; if it happened otherwise, `breach` says so.";
    /// A step waits for its delay.
    STEP_NOT_EARLY = error "rupture.step_too_early", "Code du travail, art. L6222-18, D6222-21-1, L1232-2 et L1332-2";
        "Une étape attend la fin de son délai ; si c'est arrivé plus tôt, on le dit dans `breach`." /
        "A step waits for its delay; if it happened before, `breach` says so.";
    /// A step comes within the longest delay of the law.
    STEP_NOT_LATE = error "rupture.step_too_late", "Code du travail, art. L6222-18, L6222-18-1, L1332-2 et L1332-4";
        "Une étape vient dans le délai que la loi lui donne ; si c'est arrivé plus tard, on le dit dans `breach`." /
        "A step comes within the delay of the law; if it happened later, `breach` says so.";
    /// A contract ends once the compulsory steps are done.
    STEPS_DONE = error "rupture.step_missing", "Code du travail, art. L6222-18 à L6222-19 et L6225-3 à L6225-5";
        "Le contrat prend fin une fois les étapes obligatoires faites ; s'il a pris fin sans elles, on le dit dans `breach`." /
        "A contract ends once the compulsory steps are done; if it ended without them, `breach` says so.";
    /// A rupture waits for the end of its delays.
    EFFECT_AFTER_STEPS = error "rupture.effect_too_early", "Code du travail, art. L6222-18 à L6222-19";
        "La rupture prend effet une fois ses délais passés ; si elle a eu lieu plus tôt, on le dit dans `breach`." /
        "A rupture takes effect once its delays are over; if it took place before, `breach` says so.";
    /// A ground exists in its period.
    GROUND_IN_PERIOD = error "rupture.not_in_its_period", "Code du travail, art. L6222-18";
        "Un motif n'existe que dans sa période : pendant les premiers jours en entreprise, ou après ; sinon on le dit dans `breach`." /
        "A ground only exists in its period: during the first days in the company, or after; otherwise `breach` says so.";
    /// A breach is said of what was done against the procedure alone.
    BREACH_IS_ONE = error "rupture.no_breach", "Règle du site";
        "Ce qui est régulier ne s'enregistre pas comme un manquement." /
        "What is regular is not recorded as a breach.";
    /// The rupture is recorded once the centre knows of it.
    NOTICE_RECEIVED = error "rupture.notice_required", "Code du travail, art. R6222-21";
        "La rupture s'enregistre avec le jour où le centre en a été informé." /
        "A rupture is recorded with the day the centre was told of it.";
    /// A step is recorded once.
    STEP_ONCE = error "rupture.step_recorded", "Règle du site";
        "Une étape s'enregistre une fois ; on la corrige ensuite." /
        "A step is recorded once; it is corrected then.";
    /// A step that others followed is not taken back before them.
    STEP_NOT_FOLLOWED = error "rupture.step_followed", "Règle du site";
        "Une étape que d'autres ont suivie ne se retire pas avant elles." /
        "A step that others followed is not taken back before them.";
    /// A procedure that is over does not change.
    CASE_IS_OPEN = error "rupture.case_ended", "Règle du site";
        "Une procédure terminée ne change plus." /
        "A procedure that is over does not change.";
    /// A rupture that took place is taken back before its procedure.
    RUPTURE_FIRST = error "rupture.case_completed", "Règle du site";
        "La rupture qui a eu lieu se retire avant sa procédure." /
        "The rupture that took place is taken back before its procedure.";
}
