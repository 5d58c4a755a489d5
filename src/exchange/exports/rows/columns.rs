//! What columns of several lists hold: whom a row is about, by name and by identifier.

use crate::exchange::sheets::{Column, Shape};

/// What a column holds, in French and in English.
type About = (&'static str, &'static str);

/// A column of texts.
pub const fn text(field: &'static str, header: &'static str, about: About) -> Column {
    of(field, header, Shape::Text, about)
}

/// A column of days.
pub const fn day(field: &'static str, header: &'static str, about: About) -> Column {
    of(field, header, Shape::Day, about)
}

/// A column of whole numbers.
pub const fn whole(field: &'static str, header: &'static str, about: About) -> Column {
    of(field, header, Shape::Whole, about)
}

/// A column of values of a shape.
pub const fn of(field: &'static str, header: &'static str, shape: Shape, about: About) -> Column {
    Column::new(field, header, shape, &[], about)
}

/// Family name of the apprentice.
pub const FAMILY_NAME: Column = text(
    "apprentice/family_name",
    "Nom",
    ("Nom d'usage, sinon de naissance.", "Name in use, else birth name."),
);
/// Given name of the apprentice.
pub const GIVEN_NAME: Column = text(
    "apprentice/given_name",
    "Prénom",
    ("Prénom d'appel, sinon d'état civil.", "Given name they are called by."),
);
/// Cohort.
pub const COHORT: Column = text("cohort/name", "Promotion", ("Nom de la promotion.", "Name of the cohort."));
/// Company.
pub const EMPLOYER: Column =
    text("employer/name", "Entreprise", ("Entreprise ce jour-là.", "Company on that day."));
/// City of the company.
pub const EMPLOYER_CITY: Column = text(
    "employer/city",
    "Ville de l'entreprise",
    ("Ville de l'établissement.", "City of the establishment."),
);
/// Family name of the company tutor.
pub const TUTOR_FAMILY_NAME: Column = text(
    "tutor/family_name",
    "Nom du maître d'apprentissage",
    ("Maître d'apprentissage ce jour-là.", "Company tutor on that day."),
);
/// Given name of the company tutor.
pub const TUTOR_GIVEN_NAME: Column = text(
    "tutor/given_name",
    "Prénom du maître d'apprentissage",
    ("Maître d'apprentissage ce jour-là.", "Company tutor on that day."),
);
/// Who follows the apprentice.
pub const REFERENT: Column = text(
    "referent/display_name",
    "Référent",
    ("Qui suit l'apprenti aujourd'hui.", "Who follows the apprentice today."),
);
/// Identifier of the row.
pub const ID: Column =
    text("id", "Identifiant", ("Identifiant de l'enregistrement.", "Identifier of the record."));
/// Identifier of the apprentice.
pub const APPRENTICE_ID: Column = text(
    "apprentice/id",
    "Identifiant de l'apprenti",
    ("Identifiant de l'apprenti.", "Identifier of the apprentice."),
);
/// Identifier of the cohort.
pub const COHORT_ID: Column = text(
    "cohort/id",
    "Identifiant de la promotion",
    ("Identifiant de la promotion.", "Identifier of the cohort."),
);
/// Identifier of the company.
pub const EMPLOYER_ID: Column = text(
    "employer/id",
    "Identifiant de l'entreprise",
    ("Identifiant de l'entreprise.", "Identifier of the company."),
);
/// Identifier of the company tutor.
pub const TUTOR_ID: Column = text(
    "tutor/id",
    "Identifiant du maître d'apprentissage",
    ("Identifiant du maître d'apprentissage.", "Identifier of the company tutor."),
);
/// Identifier of the contract.
pub const CONTRACT_ID: Column =
    text("contract_id", "Identifiant du contrat", ("Contrat concerné.", "Contract concerned."));
