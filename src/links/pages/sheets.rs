//! The forms served at a link, each with its act, its place and what is said once it is done.

use serde_json::Value;
use uuid::Uuid;

use super::form::Field;
use super::sheet::Sheet;
use super::typed::Typed;
use super::{call, invitation, report, visit};
use crate::access::{Act, LinkVerb};
use crate::apprentices;
use crate::catalogue::Catalogue;
use crate::door::Asker;
use crate::ids::ApprenticeId;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::reply::Answer;

/// What a form is about, and on whose behalf.
pub struct Asked<'a> {
    /// The base.
    pub conn: &'a mut Tx,
    /// The bearer of the link.
    pub asker: &'a Asker,
    /// The programmes, for what a report may name.
    pub catalogue: &'a Catalogue,
    /// The visit, the invitation or the apprentice it is about.
    pub id: Uuid,
    /// What was typed in it, once it was.
    pub typed: Option<&'a Typed>,
}

impl Asked<'_> {
    /// What was answered, as the API takes it.
    pub fn answered(&self, fields: &[Field]) -> Value {
        self.typed.map(|typed| typed.json(fields)).unwrap_or_default()
    }
}

/// The verb of the form at a place below a link.
pub fn verb_at(place: &str) -> Option<LinkVerb> {
    let mut forms = LinkVerb::ALL.iter().copied().filter(|verb| *verb != LinkVerb::ReadBrief);
    forms.find(|verb| super::told::place_of(*verb) == place)
}

/// The act a form carries out.
pub fn act_of(verb: LinkVerb) -> Act {
    match verb {
        LinkVerb::LogVisit => Act::LogVisit,
        LinkVerb::AnswerInvitation => Act::AnswerInvitation,
        LinkVerb::AcknowledgeReport => Act::AcknowledgeVisit,
        LinkVerb::LogPhoneContact => Act::LogPhoneContact,
        LinkVerb::ReadBrief => Act::ReadBrief,
    }
}

/// What a form asks.
pub fn sheet(verb: LinkVerb, asked: Asked<'_>) -> Result<Sheet, Problem> {
    match verb {
        LinkVerb::LogVisit => visit::sheet(asked),
        LinkVerb::AnswerInvitation => invitation::sheet(asked),
        LinkVerb::AcknowledgeReport => report::sheet(asked),
        LinkVerb::LogPhoneContact => call::sheet(asked),
        LinkVerb::ReadBrief => Err(Problem::not_found("page")),
    }
}

/// Does what a form asks.
pub fn carry_out(verb: LinkVerb, asked: Asked<'_>) -> Answer {
    match verb {
        LinkVerb::LogVisit => visit::carry_out(asked),
        LinkVerb::AnswerInvitation => invitation::carry_out(asked),
        LinkVerb::AcknowledgeReport => report::carry_out(asked),
        LinkVerb::LogPhoneContact => call::carry_out(asked),
        LinkVerb::ReadBrief => Err(Problem::not_found("page")),
    }
}

/// What is said on the brief once a form was sent.
pub fn said_once_done(place: &str) -> Option<&'static str> {
    verb_at(place).map(|verb| match verb {
        LinkVerb::LogVisit => "Le compte rendu de la visite est enregistré. Merci.",
        LinkVerb::LogPhoneContact => "L’appel est noté. Merci.",
        LinkVerb::AcknowledgeReport => "Vous avez pris acte du compte rendu. Merci.",
        LinkVerb::AnswerInvitation => "Votre réponse est enregistrée. Merci.",
        LinkVerb::ReadBrief => "",
    })
}

/// The given name and the name in use of an apprentice of the link.
pub fn apprentice_named(conn: &mut Tx, asker: &Asker, id: ApprenticeId) -> Result<String, Problem> {
    let reach = asker.caller.may(Act::ReadApprentice)?;
    let found = apprentices::store::find(conn, &reach, id)?.filter(|one| reach.admits(one.id));
    let one = found.ok_or_else(|| Problem::not_found("apprentice"))?;
    Ok(format!("{} {}", one.given_name, one.usage_name.unwrap_or(one.family_name)))
}
