//! Columns of apprentices.

use crate::sheets::column::{Column, EMAIL, INE, POSTAL_CODE, Shape};

const SEXES: Shape =
    Shape::Code(&[("F", &["feminin", "femme", "fille"]), ("M", &["masculin", "homme", "h", "garcon"])]);
const NATIONALITIES: Shape = Shape::Code(&[
    ("1", &["francaise", "francais", "france"]),
    ("2", &["union europeenne", "ue"]),
    ("3", &["hors union europeenne", "etranger hors ue", "hors ue"]),
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
    Column::new(
        "email",
        "Courriel",
        EMAIL,
        &["email", "e mail", "mail", "adresse electronique", "adresse mail", "adresse e mail"],
        ("Adresse électronique.", "E-mail address."),
    ),
    Column::new(
        "phone",
        "Téléphone",
        Shape::Phone,
        &["tel", "portable", "numero de telephone", "mobile"],
        ("Téléphone.", "Telephone."),
    ),
    Column::new(
        "address_line",
        "Adresse",
        Shape::Text,
        &["rue", "voie", "adresse postale"],
        ("Numéro et voie.", "Street and number."),
    ),
    Column::new(
        "postal_code",
        "Code postal",
        POSTAL_CODE,
        &["cp"],
        ("Code postal, 5 chiffres.", "Postal code, 5 digits."),
    ),
    Column::new("city", "Ville", Shape::Text, &["commune", "localite"], ("Ville.", "City.")),
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
];
