//! Every query on apprentices, guardians and enrolments, and the dates of others' tables their status needs.

mod apprentices;
pub mod batch;
mod dated;
pub mod disabilities;
mod enrolments;
mod guardians;

pub use apprentices::{
    ApprenticeFilter, change, count, existing_among, find, find_by_ine, ine_taken, insert, list, lock,
    lock_contracts_of, on_duty_for, one_who_looks_like, wait_for_everybody, wait_for_lookalikes,
};
pub use dated::{
    EnrolmentAndContracts, contract_dates, enrolments_and_cards, enrolments_and_contracts,
    find_with_enrolments,
};
pub use enrolments::{
    EnrolmentFilter, change_enrolment, count_enrolments, enrolments_of, find_cohort, find_enrolment,
    in_training_on, insert_enrolment, is_enrolment_of, list_enrolments, lock_enrolment,
};
pub use guardians::{
    change_guardian, count_guardians, find_guardian, has_guardian, insert_guardian, list_guardians,
    lock_guardian,
};
