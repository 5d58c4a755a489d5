//! What follows from an act elsewhere, in one table: access says who may, consequences say what follows.
//!
//! A wing uses only those before it, so the acts below receive what they set off from here. All of it happens in the
//! transaction of the act.

use crate::catalogue::cohorts;
use crate::contracts::consequences as contracts;
use crate::desk::calendar_feeds;
use crate::follow_up::visits;
use crate::learning::mock_exams;
use crate::learning::projection::model::OfficialMarks;
use crate::outcomes::results;
use crate::people::apprentices;
use crate::people::referents;
use crate::trust::accounts::consequences as accounts;

/// A cohort opened plans the mock exams of its programme; changed, it plans anew those still to come; taken back, they go
/// with it.
pub const OF_COHORTS: cohorts::CohortConsequences = cohorts::CohortConsequences {
    opened: mock_exams::acts::plan,
    changed: mock_exams::acts::replan,
    parts: mock_exams::acts::parts,
};

/// Somebody named with the file of an apprentice follows them.
pub const OF_APPRENTICES: apprentices::ApprenticeConsequences =
    apprentices::ApprenticeConsequences { followed: referents::acts::follow };

/// A contract signed plans its visits; amended, the visits still planned go to whoever is tutor then, and those that a
/// longer contract deserves are planned.
pub const OF_CONTRACTS: contracts::ContractConsequences =
    contracts::ContractConsequences { signed: visits::plans::plan_visits, amended: visits::plans::follow };

/// A password changed, or all the sessions of an account ended, takes the secret address of its calendar away.
pub const OF_ACCOUNTS: accounts::AccountConsequences =
    accounts::AccountConsequences { credentials_ended: calendar_feeds::acts::withdraw };

/// A projection from official marks reads those of the exam.
pub const OF_PROJECTIONS: OfficialMarks = results::OF_PROJECTIONS;
