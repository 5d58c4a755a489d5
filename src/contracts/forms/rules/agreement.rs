//! What is agreed: the contract, its pay, the training, and its deposit.

use super::Filler;
use super::boxes::percent;
use crate::contracts::agreements::model::{AgreedPayLine, ContractTerms, PayBase};
use crate::contracts::filings::model::{Addressee, FilingFacts};
use crate::contracts::forms::model::{FormBox, FormRecord, Section, Trainers};
use crate::law::figures::CodeListKey as List;

/// The contract itself; an amendment has its own date of effect, a contract none.
pub fn contract(fill: &Filler<'_>, record: &FormRecord) -> Section {
    let (row, terms) = (&record.contract, &record.terms);
    let amendment = record.amended.as_ref().map(|amended| &amended.amendment);
    let type_code = amendment.map_or(row.type_code.as_str(), |one| one.facts.type_code.as_str());
    let mut boxes = vec![
        fill.code(
            ("mode", "Mode contractuel de l'apprentissage"),
            List::ContractMode,
            Some(row.mode_code.as_str()),
        ),
        fill.code(("type", "Type de contrat ou d'avenant"), List::ContractType, Some(type_code)),
        fill.code(
            ("derogation", "Type de dérogation"),
            List::Derogation,
            row.derogation_code.map(|code| code.as_str()),
        ),
        fill.text(("numero_precedent", "N° du contrat précédent"), record.previous_number.as_deref()),
        fill.day(
            ("date_conclusion", "Date de conclusion"),
            amendment.map_or(row.signed_on, |one| one.signed_on),
        ),
        fill.day(("date_debut", "Date de début d'exécution du contrat"), Some(row.starts_on)),
        fill.day(
            ("date_debut_pratique", "Date de début de formation pratique chez l'employeur"),
            terms.training.practical_starts_on,
        ),
        fill.day(
            ("date_effet_avenant", "Si avenant, date d'effet"),
            amendment.map(|one| one.facts.effective_on),
        ),
        fill.day(("date_fin", "Date de fin du contrat ou de la période d'apprentissage"), Some(row.ends_on)),
    ];
    boxes.extend(work(fill, terms));
    Section { key: "contrat", title: "Le contrat", boxes }
}

/// How one works under the contract.
fn work(fill: &Filler<'_>, terms: &ContractTerms) -> [FormBox; 3] {
    let machines = "Travail sur machines dangereuses ou exposition à des risques particuliers";
    let attested = "L'employeur atteste l'éligibilité du maître d'apprentissage";
    [
        fill.minutes(("duree_hebdomadaire", "Durée hebdomadaire du travail"), terms.work.weekly_minutes),
        fill.yes_no(("machines_dangereuses", machines), terms.work.dangerous_machines),
        fill.yes_no(("attestation_maitre", attested), terms.tutor_attested),
    ]
}

/// The pay: the lines of the table, then what goes with them.
pub fn pay(fill: &Filler<'_>, record: &FormRecord) -> Section {
    let terms = &record.terms;
    let mut boxes: Vec<FormBox> = record.pay_lines.iter().flat_map(|line| pay_line(fill, line)).collect();
    boxes.extend([
        fill.cents(("salaire_brut", "Salaire brut mensuel à l'embauche"), terms.gross_salary_cents),
        fill.text(("caisse_retraite", "Caisse de retraite complémentaire"), terms.retirement_fund.as_deref()),
        fill.cents(("nourriture", "Avantages en nature : nourriture, par repas"), terms.meal_cents),
        fill.cents(("logement", "Avantages en nature : logement, par mois"), terms.lodging_cents),
        fill.yes_no(("autre_avantage", "Avantages en nature : autre"), terms.other_benefits),
    ]);
    Section { key: "remuneration", title: "La rémunération", boxes }
}

fn pay_line(fill: &Filler<'_>, line: &AgreedPayLine) -> [FormBox; 4] {
    let (year, rank) = (line.year, line.line);
    let key = |what: &str| format!("annee_{year}_{rank}_{what}");
    let label = |what: &str| format!("Année {year}, période {rank} : {what}");
    let base = match line.base {
        PayBase::Smic => "SMIC",
        PayBase::Smc => "SMC",
    };
    let rate = FormBox {
        printed: Some(percent(line.percent_hundredths)),
        ..fill.number((&key("pourcentage"), &label("pourcentage")), Some(line.percent_hundredths), "")
    };
    [
        fill.day((&key("du"), &label("du")), Some(line.from_on)),
        fill.day((&key("au"), &label("au")), Some(line.to_on)),
        rate,
        fill.text((&key("base"), &label("SMIC ou SMC")), Some(base)),
    ]
}

/// The training: the CFA that answers for it, the diploma, the place where it is given.
pub fn training(fill: &Filler<'_>, record: &FormRecord, trainers: &Trainers<'_>) -> Section {
    let (terms, programme, cfa) = (&record.terms, trainers.programme, trainers.cfa);
    let place = cfa.and_then(|cfa| cfa.address.as_ref());
    let title =
        terms.training.diploma.title.as_deref().or(programme.map(|programme| programme.title.as_str()));
    let code =
        terms.training.diploma.code.as_deref().or(programme.and_then(|one| one.diploma_code.as_deref()));
    let rncp =
        terms.training.diploma.rncp.as_deref().or(programme.map(|programme| programme.rncp.code.as_str()));
    let mut boxes = vec![
        fill.yes_no(("cfa_entreprise", "CFA d'entreprise"), terms.training.company_cfa),
        fill.text(("cfa_denomination", "CFA responsable : dénomination"), cfa.map(|cfa| cfa.name.as_str())),
        fill.text(("cfa_uai", "CFA responsable : n° UAI"), cfa.and_then(|cfa| cfa.uai.as_deref())),
        fill.text(("cfa_siret", "CFA responsable : n° SIRET"), cfa.and_then(|cfa| cfa.siret.as_deref())),
        fill.text(("cfa_voie", "CFA responsable : voie"), place.map(|place| place.street.as_str())),
        fill.text(
            ("cfa_code_postal", "CFA responsable : code postal"),
            place.map(|place| place.postcode.as_str()),
        ),
        fill.text(("cfa_commune", "CFA responsable : commune"), place.map(|place| place.city.as_str())),
        fill.code(
            ("diplome", "Diplôme ou titre visé"),
            List::Diploma,
            terms.training.diploma.type_code.as_deref(),
        ),
        fill.text(("intitule", "Intitulé précis"), title),
        fill.text(("code_diplome", "Code du diplôme"), code),
        fill.text(("rncp", "Code RNCP"), rncp),
        fill.day(("date_debut", "Date de début de formation en CFA"), terms.training.training_starts_on),
        fill.day(
            ("date_fin_epreuves", "Date prévue de fin des épreuves ou examens"),
            terms.training.exams_end_on,
        ),
        fill.number(("duree", "Durée de la formation, en heures"), terms.training.hours, " h"),
    ];
    boxes.extend(main_place(fill, terms, trainers));
    Section { key: "formation", title: "La formation", boxes }
}

/// The main place of training: the one agreed, else the site.
fn main_place(fill: &Filler<'_>, terms: &ContractTerms, trainers: &Trainers<'_>) -> [FormBox; 6] {
    let site = trainers.site.filter(|_| terms.training.place.name.is_none());
    let own = |own: &'_ Option<String>, site: Option<&str>| own.clone().or(site.map(str::to_owned));
    let given = [
        own(&terms.training.place.name, site.map(|site| site.name.as_str())),
        own(&terms.training.place.uai, site.and_then(|site| site.uai.as_deref())),
        own(&terms.training.place.siret, site.and_then(|site| site.siret.as_deref())),
        own(&terms.training.place.address_line, site.map(|site| site.address.street.as_str())),
        own(&terms.training.place.postal_code, site.map(|site| site.address.postcode.as_str())),
        own(&terms.training.place.city, site.map(|site| site.address.city.as_str())),
    ];
    let names = [
        ("lieu_denomination", "Lieu principal de formation : dénomination"),
        ("lieu_uai", "Lieu principal de formation : n° UAI"),
        ("lieu_siret", "Lieu principal de formation : n° SIRET"),
        ("lieu_voie", "Lieu principal de formation : voie"),
        ("lieu_code_postal", "Lieu principal de formation : code postal"),
        ("lieu_commune", "Lieu principal de formation : commune"),
    ];
    std::array::from_fn(|at| fill.text(names[at], given[at].as_deref()))
}

/// The deposit, filled by who receives the contract.
pub fn deposit(fill: &Filler<'_>, record: &FormRecord) -> Section {
    let of_contract = record.filing.as_ref().filter(|_| record.amended.is_none());
    let of_amendment = record.amended.as_ref().and_then(|amended| amended.filing.as_ref());
    let facts = of_contract.map(|filing| &filing.facts).or(of_amendment.map(|filing| &filing.facts));
    let given = of_contract.and_then(|filing| filing.deca_number.as_deref());
    let number = given.or(record.contract.deca_number.as_deref());
    let siret = facts.and_then(|facts| facts.organisation_siret.as_deref());
    let complete_on = facts.and_then(|facts| facts.complete_on);
    let amendment_number = of_amendment.and_then(|filing| filing.amendment_number.as_deref());
    let boxes = vec![
        fill.text(("organisme", "Nom de l'organisme"), facts.map(organisation)),
        fill.text(("siret", "N° SIRET de l'organisme"), siret),
        fill.day(("date_reception", "Date de réception du dossier complet"), complete_on),
        fill.day(("date_decision", "Date de la décision"), facts.and_then(|facts| facts.decided_on)),
        fill.text(("numero_depot", "N° de dépôt"), number),
        fill.text(("numero_avenant", "N° d'avenant"), amendment_number),
    ];
    Section { key: "depot", title: "Le dépôt", boxes }
}

fn organisation(facts: &FilingFacts) -> &str {
    let acronym = match facts.addressee {
        Addressee::Opco => "OPCO",
        Addressee::Ddets => "DDETS",
    };
    facts.organisation.as_deref().unwrap_or(acronym)
}
