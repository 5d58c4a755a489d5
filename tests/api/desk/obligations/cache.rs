//! What is kept equals what the facts say, whatever was written and in whatever order.

use reqwest::Method;
use serde_json::{Value, json};

use super::comparing::{assert_equal, miscounted, stored_and_derived};
use super::{due, until};
use crate::contracts::agreements::{a_contract, with};
use crate::harness::{Person, Story, World, id_of};
use crate::learning::mock_exams::opened;

/// A walk that never ends the same way twice, but the same way for one seed.
struct Walk {
    world: World,
    manager: Person,
    stories: Vec<Story>,
    exams: Vec<String>,
    seed: u64,
}

impl Walk {
    async fn new(seed: u64) -> Self {
        let world = World::on("2025-07-15").await;
        let (cohort, exams) = opened(&world).await;
        let first = world.story_in(cohort.parse().unwrap());
        let employer = world.seed_employer("55210055400013");
        let second = world.seed_apprentice("Martin", "Léo", "2008-11-02");
        let stories = vec![
            first,
            Story {
                apprentice: second,
                enrolment: world.seed_enrolment(second, first.cohort),
                employer,
                tutor: world.seed_tutor(employer, "Hopper", "Grace"),
                ..first
            },
        ];
        let manager = world.manager();
        Self { world, manager, stories, exams, seed }
    }

    fn draw(&mut self, most: usize) -> usize {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.seed >> 33).unwrap() % most
    }

    /// One of the records within reach, by its address.
    async fn any(&mut self, list: &str) -> Option<(String, Value)> {
        let all = self.manager.get(format!("{list}?limit=200")).await.expect(200)["data"].as_array()?.clone();
        let one = all.get(self.draw(all.len().max(1)))?.clone();
        Some((format!("{list}/{}", id_of(&one)), one))
    }

    async fn any_waived(&mut self) -> Option<String> {
        let all = due(&self.manager, "state=waived").await;
        let one = all.get(self.draw(all.len().max(1)))?;
        Some(format!("/v1/obligations/{}", id_of(one)))
    }

    /// One act, which the rules may refuse; gives its name.
    async fn step(&mut self) -> String {
        let (who, act) = (self.draw(self.stories.len()), self.draw(26));
        let story = self.stories[who];
        let today = self.world.clock.today();
        let on = |days: i64| (today + chrono::TimeDelta::days(days)).to_string();
        let manager = self.manager.clone();
        let sent = match act {
            0 | 1 => {
                let from = on(i64::try_from(self.draw(40)).unwrap());
                let body = with(a_contract(&story), json!({ "starts_on": from }));
                Some(manager.post("/v1/contracts", body).await)
            }
            2..=4 => match self.any("/v1/contracts").await {
                Some((path, _)) => {
                    Some(manager.post(format!("{path}/signature"), json!({ "signed_on": on(0) })).await)
                }
                None => None,
            },
            5 => match self.any("/v1/contracts").await {
                Some((path, _)) => {
                    Some(manager.post(format!("{path}/filings"), json!({ "sent_on": on(0) })).await)
                }
                None => None,
            },
            6 | 7 => match self.any("/v1/contracts").await {
                Some((path, _)) => {
                    let detail = manager.get(&path).await.expect(200);
                    let filing = detail["filings"].as_array().and_then(|all| all.last().map(id_of));
                    let refusal = json!({ "decided_on": on(0), "reason_code": "pay" });
                    match filing {
                        Some(id) => Some(manager.post(format!("{path}/filings/{id}/refusal"), refusal).await),
                        None => None,
                    }
                }
                None => None,
            },
            8 => match self.any("/v1/contracts").await {
                Some((path, _)) => {
                    let kinds = ["medical_visit", "student_card", "rupture_notice"];
                    let body = json!({ "kind": kinds[self.draw(3)], "done_on": on(-1) });
                    Some(manager.post(format!("{path}/milestones"), body).await)
                }
                None => None,
            },
            9 => {
                let documents = ["identity", "bank_details", "guardian_authorization"];
                let body = json!({ "document": documents[self.draw(3)], "received_on": on(0) });
                Some(manager.post(format!("/v1/apprentices/{}/documents", story.apprentice), body).await)
            }
            10 => match self.any("/v1/milestones").await {
                Some((path, _)) => {
                    Some(manager.post(format!("{path}/withdrawal"), json!({ "reason": "Erreur" })).await)
                }
                None => None,
            },
            11 | 12 => match self.any("/v1/visits").await {
                Some((path, _)) => {
                    let report = json!({"held_on": on(0), "present": ["tutor"], "report": "Vu."});
                    Some(manager.post(format!("{path}/report"), report).await)
                }
                None => None,
            },
            13 => match self.any("/v1/visits").await {
                Some((path, _)) => Some(
                    manager.post(format!("{path}/cancellation"), json!({ "reason": "company_closed" })).await,
                ),
                None => None,
            },
            14 => match self.any("/v1/visits").await {
                Some((path, _)) => Some(manager.change(path, json!({ "planned_on": on(20) })).await),
                None => None,
            },
            15 => match self.any("/v1/contracts").await {
                Some((path, one)) => {
                    let body = json!({ "contract_id": one["id"], "planned_on": on(30) });
                    let rupture = json!({ "effective_on": on(3), "initiator": "both", "ground": "mutual_agreement",
                                          "notice_received_on": on(0) });
                    match self.draw(3) {
                        0 => Some(manager.post(format!("{path}/rupture"), rupture).await),
                        _ => Some(manager.post("/v1/visits", body).await),
                    }
                }
                None => None,
            },
            16 => {
                let (postal_code, kind_code) = (["10000", "57000"][self.draw(2)], ["12", "22"][self.draw(2)]);
                let body = json!({ "postal_code": postal_code, "kind_code": kind_code });
                Some(manager.change(format!("/v1/employers/{}", story.employer), body).await)
            }
            17 => {
                let born_on = ["2006-03-14", "2008-11-02", "2004-01-30"][self.draw(3)];
                let path = format!("/v1/apprentices/{}", story.apprentice);
                Some(manager.change(path, json!({ "born_on": born_on, "nationality_code": "3" })).await)
            }
            18 => {
                let rank = self.draw(self.exams.len());
                let exam = self.exams[rank].clone();
                let detail = manager.get(&exam).await.expect(200);
                let month = detail["month_on"].as_str().unwrap().to_owned();
                Some(manager.change(&exam, json!({ "starts_on": month, "ends_on": month })).await)
            }
            19 => {
                let rank = self.draw(self.exams.len());
                let exam = self.exams[rank].clone();
                self.sit(&exam, &story).await;
                None
            }
            20 => {
                let rank = self.draw(self.exams.len());
                let exam = self.exams[rank].clone();
                Some(manager.post(format!("{exam}/invitations"), json!({})).await)
            }
            21..=23 => match self.any("/v1/obligations").await {
                Some((path, _)) => {
                    Some(manager.post(format!("{path}/waiver"), json!({ "reason": "agreed" })).await)
                }
                None => None,
            },
            24 => match self.any_waived().await {
                Some(path) => {
                    let why = json!({ "reason": "Repris" });
                    Some(manager.post(format!("{path}/waiver/withdrawal"), why).await)
                }
                None => None,
            },
            _ => {
                let path = format!("/v1/enrolments/{}", story.enrolment);
                let excluded = if self.draw(2) == 0 { json!(null) } else { json!(on(0)) };
                Some(manager.change(path, json!({ "excluded_on": excluded })).await)
            }
        };
        let status = sent.map_or(0, |reply| reply.status);
        assert!(status < 500, "act {act}: {status}");
        format!("act {act} on {today} ({status})")
    }

    async fn sit(&mut self, exam: &str, story: &Story) {
        let manager = self.manager.clone();
        let papers = manager.get(exam).await.expect(200)["papers"].as_array().unwrap().clone();
        let _ = manager.post(format!("{exam}/holding"), json!({})).await;
        let some = self.draw(papers.len()) + 1;
        let marks: Vec<Value> = papers[..some]
            .iter()
            .map(|paper| {
                json!({ "paper_id": paper["id"], "enrolment_id": story.enrolment, "status": "marked",
                        "mark_hundredths": 1250 })
            })
            .collect();
        let _ = manager
            .send(manager.request(Method::PUT, format!("{exam}/marks")).json(&json!({ "marks": marks })))
            .await;
    }
}

async fn walk(seed: u64, steps: usize) {
    let mut walk = Walk::new(seed).await;
    let mut shown = Vec::new();
    for step in 0..steps {
        shown.push(walk.step().await);
        if walk.draw(3) == 0 {
            due(&walk.manager, "").await;
            assert_equal(&walk.world, &format!("seed {seed}, step {step}: {shown:#?}"));
        }
        if walk.draw(6) == 0 {
            let days = i64::try_from(walk.draw(45)).unwrap();
            walk.world.clock.advance_days(days);
            walk.manager = walk.world.manager();
        }
    }
    due(&walk.manager, "").await;
    assert_equal(&walk.world, &format!("seed {seed}, the end: {shown:#?}"));
}

#[actix_web::test]
async fn what_is_kept_equals_the_facts_after_any_walk() {
    walk(20_251_123, 90).await;
}

#[actix_web::test]
async fn what_is_kept_equals_the_facts_after_another_walk() {
    walk(7, 90).await;
}

#[actix_web::test]
async fn many_who_write_and_read_at_once_lose_nothing() {
    let mut walk = Walk::new(3).await;
    for _ in 0..12 {
        walk.step().await;
    }
    let manager = walk.manager.clone();
    let people: Vec<_> =
        (0..8).map(|n| walk.world.seed_apprentice("Durand", &format!("N{n}"), "2006-03-14")).collect();
    for apprentice in &people {
        walk.world.seed_enrolment(*apprentice, walk.stories[0].cohort);
    }
    let writes = people.iter().flat_map(|apprentice| {
        ["identity", "bank_details", "last_diploma"].map(|document| {
            let (manager, path) = (manager.clone(), format!("/v1/apprentices/{apprentice}/documents"));
            let body = json!({ "document": document, "received_on": "2025-07-15" });
            async move { manager.post(path, body).await.status }
        })
    });
    let open = due(&manager, "kind=referent_missing").await;
    assert!(open.len() >= people.len());
    let waivers = open.iter().map(|one| {
        let (manager, path) = (manager.clone(), format!("/v1/obligations/{}/waiver", id_of(one)));
        async move { manager.post(path, json!({ "reason": "agreed" })).await.status }
    });
    let reads = (0..24).map(|_| {
        let manager = manager.clone();
        async move { manager.get("/v1/obligations").await.status }
    });
    let (written, waived, read) = futures_util::future::join3(
        futures_util::future::join_all(writes),
        futures_util::future::join_all(waivers),
        futures_util::future::join_all(reads),
    )
    .await;
    assert!(waived.iter().all(|status| *status == 200), "{waived:?}");
    assert!(written.iter().all(|status| *status == 201), "{written:?}");
    assert!(read.iter().all(|status| *status == 200), "{read:?}");
    due(&manager, "").await;
    assert_equal(&walk.world, "many at once");
    assert_eq!(walk.world.database_counts("SELECT count(*) AS n FROM obligation_marks"), 0);
}

#[actix_web::test]
async fn other_rules_or_another_law_make_everything_anew() {
    let mut walk = Walk::new(11).await;
    for _ in 0..10 {
        walk.step().await;
    }
    due(&walk.manager, "").await;
    walk.world.database_says("UPDATE derived_obligations SET due_on = due_on + 1; UPDATE obligation_ledgers SET fingerprint = 'older'");
    due(&walk.manager, "").await;
    assert_equal(&walk.world, "another fingerprint");
}

#[actix_web::test]
async fn a_change_that_marks_nothing_would_be_seen() {
    let (world, ..) = crate::follow_up::visits::a_signed_story("2025-09-02").await;
    due(&world.manager(), "").await;
    let moved = "UPDATE visits SET due_on = due_on + 1";
    world.database_says(&format!(
        "ALTER TABLE visits DISABLE TRIGGER visits_mark; {moved}; ALTER TABLE visits ENABLE TRIGGER visits_mark"
    ));
    due(&world.manager(), "").await;
    let (row, derived) = stored_and_derived(&world);
    assert_ne!(row, derived);
    world.database_says(moved);
    due(&world.manager(), "").await;
    assert_equal(&world, "a change that marks what it changes");
}

#[actix_web::test]
async fn a_tally_that_misses_something_would_be_seen_and_is_made_anew() {
    let (world, ..) = crate::follow_up::visits::a_signed_story("2025-09-02").await;
    due(&world.manager(), "").await;
    world.database_says("UPDATE obligation_tallies SET late = late + 1 WHERE kind = 'document'");
    assert!(miscounted(&world) > 0);
    world.database_says("DELETE FROM obligation_ledgers");
    due(&world.manager(), "").await;
    assert_equal(&world, "everything derived anew");
}

#[actix_web::test]
async fn what_is_closed_is_set_apart_and_still_found() {
    let (world, ..) = crate::follow_up::visits::a_signed_story("2025-09-02").await;
    let open = due(&world.manager(), "").await.len();
    until(&world, "2032-01-01");
    let manager = world.manager();
    assert!(due(&manager, "").await.is_empty());
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM derived_obligations WHERE live"), 0);
    assert!(due(&manager, "state=lapsed").await.len() >= open);
    assert_eq!(due(&manager, "as_of=2025-09-02").await.len(), open);
}
