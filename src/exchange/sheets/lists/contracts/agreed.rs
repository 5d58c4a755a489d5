//! What the parties agree on beyond the core: work and training.

use crate::exchange::sheets::column::{
    COUNTRY, Column, DIPLOMA_CODE, FRENCH_POSTAL_CODE, POSTAL_CODE, RNCP, SIRET, Shape, UAI,
};

/// Work and training.
pub const AGREED: &[Column] = &[
    Column::new(
        "work/weekly_minutes",
        "Durée hebdomadaire",
        Shape::Duration,
        &["duree hebdomadaire de travail", "temps de travail", "heures par semaine"],
        ("Durée du travail par semaine, par exemple 35h00.", "Working time a week, for example 35h00."),
    ),
    Column::new(
        "work/dangerous_machines",
        "Machines dangereuses",
        Shape::YesNo,
        &["travail sur machines dangereuses", "risques particuliers"],
        (
            "oui pour un travail sur machines dangereuses ou exposé à des risques particuliers.",
            "oui (yes) for work on dangerous machines or exposed to particular risks.",
        ),
    ),
    Column::new(
        "work/place/name",
        "Lieu de travail",
        Shape::Text,
        &["nom du lieu de travail"],
        (
            "Nom du lieu de travail, s'il n'est pas à l'adresse de l'employeur.",
            "Name of the place of work, when it is not the employer's address.",
        ),
    ),
    Column::new(
        "work/place/address_line",
        "Adresse du lieu de travail",
        Shape::Text,
        &[],
        ("Numéro et voie du lieu de travail.", "Street and number of the place of work."),
    ),
    Column::new(
        "work/place/postal_code",
        "Code postal du lieu de travail",
        POSTAL_CODE,
        &[],
        (
            "Code postal du lieu de travail : il dit quels jours y sont fériés.",
            "Postal code of the place of work: it says which public holidays apply.",
        ),
    ),
    Column::new(
        "work/place/city",
        "Ville du lieu de travail",
        Shape::Text,
        &[],
        ("Ville du lieu de travail.", "City of the place of work."),
    ),
    Column::new(
        "work/place/country",
        "Pays du lieu de travail",
        COUNTRY,
        &[],
        (
            "Pays du lieu de travail ; la France s'il est vide.",
            "Country of the place of work; France when empty.",
        ),
    ),
    Column::new(
        "work/place/good_friday_off",
        "Vendredi saint chômé au lieu de travail",
        Shape::YesNo,
        &[],
        (
            "En Moselle, Bas-Rhin, Haut-Rhin seulement : oui si la commune a un temple protestant ou une église mixte.",
            "In Moselle, Bas-Rhin, Haut-Rhin only: oui (yes) if the commune has a Protestant or a mixed church.",
        ),
    ),
    Column::new(
        "training/practical_starts_on",
        "Début de la formation pratique",
        Shape::Day,
        &["date de debut de formation pratique", "debut de formation pratique chez l employeur"],
        (
            "Premier jour de formation pratique chez l'employeur.",
            "First day of practical training at the employer.",
        ),
    ),
    Column::new(
        "training/training_starts_on",
        "Début de la formation au CFA",
        Shape::Day,
        &["date de debut de formation", "date de debut du cycle de formation"],
        ("Premier jour de formation au CFA.", "First day of training at the CFA."),
    ),
    Column::new(
        "training/exams_end_on",
        "Fin prévue des épreuves",
        Shape::Day,
        &["date de fin des epreuves", "date prevue de fin des epreuves ou examens"],
        ("Jour où les épreuves ou examens se terminent.", "Day on which the papers or exams end."),
    ),
    Column::new(
        "training/hours",
        "Durée de la formation (heures)",
        Shape::Whole,
        &["duree de la formation", "heures de formation"],
        ("Heures de formation au CFA.", "Hours of training at the CFA."),
    ),
    Column::new(
        "training/company_cfa",
        "CFA d'entreprise",
        Shape::YesNo,
        &[],
        ("oui pour un CFA d'entreprise.", "oui (yes) for a CFA of a company."),
    ),
    Column::new(
        "training/diploma/code",
        "Code du diplôme",
        DIPLOMA_CODE,
        &["code diplome"],
        (
            "Code à huit caractères, s'il n'est pas celui du programme.",
            "Code of eight characters, when it is not that of the programme.",
        ),
    ),
    Column::new(
        "training/diploma/title",
        "Diplôme visé",
        Shape::Text,
        &["intitule precis du diplome", "diplome ou titre vise"],
        (
            "Intitulé précis, s'il n'est pas celui du programme.",
            "Precise title, when it is not that of the programme.",
        ),
    ),
    Column::new(
        "training/diploma/type_code",
        "Type de diplôme visé",
        Shape::Digits(2),
        &["code type de diplome"],
        ("Code du formulaire, par exemple 54 pour un BTS.", "Code of the form, for example 54 for a BTS."),
    ),
    Column::new(
        "training/diploma/rncp",
        "Code RNCP",
        RNCP,
        &["rncp", "numero rncp", "n rncp"],
        (
            "Numéro RNCP, s'il n'est pas celui du programme.",
            "RNCP number, when it is not that of the programme.",
        ),
    ),
    Column::new(
        "training/place/name",
        "Lieu de formation",
        Shape::Text,
        &["lieu principal de formation"],
        (
            "Lieu principal de formation, s'il n'est pas le site.",
            "Main training place, when it is not the site.",
        ),
    ),
    Column::new(
        "training/place/uai",
        "UAI du lieu de formation",
        UAI,
        &[],
        ("UAI du lieu principal de formation.", "UAI of the main training place."),
    ),
    Column::new(
        "training/place/siret",
        "SIRET du lieu de formation",
        SIRET,
        &[],
        ("SIRET du lieu principal de formation.", "SIRET of the main training place."),
    ),
    Column::new(
        "training/place/address_line",
        "Adresse du lieu de formation",
        Shape::Text,
        &[],
        ("Numéro et voie du lieu principal de formation.", "Street and number of the main training place."),
    ),
    Column::new(
        "training/place/postal_code",
        "Code postal du lieu de formation",
        FRENCH_POSTAL_CODE,
        &[],
        ("Code postal du lieu principal de formation.", "Postal code of the main training place."),
    ),
    Column::new(
        "training/place/city",
        "Ville du lieu de formation",
        Shape::Text,
        &[],
        ("Ville du lieu principal de formation.", "City of the main training place."),
    ),
];
