//! A column of a list: its header, the field it fills, and what its cells look like.

use crate::law::identifiers::{self, IdentifierFault};

/// How an identifier is read.
pub type ReadIdentifier = fn(&str) -> Result<String, IdentifierFault>;

/// What the cells of a column look like.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Any text.
    Text,
    /// A day.
    Day,
    /// A whole number.
    Whole,
    /// An amount of euros, kept in cents.
    Amount,
    /// A percentage, kept in hundredths.
    Percent,
    /// Hours and minutes, kept in minutes.
    Duration,
    /// Yes or no.
    YesNo,
    /// An identifier read by its own rule; `digits` when a spreadsheet may have eaten its leading zero.
    Identifier {
        /// The rule.
        read: ReadIdentifier,
        /// How many digits it has, when they are all digits.
        digits: Option<usize>,
    },
    /// A telephone number.
    Phone,
    /// A code of so many digits, kept as text.
    Digits(usize),
    /// One of these codes, each with its labels.
    Code(&'static [(&'static str, &'static [&'static str])]),
    /// Written by exports, never read.
    Shown,
    /// An instant, written by exports as clocks of France show it.
    Moment,
    /// A number kept in hundredths, written by exports: a mark, a coefficient.
    Hundredths,
    /// A value of an enumeration, written by exports under its label for people, as its code for programs.
    Label {
        /// The label of a code.
        of: fn(&str) -> Option<&'static str>,
        /// Every label.
        all: fn() -> Vec<&'static str>,
    },
}

impl Shape {
    /// Whether spreadsheets may make a number or a day of it: it is one.
    pub const fn is_measured(self) -> bool {
        matches!(
            self,
            Self::Day
                | Self::Whole
                | Self::Amount
                | Self::Percent
                | Self::Duration
                | Self::YesNo
                | Self::Moment
                | Self::Hundredths
        )
    }
}

/// The shape of a column that holds values of an enumeration declared by `text_enum!`.
#[macro_export]
macro_rules! label_shape {
    ($name:ty) => {
        $crate::exchange::sheets::Shape::Label {
            of: |code| code.parse::<$name>().ok().map(<$name>::label_fr),
            all: || <$name>::ALL.iter().map(|value| value.label_fr()).collect(),
        }
    };
}

/// A SIRET.
pub const SIRET: Shape = Shape::Identifier { read: identifiers::siret, digits: Some(14) };
/// A NAF code.
pub const NAF: Shape = Shape::Identifier { read: identifiers::naf, digits: None };
/// A collective agreement.
pub const IDCC: Shape = Shape::Identifier { read: identifiers::idcc, digits: None };
/// An INE.
pub const INE: Shape = Shape::Identifier { read: identifiers::ine, digits: None };
/// A postal code.
pub const POSTAL_CODE: Shape = Shape::Identifier { read: identifiers::postal_code, digits: Some(5) };
/// A postal code of France.
pub const FRENCH_POSTAL_CODE: Shape =
    Shape::Identifier { read: identifiers::french_postal_code, digits: Some(5) };
/// A postal code of an address abroad.
pub const POSTAL_CODE_ABROAD: Shape = Shape::Identifier { read: identifiers::postal_code, digits: None };
/// A country.
pub const COUNTRY: Shape = Shape::Identifier { read: identifiers::country, digits: None };
/// A DECA number.
pub const DECA: Shape = Shape::Identifier { read: identifiers::deca_number, digits: Some(15) };
/// A diploma code.
pub const DIPLOMA_CODE: Shape = Shape::Identifier { read: identifiers::diploma_code, digits: None };
/// An RNCP number.
pub const RNCP: Shape = Shape::Identifier { read: identifiers::rncp, digits: None };
/// A UAI.
pub const UAI: Shape = Shape::Identifier { read: identifiers::uai, digits: None };
/// An e-mail address.
pub const EMAIL: Shape = Shape::Identifier { read: identifiers::email, digits: None };

/// A column of a list.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Member of the API's record, or a name the import resolves.
    pub field: &'static str,
    /// Header exports write and imports expect.
    pub header: &'static str,
    /// Other headers understood, folded.
    pub synonyms: &'static [&'static str],
    /// What cells look like.
    pub shape: Shape,
    /// Whether an import needs the column.
    pub required: bool,
    /// What it holds, in French.
    pub fr: &'static str,
    /// What it holds, in English.
    pub en: &'static str,
}

impl Column {
    /// A column an import may lack.
    pub const fn new(
        field: &'static str,
        header: &'static str,
        shape: Shape,
        synonyms: &'static [&'static str],
        (fr, en): (&'static str, &'static str),
    ) -> Self {
        Self { field, header, synonyms, shape, required: false, fr, en }
    }

    /// The same, needed.
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Whether an import reads it.
    pub const fn is_read(&self) -> bool {
        !matches!(self.shape, Shape::Shown)
    }
}

/// What a file holds: the name of the list, and its columns in their order.
#[derive(Debug, Clone, Copy)]
pub struct SheetLayout {
    /// Name of the list, in French.
    pub title: &'static str,
    pub columns: &'static [Column],
    /// Whether an import reads it back.
    pub comes_back: bool,
}
