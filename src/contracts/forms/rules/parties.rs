//! The parties: employer, apprentice and their legal representative, tutors.

use super::Filler;
use super::boxes::BoxName;
use crate::contracts::forms::model::{FormBox, Section};
use crate::law::figures::CodeListKey as List;
use crate::law::identifiers::country_abroad;
use crate::people::apprentices::model::{Apprentice, Disability, Guardian};
use crate::people::employers::{Employer, Tutor};

/// The employer.
pub fn employer(fill: &Filler<'_>, row: &Employer) -> Section {
    let kind = row.kind_code.as_deref();
    let sector = kind.map(|_| if fill.forms.is_public(kind) { "public" } else { "privé" });
    let mut boxes = vec![
        fill.text(("secteur", "Employeur privé ou public"), sector),
        fill.text(("denomination", "Nom et prénom ou dénomination"), Some(&row.name)),
        fill.text(("siret", "N° SIRET de l'établissement d'exécution du contrat"), row.siret.as_deref()),
    ];
    boxes.extend(address(fill, [&row.address_line, &row.postal_code, &row.city]));
    boxes.extend(country(fill, ("pays", "Pays"), &row.country));
    boxes.extend([
        fill.code(("type_employeur", "Type d'employeur"), List::EmployerKind, kind),
        fill.code(
            ("employeur_specifique", "Employeur spécifique"),
            List::EmployerSpecific,
            row.specific_code.as_deref(),
        ),
        fill.phone(("telephone", "Téléphone"), row.phone.as_deref()),
        fill.text(("courriel", "Courriel"), row.email.as_deref()),
        fill.text(("naf", "Code activité de l'entreprise (NAF)"), row.naf.as_deref()),
        fill.number(("effectif", "Effectif total salariés de l'entreprise"), row.headcount, ""),
        fill.code(
            ("idcc", "Code IDCC de la convention collective"),
            List::CollectiveAgreement,
            row.idcc.as_deref(),
        ),
        fill.yes_no(
            ("assurance_chomage", "Adhésion au régime spécifique d'assurance chômage"),
            row.public_unemployment_scheme.filter(|_| fill.forms.is_public(kind)),
        ),
    ]);
    Section { key: "employeur", title: "L'employeur", boxes }
}

/// The apprentice; the number of social security is never there, only whether it was given.
pub fn apprentice(
    fill: &Filler<'_>,
    row: &Apprentice,
    guardian: Option<&Guardian>,
    disability: Option<Disability>,
) -> Section {
    let mut boxes = vec![
        fill.text(("nom_naissance", "Nom de naissance"), Some(&row.family_name)),
        fill.text(("nom_usage", "Nom d'usage"), row.usage_name.as_deref()),
        fill.text(("prenom", "Premier prénom de l'état civil"), given(&row.given_name)),
        fill.yes_no(("nir_communique", "NIR communiqué à l'employeur"), Some(row.nir_given)),
    ];
    boxes.extend(address(fill, [&row.address_line, &row.postal_code, &row.city]));
    boxes.extend(country(fill, ("pays", "Pays"), &row.country));
    boxes.extend(civil_status(fill, row, disability));
    boxes.extend(schooling(fill, row));
    boxes.extend(representative(fill, guardian));
    Section { key: "apprenti", title: "L'apprenti(e)", boxes }
}

fn civil_status(fill: &Filler<'_>, row: &Apprentice, disability: Option<Disability>) -> Vec<FormBox> {
    let of = |read: fn(Disability) -> bool| disability.map(read);
    let mut boxes = vec![
        fill.phone(("telephone", "Téléphone"), row.phone.as_deref()),
        fill.text(("courriel", "Courriel"), row.email.as_deref()),
        fill.day(("date_naissance", "Date de naissance"), Some(row.born_on)),
        fill.code(("sexe", "Sexe"), List::Sex, row.sex.map(|sex| sex.as_str())),
        fill.code(
            ("departement_naissance", "Département de naissance"),
            List::BirthDepartment,
            row.birth_department.as_deref(),
        ),
        fill.text(("commune_naissance", "Commune de naissance"), row.birth_place.as_deref()),
        fill.code(("regime_social", "Régime social"), List::SocialRegime, row.social_regime_code.as_deref()),
        fill.code(("nationalite", "Nationalité"), List::Nationality, row.nationality_code.as_deref()),
        fill.yes_no(("sportif_haut_niveau", "Sportif de haut niveau"), Some(row.high_level_athlete)),
        fill.yes_no(("rqth", "Travailleur handicapé (RQTH)"), of(|known| known.disabled_worker)),
        fill.yes_no(
            ("rqth_equivalence_jeunes", "Équivalence jeunes de la RQTH"),
            of(|known| known.youth_equivalence),
        ),
        fill.yes_no(
            ("extension_boe", "Extension du bénéfice de l'obligation d'emploi (BOE)"),
            of(|known| known.boe_extension),
        ),
    ];
    boxes.retain(|one| fill.forms.has_box(fill.version, &one.key));
    boxes
}

fn schooling(fill: &Filler<'_>, row: &Apprentice) -> Vec<FormBox> {
    vec![
        fill.code(
            ("situation", "Situation avant ce contrat"),
            List::PreviousSituation,
            row.previous_situation_code.as_deref(),
        ),
        fill.code(
            ("diplome_prepare", "Dernier diplôme ou titre préparé"),
            List::Diploma,
            row.last_diploma_prepared_code.as_deref(),
        ),
        fill.code(
            ("derniere_classe", "Dernière classe ou année suivie"),
            List::LastClass,
            row.last_class_code.as_deref(),
        ),
        fill.text(
            ("intitule_diplome", "Intitulé précis du dernier diplôme ou titre préparé"),
            row.previous_diploma_title.as_deref(),
        ),
        fill.code(
            ("diplome_obtenu", "Diplôme ou titre le plus élevé obtenu"),
            List::Diploma,
            row.previous_diploma_code.as_deref(),
        ),
        fill.yes_no(
            ("projet_entreprise", "Projet de création ou de reprise d'entreprise"),
            Some(row.business_project),
        ),
    ]
}

fn representative(fill: &Filler<'_>, guardian: Option<&Guardian>) -> Vec<FormBox> {
    let of = |read: fn(&Guardian) -> Option<&str>| guardian.and_then(read);
    let abroad = guardian.and_then(|row| {
        country(fill, ("representant_pays", "Représentant légal : pays"), &row.facts.country)
    });
    let mut boxes = vec![
        fill.text(("representant_nom", "Représentant légal : nom"), of(|row| Some(&row.facts.family_name))),
        fill.text(
            ("representant_prenom", "Représentant légal : prénom"),
            of(|row| given(&row.facts.given_name)),
        ),
        fill.text(
            ("representant_voie", "Représentant légal : voie"),
            of(|row| row.facts.address_line.as_deref()),
        ),
        fill.text(
            ("representant_code_postal", "Représentant légal : code postal"),
            of(|row| row.facts.postal_code.as_deref()),
        ),
        fill.text(
            ("representant_commune", "Représentant légal : commune"),
            of(|row| row.facts.city.as_deref()),
        ),
        fill.text(
            ("representant_courriel", "Représentant légal : courriel"),
            of(|row| row.facts.email.as_deref()),
        ),
    ];
    boxes.extend(abroad);
    boxes
}

/// One tutor, or the empty boxes of one.
pub fn tutor(fill: &Filler<'_>, key: &'static str, title: &'static str, row: Option<&Tutor>) -> Section {
    let of = |read: fn(&Tutor) -> Option<&str>| row.and_then(read);
    let level = row.and_then(|row| row.facts.diploma_level).map(|level| level.to_string());
    let boxes = vec![
        fill.text(("nom", "Nom"), of(|row| Some(&row.facts.family_name))),
        fill.text(("prenom", "Prénom"), of(|row| given(&row.facts.given_name))),
        fill.day(("date_naissance", "Date de naissance"), row.and_then(|row| row.facts.born_on)),
        fill.text(("courriel", "Courriel"), of(|row| row.facts.email.as_deref())),
        fill.text(("emploi", "Emploi occupé"), of(|row| row.facts.job_title.as_deref())),
        fill.text(
            ("diplome", "Diplôme ou titre le plus élevé obtenu"),
            of(|row| row.facts.diploma_title.as_deref()),
        ),
        fill.code(("niveau", "Niveau de ce diplôme ou titre"), List::DiplomaLevel, level.as_deref()),
    ];
    Section { key, title, boxes }
}

/// The country of an address, which a French one leaves out.
fn country(fill: &Filler<'_>, name: BoxName<'_>, code: &str) -> Option<FormBox> {
    country_abroad(code).map(|shown| {
        let meaning = Some(shown.to_owned());
        FormBox { printed: meaning.clone(), meaning, ..fill.text(name, Some(code)) }
    })
}

/// A given name, unless the family name is the only one.
fn given(name: &str) -> Option<&str> {
    Some(name).filter(|name| !name.is_empty())
}

fn address(fill: &Filler<'_>, [street, postal_code, city]: [&Option<String>; 3]) -> [FormBox; 3] {
    [
        fill.text(("voie", "N° et voie"), street.as_deref()),
        fill.text(("code_postal", "Code postal"), postal_code.as_deref()),
        fill.text(("commune", "Commune"), city.as_deref()),
    ]
}
