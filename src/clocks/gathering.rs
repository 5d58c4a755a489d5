//! The facts of a contract that is kept: what its rooms and the catalogue say of it.

use diesel::QueryResult;

use super::paying::with_pay;
use super::store::{find_surroundings, last_filing};
use crate::absences::rules::worked_days;
use crate::alternation::model::Workplace;
use crate::calendar::add_days;
use crate::catalogue::Catalogue;
use crate::contracts::Contract;
use crate::contracts::model::ContractType;
use crate::deadlines::Facts;
use crate::deadlines::model::{Period, SentFile, SiteMonths};
use crate::deadlines::rules::Texts;
use crate::law::Law;
use crate::pay_schedules::store::list_lines;
use crate::platform::db::Tx;
use crate::{absences, alternation};

/// Codes of public employers on the official form (21 to 30).
const PUBLIC_KINDS: std::ops::RangeInclusive<u8> = 21..=30;

/// The facts of a contract found within reach.
pub fn gather(conn: &mut Tx, catalogue: &Catalogue, law: &Law, contract: &Contract) -> QueryResult<Facts> {
    let around = find_surroundings(conn, contract)?;
    let programme = catalogue.programme(&around.programme_code);
    let terms = around.terms.unwrap_or_default();
    let sent = last_filing(conn, contract)?.map(|filing| SentFile {
        sent_on: Some(filing.sent_on),
        complete_on: filing.complete_on,
        decided_on: filing.decided_on,
    });
    let lines = list_lines(conn, contract.id)?;
    let kind = around.employer_kind_code.and_then(|code| code.parse().ok());
    let facts = Facts {
        signed_on: contract.signed_on,
        cycle: Some(Period { from: around.cycle_starts_on, to: around.cycle_ends_on }),
        site_window: programme.map(|programme| SiteMonths {
            before: programme.contract_window.months_before,
            after: programme.contract_window.months_after,
        }),
        last_award_on: programme.and_then(|programme| programme.rncp.last_delivery_on),
        after_rupture: contract.type_code == ContractType::AfterRupture,
        public_employer: kind.is_some_and(|kind| PUBLIC_KINDS.contains(&kind)),
        workplace_postal_code: terms.workplace_postal_code.or(around.employer_postal_code),
        practical_starts_on: terms.practical_starts_on,
        training_starts_on: terms.training_starts_on,
        exams_end_on: terms.exams_end_on,
        sent: sent.unwrap_or_default(),
        born_on: Some(around.born_on),
        enrolled_on: Some(around.enrolled_on),
        rupture_on: contract.closed_on.map(|closed_on| add_days(closed_on, 1)),
        ..Facts::between(contract.starts_on, contract.ends_on)
    };
    let facts = with_practice(conn, catalogue, law, (contract, facts))?;
    Ok(with_pay(facts, contract.type_code, &lines, law))
}

/// The facts with the days of practical training, by the calendar and the absences.
fn with_practice(
    conn: &mut Tx,
    catalogue: &Catalogue,
    law: &Law,
    (contract, mut facts): (&Contract, Facts),
) -> QueryResult<Facts> {
    let (apprentice, period) = (contract.apprentice_id, facts.practice());
    let days = alternation::store::days_of(conn, catalogue, &[apprentice])?.remove(&apprentice);
    let days = days.unwrap_or_default().working(Workplace {
        contract_id: contract.id,
        from_on: contract.starts_on,
        to_on: contract.effective_ends_on(),
        place: facts.place(),
    });
    let span = (period.from, period.to);
    let absences = absences::store::absences_of(conn, &[apprentice], span)?.remove(&apprentice);
    let follow_up = &Texts::of(law, &facts).contracts.follow_up;
    let worked = worked_days(&days, &absences.unwrap_or_default(), period, follow_up);
    facts.company_days = Some(worked);
    Ok(facts)
}
