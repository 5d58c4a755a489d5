//! The pages served at a link: plain HTML in French, without any script, outside resource or cookie.
//!
//! No token against forged requests is needed: nothing identifies the visitor but the secret in the address, which
//! a browser never adds by itself; another site that knew it would already be the bearer of the link.

mod call;
mod difficulty;
mod done;
mod form;
mod html;
mod invitation;
mod logbook;
mod opinion;
mod overview;
mod report;
mod sheet;
mod sheets;
mod skills;
mod survey;
mod typed;
mod visit;
mod words;

pub use html::{HtmlPage, redirect, stop_page, thanks_page};
pub use overview::brief_page;
pub use sheet::{FormPlace, FormSheet};
pub use sheets::{Form, FormContext};
pub use survey::{survey_facts, survey_sheet};
pub use typed::Typed;
