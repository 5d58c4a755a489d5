//! Texts brought to their one form while they are read: `#[serde(deserialize_with = "identifiers::normal::siret")]`, and
//! `#[serde(default, deserialize_with = "identifiers::normal::siret_or_none")]` where there may be none.
//!
//! The schema refuses the others before (`format = "siret"`): here a text that has no normal form stays as it is.

use serde::{Deserialize, Deserializer};

use super::IdentifierFault;
use crate::law::figures::FRANCE;

type Reader = fn(&str) -> Result<String, IdentifierFault>;

fn normal<'de, D: Deserializer<'de>>(from: D, read: Reader) -> Result<String, D::Error> {
    String::deserialize(from).map(|given| read(&given).unwrap_or(given))
}

fn normal_or_none<'de, D: Deserializer<'de>>(from: D, read: Reader) -> Result<Option<String>, D::Error> {
    let given = Option::<String>::deserialize(from)?;
    Ok(given.map(|given| read(&given).unwrap_or(given)))
}

fn seen(given: &str) -> Result<String, IdentifierFault> {
    Ok(crate::platform::text::seen(given).to_owned())
}

/// The country of an address that says none.
pub fn france() -> String {
    FRANCE.to_owned()
}

/// Writes the function of each identifier.
macro_rules! read_with {
    ($reading:ident -> $value:ty: $($name:ident $read:path, $what:literal;)*) => {$(
        #[doc = concat!($what, " in its one form.")]
        pub fn $name<'de, D: Deserializer<'de>>(from: D) -> Result<$value, D::Error> {
            $reading(from, $read)
        }
    )*};
}

read_with! { normal -> String:
    siret super::siret, "A SIRET";
    deca_number super::deca_number, "A DECA number";
    country super::country, "A country";
    email super::email, "An e-mail address";
    name super::name, "A name";
    name_or_empty seen, "A name that may be empty";
}

read_with! { normal_or_none -> Option<String>:
    siret_or_none super::siret, "A SIRET";
    naf_or_none super::naf, "A NAF code";
    idcc_or_none super::idcc, "A collective agreement";
    ine_or_none super::ine, "An INE";
    postal_code_or_none super::postal_code, "A postal code";
    french_postal_code_or_none super::french_postal_code, "A French postal code";
    country_or_none super::country, "A country";
    deca_number_or_none super::deca_number, "A DECA number";
    diploma_code_or_none super::diploma_code, "The code of a diploma";
    rncp_or_none super::rncp, "The code of a certification";
    uai_or_none super::uai, "A UAI";
    email_or_none super::email, "An e-mail address";
    phone_or_none super::phone, "A telephone number";
    name_or_none super::name, "A name";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Company {
        #[serde(deserialize_with = "siret")]
        siret: String,
        #[serde(default, deserialize_with = "phone_or_none")]
        phone: Option<String>,
    }

    #[test]
    fn a_text_is_read_in_its_one_form() {
        let read = |given: &str| serde_json::from_str::<Company>(given).map(|read| (read.siret, read.phone));
        let normal = ("73282932000074".to_owned(), Some("+33325807217".to_owned()));
        let given = r#"{ "siret": "732 829 320 00074", "phone": "03 25 80 72 17" }"#;
        assert_eq!(read(given).unwrap(), normal);
        let without = r#"{ "siret": "?" }"#;
        assert_eq!(read(without).unwrap(), ("?".to_owned(), None));
        assert_eq!(read(r#"{ "siret": "?", "phone": null }"#).unwrap(), ("?".to_owned(), None));
    }
}
