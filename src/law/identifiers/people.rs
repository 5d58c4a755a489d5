//! Identifiers and addresses of people.

use super::{IdentifierFault, compact, fitting};

const FRANCE: &str = "33";
/// Digits of an international number, country code included (ITU-T E.164 allows 15 at most).
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// Digits of a French number after `+33` or the leading zero.
const FRENCH_PHONE_DIGITS: usize = 9;
/// RFC 5321: an address holds at most 254 bytes, its local part 64.
const EMAIL_BYTES: usize = 254;
const EMAIL_LOCAL_BYTES: usize = 64;

/// The national number of a pupil or student, in one of its three writings; no public checksum.
pub fn ine(raw: &str) -> Result<String, IdentifierFault> {
    fitting(raw, &["#########@@", "##########@", "####A#####@"], IdentifierFault::IneShape)
}

/// A French postal code.
pub fn postal_code(raw: &str) -> Result<String, IdentifierFault> {
    fitting(raw, &["#####"], IdentifierFault::PostalCodeShape)
}

/// A phone number as `+` and digits: a French one becomes `+33…`, a foreign `+…` is kept.
///
/// Light on purpose: no numbering plan is checked.
pub fn phone(raw: &str) -> Result<String, IdentifierFault> {
    let typed = undecorated(raw);
    let digits = international(&typed).ok_or(IdentifierFault::PhoneShape)?;
    if is_phone(&digits) { Ok(format!("+{digits}")) } else { Err(IdentifierFault::PhoneShape) }
}

fn undecorated(raw: &str) -> String {
    compact(raw).replace("(0)", "").chars().filter(|c| !matches!(c, '.' | '-' | '(' | ')' | '/')).collect()
}

fn international(typed: &str) -> Option<String> {
    let abroad = typed.strip_prefix('+').or_else(|| typed.strip_prefix("00"));
    match abroad {
        Some(digits) => Some(digits.to_owned()),
        None => typed.strip_prefix('0').map(|national| format!("{FRANCE}{national}")),
    }
}

fn is_phone(digits: &str) -> bool {
    let sized = match digits.strip_prefix(FRANCE) {
        Some(national) => national.len() == FRENCH_PHONE_DIGITS && !national.starts_with('0'),
        None => PHONE_DIGITS.contains(&digits.len()) && !digits.starts_with('0'),
    };
    sized && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// An e-mail address, trimmed and in lower case; only its shape is checked, the first mail does the rest.
pub fn email(raw: &str) -> Result<String, IdentifierFault> {
    let text = raw.trim().to_lowercase();
    let (local, domain) = text.rsplit_once('@').ok_or(IdentifierFault::EmailShape)?;
    let sized = text.len() <= EMAIL_BYTES && local.len() <= EMAIL_LOCAL_BYTES;
    if sized && is_local(local) && is_domain(domain) { Ok(text) } else { Err(IdentifierFault::EmailShape) }
}

fn is_local(local: &str) -> bool {
    let allowed = |c: char| !c.is_whitespace() && !c.is_control() && !"@,;:<>()[]\"\\".contains(c);
    local.split('.').all(|part| !part.is_empty()) && local.chars().all(allowed)
}

fn is_domain(domain: &str) -> bool {
    let label = |part: &str| {
        let written = part.chars().all(|c| c.is_alphanumeric() || c == '-');
        !part.is_empty() && written && !part.starts_with('-') && !part.ends_with('-')
    };
    domain.contains('.') && domain.split('.').all(label)
}
