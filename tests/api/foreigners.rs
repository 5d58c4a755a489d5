//! A record of somebody else looks like no record: every operation about one, asked by those out of whose reach it is.

#![expect(clippy::disallowed_methods, reason = "tests look at the base itself")]

use compagnon::app::operations::{Needs, every_operation};
use compagnon::trust::access::SCOPES;
use reqwest::Method;
use serde_json::{Value, json};

use crate::access_matrix::may;
use crate::demo::{played, signed_in};
use crate::harness::{Person, Story, World, id_of};

const TODAY: &str = "2027-03-01";
const ABSENT: &str = "019a0000-0000-7000-8000-000000000000";

/// The contracts that run.
const SERVED: &str = "contracts WHERE state = 'signed' AND ends_on > '2027-03-01'";

/// The apprentices of whom the centre attests something.
const ATTESTED: &str =
    "apprentices WHERE id IN (SELECT apprentice_id FROM skill_positions WHERE skill_code = 'bc01-3')";

/// Nouns of addresses whose table has another name, or of which one record in particular serves.
pub const RECORDS: &[(&str, &str)] = &[
    ("accounts", "accounts WHERE role = 'tutor'"),
    ("amendments", "amendments WHERE id IN (SELECT amendment_id FROM amendment_filings)"),
    ("commitments", "visit_commitments"),
    ("contracts", "contracts WHERE id IN (SELECT contract_id FROM contract_filings)"),
    ("invitations", "mock_exam_invitations"),
    ("links", "tutor_links"),
    ("obligations", "derived_obligations"),
    ("prior-learning", "prior_learnings"),
    ("publications", "rate_publications"),
    ("ruptures", "ruptures WHERE id IN (SELECT id FROM rupture_cases)"),
    ("sites", "sites WHERE code = 'ufa-leonie-aviat'"),
];

/// One record of every noun in one site, and what the documentation sends about each.
pub struct Home {
    pub world: World,
    document: Value,
}

impl Home {
    /// The cohort of the demonstration, and a record of what its story does without.
    pub async fn founded() -> Self {
        let world = World::on(TODAY).await;
        let cast = played(&world, TODAY).await;
        let (manager, _) = signed_in(&world, &cast, "manager").await;
        let document = crate::harness::announced();
        let home = Self { world, document };
        home.complete(&manager).await;
        home
    }

    async fn complete(&self, manager: &Person) {
        let made = async |path: String, body: Value| {
            let reply = manager.post(&path, body).await;
            assert!((200..300).contains(&reply.status), "{path}: {}", reply.text);
            reply.body
        };
        let signed = manager.get("/v1/contracts?state=signed&limit=200").await.expect(200);
        let mut signed = signed["data"].as_array().unwrap().iter();
        let contract = signed.find(|one| one["phase"] == "running").unwrap();
        let contract_path = format!("/v1/contracts/{}", id_of(contract));
        let apprentice = format!("/v1/apprentices/{}", contract["apprentice_id"].as_str().unwrap());
        let call = json!({ "apprentice_id": contract["apprentice_id"], "direction": "outgoing", "party": "apprentice",
            "outcome": "reached", "subject": "follow_up" });
        let call = id_of(&made("/v1/phone-contacts".to_owned(), call).await);
        let mistaken = json!({ "reason": "Saisie par erreur" });
        made(format!("/v1/phone-contacts/{call}/withdrawal"), mistaken).await;
        let longer = json!({ "type_code": "36", "effective_on": TODAY, "reason": "Passage à 39 heures.",
            "changes": { "work": { "weekly_minutes": 2340 } } });
        let amendment = id_of(&made(format!("{contract_path}/amendments"), longer).await);
        let amendment = format!("/v1/amendments/{amendment}");
        made(format!("{amendment}/signature"), json!({ "signed_on": "2027-02-26" })).await;
        made(format!("{amendment}/filings"), json!({ "sent_on": "2027-02-26" })).await;
        let case = made(format!("{apprentice}/difficulties"), self.example("DifficultyIn")).await;
        let step = self.example("DifficultyStepIn");
        made(format!("/v1/difficulties/{}/steps", id_of(&case)), step).await;
        made(format!("{apprentice}/calendar-overrides"), self.example("CalendarOverrideIn")).await;
        made(format!("{apprentice}/skill-targets"), self.example("SkillTargetsIn")).await;
        made(format!("{apprentice}/prior-learning"), self.example("PriorLearningIn")).await;
        self.read_twice();
        let figure = self.example("OfficialFigureIn");
        made("/v1/sites/ufa-leonie-aviat/official-figures".to_owned(), figure).await;
        self.learn(manager, contract, &apprentice).await;
        let derogations =
            format!("/v1/tutors/{}/ceiling-derogations", contract["tutor_id"].as_str().unwrap());
        made(derogations, self.example("CeilingDerogationIn")).await;
        crate::exchange::imports::dry_run(
            manager,
            "employers",
            "SIRET;Dénomination\n73282932000074;Librairie\n",
        )
        .await;
        self.note();
    }

    /// What only time or people without an account write.
    fn note(&self) {
        self.world.database_says(
            "INSERT INTO mails (id, site_id, account_id, kind, about_on, subject, body, next_attempt_at)
             SELECT gen_random_uuid(), site_ids[1], id, 'digest', '2027-03-01', 'À faire', 'Deux visites', now()
             FROM accounts WHERE role = 'manager';
             INSERT INTO outcome_surveys (id, site_id, enrolment_id, wave_months, ended_on, opens_on, closes_on)
             SELECT gen_random_uuid(), site_id, id, 6, '2026-08-24', '2027-02-24', '2027-04-24' FROM enrolments LIMIT 1;
             INSERT INTO outcome_answers (id, site_id, survey_id, source, situation, answered_on, author_kind)
             SELECT gen_random_uuid(), site_id, id, 'phone', 'employed', '2027-03-01', 'system' FROM outcome_surveys;
             INSERT INTO visit_commitments (id, site_id, visit_id, owner, what, due_on, reported_in)
             SELECT gen_random_uuid(), site_id, id, 'tutor', 'Confier la caisse', '2027-03-12', report_number
             FROM visits WHERE state = 'held' LIMIT 1;
             INSERT INTO signal_acknowledgements (id, site_id, apprentice_id, signal, reason, acknowledged_on, until_on,
                 author_kind)
             SELECT gen_random_uuid(), site_id, id, 'no_contact', 'Visite fixée', '2027-03-01', '2027-03-31', 'system'
             FROM apprentices LIMIT 1;
             INSERT INTO complaints (id, site_id, received_on, complainant, channel, subject, what, author_kind)
             SELECT gen_random_uuid(), id, '2027-02-01', 'employer', 'phone', 'follow_up', 'Sans nouvelles', 'system'
             FROM sites WHERE code = 'ufa-leonie-aviat';
             INSERT INTO complaint_steps (id, site_id, complaint_id, kind, done_on, author_kind)
             SELECT gen_random_uuid(), site_id, id, 'acknowledged', '2027-02-02', 'system' FROM complaints;
             INSERT INTO satisfaction_answers (id, site_id, form, asked_of, apprentice_id, school_year, answered_on)
             SELECT gen_random_uuid(), site_id, 'year', 'apprentice', apprentice_id, 2025, '2026-02-01' FROM enrolments
             WHERE site_id = (SELECT id FROM sites WHERE code = 'ufa-leonie-aviat') LIMIT 1;
             INSERT INTO survey_objections (id, site_id, apprentice_id, objected_on, author_kind)
             SELECT gen_random_uuid(), site_id, apprentice_id, '2026-09-01', 'system' FROM enrolments
             WHERE site_id = (SELECT id FROM sites WHERE code = 'ufa-leonie-aviat') LIMIT 1;
             INSERT INTO stay_steps (id, site_id, apprentice_id, enrolment_id, step, done_on)
             SELECT gen_random_uuid(), site_id, apprentice_id, id, 'p2s_given', '2026-09-01' FROM enrolments
             WHERE site_id = (SELECT id FROM sites WHERE code = 'ufa-leonie-aviat') LIMIT 1;
             INSERT INTO search_prospects (id, site_id, apprentice_id, name, author_kind)
             SELECT gen_random_uuid(), site_id, apprentice_id, 'Librairie des Halles', 'system' FROM enrolments
             WHERE site_id = (SELECT id FROM sites WHERE code = 'ufa-leonie-aviat') LIMIT 1;
             INSERT INTO search_events (id, site_id, apprentice_id, prospect_id, kind, happened_on, author_kind)
             SELECT gen_random_uuid(), site_id, apprentice_id, id, 'application', '2026-09-02', 'system'
             FROM search_prospects;
             INSERT INTO visit_notes (id, site_id, visit_id, note, visibility, author_kind, written_at)
             SELECT gen_random_uuid(), site_id, id, 'Fatigue visible', 'everyone', 'system', now()
             FROM visits WHERE state = 'held' LIMIT 1",
        );
    }

    /// A paper of the last mock exam, which two people marked otherwise, and settled.
    fn read_twice(&self) {
        self.world.database_says(
            "INSERT INTO mock_exam_readings (id, site_id, paper_id, enrolment_id, reading, mark_hundredths, marker)
             SELECT gen_random_uuid(), p.site_id, p.id, n.id, 1, 1000, 'Mme Moreau'
             FROM mock_exam_papers p JOIN mock_exams e ON e.id = p.mock_exam_id JOIN enrolments n ON n.cohort_id = e.cohort_id
             ORDER BY e.ordinal DESC, p.rank LIMIT 1;
             INSERT INTO mock_exam_reconciliations (id, site_id, paper_id, enrolment_id, mark_hundredths, reason, first_version, second_version)
             SELECT gen_random_uuid(), site_id, paper_id, enrolment_id, 1100, 'Relu à deux', 1, 1 FROM mock_exam_readings LIMIT 1;
             INSERT INTO council_appreciations (id, site_id, mock_exam_id, enrolment_id, text)
             SELECT gen_random_uuid(), e.site_id, e.id, n.id, 'Un ensemble solide.'
             FROM mock_exams e JOIN enrolments n ON n.cohort_id = e.cohort_id ORDER BY e.ordinal DESC LIMIT 1",
        );
    }

    /// A unit kept, a half-year of the logbook signed and sent back.
    async fn learn(&self, manager: &Person, contract: &Value, apprentice: &str) {
        let enrolment = contract["enrolment_id"].as_str().unwrap();
        manager
            .post(format!("/v1/enrolments/{enrolment}/kept-units"), self.example("KeptUnitIn"))
            .await
            .expect(201);
        manager
            .post(
                format!("/v1/enrolments/{enrolment}/exam-accommodations"),
                self.example("ExamAccommodationIn"),
            )
            .await
            .expect(201);
        let acquired = json!({ "positions": [{ "skill": "bc01-3", "level": "acquired" }] });
        manager.post(format!("{apprentice}/skill-positions"), acquired).await.expect(201);
        let half_year = format!("{apprentice}/logbook/periods/4");
        manager.post(format!("{half_year}/signature"), json!({})).await.expect(201);
        manager.post(format!("{half_year}/return"), self.example("LogbookReturnIn")).await.expect(201);
    }

    fn example(&self, body: &str) -> Value {
        self.document["components"]["schemas"][body]["example"].clone()
    }

    /// What the documentation sends to an operation.
    pub fn body(&self, method: &str, path: &str) -> Value {
        let operation = &self.document["paths"][path][method.to_lowercase()];
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
        let name = schema.as_str().and_then(|reference| reference.rsplit('/').next());
        name.map_or(json!({}), |name| self.example(name))
    }

    /// The identifier a statement gives as `id`.
    fn id_where(&self, from: &str) -> String {
        let found = self.ids_where(from, 1);
        found.into_iter().next().unwrap_or_else(|| panic!("none in {from}"))
    }

    /// Some of the identifiers a statement gives as `id`, always the same ones.
    pub fn ids_where(&self, from: &str, most: usize) -> Vec<String> {
        #[derive(diesel::QueryableByName)]
        struct Found {
            #[diesel(sql_type = diesel::sql_types::Text)]
            id: String,
        }
        let statement = format!("SELECT id::text AS id FROM {from} LIMIT {most}");
        let found = diesel::RunQueryDsl::get_results::<Found>(
            diesel::sql_query(&statement),
            &mut self.world.database.connect(),
        );
        found.unwrap_or_else(|error| panic!("{statement}: {error}")).into_iter().map(|one| one.id).collect()
    }

    /// The address of an operation about records of the home.
    pub fn address(&self, path: &str) -> String {
        let noun = path.split('/').nth(if path.contains("{secret}") { 4 } else { 2 }).unwrap();
        let table = noun.replace('-', "_");
        let from = RECORDS.iter().find(|(known, _)| *known == noun).map_or(table.as_str(), |found| found.1);
        let attested = path.ends_with("attestation.pdf");
        let from = match path {
            _ if attested => ATTESTED,
            _ if path.contains("handover-brief") => SERVED,
            _ => from,
        };
        let id = self.id_where(from);
        let address = path
            .replace("{id}", &id)
            .replace("{site}", &id)
            .replace("{number}", "1")
            .replace("{session}", "2027")
            .replace("{declaration}", "bpf")
            .replace("{code}", "cfa_notice");
        let address = if attested { format!("{address}?block=bc01") } else { address };
        if address.contains("{filing_id}") {
            let owner = noun.trim_end_matches('s');
            let filing = self.id_where(&format!("{owner}_filings WHERE {owner}_id = '{id}'"));
            return address.replace("{filing_id}", &filing);
        }
        if address.contains("{secret_id}") {
            let secret = self.id_where(&format!("client_secrets WHERE client_id = '{id}'"));
            return address.replace("{secret_id}", &secret);
        }
        if address.contains("{session_id}") {
            let session = self.id_where(&format!("sessions WHERE account_id = '{id}'"));
            return address.replace("{session_id}", &session);
        }
        address
    }

    /// Somebody of every role but the administrator's, who has nothing to do with the home; and a link of such a tutor.
    async fn strangers(&self) -> (Vec<(&'static str, Person)>, String) {
        let elsewhere = self.another_company();
        let people = vec![
            ("manager", self.world.other_manager()),
            ("trainer", self.world.other_trainer()),
            ("tutor", self.world.tutor(&elsewhere.tutor())),
            ("student", self.world.student(&elsewhere.apprentice())),
            ("client", self.world.other_client(SCOPES)),
        ];
        let links = format!("/v1/tutors/{}/links", elsewhere.tutor);
        let link = self.world.manager().post(links, json!({})).await.expect(201);
        (people, link["secret"].as_str().unwrap().to_owned())
    }

    /// An apprentice of the same site, in another cohort and another company, under a contract.
    fn another_company(&self) -> Story {
        let cohort = self.world.seed_cohort("2026-08-24", "2028-08-23");
        let apprentice = self.world.seed_apprentice("Lefèvre", "Noé", "2004-05-06");
        let enrolment = self.world.seed_enrolment(apprentice, cohort);
        let employer = self.world.seed_employer("35600000000048");
        let tutor = self.world.seed_tutor(employer, "Curie", "Marie");
        let story = Story { cohort, apprentice, enrolment, employer, tutor };
        self.world.seed_contract(&story, "2026-08-24", "2028-08-23");
        story
    }
}

/// Status and body of an answer, but for the number of the request.
async fn answer_of(person: &Person, method: &str, address: &str, body: &Value) -> (u16, String) {
    let verb = Method::from_bytes(method.as_bytes()).unwrap();
    let mut request = person.request(verb, address);
    if method != "GET" {
        let key = uuid::Uuid::now_v7().to_string();
        request = request.header("if-match", "\"v999\"").header("idempotency-key", key).json(body);
    }
    let reply = person.send(request).await;
    let number = reply.body["request_id"].as_str().unwrap_or_default();
    (reply.status, if number.is_empty() { reply.text } else { reply.text.replace(number, "") })
}

#[actix_web::test]
async fn a_record_out_of_reach_answers_as_one_that_is_absent() {
    let home = Home::founded().await;
    let about_one = every_operation().filter(|(_, path, _)| path.contains("{id}") || path.contains("{site}"));
    let requested: Vec<_> = about_one.map(|operation| (operation, home.address(operation.1))).collect();
    let (strangers, link) = home.strangers().await;
    let mut wrong = Vec::new();
    for ((method, path, needs), address) in &requested {
        let (body, address) = (home.body(method, path), address.replace("{secret}", &link));
        let names = ["{id}", "{site}", "{filing_id}", "{secret_id}", "{session_id}"];
        let whole = path.replace("{secret}", &link).replace("{session}", "2027").replace("{number}", "1");
        let absent = names.iter().fold(whole, |path, name| path.replace(name, ABSENT));
        for (role, stranger) in &strangers {
            let never = matches!(needs, Needs::The(act) if !may(role, *act));
            let (status, text) = answer_of(stranger, method, &address, &body).await;
            let as_absent = answer_of(stranger, method, &absent, &body).await == (status, text.clone());
            if status != if never { 403 } else { 404 } || !as_absent {
                wrong.push(format!("{method} {path} as a {role} from elsewhere: {status} {text}"));
            }
        }
    }
    let administrator = home.world.administrator();
    for ((_, path, _), address) in requested.iter().filter(|((method, ..), _)| *method == "GET") {
        let (status, text) = answer_of(&administrator, "GET", address, &Value::Null).await;
        if status != 200 && !path.contains("{secret}") {
            wrong.push(format!("{path} was about no record: {status} {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
