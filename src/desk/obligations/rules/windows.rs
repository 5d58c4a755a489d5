//! Windows that close while an apprentice has no contract: to begin one, and to follow the courses without one.

use chrono::NaiveDate;

use super::book::{DROP_OUT_COUNTED, WITHOUT_CONTRACT};
use crate::desk::obligations::gathering::{ApprenticeFile, EnrolmentFile};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind, Owner};
use crate::ids::ContractId;
use crate::law::calendar::{add_days, add_months};
use crate::law::deadlines::rules::SITE_WINDOW;
use crate::law::figures::Law;
use crate::people::apprentices::rules::status::{ContractSpan, Course, history};
use crate::ruptures::stays::rules::clocks::{DropOut, drop_outs};

/// The step of the window of the site.
pub const SITE: &str = "site";
/// The step of the right to follow the courses without an employer.
pub const WITHOUT: &str = "without_contract";
/// The step of the statistic of the national dashboard.
pub const DASHBOARD: &str = "dashboard";

/// The drop-outs that the national dashboard counts unless a contract comes before: told to whoever follows the apprentice,
/// never to the apprentice, whose rights do not depend on it.
pub fn of_dashboard(file: &ApprenticeFile, training: &EnrolmentFile, law: &Law) -> Vec<Derived> {
    let theirs =
        file.contracts.iter().map(|contract_file| &contract_file.contract).filter(|contract| {
            contract.enrolment_id == training.enrolment_id && contract.state.is_concluded()
        });
    let mut spans: Vec<(ContractSpan, ContractId)> =
        theirs.map(|one| (ContractSpan::until(one.starts_on, one.ends_on, one.closed_on), one.id)).collect();
    spans.sort_by_key(|(span, _)| span.starts_on);
    let course = Course { starts_on: training.entered_on, ends_on: training.cycle.to };
    let only_spans: Vec<ContractSpan> = spans.iter().map(|(span, _)| *span).collect();
    let changes = history(course, &only_spans, training.excluded_on, law);
    let counted = drop_outs(&changes, training.excluded_on).into_iter().map(|one| {
        let before = spans.iter().rfind(|(span, _)| span.starts_on < one.from_on).map(|(_, id)| *id);
        let next = changes.iter().find(|change| change.on > one.on).map(|change| change.on);
        drop_out(file, training, law, (one, before, next))
    });
    counted.collect()
}

fn drop_out(
    file: &ApprenticeFile,
    training: &EnrolmentFile,
    law: &Law,
    (one, broken, next): (DropOut, Option<ContractId>, Option<NaiveDate>),
) -> Derived {
    let delays = law.obligations.on(training.cycle.from);
    let due_on = add_days(one.on, -1);
    let over = next.map_or(NaiveDate::MAX, |on| add_days(on, -1));
    let lapses_on = training.last_day().min(add_days(due_on, delays.lapse_days)).min(over);
    let derived = Derived::new(
        ObligationKind::WindowClosing,
        InFile::Apprentice(file.apprentice.id),
        broken.map_or(training.enrolment_id.0, |contract| contract.0),
        &DROP_OUT_COUNTED,
        (add_days(due_on, -delays.status_notice_days), due_on),
    );
    derived
        .step(DASHBOARD)
        .owned_by(Owner::Referent)
        .known_since(training.enrolled_on)
        .until(lapses_on)
        .because(ObligationFacts {
            starts_on: Some(one.from_on),
            count: Some(one.days),
            ..ObligationFacts::default()
        })
}

/// The windows of an enrolment until its first signed contract.
pub fn of(file: &ApprenticeFile, training: &EnrolmentFile, law: &Law) -> Vec<Derived> {
    let months = law.contracts.on(training.entered_on).window.after_cycle_months;
    let after = |months: u32| add_months(training.entered_on, i32::try_from(months).unwrap_or_default());
    let legal = after(months);
    let site = training.site_window.map(|window| after(window.after)).filter(|day| *day < legal);
    let mut derived = vec![window(file, training, law, (WITHOUT, legal), &WITHOUT_CONTRACT)];
    derived.extend(site.map(|day| window(file, training, law, (SITE, day), &SITE_WINDOW)));
    derived
}

fn window(
    file: &ApprenticeFile,
    training: &EnrolmentFile,
    law: &Law,
    (step, due_on): (&'static str, NaiveDate),
    rule: &'static crate::law::findings::Rule,
) -> Derived {
    let delays = law.obligations.on(training.cycle.from);
    let theirs = file
        .contracts
        .iter()
        .filter(|contract_file| contract_file.contract.enrolment_id == training.enrolment_id);
    // the site looks at the signature, the law at the start
    let contracts = theirs.map(|contract_file| &contract_file.contract);
    let in_time = contracts.filter(|contract| step == SITE || contract.starts_on <= due_on);
    let signed_on = in_time.filter_map(|contract| contract.signed_on).min();
    let lapses_on = training.last_day().min(add_days(due_on, delays.lapse_days));
    Derived::new(
        ObligationKind::WindowClosing,
        InFile::Apprentice(file.apprentice.id),
        training.enrolment_id.0,
        rule,
        (add_days(due_on, -delays.window_notice_days), due_on),
    )
    .step(step)
    .shown_to_apprentice()
    .known_since(training.enrolled_on)
    .done(signed_on)
    .until(lapses_on)
    .because(ObligationFacts { starts_on: Some(training.entered_on), ..ObligationFacts::default() })
}
