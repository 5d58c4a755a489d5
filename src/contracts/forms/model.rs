//! The nouns: what a form is filled from, its sections and their boxes.

use diesel::prelude::*;

use crate::catalogue::programmes::file::{Cfa, Programme, Site};
use crate::contracts::agreements::Contract;
use crate::contracts::agreements::model::{AgreedPayLine, ContractTerms};
use crate::contracts::amendments::model::Amendment;
use crate::contracts::filings::model::{AmendmentFiling, ContractFiling};
use crate::people::apprentices::model::{Apprentice, Guardian};
use crate::people::employers::{Employer, Tutor};

/// The parties of a contract and what it hangs on, in one row.
#[derive(Debug, Clone, Queryable)]
pub struct Parties {
    /// The apprentice.
    pub apprentice: Apprentice,
    /// The employer.
    pub employer: Employer,
    /// What is agreed beyond the core.
    pub terms: Option<ContractTerms>,
    /// Code of the programme in the catalogue.
    pub programme_code: String,
    /// Code of the site in the catalogue.
    pub site_code: String,
}

/// Everything kept of a contract that its form shows.
#[derive(Debug, Clone)]
pub struct FormRecord {
    /// The contract.
    pub contract: Contract,
    /// Its parties.
    pub parties: Parties,
    /// Its tutors, the first one first.
    pub tutors: [Option<Tutor>; 2],
    /// The legal representative.
    pub guardian: Option<Guardian>,
    /// Its pay lines.
    pub pay_lines: Vec<AgreedPayLine>,
    /// Its last deposit.
    pub filing: Option<ContractFiling>,
    /// Number of the contract it follows.
    pub previous_number: Option<String>,
    /// The amendment, when the form is that of one.
    pub amended: Option<Amended>,
}

/// The amendment a form is that of.
#[derive(Debug, Clone)]
pub struct Amended {
    /// The amendment.
    pub amendment: Amendment,
    /// Number of the contract it amends.
    pub contract_number: Option<String>,
    /// Its last deposit.
    pub filing: Option<AmendmentFiling>,
}

/// A box that an amendment changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedBox {
    /// Section of the box.
    pub section: &'static str,
    /// What was in it.
    pub before: FormBox,
    /// What is in it now.
    pub after: FormBox,
}

/// Who trains, as the catalogue says.
#[derive(Debug, Clone, Copy)]
pub struct Trainers<'a> {
    /// The programme.
    pub programme: Option<&'a Programme>,
    /// The site.
    pub site: Option<&'a Site>,
    /// The CFA that answers for it.
    pub cfa: Option<&'a Cfa>,
}

/// One box of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormBox {
    /// Stable key.
    pub key: String,
    /// What the form prints beside it.
    pub label: String,
    /// What is in it.
    pub value: Option<String>,
    /// What the code in it means.
    pub meaning: Option<String>,
    /// The value as people write it.
    pub printed: Option<String>,
}

/// One part of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Stable key.
    pub key: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Its boxes, in the order of the form.
    pub boxes: Vec<FormBox>,
}
