//! What was typed in a form, and the JSON it makes.

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use chrono::NaiveDate;
use futures_util::future::LocalBoxFuture;
use serde_json::{Map, Value as Json};

use super::form::{Field, FieldKind};
use crate::platform::body::{LONGEST_BODY_WITHOUT_TOKEN, read_bytes};
use crate::platform::crypto::sha256;
use crate::platform::days;
use crate::platform::error::Problem;
use crate::platform::params::{form_pairs, is_text};
use crate::say;

/// Name of the field that carries the idempotency key minted when the form was drawn.
pub const KEY: &str = "cle";
/// Name of the button that asks for more room in a part instead of sending the form.
pub const FURTHER: &str = "encore";

/// What was typed in a form.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pairs: Vec<(String, String)>,
    digest: [u8; 32],
}

impl Typed {
    /// SHA-256 of the form received.
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// The key minted when the form was drawn.
    pub fn key(&self) -> Option<String> {
        let key = self.first(KEY)?;
        let is_sound = (8..=128).contains(&key.len()) && key.chars().all(|c| c.is_ascii_graphic());
        is_sound.then(|| key.to_owned())
    }

    /// The part in which more room was asked for.
    pub fn further(&self) -> Option<&str> {
        self.first(FURTHER)
    }

    /// What was typed under a name.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// What was answered under a name; nothing when it was left blank.
    pub fn answer(&self, name: &str) -> Option<&str> {
        self.first(name).map(str::trim).filter(|text| !text.is_empty())
    }

    /// Everything typed under a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// What was answered under the names that begin so, by the rest of the name.
    pub fn answers_under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let under = self.pairs.iter().filter_map(move |(name, text)| {
            let rest = name.strip_prefix(prefix)?;
            Some((rest, text.trim()))
        });
        under.filter(|(_, text)| !text.is_empty())
    }

    /// The JSON a form makes: blank answers are absent, days are understood as people type them.
    pub fn json(&self, fields: &[Field]) -> Json {
        let mut made = Map::new();
        for field in fields {
            let first = self.answer(&field.name);
            let value = match field.kind {
                FieldKind::Boxes => Some(self.all(&field.name).map(Json::from).collect()),
                FieldKind::Date => first.map(|text| sent_day(text).into()),
                FieldKind::Hidden => first.and_then(|text| text.parse::<i64>().ok()).map(Json::from),
                FieldKind::Line | FieldKind::Area | FieldKind::Radios | FieldKind::Select => {
                    first.map(Json::from)
                }
            };
            made.extend(value.map(|value| (field.name.clone().into_owned(), value)));
        }
        Json::Object(made)
    }
}

/// A day as the API takes it, or what was typed when it is none.
pub fn sent_day(text: &str) -> String {
    day_of(text).map_or(text.to_owned(), |day| day.to_string())
}

/// A day as browsers send it, or as French people type it.
pub fn day_of(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text.trim(), form).ok())
        .filter(|day| days::is_accepted(*day))
}

impl FromRequest for Typed {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let text_of = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        let media = text_of(header::CONTENT_TYPE).unwrap_or_default();
        let media = media.split(';').next().unwrap_or_default().trim();
        let is_form = media.eq_ignore_ascii_case("application/x-www-form-urlencoded");
        let is_plain =
            text_of(header::CONTENT_ENCODING).is_none_or(|how| how.eq_ignore_ascii_case("identity"));
        let payload = payload.take();
        Box::pin(async move {
            if !(is_form && is_plain) {
                return Err(Problem::unsupported_media("application/x-www-form-urlencoded"));
            }
            let bytes = read_bytes(payload, LONGEST_BODY_WITHOUT_TOKEN).await?;
            let text = std::str::from_utf8(&bytes).ok().filter(|text| is_text(text));
            text.map(|text| Self::of(text, sha256(&bytes))).ok_or_else(not_utf8)
        })
    }
}

fn not_utf8() -> Problem {
    let why = say!("Ce formulaire n'est pas en UTF-8.", "This form is not in UTF-8.");
    Problem::unreadable("body.encoding", why)
}

impl Typed {
    /// What a form says, as browsers send it.
    pub fn of(text: &str, digest: [u8; 32]) -> Self {
        Self { pairs: form_pairs(text), digest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Vec<Field> {
        let field = |name: &'static str, kind| Field::required(name, name, kind);
        vec![
            field("held_on", FieldKind::Date),
            field("present", FieldKind::Boxes),
            field("report", FieldKind::Area),
        ]
    }

    fn typed(text: &str) -> Typed {
        Typed::of(text, [0; 32])
    }

    #[test]
    fn a_form_makes_the_json_the_api_takes() {
        for (text, expected) in [
            (
                "held_on=24%2F11%2F2025&present=tutor&present=apprentice&report=+Vu.+",
                r#"{"held_on":"2025-11-24","present":["tutor","apprentice"],"report":"Vu."}"#,
            ),
            ("held_on=2025-11-24&report=", r#"{"held_on":"2025-11-24","present":[]}"#),
            ("held_on=31%2F02%2F2025", r#"{"held_on":"31/02/2025","present":[]}"#),
            ("other=1", r#"{"present":[]}"#),
        ] {
            assert_eq!(typed(text).json(&fields()).to_string(), expected, "{text}");
        }
    }

    #[test]
    fn a_day_is_understood_as_people_type_it() {
        let day = NaiveDate::from_ymd_opt(2025, 3, 1);
        for text in ["2025-03-01", "01/03/2025", "1/3/2025", " 01-03-2025 ", "1.3.2025"] {
            assert_eq!(day_of(text), day, "{text}");
        }
        for text in ["", "hier", "31/02/2025", "03/01/25", "1/3"] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_key_is_sound_or_none() {
        assert_eq!(typed("cle=abcdefgh").key().as_deref(), Some("abcdefgh"));
        for text in ["", "cle=", "cle=court", "cle=avec+des+espaces"] {
            assert_eq!(typed(text).key(), None, "{text}");
        }
    }
}
