//! Who may do what, from outside: the printed table is the committed one, and every operation obeys it.

use compagnon::access::{Act, SCOPES, printed_matrix};
use reqwest::Method;
use serde_json::json;

use crate::harness::{Person, Reply, Story, World};
use crate::openapi::operations;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/access_matrix.txt");
const ROLES: [&str; 6] = ["administrator", "manager", "trainer", "tutor", "student", "client"];

/// What an operation asks of whoever calls it.
#[derive(Clone, Copy, PartialEq)]
enum Needs {
    /// Nothing.
    Nothing,
    /// This act.
    The(Act),
}
use Needs::{Nothing, The};

/// Every operation of the API, and its act.
const OPERATIONS: &[(&str, &str, Needs)] = &[
    ("GET", "/healthz", Nothing),
    ("GET", "/readyz", Nothing),
    ("GET", "/v1/changes", The(Act::ReadChanges)),
    ("GET", "/v1/employers", The(Act::ReadEmployer)),
    ("POST", "/v1/employers", The(Act::CreateEmployer)),
    ("GET", "/v1/employers/{id}", The(Act::ReadEmployer)),
    ("PATCH", "/v1/employers/{id}", The(Act::ChangeEmployer)),
    ("GET", "/v1/tutors", The(Act::ReadTutor)),
    ("POST", "/v1/tutors", The(Act::CreateTutor)),
    ("GET", "/v1/tutors/{id}", The(Act::ReadTutor)),
    ("PATCH", "/v1/tutors/{id}", The(Act::ChangeTutor)),
];

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
    let document = serde_json::to_value(compagnon::app::document()).unwrap();
    let served: Vec<_> = operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
    let placed: Vec<_> =
        OPERATIONS.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    let missing: Vec<_> = served.iter().filter(|one| !placed.contains(one)).collect();
    let vanished: Vec<_> = placed.iter().filter(|one| !served.contains(one)).collect();
    assert!(
        missing.is_empty() && vanished.is_empty(),
        "without entry: {missing:#?}\nno longer served: {vanished:#?}"
    );
    for (method, path, operation) in operations(&document) {
        let open = operation["security"][0].as_object().is_some_and(serde_json::Map::is_empty);
        let needs = OPERATIONS.iter().find(|(m, p, _)| *m == method && *p == path).map(|found| found.2);
        assert_eq!(open, needs == Some(Nothing), "{method} {path}: documented as public or not");
    }
}

/// Whether the printed table lets a role do an act.
fn may(role: &str, act: Act) -> bool {
    let printed = printed_matrix();
    let line = printed.lines().find(|line| line.split_whitespace().next() == Some(act.name())).unwrap();
    let column = ROLES.iter().position(|known| *known == role).unwrap();
    line.split_whitespace().nth(column + 1) != Some("-")
}

struct Walk {
    world: World,
    story: Story,
}

impl Walk {
    fn new(world: World) -> Self {
        let story = world.story();
        world.seed_contract(&story, "2025-08-25", "2027-08-24");
        Self { world, story }
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
            _ => "019a0000-0000-7000-8000-000000000000".to_owned(),
        };
        path.replace("{id}", &id)
    }

    async fn call(&self, person: &Person, method: &str, path: &str) -> Reply {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let reads = method == Method::GET;
        let mut request = person.request(method, self.address(path));
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
    for (method, path, needs) in OPERATIONS {
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

#[actix_web::test]
async fn nobody_of_another_site_sees_or_changes_a_record() {
    let walk = Walk::new(World::on("2025-10-01").await);
    let stranger = walk.world.other_manager();
    let mut wrong = Vec::new();
    for (method, path, needs) in OPERATIONS.iter().filter(|(_, path, _)| path.contains("{id}")) {
        let The(act) = needs else { continue };
        if !may("manager", *act) {
            continue;
        }
        let reply = walk.call(&stranger, method, path).await;
        let hidden = reply.status == 404 || (*method != "GET" && reply.status == 422);
        if !hidden {
            wrong.push(format!("{method} {path}: {} {}", reply.status, reply.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
