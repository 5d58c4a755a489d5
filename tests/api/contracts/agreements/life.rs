//! The life of contracts at random: what `transitions` tells is what each act answers.

use serde_json::{Value, json};

use super::{a_contract, drafted, with};
use crate::harness::{Person, Story, World, id_of};

/// Contracts lived through, and acts tried on each.
const LIVES: usize = 100;
const ACTS_A_LIFE: usize = 8;

/// Day on which everything is signed.
const SIGNED_ON: &str = "2025-08-20";

/// A generator of numbers that gives the same ones each time (Knuth, MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }
}

/// What is tried: the acts that are told of, then what only changes the surroundings.
const TRIED: [&str; 13] = [
    "make_ready",
    "back_to_draft",
    "sign",
    "change",
    "discard",
    "complete",
    "file",
    "decide_filing",
    "break",
    "amend",
    "refuse_filing",
    "withdraw_rupture",
    "withdraw_decision",
];

/// How lives begin, in turn: chance alone seldom signs and amends a contract within a few acts.
const OPENINGS: [&[&str]; 5] =
    [&[], &["sign"], &["sign", "amend"], &["sign", "break"], &["sign", "file", "decide_filing"]];

struct Life<'a> {
    by: &'a Person,
    path: String,
    heir: Value,
    /// Number of the contract, unlike any other.
    number: String,
    tried: usize,
}

impl Life<'_> {
    /// The acts told possible.
    async fn told(&self) -> Vec<String> {
        let told = self.by.get(format!("{}/transitions?signed_on={SIGNED_ON}", self.path)).await.expect(200);
        let allowed = told["data"].as_array().unwrap().iter().filter(|one| one["allowed"] == json!(true));
        allowed.map(|one| one["act"].as_str().unwrap().to_owned()).collect()
    }

    async fn state(&self) -> String {
        self.by.get(&self.path).await.expect(200)["state"].as_str().unwrap().to_owned()
    }

    /// Tries an act with what nothing but the state may refuse; its status, or none when it cannot be tried now.
    async fn act(&self, act: &str) -> Option<u16> {
        let (by, path) = (self.by, &self.path);
        let reply = match act {
            "make_ready" => by.post(format!("{path}/ready"), json!({ "signed_on": SIGNED_ON })).await,
            "back_to_draft" => {
                by.post(format!("{path}/draft"), json!({ "reason_code": "renegotiation" })).await
            }
            "sign" => by.post(format!("{path}/signature"), json!({ "signed_on": SIGNED_ON })).await,
            "change" => {
                let minutes = 2000 + self.tried;
                by.change(path, json!({ "work": { "weekly_minutes": minutes } })).await
            }
            "discard" => {
                let etag = by.get(path).await.etag();
                by.send(by.request(reqwest::Method::DELETE, path).header("if-match", etag)).await
            }
            // the same request on a draft is a change of it
            "complete" if ["draft", "ready"].contains(&self.state().await.as_str()) => return None,
            "complete" => by.change(path, json!({ "training": { "hours": 1350 } })).await,
            "file" => by.post(format!("{path}/filings"), json!({ "sent_on": "2025-08-28" })).await,
            "decide_filing" => {
                let body = json!({ "decided_on": "2025-09-10", "deca_number": self.number });
                by.post(format!("{path}/filings/{}/acceptance", self.filing().await?), body).await
            }
            "refuse_filing" => {
                let body =
                    json!({ "decided_on": "2025-09-10", "reason_code": "other", "note": "Incomplet." });
                by.post(format!("{path}/filings/{}/refusal", self.filing().await?), body).await
            }
            "break" => {
                let body = json!({ "effective_on": "2025-10-20", "initiator": "both",
                                   "ground": "mutual_agreement", "notice_received_on": "2025-10-14",
                                   "lapsed_amendments": self.signed_amendments().await });
                by.post(format!("{path}/rupture"), body).await
            }
            "withdraw_rupture" => {
                let contract = path.rsplit('/').next()?;
                let listed = by.get(format!("/v1/ruptures?contract={contract}")).await.expect(200);
                let rupture = id_of(listed["data"].as_array()?.first()?);
                by.post(format!("/v1/ruptures/{rupture}/withdrawal"), json!({ "reason": "Erreur." })).await
            }
            "withdraw_decision" => {
                let decided = match self.by.get(path).await.expect(200)["filings"].as_array()?.last()?["state"]
                {
                    Value::String(ref state) if state == "refused" => "refusal",
                    _ => "acceptance",
                };
                let filing = format!("{path}/filings/{}", self.filing().await?);
                by.post(format!("{filing}/{decided}/withdrawal"), json!({ "reason": "Erreur." })).await
            }
            _ => return self.amended().await,
        };
        Some(reply.status)
    }

    /// The last deposit, when one was made.
    async fn filing(&self) -> Option<String> {
        let contract = self.by.get(&self.path).await.expect(200);
        contract["filings"].as_array()?.last().map(id_of)
    }

    /// The signed amendments, all of which take effect after the rupture that is tried.
    async fn signed_amendments(&self) -> Vec<String> {
        let listed = self.by.get(format!("{}/amendments", self.path)).await.expect(200);
        let rows = listed["data"].as_array().cloned().unwrap_or_default();
        rows.iter().filter(|one| !one["signed_on"].is_null()).map(id_of).collect()
    }

    async fn amended(&self) -> Option<u16> {
        let body = json!({ "type_code": "36", "effective_on": "2026-03-01", "reason": "Départ.",
                           "changes": { "tutor_id": self.heir } });
        let made = self.by.post(format!("{}/amendments", self.path), body).await;
        if made.status == 201 {
            let signature = json!({ "signed_on": "2025-10-14" });
            self.by.post(format!("/v1/amendments/{}/signature", id_of(&made.body)), signature).await;
        }
        None
    }
}

#[actix_web::test]
async fn what_is_told_of_a_contract_is_what_each_act_answers() {
    let world = World::on("2025-10-15").await;
    let (manager, story) = (world.manager(), world.story());
    let mut chance = Chance(2025);
    let (mut agreed, mut refused, mut too_late) = (0, 0, 0);
    for life in 0..LIVES {
        let opening = OPENINGS[life % OPENINGS.len()];
        // one person follows few apprentices at once: each life has tutors of its own
        let tutor = world.seed_tutor(story.employer, &format!("Lovelace {life}"), "Ada");
        let apprentice = world.seed_apprentice("Durand", &format!("Chloé {life}"), "2006-03-14");
        let enrolment = world.seed_enrolment(apprentice, story.cohort);
        let own = Story { apprentice, enrolment, tutor, ..story };
        let path = drafted(&manager, with(a_contract(&own), json!({}))).await;
        let heir = json!(world.seed_tutor(story.employer, &format!("Hopper {life}"), "Grace"));
        let mut life = Life { by: &manager, path, heir, number: format!("01020250900{life:04}"), tried: 0 };
        for _ in 0..ACTS_A_LIFE {
            let act = *opening.get(life.tried).unwrap_or(&TRIED[chance.below(TRIED.len())]);
            life.tried += 1;
            let told = life.told().await;
            let state = life.state().await;
            let Some(status) = life.act(act).await else { continue };
            let named = if act == "refuse_filing" { "decide_filing" } else { act };
            let allowed = told.iter().any(|one| one == named);
            assert_eq!(
                allowed,
                (200..300).contains(&status),
                "{act} in {state} answers {status}; told: {told:?}"
            );
            assert!(allowed || status == 409, "{act} in {state} answers {status}");
            (agreed, refused) = (agreed + usize::from(allowed), refused + usize::from(!allowed));
            too_late += usize::from(act == "complete" && state == "signed" && !allowed);
            if act == "discard" && allowed {
                break;
            }
        }
    }
    assert!(agreed > 100 && refused > 100 && too_late > 3, "{agreed} {refused} {too_late}");
}
