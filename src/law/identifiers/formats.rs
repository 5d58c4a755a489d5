//! The formats of our JSON: identifiers whose rules go beyond a pattern, checked with the rest of a body.

use crate::law::identifiers::{self as read, IdentifierFault};
use crate::platform::schemas::Format;
use crate::platform::text::Sentence;

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
    Format { name: "uai", check: |given| refusal(read::uai(given)) },
    Format { name: "email", check: |given| refusal(read::email(given)) },
];
