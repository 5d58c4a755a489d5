//! The boxes of the official form that somebody still has to fill, one line each.

use super::{Snapshot, Step};
use crate::contracts::agreements::model::ContractType;
use crate::people::apprentices::Guardian;

const R6222_3: &str = "Code du travail, art. R6222-3";
const R6222_4: &str = "Code du travail, art. R6222-4";
const L6222_12: &str = "Code du travail, art. L6222-12";
const D6224_1: &str = "Code du travail, art. D6224-1";
const FORM: &str = "CERFA FA13 (10103)";

/// A box of the form.
pub(super) struct RequiredBox {
    /// Step that asks for it.
    pub(super) step: Step,
    /// JSON pointer, in the contract or under the party that has it.
    pub(super) pointer: &'static str,
    /// Its name in French.
    pub(super) fr: &'static str,
    /// Its name in English.
    pub(super) en: &'static str,
    /// What asks for it.
    pub(super) source: &'static str,
    /// Whether it is blank.
    pub(super) blank: fn(&Snapshot<'_>) -> bool,
}

const fn required(
    step: Step,
    pointer: &'static str,
    source: &'static str,
    (fr, en): (&'static str, &'static str),
    blank: fn(&Snapshot<'_>) -> bool,
) -> RequiredBox {
    RequiredBox { step, pointer, fr, en, source, blank }
}

use Step::{Deposit, Signature};

/// Every box somebody may have left blank; the rest is always known.
#[rustfmt::skip]
pub(super) const BOXES: &[RequiredBox] = &[
    required(Signature, "/tutor_id", R6222_3, ("maître d'apprentissage n° 1", "tutor no. 1"), |s| s.agreed.head.tutor_id.is_none()),
    required(Signature, "/tutor/born_on", R6222_3, ("maître d'apprentissage n° 1 : date de naissance", "tutor no. 1: birth date"), |s| s.tutor.is_some_and(|tutor| tutor.facts.born_on.is_none())),
    required(Signature, "/second_tutor/born_on", R6222_3, ("maître d'apprentissage n° 2 : date de naissance", "tutor no. 2: birth date"), |s| s.second_tutor.is_some_and(|tutor| tutor.facts.born_on.is_none())),
    required(Signature, "/tutor_attested", R6222_3, ("attestation de l'employeur sur le maître d'apprentissage", "attestation of the employer on the tutor"), |s| s.agreed.terms.tutor_attested != Some(true)),
    required(Signature, "/employer/headcount", R6222_3, ("employeur : effectif salarié de l'entreprise", "employer: employees of the company"), |s| s.employer.headcount.is_none()),
    required(Signature, "/work/weekly_minutes", FORM, ("durée hebdomadaire du travail", "weekly working time"), |s| s.agreed.terms.work.weekly_minutes.is_none()),
    required(Signature, "/pay/lines", R6222_4, ("tableau de rémunération", "pay table"), |s| s.agreed.lines.is_empty()),
    required(Signature, "/training/practical_starts_on", L6222_12, ("date de début de formation pratique chez l'employeur", "start of practical training at the employer"), |s| s.agreed.terms.training.practical_starts_on.is_none()),
    required(Deposit, "/employer/kind_code", FORM, ("employeur : type d'employeur", "employer: type"), |s| s.employer.kind_code.is_none()),
    required(Deposit, "/employer/specific_code", FORM, ("employeur : employeur spécifique", "employer: specific employer"), |s| s.employer.specific_code.is_none()),
    required(Deposit, "/employer/naf", FORM, ("employeur : code NAF", "employer: NAF code"), |s| s.employer.naf.is_none()),
    required(Deposit, "/employer/idcc", FORM, ("employeur : convention collective (IDCC)", "employer: collective agreement (IDCC)"), |s| s.employer.idcc.is_none()),
    required(Deposit, "/employer/address_line", FORM, ("employeur : adresse", "employer: address"), |s| s.employer.address_line.is_none()),
    required(Deposit, "/employer/postal_code", FORM, ("employeur : code postal", "employer: postal code"), |s| s.employer.postal_code.is_none()),
    required(Deposit, "/employer/city", FORM, ("employeur : commune", "employer: city"), |s| s.employer.city.is_none()),
    required(Deposit, "/employer/phone", FORM, ("employeur : téléphone", "employer: telephone"), |s| s.employer.phone.is_none()),
    required(Deposit, "/employer/email", FORM, ("employeur : courriel", "employer: e-mail"), |s| s.employer.email.is_none()),
    required(Deposit, "/employer/public_unemployment_scheme", FORM, ("employeur public : adhésion au régime spécifique d'assurance chômage", "public employer: specific unemployment scheme"), |s| s.forms.is_public(s.employer.kind_code.as_deref()) && s.employer.public_unemployment_scheme.is_none()),
    required(Deposit, "/employer/opco", D6224_1, ("employeur : opérateur de compétences", "employer: skills operator"), |s| !s.forms.is_public(s.employer.kind_code.as_deref()) && s.employer.opco.is_none()),
    required(Deposit, "/apprentice/sex", FORM, ("apprenti : sexe", "apprentice: sex"), |s| s.apprentice.sex.is_none()),
    required(Deposit, "/apprentice/nationality_code", FORM, ("apprenti : nationalité", "apprentice: nationality"), |s| s.apprentice.nationality_code.is_none()),
    required(Deposit, "/apprentice/birth_department", FORM, ("apprenti : département de naissance", "apprentice: department of birth"), |s| s.apprentice.birth_department.is_none()),
    required(Deposit, "/apprentice/birth_place", FORM, ("apprenti : commune de naissance", "apprentice: commune of birth"), |s| s.apprentice.birth_place.is_none()),
    required(Deposit, "/apprentice/address_line", FORM, ("apprenti : adresse", "apprentice: address"), |s| s.apprentice.address_line.is_none()),
    required(Deposit, "/apprentice/postal_code", FORM, ("apprenti : code postal", "apprentice: postal code"), |s| s.apprentice.postal_code.is_none()),
    required(Deposit, "/apprentice/city", FORM, ("apprenti : commune", "apprentice: city"), |s| s.apprentice.city.is_none()),
    required(Deposit, "/apprentice/phone", FORM, ("apprenti : téléphone", "apprentice: telephone"), |s| s.apprentice.phone.is_none()),
    required(Deposit, "/apprentice/email", FORM, ("apprenti : courriel", "apprentice: e-mail"), |s| s.apprentice.email.is_none()),
    required(Deposit, "/apprentice/social_regime_code", FORM, ("apprenti : régime social", "apprentice: social regime"), |s| s.apprentice.social_regime_code.is_none()),
    required(Deposit, "/apprentice/previous_situation_code", FORM, ("apprenti : situation avant ce contrat", "apprentice: situation before this contract"), |s| s.apprentice.previous_situation_code.is_none()),
    required(Deposit, "/apprentice/last_diploma_prepared_code", FORM, ("apprenti : dernier diplôme préparé", "apprentice: last diploma prepared"), |s| s.apprentice.last_diploma_prepared_code.is_none()),
    required(Deposit, "/apprentice/last_class_code", FORM, ("apprenti : dernière classe suivie", "apprentice: last class"), |s| s.apprentice.last_class_code.is_none()),
    required(Deposit, "/apprentice/previous_diploma_title", FORM, ("apprenti : intitulé précis du dernier diplôme", "apprentice: precise title of the last diploma"), |s| s.apprentice.previous_diploma_title.is_none()),
    required(Deposit, "/apprentice/previous_diploma_code", FORM, ("apprenti : diplôme le plus élevé obtenu", "apprentice: highest diploma obtained"), |s| s.apprentice.previous_diploma_code.is_none()),
    required(Deposit, "/apprentice/nir_given", FORM, ("apprenti : NIR remis à l'employeur", "apprentice: NIR given to the employer"), |s| !s.apprentice.nir_given),
    required(Deposit, "/apprentice/guardians/address_line", FORM, ("représentant légal : adresse", "guardian: address"), |s| guardian_lacks(s, |one| one.facts.address_line.is_some() && one.facts.postal_code.is_some() && one.facts.city.is_some())),
    required(Deposit, "/apprentice/guardians/email", FORM, ("représentant légal : courriel", "guardian: e-mail"), |s| guardian_lacks(s, |one| one.facts.email.is_some())),
    required(Deposit, "/tutor/email", FORM, ("maître d'apprentissage n° 1 : courriel", "tutor no. 1: e-mail"), |s| s.tutor.is_some_and(|tutor| tutor.facts.email.is_none())),
    required(Deposit, "/tutor/job_title", FORM, ("maître d'apprentissage n° 1 : emploi occupé", "tutor no. 1: job"), |s| s.tutor.is_some_and(|tutor| tutor.facts.job_title.is_none())),
    required(Deposit, "/tutor/diploma_title", FORM, ("maître d'apprentissage n° 1 : diplôme le plus élevé", "tutor no. 1: highest diploma"), |s| s.tutor.is_some_and(|tutor| tutor.facts.diploma_title.is_none())),
    required(Deposit, "/tutor/diploma_level", FORM, ("maître d'apprentissage n° 1 : niveau du diplôme", "tutor no. 1: level of the diploma"), |s| s.tutor.is_some_and(|tutor| tutor.facts.diploma_level.is_none())),
    required(Deposit, "/second_tutor/email", FORM, ("maître d'apprentissage n° 2 : courriel", "tutor no. 2: e-mail"), |s| s.second_tutor.is_some_and(|tutor| tutor.facts.email.is_none())),
    required(Deposit, "/second_tutor/job_title", FORM, ("maître d'apprentissage n° 2 : emploi occupé", "tutor no. 2: job"), |s| s.second_tutor.is_some_and(|tutor| tutor.facts.job_title.is_none())),
    required(Deposit, "/second_tutor/diploma_title", FORM, ("maître d'apprentissage n° 2 : diplôme le plus élevé", "tutor no. 2: highest diploma"), |s| s.second_tutor.is_some_and(|tutor| tutor.facts.diploma_title.is_none())),
    required(Deposit, "/second_tutor/diploma_level", FORM, ("maître d'apprentissage n° 2 : niveau du diplôme", "tutor no. 2: level of the diploma"), |s| s.second_tutor.is_some_and(|tutor| tutor.facts.diploma_level.is_none())),
    required(Deposit, "/previous_contract_number", FORM, ("numéro du contrat précédent", "number of the previous contract"), previous_number_missing),
    required(Deposit, "/work/dangerous_machines", FORM, ("travail sur machines dangereuses", "work on dangerous machines"), |s| s.agreed.terms.work.dangerous_machines.is_none()),
    required(Deposit, "/pay/gross_salary_cents", FORM, ("salaire brut mensuel à l'embauche", "monthly gross pay at hiring"), |s| s.agreed.terms.gross_salary_cents.is_none()),
    required(Deposit, "/pay/retirement_fund", FORM, ("caisse de retraite complémentaire", "supplementary retirement fund"), |s| s.agreed.terms.retirement_fund.is_none()),
    required(Deposit, "/training/company_cfa", FORM, ("CFA d'entreprise", "company CFA"), |s| s.agreed.terms.training.company_cfa.is_none()),
    required(Deposit, "/training/exams_end_on", FORM, ("date prévue de fin des épreuves ou examens", "expected end of the exams"), |s| s.agreed.terms.training.exams_end_on.is_none()),
    required(Deposit, "/training/hours", FORM, ("durée de la formation", "hours of training"), |s| s.agreed.terms.training.hours.is_none()),
    required(Deposit, "/training/diploma/type_code", FORM, ("diplôme ou titre visé", "type of diploma"), |s| s.agreed.terms.training.diploma.type_code.is_none()),
    required(Deposit, "/training/diploma/code", FORM, ("code du diplôme", "code of the diploma"), |s| s.agreed.terms.training.diploma.code.is_none() && s.programme.diploma_code.is_none()),
    required(Deposit, "/cfa/uai", FORM, ("CFA responsable : UAI", "responsible CFA: UAI"), |s| s.cfa.is_none_or(|cfa| cfa.uai.is_none())),
    required(Deposit, "/cfa/siret", FORM, ("CFA responsable : SIRET", "responsible CFA: SIRET"), |s| s.cfa.is_none_or(|cfa| cfa.siret.is_none())),
    required(Deposit, "/cfa/address", FORM, ("CFA responsable : adresse", "responsible CFA: address"), |s| s.cfa.is_none_or(|cfa| cfa.address.is_none())),
    required(Deposit, "/training/place/uai", FORM, ("lieu principal de formation : UAI", "main training place: UAI"), |s| s.agreed.terms.training.place.uai.is_none() && s.site.is_none_or(|site| site.uai.is_none())),
    required(Deposit, "/training/place/siret", FORM, ("lieu principal de formation : SIRET", "main training place: SIRET"), |s| s.agreed.terms.training.place.siret.is_none() && s.site.is_none_or(|site| site.siret.is_none())),
];

fn guardian_lacks(s: &Snapshot<'_>, has: fn(&Guardian) -> bool) -> bool {
    s.needs_guardian() && !s.guardians.is_empty() && !s.guardians.iter().any(has)
}

/// Types 21 to 23 give the number of the contract before: the one kept here has it once deposited.
fn previous_number_missing(s: &Snapshot<'_>) -> bool {
    let known_here = s.previous.is_some_and(|previous| previous.deca_number.is_some());
    let head = &s.agreed.head;
    head.type_code != ContractType::First && head.previous_contract_number.is_none() && !known_here
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_box_is_asked_once_with_its_names() {
        let pointers: BTreeSet<_> = BOXES.iter().map(|one| one.pointer).collect();
        assert_eq!(pointers.len(), BOXES.len());
        for one in BOXES {
            assert!(one.pointer.starts_with('/') && !one.fr.is_empty() && !one.en.is_empty());
        }
        let signature = BOXES.iter().filter(|one| one.step == Signature).count();
        assert_eq!((signature, BOXES.len() > 50), (8, true));
    }
}
