//! The timeline of an apprentice: what the rooms say, laid along the days. Pure: no database, no clock.

mod enrolments;
mod mock_exams;

use chrono::NaiveDate;

use crate::contracts::agreements::Contract;
use crate::contracts::amendments::model::Amendment;
use crate::desk::timeline::model::{TimelineItem, TimelineKind, TimelineSources, TimelineSubject};
use crate::follow_up::phone_contacts::PhoneContact;
use crate::follow_up::phone_contacts::model::{CallOutcome, CallParty};
use crate::follow_up::visits::Visit;
use crate::follow_up::visits::model::{Acknowledgement, Acknowledger};
use crate::follow_up::visits::rules::{DueState, VisitState, due_state};
use crate::law::calendar::french_day;
use crate::law::figures::Law;
use crate::platform::clock;
use crate::platform::text::Sentence;
use crate::ruptures::declarations::model::Rupture;
use crate::say;
use crate::trust::journal::AuthorKind;
use crate::trust::withdrawals::Withdrawal;

/// Everything told of an apprentice, by day, then kind; lateness is seen from a day.
pub fn timeline(sources: &TimelineSources, as_of: NaiveDate, law: &Law) -> Vec<TimelineItem> {
    let mut items: Vec<TimelineItem> = enrolments::items(sources, as_of, law)
        .chain(of_contracts(sources))
        .chain(of_visits(sources, as_of))
        .chain(of_phone_contacts(sources))
        .chain(mock_exams::items(sources, as_of))
        .chain(sources.withdrawals.iter().map(|(row, name)| of_withdrawal(row, name.as_deref())))
        .collect();
    items.sort_by_key(|item| (item.on, item.kind, item.subject_id));
    items
}

/// What is told of the contracts, their signed amendments and the ruptures.
fn of_contracts(sources: &TimelineSources) -> impl Iterator<Item = TimelineItem> {
    let concluded = sources.contracts.iter().filter(|contract| contract.state.is_concluded());
    let amended = sources.amendments.iter().map(|(amendment, on)| of_amendment(amendment, *on));
    concluded.flat_map(of_contract).chain(amended).chain(sources.ruptures.iter().flat_map(of_rupture))
}

fn of_contract(contract: &Contract) -> Vec<TimelineItem> {
    let item = |on: NaiveDate, kind, title: Sentence| {
        let href = format!("/v1/contracts/{}", contract.id);
        TimelineItem::new(on, kind, title, (TimelineSubject::Contract, contract.id.0), href)
    };
    let signed = || say!("Signature du contrat", "Contract signed");
    let mut items = Vec::new();
    items.extend(contract.signed_on.map(|on| item(on, TimelineKind::ContractSigned, signed())));
    let last_day = contract.effective_ends_on();
    if last_day >= contract.starts_on {
        let title = say!("Premier jour du contrat", "First day of the contract");
        items.push(item(contract.starts_on, TimelineKind::ContractStart, title));
        let title = match contract.closed_on {
            Some(_) => say!("Dernier jour du contrat, rompu", "Last day of the contract, broken"),
            None => say!("Dernier jour du contrat, à son terme", "Last day of the contract, at its term"),
        };
        items.push(item(last_day, TimelineKind::ContractEnd, title));
    }
    items
}

fn of_amendment(amendment: &Amendment, signed_on: NaiveDate) -> TimelineItem {
    let (code, day) = (amendment.facts.type_code, amendment.facts.effective_on);
    let jour = french_day(day);
    let title = say!(
        "Signature d'un avenant de type {code}, à effet du {jour}",
        "Amendment of type {code} signed, in effect from {day}"
    );
    let href = format!("/v1/amendments/{}", amendment.id);
    let subject = (TimelineSubject::Amendment, amendment.id.0);
    TimelineItem::new(signed_on, TimelineKind::AmendmentSigned, title, subject, href)
}

fn of_rupture(rupture: &Rupture) -> [TimelineItem; 2] {
    let item = |on, kind, title| {
        let href = format!("/v1/ruptures/{}", rupture.id);
        TimelineItem::new(on, kind, title, (TimelineSubject::Rupture, rupture.id.0), href)
    };
    let notice =
        say!("Le CFA reçoit la notification de la rupture", "The CFA receives the notice of the rupture");
    let effective = say!("Rupture du contrat", "Rupture of the contract");
    [
        item(rupture.facts.notice_received_on, TimelineKind::RuptureNotice, notice),
        item(rupture.facts.effective_on, TimelineKind::Rupture, effective),
    ]
}

/// What was taken back, by whom and why; that it came back since, if it did.
fn of_withdrawal(row: &Withdrawal, name: Option<&str>) -> TimelineItem {
    let (fr, en) = row.kind.facts().title;
    let (par, by) =
        name.map_or_else(Default::default, |name| (format!(" par {name}"), format!(" by {name}")));
    let why = row.reason.as_deref().map_or_else(String::new, |reason| format!(" : {reason}"));
    let reason = why.replacen(" : ", ": ", 1);
    let restored = row.restored_at.map(clock::paris_day);
    let (puis, then) = restored.map_or_else(Default::default, |day| {
        (format!(" (rétabli le {})", french_day(day)), format!(" (brought back on {day})"))
    });
    let title = say!("{fr}{par}{why}{puis}", "{en}{by}{reason}{then}");
    let subject = (TimelineSubject::Withdrawal, row.id.0);
    let href = format!("/v1/withdrawals/{}", row.id);
    TimelineItem::new(clock::paris_day(row.withdrawn_at), TimelineKind::Withdrawn, title, subject, href)
}

/// What is told of the visits.
fn of_visits(sources: &TimelineSources, as_of: NaiveDate) -> impl Iterator<Item = TimelineItem> {
    let of_visits = sources.visits.iter().map(move |visit| of_visit(visit, as_of));
    of_visits.chain(sources.acknowledgements.iter().map(of_acknowledgement))
}

fn of_acknowledgement(acknowledgement: &Acknowledgement) -> TimelineItem {
    let (qui, who) = match acknowledgement.party {
        Acknowledger::Tutor if acknowledgement.author_kind == AuthorKind::Link => {
            ("le lien du maître d'apprentissage", "the link of the tutor")
        }
        Acknowledger::Tutor => ("le maître d'apprentissage", "the tutor"),
        Acknowledger::Apprentice => ("l'apprenti", "the apprentice"),
        Acknowledger::Staff => ("le centre", "the centre"),
    };
    let title = say!("Compte rendu de visite lu par {qui}", "Report of a visit acknowledged by {who}");
    let on = clock::paris_day(acknowledgement.acknowledged_at);
    let subject = (TimelineSubject::Visit, acknowledgement.visit_id.0);
    let href = format!("/v1/visits/{}", acknowledgement.visit_id);
    TimelineItem::new(on, TimelineKind::VisitAcknowledged, title, subject, href)
}

fn of_visit(visit: &Visit, as_of: NaiveDate) -> TimelineItem {
    let (rank, year) = (visit.ordinal, visit.training_year);
    let (on, kind, title) = match visit.state {
        VisitState::Planned => {
            let (jour, day) = (french_day(visit.due_on), visit.due_on);
            let title = say!(
                "Visite {rank} de l'année {year}, à faire le {jour} au plus tard",
                "Visit {rank} of year {year}, due by {day}"
            );
            (visit.planned_on, TimelineKind::VisitPlanned, title)
        }
        VisitState::Held => {
            let title = say!("Visite {rank} de l'année {year}, faite", "Visit {rank} of year {year}, held");
            (visit.held_on.unwrap_or(visit.planned_on), TimelineKind::VisitHeld, title)
        }
        VisitState::Cancelled => {
            let title =
                say!("Visite {rank} de l'année {year}, annulée", "Visit {rank} of year {year}, cancelled");
            (visit.planned_on, TimelineKind::VisitCancelled, title)
        }
    };
    let due = due_state(visit.state, visit.due_on, as_of);
    let href = format!("/v1/visits/{}", visit.id);
    let item = TimelineItem::new(on, kind, title, (TimelineSubject::Visit, visit.id.0), href);
    TimelineItem { due_state: Some(due), ..item.late_if(due == DueState::Late) }
}

/// What is told of the calls.
fn of_phone_contacts(sources: &TimelineSources) -> impl Iterator<Item = TimelineItem> {
    sources.phone_contacts.iter().map(of_contact)
}

fn of_contact(contact: &PhoneContact) -> TimelineItem {
    let (avec, with) = match contact.facts.party {
        CallParty::Tutor => ("le maître d'apprentissage", "the tutor"),
        CallParty::Apprentice => ("l'apprenti", "the apprentice"),
        CallParty::Guardian => ("un représentant légal", "a guardian"),
        CallParty::Employer => ("l'entreprise", "the company"),
        CallParty::Opco => ("l'OPCO", "the OPCO"),
        CallParty::Site => ("le centre", "the centre"),
        CallParty::Other => ("un tiers", "somebody else"),
    };
    let (suite, outcome) = match contact.facts.outcome {
        CallOutcome::Reached => ("joint", "reached"),
        CallOutcome::Missed => ("sans réponse", "no answer"),
        CallOutcome::Voicemail => ("message laissé", "message left"),
        CallOutcome::WrongNumber => ("mauvais numéro", "wrong number"),
        CallOutcome::Refused => ("refus de répondre", "would not speak"),
    };
    let title = say!("Appel avec {avec} : {suite}", "Call with {with}: {outcome}");
    let subject = (TimelineSubject::PhoneContact, contact.id.0);
    let href = format!("/v1/phone-contacts/{}", contact.id);
    TimelineItem::new(
        clock::paris_day(contact.facts.called_at),
        TimelineKind::PhoneContact,
        title,
        subject,
        href,
    )
}
