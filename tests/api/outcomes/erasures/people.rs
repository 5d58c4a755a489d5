//! What is left of people once their files went.

#![expect(clippy::disallowed_methods, reason = "tests look at the base itself")]

use compagnon::ids::ApprenticeId;
use compagnon::law::figures::RecordCategory;
use compagnon::outcomes::erasures::store::let_go;
use compagnon::outcomes::indicators::past::keep;
use diesel::sql_types::{Array, Nullable, Text, Uuid as Id};
use diesel::{QueryableByName, RunQueryDsl};
use serde_json::json;
use uuid::Uuid;

use super::{Company, company, goes, learner, lets_everything_go, tables_that_tell_of};
use crate::demo::{played, signed_in};
use crate::harness::{Story, World, day};
use crate::outcomes::SheetCohort;

const TODAY: &str = "2032-01-15";
/// Where identifiers stay: they lead nowhere.
const LEADING_NOWHERE: [&str; 5] =
    ["events", "journal_entries", "obligation_marks", "past_learners", "rate_publication_values"];

/// Every figure of the base, as text.
async fn figures(world: &World) -> Vec<String> {
    let trainer = world.trainer();
    let mut found = Vec::new();
    for session in 2023..=2032 {
        for as_of in ["2025-09-30", "2028-01-01", TODAY] {
            let path = format!("/v1/indicators?programme=bts-mco&session={session}&as_of={as_of}");
            found.push(trainer.get(path).await.text);
        }
    }
    found.push(trainer.get("/v1/indicators").await.text);
    for rate in ["rupture", "insertion_6", "success", "interruption"] {
        let cases = trainer.get(format!("/v1/indicators/{rate}/cases?limit=200")).await.expect(200);
        let rows = cases["data"].as_array().unwrap().iter();
        let bare = rows.map(|row| {
            ["enrolment_id", "apprentice_id", "session", "attempt", "contract_id", "side", "reason"]
                .map(|key| row[key].clone())
        });
        found.push(format!("{:?}", bare.collect::<Vec<_>>()));
    }
    found.push(world.nobody().get("/v1/public/indicators").await.text);
    found.push(trainer.get("/v1/indicators/trend?from=2023&to=2032&by=cohort").await.text);
    let manager = world.manager();
    for (declaration, year) in
        [("bpf", 2022), ("bpf", 2025), ("analytical_accounts", 2024), ("analytical_accounts", 2027)]
    {
        let path = format!("/v1/sites/{}/declarations/{declaration}?year={year}", world.site());
        found.push(manager.get(path).await.text);
    }
    found
}

/// Cohorts of six years, each with its ruptures, its exam and its answers; the first learner of the first.
fn six_years(world: &World, company: Company) -> Story {
    let mut everybody = Vec::new();
    for year in 2021..=2026 {
        let (starts_on, ends_on) = (format!("{year}-08-30"), format!("{}-08-29", year + 2));
        let cohort = world.seed_cohort(&starts_on, &ends_on);
        for rank in 0..5 {
            let name = format!("Zyxwv{year}r{rank}");
            everybody.push(learner(world, company, &name, cohort, (&starts_on, &ends_on)));
            ends(world, &everybody[everybody.len() - 1], year, rank);
        }
    }
    sits_again(world, &everybody[1], 2024);
    sits_again(world, &everybody[2], 2025);
    let lengthened = everybody[1].enrolment;
    world.database_says(&format!(
        "UPDATE enrolments SET expected_ends_on = '2024-08-29' WHERE id = '{lengthened}'"
    ));
    everybody.swap_remove(0)
}

/// A learner is admitted at a later session under the same enrolment.
fn sits_again(world: &World, one: &Story, session: i32) {
    world.database_says(&format!(
        "INSERT INTO exam_results (id, site_id, enrolment_id, session, regulation_code, registered_on, decision, decided_on)
         SELECT gen_random_uuid(), site_id, id, {session}, 'mco-2024', '{eve}-11-04', 'admitted', '{session}-07-04'
         FROM enrolments WHERE id = '{enrolment}'",
        eve = session - 1,
        enrolment = one.enrolment
    ));
}

/// How the training of a learner ended, by rank.
pub fn ends(world: &World, one: &Story, year: i32, rank: i32) {
    let (enrolment, session) = (one.enrolment, year + 2);
    if rank == 4 {
        world.database_says(&format!(
            "UPDATE contracts SET state = 'broken', closed_on = '{year}-12-09' WHERE enrolment_id = '{enrolment}';
             INSERT INTO ruptures (id, site_id, contract_id, apprentice_id, effective_on, initiator, ground, notice_received_on)
             SELECT gen_random_uuid(), site_id, id, apprentice_id, '{year}-12-10', 'both', 'mutual_agreement', '{year}-12-01'
             FROM contracts WHERE enrolment_id = '{enrolment}'"
        ));
        return;
    }
    let (decision, presence) =
        [("admitted", "present"), ("refused", "present"), ("postponed", "absent"), ("admitted", "present")]
            [usize::try_from(rank).unwrap()];
    world.database_says(&format!(
        "INSERT INTO exam_results (id, site_id, enrolment_id, session, regulation_code, registered_on, decision, decided_on)
         SELECT gen_random_uuid(), site_id, id, {session}, 'mco-2024', '{eve}-11-04', '{decision}', '{session}-07-04'
         FROM enrolments WHERE id = '{enrolment}';
         INSERT INTO exam_result_units (id, site_id, exam_result_id, unit_code, presence)
         SELECT gen_random_uuid(), site_id, id, unit, '{presence}' FROM exam_results, unnest('{{E1,E4}}'::text[]) AS unit
         WHERE enrolment_id = '{enrolment}';
         INSERT INTO outcome_surveys (id, site_id, enrolment_id, wave_months, ended_on, opens_on, closes_on)
         SELECT gen_random_uuid(), site_id, id, 6, '{session}-08-29', '{next}-02-01', '{next}-04-30'
         FROM enrolments WHERE id = '{enrolment}';
         INSERT INTO outcome_answers (id, site_id, survey_id, source, situation, organisation, answered_on, author_kind)
         SELECT gen_random_uuid(), site_id, id, 'link', '{situation}', 'Chez Zyxwv{year}r{rank}', '{next}-02-03', 'nobody'
         FROM outcome_surveys WHERE enrolment_id = '{enrolment}'",
        eve = session - 1,
        next = session + 1,
        situation = if rank == 0 { "employed" } else { "studying" },
    ));
}

/// All that a file may hold of somebody, by name.
pub fn tells_all(world: &World, one: &Story) {
    let id = one.apprentice;
    world.database_says(&format!(
        "UPDATE apprentices SET email = 'zyx.canari@example.test', phone = '+33699887766', ine = '123456789ZY',
             address_line = '3 impasse Zyxwv', birth_place = 'Zyxwville' WHERE id = '{id}';
         INSERT INTO guardians (id, site_id, apprentice_id, family_name, given_name, relation, email)
         SELECT gen_random_uuid(), site_id, id, 'Zyxwvmère', 'Ada', 'mother', 'zyx.mere@example.test' FROM apprentices WHERE id = '{id}';
         INSERT INTO absences (id, site_id, apprentice_id, away_from, from_on, from_half, to_on, to_half, justified, reason)
         SELECT gen_random_uuid(), site_id, id, 'centre', '2022-01-04', 'morning', '2022-01-05', 'afternoon', 'yes', 'sickness'
         FROM apprentices WHERE id = '{id}';
         INSERT INTO phone_contacts (id, site_id, apprentice_id, called_at, direction, party, person, outcome, subject, note,
             visibility, author_kind, logged_on)
         SELECT gen_random_uuid(), site_id, id, '2022-02-01T09:00:00Z', 'outgoing', 'other', 'Mme Zyxwvmère', 'reached', 'follow_up',
             'Canari Zyxwv2021r0 va bien', 'staff', 'system', '2022-02-01' FROM apprentices WHERE id = '{id}';
         INSERT INTO mails (id, site_id, apprentice_id, kind, about_on, subject, body, state, attempts, next_attempt_at)
         SELECT gen_random_uuid(), site_id, id, 'outcome_survey', '2031-12-01', 'Canari Zyxwv2021r0', NULL, 'superseded', 0, now()
         FROM apprentices WHERE id = '{id}';
         INSERT INTO withdrawals (id, site_id, kind, record_id, subject_id, apprentice_id, author_kind, withdrawn_at, reason, facts, steps)
         SELECT gen_random_uuid(), site_id, 'absence', gen_random_uuid(), gen_random_uuid(), id, 'system', '2022-03-01',
             'Zyxwv2021r0 était là', '{{}}', '[]' FROM apprentices WHERE id = '{id}';
         INSERT INTO withdrawals (id, site_id, kind, record_id, subject_id, author_kind, withdrawn_at, facts, steps)
         SELECT gen_random_uuid(), site_id, 'mark', gen_random_uuid(), gen_random_uuid(), 'system', '2022-03-01',
             jsonb_build_object('apprentice_id', id, 'remark', 'Zyxwv2021r0'), '[]' FROM apprentices WHERE id = '{id}';
         INSERT INTO accounts (id, email, display_name, role, functions, site_ids, apprentice_id)
         SELECT gen_random_uuid(), 'zyx.canari@example.test', 'Canari Zyxwv2021r0', 'student', '{{}}', ARRAY[site_id], id
         FROM apprentices WHERE id = '{id}';
         INSERT INTO mails (id, site_id, account_id, kind, about_on, subject, state, attempts, next_attempt_at)
         SELECT gen_random_uuid(), accounts.site_ids[1], id, 'digest', '2022-03-01', 'Canari Zyxwv2021r0', 'superseded', 1, now()
         FROM accounts WHERE apprentice_id = '{id}'"
    ));
}

fn names() -> Vec<String> {
    [
        "Zyxwv2021r0",
        "zyx.canari@example.test",
        "+33699887766",
        "123456789ZY",
        "Zyxwvmère",
        "zyx.mere",
        "Zyxwville",
    ]
    .map(str::to_owned)
    .into()
}

/// Whoever was forgotten is absent, and that they were is written down without a name.
async fn leaves_no_address(world: &World, story: &Story) {
    assert_eq!(world.miskept_cards(), 0);
    assert_eq!(goes(world).await, []);
    let manager = world.manager();
    manager
        .get(format!("/v1/apprentices/{}", story.apprentice))
        .await
        .refused_with(404, "apprentice.not_found");
    manager.get("/v1/obligations?limit=200").await.expect(200);
    let forgotten = "SELECT count(*) AS n FROM journal_entries WHERE act = 'ChangeRetention' AND subject_kind = 'apprentice'";
    assert!(world.database_counts(forgotten) >= 20);
    let told = "SELECT count(*) AS n FROM events WHERE kind = 'apprentice.forgotten'";
    assert!(world.database_counts(told) >= 20);
}

#[actix_web::test]
async fn rates_are_byte_for_byte_the_same_once_six_years_of_files_went() {
    let world = World::on(TODAY).await;
    let story = six_years(&world, company(&world));
    let published =
        json!({ "site_id": world.site(), "programme": "bts-mco", "session": 2023, "channel": "own" });
    world.manager().post("/v1/publications", published).await.expect(201);
    tells_all(&world, &story);
    world.database_says(
        "INSERT INTO contract_terms (contract_id, site_id, training_hours) SELECT id, site_id, 1350 FROM contracts
         ON CONFLICT (contract_id) DO UPDATE SET training_hours = excluded.training_hours",
    );
    let told = tables_that_tell_of(&world, &names());
    for table in [
        "accounts",
        "apprentices",
        "enrolment_cards",
        "guardians",
        "mails",
        "outcome_answers",
        "phone_contacts",
        "withdrawals",
    ] {
        assert!(told.iter().any(|one| one == table), "{table}: {told:?}");
    }
    let before = figures(&world).await;
    lets_everything_go(&world).await;
    let gone = goes(&world).await;
    assert!(gone.iter().any(|(category, people)| *category == "learner_file" && *people >= 20), "{gone:?}");
    assert_eq!(figures(&world).await, before);
    assert_eq!(tables_that_tell_of(&world, &names()), Vec::<String>::new());
    let ids = [story.apprentice.to_string(), story.enrolment.to_string()];
    let left = tables_that_tell_of(&world, &ids);
    assert!(left.iter().all(|table| LEADING_NOWHERE.contains(&table.as_str())), "{left:?}");
    leaves_no_address(&world, &story).await;
}

/// What audits read of the years told of: evidence, complaints, satisfaction.
async fn audited(world: &World) -> Vec<String> {
    let (manager, site) = (world.manager(), format!("/v1/sites/{}", world.site()));
    let mut found = Vec::new();
    for path in [
        "quality-evidence?from=2021-09-01&to=2023-08-31",
        "complaint-counts?from=2021-09-01&to=2022-08-31",
        "satisfaction?year=2021",
    ] {
        found.push(manager.get(format!("{site}/{path}")).await.expect(200));
    }
    let kinds = ["complaints", "satisfaction"];
    let all = found[0]["indicators"].as_array().unwrap().iter();
    let all = all.flat_map(|one| one["evidence"].as_array().unwrap().clone());
    let counted = all.filter(|one| kinds.contains(&one["kind"].as_str().unwrap()));
    let counted: Vec<String> =
        counted.map(|one| format!("{} {} {}", one["kind"], one["facts"], one["gaps"])).collect();
    vec![counted.join(", "), found[1].to_string(), found[2].to_string()]
}

/// Six people of a class who gave their opinion, the first of whom complained three times.
fn heard(world: &World, people: &[Story]) {
    for (rank, one) in (1..).zip(people) {
        let answer = Uuid::now_v7();
        world.database_says(&format!(
            "INSERT INTO satisfaction_answers (id, site_id, form, asked_of, apprentice_id, school_year, answered_on, comment)
             SELECT '{answer}', site_id, 'year', 'apprentice', id, 2021, '2022-03-0{rank}', 'Zyxwv a dit' FROM apprentices
             WHERE id = '{one}';
             INSERT INTO satisfaction_scores (answer_id, question, site_id, score)
             SELECT id, 'welcome', site_id, {score} FROM satisfaction_answers WHERE id = '{answer}'",
            one = one.apprentice,
            score = rank % 4 + 1,
        ));
    }
    for (on, answered, outcome) in
        [(2, "2022-02-10", "upheld"), (3, "2022-05-20", "not_upheld"), (4, "2022-04-05", "partly_upheld")]
    {
        let complaint = Uuid::now_v7();
        world.database_says(&format!(
            "INSERT INTO complaints (id, site_id, received_on, complainant, complainant_name, apprentice_id, channel, subject,
                what, closed_on, outcome, closing_note, author_kind)
             SELECT '{complaint}', site_id, '2022-0{on}-02', 'guardian', 'Mme Zyxwv', id, 'email', 'follow_up', 'Zyxwv attend',
                '{answered}', '{outcome}', 'Zyxwv', 'system' FROM apprentices WHERE id = '{one}';
             INSERT INTO complaint_steps (id, site_id, complaint_id, kind, done_on, note, author_kind)
             SELECT gen_random_uuid(), site_id, id, 'answered', '{answered}', 'Zyxwv', 'system' FROM complaints
             WHERE id = '{complaint}'",
            one = people[0].apprentice,
        ));
    }
}

#[actix_web::test]
async fn what_audits_counted_is_the_same_once_the_files_went() {
    let world = World::on(TODAY).await;
    let years = ("2021-08-30", "2023-08-29");
    let (company, cohort) = (company(&world), world.seed_cohort(years.0, years.1));
    let people: Vec<Story> =
        (0..6).map(|rank| learner(&world, company, &format!("Zyxwv2021r{rank}"), cohort, years)).collect();
    heard(&world, &people);
    let before = audited(&world).await;
    assert_eq!(before[0], "\"satisfaction\" 6 0, \"complaints\" 3 0, \"complaints\" 3 0");
    assert!(before[1].contains("\"late\":1") && before[1].contains("\"upheld\""), "{}", before[1]);
    lets_everything_go(&world).await;
    let gone = goes(&world).await;
    assert!(gone.contains(&("learner_file", 6)), "{gone:?}");
    for table in ["complaints", "satisfaction_answers"] {
        assert_eq!(world.database_counts(&format!("SELECT count(*) AS n FROM {table}")), 0, "{table}");
    }
    assert_eq!(audited(&world).await, before);
    assert_eq!(tables_that_tell_of(&world, &["Zyxwv".to_owned()]), Vec::<String>::new());
    let ids: Vec<String> = people.iter().map(|one| one.apprentice.to_string()).collect();
    let left = tables_that_tell_of(&world, &ids);
    assert!(left.iter().all(|table| LEADING_NOWHERE.contains(&table.as_str())), "{left:?}");
}

#[actix_web::test]
async fn notes_health_and_absences_go_before_the_file() {
    let world = World::on("2026-11-23").await;
    let years = ("2020-08-31", "2022-08-30");
    let one = learner(&world, company(&world), "Zyxwv2021r0", world.seed_cohort(years.0, years.1), years);
    tells_all(&world, &one);
    lets_everything_go(&world).await;
    let gone = goes(&world).await;
    assert_eq!(gone, [("follow_up_notes", 1), ("attendance", 1)]);
    for table in ["phone_contacts", "absences"] {
        assert_eq!(world.database_counts(&format!("SELECT count(*) AS n FROM {table}")), 0, "{table}");
    }
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM withdrawals WHERE kind = 'absence'"), 0);
    world.manager().get(format!("/v1/apprentices/{}", one.apprentice)).await.expect(200);
    assert_eq!(goes(&world).await, []);
}

#[actix_web::test]
async fn nobody_whose_training_goes_on_is_ever_forgotten() {
    let cohort = SheetCohort::on("2026-06-01").await;
    let world = &cohort.world;
    let running = cohort.learners[1].apprentice;
    let forgotten = world
        .app()
        .db
        .transaction(move |tx| Ok(let_go(tx, RecordCategory::LearnerFile, &[running], day("2026-06-01"))?));
    assert!(forgotten.await.is_err());
    world.manager().get(format!("/v1/apprentices/{running}")).await.expect(200);
}

#[derive(QueryableByName)]
struct Person {
    #[diesel(sql_type = Id)]
    id: Uuid,
    #[diesel(sql_type = Array<Nullable<Text>>)]
    texts: Vec<Option<String>>,
}

#[actix_web::test]
async fn nothing_of_anybody_of_the_story_stays_in_any_table() {
    let world = World::on("2027-03-01").await;
    let cast = played(&world, "2027-03-01").await;
    let (manager, _) = signed_in(&world, &cast, "manager").await;
    let people: Vec<Person> = diesel::sql_query(
        "SELECT id, ARRAY[email, phone, ine, given_name || ' ' || family_name, family_name || ' ' || given_name] AS texts
         FROM apprentices",
    )
    .load(&mut world.database.connect())
    .unwrap();
    let texts: Vec<String> = people.iter().flat_map(|one| one.texts.clone()).flatten().collect();
    let told = tables_that_tell_of(&world, &texts);
    assert!(told.len() >= 3, "{told:?}");
    let rates = manager.get("/v1/indicators").await.text;
    let ids: Vec<ApprenticeId> = people.iter().map(|one| ApprenticeId(one.id)).collect();
    let forgotten = world.app().db.transaction(move |tx| {
        keep(tx, &ids, day("2027-03-01"))?;
        Ok(let_go(tx, RecordCategory::LearnerFile, &ids, day("2099-01-01"))?)
    });
    forgotten.await.unwrap();
    assert_eq!(manager.get("/v1/indicators").await.text, rates);
    assert_eq!(tables_that_tell_of(&world, &texts), Vec::<String>::new());
    let ids: Vec<String> = people.iter().map(|one| one.id.to_string()).collect();
    let left = tables_that_tell_of(&world, &ids);
    assert!(left.iter().all(|table| LEADING_NOWHERE.contains(&table.as_str())), "{left:?}");
    for path in [
        "/v1/apprentices",
        "/v1/contracts",
        "/v1/visits",
        "/v1/absences",
        "/v1/phone-contacts",
        "/v1/ruptures",
    ] {
        let found = manager.get(path).await.expect(200);
        assert_eq!(found["data"], json!([]), "{path}");
    }
}
