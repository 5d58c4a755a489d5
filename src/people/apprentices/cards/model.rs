//! The nouns: what a card keeps. Names and dated facts, in the words of the function `enrolment_card` that writes them.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::ids::{
    AccountId, ApprenticeId, CohortId, ContractId, EmployerId, EnrolmentId, SiteId, TutorId, VisitId,
};
use crate::people::apprentices::model::ContractState;
use crate::people::duties::ReferentKind;
use crate::platform::db::Json;
use crate::schema::enrolment_cards;

/// The card of an enrolment.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = enrolment_cards, check_for_backend(diesel::pg::Pg))]
pub struct Card {
    pub enrolment_id: EnrolmentId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub cohort_id: CohortId,
    pub facts: Json<CardFacts>,
    /// The first visit that is still planned, late or not.
    pub next_visit: Option<Json<CardVisit>>,
}

/// What is kept of an enrolment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardFacts {
    /// Name in use, else birth name.
    pub family_name: String,
    /// Given name they are called by.
    pub given_name: String,
    pub cohort_name: String,
    /// First day of the training cycle.
    pub starts_on: NaiveDate,
    /// Last day of the training cycle.
    pub ends_on: NaiveDate,
    pub enrolled_on: NaiveDate,
    /// First day in the training, when it was said.
    pub entered_on: Option<NaiveDate>,
    /// Last day expected, when it was said.
    pub expected_ends_on: Option<NaiveDate>,
    /// First day of a definitive exclusion.
    pub excluded_on: Option<NaiveDate>,
    /// The contracts that serve the enrolment, by first day, those not signed among them.
    pub contracts: Vec<CardContract>,
    /// Who follows the apprentice, by first day.
    pub referents: Vec<CardReferent>,
}

/// A contract on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardContract {
    pub id: ContractId,
    pub state: ContractState,
    /// First day of execution.
    pub starts_on: NaiveDate,
    /// Last day agreed.
    pub ends_on: NaiveDate,
    /// Last contract day of a broken contract.
    pub closed_on: Option<NaiveDate>,
    /// Code of the ground of its rupture.
    pub ground: Option<String>,
    /// Who employs under it, by first day.
    pub employers: Vec<CardEmployer>,
    /// Who is tutor under it, the first tutors before the second; those named while it is not signed.
    pub tutors: Vec<CardTutor>,
}

/// An employer on a card, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardEmployer {
    pub id: EmployerId,
    pub from_on: NaiveDate,
    pub name: String,
    pub city: Option<String>,
}

/// A tutor on a card, between two days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardTutor {
    pub id: TutorId,
    /// 1 first tutor, 2 second.
    pub rank: i16,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    pub family_name: String,
    pub given_name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
}

/// Somebody who follows the apprentice, between two days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardReferent {
    pub account_id: AccountId,
    pub kind: ReferentKind,
    pub from_on: NaiveDate,
    pub to_on: Option<NaiveDate>,
    pub display_name: String,
    /// Whether their account is disabled.
    pub vacant: bool,
}

/// A visit on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardVisit {
    pub id: VisitId,
    pub contract_id: ContractId,
    pub planned_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
}
