//! The rules of pay, named: those that give a figure, and those that refuse one.

use crate::rules;

const FORM: &str = "CERFA FA13 (10103), tableau de rémunération";
const HOUSE: &str = "Règle du site";

rules! {
    /// The grid itself.
    GRID = error "pay.grid", "Code du travail, art. D6222-26 et D6222-27";
        "Un apprenti reçoit au moins la part du SMIC de son âge et de son année."
        / "An apprentice is paid at least the share of the minimum wage for their age and year.";
    /// The minimum wage in force.
    SMIC = error "pay.smic", "Code du travail, art. L6222-27 et L3231-2";
        "La part s'applique au SMIC en vigueur chaque mois."
        / "The share applies to the minimum wage in force each month.";
    /// From 21 on, the higher of two bases.
    HIGHER_BASE = error "pay.higher_base", "Code du travail, art. D6222-26";
        "À partir de 21 ans, la part s'applique au plus élevé du SMIC et du minimum conventionnel de l'emploi."
        / "From 21 on, the share applies to the higher of the minimum wage and the conventional minimum of the job.";
    /// Years counted from the start of the contract.
    EXECUTION_YEAR = error "pay.execution_year", "Ministère du Travail, fiche Le contrat d'apprentissage (12/02/2026)";
        "L'année de rémunération se compte à partir du début d'exécution."
        / "The pay year is counted from the start of execution.";
    /// Years counted from the start of the cycle.
    CYCLE_YEAR = error "pay.cycle_year", "Code du travail, art. D6222-28-1";
        "Un contrat plus court que le cycle est payé comme si l'apprenti avait fait tout le cycle."
        / "A contract shorter than the cycle is paid as if the apprentice had done the whole cycle.";
    /// The weeks of a third year of an early start.
    EARLY_START = error "pay.early_start", "CERFA FA13 (10103), tableau de rémunération ; choix du site";
        "Un contrat commencé avant le cycle peut compter une année de plus que lui."
        / "A contract begun before the cycle may count one year more than it.";
    /// The rise at 18, 21 and 26.
    AGE_RISE = error "pay.age_rise", "Code du travail, art. D6222-31";
        "L'âge atteint en cours de contrat compte au premier jour du mois suivant."
        / "An age reached during the contract counts from the first day of the following month.";
    /// A failed year is paid as the one before.
    REPEATER = error "pay.repeater", "Code du travail, art. D6222-28";
        "L'année supplémentaire après un échec est payée au taux de la dernière année."
        / "The year added after a failure is paid at the rate of the last year.";
    /// A longer training by agreement.
    LONGER_CONTRACT = error "pay.longer_contract", "Code du travail, art. D6222-28-2";
        "Le temps ajouté par convention est payé au taux de la dernière année."
        / "The time added by agreement is paid at the rate of the last year.";
    /// A disabled worker's extension.
    DISABLED_WORKER = error "pay.disabled_worker_extension", "Code du travail, art. R6222-48";
        "La prolongation du contrat d'un travailleur handicapé ajoute des points au taux de la dernière année."
        / "The extension of a disabled worker's contract adds points to the rate of the last year.";
    /// A related diploma of the same level.
    RELATED_DIPLOMA = error "pay.related_diploma", "Code du travail, art. D6222-30";
        "Un diplôme de même niveau en rapport direct, préparé en un an au plus, ajoute des points."
        / "A directly related diploma of the same level, prepared in a year at most, adds points.";
    /// The limit of additions.
    CAPPED = error "pay.addition_capped", "Code du travail, art. D6222-31, al. 2";
        "Ces points ne portent pas la rémunération au-delà du SMIC."
        / "These points do not take pay beyond the minimum wage.";
    /// Licence professionnelle.
    LICENCE = error "pay.licence_professionnelle", "Code du travail, art. D6222-32";
        "Une licence professionnelle est payée au taux de la deuxième année."
        / "A licence professionnelle is paid at the rate of the second year.";
    /// Floor with the same employer.
    PREVIOUS_SAME_EMPLOYER = error "pay.previous_same_employer", "Code du travail, art. D6222-29, al. 1";
        "Après un diplôme obtenu chez le même employeur, la rémunération ne baisse pas."
        / "After a diploma obtained with the same employer, pay does not go down.";
    /// Floor with another employer.
    PREVIOUS_OTHER_EMPLOYER = error "pay.previous_other_employer", "Code du travail, art. D6222-29, al. 2";
        "Après un diplôme obtenu ailleurs, la rémunération réglementaire de la dernière année est un plancher."
        / "After a diploma obtained elsewhere, the regulatory pay of the last year is a floor.";
    /// A floor may apply that nothing here tells.
    PREVIOUS_UNKNOWN = warning "pay.previous_floor_unknown", "Code du travail, art. D6222-29";
        "Un diplôme obtenu dans le contrat précédent peut donner un plancher."
        / "A diploma obtained in the previous contract may give a floor.";
    /// The last known minimum wage stands for the next.
    BEYOND_KNOWN_BASE = warning "pay.beyond_known_base", HOUSE;
        "Au-delà du dernier SMIC connu, le montant est celui de ce SMIC, à revoir."
        / "Beyond the last known minimum wage, the amount is that of this wage, to be revised.";
    /// Nothing is known so far back.
    BEFORE_KNOWN_BASE = error "pay.before_known_base", HOUSE;
        "Un contrat commence au plus tôt avec le premier SMIC connu."
        / "A contract starts no earlier than the first known minimum wage.";
    /// A share under the law.
    PERCENT_BELOW_LEGAL = error "pay.percent_below_legal", "Code du travail, art. L6222-27, D6222-26 à D6222-32";
        "Une part du contrat n'est jamais inférieure à celle de la loi."
        / "A share of the contract is never below that of the law.";
    /// A salary under what is due on the first day.
    SALARY_BELOW_MINIMUM = error "pay.salary_below_minimum", "Code du travail, art. L6222-27, D6222-26 à D6222-32 et L3231-2";
        "Le salaire brut à l'embauche n'est jamais inférieur à ce que la loi ou le contrat demande le premier jour."
        / "The gross pay at hiring is never below what the law or the contract asks for on the first day.";
    /// Days without a line.
    LINES_GAP = error "pay.lines_gap", FORM;
        "Les lignes de rémunération couvrent tout le contrat."
        / "The pay lines cover the whole contract.";
    /// Days with two lines.
    LINES_OVERLAP = error "pay.lines_overlap", FORM;
        "Deux lignes de rémunération ne se recouvrent pas."
        / "Two pay lines do not overlap.";
    /// A line out of the contract.
    LINE_OUTSIDE = error "pay.line_outside_contract", FORM;
        "Une ligne de rémunération tient dans le contrat."
        / "A pay line lies within the contract.";
    /// A line of an amendment that says of the days before it what was not agreed.
    LINE_REWRITES_PAST = warning "pay.line_rewrites_past", "Code du travail, art. D6224-5; CERFA FA13 (10103), date d'effet de l'avenant";
        "Un avenant ne change pas la rémunération des jours qui précèdent sa date d'effet."
        / "An amendment does not change the pay of the days before it takes effect.";
    /// A line that ends before it starts.
    LINE_UPSIDE_DOWN = error "pay.line_ends_before_start", FORM;
        "Une ligne de rémunération finit après avoir commencé."
        / "A pay line ends after it starts.";
    /// A share of a conventional minimum that nothing tells.
    SMC_MISSING = error "pay.conventional_minimum_missing", FORM;
        "Une ligne en part du minimum conventionnel demande ce minimum."
        / "A line as a share of the conventional minimum needs that minimum.";
    /// Two minimums on one day.
    SMC_REPEATED = error "pay.conventional_minimum_repeated", HOUSE;
        "Un seul minimum conventionnel commence un même jour."
        / "Only one conventional minimum starts on a given day.";
    /// The contract ends before it starts.
    UPSIDE_DOWN = error "pay.ends_before_start", "CERFA FA13 (10103)";
        "Un contrat finit après avoir commencé."
        / "A contract ends after it starts.";
    /// The contract is longer than any.
    TOO_LONG = error "pay.contract_too_long", "Code du travail, art. L6222-7-1, R6222-46 et L6222-11";
        "Un contrat ne dépasse pas la plus longue durée permise."
        / "A contract does not exceed the longest duration allowed.";
    /// The apprentice is not born.
    NOT_BORN = error "pay.not_born", HOUSE;
        "L'apprenti naît avant le début du contrat."
        / "The apprentice is born before the contract starts.";
    /// The cycle is needed.
    CYCLE_MISSING = error "pay.cycle_missing", "Code du travail, art. D6222-28-1";
        "Compter les années depuis le cycle demande ses dates."
        / "Counting years from the cycle needs its dates.";
    /// The cycle is upside down, or never met.
    CYCLE_APART = error "pay.cycle_apart", HOUSE;
        "Le cycle finit après avoir commencé, et rencontre le contrat."
        / "The cycle ends after it starts, and meets the contract.";
    /// The extension lies out of the contract.
    EXTENSION_OUTSIDE = error "pay.extension_outside_contract", HOUSE;
        "Une prolongation commence après le début du contrat et avant sa fin."
        / "An extension starts after the contract starts and before it ends.";
    /// Cases that exclude each other.
    CASES_EXCLUDE = error "pay.cases_exclude_each_other", "Code du travail, art. D6222-28 à D6222-32";
        "Redoublement, diplôme en rapport et licence professionnelle fixent chacun l'année : un seul à la fois."
        / "Repeating, related diploma and licence professionnelle each fix the year: one at a time.";
    /// A related diploma in more than a year.
    RELATED_TOO_LONG = error "pay.related_diploma_too_long", "Code du travail, art. D6222-30";
        "Le diplôme en rapport se prépare en un an au plus."
        / "The related diploma is prepared in a year at most.";
    /// A floor without a figure.
    PREVIOUS_MISSING = error "pay.previous_amount_missing", "Code du travail, art. D6222-29";
        "Le plancher d'un contrat précédent demande sa dernière part ou son dernier montant."
        / "The floor of a previous contract needs its last share or amount.";
}
