//! Forms: what they ask, what was typed in them, the JSON they make, and where each fault is told.

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use chrono::NaiveDate;
use futures_util::future::LocalBoxFuture;
use minijinja::{Value, context};
use serde_json::{Map, Value as Json};

use super::html::{Page, contact, page_of};
use crate::links::brief::SiteContact;
use crate::platform::body::read_bytes;
use crate::platform::crypto::{random_secret, sha256};
use crate::platform::error::{Fault, Problem};
use crate::platform::params::form_pairs;

/// Longest form.
const LONGEST_FORM: usize = 64 * 1024;
/// Name of the field that carries the idempotency key minted when the form was drawn.
const KEY: &str = "cle";

/// How a field is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A day.
    Date,
    /// One line.
    Line,
    /// Several lines.
    Area,
    /// Any of the options.
    Boxes,
    /// One of the options.
    Radios,
    /// A number that is not shown: what the form is about.
    Hidden,
}

/// One answer offered: what is sent, and how it reads.
pub type Choice = (&'static str, &'static str);

/// One field of a form; its name is that of the JSON member it makes.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name of the member.
    pub name: &'static str,
    /// What is asked.
    pub label: &'static str,
    /// What helps to answer.
    pub hint: Option<String>,
    /// How it is asked.
    pub kind: Kind,
    /// Whether it must be answered.
    pub required: bool,
    /// Longest text.
    pub longest: usize,
    /// Answers offered.
    pub options: Vec<Choice>,
}

impl Field {
    /// A field that must be answered.
    pub fn required(name: &'static str, label: &'static str, kind: Kind) -> Self {
        Self { name, label, hint: None, kind, required: true, longest: 200, options: Vec::new() }
    }
}

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

    /// What was typed under a name.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// The JSON a form makes: blank answers are absent, days are understood as people type them.
    pub fn json(&self, fields: &[Field]) -> Json {
        let mut made = Map::new();
        for field in fields {
            let first = self.first(field.name).map(str::trim).filter(|text| !text.is_empty());
            let value = match field.kind {
                Kind::Boxes => Some(self.all(field.name).map(Json::from).collect()),
                Kind::Date => {
                    first.map(|text| day_of(text).map_or(text.to_owned(), |day| day.to_string()).into())
                }
                Kind::Hidden => first.and_then(|text| text.parse::<i64>().ok()).map(Json::from),
                Kind::Line | Kind::Area | Kind::Radios => first.map(Json::from),
            };
            made.extend(value.map(|value| (field.name.to_owned(), value)));
        }
        Json::Object(made)
    }
}

/// A day as browsers send it, or as French people type it.
pub fn day_of(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text.trim(), form).ok())
        .filter(|day| (1900..=2200).contains(&chrono::Datelike::year(day)))
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
            let bytes = read_bytes(payload, LONGEST_FORM).await?;
            let pairs = form_pairs(&String::from_utf8_lossy(&bytes));
            Ok(Self { pairs, digest: sha256(&bytes) })
        })
    }
}

/// A form on its page.
#[derive(Debug)]
pub struct Sheet {
    /// Title of the page.
    pub title: String,
    /// What is said before the fields.
    pub intro: Vec<String>,
    /// What is read before the fields: titles and texts.
    pub read: Vec<(String, String)>,
    /// The fields.
    pub fields: Vec<Field>,
    /// What some fields say before anything is typed.
    pub initial: Vec<(&'static str, String)>,
    /// What the button says.
    pub submit: &'static str,
}

/// Where a form is, and whom to ask about it.
#[derive(Debug)]
pub struct Place {
    /// Address of the form.
    pub action: String,
    /// Address of the brief.
    pub home: String,
    /// Whom to ask.
    pub site: SiteContact,
}

impl Sheet {
    /// The page, as first drawn or with what was typed and what is wrong in it.
    pub fn drawn(&self, place: &Place, typed: Option<&Typed>, faults: &[Fault]) -> Result<Page, Problem> {
        let key = random_secret().map_err(Problem::internal)?;
        let fields: Vec<Value> = self.fields.iter().map(|field| self.field(field, typed, faults)).collect();
        let errors: Vec<Value> = faults.iter().map(|fault| self.error(fault)).collect();
        let read: Vec<Value> = self.read.iter().map(|(title, text)| context! { title, text }).collect();
        page_of(
            "form.html",
            context! {
                title => self.title.clone(), intro => self.intro.clone(), submit => self.submit,
                action => place.action.clone(),
                home => place.home.clone(), site => contact(&place.site), key, fields, errors, read,
            },
        )
    }

    fn error(&self, fault: &Fault) -> Value {
        let field = self.fields.iter().find(|field| is_about(fault, field));
        let message = field.map_or_else(|| fault.message.fr.to_string(), |field| sentence(field, fault));
        let target = field.map(|field| match field.kind {
            Kind::Boxes | Kind::Radios => format!("{}-1", field.name),
            _ => field.name.to_owned(),
        });
        context! { label => field.map(|field| field.label), message, target }
    }

    fn field(&self, field: &Field, typed: Option<&Typed>, faults: &[Fault]) -> Value {
        let told: Vec<&str> = typed.map(|typed| typed.all(field.name).collect()).unwrap_or_default();
        let value = match typed {
            Some(_) => told.first().copied().unwrap_or_default(),
            None => self.initial_of(field),
        };
        // a browser empties a date field whose value is not a date: what was typed stays in a plain one
        let kind = match field.kind {
            Kind::Date if value.is_empty() || NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok() => "date",
            Kind::Date | Kind::Line => "text",
            Kind::Area => "area",
            Kind::Boxes => "boxes",
            Kind::Radios => "radios",
            Kind::Hidden => "hidden",
        };
        let options: Vec<Value> = field
            .options
            .iter()
            .map(|(option, label)| context! { value => *option, label => *label, chosen => told.contains(option) })
            .collect();
        let fault = faults.iter().find(|fault| is_about(fault, field));
        context! {
            id => field.name, name => field.name, label => field.label, hint => field.hint.clone(), kind, value, options,
            required => field.required, longest => field.longest, error => fault.map(|fault| sentence(field, fault)),
        }
    }

    fn initial_of(&self, field: &Field) -> &str {
        let said = self.initial.iter().find(|(name, _)| *name == field.name);
        said.map_or("", |(_, text)| text.as_str())
    }
}

fn is_about(fault: &Fault, field: &Field) -> bool {
    fault.pointer.strip_prefix('/').and_then(|path| path.split('/').next()) == Some(field.name)
}

/// What is wrong, as one says it to whoever fills a form in.
fn sentence(field: &Field, fault: &Fault) -> String {
    match (fault.code.as_str(), field.kind) {
        ("too_few", _) => "cochez au moins une réponse.".into(),
        ("required", Kind::Radios) => "choisissez une réponse.".into(),
        ("required", _) => "ce champ est à remplir.".into(),
        ("date", _) => {
            "écrivez une date qui existe, sous la forme jj/mm/aaaa, par exemple 24/11/2025.".into()
        }
        _ => fault.message.fr.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Vec<Field> {
        let field = |name, kind| Field::required(name, name, kind);
        vec![field("held_on", Kind::Date), field("present", Kind::Boxes), field("report", Kind::Area)]
    }

    fn typed(text: &str) -> Typed {
        Typed { pairs: form_pairs(text), digest: [0; 32] }
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
