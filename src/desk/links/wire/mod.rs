//! JSON in and out.

mod brief;
mod links;

pub use brief::{ApprenticeBriefOut, BriefItemOut, BriefOut, BriefSiteOut, BriefTextOut, ExpectedOut};
pub use links::{LinkIn, LinkOut, LinkParams, LinkRevocationIn, ShownOnce};
