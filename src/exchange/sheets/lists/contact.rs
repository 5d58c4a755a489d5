//! Columns that several lists have: where somebody lives and how they are reached.

use crate::exchange::sheets::column::{COUNTRY, Column, EMAIL, POSTAL_CODE, Shape};

/// Street and number.
pub const ADDRESS_LINE: Column = Column::new(
    "address_line",
    "Adresse",
    Shape::Text,
    &["rue", "voie", "adresse postale"],
    ("Numéro et voie.", "Street and number."),
);
/// Postal code.
pub const POSTAL_CODE_COLUMN: Column = Column::new(
    "postal_code",
    "Code postal",
    POSTAL_CODE,
    &["cp"],
    ("Code postal, 5 chiffres en France.", "Postal code, 5 digits in France."),
);
/// City.
pub const CITY: Column =
    Column::new("city", "Ville", Shape::Text, &["commune", "localite"], ("Ville.", "City."));
/// Country.
pub const COUNTRY_COLUMN: Column = Column::new(
    "country",
    "Pays",
    COUNTRY,
    &["code pays", "pays de residence"],
    (
        "Pays de l'adresse, par son code de deux lettres ou son nom ; la France s'il est vide.",
        "Country of the address, by its code of two letters or its name; France when empty.",
    ),
);
/// E-mail address.
pub const EMAIL_ADDRESS: Column = Column::new(
    "email",
    "Courriel",
    EMAIL,
    &["email", "e mail", "mail", "adresse electronique", "adresse mail", "adresse e mail"],
    ("Adresse électronique.", "E-mail address."),
);
/// Telephone.
pub const TELEPHONE: Column = Column::new(
    "phone",
    "Téléphone",
    Shape::Phone,
    &["tel", "portable", "numero de telephone", "mobile"],
    ("Téléphone.", "Telephone."),
);
