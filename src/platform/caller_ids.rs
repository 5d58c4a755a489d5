//! What whoever asks calls a request: the trace it belongs to and a number of their own, for the log alone.
//!
//! Both are believed for nothing else, so they are read only in the forms that no log misreads.

use actix_web::http::header::HeaderMap;

/// Longest number of theirs that is kept.
const LONGEST_ID: usize = 128;

/// The names a request came with.
#[derive(Debug, Default)]
pub struct CallerIds {
    /// Trace of `traceparent` (W3C Trace Context, level 1, §3.2, read 30/11/2026): 32 hexadecimal digits.
    pub trace: Option<String>,
    /// What `X-Request-Id` said: letters, digits and `-_.:+/=`, 128 at most.
    pub request: Option<String>,
}

impl CallerIds {
    /// Those that are well-formed.
    pub fn of(headers: &HeaderMap) -> Self {
        let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
        Self {
            trace: said("traceparent").and_then(trace_of).map(str::to_owned),
            request: said("x-request-id").filter(|id| is_plain(id)).map(str::to_owned),
        }
    }
}

fn trace_of(parent: &str) -> Option<&str> {
    let mut parts = parent.split('-');
    let (version, trace, span, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let named = is_hex(version, 2) && version != "ff" && is_hex(flags, 2);
    let names = [(trace, 32), (span, 16)]
        .iter()
        .all(|(id, digits)| is_hex(id, *digits) && *id != "0".repeat(*digits));
    // a later version may say more, the first may not
    (named && names && (version != "00" || parts.next().is_none())).then_some(trace)
}

fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_plain(id: &str) -> bool {
    (1..=LONGEST_ID).contains(&id.len())
        && id.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_.:+/=".contains(&c))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn read(name: &'static str, value: &str) -> CallerIds {
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        CallerIds::of(&headers)
    }

    #[test]
    fn a_trace_is_that_of_a_well_formed_parent() {
        let (trace, span) = ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
        for parent in [format!("00-{trace}-{span}-01"), format!("cc-{trace}-{span}-01-more")] {
            assert_eq!(read("traceparent", &parent).trace.as_deref(), Some(trace), "{parent}");
        }
        for parent in [
            format!("00-{trace}-{span}"),
            format!("00-{trace}-{span}-01-more"),
            format!("ff-{trace}-{span}-01"),
            format!("00-{}-{span}-01", "0".repeat(32)),
            format!("00-{trace}-{}-01", "0".repeat(16)),
            format!("00-{}-{span}-01", trace.to_uppercase()),
            "x".to_owned(),
        ] {
            assert_eq!(read("traceparent", &parent).trace, None, "{parent}");
        }
    }

    #[test]
    fn a_number_of_theirs_is_kept_when_it_is_plain() {
        for id in ["7f1c", "a/b:c=1", &"a".repeat(LONGEST_ID)] {
            assert_eq!(read("x-request-id", id).request.as_deref(), Some(id));
        }
        for id in ["", "two words", "\"quoted\"", &"a".repeat(LONGEST_ID + 1)] {
            assert_eq!(read("x-request-id", id).request, None, "{id}");
        }
    }
}
