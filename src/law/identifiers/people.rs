//! Identifiers and addresses of people.

use super::{IdentifierFault, fitting};

/// RFC 5321: an address holds at most 254 bytes, its local part 64.
const EMAIL_BYTES: usize = 254;
const EMAIL_LOCAL_BYTES: usize = 64;

/// The national number of a pupil or student, in one of its three writings; no public checksum.
pub fn ine(raw: &str) -> Result<String, IdentifierFault> {
    fitting(raw, &["#########@@", "##########@", "####A#####@"], IdentifierFault::IneShape)
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
