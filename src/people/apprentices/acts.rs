//! What acts on apprentices share, whether a person sends them or a file brings them.

use super::model::ApprenticeFacts;
use super::rules::person;
use crate::catalogue::code_lists::rules::check_codes;
use crate::law::findings::Finding;
use crate::platform::error::Problem;
use crate::say;
use crate::trust::door::Asker;

/// What the rules say of a new apprentice.
pub fn faults(asker: &Asker, request: &ApprenticeFacts) -> Vec<Finding> {
    let mut found = person::check_born_on(request.born_on, asker.today);
    found.extend(check_codes(&asker.law.forms, &request.codes()));
    found
}

/// The apprentice named in a body is absent or out of reach.
pub fn unknown() -> Problem {
    let message = say!(
        "Aucun apprenti à votre portée n'a cet identifiant.",
        "No apprentice within your reach has this identifier."
    );
    Problem::fault("/apprentice_id", "apprentice.unknown", message)
}
