//! The identifiers of French training and companies: each function reads what a person typed and gives the one
//! normal writing, or says what would be accepted. Always text: leading zeros count.
//!
//! Rules read on 23/11/2026 in the State's own tools (api-apprentissage, tableau de bord, CERFA) and python-stdnum.
//! The NIR has no function here on purpose: it is not stored.

mod companies;
mod fault;
mod formats;
mod names;
pub mod normal;
mod people;
mod phones;
mod places;
mod training;

pub use companies::{deca_number, idcc, naf, siren, siret};
pub use fault::IdentifierFault;
pub use formats::FORMATS;
pub use names::{RULES as NAME_RULES, called, check_given_name, full_name, name};
pub use people::{email, ine};
pub use phones::{know_numbering, phone, phone_rewritten, phone_shown};
pub use places::{
    RULES, check_postal_code, country, country_abroad, french_postal_code, is_france, know_countries,
    postal_code,
};
pub use training::{diploma_code, nda, rncp, rncp_block, uai};

/// The text without any kind of space, in upper case.
fn compact(raw: &str) -> String {
    raw.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether the text fits a picture: `#` a digit, `@` a capital letter, `*` either, anything else itself.
fn fits(text: &str, picture: &str) -> bool {
    text.len() == picture.len()
        && text.bytes().zip(picture.bytes()).all(|(byte, expected)| fits_byte(byte, expected))
}

fn fits_byte(byte: u8, expected: u8) -> bool {
    match expected {
        b'#' => byte.is_ascii_digit(),
        b'@' => byte.is_ascii_uppercase(),
        b'*' => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
        literal => byte == literal,
    }
}

/// The text, compacted, when it fits one of the pictures.
fn fitting(raw: &str, pictures: &[&str], otherwise: IdentifierFault) -> Result<String, IdentifierFault> {
    let text = compact(raw);
    let accepted = pictures.iter().any(|picture| fits(&text, picture));
    if accepted { Ok(text) } else { Err(otherwise) }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
