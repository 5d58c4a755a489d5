//! The formats of our JSON: identifiers whose rules go beyond a pattern, checked with the rest of a body.

use crate::law::identifiers::{self as read, IdentifierFault};
use crate::platform::schemas::Format;
use crate::platform::text::Sentence;
use crate::say;

type FormatRefusal = Option<(&'static str, Sentence)>;

fn refusal(read: Result<String, IdentifierFault>) -> FormatRefusal {
    read.err().map(|fault| (fault.code(), Sentence::new(fault.fr(), fault.en())))
}

/// Formats named in the schemas as `format = "..."`.
pub const FORMATS: &[Format] = &[
    // of an empty name, its least length says enough
    Format { name: "name", check: |given| refusal(read::name(given)).filter(|_| !given.is_empty()) },
    Format { name: "siret", check: |given| refusal(read::siret(given)) },
    Format { name: "naf", check: |given| refusal(read::naf(given)) },
    Format { name: "idcc", check: |given| refusal(read::idcc(given)) },
    Format { name: "ine", check: |given| refusal(read::ine(given)) },
    Format { name: "postal-code", check: |given| refusal(read::postal_code(given)) },
    Format { name: "french-postal-code", check: |given| refusal(read::french_postal_code(given)) },
    Format { name: "country", check: |given| refusal(read::country(given)) },
    Format { name: "phone", check: |given| refusal(read::phone(given)) },
    Format { name: "deca", check: |given| refusal(read::deca_number(given)) },
    Format { name: "diploma-code", check: |given| refusal(read::diploma_code(given)) },
    Format { name: "rncp", check: |given| refusal(read::rncp(given)) },
    Format { name: "nda", check: |given| refusal(read::nda(given)) },
    Format { name: "uai", check: |given| refusal(read::uai(given)) },
    Format { name: "email", check: |given| refusal(read::email(given)) },
    Format { name: "owner", check: owner },
    Format { name: "hour", check: hour },
];

/// An hour of the day, as clocks show it.
fn hour(given: &str) -> FormatRefusal {
    let read = given.len() == 5 && chrono::NaiveTime::parse_from_str(given, "%H:%M").is_ok();
    let expected = || {
        say!(
            "Heure attendue, de 00:00 à 23:59, par exemple 14:30.",
            "An hour is expected, from 00:00 to 23:59, such as 14:30."
        )
    };
    (!read).then(|| ("hour", expected()))
}

/// Whose work a list is narrowed to: a word, or an identifier.
fn owner(given: &str) -> FormatRefusal {
    let known = matches!(given, "me" | "cfa") || given.parse::<uuid::Uuid>().is_ok();
    let expected = || {
        say!(
            "Indiquez me (moi), cfa, ou l'identifiant (UUID) d'un compte, d'un maître d'apprentissage, d'un apprenti ou d'un site.",
            "Give me, cfa, or the identifier (UUID) of an account, a tutor, an apprentice or a site."
        )
    };
    (!known).then(|| ("owner", expected()))
}
