//! What the rules say of a procedure of rupture: one engine for every ground, its delays as data.

pub mod book;
mod delays;
mod engine;
mod judging;

pub use delays::DelayLine;
pub use engine::{BreachKind, DoneStep, EffectState, Procedure, ProcedureFacts, StepState, StepStatus};
pub use judging::{
    against_effect, breach_of, check_step, newly_unconfirmed, no_breach, out_of_period, unconfirmed,
    unconfirmed_codes,
};

#[cfg(test)]
mod tests;
