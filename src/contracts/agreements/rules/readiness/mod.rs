//! What a contract still lacks before it can be signed, then deposited: one line a box of the form.

mod boxes;

use chrono::NaiveDate;

use self::boxes::{BOXES, RequiredBox};
use super::book;
use super::people::needs_guardian;
use crate::catalogue::programmes::file::{Cfa, Programme, Site};
use crate::contracts::agreements::model::{Agreement, Contract};
use crate::law::figures::{AgeLaw, Forms};
use crate::law::findings::Finding;
use crate::people::apprentices::{Apprentice, Guardian};
use crate::people::employers::{Employer, Tutor};
use crate::platform::text::Sentence;
use crate::say;
use crate::text_enum;

text_enum!(
    /// What a contract gets ready for.
    Step {
        /// To be signed by the parties.
        Signature = "signature" => "Signature" / "Signature",
        /// To be deposited.
        Deposit = "deposit" => "Dépôt" / "Deposit",
    }
);

/// Everything readiness looks at.
#[derive(Debug, Clone, Copy)]
pub struct Snapshot<'a> {
    pub agreed: &'a Agreement,
    pub employer: &'a Employer,
    pub apprentice: &'a Apprentice,
    /// Who may sign for them.
    pub guardians: &'a [Guardian],
    pub tutor: Option<&'a Tutor>,
    pub second_tutor: Option<&'a Tutor>,
    /// The contract this one follows, when it is kept here.
    pub previous: Option<&'a Contract>,
    pub programme: &'a Programme,
    pub site: Option<&'a Site>,
    /// The CFA it works under.
    pub cfa: Option<&'a Cfa>,
    pub forms: &'a Forms,
    pub law: &'a AgeLaw,
    /// Day of the signature, or the day it would be.
    pub signed_on: NaiveDate,
}

impl Snapshot<'_> {
    /// Whether somebody signs for the apprentice.
    pub fn needs_guardian(&self) -> bool {
        needs_guardian(self.law, self.apprentice.born_on, self.apprentice.emancipated, self.signed_on)
    }
}

/// One thing to do, or to know, before a step.
#[derive(Debug, Clone)]
pub struct ReadinessItem {
    pub finding: Finding,
    /// Box of the form, when it is about one.
    pub form_box: Option<Sentence>,
}

impl From<Finding> for ReadinessItem {
    fn from(finding: Finding) -> Self {
        Self { finding, form_box: None }
    }
}

/// The boxes a step asks for that are still blank.
pub fn missing(step: Step, of: &Snapshot<'_>) -> Vec<ReadinessItem> {
    BOXES.iter().filter(|one| one.step == step && (one.blank)(of)).map(item_of).collect()
}

fn item_of(one: &RequiredBox) -> ReadinessItem {
    let (fr, en) = (one.fr, one.en);
    let missing = book::BOX_MISSING.at(one.pointer, say!("Il manque : {fr}.", "Missing: {en}."));
    ReadinessItem {
        finding: Finding { source: one.source, ..missing },
        form_box: Some(Sentence::new(fr, en)),
    }
}
