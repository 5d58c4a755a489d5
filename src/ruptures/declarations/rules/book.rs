//! What ruptures are refused or warned of, and on which text.

use crate::rules;

rules! {
    /// A rupture takes effect during the contract.
    DURING_THE_CONTRACT = error "rupture.outside_contract", "Code du travail, art. R6222-21";
        "Une rupture prend effet pendant le contrat." /
        "A rupture takes effect during the contract.";
    /// The initiative comes from whom the ground allows.
    INITIATOR_FITS = error "rupture.initiator_does_not_fit", "Code du travail, art. L6222-18 à L6222-19 et L6225-3 à L6225-5";
        "L'initiative vient de qui le motif permet." /
        "The initiative comes from whom the ground allows.";
    /// A recorded fact is in the past.
    PAST_FACTS = error "rupture.date_in_future", "Règle du site";
        "Un fait constaté est passé." /
        "A recorded fact is in the past.";
    /// An apprentice who resigns seizes the mediator first.
    MEDIATOR_FIRST = error "rupture.mediator_required", "Code du travail, art. L6222-18 et D6222-21-1";
        "L'apprenti qui démissionne saisit d'abord le médiateur." /
        "An apprentice who resigns seizes the mediator first.";
    /// An apprentice who resigns informs the employer.
    EMPLOYER_INFORMED = error "rupture.information_required", "Code du travail, art. L6222-18 et D6222-21-1";
        "L'apprenti qui démissionne informe l'employeur." /
        "An apprentice who resigns informs the employer.";
    /// The employer is informed at least five days after the mediator is seized.
    INFORMED_AFTER_FIVE_DAYS = error "rupture.information_too_early", "Code du travail, art. L6222-18 et D6222-21-1";
        "L'employeur est informé au moins cinq jours après la saisine du médiateur." /
        "The employer is informed at least five days after the mediator is seized.";
    /// The rupture takes effect at least seven days after the employer is informed.
    BROKEN_AFTER_SEVEN_DAYS = error "rupture.effective_too_early", "Code du travail, art. L6222-18 et D6222-21-1";
        "La rupture prend effet au moins sept jours après l'information de l'employeur." /
        "The rupture takes effect at least seven days after the employer is informed.";
    /// An apprentice with the diploma gives a month of written notice.
    A_MONTH_OF_NOTICE = error "rupture.notice_too_short", "Code du travail, art. L6222-19 et R6222-23";
        "L'apprenti diplômé prévient par écrit un mois avant." /
        "An apprentice with the diploma gives a month of written notice.";
    /// A contract has one procedure of rupture at a time.
    ONE_CASE = error "rupture.case_open", "Règle du site";
        "Un contrat n'a qu'une procédure de rupture à la fois ; on la mène à son terme, ou on y met fin." /
        "A contract has one rupture procedure at a time; it is brought to its end, or given up.";
    /// A signed amendment that never takes effect is named.
    AMENDMENT_NAMED = error "rupture.amendment_to_come", "Règle du site";
        "Une rupture nomme dans `lapsed_amendments` les avenants signés qui prendraient effet après la fin du contrat." /
        "A rupture names in `lapsed_amendments` the signed amendments that would take effect after the end of the contract.";
    /// An amendment named is signed and never takes effect.
    AMENDMENT_LAPSES = error "rupture.amendment_does_not_lapse", "Règle du site";
        "Seul un avenant signé de ce contrat, qui prendrait effet après sa fin, est nommé, et une seule fois." /
        "Only a signed amendment of this contract, which would take effect after its end, is named, and once.";
    /// A free rupture long after the free days is confirmed.
    LONG_AFTER_FREE_DAYS = error "rupture.long_after_free_days", "Code du travail, art. L6222-18 al. 1 ; tolérance : règle du site";
        "Longtemps après la période de rupture libre, ce motif ne vaut que si quelqu'un le confirme et dit pourquoi." /
        "Long after the free rupture period, this ground only holds if somebody confirms it and says why.";
    /// The difficulty a rupture comes from is of its apprentice.
    DIFFICULTY_OF_THE_APPRENTICE = error "rupture.difficulty_of_another", "Règle du site";
        "La difficulté dont vient une rupture est celle de son apprenti." /
        "The difficulty a rupture comes from is of its apprentice.";
    /// A free rupture takes place within the first 45 days in the company.
    WITHIN_FREE_DAYS = warning "rupture.after_45_days", "Code du travail, art. L6222-18 al. 1";
        "Une rupture libre intervient pendant les 45 premiers jours en entreprise." /
        "A free rupture takes place within the first 45 days in the company.";
}
