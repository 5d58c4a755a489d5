//! The follow-up of the cohort: who is where, who follows whom, absences, calls, reports acknowledged, a link for a tutor.

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::super::api::{Actor, lines, text};
use super::{CYCLE_STARTS, Enrolled, Scene};
use crate::law::calendar::add_days;

/// Ranks of the apprentices whom the trainer follows; the manager follows the others.
const FOLLOWED_BY_THE_TRAINER: std::ops::Range<usize> = 0..8;
/// Ranks of those in the story of the absences and of the calls.
const ABSENT: [usize; 3] = [1, 2, 5];
const CALLED: [usize; 3] = [0, 2, 5];

/// Those who act for their own part.
pub(super) struct FollowUpActors<'a> {
    pub(super) tutor: &'a Actor,
    pub(super) student: &'a Actor,
    /// Record of the tutor a link is made for.
    pub(super) tutor_id: &'a str,
}

/// Everything of the follow-up but the visits; the address of the page of a tutor.
pub(super) async fn play(
    scene: &Scene,
    parties: FollowUpActors<'_>,
    enrolled: &[Enrolled],
) -> anyhow::Result<String> {
    calendar(scene).await?;
    referents(scene, enrolled).await?;
    absences(scene, enrolled).await?;
    calls(scene, enrolled).await?;
    acknowledgements(&parties).await?;
    milestones(scene, enrolled).await?;
    waiver(scene).await?;
    let links = format!("/v1/tutors/{}/links", parties.tutor_id);
    text(&scene.trainer.post(&links, json!({})).await?, "/url")
}

/// Three days in the company, two at the centre, and the weeks the centre is closed.
async fn calendar(scene: &Scene) -> anyhow::Result<()> {
    let closure = |label: &str, from_on: &str, to_on: &str| json!({ "kind": "closure", "label": label, "from_on": from_on, "to_on": to_on });
    let calendar = json!({
        "rhythms": [{ "from_on": CYCLE_STARTS, "company_weekdays": [3, 4, 5], "centre_weekdays": [1, 2] }],
        "exceptions": [
            closure("Vacances de Noël", "2025-12-22", "2026-01-02"),
            closure("Vacances d'été", "2026-07-06", "2026-08-28"),
            closure("Vacances de Noël", "2026-12-21", "2027-01-01"),
            { "kind": "exam", "label": "Épreuves du BTS", "from_on": "2027-05-17", "to_on": "2027-05-28" },
        ],
    });
    scene.manager.replace(&format!("/v1/cohorts/{}/calendar", scene.cohort), calendar).await.map(drop)
}

/// The trainer follows most of them, and the manager stands in for the trainer for a week.
async fn referents(scene: &Scene, enrolled: &[Enrolled]) -> anyhow::Result<()> {
    let accounts = scene.manager.get("/v1/accounts?limit=200").await?;
    let of = |role: &str| {
        let found = lines(&accounts).iter().find(|one| one["role"] == role);
        text(found.with_context(|| format!("no {role}"))?, "/id")
    };
    let (manager, trainer) = (of("manager")?, of("trainer")?);
    for (rank, one) in enrolled.iter().enumerate() {
        let account = if FOLLOWED_BY_THE_TRAINER.contains(&rank) { &trainer } else { &manager };
        let path = format!("/v1/apprentices/{}/referents", one.apprentice);
        let body = json!({ "account_id": account, "from_on": scene.days_from_today(-200).max(super::day(CYCLE_STARTS)?) });
        scene.manager.post(&path, body).await?;
        if rank == 0 {
            let (from_on, to_on) = (scene.days_from_today(-2), scene.days_from_today(5));
            let deputy =
                json!({ "account_id": manager, "kind": "deputy", "from_on": from_on, "to_on": to_on });
            scene.manager.post(&path, deputy).await?;
        }
    }
    Ok(())
}

/// One ill for two days in the company, one late at the centre, one nobody has heard of yet.
async fn absences(scene: &Scene, enrolled: &[Enrolled]) -> anyhow::Result<()> {
    let [ill, late, unheard] = ABSENT;
    let (wednesday, tuesday) = (last(scene.today, 3), last(scene.today, 2));
    for (who, absence) in [
        (
            ill,
            json!({ "away_from": "company", "from_on": wednesday, "to_on": wednesday,
                      "reason": "sickness", "justified": "yes" }),
        ),
        (
            late,
            json!({ "away_from": "centre", "from_on": tuesday, "from_half": "morning", "to_on": tuesday,
                       "to_half": "morning", "reason": "transport", "justified": "yes" }),
        ),
        (unheard, json!({ "away_from": "centre", "from_on": tuesday })),
    ] {
        let mut absence = absence;
        absence["apprentice_id"] = enrolled[who].apprentice.clone().into();
        scene.trainer.post("/v1/absences", absence).await?;
    }
    Ok(())
}

/// The last day of the week of this number, 1 for Monday, before today.
fn last(today: NaiveDate, weekday: i64) -> NaiveDate {
    let since = (i64::from(today.weekday().number_from_monday()) - weekday).rem_euclid(7);
    add_days(today, if since == 0 { -7 } else { -since })
}

/// One call that left something to do, one without an answer, one that settled everything.
async fn calls(scene: &Scene, enrolled: &[Enrolled]) -> anyhow::Result<()> {
    let [promised, missed, settled] = CALLED;
    let next = |what: &str, owner: &str, days| json!({ "what": what, "owner": owner, "due_on": scene.days_from_today(days) });
    for (who, call) in [
        (
            promised,
            json!({ "direction": "outgoing", "party": "tutor", "outcome": "reached", "subject": "follow_up",
            "note": "Le planning de la semaine prochaine reste à transmettre.", "visibility": "staff_and_tutor",
            "next_action": next("Envoyer le planning de la semaine prochaine.", "tutor", 4) }),
        ),
        (
            missed,
            json!({ "direction": "outgoing", "party": "tutor", "outcome": "missed", "subject": "absence",
            "next_action": next("Rappeler l'entreprise.", "referent", 2) }),
        ),
        (
            settled,
            json!({ "direction": "incoming", "party": "guardian", "outcome": "reached", "subject": "administrative",
            "note": "La carte d'étudiant est bien arrivée." }),
        ),
    ] {
        let mut call = call;
        call["apprentice_id"] = enrolled[who].apprentice.clone().into();
        scene.trainer.post("/v1/phone-contacts", call).await?;
    }
    Ok(())
}

/// The apprentice has read every report, the tutor all but the last one.
async fn acknowledgements(parties: &FollowUpActors<'_>) -> anyhow::Result<()> {
    for (actor, unread) in [(parties.student, 0), (parties.tutor, 1)] {
        let visits = actor.get("/v1/visits?state=held&limit=200").await?;
        let visits = lines(&visits);
        for visit in &visits[..visits.len().saturating_sub(unread)] {
            let path = format!("/v1/visits/{}/acknowledgements", text(visit, "/id")?);
            actor.post(&path, json!({ "report_version": visit["report_version"] })).await?;
        }
    }
    Ok(())
}

/// Medical visits that took place, the first contracts of some.
async fn milestones(scene: &Scene, enrolled: &[Enrolled]) -> anyhow::Result<()> {
    for one in &enrolled[..6] {
        let contracts = scene.manager.get(&format!("/v1/contracts?apprentice={}", one.apprentice)).await?;
        let first = lines(&contracts).iter().find(|contract| contract["starts_on"] == CYCLE_STARTS);
        let Some(first) = first else { continue };
        let path = format!("/v1/contracts/{}/milestones", text(first, "/id")?);
        for kind in ["medical_visit", "student_card"] {
            scene.manager.post(&path, json!({ "kind": kind, "done_on": "2025-09-12" })).await?;
        }
    }
    Ok(())
}

/// Something due that is given up, with its reason.
async fn waiver(scene: &Scene) -> anyhow::Result<()> {
    let due: Value = scene.manager.get("/v1/obligations?kind=document&limit=1").await?;
    let Some(one) = lines(&due).first() else { return Ok(()) };
    let path = format!("/v1/obligations/{}/waiver", text(one, "/id")?);
    let why = json!({ "reason": "done_elsewhere", "note": "La pièce est au dossier papier du CFA." });
    scene.manager.post(&path, why).await.map(drop)
}
