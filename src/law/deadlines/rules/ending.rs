//! The end: exams, term or rupture, last award of the certification, last invoice.

use chrono::NaiveDate;

use super::Texts;
use super::counting::{as_written, months_after};
use super::during::{balance_step, contract_years};
use super::naming::{
    AFTER_RUPTURE, END_AFTER_EXAMS, EXAMS, LAST_AWARD, LAST_INVOICE, RUPTURE, STUDENT_CARD_RETURN, TERM,
};
use crate::law::calendar::french_day;
use crate::law::deadlines::model::{Deadline, DeadlineCode, Facts, MilestoneKind};
use crate::say;

/// How the contract ends, and what follows.
pub fn deadlines(facts: &Facts, texts: &Texts<'_>) -> Vec<Deadline> {
    let mut deadlines = match facts.rupture_on {
        Some(rupture_on) => rupture(facts, rupture_on, texts),
        None => term(facts, texts),
    };
    deadlines.extend(facts.last_award_on.map(|day| last_award(facts, day)));
    let is_paid = !facts.workplace_on(facts.last_day()).public_employer;
    deadlines.extend(is_paid.then(|| last_invoice(facts, texts)));
    deadlines
}

fn term(facts: &Facts, texts: &Texts<'_>) -> Vec<Deadline> {
    let text = as_written(facts.ends_on, "Date de fin du contrat", "Last day of the contract");
    let label = say!("Fin du contrat", "End of the contract");
    let end = Deadline::on(DeadlineCode::End, &TERM, label, facts.ends_on, text);
    let exams = facts.exams_end_on.map(|exams_end_on| exams(exams_end_on, texts));
    std::iter::once(end).chain(exams.into_iter().flatten()).collect()
}

fn exams(exams_end_on: NaiveDate, texts: &Texts<'_>) -> [Deadline; 2] {
    let written =
        as_written(exams_end_on, "Date prévue de fin des épreuves", "Expected last day of the exams");
    let label = say!("Fin des examens", "End of the exams");
    let (latest, text) = months_after(exams_end_on, texts.contracts.window.end_after_exams_months);
    let latest_label = say!("Fin du contrat au plus tard, d'après les examens", "Latest end, by the exams");
    [
        Deadline::on(DeadlineCode::ExamsEnd, &EXAMS, label, exams_end_on, written),
        Deadline::on(DeadlineCode::EndAfterExams, &END_AFTER_EXAMS, latest_label, latest, text),
    ]
}

fn rupture(facts: &Facts, rupture_on: NaiveDate, texts: &Texts<'_>) -> Vec<Deadline> {
    let text = as_written(rupture_on, "Premier jour sans le contrat rompu", "First day without the contract");
    let label = say!("Rupture, notifiée sans délai", "Rupture, told without delay");
    let card = as_written(rupture_on, "À la rupture", "At the rupture");
    let card_label = say!("Restitution de la carte d'étudiant des métiers", "Student card handed back");
    let deadlines = [
        Deadline::on(DeadlineCode::Rupture, &RUPTURE, label, rupture_on, text).cleared_by(
            facts,
            MilestoneKind::RuptureNotice,
            None,
        ),
        Deadline::on(DeadlineCode::StudentCardReturn, &STUDENT_CARD_RETURN, card_label, rupture_on, card)
            .cleared_by(facts, MilestoneKind::StudentCardReturn, None),
    ];
    deadlines.into_iter().chain(training_after(facts, rupture_on, texts)).collect()
}

/// The right to stay in training, unless the ground is known to leave none.
fn training_after(facts: &Facts, rupture_on: NaiveDate, texts: &Texts<'_>) -> Option<Deadline> {
    let law = texts.law.ruptures.on(rupture_on);
    let stays = facts.rupture_ground.as_deref().is_none_or(|ground| law.keeps_training(ground));
    let (until, right) = months_after(rupture_on, texts.contracts.follow_up.training_after_rupture_months);
    let label = say!("Fin du droit à la formation sans contrat", "End of the training without a contract");
    let deadline = Deadline::by(DeadlineCode::TrainingAfterRupture, &AFTER_RUPTURE, label, until, right);
    stays.then(|| deadline.from(rupture_on))
}

fn last_award(facts: &Facts, day: NaiveDate) -> Deadline {
    let (jour, fin, end) = (french_day(day), french_day(facts.ends_on), facts.ends_on);
    let text = if day < facts.ends_on {
        say!(
            "Dernière délivrance le {jour}, avant la fin du contrat le {fin} : à vérifier.",
            "Last delivery on {day}, before the contract ends on {end}: to be checked."
        )
    } else {
        say!(
            "Dernière délivrance le {jour}, après la fin du contrat le {fin}.",
            "Last delivery on {day}, after the contract ends on {end}."
        )
    };
    let label = say!("Dernière délivrance de la certification", "Last award of the certification");
    Deadline::on(DeadlineCode::LastAward, &LAST_AWARD, label, day, text)
}

fn last_invoice(facts: &Facts, texts: &Texts<'_>) -> Deadline {
    let last_day = facts.last_day();
    let (due_on, text) = months_after(last_day, texts.contracts.follow_up.last_invoice_months);
    let label = say!("Dernière facture du CFA", "Last invoice of the CFA");
    let deadline = Deadline::by(DeadlineCode::LastInvoice, &LAST_INVOICE, label, due_on, text).from(last_day);
    let last_year = contract_years(facts).last().map(|(year, _)| balance_step(year));
    deadline.cleared_by(facts, MilestoneKind::Invoice, last_year)
}
