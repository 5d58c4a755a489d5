//! Texts brought to their one form while they are read: `#[serde(deserialize_with = "identifiers::normal::siret")]`, and
//! `#[serde(default, deserialize_with = "identifiers::normal::siret_or_none")]` where there may be none.
//!
//! The schema refuses the others before (`format = "siret"`): here a text that has no normal form stays as it is.

use serde::{Deserialize, Deserializer};

use super::IdentifierFault;

type Reader = fn(&str) -> Result<String, IdentifierFault>;

fn normal<'de, D: Deserializer<'de>>(from: D, read: Reader) -> Result<String, D::Error> {
    String::deserialize(from).map(|given| read(&given).unwrap_or(given))
}

fn normal_or_none<'de, D: Deserializer<'de>>(from: D, read: Reader) -> Result<Option<String>, D::Error> {
    let given = Option::<String>::deserialize(from)?;
    Ok(given.map(|given| read(&given).unwrap_or(given)))
}

fn trim(given: &str) -> Result<String, IdentifierFault> {
    Ok(given.trim().to_owned())
}

/// Writes the two functions of each identifier.
macro_rules! normal {
    ($($name:ident $or_none:ident $read:path, $what:literal;)*) => {$(
        #[doc = concat!($what, " in its one form.")]
        pub fn $name<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
            normal(from, $read)
        }

        #[doc = concat!($what, " in its one form, or none.")]
        pub fn $or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
            normal_or_none(from, $read)
        }
    )*};
}

normal! {
    siret siret_or_none super::siret, "A SIRET";
    naf naf_or_none super::naf, "A NAF code";
    idcc idcc_or_none super::idcc, "A collective agreement";
    ine ine_or_none super::ine, "An INE";
    postal_code postal_code_or_none super::postal_code, "A postal code";
    deca_number deca_number_or_none super::deca_number, "A DECA number";
    diploma_code diploma_code_or_none super::diploma_code, "The code of a diploma";
    rncp rncp_or_none super::rncp, "The code of a certification";
    uai uai_or_none super::uai, "A UAI";
    email email_or_none super::email, "An e-mail address";
    phone phone_or_none super::phone, "A telephone number";
    trimmed trimmed_or_none trim, "A text without spaces around it";
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
