//! Who may do what, from outside: the printed table is the committed one, and every operation obeys it.

use compagnon::app::operations::Needs::{Nothing, The};
use compagnon::app::operations::{STEPS, every_operation};
use compagnon::trust::access::{Act, SCOPES, code_of, printed_matrix};
use reqwest::Method;
use serde_json::json;

use crate::harness::{Person, Reply, Story, World};
use crate::openapi::operations;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/access_matrix.txt");
const ROLES: [&str; 6] = ["administrator", "manager", "trainer", "tutor", "student", "client"];

#[test]
fn the_committed_matrix_is_the_table() {
    let printed = printed_matrix();
    if std::env::var_os("UPDATE_MATRIX").is_some() {
        std::fs::write(FILE, &printed).unwrap();
    }
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(
        committed == printed,
        "rights changed: review, then UPDATE_MATRIX=1 cargo test --test api matrix"
    );
}

#[test]
fn no_operation_escapes_the_matrix() {
    let document = crate::harness::announced();
    let served: Vec<_> = operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
    let placed: Vec<_> =
        every_operation().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    let missing: Vec<_> = served.iter().filter(|one| !placed.contains(one)).collect();
    let vanished: Vec<_> = placed.iter().filter(|one| !served.contains(one)).collect();
    assert!(
        missing.is_empty() && vanished.is_empty(),
        "without entry: {missing:#?}\nno longer served: {vanished:#?}"
    );
    for (method, path, operation) in operations(&document) {
        let ways = operation["security"].as_array().expect("ways in");
        let open = ways.iter().any(|way| way.as_object().is_some_and(serde_json::Map::is_empty));
        let needs = every_operation().find(|(m, p, _)| *m == method && *p == path).map(|found| found.2);
        assert_eq!(open, needs == Some(Nothing), "{method} {path}: documented as public or not");
    }
}

/// Whether the printed table lets a role do an act.
pub fn may(role: &str, act: Act) -> bool {
    let printed = printed_matrix();
    let line = printed.lines().find(|line| line.split_whitespace().next() == Some(act.name())).unwrap();
    let column = ROLES.iter().position(|known| *known == role).unwrap();
    line.split_whitespace().nth(column + 1) != Some("-")
}

struct Walk {
    world: World,
    story: Story,
    contract: compagnon::ids::ContractId,
}

impl Walk {
    fn new(world: World) -> Self {
        let story = world.story();
        let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
        Self { world, story, contract }
    }

    /// Somebody of a role, new each time, so that nobody acts under an ended session.
    fn somebody(&self, role: &str) -> Person {
        let unbind = "DELETE FROM sessions; DELETE FROM accounts";
        diesel::connection::SimpleConnection::batch_execute(&mut self.world.database.connect(), unbind)
            .unwrap();
        match role {
            "administrator" => self.world.administrator(),
            "manager" => self.world.manager(),
            "trainer" => self.world.trainer(),
            "tutor" => self.world.tutor(&self.story.tutor()),
            "student" => self.world.student(&self.story.apprentice()),
            "client" => self.world.client(SCOPES),
            other => panic!("{other}"),
        }
    }

    /// The address of an operation about the story's own records.
    fn address(&self, path: &str) -> String {
        let id = match path.split('/').nth(2).unwrap_or_default() {
            "employers" => self.story.employer.to_string(),
            "tutors" => self.story.tutor.to_string(),
            "apprentices" => self.story.apprentice.to_string(),
            "cohorts" => self.story.cohort.to_string(),
            "enrolments" => self.story.enrolment.to_string(),
            "contracts" => self.contract.to_string(),
            _ => "019a0000-0000-7000-8000-000000000000".to_owned(),
        };
        let path = if path == "/v1/imports" { "/v1/imports?kind=employers" } else { path };
        let code = match path.split('/').nth(2).unwrap_or_default() {
            "cfas" => "cfa-jeanne-mance",
            "sites" => "ufa-leonie-aviat",
            _ => "bts-mco",
        };
        path.replace("{list}", "employers")
            .replace("{code}", code)
            .replace("{site}", code)
            .replace("{number}", "1")
            .replace("{id}", &id)
            .replace("{secret_id}", &id)
            .replace("{filing_id}", &id)
            .replace("{session_id}", &id)
            .replace("{session}", "2027")
            .replace("{declaration}", "bpf")
    }

    async fn call(&self, person: &Person, method: &str, path: &str) -> Reply {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let reads = method == Method::GET;
        let address = self.address(path);
        let address = if reads { address.split('?').next().unwrap_or_default() } else { &address };
        let mut request = person.request(method, address);
        if !reads {
            let key = uuid::Uuid::now_v7().to_string();
            request = request.header("if-match", "\"v999\"").header("idempotency-key", key).json(&json!({}));
        }
        person.send(request).await
    }
}

#[actix_web::test]
async fn every_operation_answers_each_role_as_the_table_says() {
    let walk = Walk::new(World::on("2025-10-01").await);
    let mut wrong = Vec::new();
    for (method, path, needs) in every_operation() {
        let The(act) = needs else { continue };
        let nobody = walk.call(&walk.world.nobody(), method, path).await;
        if nobody.status != 401 {
            wrong.push(format!("{method} {path} as nobody: {}", nobody.status));
        }
        for role in ROLES {
            let reply = walk.call(&walk.somebody(role), method, path).await;
            let forbidden = reply.body["code"] == "forbidden";
            let sound = reply.status != 401 && reply.status < 500;
            if forbidden == may(role, *act) || !sound {
                wrong.push(format!("{method} {path} as {role}: {} {}", reply.status, reply.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_document_tells_of_each_operation_who_may_call_it() {
    let document = crate::harness::announced();
    for (method, path, operation) in operations(&document) {
        let needs = every_operation().find(|(m, p, _)| *m == method && *p == path).map(|found| found.2);
        let told = operation["x-roles"]["reach"].as_object().unwrap();
        match needs {
            Some(The(act)) => {
                let expected: Vec<_> = ROLES.iter().filter(|role| may(role, act)).collect();
                let mut found: Vec<_> = told.keys().map(String::as_str).collect();
                found.sort_by_key(|role| ROLES.iter().position(|known| known == role));
                assert_eq!(found, expected.into_iter().copied().collect::<Vec<_>>(), "{method} {path}");
                assert_eq!(operation["x-roles"]["act"], code_of(act), "{method} {path}");
            }
            _ => {
                assert_eq!(operation["x-roles"], json!({ "reach": { "anybody": "all" } }), "{method} {path}")
            }
        }
    }
}

#[actix_web::test]
async fn what_one_is_told_one_may_do_is_what_the_operations_answer() {
    let walk = Walk::new(World::on("2025-10-01").await);
    let mut wrong = Vec::new();
    for role in ROLES {
        let me = walk.somebody(role).get("/v1/me").await.expect(200);
        let told: Vec<_> =
            me["rights"].as_array().unwrap().iter().map(|right| right["act"].as_str().unwrap()).collect();
        for (method, path, needs) in every_operation() {
            let The(act) = needs else { continue };
            let reply = walk.call(&walk.somebody(role), method, path).await;
            let refused = reply.body["code"] == "forbidden";
            if refused == told.contains(&code_of(*act).as_str()) {
                wrong.push(format!("{method} {path} as {role}: {}", reply.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Acts on records with states that their `transitions` do not tell of, and why.
const NOT_TOLD: &[(&str, &str)] = &[
    ("POST", "/v1/contracts/{id}/amendments"),     // makes another record
    ("POST", "/v1/contracts/{id}/milestones"),     // makes another record
    ("POST", "/v1/mock-exams/{id}/sittings"),      // makes other records
    ("POST", "/v1/visits/{id}/satisfaction"),      // says what somebody thinks: another record
    ("PUT", "/v1/mock-exams/{id}/double-marking"), // of its papers
    ("PUT", "/v1/mock-exams/{id}/readings"),       // with the marks, `mark`
    ("POST", "/v1/mock-exams/{id}/reconciliations"), // with the marks, `mark`
    ("POST", "/v1/mock-exams/{id}/marks/import"),  // with the marks, `mark`
    ("PUT", "/v1/mock-exams/{id}/council-appreciations"), // of its candidates
    ("POST", "/v1/mock-exams/{id}/publication"),   // of its sittings, which have no states of their own
    ("POST", "/v1/contracts/{id}/filings/{filing_id}/completion"), // of the deposit, not of the contract
    ("POST", "/v1/contracts/{id}/filings/{filing_id}/refusal"), // with the acceptance, `decide_filing`
    ("POST", "/v1/amendments/{id}/filings/{filing_id}/completion"), // of the deposit, not of the amendment
    ("POST", "/v1/amendments/{id}/filings/{filing_id}/refusal"), // with the acceptance, `decide_filing`
    ("DELETE", "/v1/accounts/{id}/sessions/{session_id}"), // of the session, not of the account
];

/// A path whatever its identifiers are called.
pub fn unnamed(path: &str) -> String {
    let segments = path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

#[test]
fn every_act_on_a_record_with_states_is_told_by_its_transitions() {
    let told: Vec<_> = STEPS.iter().flat_map(|steps| steps.iter()).collect();
    for step in &told {
        let (method, path) = step.operation;
        let same = |(m, p, _): &&(&str, &str, _)| *m == method && unnamed(p) == unnamed(path);
        let needs = every_operation().find(same).map(|found| found.2);
        assert_eq!(needs, Some(The(step.needs)), "{method} {path}");
    }
    let homes = every_operation().filter_map(|(_, path, _)| path.strip_suffix("/transitions"));
    let mut silent = Vec::new();
    for home in homes {
        let below = format!("{home}/");
        let acts = every_operation()
            .filter(|(method, path, _)| *method != "GET" && (*path == home || path.starts_with(&below)));
        let known = |method: &str, path: &str| {
            let same = |(m, p): (&str, &str)| m == method && unnamed(p) == unnamed(path);
            // what was entered by mistake is taken back in any state, or the withdrawal says what stands on it
            told.iter().any(|step| same(step.operation))
                || NOT_TOLD.contains(&(method, path))
                || path.ends_with("/withdrawal")
        };
        silent.extend(acts.filter(|(m, p, _)| !known(m, p)).map(|(m, p, _)| format!("{m} {p}")));
    }
    assert!(silent.is_empty(), "neither told nor said why:\n{}", silent.join("\n"));
}
