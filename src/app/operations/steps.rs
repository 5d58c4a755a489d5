//! Every act that some `transitions` tell of, room by room.

use crate::trust::door::Step;
use crate::{contracts, desk, exchange, follow_up, learning, presence, ruptures, trust};

/// Every act that some `transitions` tell of.
pub const STEPS: &[&[Step]] = &[
    contracts::agreements::routes::readiness::STEPS,
    contracts::amendments::routes::transitions::STEPS,
    contracts::milestones::routes::STEPS,
    follow_up::visits::routes::transitions::STEPS,
    learning::mock_exams::routes::transitions::STEPS,
    learning::mock_exams::routes::transitions::STEPS_OF_INVITATIONS,
    learning::sittings::routes::transitions::STEPS,
    presence::absences::routes::absences::STEPS,
    ruptures::procedures::routes::STEPS,
    ruptures::difficulties::routes::STEPS,
    desk::links::routes::staff::STEPS,
    desk::obligations::transitions::STEPS,
    exchange::imports::transitions::STEPS,
    trust::accounts::routes::transitions::STEPS,
    trust::mails::routes::STEPS,
];
