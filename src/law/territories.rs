//! The parts of France where public holidays or the minimum wage are others, and the place where somebody works.

use crate::law::findings::Finding;
use crate::{rules, say, text_enum};

text_enum!(
    /// The part of France where the work is, as far as public holidays and the minimum wage go.
    #[derive(Default)]
    Territory {
        /// Everywhere that is not named below, and wherever the place is not known.
        #[default]
        Metropolitan = "metropolitan" => "Métropole" / "Metropolitan France",
        /// Moselle, Bas-Rhin and Haut-Rhin.
        AlsaceMoselle = "alsace_moselle" => "Alsace-Moselle" / "Alsace-Moselle",
        /// Guadeloupe.
        Guadeloupe = "guadeloupe" => "Guadeloupe" / "Guadeloupe",
        /// Martinique.
        Martinique = "martinique" => "Martinique" / "Martinique",
        /// Guyane.
        Guyane = "guyane" => "Guyane" / "French Guiana",
        /// La Réunion.
        LaReunion = "la_reunion" => "La Réunion" / "La Réunion",
        /// Saint-Pierre-et-Miquelon.
        SaintPierreEtMiquelon = "saint_pierre_et_miquelon"
            => "Saint-Pierre-et-Miquelon" / "Saint-Pierre-et-Miquelon",
        /// Mayotte.
        Mayotte = "mayotte" => "Mayotte" / "Mayotte",
        /// Saint-Barthélemy.
        SaintBarthelemy = "saint_barthelemy" => "Saint-Barthélemy" / "Saint-Barthélemy",
        /// Saint-Martin.
        SaintMartin = "saint_martin" => "Saint-Martin" / "Saint-Martin",
    }
);

/// ISO 3166-1 code of France.
const FRANCE: &str = "FR";

/// First digits of postal codes, the longer ones first: two islands kept codes of Guadeloupe.
const POSTAL_CODES: [(&str, Territory); 13] = [
    ("97133", Territory::SaintBarthelemy),
    ("97150", Territory::SaintMartin),
    ("971", Territory::Guadeloupe),
    ("972", Territory::Martinique),
    ("973", Territory::Guyane),
    ("974", Territory::LaReunion),
    ("975", Territory::SaintPierreEtMiquelon),
    ("976", Territory::Mayotte),
    ("977", Territory::SaintBarthelemy),
    ("978", Territory::SaintMartin),
    ("57", Territory::AlsaceMoselle),
    ("67", Territory::AlsaceMoselle),
    ("68", Territory::AlsaceMoselle),
];

impl Territory {
    /// The territory of a French postal code.
    pub fn of_postal_code(code: &str) -> Self {
        let found = POSTAL_CODES.iter().find(|(digits, _)| code.starts_with(digits));
        found.map_or(Self::Metropolitan, |(_, territory)| *territory)
    }
}

/// Where somebody works, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkLocation {
    pub postal_code: Option<String>,
    /// ISO 3166-1 code; France, its territories overseas included, when it is not said.
    pub country: Option<String>,
    /// Whether Good Friday is off there: a matter of the commune in Alsace-Moselle, none elsewhere.
    pub good_friday_off: Option<bool>,
}

impl From<(Option<String>, Option<bool>)> for WorkLocation {
    fn from((postal_code, good_friday_off): (Option<String>, Option<bool>)) -> Self {
        Self { postal_code, country: None, good_friday_off }
    }
}

impl From<(Option<String>, Option<String>, Option<bool>)> for WorkLocation {
    fn from((postal_code, country, good_friday_off): (Option<String>, Option<String>, Option<bool>)) -> Self {
        Self { postal_code, country, good_friday_off }
    }
}

impl WorkLocation {
    /// This place when its postal code is known, else another: the contract's own, else the employer's address.
    #[must_use]
    pub fn or(self, other: impl Into<Self>) -> Self {
        if self.postal_code.is_some() { self } else { other.into() }
    }

    /// The postal code of a place in France; none abroad, whose postal codes may look the same.
    pub fn french_postal_code(&self) -> Option<&str> {
        let in_france = self.country.as_deref().is_none_or(|country| country == FRANCE);
        self.postal_code.as_deref().filter(|_| in_france)
    }

    /// The territory of the place: that of metropolitan France when it is not known, or abroad.
    pub fn territory(&self) -> Territory {
        self.french_postal_code().map(Territory::of_postal_code).unwrap_or_default()
    }
}

rules! {
    /// Good Friday is a matter of the communes of Alsace-Moselle.
    GOOD_FRIDAY_ELSEWHERE = error "place.good_friday_elsewhere", "Code du travail, art. L3134-13";
        "Le Vendredi saint chômé se dit d'un lieu de travail de Moselle, du Bas-Rhin ou du Haut-Rhin, et de lui seul." /
        "Whether Good Friday is off is said of a place of work in Moselle, Bas-Rhin or Haut-Rhin only.";
}

/// What is to be said of a place whose Good Friday is told.
///
/// Source: Code du travail, art. L3134-13 (read 29/11/2026).
pub fn check_good_friday(pointer: &'static str, place: &WorkLocation) -> Option<Finding> {
    let elsewhere = place.good_friday_off.is_some() && place.territory() != Territory::AlsaceMoselle;
    let code = place.postal_code.as_deref().unwrap_or("-");
    elsewhere.then(|| {
        GOOD_FRIDAY_ELSEWHERE.at(
            pointer,
            say!(
                "Code postal du lieu : {code}. Videz ce champ (null), ou donnez un code postal en 57, 67 ou 68.",
                "Postal code of the place: {code}. Clear this field (null), or give a postal code in 57, 67 or 68."
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(postal_code: Option<&str>, good_friday_off: Option<bool>) -> WorkLocation {
        (postal_code.map(str::to_owned), good_friday_off).into()
    }

    #[test]
    fn a_postal_code_tells_the_territory() {
        for (code, expected) in [
            (Some("10000"), Territory::Metropolitan),
            (Some("20090"), Territory::Metropolitan),
            (Some("57000"), Territory::AlsaceMoselle),
            (Some("67000"), Territory::AlsaceMoselle),
            (Some("68100"), Territory::AlsaceMoselle),
            (Some("97110"), Territory::Guadeloupe),
            (Some("97133"), Territory::SaintBarthelemy),
            (Some("97150"), Territory::SaintMartin),
            (Some("97200"), Territory::Martinique),
            (Some("97300"), Territory::Guyane),
            (Some("97400"), Territory::LaReunion),
            (Some("97500"), Territory::SaintPierreEtMiquelon),
            (Some("97600"), Territory::Mayotte),
            (Some("97700"), Territory::SaintBarthelemy),
            (Some("97800"), Territory::SaintMartin),
            (None, Territory::Metropolitan),
        ] {
            assert_eq!(place(code, None).territory(), expected, "{code:?}");
        }
    }

    #[test]
    fn a_place_abroad_has_no_territory_whatever_its_postal_code() {
        let abroad =
            |country: &str| WorkLocation { country: Some(country.into()), ..place(Some("97688"), None) };
        assert_eq!(abroad("DE").territory(), Territory::Metropolitan);
        assert_eq!(abroad("FR").territory(), Territory::Mayotte);
        assert_eq!(abroad("DE").or((Some("57000".to_owned()), None)), abroad("DE"));
    }

    #[test]
    fn a_contract_has_its_own_place_else_the_employers() {
        let employer = || (Some("57000".to_owned()), Some(true));
        assert_eq!(place(Some("67000"), None).or(employer()), place(Some("67000"), None));
        assert_eq!(place(None, None).or(employer()), place(Some("57000"), Some(true)));
    }

    #[test]
    fn good_friday_is_told_of_alsace_moselle_only() {
        for (code, off, accepted) in [
            (Some("57000"), Some(true), true),
            (Some("68100"), Some(false), true),
            (Some("10000"), Some(true), false),
            (Some("97200"), Some(false), false),
            (None, Some(true), false),
            (Some("10000"), None, true),
            (None, None, true),
        ] {
            let found = check_good_friday("/good_friday_off", &place(code, off));
            assert_eq!(found.is_none(), accepted, "{code:?} {off:?}");
        }
    }
}
