//! A form on its page: as first drawn, or with what was typed in it and where each fault is reported.

use std::borrow::Cow;

use chrono::NaiveDate;
use minijinja::{Value, context};

use super::form::{Field, FieldKind, Group, Part};
use super::html::{HtmlPage, contact, page_of};
use super::typed::{FURTHER, KEY, Typed};
use crate::desk::links::brief::SiteContact;
use crate::platform::crypto::random_secret;
use crate::platform::error::{Fault, Problem};

/// A form on its page.
#[derive(Debug)]
pub struct FormSheet {
    /// Title of the page.
    pub title: String,
    /// What is said before the fields.
    pub intro: Vec<String>,
    /// What is read before the fields: titles and texts.
    pub read: Vec<(String, String)>,
    /// The fields always shown.
    pub fields: Vec<Field>,
    /// The parts that stay folded.
    pub parts: Vec<Part>,
    /// What some fields say before anything is typed.
    pub initial: Vec<(Cow<'static, str>, String)>,
    /// What the button says.
    pub submit: &'static str,
}

/// Where a form is, and whom to ask about it.
#[derive(Debug)]
pub struct FormPlace {
    /// Address of the form.
    pub action: String,
    /// Address of the brief.
    pub home: String,
    /// Whom to ask.
    pub site: SiteContact,
}

impl FormSheet {
    /// The page, as first drawn or with what was typed and what is wrong in it.
    pub fn drawn(
        &self,
        place: &FormPlace,
        typed: Option<&Typed>,
        faults: &[Fault],
    ) -> Result<HtmlPage, Problem> {
        let key = random_secret().map_err(Problem::internal)?;
        let drawing = Drawing { sheet: self, typed, faults };
        let errors: Vec<Value> =
            self.in_order(faults).into_iter().map(|fault| drawing.error(fault)).collect();
        let read: Vec<Value> = self.read.iter().map(|(title, text)| context! { title, text }).collect();
        page_of(
            "form.html",
            context! {
                key, errors, read, key_name => KEY, further_name => FURTHER,
                title => self.title.clone(), intro => self.intro.clone(), submit => self.submit,
                action => place.action.clone(), home => place.home.clone(), site => contact(&place.site),
                fields => drawing.fields(&self.fields),
                parts => self.parts.iter().map(|part| drawing.part(part)).collect::<Vec<_>>(),
            },
        )
    }

    /// Faults in the order in which one meets their fields.
    fn in_order<'a>(&self, faults: &'a [Fault]) -> Vec<&'a Fault> {
        let place = |fault: &&Fault| self.every_field().position(|(_, field)| is_about(fault, field));
        let mut messages: Vec<&Fault> = faults.iter().collect();
        messages.sort_by_key(|fault| place(fault).unwrap_or(usize::MAX));
        messages
    }

    /// Every field, with what its group is about.
    fn every_field(&self) -> impl Iterator<Item = (Option<&str>, &Field)> {
        let grouped = self.parts.iter().flat_map(|part| &part.groups).flat_map(|group| {
            let title = group.title.as_deref().filter(|_| !group.folded);
            group.fields.iter().map(move |field| (title, field))
        });
        self.fields.iter().map(|field| (None, field)).chain(grouped)
    }
}

/// A form being drawn.
struct Drawing<'a> {
    sheet: &'a FormSheet,
    typed: Option<&'a Typed>,
    faults: &'a [Fault],
}

impl Drawing<'_> {
    fn error(&self, fault: &Fault) -> Value {
        let Some((group, field)) = self.sheet.every_field().find(|(_, field)| is_about(fault, field)) else {
            return context! { message => fault.message.fr.to_string() };
        };
        let label = match group {
            Some(group) => Cow::from(format!("{group}, {}", lowered(&field.label))),
            None => field.label.clone(),
        };
        let target = match field.kind {
            FieldKind::Boxes | FieldKind::Radios => format!("{}-1", field.name),
            _ => field.name.clone().into_owned(),
        };
        context! { label, message => sentence(field, fault), target }
    }

    fn part(&self, part: &Part) -> Value {
        let asked_further = self.typed.and_then(Typed::further) == Some(part.id);
        let open = asked_further || part.groups.iter().any(|group| self.is_touched(group));
        let groups: Vec<Value> = part.groups.iter().map(|group| self.group(group)).collect();
        context! {
            id => part.id, title => part.title, hint => part.hint, further => part.further, open, groups,
        }
    }

    fn group(&self, group: &Group) -> Value {
        context! {
            title => group.title.clone(), folded => group.folded, open => self.is_touched(group),
            fields => self.fields(&group.fields),
        }
    }

    /// Whether something was answered in a group, or is wrong there.
    fn is_touched(&self, group: &Group) -> bool {
        group.fields.iter().any(|field| {
            self.typed.is_some_and(|typed| typed.all(&field.name).any(|text| !text.trim().is_empty()))
                || self.faults.iter().any(|fault| is_about(fault, field))
        })
    }

    fn fields(&self, fields: &[Field]) -> Vec<Value> {
        fields.iter().map(|field| self.field(field)).collect()
    }

    fn field(&self, field: &Field) -> Value {
        let faults: Vec<&str> = self.typed.map(|typed| typed.all(&field.name).collect()).unwrap_or_default();
        let value = match self.typed {
            Some(_) => faults.first().copied().unwrap_or_default(),
            None => self.initial_of(field),
        };
        let option = |(option, label): &(Cow<'static, str>, Cow<'static, str>)| {
            let initial = self.typed.is_none() && value == &**option;
            let chosen = match self.typed {
                Some(_) => initial || faults.contains(&option.as_ref()),
                None => self.sheet.initial.iter().any(|(name, text)| *name == field.name && text == option),
            };
            context! { value => option.clone(), label => label.clone(), chosen }
        };
        let fault = self.faults.iter().find(|fault| is_about(fault, field));
        context! {
            id => field.name.clone(), name => field.name.clone(), label => field.label.clone(), none => field.none,
            hint => field.hint.clone(), kind => kind_of(field, value), value, required => field.required,
            longest => field.longest, options => field.options.iter().map(option).collect::<Vec<_>>(),
            error => fault.map(|fault| sentence(field, fault)),
        }
    }

    fn initial_of(&self, field: &Field) -> &str {
        let initial_value = self.sheet.initial.iter().find(|(name, _)| *name == field.name);
        initial_value.map_or("", |(_, text)| text.as_str())
    }
}

/// How a field is drawn: a browser empties a date field whose value is not a date, what was typed stays in a plain one.
fn kind_of(field: &Field, value: &str) -> &'static str {
    match field.kind {
        FieldKind::Date if value.is_empty() || NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok() => "date",
        FieldKind::Date | FieldKind::Line => "text",
        FieldKind::Area => "area",
        FieldKind::Boxes => "boxes",
        FieldKind::Radios => "radios",
        FieldKind::Select => "select",
        FieldKind::Hidden => "hidden",
    }
}

fn is_about(fault: &Fault, field: &Field) -> bool {
    let place = fault.pointer.trim_start_matches('/').replace('/', "-");
    let rest = place.strip_prefix(field.name.as_ref());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// A label in the middle of a sentence.
fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// What is wrong, as one says it to whoever fills a form in.
fn sentence(field: &Field, fault: &Fault) -> String {
    match (fault.code.as_str(), field.kind) {
        ("too_few", _) => "cochez au moins une réponse.".into(),
        ("required", FieldKind::Radios | FieldKind::Select) => "choisissez une réponse.".into(),
        ("required", _) => "ce champ est à remplir.".into(),
        ("date", _) => {
            "écrivez une date qui existe, sous la forme jj/mm/aaaa, par exemple 24/11/2025.".into()
        }
        _ => fault.message.fr.to_string(),
    }
}
