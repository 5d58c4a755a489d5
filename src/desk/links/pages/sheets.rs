//! The forms served at a link, each with its act, its place and what is said once it is done.

use serde_json::Value;
use uuid::Uuid;

use super::form::Field;
use super::sheet::FormSheet;
use super::typed::Typed;
use super::{call, difficulty, done, invitation, logbook, opinion, report, skills, visit};
use crate::catalogue::programmes::Catalogue;
use crate::desk::obligations::model::ObligationKind;
use crate::ids::ApprenticeId;
use crate::law::figures::SatisfactionForm;
use crate::law::identifiers::{called, full_name};
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::Answer;
use crate::trust::access::Act;
use crate::trust::door::Asker;

/// What a form is about, and on whose behalf.
pub struct FormContext<'a> {
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

impl FormContext<'_> {
    /// What was answered, as the API takes it.
    pub fn answered(&self, fields: &[Field]) -> Value {
        self.typed.map(|typed| typed.json(fields)).unwrap_or_default()
    }
}

/// A form at a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Logging a visit.
    Visit,
    /// Logging a call.
    Call,
    /// Acknowledging a report.
    Report,
    /// Answering an invitation.
    Invitation,
    /// Saying that what was promised at a visit is done.
    Commitment,
    /// Saying that what a call left to do is done.
    FollowUp,
    /// Saying where an apprentice stands on skills.
    Skills,
    /// Telling of a difficulty.
    Difficulty,
    /// Signing a period of the logbook.
    Logbook,
    /// Saying how satisfied one is, before a visit.
    VisitOpinion,
    /// The same, of the year.
    YearOpinion,
}

impl Form {
    const ALL: [Self; 11] = [
        Self::Visit,
        Self::Call,
        Self::Report,
        Self::Invitation,
        Self::Commitment,
        Self::FollowUp,
        Self::Skills,
        Self::Difficulty,
        Self::Logbook,
        Self::VisitOpinion,
        Self::YearOpinion,
    ];

    /// The form at a place below a link.
    pub fn at(place: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.place() == place)
    }

    /// The form that clears something due.
    pub const fn clearing(kind: ObligationKind) -> Option<Self> {
        match kind {
            ObligationKind::VisitToHold => Some(Self::Visit),
            ObligationKind::ReportToAcknowledge => Some(Self::Report),
            ObligationKind::InvitationToAnswer => Some(Self::Invitation),
            ObligationKind::CommitmentDue => Some(Self::Commitment),
            ObligationKind::CallToReturn => Some(Self::FollowUp),
            _ => None,
        }
    }

    /// Where it is: the first part of an address below that of the link.
    pub const fn place(self) -> &'static str {
        match self {
            Self::Visit => "visits",
            Self::Call => "calls",
            Self::Report => "reports",
            Self::Invitation => "invitations",
            Self::Commitment => "commitments",
            Self::FollowUp => "follow-ups",
            Self::Skills => "skills",
            Self::Difficulty => "difficulties",
            Self::Logbook => "logbooks",
            Self::VisitOpinion => "visit-opinions",
            Self::YearOpinion => "year-opinions",
        }
    }

    /// What leads to it says.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Visit => "Rendre compte de la visite",
            Self::Call => "Noter un appel",
            Self::Report => "Lire le compte rendu et en prendre acte",
            Self::Invitation => "Répondre à l’invitation",
            Self::Commitment | Self::FollowUp => "C’est fait",
            Self::Skills => "Dire où en sont ses compétences",
            Self::Difficulty => "Signaler une difficulté",
            Self::Logbook => "Lire et signer son livret",
            Self::VisitOpinion => "Donner mon avis avant la visite",
            Self::YearOpinion => "Donner mon avis sur l’année",
        }
    }

    /// The act it carries out.
    pub const fn act(self) -> Act {
        match self {
            Self::Visit | Self::Commitment => Act::LogVisit,
            Self::Call | Self::FollowUp => Act::LogPhoneContact,
            Self::Report => Act::AcknowledgeVisit,
            Self::Invitation => Act::AnswerInvitation,
            Self::Skills => Act::SaySkillPosition,
            Self::Difficulty => Act::OpenDifficulty,
            Self::Logbook => Act::SignLogbook,
            Self::VisitOpinion | Self::YearOpinion => Act::SaySatisfaction,
        }
    }

    /// What it asks.
    pub fn sheet(self, context: FormContext<'_>) -> Result<FormSheet, Problem> {
        match self {
            Self::Visit => visit::sheet(context),
            Self::Call => call::sheet(context),
            Self::Report => report::sheet(context),
            Self::Invitation => invitation::sheet(context),
            Self::Commitment => done::commitment(context),
            Self::FollowUp => done::follow_up(context),
            Self::Skills => skills::sheet(context),
            Self::Difficulty => difficulty::sheet(context),
            Self::Logbook => logbook::sheet(context),
            Self::VisitOpinion => opinion::sheet(context, SatisfactionForm::Visit),
            Self::YearOpinion => opinion::sheet(context, SatisfactionForm::Year),
        }
    }

    /// Does what it asks.
    pub fn carry_out(self, context: FormContext<'_>) -> Answer {
        match self {
            Self::Visit => visit::carry_out(context),
            Self::Call => call::carry_out(context),
            Self::Report => report::carry_out(context),
            Self::Invitation => invitation::carry_out(context),
            Self::Commitment => done::complete_commitment(context),
            Self::FollowUp => done::clear_follow_up(context),
            Self::Skills => skills::carry_out(context),
            Self::Difficulty => difficulty::carry_out(context),
            Self::Logbook => logbook::carry_out(context),
            Self::VisitOpinion => opinion::carry_out(context, SatisfactionForm::Visit),
            Self::YearOpinion => opinion::carry_out(context, SatisfactionForm::Year),
        }
    }

    /// What is said on the brief once it was sent.
    pub const fn done_sentence(self) -> &'static str {
        match self {
            Self::Visit => "Le compte rendu de la visite est enregistré. Merci.",
            Self::Call => "L’appel est noté. Merci.",
            Self::Report => "Vous avez pris acte du compte rendu. Merci.",
            Self::Invitation => "Votre réponse est enregistrée. Merci.",
            Self::Commitment | Self::FollowUp => "C’est noté comme fait. Merci.",
            Self::VisitOpinion | Self::YearOpinion => "Votre avis est enregistré. Merci.",
            Self::Logbook => "Votre signature du livret est enregistrée. Merci.",
            Self::Skills => "Vos réponses sur les compétences sont enregistrées. Merci.",
            Self::Difficulty => "La difficulté est signalée au centre, qui vous recontacte. Merci.",
        }
    }
}

/// The given name and the name in use of an apprentice of the link.
pub fn apprentice_named(conn: &mut Tx, asker: &Asker, id: ApprenticeId) -> Result<String, Problem> {
    let reach = asker.caller.may(Act::ReadApprentice)?;
    let one = apprentices::store::find(conn, &reach, id)?.or_not_found("apprentice")?;
    let given_name = called(one.usual_given_name.as_deref(), &one.given_name);
    Ok(full_name(given_name, &one.usage_name.unwrap_or(one.family_name)))
}
