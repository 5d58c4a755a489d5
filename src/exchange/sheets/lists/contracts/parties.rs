//! Whom a contract binds, and its core: people and companies are named by what one reads on paper.

use crate::exchange::sheets::column::{Column, DECA, INE, SIRET, Shape};

const TYPES: Shape = Shape::Code(&[
    ("11", &["premier contrat"]),
    ("21", &["nouveau contrat meme employeur"]),
    ("22", &["nouveau contrat autre employeur"]),
    ("23", &["nouveau contrat apres rupture"]),
]);
const MODES: Shape = Shape::Code(&[
    ("1", &["cdd", "duree limitee", "a duree limitee"]),
    ("2", &["cdi", "duree indeterminee"]),
    ("3", &["travail temporaire", "interim"]),
    ("4", &["saisonnier"]),
]);
const DEROGATIONS: Shape = Shape::Code(&[
    ("11", &["age inferieur a 16 ans"]),
    ("12", &["age superieur a 29 ans"]),
    ("21", &["reduction de la duree"]),
    ("22", &["allongement de la duree"]),
    ("50", &["cumul de derogations"]),
    ("60", &["autre derogation"]),
]);

/// The parties and the core.
pub const PARTIES: &[Column] = &[
    Column::new(
        "apprentice_family_name",
        "Nom de l'apprenti",
        Shape::Text,
        &["nom", "apprenti", "nom apprenti", "nom de naissance"],
        ("Nom de naissance de l'apprenti, déjà inscrit.", "Birth name of the apprentice, already enrolled."),
    )
    .required(),
    Column::new(
        "apprentice_given_name",
        "Prénom de l'apprenti",
        Shape::Text,
        &["prenom", "prenom apprenti"],
        ("Prénom de l'apprenti.", "Given name of the apprentice."),
    )
    .required(),
    Column::new(
        "apprentice_born_on",
        "Date de naissance de l'apprenti",
        Shape::Day,
        &["date de naissance", "ne le", "nee le", "ne e le", "date de naissance apprenti"],
        ("Date de naissance de l'apprenti.", "Birth date of the apprentice."),
    )
    .required(),
    Column::new(
        "apprentice_ine",
        "INE de l'apprenti",
        INE,
        &["ine", "n ine", "ine apprenti"],
        ("INE de l'apprenti, s'il en a un.", "INE of the apprentice, if any."),
    ),
    Column::new(
        "cohort",
        "Promotion",
        Shape::Text,
        &["session", "classe", "cohorte"],
        (
            "Nom de la promotion, quand l'apprenti est inscrit dans plusieurs.",
            "Name of the cohort, when the apprentice is enrolled in several.",
        ),
    ),
    Column::new(
        "employer_siret",
        "SIRET de l'employeur",
        SIRET,
        &["siret", "n siret", "siret employeur", "siret entreprise"],
        ("SIRET de l'employeur, déjà enregistré.", "SIRET of the employer, already recorded."),
    )
    .required(),
    Column::new(
        "tutor_family_name",
        "Nom du maître d'apprentissage",
        Shape::Text,
        &["nom du tuteur", "tuteur", "maitre d apprentissage", "nom ma"],
        ("Nom du maître d'apprentissage, déjà enregistré.", "Family name of the tutor, already recorded."),
    ),
    Column::new(
        "tutor_given_name",
        "Prénom du maître d'apprentissage",
        Shape::Text,
        &["prenom du tuteur", "prenom tuteur", "prenom ma"],
        ("Prénom du maître d'apprentissage.", "Given name of the tutor."),
    ),
    Column::new(
        "tutor_born_on",
        "Date de naissance du maître d'apprentissage",
        Shape::Day,
        &["date de naissance du tuteur"],
        (
            "Date de naissance du maître d'apprentissage, contre les homonymes.",
            "Birth date of the tutor, against namesakes.",
        ),
    ),
    Column::new(
        "second_tutor_family_name",
        "Nom du second maître d'apprentissage",
        Shape::Text,
        &["nom du second tuteur", "second tuteur", "second maitre d apprentissage", "nom du ma 2"],
        (
            "Nom du second maître d'apprentissage, déjà enregistré.",
            "Family name of the second tutor, already recorded.",
        ),
    ),
    Column::new(
        "second_tutor_given_name",
        "Prénom du second maître d'apprentissage",
        Shape::Text,
        &["prenom du second tuteur", "prenom du ma 2"],
        ("Prénom du second maître d'apprentissage.", "Given name of the second tutor."),
    ),
    Column::new(
        "second_tutor_born_on",
        "Date de naissance du second maître d'apprentissage",
        Shape::Day,
        &["date de naissance du second tuteur"],
        (
            "Date de naissance du second maître d'apprentissage, contre les homonymes.",
            "Birth date of the second tutor, against namesakes.",
        ),
    ),
    Column::new(
        "tutor_attested",
        "Attestation de l'employeur",
        Shape::YesNo,
        &["l employeur atteste", "attestation maitre d apprentissage"],
        (
            "oui si l'employeur atteste que les maîtres d'apprentissage remplissent les conditions.",
            "oui (yes) when the employer attests that the tutors meet the conditions.",
        ),
    ),
    Column::new(
        "mode_code",
        "Mode contractuel",
        MODES,
        &["mode contractuel de l apprentissage", "code mode contractuel"],
        (
            "1 durée limitée, 2 CDI, 3 travail temporaire, 4 saisonnier à deux employeurs.",
            "1 fixed term, 2 open-ended, 3 temporary work, 4 seasonal with two employers.",
        ),
    ),
    Column::new(
        "type_code",
        "Type de contrat",
        TYPES,
        &["type", "type de contrat ou d avenant", "code type de contrat"],
        (
            "11 premier ; 21, 22 après un contrat terminé ; 23 après une rupture.",
            "11 first; 21, 22 after a contract that ended; 23 after a rupture.",
        ),
    )
    .required(),
    Column::new(
        "derogation_code",
        "Type de dérogation",
        DEROGATIONS,
        &["derogation", "code derogation"],
        ("11, 12, 21, 22, 50 ou 60, comme au formulaire.", "11, 12, 21, 22, 50 or 60, as on the form."),
    ),
    Column::new(
        "previous_starts_on",
        "Début du contrat précédent",
        Shape::Day,
        &["date de debut du contrat precedent"],
        (
            "Premier jour du contrat signé que celui-ci suit.",
            "First day of the signed contract that this one follows.",
        ),
    ),
    Column::new(
        "previous_contract_number",
        "N° du contrat précédent",
        DECA,
        &["numero du contrat precedent", "numero deca precedent"],
        (
            "Numéro DECA d'un contrat précédent qui n'est pas enregistré ici.",
            "DECA number of a previous contract that is not kept here.",
        ),
    ),
    Column::new(
        "starts_on",
        "Date de début d'exécution",
        Shape::Day,
        &["date de debut", "debut", "debut du contrat", "date de debut du contrat", "date debut"],
        ("Premier jour d'exécution.", "First day of execution."),
    )
    .required(),
    Column::new(
        "ends_on",
        "Date de fin",
        Shape::Day,
        &["fin", "fin du contrat", "date de fin du contrat", "date fin", "date de fin de contrat"],
        ("Dernier jour convenu.", "Last day agreed."),
    )
    .required(),
];
