//! The wing `follow_up` seen from outside.

pub mod phone_contacts;
pub mod visits;
