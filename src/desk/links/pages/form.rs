//! What a form asks: its fields, alone or gathered in parts one unfolds.

use std::borrow::Cow;

/// How a field is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A day.
    Date,
    /// One line.
    Line,
    /// Several lines.
    Area,
    /// Any of the options.
    Boxes,
    /// One of the options, all of them shown.
    Radios,
    /// One of the options or none, folded until it is touched.
    Select,
    /// A number that is not shown: what the form is about.
    Hidden,
}

/// One answer offered: what is sent, and how it reads.
pub type Choice = (Cow<'static, str>, Cow<'static, str>);

/// Answers offered, from words known beforehand.
pub fn choices(known: &[(&'static str, &'static str)]) -> Vec<Choice> {
    known.iter().map(|(name, words)| ((*name).into(), (*words).into())).collect()
}

/// One field of a form; its name is the place of what it makes in the JSON, with dashes for slashes.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name of the member.
    pub name: Cow<'static, str>,
    /// What is asked.
    pub label: Cow<'static, str>,
    /// What helps to answer.
    pub hint: Option<String>,
    /// How it is asked.
    pub kind: FieldKind,
    /// Whether it must be answered.
    pub required: bool,
    /// Longest text.
    pub longest: usize,
    /// Answers offered.
    pub options: Vec<Choice>,
    /// What a field of which none of the options is chosen says.
    pub none: &'static str,
}

impl Field {
    /// A field that must be answered.
    pub fn required(
        name: impl Into<Cow<'static, str>>,
        label: impl Into<Cow<'static, str>>,
        kind: FieldKind,
    ) -> Self {
        let (name, label) = (name.into(), label.into());
        Self { name, label, hint: None, kind, required: true, longest: 200, options: Vec::new(), none: "" }
    }

    /// A field that may stay blank.
    pub fn optional(
        name: impl Into<Cow<'static, str>>,
        label: impl Into<Cow<'static, str>>,
        kind: FieldKind,
    ) -> Self {
        Self { required: false, ..Self::required(name, label, kind) }
    }
}

/// A part of a form that stays folded until somebody has something to say there.
#[derive(Debug, Clone)]
pub struct Part {
    /// Where the page keeps it.
    pub id: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// What helps to answer.
    pub hint: Option<&'static str>,
    /// Its fields, by groups.
    pub groups: Vec<Group>,
    /// What the button that asks for further groups says, while there may be more.
    pub further: Option<&'static str>,
}

/// Fields that belong together.
#[derive(Debug, Clone)]
pub struct Group {
    /// What they are about; nothing when the part says it.
    pub title: Option<String>,
    /// Whether they are folded in their turn.
    pub folded: bool,
    pub fields: Vec<Field>,
}

impl Part {
    /// Whether there is anything to answer in it.
    pub fn asks_something(&self) -> bool {
        self.groups.iter().any(|group| !group.fields.is_empty())
    }
}
