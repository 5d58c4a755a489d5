//! Whether a code is one the official form knows.

use crate::law::figures::{Code, CodeList, CodeListKey, Forms};
use crate::law::findings::Finding;
use crate::{rules, say};

/// Most codes a refusal names; the whole list has its address.
const NAMED: usize = 10;

rules! {
    /// Codes are those of the form.
    CODE_IS_ON_THE_FORM = error "reference.unknown_code", "Formulaire FA13 (10103)";
        "Un code est l'un de ceux du formulaire officiel dans sa version courante." /
        "A code is one of those of the official form in its current version.";
}

/// A code somebody sent: where it stood, the list it comes from, its value.
pub type Given<'a> = (&'static str, CodeListKey, Option<&'a str>);

/// What is to be said of codes against the default version of the form.
pub fn check_codes(forms: &Forms, given: &[Given<'_>]) -> Vec<Finding> {
    let unknown = |(pointer, key, code): &Given<'_>| {
        let code = code.filter(|code| forms.code(*key, code).is_none())?;
        let list = forms.list(*key).filter(|list| !list.open)?;
        Some(refusal(forms, list, pointer, code))
    };
    given.iter().filter_map(unknown).collect()
}

/// The codes given among the fields a patch touches: what it leaves alone is not judged again.
pub fn touched<'a>(given: &[Given<'a>], fields: &[String]) -> Vec<Given<'a>> {
    let is_touched = |pointer: &str| fields.iter().any(|field| pointer.strip_prefix('/') == Some(field));
    given.iter().copied().filter(|(pointer, ..)| is_touched(pointer)).collect()
}

fn refusal(forms: &Forms, list: &CodeList, pointer: &'static str, code: &str) -> Finding {
    let (version, key, label) = (&forms.default, list.key, &list.label);
    let mut accepted: Vec<&Code> = forms.codes(list, version).collect();
    accepted.sort_by_key(|one| !one.code.starts_with(code.get(..1).unwrap_or_default()));
    let more = if accepted.len() > NAMED { ", …" } else { "" };
    accepted.truncate(NAMED);
    // the form is in French: its labels are told to French readers, its codes to all
    let labelled: Vec<String> = accepted.iter().map(|one| format!("{} ({})", one.label, one.code)).collect();
    let codes: Vec<&str> = accepted.iter().map(|one| one.code.as_str()).collect();
    let (acceptes, accepted) = (labelled.join(", "), codes.join(", "));
    let address = format!("/v1/reference/forms/{version}/lists/{key}");
    CODE_IS_ON_THE_FORM.at(
        pointer,
        say!(
            "« {label} » n'a pas de code {code} ; acceptés : {acceptes}{more} (liste entière : {address}).",
            "The list \"{key}\" has no code {code}; accepted: {accepted}{more} (whole list: {address})."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms() -> Forms {
        crate::law::figures::Law::embedded().unwrap().forms
    }

    #[test]
    fn a_code_of_the_form_passes_and_another_is_told_with_what_would_do() {
        let forms = forms();
        for (key, code, accepted) in [
            (CodeListKey::EmployerKind, Some("30"), true),
            (CodeListKey::EmployerKind, Some("31"), false),
            (CodeListKey::Diploma, Some("64"), true),
            (CodeListKey::Diploma, Some("99"), false),
            (CodeListKey::CollectiveAgreement, Some("3013"), true),
            (CodeListKey::Nationality, None, true),
        ] {
            assert_eq!(check_codes(&forms, &[("/x", key, code)]).is_empty(), accepted, "{key} {code:?}");
        }
        let found = &check_codes(&forms, &[("/kind_code", CodeListKey::EmployerKind, Some("31"))])[0];
        assert_eq!(found.pointer, "/kind_code");
        let nearest = "30, 11, 12, 13, 14, 15, 16, 21, 22, 23, …";
        assert!(found.fr.contains("Type d'employeur") && found.fr.contains(" (30), "), "{}", found.fr);
        assert!(found.en.contains(nearest), "{}", found.en);
        assert!(found.en.contains("/v1/reference/forms/10103-14/lists/employer_kind"), "{}", found.en);
    }

    #[test]
    fn a_patch_is_judged_on_what_it_touches() {
        let given = [("/a", CodeListKey::Sex, Some("x")), ("/b", CodeListKey::Sex, Some("y"))];
        assert_eq!(touched(&given, &["b".to_owned()]), [given[1]]);
    }
}
