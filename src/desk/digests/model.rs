//! The nouns: who may be sent a digest, when they want one, and what it tells.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::desk::obligations::store::FOLLOWS_CFA;
use crate::desk::obligations::tasks::Recipient;
use crate::ids::{AccountId, ApprenticeId, GuardianId, TutorId};
use crate::schema::accounts;
use crate::trust::access::Role;

/// When somebody wants their digest.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = accounts, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct DigestSettings {
    /// Whether they want it at all.
    pub digest_enabled: bool,
    /// Days of the week without one, 1 for Monday.
    pub digest_quiet_weekdays: Vec<i16>,
    /// First day of a period without one.
    pub digest_quiet_from: Option<NaiveDate>,
    /// Last day of it.
    pub digest_quiet_to: Option<NaiveDate>,
}

/// Somebody who may be sent a digest.
#[derive(Debug, Clone, Queryable)]
pub struct DigestReader {
    /// Account.
    pub id: AccountId,
    pub name: String,
    pub role: Role,
    pub tutor_id: Option<TutorId>,
    /// File of a student.
    pub apprentice_id: Option<ApprenticeId>,
    /// Functions of staff.
    pub functions: Vec<String>,
    /// When they want one.
    pub settings: DigestSettings,
}

impl DigestReader {
    /// The same, as whoever obligations are shared out to.
    pub fn recipient(&self) -> Recipient {
        let Self { role, tutor_id, apprentice_id, .. } = *self;
        let follows_cfa = self.functions.iter().any(|function| function == FOLLOWS_CFA);
        Recipient { account: self.id.0, role, tutor_id, apprentice_id, follows_cfa }
    }
}

/// One thing to do, as a digest tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What is due, in French.
    pub sentence: String,
    /// Name of the apprentice it is about.
    pub apprentice: Option<String>,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    /// Days since that last day, when it is over.
    pub days_late: Option<i64>,
    /// Where a front end shows it.
    pub link: Option<String>,
}

/// A company tutor without an account who may be sent a digest.
#[derive(Debug, Clone)]
pub struct TutorReader {
    pub id: TutorId,
    /// Given and family names.
    pub name: String,
}

/// Somebody whose right to follow the courses ends, and those who answer for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverReader {
    /// Given and family names.
    pub name: String,
    /// Whether their file has an address.
    pub has_address: bool,
    /// Their account, when they have one.
    pub account_id: Option<AccountId>,
    pub born_on: NaiveDate,
    /// Whether a minor is emancipated.
    pub emancipated: bool,
    /// Their guardians with an address, each with their names.
    pub guardians: Vec<(GuardianId, String)>,
}

impl DigestSettings {
    /// Those of whoever has none: every day but the weekend.
    pub fn usual() -> Self {
        Self {
            digest_enabled: true,
            digest_quiet_weekdays: vec![6, 7],
            digest_quiet_from: None,
            digest_quiet_to: None,
        }
    }
}
