//! The nouns: what a form is filled from, its sections and their boxes.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::catalogue::programmes::file::{Cfa, Programme, Site};
use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::contracts::agreements::Contract;
use crate::contracts::agreements::model::{AgreedPayLine, ContractTerms};
use crate::contracts::amendments::model::Amendment;
use crate::contracts::filings::model::{AmendmentFiling, ContractFiling};
use crate::people::apprentices::model::{Apprentice, Guardian};
use crate::people::employers::{Employer, Tutor};

/// The parties of a contract and what it hangs on, in one row.
#[derive(Debug, Clone, Queryable)]
pub struct Parties {
    pub apprentice: Apprentice,
    pub employer: Employer,
    /// The programme, in the version of its cohort.
    pub programme: FollowedProgramme,
    /// Code of the site in the catalogue.
    pub site_code: String,
}

/// Everything kept of a contract that its form shows.
#[derive(Debug, Clone)]
pub struct FormRecord {
    pub contract: Contract,
    pub parties: Parties,
    /// Its tutors, the first one first.
    pub tutors: [Option<Tutor>; 2],
    pub guardian: Option<Guardian>,
    pub terms: ContractTerms,
    pub pay_lines: Vec<AgreedPayLine>,
    pub filing: Option<ContractFiling>,
    /// Number of the contract it follows.
    pub previous_number: Option<String>,
    pub amended: Option<Amended>,
}

/// The amendment a form is that of.
#[derive(Debug, Clone)]
pub struct Amended {
    pub amendment: Amendment,
    pub contract_number: Option<String>,
    pub filing: Option<AmendmentFiling>,
}

/// A box that an amendment changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedBox {
    pub section: &'static str,
    pub before: FormBox,
    pub after: FormBox,
}

/// Who trains, as the catalogue says.
#[derive(Debug, Clone, Copy)]
pub struct Trainers<'a> {
    pub programme: Option<&'a Programme>,
    pub site: Option<&'a Site>,
    /// The CFA that answers for it.
    pub cfa: Option<&'a Cfa>,
}

/// One box of the official form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FormBoxOut)]
pub struct FormBox {
    /// Stable key of the box in its section.
    #[serde(rename = "box")]
    #[schema(max_length = 60, example = "date_debut")]
    pub key: String,
    /// What the form prints beside it, in French.
    #[serde(rename = "label_fr")]
    #[schema(max_length = 200)]
    pub label: String,
    /// What is in it: texts and codes as they are, days as YYYY-MM-DD, `true` or `false`, amounts in cents,
    /// percentages in hundredths, weekly time in minutes; null when empty.
    #[schema(max_length = 2000)]
    pub value: Option<String>,
    /// What the code in it means, in French.
    #[serde(rename = "code_label")]
    #[schema(max_length = 300)]
    pub meaning: Option<String>,
    /// The value as people write it, on paper only.
    #[serde(skip)]
    pub printed: Option<String>,
}

/// One part of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Stable key.
    pub key: &'static str,
    pub title: &'static str,
    /// Its boxes, in the order of the form.
    pub boxes: Vec<FormBox>,
}
