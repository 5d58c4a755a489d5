//! Apprentices, their guardians, their enrolments.

mod cards;
mod enrolments;
mod entries;
mod guardians;
mod identity;
mod lists;
mod merging;
mod names;
mod path;
mod reach;
mod registering;
mod requirement;
mod rows;
mod status;

use compagnon::ids::ContractId;
use compagnon::schema::contracts;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::harness::{World, day};

/// An apprentice as a manager types them.
pub fn chloe() -> Value {
    json!({ "family_name": "Durand", "given_name": "Chloé", "born_on": "2006-03-14", "sex": "F",
            "nationality_code": "1", "birth_department": "10", "birth_place": "Troyes",
            "email": "Chloe.Durand@Example.org", "phone": "06 12 34 56 78", "address_line": "3 rue Champeaux",
            "postal_code": "10000", "city": "Troyes", "ine": "123456789ab", "previous_situation_code": "1",
            "last_class_code": "01", "last_diploma_prepared_code": "42", "social_regime_code": "2", "previous_diploma_code": "42", "previous_diploma_title": "Bac général" })
}

/// An identifier that nothing has.
pub const ABSENT: &str = "019a0000-0000-7000-8000-000000000000";

impl World {
    /// Breaks a contract, its last day being the one given.
    pub fn seed_rupture(&self, contract: ContractId, last_day: &str) {
        diesel::update(contracts::table.find(contract))
            .set((contracts::state.eq("broken"), contracts::closed_on.eq(Some(day(last_day)))))
            .execute(&mut self.database.connect())
            .expect("a broken contract");
    }
}
