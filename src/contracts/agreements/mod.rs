//! Apprenticeship contracts: drafted, checked against the law and the programme, then signed or discarded.

pub mod acts;
pub mod batch;
pub mod case;
pub mod employing;
pub mod model;
pub mod readiness;
pub mod reopening;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::{AgreedPayLine, Agreement, Contract, ContractHead, ContractState, ContractTerms, Training};
