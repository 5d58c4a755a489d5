//! How the centre keeps in touch with apprentice and company: visits and phone contacts.

pub mod phone_contacts;
pub mod visits;
