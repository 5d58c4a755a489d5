//! Columns of employers and of company tutors.

use super::contact::{ADDRESS_LINE, CITY, COUNTRY_COLUMN, EMAIL_ADDRESS, POSTAL_CODE_COLUMN, TELEPHONE};
use crate::exchange::sheets::column::{Column, IDCC, NAF, SIRET, Shape};

/// Skills operators by code, as people write them.
const OPCOS: Shape = Shape::Code(&[
    ("atlas", &["opco atlas"]),
    ("afdas", &["opco afdas"]),
    ("opcommerce", &["opco commerce", "l opcommerce"]),
    ("uniformation", &["opco cohesion sociale", "opco uniformation"]),
    ("constructys", &["opco constructys", "opco construction"]),
    ("ocapiat", &["opco ocapiat"]),
    ("opco_2i", &["opco2i", "2i"]),
    ("opco_ep", &["opcoep", "ep"]),
    ("opco_mobilites", &["mobilites", "opcomobilites"]),
    ("opco_sante", &["sante", "opcosante"]),
    ("akto", &["opco akto"]),
]);

/// Columns of employers.
pub const EMPLOYERS: &[Column] = &[
    Column::new(
        "siret",
        "SIRET",
        SIRET,
        &["n siret", "numero siret", "siret employeur", "siret de l employeur", "siret de l etablissement"],
        (
            "SIRET de l'établissement d'exécution, 14 chiffres ; vide pour un employeur à l'étranger qui n'en a pas.",
            "SIRET of the establishment where contracts are carried out, 14 digits; empty for an employer abroad without.",
        ),
    )
    .required(),
    Column::new(
        "name",
        "Dénomination",
        Shape::Text,
        &[
            "nom",
            "raison sociale",
            "entreprise",
            "employeur",
            "societe",
            "nom de l entreprise",
            "denomination sociale",
        ],
        ("Nom ou dénomination.", "Name or company name."),
    )
    .required(),
    Column::new(
        "kind_code",
        "Type d'employeur",
        Shape::Digits(2),
        &["type employeur", "code type employeur"],
        (
            "Code du formulaire : 11 à 16 privé, 21 à 30 public.",
            "Code of the form: 11 to 16 private, 21 to 30 public.",
        ),
    ),
    Column::new(
        "specific_code",
        "Employeur spécifique",
        Shape::Text,
        &["code employeur specifique"],
        (
            "0 aucun, 1 travail temporaire, 2 groupement, 3 saisonnier, 4 familial.",
            "0 none, 1 temporary work, 2 group of employers, 3 seasonal, 4 family.",
        ),
    ),
    Column::new(
        "public_unemployment_scheme",
        "Adhésion assurance chômage (public)",
        Shape::YesNo,
        &["adhesion assurance chomage", "regime specifique d assurance chomage"],
        (
            "D'un employeur public seulement : adhésion au régime d'assurance chômage pour ses apprentis.",
            "Of a public employer only: joined the unemployment insurance scheme for its apprentices.",
        ),
    ),
    Column::new(
        "naf",
        "Code NAF",
        NAF,
        &["naf", "ape", "code ape", "naf ape"],
        ("Activité, par exemple 4761Z.", "Activity, for example 4761Z."),
    ),
    Column::new(
        "idcc",
        "IDCC",
        IDCC,
        &["code idcc", "convention collective"],
        ("Convention collective, 4 chiffres.", "Collective agreement, 4 digits."),
    ),
    Column::new(
        "opco",
        "OPCO",
        OPCOS,
        &["operateur de competences"],
        ("Opérateur de compétences.", "Skills operator."),
    ),
    Column::new(
        "headcount",
        "Effectif",
        Shape::Whole,
        &["effectif salaries", "effectif total", "nombre de salaries"],
        ("Salariés de toute l'entreprise.", "Employees of the whole company."),
    ),
    ADDRESS_LINE,
    POSTAL_CODE_COLUMN,
    CITY,
    COUNTRY_COLUMN,
    Column::new(
        "good_friday_off",
        "Vendredi saint chômé",
        Shape::YesNo,
        &["vendredi saint", "vendredi saint ferie"],
        (
            "En Moselle, Bas-Rhin, Haut-Rhin seulement : oui si la commune a un temple protestant ou une église mixte.",
            "In Moselle, Bas-Rhin, Haut-Rhin only: oui (yes) if the commune has a Protestant or a mixed church.",
        ),
    ),
    EMAIL_ADDRESS,
    TELEPHONE,
];

/// Columns of company tutors.
pub const TUTORS: &[Column] = &[
    Column::new(
        "employer_siret",
        "SIRET de l'employeur",
        SIRET,
        &["siret", "n siret", "siret employeur", "siret entreprise", "numero siret"],
        ("SIRET de l'employeur, déjà enregistré.", "SIRET of the employer, already recorded."),
    )
    .required(),
    Column::new(
        "family_name",
        "Nom",
        Shape::Text,
        &["nom de famille", "nom du tuteur", "nom du maitre d apprentissage"],
        ("Nom.", "Family name."),
    )
    .required(),
    Column::new(
        "given_name",
        "Prénom",
        Shape::Text,
        &["prenom du tuteur", "prenom du maitre d apprentissage"],
        ("Prénom.", "Given name."),
    )
    .required(),
    Column::new(
        "born_on",
        "Date de naissance",
        Shape::Day,
        &["naissance", "ne le", "nee le", "ne e le", "ddn"],
        (
            "Date de naissance : un maître d'apprentissage est majeur.",
            "Birth date: a company tutor is an adult.",
        ),
    ),
    Column::new(
        "single_name",
        "Nom unique",
        Shape::YesNo,
        &["personne a nom unique"],
        (
            "oui pour une personne qui n'a qu'un nom, sans prénom.",
            "oui (yes) for a person with a single name, without given name.",
        ),
    ),
    EMAIL_ADDRESS,
    TELEPHONE,
    Column::new(
        "job_title",
        "Emploi occupé",
        Shape::Text,
        &["emploi", "fonction", "poste"],
        ("Emploi occupé dans l'entreprise.", "Job held in the company."),
    ),
    Column::new(
        "diploma_level",
        "Niveau de diplôme",
        Shape::Whole,
        &["niveau", "niveau du diplome", "niveau de diplome le plus eleve"],
        ("Niveau du plus haut diplôme : 0, ou 3 à 8.", "Level of the highest diploma: 0, or 3 to 8."),
    ),
    Column::new(
        "diploma_title",
        "Diplôme",
        Shape::Text,
        &["diplome le plus eleve", "intitule du diplome"],
        ("Intitulé du plus haut diplôme.", "Title of the highest diploma."),
    ),
    Column::new(
        "experience_years",
        "Années d'expérience",
        Shape::Whole,
        &["experience", "annees experience"],
        (
            "Années pleines d'expérience en rapport avec le diplôme préparé.",
            "Full years of experience related to the diploma prepared.",
        ),
    ),
];
