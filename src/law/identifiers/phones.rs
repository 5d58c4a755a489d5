//! Phone numbers: kept as `+` and digits (E.164), shown as people dial them.

use std::fmt::Write;
use std::sync::OnceLock;

use phonenumber::{Mode, PhoneNumber};

use super::{IdentifierFault, compact, is_digits};
use crate::law::figures::{NumberingPlan, embedded_plan};

static PLAN: OnceLock<NumberingPlan> = OnceLock::new();

const FRANCE: &str = "33";
/// Digits of a number dialled in France, the leading zero included.
const DIALLED_DIGITS: usize = 10;
/// Digits of an international number, country code included (ITU-T E.164 allows 15 at most).
const E164_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// Digits of the French numbers after their country code; those of Saint-Pierre-et-Miquelon may have six.
const FRENCH_DIGITS: usize = 9;
const FEWEST_DIGITS: (&str, usize) = ("508", 6);

/// Reads French numbers by this plan, once, before the first request; by that of the program otherwise.
pub fn know_numbering(plan: &NumberingPlan) {
    PLAN.get_or_init(|| plan.clone());
}

fn plan() -> &'static NumberingPlan {
    PLAN.get_or_init(embedded_plan)
}

/// A phone number as `+` and digits: `0612345678` gives `+33612345678`, `0692123456` gives `+262692123456`, a number with
/// its country code loses the zero that is dialled inside the country only.
///
/// The length and the country are checked, not whether the number was given to somebody: ranges open all the time.
pub fn phone(raw: &str) -> Result<String, IdentifierFault> {
    let typed = undecorated(raw);
    let digits = match typed.strip_prefix('+').or_else(|| typed.strip_prefix("00")) {
        // one that loses digits at each reading (`+51 0000 0001`) is no number of any country
        Some(digits) => {
            with_country_code(digits).filter(|read| with_country_code(read).as_deref() == Some(read.as_str()))
        }
        None => dialled_in_france(&typed),
    };
    digits.map(|digits| format!("+{digits}")).ok_or(IdentifierFault::PhoneShape)
}

/// A kept number as people read it: as dialled in France when it is a French one, else in its international form.
///
/// Reading what is shown gives the number back.
pub fn phone_shown(kept: &str) -> String {
    let Ok(number) = phonenumber::parse(None, kept) else { return kept.to_owned() };
    let french = plan().is_french(&number.code().value().to_string());
    let national =
        written(&number, Mode::National).filter(|shown| french && phone(shown).as_deref() == Ok(kept));
    let abroad = || written(&number, Mode::International).filter(|shown| phone(shown).as_deref() == Ok(kept));
    national.or_else(abroad).unwrap_or_else(|| kept.to_owned())
}

/// A number in any writing, as people read it; as it is when it is no number.
pub fn phone_rewritten(typed: &str) -> String {
    phone(typed).map_or_else(|_| typed.to_owned(), |kept| phone_shown(&kept))
}

fn written(number: &PhoneNumber, mode: Mode) -> Option<String> {
    let mut out = String::new();
    write!(out, "{}", number.format().mode(mode)).ok()?;
    Some(out)
}

fn undecorated(raw: &str) -> String {
    compact(raw).replace("(0)", "").chars().filter(|c| !matches!(c, '.' | '-' | '(' | ')' | '/')).collect()
}

fn dialled_in_france(typed: &str) -> Option<String> {
    let dialled = is_digits(typed) && typed.len() == DIALLED_DIGITS;
    let national = typed.starts_with('0') && !typed.starts_with("00");
    (dialled && national).then(|| plan().from_abroad(typed))
}

fn with_country_code(digits: &str) -> Option<String> {
    if !is_digits(digits) || !E164_DIGITS.contains(&digits.len()) || digits.starts_with('0') {
        return None;
    }
    let number = phonenumber::parse(None, format!("+{digits}")).ok()?;
    let (code, national) = (number.code().value().to_string(), number.national().to_string());
    if !plan().is_french(&code) {
        let digits = format!("{code}{national}");
        return E164_DIGITS.contains(&digits.len()).then_some(digits);
    }
    let national = national.trim_start_matches('0');
    let (islands, fewest) = FEWEST_DIGITS;
    let sized = national.len() == FRENCH_DIGITS || (code == islands && national.len() == fewest);
    match code.as_str() {
        // an overseas number written after +33 rings nowhere
        FRANCE if sized => dialled_in_france(&format!("0{national}")),
        _ => sized.then(|| format!("{code}{national}")),
    }
}
