//! One rule for each signal.

use chrono::NaiveDate;

use crate::law::calendar::{add_days, french_day};
use crate::law::figures::SignalCode;
use crate::platform::text::Sentence;
use crate::ruptures::watch::model::{
    LastContact, OpenDifficulty, Signal, SignalFact, SkillDrop, Thresholds, TutorWait, TutorWaitKind,
    WatchedFacts,
};
use crate::say;

/// Most facts told of one signal.
pub const MOST_FACTS: usize = 10;

/// A signal, when it shows on a day.
pub fn signal(
    code: SignalCode,
    facts: &WatchedFacts,
    thresholds: Thresholds<'_>,
    today: NaiveDate,
) -> Option<Signal> {
    let n = i64::from(thresholds.of(code));
    let shown = match code {
        SignalCode::LateVisit => late_visit(facts, n, today),
        SignalCode::NoContact => no_contact(facts, n, today),
        SignalCode::UnjustifiedAbsences => unjustified(facts, n, thresholds.window(code), today),
        SignalCode::FreeDaysEnd => free_days_end(facts, n, today),
        SignalCode::SilentTutor => silent_tutor(facts, n, today),
        SignalCode::MarksFalling => marks_falling(facts, n),
        SignalCode::PositionDown => position_down(facts, n, today),
        SignalCode::DifficultyWithoutStep => without_step(facts, n, today),
    };
    let (since, mut facts) = shown?;
    facts.truncate(MOST_FACTS);
    Some(Signal { code, since, facts })
}

/// The day since which a signal shows, and what it rests on.
type Shown = Option<(NaiveDate, Vec<SignalFact>)>;

fn fact(what: Sentence, on: NaiveDate, href: impl Into<Option<String>>) -> SignalFact {
    SignalFact { what, on: Some(on), count: None, href: href.into() }
}

fn late_visit(facts: &WatchedFacts, days: i64, today: NaiveDate) -> Shown {
    let late: Vec<_> =
        facts.visits_to_hold.iter().filter(|(_, due_on)| today > add_days(*due_on, days)).collect();
    let first = late.iter().map(|(_, due_on)| *due_on).min()?;
    let told = late.into_iter().map(|(id, due_on)| {
        let jour = french_day(*due_on);
        let what = say!("Visite à tenir au plus tard le {jour}.", "Visit to be held by {due_on}.");
        fact(what, *due_on, format!("/v1/visits/{id}"))
    });
    Some((add_days(first, days + 1), told.collect()))
}

fn no_contact(facts: &WatchedFacts, weeks: i64, today: NaiveDate) -> Shown {
    let begun = facts.contract_since?;
    let last: Option<&LastContact> =
        facts.contacts.iter().filter(|contact| contact.on >= begun).max_by_key(|contact| contact.on);
    let from = last.map_or(begun, |contact| contact.on);
    let since = add_days(from, weeks * 7);
    let jour = french_day(from);
    let told = match last {
        Some(contact) => {
            fact(say!("Dernier contact le {jour}.", "Last contact on {from}."), from, contact.href.clone())
        }
        None => fact(
            say!(
                "Aucun contact depuis le début du contrat, le {jour}.",
                "No contact since the contract began, on {from}."
            ),
            from,
            None::<String>,
        ),
    };
    (since <= today).then(|| (since, vec![told]))
}

fn unjustified(facts: &WatchedFacts, times: i64, window: i64, today: NaiveDate) -> Shown {
    let from = add_days(today, -window);
    let mut seen: Vec<_> = facts.unjustified.iter().filter(|(_, on)| *on > from && *on <= today).collect();
    seen.sort_by_key(|(id, on)| (*on, *id));
    let count = i64::try_from(seen.len()).unwrap_or(i64::MAX);
    let last_needed = usize::try_from(times - 1).ok()?;
    let since = seen.get(last_needed).map(|(_, on)| *on)?;
    let told = say!(
        "{count} absence(s) non justifiée(s) en {window} jours.",
        "{count} unjustified absence(s) within {window} days."
    );
    let whole = SignalFact { what: told, on: None, count: Some(count), href: None };
    let each = seen.into_iter().map(|(id, on)| {
        let jour = french_day(*on);
        let what = say!("Absence du {jour}.", "Absence of {on}.");
        fact(what, *on, format!("/v1/absences/{id}"))
    });
    Some((since, std::iter::once(whole).chain(each).collect()))
}

fn free_days_end(facts: &WatchedFacts, days: i64, today: NaiveDate) -> Shown {
    let (contract, last) = facts.free_until?;
    let since = add_days(last, -days);
    let jour = french_day(last);
    let what = say!("Dernier jour de rupture libre : le {jour}.", "Last day of free rupture: {last}.");
    let told = fact(what, last, format!("/v1/contracts/{contract}/clock"));
    (since..=last).contains(&today).then(|| (since, vec![told]))
}

fn silent_tutor(facts: &WatchedFacts, days: i64, today: NaiveDate) -> Shown {
    let mut waits: Vec<&TutorWait> =
        facts.waiting.iter().filter(|wait| add_days(wait.since, days) <= today).collect();
    waits.sort_by_key(|wait| wait.since);
    let first = waits.first()?.since;
    let told = waits.into_iter().map(|wait| {
        let (jour, since) = (french_day(wait.since), wait.since);
        let what = match wait.kind {
            TutorWaitKind::Invitation => {
                say!("Invitation du {jour} sans réponse.", "Invitation of {since} without an answer.")
            }
            TutorWaitKind::Report => {
                say!("Compte rendu du {jour} non visé.", "Report of {since} not acknowledged.")
            }
            TutorWaitKind::Link => {
                say!("Lien envoyé le {jour}, jamais ouvert.", "Link sent on {since}, never opened.")
            }
        };
        fact(what, since, wait.href.clone())
    });
    Some((add_days(first, days), told.collect()))
}

fn marks_falling(facts: &WatchedFacts, hundredths: i64) -> Shown {
    let [.., before, last] = &facts.sessions[..] else { return None };
    if before.hundredths - last.hundredths < hundredths {
        return None;
    }
    let told = |session: &crate::ruptures::watch::model::SessionMean| {
        let (moyenne, mean) = (french_mark(session.hundredths), english_mark(session.hundredths));
        let (jour, on) = (french_day(session.released_on), session.released_on);
        let what = say!(
            "Moyenne de {moyenne} sur 20, publiée le {jour}.",
            "Mean of {mean} out of 20, released on {on}."
        );
        fact(what, on, format!("/v1/mock-exams/{}", session.exam))
    };
    Some((last.released_on, vec![told(last), told(before)]))
}

/// A mark in hundredths as French people write it.
fn french_mark(hundredths: i64) -> String {
    format!("{},{:02}", hundredths / 100, hundredths.rem_euclid(100))
}

fn english_mark(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths.rem_euclid(100))
}

fn position_down(facts: &WatchedFacts, days: i64, today: NaiveDate) -> Shown {
    let recent: Vec<&SkillDrop> = facts
        .drops
        .iter()
        .filter(|drop| drop.seen_on <= today && add_days(drop.seen_on, days) >= today)
        .collect();
    let since = recent.iter().map(|drop| drop.seen_on).min()?;
    let told = recent.into_iter().map(|drop| {
        let (skill, jour, on) = (&drop.skill, french_day(drop.seen_on), drop.seen_on);
        let (voix, voice) = (drop.voice.label_fr(), drop.voice.label_en());
        let what = say!(
            "Compétence {skill} placée plus bas le {jour} ({voix}).",
            "Skill {skill} put lower on {on} ({voice})."
        );
        fact(what, on, None::<String>)
    });
    Some((since, told.collect()))
}

fn without_step(facts: &WatchedFacts, days: i64, today: NaiveDate) -> Shown {
    let from = |case: &OpenDifficulty| case.last_step_on.map_or(case.opened_on, |on| on.max(case.opened_on));
    let idle: Vec<&OpenDifficulty> = facts
        .cases
        .iter()
        .filter(|case| case.next_step_on.is_none() && add_days(from(case), days) <= today)
        .collect();
    let first = idle.iter().map(|case| from(case)).min()?;
    let told = idle.into_iter().map(|case| {
        let on = from(case);
        let jour = french_day(on);
        let what = match case.last_step_on {
            Some(_) => say!("Dernière étape le {jour}, aucune à venir.", "Last step on {on}, none ahead."),
            None => say!("Ouverte le {jour}, aucune étape.", "Opened on {on}, no step."),
        };
        fact(what, on, format!("/v1/difficulties/{}", case.id))
    });
    Some((add_days(first, days), told.collect()))
}
