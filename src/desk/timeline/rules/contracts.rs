//! Contracts, their amendments and their ruptures.

use chrono::NaiveDate;

use crate::contracts::agreements::Contract;
use crate::contracts::amendments::model::Amendment;
use crate::desk::timeline::model::{TimelineItem, TimelineKind, TimelineSources, TimelineSubject};
use crate::law::calendar::french_day;
use crate::platform::text::Sentence;
use crate::ruptures::declarations::model::Rupture;
use crate::say;

/// What is told of the contracts, their signed amendments and the ruptures.
pub fn items(sources: &TimelineSources) -> impl Iterator<Item = TimelineItem> {
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
    let (code, day) = (amendment.type_code, amendment.effective_on);
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
