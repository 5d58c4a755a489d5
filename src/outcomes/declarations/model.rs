//! The nouns: a learner as declarations read them, what each brings to a figure, what it comes to.

use std::collections::HashMap;

use uuid::Uuid;

use crate::ids::{ApprenticeId, ContractId, EnrolmentId};
use crate::outcomes::indicators::model::LearnerFacts;

/// The learners of a programme at a site.
#[derive(Debug, Clone, Default)]
pub struct DeclaredProgramme {
    pub code: String,
    pub title: String,
    /// Level of the certification in the national framework.
    pub level: u8,
    pub learners: Vec<LearnerFacts>,
    /// Hours of training agreed, by contract.
    pub hours: HashMap<ContractId, i32>,
}

/// What a learner, or a contract of theirs, brings to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeclaredCase {
    pub apprentice: ApprenticeId,
    pub enrolment: EnrolmentId,
    /// The contract, where contracts are counted.
    pub contract: Option<ContractId>,
    /// One person or contract, a number of days or of minutes; none when it is not known.
    pub amount: Option<i64>,
}

impl DeclaredCase {
    /// What tells it from the others of its figure: the contract, else the enrolment.
    pub fn key(&self) -> Uuid {
        self.contract.map_or(self.enrolment.0, |contract| contract.0)
    }
}

/// What a figure comes to: exact, a whole number or a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeclaredCount {
    pub value: i64,
    /// What it is divided by to be read; 1 for whole numbers, the minutes of an hour, the days of a year.
    pub over: i64,
    /// Cases whose amount is not known.
    pub unknown: u32,
}
