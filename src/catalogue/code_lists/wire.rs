//! JSON out.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::law::figures::{Code, CodeList, CodeListKey, FormVersion, Forms};

/// A version of the official form.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormVersionOut {
    /// Code of the version.
    #[schema(max_length = 20, example = "10103-13")]
    pub code: String,
    /// Name printed on the form.
    #[schema(max_length = 60, example = "CERFA 10103*13")]
    pub name: String,
    /// First day on which contracts are signed on it; none when it is not known.
    pub from_on: Option<NaiveDate>,
    /// When it came into use, as far as is known.
    #[schema(max_length = 20, example = "17/01/2025")]
    pub in_use_since: String,
    /// Where that was read.
    #[schema(max_length = 300)]
    pub source: String,
    /// Whether new records are checked against this one.
    pub default: bool,
}

impl FormVersionOut {
    /// A version among the others.
    pub fn of(forms: &Forms, version: &FormVersion) -> Self {
        Self {
            code: version.code.clone(),
            name: version.name.clone(),
            from_on: version.from,
            in_use_since: version.in_use_since.clone(),
            source: version.source.clone(),
            default: version.code == forms.default,
        }
    }
}

/// One code of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeOut {
    /// The code.
    #[schema(max_length = 20, example = "54")]
    pub code: String,
    /// What it says, in French.
    #[schema(max_length = 300, example = "Brevet de technicien supérieur")]
    pub label: String,
    /// Heading it stands under, in French.
    #[schema(max_length = 100, example = "Niveau bac+2")]
    pub group: Option<String>,
}

impl From<&Code> for CodeOut {
    fn from(code: &Code) -> Self {
        Self { code: code.code.clone(), label: code.label.clone(), group: code.group.clone() }
    }
}

/// A list of codes as a version of the form has it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeListOut {
    /// Which list.
    pub key: CodeListKey,
    /// Its title on the form, in French.
    #[schema(max_length = 200)]
    pub label: String,
    /// Version of the form.
    #[schema(max_length = 20, example = "10103-13")]
    pub version: String,
    /// Whether other values than these special ones are accepted.
    pub open: bool,
    /// Where it was read.
    #[schema(max_length = 300)]
    pub source: String,
    /// Its codes, in the order of the form.
    #[schema(max_items = 500)]
    pub codes: Vec<CodeOut>,
}

impl CodeListOut {
    /// A list in a version.
    pub fn of(forms: &Forms, list: &CodeList, version: &str) -> Self {
        Self {
            key: list.key,
            label: list.label.clone(),
            version: version.to_owned(),
            open: list.open,
            source: list.source.clone(),
            codes: forms.codes(list, version).map(CodeOut::from).collect(),
        }
    }
}

/// A version of the official form with all its code lists.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormListsOut {
    /// The version.
    #[serde(flatten)]
    pub version: FormVersionOut,
    /// Its code lists.
    #[schema(max_items = 50)]
    pub lists: Vec<CodeListOut>,
}

impl FormListsOut {
    /// A version with its lists.
    pub fn of(forms: &Forms, version: &FormVersion) -> Self {
        let lists = forms.lists.iter().map(|list| CodeListOut::of(forms, list, &version.code));
        Self { version: FormVersionOut::of(forms, version), lists: lists.collect() }
    }
}
