//! What acts on apprentices share, whether a person sends them or a file brings them.

use super::rules::person;
use super::wire::ApprenticeIn;
use crate::catalogue::code_lists::rules::check_codes;
use crate::law::findings::Finding;
use crate::trust::door::Asker;

/// What the rules say of a new apprentice.
pub fn faults(asker: &Asker, request: &ApprenticeIn) -> Vec<Finding> {
    let mut found = person::check_born_on(request.born_on, asker.today);
    found.extend(check_codes(&asker.law.forms, &request.codes()));
    found
}
