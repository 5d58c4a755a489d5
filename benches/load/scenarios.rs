//! What is measured: a request for the n-th time, and the same statements for pgbench.

use std::sync::Arc;

use compagnon::platform::page::{Name, cursor_of};
use compagnon::schema::apprentices;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use uuid::Uuid;

use super::capture::{self, Statement};
use super::http::MakeRequest;
use super::pgbench::Script;
use super::stage::{FORGET_VISITS, PASSWORD, Stage};

/// The scenario whose own time is looked at, and its route.
pub const PAY_SCHEDULE: &str = "pay schedule";
/// Its route, as metrics name it.
pub const PAY_SCHEDULE_ROUTE: &str = "/v1/contracts/{id}/pay-schedule";

/// Where the numbers of seeded identifiers begin, as in `seed.sql`.
const SEED_BASE: u64 = 1_756_080_000_000;

/// The n-th seeded identifier of a kind, whose tail is constant.
pub fn seeded(tail: &str, n: u64) -> Uuid {
    format!("{:012x}{tail}", SEED_BASE + n).parse().unwrap_or_default()
}

/// Numbers from 1 to `count`, far from each other.
fn scattered(n: u64, count: u64) -> u64 {
    1 + n.wrapping_mul(2_654_435_761) % count
}

fn captured(n: u64, stage: &Stage) -> u64 {
    scattered(n, u64::from(stage.apprentices))
}

/// One thing to measure.
pub struct Scenario {
    pub name: &'static str,
    pub request: MakeRequest,
    pub script: Script,
    pub before_round: fn(&Stage) -> anyhow::Result<()>,
}

impl Scenario {
    /// All of them.
    pub fn all(stage: &Stage) -> anyhow::Result<Vec<Self>> {
        let deep = deep_cursor(stage)?;
        Ok(vec![
            Self::reading(stage, "detail", detail_request(stage))?,
            Self::reading(stage, "list first", get(stage, |_| "/v1/apprentices".into()))?,
            Self::reading(stage, "list deep", get(stage, move |_| format!("/v1/apprentices?cursor={deep}")))?,
            Self::reading(stage, "search", get(stage, |_| "/v1/apprentices?q=lefevre%20emma".into()))?,
            Self::reading(stage, "contracts", get(stage, |_| "/v1/contracts".into()))?,
            Self::reading(stage, "visits", get(stage, |_| "/v1/visits?state=planned".into()))?,
            Self::visit_log(stage)?,
            Self::change_feed(stage)?,
            Self::pay_schedule(stage)?,
            Self::reading(stage, "obligations", get(stage, |_| "/v1/obligations".into()))?,
            Self::reading(stage, "obligation counts", get(stage, |_| "/v1/obligations/counts".into()))?,
            Self::reading(stage, "morning", get(stage, |_| "/v1/me/morning".into()))?,
            Self::reading(stage, "dashboard", get(stage, dashboard_path))?,
            Self::reading(stage, "whereabouts", get(stage, whereabouts_path))?,
        ])
    }

    fn reading(stage: &Stage, name: &'static str, request: MakeRequest) -> anyhow::Result<Self> {
        let statements = capture::statements(&stage.url, &stage.folder, &request(1), &request(1))?;
        let pick = format!("\\set n random(1, {})", stage.apprentices);
        let script = write_script(stage, name, &statements, stage.apprentice(captured(1, stage)), &pick)?;
        Ok(Self { name, request, script, before_round: |_| Ok(()) })
    }

    /// Any page of the feed, read by a machine.
    fn change_feed(stage: &Stage) -> anyhow::Result<Self> {
        let name = "change feed";
        let request = changes_request(stage);
        let statements = capture::statements(&stage.url, &stage.folder, &request(1), &request(1))?;
        let (path, events) = (stage.scripts.join("change_feed.sql"), events_of(stage));
        let captured = scattered(1, events).to_string();
        let script =
            Script::write(path, &format!("\\set n random(1, {events})"), &statements, |_, _, value| {
                (value == captured).then(|| ":n".into())
            })?;
        Ok(Self { name, request, script, before_round: |_| Ok(()) })
    }

    fn pay_schedule(stage: &Stage) -> anyhow::Result<Self> {
        let name = PAY_SCHEDULE;
        let request = pay_schedule_request(stage);
        let statements = capture::statements(&stage.url, &stage.folder, &request(1), &request(1))?;
        let pick = format!(
            "\\set a random(0, {})\n\\set d random(3, 9)\n\\set n :a * 10 + :d",
            stage.apprentices / 10 - 1
        );
        let captured = seeded(&stage.contract_tail, recent(captured(1, stage)));
        let script = write_script(stage, name, &statements, captured, &pick)?;
        Ok(Self { name, request, script, before_round: |_| Ok(()) })
    }

    fn visit_log(stage: &Stage) -> anyhow::Result<Self> {
        let name = "visit log";
        let request = visit_request(stage);
        let statements = capture::statements(&stage.url, &stage.folder, &request(1), &request(2))?;
        let pick = format!(
            // each visit once: a visit is logged once
            "\\set i :i + 1\n\\set p permute(:i * 8 + :client_id, {})\n\\set a :p / 8\n\\set d 8 + :p / 4 % 2\n\
             \\set k 1 + :p % 4\n\\set n (:a * 10 + :d) * 10 + :k",
            stage.apprentices / 10 * 8
        );
        let script = write_script(stage, name, &statements, stage.planned_visits[2].0, &pick)?;
        Ok(Self { name, request, script, before_round: forget_visits })
    }
}

/// The dashboard of the seeded site.
fn dashboard_path(_: u64) -> String {
    format!("/v1/sites/{}/dashboard", compagnon::catalogue::programmes::store::site_id("ufa-leonie-aviat"))
}

/// Who is where today at the seeded site.
fn whereabouts_path(_: u64) -> String {
    format!("/v1/sites/{}/whereabouts", compagnon::catalogue::programmes::store::site_id("ufa-leonie-aviat"))
}

/// Visits may be logged once: they become planned again before each round.
fn forget_visits(stage: &Stage) -> anyhow::Result<()> {
    let mut conn = stage.connect()?;
    conn.batch_execute(FORGET_VISITS)?;
    conn.batch_execute("VACUUM visits")?;
    Ok(())
}

/// Writes what pgbench runs: the captured statements, about any record instead of the one captured.
fn write_script(
    stage: &Stage,
    name: &str,
    statements: &[Statement],
    captured: Uuid,
    pick: &str,
) -> anyhow::Result<Script> {
    let id = captured.to_string();
    let any_id =
        format!("(lpad(to_hex({SEED_BASE} + :n), 12, '0') || '{}')::uuid", id[14..].replace('-', ""));
    let path = stage.scripts.join(format!("{}.sql", name.replace(' ', "_")));
    Script::write(path, pick, statements, |statement, index, value| match value {
        // a journal line needs a key of its own each time
        _ if index == 0 && statement.sql.starts_with("INSERT INTO \"journal_entries\"") => {
            Some("gen_random_uuid()".into())
        }
        _ if value == id => Some(any_id.clone()),
        _ if value == format!("{{{id}}}") => Some(format!("ARRAY[{any_id}]")),
        _ => None,
    })
}

fn head(stage: &Stage, token: &str) -> String {
    format!("Host: {}\r\nAuthorization: Bearer {token}\r\n", stage.address)
}

/// The head of the n-th request: people ask in turn.
fn heads(stage: &Stage) -> impl Fn(u64) -> String + Send + Sync + 'static {
    let heads: Vec<String> = stage.tokens.iter().map(|token| head(stage, token)).collect();
    move |n| in_turn(&heads, n).clone()
}

fn in_turn<T>(list: &[T], n: u64) -> &T {
    &list[usize::try_from(n).unwrap_or_default() % list.len()]
}

fn get(stage: &Stage, path: impl Fn(u64) -> String + Send + Sync + 'static) -> MakeRequest {
    let head = heads(stage);
    Arc::new(move |n| format!("GET {} HTTP/1.1\r\n{}\r\n", path(n), head(n)))
}

/// Any apprentice, whole.
pub fn detail_request(stage: &Stage) -> MakeRequest {
    let (tail, count) = (stage.apprentice_tail.clone(), u64::from(stage.apprentices));
    get(stage, move |n| format!("/v1/apprentices/{}", seeded(&tail, scattered(n, count))))
}

/// The number, in the same ten, of a contract that was not broken and began when the minimum wage is known.
fn recent(n: u64) -> u64 {
    (n - 1) / 10 * 10 + 3 + n % 7
}

/// The pay of any contract.
fn pay_schedule_request(stage: &Stage) -> MakeRequest {
    let (tail, count) = (stage.contract_tail.clone(), u64::from(stage.apprentices));
    get(stage, move |n| format!("/v1/contracts/{}/pay-schedule", seeded(&tail, recent(scattered(n, count)))))
}

/// Events there are at least.
fn events_of(stage: &Stage) -> u64 {
    u64::from(stage.apprentices) * 4
}

fn changes_request(stage: &Stage) -> MakeRequest {
    let (head, events) = (head(stage, &stage.client_token), events_of(stage));
    Arc::new(move |n| {
        let cursor = cursor_of(&scattered(n, events));
        format!("GET /v1/changes?cursor={cursor} HTTP/1.1\r\n{head}\r\n")
    })
}

fn visit_request(stage: &Stage) -> MakeRequest {
    let (head, visits) = (heads(stage), stage.planned_visits.clone());
    Arc::new(move |n| {
        let ((visit, held_on), head) = (in_turn(&visits, n), head(n));
        let body = format!(
            r#"{{"held_on":"{held_on}","present":["apprentice","tutor"],"report":"bench","points_agreed":"bench"}}"#
        );
        format!(
            "POST /v1/visits/{visit}/report HTTP/1.1\r\n{head}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    })
}

/// Sixty-four people, each again and again, right password.
pub fn login_request(stage: &Stage) -> MakeRequest {
    let (emails, address) = (stage.emails.clone(), stage.address);
    Arc::new(move |n| {
        let email = in_turn(&emails, n);
        let body = format!(r#"{{"email":"{email}","password":"{PASSWORD}"}}"#);
        format!(
            "POST /v1/sessions HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    })
}

fn deep_cursor(stage: &Stage) -> anyhow::Result<String> {
    let depth = i64::from(stage.apprentices) * 9 / 10;
    let (name, id): (String, Uuid) = apprentices::table
        .select((apprentices::search_name, apprentices::id))
        .order((apprentices::search_name, apprentices::id))
        .offset(depth)
        .first(&mut stage.connect()?)?;
    Ok(cursor_of(&Name { name, id }))
}
