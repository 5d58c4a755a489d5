//! The French numbering plan, as `catalogue/law/phones.toml` gives it.

use serde::Deserialize;

/// Country code of the metropolitan numbers, and of those no area claims.
const METROPOLITAN: &str = "33";

/// Which French numbers belong to which country code.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberingPlan {
    areas: Vec<NumberingArea>,
}

/// A numbering area.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberingArea {
    /// Its name, for whoever reads the file.
    name: String,
    country_code: String,
    /// First digits of its numbers as dialled in France, the leading zero included.
    prefixes: Vec<String>,
    /// Whether the country code takes the place of the prefix.
    #[serde(default)]
    replaced: bool,
}

impl NumberingPlan {
    /// The digits of a number dialled in France in ten digits, as dialled from abroad, country code first.
    pub fn from_abroad(&self, dialled: &str) -> String {
        let claims = self.areas.iter().flat_map(|area| {
            let claimed = area.prefixes.iter().filter(|prefix| dialled.starts_with(prefix.as_str()));
            claimed.map(move |prefix| (prefix.len(), area))
        });
        match claims.max_by_key(|(length, _)| *length) {
            Some((length, area)) => {
                let kept = if area.replaced { length } else { 1 };
                format!("{}{}", area.country_code, dialled.get(kept..).unwrap_or_default())
            }
            None => format!("{METROPOLITAN}{}", dialled.get(1..).unwrap_or_default()),
        }
    }

    /// Whether a country code is one of France.
    pub fn is_french(&self, country_code: &str) -> bool {
        country_code == METROPOLITAN || self.areas.iter().any(|area| area.country_code == country_code)
    }

    /// Why this is no plan, if it is not.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let sound = |area: &NumberingArea| {
            let prefixed = area.prefixes.iter().all(|prefix| digits(prefix) && prefix.starts_with('0'));
            digits(&area.country_code) && prefixed && !area.prefixes.is_empty() && !area.name.is_empty()
        };
        let faulty = !self.areas.iter().all(sound);
        faulty.then_some(
            "an area has a name, a country code in digits, and prefixes in digits that begin with 0",
        )
    }
}
