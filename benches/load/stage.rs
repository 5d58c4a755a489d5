//! What the bench stands on: a private PostgreSQL with a large site, and a server in a process of its own.

use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use chrono::{NaiveDate, TimeDelta};
use compagnon::app::Shared;
use compagnon::app::start;
use compagnon::catalogue::programmes::store::site_id;
use compagnon::desk::digests::prepare_due;
use compagnon::desk::obligations::refresh::{Means, refresh_once};
use compagnon::ids::{AccountId, SessionId};
use compagnon::platform::clock::Clock;
use compagnon::platform::config::Config;
use compagnon::platform::stopping::Stopping;
use compagnon::schema::{accounts, apprentices, clients, contracts, sessions, visits};
use compagnon::trust::credentials::{ScopeSet, Ticket};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use private_postgres::Server;
use uuid::Uuid;

/// Logged visits become planned again: a visit is logged once.
pub const FORGET_VISITS: &str = "CREATE TEMP TABLE benched AS SELECT visit_id FROM visit_reports \
     WHERE report = 'bench'; UPDATE visits SET state = 'planned', held_on = NULL, held_mode = NULL, \
     report_number = NULL WHERE id IN (SELECT visit_id FROM benched); DELETE FROM visit_acknowledgements \
     WHERE visit_id IN (SELECT visit_id FROM benched); ALTER TABLE visit_reports DISABLE TRIGGER USER; \
     DELETE FROM visit_reports WHERE report = 'bench'; ALTER TABLE visit_reports ENABLE TRIGGER USER; \
     DROP TABLE benched";
/// Where a server whose statements are logged listens.
pub const LOGGED_ADDRESS: &str = "127.0.0.1:18082";
/// Where the server under load listens.
const ADDRESS: &str = "127.0.0.1:18080";

/// Where its metrics are.
pub const METRICS_ADDRESS: &str = "127.0.0.1:18081";

/// People who ask, and who sign in at once.
const PEOPLE: usize = 64;
/// The password of the bench's accounts.
pub const PASSWORD: &str = "girafe-violon-neige-48";

/// Everything in place.
pub struct Stage {
    pub address: SocketAddr,
    pub url: String,
    pub bin_dir: PathBuf,
    pub scripts: PathBuf,
    /// Of as many people, each in a session of their own.
    pub tokens: Vec<String>,
    pub client_token: String,
    /// Addresses of the same people.
    pub emails: Vec<String>,
    pub apprentices: u32,
    pub folder: PathBuf,
    /// What all identifiers of apprentices end with.
    pub apprentice_tail: String,
    /// What all identifiers of first contracts end with.
    pub contract_tail: String,
    /// Visits still to be logged, and a day on which each may have been held.
    pub planned_visits: std::sync::Arc<Vec<(Uuid, NaiveDate)>>,
    server: Child,
    _postgres: Server,
}

impl Stage {
    /// Seeds once, starts everything.
    pub fn set(apprentices: u32) -> anyhow::Result<Self> {
        let folder = bench_folder(apprentices);
        let config =
            Config { data_dir: Some(folder.clone()), public_url: "http://bench".into(), ..Config::default() };
        let database = start::database(&config)?;
        let postgres = database.server.context("unset DATABASE_URL: the bench uses its own server")?;
        let shared = start::prepare(config, &database.addresses, Clock::system())?;
        let mut conn = PgConnection::establish(&database.addresses.owner)?;
        seed(&mut conn, apprentices)?;
        derive_obligations(&mut conn, shared.app())?;
        prepare_digests(&shared)?;
        let app = shared.app();
        let now = app.clock.now();
        let people: Vec<_> = (0..PEOPLE).map(|_| (AccountId::new(), SessionId::new())).collect();
        let client = compagnon::ids::ClientId::new();
        insert_people(&mut conn, &people, client, hash_of(PASSWORD, app)?)?;
        let issued =
            |ticket| app.tokens.issue(ticket, now, now).map_err(|problem| anyhow::anyhow!("{problem}"));
        let tokens = people.iter().map(|(account, session)| issued(Ticket::Person(*account, *session)));
        let scripts = folder.join("scripts");
        std::fs::create_dir_all(&scripts)?;
        Ok(Self {
            address: ADDRESS.parse()?,
            bin_dir: postgres.bin_dir().to_owned(),
            tokens: tokens.collect::<anyhow::Result<_>>()?,
            client_token: issued(Ticket::Machine(client, ScopeSet::ALL))?,
            server: start_server(&database.addresses.owner, &folder, ADDRESS, METRICS_ADDRESS, &[])?,
            apprentice_tail: tail_of(apprentices::table.select(apprentices::id).first(&mut conn)?),
            contract_tail: tail_of(first_contract(&mut conn)?),
            planned_visits: std::sync::Arc::new(planned_visits(&mut conn)?),
            folder,
            url: database.addresses.owner,
            scripts,
            emails: people.iter().map(|(account, _)| address_of(*account)).collect(),
            apprentices,
            _postgres: postgres,
        })
    }

    /// The n-th apprentice.
    pub fn apprentice(&self, n: u64) -> Uuid {
        super::scenarios::seeded(&self.apprentice_tail, n)
    }

    /// A direct connection.
    pub fn connect(&self) -> anyhow::Result<PgConnection> {
        Ok(PgConnection::establish(&self.url)?)
    }

    /// Resident memory of the server.
    pub fn memory_mb(&self) -> f64 {
        self.status("VmRSS:")
    }

    /// The most it ever was.
    pub fn peak_memory_mb(&self) -> f64 {
        self.status("VmHWM:")
    }

    /// CPU time the server used, of all its threads.
    pub fn cpu_seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.server.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
        let ticks =
            |index: usize| fields.get(index).and_then(|text| text.parse::<f64>().ok()).unwrap_or_default();
        (ticks(11) + ticks(12)) / 100.0
    }

    fn status(&self, name: &str) -> f64 {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.server.id())).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(f64::NAN) / 1024.0
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn hash_of(password: &str, app: &compagnon::trust::door::App) -> anyhow::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let hash = runtime.block_on(app.passwords.hash(password.to_owned().into()));
    hash.map_err(|problem| anyhow::anyhow!("{problem}"))
}

/// Outside the checkout when root, whose server runs as another account.
fn bench_folder(apprentices: u32) -> PathBuf {
    let name = format!("compagnon-bench-{apprentices}");
    PathBuf::from("/var/tmp").join(name)
}

fn seed(conn: &mut PgConnection, count: u32) -> anyhow::Result<()> {
    let there: i64 = apprentices::table.count().get_result(conn)?;
    if there == 0 {
        println!("seeding {count} apprentices (once)...");
        let began = Instant::now();
        let script = include_str!("../seed.sql").replace(":apprentices", &count.to_string());
        conn.transaction(|conn| conn.batch_execute(&script))?;
        conn.batch_execute("VACUUM ANALYZE")?;
        println!("seeded in {:.0} s", began.elapsed().as_secs_f64());
    }
    Ok(())
}

/// Everything that is due, derived before it is read: the first reader would do it otherwise.
fn derive_obligations(conn: &mut PgConnection, app: &compagnon::trust::door::App) -> anyhow::Result<()> {
    let began = Instant::now();
    let catalogue = start::catalogue(&app.config)?;
    let means = Means { catalogue: &catalogue, law: &app.law, today: app.clock.today() };
    while !refresh_once(conn, means, None)? {}
    conn.batch_execute("VACUUM ANALYZE derived_obligations")?;
    println!("obligations derived in {:.0} s", began.elapsed().as_secs_f64());
    Ok(())
}

/// The digests of the day, so that no server does it while it is measured.
fn prepare_digests(shared: &Shared) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let prepared = runtime.block_on(prepare_due(shared.app(), &shared.catalogue(), &Stopping::never()));
    prepared.map(drop).map_err(|problem| anyhow::anyhow!("digests: {problem}"))
}

fn first_contract(conn: &mut PgConnection) -> QueryResult<Uuid> {
    contracts::table.filter(contracts::type_code.eq("11")).select(contracts::id).first(conn)
}

fn tail_of(any: Uuid) -> String {
    any.simple().to_string()[12..].to_owned()
}

/// Made planned again first, in case an earlier run logged them.
fn planned_visits(conn: &mut PgConnection) -> QueryResult<Vec<(Uuid, NaiveDate)>> {
    conn.batch_execute(FORGET_VISITS)?;
    let today = Clock::system().today();
    visits::table
        .filter(visits::state.eq("planned"))
        .filter(visits::planned_on.lt(today))
        .select((visits::id, visits::planned_on))
        .load(conn)
}

fn address_of(account: AccountId) -> String {
    format!("{account}@example.org")
}

fn insert_people(
    conn: &mut PgConnection,
    people: &[(AccountId, SessionId)],
    client: compagnon::ids::ClientId,
    password_hash: String,
) -> QueryResult<()> {
    let now = Clock::system().now();
    let site = site_id("ufa-leonie-aviat");
    let rows = people.iter().map(|(account, _)| {
        (
            accounts::id.eq(*account),
            accounts::email.eq(address_of(*account)),
            accounts::display_name.eq("Bench"),
            accounts::role.eq("manager"),
            accounts::site_ids.eq(vec![site]),
            accounts::password_hash.eq(Some(password_hash.clone())),
        )
    });
    diesel::insert_into(accounts::table).values(rows.collect::<Vec<_>>()).execute(conn)?;
    let rows = people.iter().map(|(account, session)| {
        (
            sessions::id.eq(*session),
            sessions::account_id.eq(*account),
            sessions::authenticated_at.eq(now),
            sessions::expires_at.eq(now + TimeDelta::days(1)),
            sessions::idle_expires_at.eq(now + TimeDelta::days(1)),
            sessions::rotated_at.eq(now),
        )
    });
    diesel::insert_into(sessions::table).values(rows.collect::<Vec<_>>()).execute(conn)?;
    diesel::insert_into(clients::table)
        .values((
            clients::id.eq(client),
            clients::name.eq("Bench"),
            clients::scopes.eq(compagnon::trust::access::SCOPES),
            clients::site_ids.eq(vec![site]),
        ))
        .execute(conn)?;
    Ok(())
}

/// One account and one address make all the load.
const WITHOUT_QUOTAS: [(&str, &str); 2] = [
    ("COMPAGNON_REQUESTS_PER_SECOND", "1000000"),
    ("COMPAGNON_REQUESTS_PER_SECOND_WITHOUT_TOKEN", "1000000"),
];

/// Starts the program and waits until it listens; whoever listens there already would be measured in its place.
pub fn start_server(
    url: &str,
    folder: &std::path::Path,
    address: &str,
    metrics: &str,
    settings: &[(&str, &str)],
) -> anyhow::Result<Child> {
    ensure!(TcpStream::connect(address).is_err(), "somebody already listens on {address}: stop them first");
    let mut server = Command::new(env!("CARGO_BIN_EXE_compagnon"))
        .arg("serve")
        .env("DATABASE_URL", url)
        .env("COMPAGNON_DATA_DIR", folder)
        .env("COMPAGNON_PUBLIC_URL", "http://bench")
        .env("COMPAGNON_LISTEN", address)
        .env("COMPAGNON_ADMIN_LISTEN", metrics)
        .env("COMPAGNON_LOG_LEVEL", "warn")
        .envs(WITHOUT_QUOTAS)
        .envs(settings.iter().copied())
        .stdout(Stdio::null())
        .spawn()?;
    let patience = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(address).is_err() {
        if let Some(ended) = server.try_wait()? {
            bail!("the server ended: {ended}");
        }
        if Instant::now() > patience {
            server.kill()?;
            bail!("the server did not start");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(server)
}
