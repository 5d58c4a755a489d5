//! JSON out.

mod aid;
mod reference;

pub use aid::EmployerAidOut;
pub use reference::FundingOut;
