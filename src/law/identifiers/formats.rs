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
    Format {
        name: "name",
        example: "Durand",
        check: |given| refusal(read::name(given)).filter(|_| !given.is_empty()),
    },
    Format { name: "siret", example: "73282932000074", check: |given| refusal(read::siret(given)) },
    Format { name: "naf", example: "4711D", check: |given| refusal(read::naf(given)) },
    Format { name: "idcc", example: "3013", check: |given| refusal(read::idcc(given)) },
    Format { name: "ine", example: "", check: |given| refusal(read::ine(given)) },
    Format { name: "postal-code", example: "10000", check: |given| refusal(read::postal_code(given)) },
    Format {
        name: "french-postal-code",
        example: "10000",
        check: |given| refusal(read::french_postal_code(given)),
    },
    Format { name: "country", example: "FR", check: |given| refusal(read::country(given)) },
    Format { name: "phone", example: "+33325807217", check: |given| refusal(read::phone(given)) },
    Format { name: "deca", example: "010202509001351", check: |given| refusal(read::deca_number(given)) },
    Format { name: "diploma-code", example: "32031213", check: |given| refusal(read::diploma_code(given)) },
    Format { name: "rncp", example: "RNCP38362", check: |given| refusal(read::rncp(given)) },
    Format { name: "uai", example: "0951099D", check: |given| refusal(read::uai(given)) },
    Format { name: "email", example: "grace.hopper@example.org", check: |given| refusal(read::email(given)) },
    Format { name: "nda", example: "44100012310", check: |given| refusal(read::nda(given)) },
    Format { name: "owner", example: "me", check: owner },
    Format { name: "hour", example: "14:30", check: hour },
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
