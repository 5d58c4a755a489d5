//! The code lists of the official form, by version, as `catalogue/law/forms.toml` gives them.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::text_enum;

/// Heading of the public types of employer on the official form.
const PUBLIC: &str = "Public";

text_enum!(
    /// A list of codes of the official form.
    CodeListKey {
        /// Type of employer.
        EmployerKind = "employer_kind" => "Type d'employeur" / "Type of employer",
        /// Specific employer.
        EmployerSpecific = "employer_specific" => "Employeur spécifique" / "Specific employer",
        /// Special values of the collective agreement.
        CollectiveAgreement = "collective_agreement"
            => "Convention collective (valeurs particulières)" / "Collective agreement (special values)",
        /// Skills operator.
        Opco = "opco" => "OPCO" / "OPCO",
        /// Sex.
        Sex = "sex" => "Sexe" / "Sex",
        /// Nationality.
        Nationality = "nationality" => "Nationalité" / "Nationality",
        /// Department of birth.
        BirthDepartment = "birth_department" => "Département de naissance" / "Department of birth",
        /// Social security scheme.
        SocialRegime = "social_regime" => "Régime social" / "Social security scheme",
        /// Situation before the contract.
        PreviousSituation = "previous_situation"
            => "Situation avant le contrat" / "Situation before the contract",
        /// Last class followed.
        LastClass = "last_class" => "Dernière classe suivie" / "Last class followed",
        /// Diploma prepared or obtained.
        Diploma = "diploma" => "Diplôme préparé ou obtenu" / "Diploma prepared or obtained",
        /// Level of the diploma of a company tutor.
        DiplomaLevel = "diploma_level"
            => "Niveau de diplôme du maître d'apprentissage" / "Level of the tutor's diploma",
        /// Mode of the contract.
        ContractMode = "contract_mode" => "Mode contractuel" / "Mode of the contract",
        /// Type of contract or amendment.
        ContractType = "contract_type" => "Type de contrat ou d'avenant" / "Type of contract or amendment",
        /// Type of derogation.
        Derogation = "derogation" => "Type de dérogation" / "Type of derogation",
    }
);

/// A version of the official form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormVersion {
    /// Code kept by contracts, such as `10103-13`.
    pub code: String,
    /// Name printed on the form.
    pub name: String,
    /// First day on which contracts are signed on it; none when it is not known.
    pub from: Option<NaiveDate>,
    /// When it came into use, as far as is known.
    pub in_use_since: String,
    /// Where that was read.
    pub source: String,
}

/// A box that came with a version of the form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaterBox {
    /// Key of the box in its section.
    pub key: String,
    /// First version that has it.
    pub since: String,
}

/// One code of a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The code.
    pub code: String,
    /// What it says, in French.
    pub label: String,
    /// Heading it stands under.
    pub group: Option<String>,
    /// First version of the form that has it; all of them when absent.
    pub since: Option<String>,
}

/// A list of codes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Which list.
    pub key: CodeListKey,
    /// Its title on the form, in French.
    pub label: String,
    /// Where it was read.
    pub source: String,
    /// Whether other values than these special ones are accepted.
    #[serde(default)]
    pub open: bool,
    /// Its codes, in the order of the form.
    pub codes: Vec<Code>,
}

/// The versions of the official form and their code lists.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    /// Version that new records are checked against.
    pub default: String,
    /// The versions, the oldest first.
    pub versions: Vec<FormVersion>,
    /// The boxes that some versions do not have.
    pub boxes: Vec<LaterBox>,
    /// The lists, each over all versions.
    pub lists: Vec<CodeList>,
}

impl Forms {
    /// A version by its code.
    pub fn version(&self, code: &str) -> Option<&FormVersion> {
        self.versions.iter().find(|version| version.code == code)
    }

    /// The code of the version contracts are signed on, on a day; before the first one that is dated, that one.
    pub fn on(&self, day: NaiveDate) -> &str {
        let mut dated = self.versions.iter().filter(|version| version.from.is_some());
        let begun = dated.clone().rfind(|version| version.from.is_some_and(|from| from <= day));
        begun.or_else(|| dated.next()).map_or(&self.default, |version| &version.code)
    }

    /// Whether a version has a box.
    pub fn has_box(&self, version: &str, key: &str) -> bool {
        let since = self.boxes.iter().find(|one| one.key == key).and_then(|one| self.rank(&one.since));
        since <= self.rank(version)
    }

    /// The codes a list has in a version, in the order of the form.
    pub fn codes<'a>(
        &'a self,
        list: &'a CodeList,
        version: &str,
    ) -> impl Iterator<Item = &'a Code> + use<'a> {
        let rank = self.rank(version);
        list.codes.iter().filter(move |code| {
            let since = code.since.as_deref().and_then(|since| self.rank(since));
            since <= rank
        })
    }

    /// A list by its key.
    pub fn list(&self, key: CodeListKey) -> Option<&CodeList> {
        self.lists.iter().find(|list| list.key == key)
    }

    /// A code of a list in the default version.
    pub fn code(&self, key: CodeListKey, code: &str) -> Option<&Code> {
        self.list(key).and_then(|list| self.codes(list, &self.default).find(|one| one.code == code))
    }

    /// Whether a type of employer is a public one; unless it says so, it is private.
    pub fn is_public(&self, employer_kind: Option<&str>) -> bool {
        let kind = employer_kind.and_then(|code| self.code(CodeListKey::EmployerKind, code));
        kind.and_then(|kind| kind.group.as_deref()) == Some(PUBLIC)
    }

    fn rank(&self, version: &str) -> Option<usize> {
        self.versions.iter().position(|one| one.code == version)
    }

    /// Why these lists cannot be used, if they cannot.
    pub(super) fn fault(&self) -> Option<String> {
        let mut seen = HashSet::new();
        if let Some(twice) = self.versions.iter().find(|version| !seen.insert(version.code.as_str())) {
            return Some(format!("the version {} is there twice", twice.code));
        }
        if self.version(&self.default).is_none() {
            return Some(format!("the default version {} is not among the versions", self.default));
        }
        let days: Vec<NaiveDate> = self.versions.iter().filter_map(|version| version.from).collect();
        if days.is_empty() || !days.is_sorted_by(|one, next| one < next) {
            return Some("versions follow one another by `from`, the oldest first".to_owned());
        }
        if let Some(lost) = self.boxes.iter().find(|one| self.version(&one.since).is_none()) {
            return Some(format!("the box {} names no version: {}", lost.key, lost.since));
        }
        let wrong_count = CodeListKey::ALL
            .iter()
            .find(|key| self.lists.iter().filter(|list| list.key == **key).count() != 1);
        match wrong_count {
            Some(key) => Some(format!("the list {key} must be there once")),
            None => self.lists.iter().find_map(|list| self.fault_of(list)),
        }
    }

    fn fault_of(&self, list: &CodeList) -> Option<String> {
        let key = list.key;
        let mut seen = HashSet::new();
        if list.codes.is_empty() {
            return Some(format!("the list {key} has no code"));
        }
        list.codes.iter().find_map(|code| {
            let unknown = code.since.as_deref().filter(|since| self.version(since).is_none());
            match unknown {
                Some(since) => Some(format!("the code {} of {key} names no version: {since}", code.code)),
                None if !seen.insert(code.code.as_str()) => {
                    Some(format!("the code {} is twice in {key}", code.code))
                }
                None if code.label.trim().is_empty() => {
                    Some(format!("the code {} of {key} has no label", code.code))
                }
                None => None,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded() -> Forms {
        crate::law::figures::Law::embedded().unwrap().forms
    }

    #[test]
    fn codes_are_those_of_the_version() {
        let forms = embedded();
        for (key, code, version, there) in [
            (CodeListKey::EmployerKind, "30", "10103-09", false),
            (CodeListKey::EmployerKind, "30", "10103-10", true),
            (CodeListKey::ContractType, "38", "10103-11", false),
            (CodeListKey::ContractType, "38", "10103-12", true),
            (CodeListKey::Diploma, "64", "10103-12", false),
            (CodeListKey::Diploma, "64", "10103-14", true),
            (CodeListKey::Diploma, "54", "10103-09", true),
        ] {
            let list = forms.list(key).unwrap();
            let found = forms.codes(list, version).any(|one| one.code == code);
            assert_eq!(found, there, "{key} {code} {version}");
        }
        assert_eq!(forms.code(CodeListKey::Diploma, "54").unwrap().label, "Brevet de technicien supérieur");
        assert!(forms.code(CodeListKey::Diploma, "99").is_none());
        assert_eq!(forms.list(CodeListKey::BirthDepartment).unwrap().codes.len(), 111);
    }

    #[test]
    fn a_contract_bears_the_version_of_the_day_it_is_signed() {
        let forms = embedded();
        for (day, version) in [
            ("2019-01-01", "10103-09"),
            ("2023-04-20", "10103-10"),
            ("2024-11-13", "10103-12"),
            ("2025-01-16", "10103-12"),
            ("2025-01-17", "10103-13"),
            ("2025-06-30", "10103-13"),
            ("2025-07-01", "10103-14"),
            ("2026-11-29", "10103-14"),
        ] {
            assert_eq!(forms.on(day.parse().unwrap()), version, "{day}");
        }
        for (version, there) in [("10103-12", false), ("10103-13", true), ("10103-14", true)] {
            assert_eq!(forms.has_box(version, "extension_boe"), there, "{version}");
            assert!(forms.has_box(version, "rqth"), "every version has it");
        }
    }

    #[test]
    fn codes_from_21_to_30_are_public_employers() {
        let forms = embedded();
        for (kind, expected) in
            [(None, false), (Some("16"), false), (Some("21"), true), (Some("30"), true), (Some("31"), false)]
        {
            assert_eq!(forms.is_public(kind), expected, "{kind:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_the_lists_is_told() {
        type Break = fn(&mut Forms);
        let broken: [(Break, &str); 9] = [
            (|forms| forms.default = "1".into(), "the default version 1"),
            (|forms| forms.versions.push(forms.versions[0].clone()), "10103-09 is there twice"),
            (|forms| forms.versions.reverse(), "the oldest first"),
            (|forms| forms.boxes[0].since = "x".into(), "names no version: x"),
            (|forms| drop(forms.lists.pop()), "derogation must be there once"),
            (|forms| forms.lists.push(forms.lists[0].clone()), "employer_kind must be there once"),
            (|forms| forms.lists[0].codes[1].code = "11".into(), "11 is twice"),
            (|forms| forms.lists[0].codes[0].since = Some("x".into()), "names no version"),
            (|forms| forms.lists[0].codes[0].label.clear(), "has no label"),
        ];
        for (break_it, expected) in broken {
            let mut forms = embedded();
            assert_eq!(forms.fault(), None);
            break_it(&mut forms);
            let fault = forms.fault().unwrap();
            assert!(fault.contains(expected), "{fault}");
        }
    }
}
