//! JSON in and out.

mod complaints;
mod counts;

pub use complaints::{
    ComplaintClosingIn, ComplaintDetailOut, ComplaintIn, ComplaintOut, ComplaintPatch, ComplaintStepIn,
    ComplaintStepOut, ComplaintWords,
};
pub use counts::{ComplaintCount, ComplaintCountsOut, ComplaintPeriod};
