//! A minor resigns, from the tutor who falls silent to the company that takes over; then all of it taken back.

use serde_json::{Value, json};

use super::difficulties::under;
use super::procedures::{a_step, mistaken};
use super::watch::{codes, until};
use crate::contracts::agreements::{a_contract, signed, with};
use crate::desk::links::a_link;
use crate::harness::{Person, Story, World, assert_same, id_of};
use crate::presence::calendars::{give_calendar, wednesday_to_friday};

/// A minor under a contract, and the company where they will go on.
struct Zoe {
    world: World,
    story: Story,
    contract: String,
    next: Story,
}

impl Zoe {
    async fn at_work() -> Self {
        let world = World::on("2025-07-15").await;
        let first = world.story();
        let apprentice = world.seed_apprentice("Petit", "Zoé", "2009-05-01");
        let enrolment = world.seed_enrolment(apprentice, first.cohort);
        let story = Story { apprentice, enrolment, ..first };
        let manager = world.manager();
        let mother = json!({ "family_name": "Petit", "given_name": "Anne", "relation": "mother" });
        manager.post(format!("/v1/apprentices/{apprentice}/guardians"), mother).await.expect(201);
        let contract = signed(&manager, a_contract(&story), "2025-07-15").await;
        give_calendar(&manager, &story, wednesday_to_friday()).await;
        let employer = world.seed_employer("35600000000048");
        let tutor = world.seed_tutor(employer, "Curie", "Marie");
        let next = Story { employer, tutor, ..story };
        Self { world, story, contract, next }
    }

    fn office(&self) -> Person {
        self.world.manager()
    }

    /// The right to stay and the status of the dashboard on a day.
    async fn standing(&self, as_of: &str) -> Value {
        let path = format!("/v1/apprentices/{}/rights?as_of={as_of}", self.story.apprentice);
        let training = self.office().get(path).await.expect(200)["trainings"][0].clone();
        let right = training["rights"].as_array().unwrap().last().cloned().unwrap_or(Value::Null);
        json!([right["state"], right["days_left"], training["dashboard"]["national_code"]])
    }

    /// The signal, the difficulty, and the mediation that fails: the address of the difficulty.
    async fn difficulty(&self) -> String {
        until(&self.world, "2025-11-24");
        a_link(&self.world, &self.story, json!({})).await;
        self.world.database_says("UPDATE tutor_links SET created_at = '2025-11-24T10:00:00Z'");
        let call = json!({ "apprentice_id": self.story.apprentice, "direction": "incoming", "party": "apprentice",
            "outcome": "reached", "subject": "difficulty" });
        self.office().post("/v1/phone-contacts", call).await.expect(201);
        until(&self.world, "2025-12-15");
        assert_eq!(codes(&self.office(), &self.story).await, ["silent_tutor"]);
        let told = json!({ "subjects": ["work_relations"], "note": "Elle ne voit plus son maître d'apprentissage." });
        let case = self.office().post(under(&self.story), told).await.expect(201);
        let case = format!("/v1/difficulties/{}", id_of(&case));
        until(&self.world, "2026-01-08");
        let failed = json!({ "kind": "mediation", "done_on": "2026-01-08", "outcome": "SECRET-MEDIATION", "visibility": "staff" });
        self.office().post(format!("{case}/steps"), failed).await.expect(201);
        let closing = json!({ "decision": "rupture", "words": "Elle démissionne.", "visibility": "staff" });
        self.office().post(format!("{case}/closing"), closing).await.expect(200);
        case
    }

    /// The procedure of the resignation until nothing is missing: the guardian is silent, the mediator answers in time.
    async fn procedure(&self) -> String {
        let contract = self.contract.rsplit('/').next().unwrap();
        let body = json!({ "contract_id": contract, "ground": "resignation", "initiator": "apprentice" });
        let case = self.office().post("/v1/ruptures", body).await.expect(201);
        let rupture = format!("/v1/ruptures/{}", id_of(&case));
        let steps = [
            ("2026-01-08", "mediator_seized"),
            ("2026-01-13", "employer_informed"),
            ("2026-01-14", "guardian_silent"),
            ("2026-01-27", "mediator_answered"),
        ];
        for (day, step) in steps {
            until(&self.world, day);
            let case = self.office().post(format!("{rupture}/steps"), a_step(step, day)).await.expect(201);
            assert_eq!(case["procedure"]["unlawful"], json!([]), "{step}");
        }
        let case = self.office().get(format!("{rupture}/case")).await.expect(200);
        assert_eq!(case["procedure"]["missing"], json!([]));
        assert_eq!(case["procedure"]["effect"]["earliest_on"], "2026-01-27");
        let told = json!({ "notice_received_on": "2026-01-27" });
        self.office().change(format!("{rupture}/case"), told).await.expect(200);
        rupture
    }

    /// The contract ends on the eve of the tenth of February, and six months begin.
    async fn broken(&self, rupture: &str, difficulty: &str) {
        until(&self.world, "2026-02-10");
        let end = json!({ "effective_on": "2026-02-10" });
        let ended = self.office().post(format!("{rupture}/completion"), end).await.expect(201);
        assert_eq!(ended["right_to_stay_until"], "2026-08-10");
        let first_page = json!({ "difficulty_id": difficulty.rsplit('/').next().unwrap() });
        self.office().change(rupture, first_page).await.expect(200);
        let case = self.office().get(difficulty).await.expect(200);
        assert_eq!(case["rupture_id"], json!(rupture.rsplit('/').next().unwrap()));
        for (day, expected) in [
            ("2026-02-09", json!(["upcoming", null, "APPRENTI"])),
            ("2026-02-10", json!(["running", 182, "RUPTURANT"])),
            ("2026-08-09", json!(["running", 2, "ABANDON"])),
            ("2026-08-11", json!(["ran_out", null, "ABANDON"])),
        ] {
            assert_eq!(self.standing(day).await, expected, "{day}");
        }
    }

    /// A company in the fifth month: its contract is linked to the broken one, and its tutor reads the brief.
    async fn taken_over(&self) -> String {
        until(&self.world, "2026-07-06");
        let previous = self.contract.rsplit('/').next().unwrap();
        let body = json!({ "type_code": "23", "starts_on": "2026-07-06", "previous_contract_id": previous });
        let next = signed(&self.office(), with(a_contract(&self.next), body), "2026-07-06").await;
        for (day, expected) in [
            ("2026-07-05", json!(["running", 1, "RUPTURANT"])),
            ("2026-07-06", json!(["taken_over", null, "APPRENTI"])),
            ("2026-08-11", json!(["taken_over", null, "APPRENTI"])),
        ] {
            assert_eq!(self.standing(day).await, expected, "{day}");
        }
        let marie = self.world.tutor(&self.next.tutor());
        let brief = marie.get(format!("{next}/handover-brief")).await;
        for secret in ["SECRET-MEDIATION", "resignation", "Démission", "Lovelace", "work_relations"] {
            assert!(!brief.text.contains(secret), "{secret}: {}", brief.text);
        }
        assert_eq!(brief.expect(200)["tutor"]["family_name"], "Curie");
        next
    }
}

#[actix_web::test]
async fn a_minor_resigns_finds_a_company_in_the_fifth_month_and_all_of_it_is_taken_back() {
    let zoe = Zoe::at_work().await;
    let difficulty = zoe.difficulty().await;
    let rupture = zoe.procedure().await;
    let (before, status) = (zoe.world.contents(), zoe.standing("2026-08-11").await);
    assert_eq!(status, json!([null, null, "APPRENTI"]));
    zoe.broken(&rupture, &difficulty).await;
    let next = zoe.taken_over().await;

    let stood_on = zoe.office().post(format!("{rupture}/withdrawal"), mistaken()).await;
    stood_on.refused_with(409, "contract.overlaps_another");
    zoe.office().post(format!("{next}/signature/withdrawal"), mistaken()).await.expect(201);
    let drafted = zoe.office().post(format!("{rupture}/withdrawal"), mistaken()).await;
    drafted.refused_with(409, "withdrawal.stood_on");
    let office = zoe.office();
    if office.get(&next).await.expect(200)["state"] == "ready" {
        office.post(format!("{next}/draft"), json!({})).await.expect(200);
    }
    let etag = office.get(&next).await.etag();
    let discarded = office.request(reqwest::Method::DELETE, &next).header("if-match", etag);
    office.send(discarded).await.expect(204);
    office.post(format!("{rupture}/withdrawal"), mistaken()).await.expect(201);
    assert_same(&zoe.world.contents(), &before, "the rupture taken back");
    assert_eq!(zoe.standing("2026-08-11").await, status);
    let case = office.get(format!("{rupture}/case")).await.expect(200);
    assert_eq!((&case["state"], &case["procedure"]["missing"]), (&json!("open"), &json!([])));
    assert_eq!(office.get(&difficulty).await.expect(200)["rupture_id"], Value::Null);
}
