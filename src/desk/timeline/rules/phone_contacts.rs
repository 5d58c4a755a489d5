//! Telephone contacts: that somebody called and what came of it, never what was said.

use crate::desk::timeline::model::{TimelineItem, TimelineKind, TimelineSources, TimelineSubject};
use crate::follow_up::phone_contacts::PhoneContact;
use crate::follow_up::phone_contacts::model::{CallOutcome, CallParty};
use crate::platform::clock;
use crate::say;

/// What is told of the calls.
pub fn items(sources: &TimelineSources) -> impl Iterator<Item = TimelineItem> {
    sources.phone_contacts.iter().map(of_contact)
}

fn of_contact(contact: &PhoneContact) -> TimelineItem {
    let (avec, with) = match contact.party {
        CallParty::Tutor => ("le maître d'apprentissage", "the tutor"),
        CallParty::Apprentice => ("l'apprenti", "the apprentice"),
        CallParty::Guardian => ("un représentant légal", "a guardian"),
        CallParty::Employer => ("l'entreprise", "the company"),
        CallParty::Opco => ("l'OPCO", "the OPCO"),
        CallParty::Site => ("le centre", "the centre"),
        CallParty::Other => ("un tiers", "somebody else"),
    };
    let (suite, outcome) = match contact.outcome {
        CallOutcome::Reached => ("joint", "reached"),
        CallOutcome::Missed => ("sans réponse", "no answer"),
        CallOutcome::Voicemail => ("message laissé", "message left"),
        CallOutcome::WrongNumber => ("mauvais numéro", "wrong number"),
        CallOutcome::Refused => ("refus de répondre", "would not speak"),
    };
    let title = say!("Appel avec {avec} : {suite}", "Call with {with}: {outcome}");
    let subject = (TimelineSubject::PhoneContact, contact.id.0);
    let href = format!("/v1/phone-contacts/{}", contact.id);
    TimelineItem::new(clock::paris_day(contact.called_at), TimelineKind::PhoneContact, title, subject, href)
}
