//! Columns of apprentices.

use super::contact::{ADDRESS_LINE, CITY, COUNTRY_COLUMN, EMAIL_ADDRESS, POSTAL_CODE_COLUMN, TELEPHONE};
use crate::exchange::sheets::column::{COUNTRY, Column, EMAIL, INE, POSTAL_CODE, Shape};

const SEXES: Shape =
    Shape::Code(&[("F", &["feminin", "femme", "fille"]), ("M", &["masculin", "homme", "h", "garcon"])]);
const NATIONALITIES: Shape = Shape::Code(&[
    ("1", &["francaise", "francais", "france"]),
    ("2", &["union europeenne", "ue"]),
    ("3", &["hors union europeenne", "etranger hors ue", "hors ue"]),
]);

const RELATIONS: Shape = Shape::Code(&[
    ("mother", &["mere", "maman"]),
    ("father", &["pere", "papa"]),
    ("legal_guardian", &["tuteur legal", "tutrice legale", "tuteur", "tutrice"]),
    ("other", &["autre"]),
]);

/// Columns of apprentices.
pub const APPRENTICES: &[Column] = &[
    Column::new(
        "family_name",
        "Nom de naissance",
        Shape::Text,
        &["nom", "nom de famille", "nom apprenti", "nom de l apprenti"],
        ("Nom de naissance.", "Birth name."),
    )
    .required(),
    Column::new(
        "usage_name",
        "Nom d'usage",
        Shape::Text,
        &["nom usuel", "nom marital"],
        ("Nom d'usage, s'il diffère.", "Name in use, when it differs."),
    ),
    Column::new(
        "given_name",
        "Prénom",
        Shape::Text,
        &["prenoms", "premier prenom", "prenom apprenti", "prenom de l apprenti"],
        ("Premier prénom de l'état civil.", "First given name of the civil register."),
    )
    .required(),
    Column::new(
        "born_on",
        "Date de naissance",
        Shape::Day,
        &["naissance", "ne le", "nee le", "ne e le", "ddn", "date naissance"],
        ("Date de naissance.", "Birth date."),
    )
    .required(),
    Column::new(
        "sex",
        "Sexe",
        SEXES,
        &["genre", "civilite"],
        ("F ou M, comme au formulaire.", "F or M, as on the form."),
    ),
    Column::new(
        "usual_given_name",
        "Prénom d'usage",
        Shape::Text,
        &["prenom usuel"],
        ("Prénom utilisé, s'il diffère.", "Given name in use, when it differs."),
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
    Column::new(
        "nationality_code",
        "Nationalité",
        NATIONALITIES,
        &["code nationalite"],
        (
            "1 française, 2 Union européenne, 3 hors Union européenne.",
            "1 French, 2 European Union, 3 outside it.",
        ),
    ),
    Column::new(
        "birth_department",
        "Département de naissance",
        Shape::Digits(2),
        &["departement naissance", "dept de naissance"],
        ("Département de naissance, 99 à l'étranger.", "Department of birth, 99 abroad."),
    ),
    Column::new(
        "birth_place",
        "Commune de naissance",
        Shape::Text,
        &["lieu de naissance", "ville de naissance"],
        ("Commune de naissance.", "Commune of birth."),
    ),
    EMAIL_ADDRESS,
    TELEPHONE,
    ADDRESS_LINE,
    POSTAL_CODE_COLUMN,
    CITY,
    COUNTRY_COLUMN,
    Column::new(
        "ine",
        "INE",
        INE,
        &["n ine", "numero ine", "ine apprenti"],
        ("Identifiant national élève, 11 caractères.", "National student identifier, 11 characters."),
    ),
    Column::new(
        "previous_situation_code",
        "Situation avant contrat",
        Shape::Text,
        &["situation avant ce contrat", "situation"],
        ("Code du formulaire, 1 à 12.", "Code of the form, 1 to 12."),
    ),
    Column::new(
        "last_class_code",
        "Dernière classe suivie",
        Shape::Digits(2),
        &["derniere classe", "derniere annee ou classe suivie"],
        ("Code du formulaire, 01 à 42.", "Code of the form, 01 to 42."),
    ),
    Column::new(
        "previous_diploma_code",
        "Diplôme le plus élevé obtenu",
        Shape::Digits(2),
        &["diplome le plus eleve", "plus haut diplome"],
        ("Code du formulaire, par exemple 42.", "Code of the form, for example 42."),
    ),
    Column::new(
        "previous_diploma_title",
        "Intitulé du dernier diplôme préparé",
        Shape::Text,
        &["intitule precis", "dernier diplome prepare"],
        ("Intitulé précis du dernier diplôme préparé.", "Precise title of the last diploma prepared."),
    ),
    Column::new(
        "last_diploma_prepared_code",
        "Dernier diplôme préparé (code)",
        Shape::Digits(2),
        &["code du dernier diplome prepare"],
        ("Code du formulaire, par exemple 42.", "Code of the form, for example 42."),
    ),
    Column::new(
        "social_regime_code",
        "Régime social",
        Shape::Code(&[("1", &["msa"]), ("2", &["urssaf"])]),
        &["code regime social"],
        ("1 MSA, 2 URSSAF.", "1 MSA, 2 URSSAF."),
    ),
    Column::new(
        "high_level_athlete",
        "Sportif de haut niveau",
        Shape::YesNo,
        &["sportif"],
        ("oui s'il est sur la liste.", "oui (yes) when on the list."),
    ),
    Column::new(
        "business_project",
        "Projet de création ou reprise d'entreprise",
        Shape::YesNo,
        &["projet de creation d entreprise"],
        ("oui si ce projet demande le diplôme.", "oui (yes) when the project needs the diploma."),
    ),
    Column::new(
        "nir_given",
        "NIR remis à l'employeur",
        Shape::YesNo,
        &["nir remis"],
        (
            "oui si le numéro a été remis ; le numéro lui-même n'est jamais gardé.",
            "oui (yes) when the number was given; the number itself is never kept.",
        ),
    ),
    Column::new(
        "emancipated",
        "Émancipé",
        Shape::YesNo,
        &["mineur emancipe", "emancipee"],
        ("oui pour un mineur émancipé.", "oui (yes) for an emancipated minor."),
    ),
    Column::new(
        "guardian/family_name",
        "Nom du représentant légal",
        Shape::Text,
        &["nom representant legal", "nom du responsable legal", "nom responsable"],
        ("Nom du premier représentant légal d'un mineur.", "Family name of the first guardian of a minor."),
    ),
    Column::new(
        "guardian/given_name",
        "Prénom du représentant légal",
        Shape::Text,
        &["prenom representant legal", "prenom du responsable legal", "prenom responsable"],
        ("Son prénom.", "Their given name."),
    ),
    Column::new(
        "guardian/single_name",
        "Nom unique du représentant légal",
        Shape::YesNo,
        &[],
        ("oui s'il n'a qu'un nom, sans prénom.", "oui (yes) with a single name, without given name."),
    ),
    Column::new(
        "guardian/relation",
        "Lien avec l'apprenti",
        RELATIONS,
        &["lien", "lien de parente", "qualite du representant legal"],
        (
            "Mère, père, tuteur légal ou autre (mother, father, legal_guardian, other).",
            "mother, father, legal_guardian or other.",
        ),
    ),
    Column::new(
        "guardian/email",
        "Courriel du représentant légal",
        EMAIL,
        &["email representant legal", "mail representant legal", "mail responsable"],
        ("Son adresse électronique.", "Their e-mail address."),
    ),
    Column::new(
        "guardian/phone",
        "Téléphone du représentant légal",
        Shape::Phone,
        &["tel representant legal", "telephone responsable", "tel responsable"],
        ("Son téléphone.", "Their telephone."),
    ),
    Column::new(
        "guardian/address_line",
        "Adresse du représentant légal",
        Shape::Text,
        &["adresse representant legal", "adresse responsable"],
        ("Son numéro et sa voie.", "Their street and number."),
    ),
    Column::new(
        "guardian/postal_code",
        "Code postal du représentant légal",
        POSTAL_CODE,
        &["code postal representant legal", "cp representant legal"],
        ("Son code postal, 5 chiffres en France.", "Their postal code, 5 digits in France."),
    ),
    Column::new(
        "guardian/city",
        "Ville du représentant légal",
        Shape::Text,
        &["ville representant legal", "commune representant legal"],
        ("Sa ville.", "Their city."),
    ),
    Column::new(
        "guardian/country",
        "Pays du représentant légal",
        COUNTRY,
        &["pays representant legal"],
        ("Son pays ; la France s'il est vide.", "Their country; France when empty."),
    ),
    Column::new(
        "cohort",
        "Promotion",
        Shape::Text,
        &["session", "classe", "cohorte", "nom de la promotion"],
        (
            "Nom de la promotion, déjà enregistrée : l'apprenti y est inscrit.",
            "Name of the cohort, already recorded: the apprentice is enrolled in it.",
        ),
    ),
    Column::new(
        "enrolled_on",
        "Date d'inscription",
        Shape::Day,
        &["inscrit le", "inscrite le", "date inscription"],
        (
            "Jour de l'inscription dans la promotion ; celui de l'import s'il est vide.",
            "Day of the enrolment in the cohort; that of the import when empty.",
        ),
    ),
    Column::new(
        "entered_on",
        "Date d'entrée en formation",
        Shape::Day,
        &["entree le", "date entree", "debut de formation"],
        (
            "Premier jour en formation, quand ce n'est ni celui de l'inscription ni celui de la promotion.",
            "First day in the training, when it is neither that of the enrolment nor that of the cohort.",
        ),
    ),
    Column::new(
        "expected_ends_on",
        "Date de fin prévue",
        Shape::Day,
        &["fin de formation", "fin de formation prevue"],
        (
            "Dernier jour prévu en formation, quand ce n'est pas celui de la promotion.",
            "Last day expected in the training, when it is not that of the cohort.",
        ),
    ),
    Column::new(
        "excluded_on",
        "Date d'exclusion",
        Shape::Day,
        &["exclu le", "exclue le"],
        (
            "Premier jour d'une exclusion définitive du CFA.",
            "First day of a definitive exclusion from the CFA.",
        ),
    ),
    Column::new(
        "previous_cohort",
        "Promotion précédente",
        Shape::Text,
        &["ancienne promotion"],
        (
            "Promotion que l'apprenti a suivie avant sur le même site.",
            "Cohort the apprentice followed before at the same site.",
        ),
    ),
    Column::new(
        "previous_enrolled_on",
        "Date d'inscription précédente",
        Shape::Day,
        &[],
        ("Jour de l'inscription dans celle-ci.", "Day of the enrolment in that one."),
    ),
    Column::new(
        "previous_entered_on",
        "Date d'entrée en formation précédente",
        Shape::Day,
        &[],
        (
            "Premier jour en formation, quand ce n'est ni celui de l'inscription ni celui de la promotion.",
            "First day in the training, when it is neither that of the enrolment nor that of the cohort.",
        ),
    ),
    Column::new(
        "previous_expected_ends_on",
        "Date de fin prévue précédente",
        Shape::Day,
        &[],
        (
            "Dernier jour prévu en formation, quand ce n'est pas celui de la promotion.",
            "Last day expected in the training, when it is not that of the cohort.",
        ),
    ),
    Column::new(
        "previous_excluded_on",
        "Date d'exclusion précédente",
        Shape::Day,
        &[],
        ("Premier jour d'une exclusion de celle-ci.", "First day of an exclusion from that one."),
    ),
];
