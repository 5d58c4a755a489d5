//! Whoever sits a later session under the same enrolment counts at it, as whoever sits it under a new one does.

use serde_json::{Value, json};

use super::rate;
use crate::harness::{Story, World, id_of};

const TODAY: &str = "2027-06-01";
const YEARS: (&str, &str) = ("2023-08-28", "2025-08-27");
const AGAIN: (&str, &str) = ("2025-08-28", "2026-08-25");

/// Learners of a cohort who all failed at its session.
struct FailedCohort {
    world: World,
    learners: Vec<Story>,
}

impl FailedCohort {
    /// So many of them.
    async fn of(names: &[&str]) -> Self {
        let world = World::on(TODAY).await;
        let cohort = world.seed_cohort(YEARS.0, YEARS.1);
        let employer = world.seed_employer("73282932000074");
        let tutor = world.seed_tutor(employer, "Lovelace", "Ada");
        let mut learners = Vec::new();
        for name in names {
            let apprentice = world.seed_apprentice(name, "Inès", "2004-03-14");
            let enrolment = world.seed_enrolment(apprentice, cohort);
            let story = Story { cohort, apprentice, enrolment, employer, tutor };
            world.seed_contract(&story, YEARS.0, YEARS.1);
            learners.push(story);
        }
        world.database_says("UPDATE enrolments SET enrolled_on = '2023-06-01'");
        let them = Self { world, learners };
        for story in &them.learners {
            them.sits(story, 2025, decided(2025, "postponed")).await;
        }
        them
    }

    /// What is known of the exam of a learner at a session is written, in place of what was.
    async fn sits(&self, story: &Story, session: i32, exam: Value) -> Value {
        let path = format!("/v1/enrolments/{}/exam-results/{session}", story.enrolment);
        self.world.manager().put(path, "\"v0\"", exam).await.expect(200)
    }

    /// A learner repeats the year under the same enrolment, with another contract.
    async fn lengthens(&self, rank: usize) {
        let story = &self.learners[rank];
        let path = format!("/v1/enrolments/{}", story.enrolment);
        self.world.manager().change(path, json!({ "expected_ends_on": AGAIN.1 })).await.expect(200);
        self.world.seed_contract(story, AGAIN.0, AGAIN.1);
    }

    /// A learner repeats the year under a new enrolment, with another contract.
    fn enrols_anew(&self, rank: usize) -> Story {
        let first = &self.learners[rank];
        let cohort = self.world.seed_cohort("2024-08-26", AGAIN.1);
        let enrolment = self.world.seed_enrolment(first.apprentice, cohort);
        self.world.database_says(&format!(
            "UPDATE enrolments SET enrolled_on = '{from}', entered_on = '{from}', continues_enrolment_id = '{}' WHERE id = '{enrolment}'",
            first.enrolment,
            from = AGAIN.0
        ));
        let again = Story { cohort, enrolment, ..*first };
        self.world.seed_contract(&again, AGAIN.0, AGAIN.1);
        again
    }

    /// A leaver of 2026 works six months later.
    fn works(&self, story: &Story) {
        self.world.database_says(&format!(
            "INSERT INTO outcome_surveys (id, site_id, enrolment_id, wave_months, ended_on, opens_on, closes_on)
             SELECT gen_random_uuid(), site_id, id, 6, '2026-08-25', '2027-02-25', '2027-04-30'
             FROM enrolments WHERE id = '{enrolment}';
             INSERT INTO outcome_answers (id, site_id, survey_id, source, situation, answered_on, author_kind)
             SELECT gen_random_uuid(), site_id, id, 'link', 'employed', '2027-03-02', 'nobody'
             FROM outcome_surveys WHERE enrolment_id = '{enrolment}'",
            enrolment = story.enrolment
        ));
    }

    /// Every rate of every session, and over the years, as of several days.
    async fn figures(&self) -> Vec<(String, String)> {
        let trainer = self.world.trainer();
        let mut found = Vec::new();
        for as_of in ["2025-11-10", "2026-03-01", "2026-09-10", "2027-03-10", TODAY] {
            for path in [
                "indicators?session=2025",
                "indicators?session=2026",
                "indicators?session=2027",
                "indicators?programme=bts-mco",
                "indicators/trend?from=2024&to=2027",
            ] {
                let path = format!("/v1/{path}&as_of={as_of}");
                found.push((path.clone(), trainer.get(&path).await.text));
            }
        }
        found
    }

    /// A rate of a session, as `numerator/denominator`, or why it has none.
    async fn rate_of(&self, name: &str, session: i32) -> String {
        let found = self.world.trainer().get(format!("/v1/indicators?session={session}")).await.expect(200);
        let one = rate(&found["data"], name);
        match one["no_value"].as_str() {
            Some(reason) => reason.to_owned(),
            None => format!("{}/{}", one["value"]["numerator"], one["value"]["denominator"]),
        }
    }

    /// Every case of a rate, one a page: the enrolment, the session, how they come to it.
    async fn cases(&self, name: &str) -> Vec<(String, i64, String)> {
        let (trainer, mut found) = (self.world.trainer(), Vec::new());
        let mut path = format!("/v1/indicators/{name}/cases?limit=1&include=total");
        loop {
            let page = trainer.get(&path).await.expect(200);
            let row = &page["data"][0];
            let word = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            let id = if row["contract_id"].is_string() { "contract_id" } else { "enrolment_id" };
            found.push((word(id), row["session"].as_i64().unwrap(), word("attempt")));
            assert_eq!(row["apprentice"]["given_name"], "Inès");
            let Some(cursor) = page["next_cursor"].as_str() else {
                assert_eq!(page["total"].as_u64(), u64::try_from(found.len()).ok());
                return found;
            };
            path = format!("/v1/indicators/{name}/cases?limit=1&include=total&cursor={cursor}");
        }
    }
}

/// A registration for a session, in the autumn before.
fn registered(session: i32) -> Value {
    json!({ "registered_on": format!("{}-11-05", session - 1) })
}

/// The exam of somebody who came, once the jury decided.
fn decided(session: i32, decision: &str) -> Value {
    let units = ["E1", "E5"].map(|unit| json!({ "unit": unit, "presence": "present" }));
    json!({ "registered_on": format!("{}-11-05", session - 1), "decision": decision,
        "decided_on": format!("{session}-07-04"), "units": units })
}

#[actix_web::test]
async fn a_repeater_counts_alike_under_the_same_enrolment_and_under_a_new_one() {
    let (same, new) =
        (FailedCohort::of(&["Aubry", "Blanc"]).await, FailedCohort::of(&["Aubry", "Blanc"]).await);
    same.lengthens(0).await;
    let (here, there) = (same.learners[0], new.enrols_anew(0));
    for exam in [
        registered(2026),
        json!({ "registered_on": "2025-11-05", "registration_withdrawn_on": "2026-02-02" }),
        decided(2026, "admitted"),
    ] {
        for (cohort, story) in [(&same, &here), (&new, &there)] {
            let path = format!("/v1/enrolments/{}/exam-results/2026", story.enrolment);
            let manager = cohort.world.manager();
            let listed = format!("/v1/exam-results?enrolment={}&session=2026", story.enrolment);
            let known = manager.get(listed).await.expect(200);
            let version = known["data"][0]["version"].as_i64().unwrap_or(0);
            manager.put(path, &format!("\"v{version}\""), exam.clone()).await.expect(200);
        }
        for (one, other) in same.figures().await.into_iter().zip(new.figures().await) {
            assert_eq!(one, other, "{exam}");
        }
        let withdrawn = exam["registration_withdrawn_on"].is_string();
        let expected = if withdrawn { "nobody" } else { "result_unknown" };
        if exam["decision"].is_null() {
            assert_eq!(same.rate_of("presentation", 2026).await, expected);
        }
    }
    same.works(&here);
    new.works(&there);
    for (one, other) in same.figures().await.into_iter().zip(new.figures().await) {
        assert_eq!(one, other);
    }
    for (name, failed, passed) in [
        ("presentation", "2/2", "1/1"),
        ("success", "0/2", "1/1"),
        ("award", "0/2", "1/1"),
        ("further_study", "1/1", "0/1"),
        ("insertion_6", "no_answer", "1/1"),
        ("rupture", "0/2", "0/1"),
        ("interruption", "0/2", "0/1"),
    ] {
        assert_eq!(
            (same.rate_of(name, 2025).await, same.rate_of(name, 2026).await),
            (failed.into(), passed.into()),
            "{name}"
        );
    }
}

#[actix_web::test]
async fn a_repeater_is_seen_from_their_registration_on_and_no_more_once_it_is_taken_back() {
    let them = FailedCohort::of(&["Aubry", "Blanc"]).await;
    them.lengthens(0).await;
    let before = them.figures().await;
    let exam = them.sits(&them.learners[0], 2026, registered(2026)).await;
    let trainer = them.world.trainer();
    let learners = async |query: &str| {
        trainer.get(format!("/v1/indicators?{query}")).await.expect(200)["learners"].clone()
    };
    assert_eq!((learners("session=2025").await, learners("session=2026").await), (json!(2), json!(1)));
    assert_eq!((learners("programme=bts-mco").await, learners("session=2027").await), (json!(3), json!(0)));
    assert_eq!(learners("session=2026&as_of=2025-11-04").await, 0);
    assert_eq!(learners(&format!("cohort={}", them.learners[0].cohort)).await, 2);
    assert_eq!(them.rate_of("further_study", 2025).await, "1/1");
    let manager = them.world.manager();
    let why = json!({ "reason": "Saisie par erreur" });
    manager.post(format!("/v1/exam-results/{}/withdrawal", id_of(&exam)), why).await.expect(201);
    assert_eq!(them.figures().await, before);
}

#[actix_web::test]
async fn everybody_behind_a_rate_is_listed_once_with_the_session_and_how_they_come_to_it() {
    let them = FailedCohort::of(&["Aubry", "Blanc", "Colin"]).await;
    them.lengthens(0).await;
    them.sits(&them.learners[0], 2026, decided(2026, "admitted")).await;
    // whoever sits again without any training sits the exam alone, years later as well
    them.sits(&them.learners[1], 2027, registered(2027)).await;
    let [aubry, blanc, colin] = [0, 1, 2].map(|rank| them.learners[rank].enrolment.to_string());
    let of =
        |enrolment: &str, session: i64, attempt: &str| (enrolment.to_owned(), session, attempt.to_owned());
    let mut expected = vec![
        of(&aubry, 2025, "cohort"),
        of(&aubry, 2026, "repeat"),
        of(&blanc, 2025, "cohort"),
        of(&blanc, 2027, "exam_alone"),
        of(&colin, 2025, "cohort"),
    ];
    expected.sort();
    for name in ["success", "further_study", "interruption"] {
        let mut found = them.cases(name).await;
        found.sort();
        assert_eq!(found, expected, "{name}");
    }
    let contracts = them.cases("rupture").await;
    let sessions: Vec<i64> = contracts.iter().map(|case| case.1).collect();
    assert_eq!((contracts.len(), sessions.iter().filter(|session| **session == 2026).count()), (4, 1));
    assert_eq!(
        (them.rate_of("success", 2027).await, them.rate_of("insertion_6", 2027).await),
        ("result_unknown".into(), "nobody".into())
    );
}

#[actix_web::test]
async fn whoever_sits_again_is_found_by_site_programme_and_session_and_in_no_other_cohort() {
    let them = FailedCohort::of(&["Aubry", "Blanc", "Colin"]).await;
    them.lengthens(0).await;
    them.sits(&them.learners[0], 2026, decided(2026, "admitted")).await;
    them.sits(&them.learners[1], 2027, registered(2027)).await;
    let (world, trainer) = (&them.world, them.world.trainer());
    let found = trainer.get("/v1/indicators?session=2027").await.expect(200);
    assert_eq!(found["learners"], 1);
    assert_eq!(rate(&found["data"], "success")["before"]["value"]["numerator"], 1);
    for (query, learners) in [
        (format!("site={}", world.site()), 1),
        (format!("site={}", world.other_site()), 0),
        ("programme=bts-mco".to_owned(), 1),
        ("programme=cap-fleuriste".to_owned(), 0),
        ("as_of=2026-11-04".to_owned(), 0),
    ] {
        let path = format!("/v1/indicators?session=2027&{query}");
        assert_eq!(world.administrator().get(&path).await.expect(200)["learners"], learners, "{query}");
    }
    assert_eq!(world.other_trainer().get("/v1/indicators?session=2027").await.expect(200)["learners"], 0);
    let sessions = async |by: &str| {
        let path = format!("/v1/indicators/trend?by={by}&rate=success&from=2024&to=2027");
        let found = trainer.get(&path).await.expect(200);
        let points = found["data"][0]["points"].as_array().unwrap().clone();
        points
            .iter()
            .map(|point| (point["session"].as_i64().unwrap(), point["learners"].as_i64().unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(sessions("session").await, [(2025, 3), (2026, 1), (2027, 1)]);
    assert_eq!(sessions("cohort").await, [(2025, 3)]);
}

#[actix_web::test]
async fn rates_of_both_sessions_are_shown_though_the_same_people_sat_them() {
    let them = FailedCohort::of(&["Aubry", "Blanc", "Colin", "Denis", "Evrard", "Faure", "Girard"]).await;
    for rank in 0..5 {
        them.lengthens(rank).await;
        them.sits(&them.learners[rank], 2026, decided(2026, "admitted")).await;
    }
    let manager = them.world.manager();
    for (session, numerator, denominator) in [(Some(2025), 0, 7), (Some(2026), 5, 5), (None, 5, 12)] {
        let body = json!({ "programme": "bts-mco", "session": session, "channel": "own" });
        let published = manager.post("/v1/publications", body).await.expect(201);
        let success = rate(&published["rates"], "success");
        let value = &success["value"];
        assert_eq!((&value["numerator"], &value["denominator"]), (&json!(numerator), &json!(denominator)));
        assert_eq!(success["withheld"], Value::Null, "{session:?}");
    }
}

#[actix_web::test]
async fn a_declaration_of_a_year_counts_a_repeater_once() {
    let them = FailedCohort::of(&["Aubry"]).await;
    them.lengthens(0).await;
    them.sits(&them.learners[0], 2026, decided(2026, "admitted")).await;
    let manager = them.world.manager();
    for (year, begun, average) in [(2023, "1", "0,35"), (2024, "0", "1,00"), (2025, "1", "1,00")] {
        let path = format!("/v1/sites/{}/declarations/analytical_accounts?year={year}", them.world.site());
        let found = manager.get(path).await.expect(200);
        let text = |code: &str| {
            let figures = found["figures"].as_array().unwrap().iter();
            let mut of_it = figures.filter(|one| one["code"] == code && one["of"] == "bts-mco");
            of_it.next().unwrap()["value"]["text"].clone()
        };
        assert_eq!(
            (text("contracts_begun"), text("average_apprentices")),
            (json!(begun), json!(average)),
            "{year}"
        );
    }
}
