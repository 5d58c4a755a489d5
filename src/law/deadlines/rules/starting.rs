//! Before and at the start: windows, signature, first days in the company and at the centre.

use chrono::NaiveDate;

use super::Texts;
use super::counting::{as_written, months_after, months_around};
use super::naming::{LEGAL_WINDOW, PRACTICAL_START, SIGNATURE, SITE_WINDOW, TERM, TRAINING_START};
use crate::law::deadlines::model::{Deadline, DeadlineCode, EntryPeriod, Facts};
use crate::law::findings::Rule;
use crate::platform::text::Sentence;
use crate::say;

/// What comes until everything has begun.
pub fn deadlines(facts: &Facts, texts: &Texts<'_>) -> Vec<Deadline> {
    let mut deadlines = windows(facts, texts);
    deadlines.extend([signature(facts), start(facts)]);
    let months = &texts.contracts.window;
    deadlines.push(first_day(
        facts,
        (DeadlineCode::PracticalStart, &PRACTICAL_START),
        say!("Début de la formation pratique chez l'employeur", "Start of the practical training"),
        (months.practical_within_months, facts.practical_starts_on),
    ));
    deadlines.push(first_day(
        facts,
        (DeadlineCode::TrainingStart, &TRAINING_START),
        say!("Début de la formation au CFA", "Start of the training at the CFA"),
        (months.cfa_within_months, facts.training_begins_on()),
    ));
    deadlines
}

fn windows(facts: &Facts, texts: &Texts<'_>) -> Vec<Deadline> {
    let Some(entry) = facts.entry() else { return Vec::new() };
    let legal = &texts.contracts.window;
    let legal = window(
        facts,
        (DeadlineCode::LegalWindow, &LEGAL_WINDOW),
        say!("Période légale de début du contrat", "Legal window to start"),
        (entry, legal.before_cycle_months, legal.after_cycle_months),
    );
    let site = facts.site_window.map(|months| {
        window(
            facts,
            (DeadlineCode::SiteWindow, &SITE_WINDOW),
            say!("Période de début prévue par le site", "Window of the site to start"),
            (entry, months.before, months.after),
        )
    });
    std::iter::once(legal).chain(site).collect()
}

fn window(
    facts: &Facts,
    (code, rule): (DeadlineCode, &'static Rule),
    label: Sentence,
    (entry, before, after): (EntryPeriod, u32, u32),
) -> Deadline {
    let (from, to, text) = months_around(entry, before, after);
    // the law looks at the start of the contract, the site at its signature
    let done_on = match code {
        DeadlineCode::SiteWindow => facts.signed_on,
        _ => facts.signed_on.map(|_| facts.starts_on),
    };
    let mut window = Deadline::by(code, rule, label, to, text).from(from).perhaps(done_on);
    if facts.after_rupture {
        window.due_on = None;
        window.unknown = Some(say!(
            "Un contrat qui suit une rupture n'a pas de dernier jour pour commencer.",
            "A contract that follows a rupture has no last day to start."
        ));
    }
    window
}

fn signature(facts: &Facts) -> Deadline {
    let text = as_written(
        facts.starts_on,
        "Au plus tard le jour du début d'exécution",
        "By the first day of execution",
    );
    let label = say!("Signature du contrat", "Signature of the contract");
    Deadline::by(DeadlineCode::Signature, &SIGNATURE, label, facts.starts_on, text).tracked(facts.signed_on)
}

fn start(facts: &Facts) -> Deadline {
    let text = as_written(facts.starts_on, "Date de début d'exécution du contrat", "First day of execution");
    let label = say!("Début du contrat", "Start of the contract");
    Deadline::on(DeadlineCode::Start, &TERM, label, facts.starts_on, text)
}

fn first_day(
    facts: &Facts,
    (code, rule): (DeadlineCode, &'static Rule),
    label: Sentence,
    (months, begun_on): (u32, Option<NaiveDate>),
) -> Deadline {
    let (due_on, text) = months_after(facts.starts_on, months);
    Deadline::by(code, rule, label, due_on, text).from(facts.starts_on).tracked(begun_on)
}
