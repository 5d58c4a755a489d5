//! Where a contract stands on a day.

use chrono::NaiveDate;

use crate::people::apprentices::model::{ContractState, Phase};

/// Where a contract stands on a day, by its first and its last day really under contract; an announced rupture leaves it
/// running until its eve.
pub fn phase_on(state: ContractState, (starts_on, last_day): (NaiveDate, NaiveDate), on: NaiveDate) -> Phase {
    let over = on > last_day;
    match state {
        ContractState::Draft => Phase::Draft,
        ContractState::Ready => Phase::Ready,
        ContractState::Broken if over => Phase::Broken,
        _ if over => Phase::Ended,
        _ if on < starts_on => Phase::Upcoming,
        _ => Phase::Running,
    }
}
