//! What acts on companies and tutors share, whether a person sends them or a file brings them.

use super::model::{EmployerFacts, TutorFacts};
use super::rules;
use crate::catalogue::code_lists::rules::{Given, check_codes};
use crate::law::figures::CodeListKey;
use crate::law::findings::Finding;
use crate::law::identifiers::{check_given_name, check_postal_code};
use crate::law::territories::check_good_friday;
use crate::trust::door::Asker;

/// What the rules say of an employer, some of its codes told.
pub fn employer_faults(asker: &Asker, request: &EmployerFacts, codes: &[Given<'_>]) -> Vec<Finding> {
    let (forms, kind) = (&asker.law.forms, request.kind_code.as_deref());
    let mut found = check_codes(forms, codes);
    found.extend(rules::check_siret(request.siret.as_deref(), &request.country));
    found.extend(check_postal_code("/postal_code", &request.country, request.postal_code.as_deref()));
    found.extend(rules::check_scheme(kind, request.public_unemployment_scheme, forms));
    let country = Some(request.country.clone());
    let place = (request.postal_code.clone(), country, request.good_friday_off).into();
    found.extend(check_good_friday("/good_friday_off", &place));
    found
}

/// What the rules say of a tutor.
pub fn tutor_faults(asker: &Asker, request: &TutorFacts) -> Vec<Finding> {
    let level = request.diploma_level.map(|level| level.to_string());
    let mut found =
        check_codes(&asker.law.forms, &[("/diploma_level", CodeListKey::DiplomaLevel, level.as_deref())]);
    let ages = &asker.law.contracts.on(asker.today).age;
    found.extend(check_given_name(&request.given_name, request.single_name));
    found.extend(rules::check_tutor(request.born_on, asker.today, ages));
    found
}
