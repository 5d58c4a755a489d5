//! Pay: simulations, the pay of a contract, and the figures of the law.

mod salary;
mod schedules;
mod simulations;
