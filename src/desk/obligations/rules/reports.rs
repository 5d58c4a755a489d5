//! What follows a visit: each party acknowledges the report that holds, and everybody does what they promised.

use super::book::{COMMITMENTS, REPORTS};
use crate::desk::obligations::gathering::{ApprenticeFile, CommitmentSeen, ReportSeen, VisitSeen};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind, Owner};
use crate::follow_up::visits::model::{Acknowledger, CommitmentOwner};
use crate::law::calendar::add_days;
use crate::law::figures::{Law, ObligationLaw};

/// What follows the visits held.
pub fn of(file: &ApprenticeFile, law: &Law) -> Vec<Derived> {
    let about = |visit_id| file.visits.iter().find(|visit| visit.id == visit_id);
    let reports = file.reports.iter().filter_map(|report| Some((about(report.visit_id)?, report)));
    let read = reports.flat_map(|(visit, report)| {
        let delays = law.obligations.on(report.written_on);
        Acknowledger::ALL.iter().map(move |party| to_acknowledge(file, visit, report, *party, delays))
    });
    let promised = file.commitments.iter().filter_map(|one| Some((about(one.visit_id)?, one)));
    let promised = promised.map(|(visit, one)| {
        let delays = law.obligations.on(one.made_on);
        to_do(file, visit, one, delays)
    });
    read.chain(promised).collect()
}

fn to_acknowledge(
    file: &ApprenticeFile,
    visit: &VisitSeen,
    report: &ReportSeen,
    party: Acknowledger,
    delays: &ObligationLaw,
) -> Derived {
    let due_on = add_days(report.written_on, delays.acknowledge_days);
    let done_on = report.acknowledged.iter().find(|(who, _)| *who == party).map(|(_, on)| *on);
    let (training_year, ordinal) = visit.slot;
    let derived = Derived::new(
        ObligationKind::ReportToAcknowledge,
        InFile::Apprentice(file.apprentice.id),
        visit.id.0,
        &REPORTS,
        (report.written_on, due_on),
    )
    .step(format!("{}-{party}", report.number))
    .done(done_on)
    .until(add_days(due_on, delays.lapse_days))
    .because(ObligationFacts {
        training_year: Some(training_year),
        ordinal: Some(ordinal),
        starts_on: visit.held_on,
        ..ObligationFacts::default()
    });
    let derived = Derived { contract_id: Some(visit.contract_id), ..derived };
    match party {
        Acknowledger::Tutor => Derived { tutor_id: Some(visit.tutor_id), ..derived }.owned_by(Owner::Tutor),
        Acknowledger::Apprentice => derived.owned_by(Owner::Apprentice).shown_to_apprentice(),
        Acknowledger::Staff => derived.owned_by(Owner::Referent),
    }
}

fn to_do(
    file: &ApprenticeFile,
    visit: &VisitSeen,
    promised: &CommitmentSeen,
    delays: &ObligationLaw,
) -> Derived {
    let made_on = visit.held_on.unwrap_or(promised.made_on);
    let from_on = add_days(promised.due_on, -delays.window_notice_days).max(made_on);
    let derived = Derived::new(
        ObligationKind::CommitmentDue,
        InFile::Apprentice(file.apprentice.id),
        promised.id,
        &COMMITMENTS,
        (from_on, promised.due_on),
    )
    .known_since(made_on)
    .under(visit.contract_id, Some(visit.tutor_id))
    .shown_to_apprentice()
    .done(promised.done_on)
    .until(add_days(promised.due_on, delays.lapse_days))
    .because(ObligationFacts {
        label_fr: Some(promised.what.clone()),
        label_en: Some(promised.what.clone()),
        ..ObligationFacts::default()
    });
    derived.owned_by(match promised.owner {
        CommitmentOwner::Apprentice => Owner::Apprentice,
        CommitmentOwner::Tutor => Owner::Tutor,
        CommitmentOwner::Referent => Owner::Referent,
        CommitmentOwner::Site => Owner::Site,
    })
}
