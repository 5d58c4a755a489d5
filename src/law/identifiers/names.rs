//! Names of people: some have only one.

use super::IdentifierFault;
use crate::law::findings::Finding;
use crate::platform::text::seen;
use crate::{rules, say};

rules! {
    /// A person has a given name, or is said to have a single name.
    GIVEN_NAME_MISSING = error "person.given_name_missing", "Règle du site";
        "Une personne a un prénom, sauf si elle n'a qu'un nom et que c'est dit." /
        "A person has a given name, unless they have a single name and this is said.";
    /// A single name leaves no place for a given name.
    SINGLE_NAME_WITH_GIVEN = error "person.single_name_with_given_name", "Règle du site";
        "Une personne à nom unique n'a pas de prénom." / "A person with a single name has no given name.";
}

/// A name of a person or of a thing, without what is not seen around it; something is to be seen in it.
pub fn name(raw: &str) -> Result<String, IdentifierFault> {
    let name = seen(raw);
    if name.is_empty() { Err(IdentifierFault::NameBlank) } else { Ok(name.to_owned()) }
}

/// What is to be said of a given name, and of whether the person is said to have a single name.
pub fn check_given_name(given_name: &str, single_name: bool) -> Option<Finding> {
    match (given_name.is_empty(), single_name) {
        (true, false) => Some(GIVEN_NAME_MISSING.at(
            "/given_name",
            say!(
                "Donnez le prénom ; si cette personne n'a qu'un nom, mettez-le comme nom de famille, avec \"single_name\": true.",
                "Give the given name; if this person has a single name, write it as family name, with \"single_name\": true."
            ),
        )),
        (false, true) => Some(SINGLE_NAME_WITH_GIVEN.at(
            "/single_name",
            say!(
                "Un nom unique est dit, et le prénom « {given_name} » est donné : retirez l'un des deux.",
                "A single name is said, and the given name \"{given_name}\" is there: remove one of the two."
            ),
        )),
        _ => None,
    }
}

/// The given name then the family name; the only name of whoever has one.
pub fn full_name(given_name: &str, family_name: &str) -> String {
    if given_name.is_empty() { family_name.to_owned() } else { format!("{given_name} {family_name}") }
}

/// The given name people are called by: the usual one, else that of the civil register.
pub fn called<'a>(usual_given_name: Option<&'a str>, given_name: &'a str) -> &'a str {
    usual_given_name.unwrap_or(given_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_something_to_see_and_nothing_else_around_it() {
        for (raw, expected) in [
            ("Durand", "Durand"),
            ("\u{a0} Durand\u{200b}\u{feff}\t", "Durand"),
            ("de la  Tour", "de la  Tour"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("李", "李"),
            ("&", "&"),
        ] {
            assert_eq!(name(raw).as_deref(), Ok(expected), "{raw:?}");
        }
        for blank in
            ["", "  ", "\u{200b}", "\u{feff}\u{200d}", "\u{3164}", "\u{2800}\u{ad}", "\u{202e} \u{2060}"]
        {
            assert_eq!(name(blank), Err(IdentifierFault::NameBlank), "{blank:?}");
        }
    }

    #[test]
    fn a_single_name_is_said() {
        for (given_name, single, code) in [
            ("Chloé", false, None),
            ("", true, None),
            ("", false, Some("person.given_name_missing")),
            ("Chloé", true, Some("person.single_name_with_given_name")),
        ] {
            assert_eq!(check_given_name(given_name, single).map(|found| found.code), code);
        }
    }

    #[test]
    fn a_name_is_written_with_what_there_is() {
        assert_eq!(full_name("Chloé", "Durand"), "Chloé Durand");
        assert_eq!(full_name("", "Suharto"), "Suharto");
        assert_eq!((called(Some("Léo"), "Léa"), called(None, "Léa")), ("Léo", "Léa"));
    }
}
