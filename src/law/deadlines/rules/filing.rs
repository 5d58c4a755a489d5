//! The deposit of the contract: sent in working days, answered in calendar days, and what silence means.

use chrono::NaiveDate;

use super::Texts;
use super::counting::{days_after, followed_by, months_after, ouvrables_after};
use super::naming::{AMENDMENT_DEPOSIT, ANSWER, DEPOSIT, EMPLOYER_AID, PUBLIC_ANSWER, PUBLIC_DEPOSIT};
use crate::law::calendar::french_day;
use crate::law::deadlines::model::{Deadline, DeadlineCode, Facts, PlaceOfWork, SentAmendment};
use crate::law::figures::{AidLevel, Silence};
use crate::platform::text::Sentence;
use crate::say;

/// The sending and the answer.
pub fn deadlines(facts: &Facts, texts: &Texts<'_>) -> Vec<Deadline> {
    let amendments = facts.amendments.iter().map(|one| amendment(facts, texts, one));
    let all = [deposit(facts, texts), answer(facts, texts)].into_iter();
    all.chain(employer_aid(facts, texts)).chain(amendments).collect()
}

/// The last day for the contract to reach the OPCO, where an aid to the employer may follow; nothing under older texts.
fn employer_aid(facts: &Facts, texts: &Texts<'_>) -> Option<Deadline> {
    let concluded_on = facts.signed_on.filter(|_| !facts.workplace.public_employer)?;
    let version = texts.law.aid.version_on(concluded_on);
    let level = facts.certification_level.and_then(|level| version.said.level(level));
    if concluded_on < version.from || level.is_some_and(AidLevel::is_nothing) {
        return None;
    }
    let (due_on, text) = months_after(concluded_on, version.said.send_within_months);
    let text = match facts.rupture_on {
        None => text,
        Some(_) => {
            let last = french_day(facts.last_day());
            let last_day = facts.last_day();
            let stops = say!(
                "Rupture : l'aide n'est plus due après le {last}.",
                "Rupture: the aid is no longer due after {last_day}."
            );
            followed_by(text, [stops])
        }
    };
    let label = say!(
        "Contrat à l'OPCO au plus tard pour l'aide à l'employeur",
        "Contract at the OPCO in time for the aid to the employer"
    );
    let deadline = Deadline::by(DeadlineCode::EmployerAid, &EMPLOYER_AID, label, due_on, text);
    Some(deadline.from(concluded_on).tracked(facts.sent.sent_on))
}

/// An amendment is sent as the contract was: from its first day, or from its signature when that came later.
fn amendment(facts: &Facts, texts: &Texts<'_>, one: &SentAmendment) -> Deadline {
    let from_on = one.effective_on.max(one.signed_on);
    let there = facts.workplace_on(from_on);
    let (due_on, text) = sent_within(there, texts, from_on);
    let code = &one.type_code;
    let label = match there.public_employer {
        false => say!("Envoi de l'avenant {code} à l'OPCO", "Amendment {code} sent to the OPCO"),
        true => say!("Envoi de l'avenant {code} à la DDETS", "Amendment {code} sent to the DDETS"),
    };
    let deadline = Deadline::by(DeadlineCode::AmendmentDeposit, &AMENDMENT_DEPOSIT, label, due_on, text);
    Deadline { step: Some(one.step.clone()), ..deadline.from(from_on).tracked(one.sent_on) }
}

/// The last of the working days left to send something, counted where the work is.
fn sent_within(there: &PlaceOfWork, texts: &Texts<'_>, from_on: NaiveDate) -> (NaiveDate, Sentence) {
    let holidays = there.holidays().under(&texts.law.holidays);
    let (due_on, text) = ouvrables_after(from_on, texts.contracts.deposit.working_days, holidays);
    let nowhere = there.location.french_postal_code().is_none().then(|| {
        say!(
            "Lieu de travail inconnu : jours fériés de métropole, hors Alsace-Moselle.",
            "Place of work unknown: public holidays of metropolitan France, outside Alsace-Moselle."
        )
    });
    (due_on, followed_by(text, nowhere))
}

fn deposit(facts: &Facts, texts: &Texts<'_>) -> Deadline {
    let (due_on, text) = sent_within(&facts.workplace, texts, facts.starts_on);
    let (rule, label) = match facts.workplace.public_employer {
        false => (&DEPOSIT, say!("Envoi du contrat à l'OPCO", "Contract sent to the OPCO")),
        true => (&PUBLIC_DEPOSIT, say!("Envoi du contrat à la DDETS", "Contract sent to the DDETS")),
    };
    Deadline::by(DeadlineCode::Deposit, rule, label, due_on, text)
        .from(facts.starts_on)
        .tracked(facts.sent.sent_on)
}

fn answer(facts: &Facts, texts: &Texts<'_>) -> Deadline {
    let law = &texts.contracts.deposit;
    let (rule, label, silence) = match facts.workplace.public_employer {
        false => (&ANSWER, say!("Réponse de l'OPCO", "Answer of the OPCO"), law.silence),
        true => (&PUBLIC_ANSWER, say!("Réponse de la DDETS", "Answer of the DDETS"), law.public_silence),
    };
    let Some(complete_on) = facts.sent.complete_on else {
        let days = law.answer_days;
        let text = say!(
            "{days} jours calendaires à compter de la réception du dossier complet.",
            "{days} calendar days from the receipt of the complete file."
        );
        let why = say!(
            "Il manque la date de réception du dossier complet.",
            "The day the complete file was received is missing."
        );
        let unknown = Deadline::unknown(DeadlineCode::DepositAnswer, rule, label, text, why);
        return unknown.tracked(facts.sent.decided_on);
    };
    let (due_on, text) = days_after(complete_on, law.answer_days);
    let deadline =
        Deadline::by(DeadlineCode::DepositAnswer, rule, label, due_on, followed_by(text, [meaning(silence)]))
            .from(complete_on);
    match silence {
        Silence::Refusal => deadline.tracked(facts.sent.decided_on),
        Silence::Acceptance => deadline.perhaps(facts.sent.decided_on),
    }
}

fn meaning(silence: Silence) -> Sentence {
    match silence {
        Silence::Refusal => {
            say!("Le silence à la fin de ce jour vaut refus.", "Silence at the end of that day is a refusal.")
        }
        Silence::Acceptance => say!(
            "Le silence à la fin de ce jour vaut acceptation (source secondaire).",
            "Silence at the end of that day is an acceptance (secondary source)."
        ),
    }
}
