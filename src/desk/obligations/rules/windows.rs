//! Windows that close while an apprentice has no contract: to begin one, and to follow the courses without one.

use super::book::WITHOUT_CONTRACT;
use crate::desk::obligations::gathering::{ApprenticeFile, EnrolmentFile};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind};
use crate::law::calendar::{add_days, add_months};
use crate::law::deadlines::rules::SITE_WINDOW;
use crate::law::figures::Law;

/// The step of the window of the site.
pub const SITE: &str = "site";
/// The step of the right to follow the courses without an employer.
pub const WITHOUT: &str = "without_contract";

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
    (step, due_on): (&'static str, chrono::NaiveDate),
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
