//! One PostgreSQL per test run, one database per test, cloned from a migrated template.

#![expect(clippy::disallowed_methods, reason = "tests look at the base itself")]

use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use compagnon::platform::config::APPLICATION;
use compagnon::platform::migrations;
use compagnon::platform::roles::{Addresses, SERVING_ROLE, make_serving_role};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use private_postgres::{Options, Server};

/// The server of this run.
struct Cluster {
    server: Option<Server>,
    maintenance_url: String,
    template: String,
    drops: Mutex<Sender<String>>,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// A database of its own, dropped some time after its test.
pub struct TestDatabase {
    /// For the owner of the tables.
    pub url: String,
    /// For the role that serves.
    pub serving_url: String,
    name: String,
}

impl TestDatabase {
    pub fn new() -> Self {
        let cluster = CLUSTER.get_or_init(Cluster::start);
        let name = format!("t_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let template = &cluster.template;
        run(
            &cluster.maintenance_url,
            &format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"),
        );
        Self { url: cluster.url(&name), serving_url: cluster.serving_url(&name), name }
    }

    /// An empty database, without any migration.
    pub fn empty() -> Self {
        let cluster = CLUSTER.get_or_init(Cluster::start);
        let name = format!("t_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        run(&cluster.maintenance_url, &format!("CREATE DATABASE {name}"));
        Self { url: cluster.url(&name), serving_url: cluster.serving_url(&name), name }
    }

    /// Where the application finds it.
    pub fn addresses(&self) -> Addresses {
        Addresses { serving: self.serving_url.clone(), owner: self.url.clone() }
    }

    /// Lets nobody in any more, and cuts off whoever is inside.
    pub fn shut(&self) {
        let (cluster, name) = (CLUSTER.get_or_init(Cluster::start), &self.name);
        run(&cluster.maintenance_url, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"));
        let cut = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        run(&cluster.maintenance_url, &cut);
    }

    /// A direct connection.
    pub fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.url).expect("the test database answers")
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(cluster) = CLUSTER.get() {
            let _ = cluster.drops.lock().map(|drops| drops.send(self.name.clone()));
        }
    }
}

impl Cluster {
    fn start() -> Self {
        let (server, maintenance_url) = match std::env::var("TEST_DATABASE_URL") {
            Ok(url) => (None, url),
            Err(_) => {
                let (name, roles) = (APPLICATION, &[SERVING_ROLE]);
                let options = Options { name, roles, root: root(), durable: false, wait_for_lock: true };
                let server = private_postgres::start(options).expect("the private PostgreSQL of the tests");
                let url = server.address().url("postgres");
                (Some(server), url)
            }
        };
        drop_leftovers(&maintenance_url);
        make_serving_role(&maintenance_url).expect("the role that serves");
        let template = make_template(&maintenance_url);
        let drops = Mutex::new(drop_in_background(maintenance_url.clone()));
        Self { server, maintenance_url, template, drops }
    }

    fn url(&self, database: &str) -> String {
        database_url(&self.maintenance_url, database)
    }

    /// On a server of our own the role signs in; elsewhere its owner becomes it.
    fn serving_url(&self, database: &str) -> String {
        if let Some(server) = &self.server {
            return server.address().url_as(SERVING_ROLE, database);
        }
        let url = self.url(database);
        let next = if url.contains('?') { '&' } else { '?' };
        format!("{url}{next}options=-c%20role%3D{SERVING_ROLE}")
    }
}

/// The same server, another database.
fn database_url(maintenance_url: &str, database: &str) -> String {
    let (before, query) = maintenance_url.split_once('?').unwrap_or((maintenance_url, ""));
    let (server, _) = before.rsplit_once('/').expect("a URL with a database");
    if query.is_empty() { format!("{server}/{database}") } else { format!("{server}/{database}?{query}") }
}

/// The folder of this user's test server: of this run alone under `make test`, else kept from run to run, in memory where
/// that is allowed and there is room.
pub fn root() -> PathBuf {
    if let Some(folder) = std::env::var_os("TEST_DIR") {
        return folder.into();
    }
    let (memory, user) = (Path::new("/dev/shm"), rustix::process::getuid().as_raw());
    let place = if serves_in(memory) { memory.to_owned() } else { std::env::temp_dir() };
    place.join(format!("compagnon-test-{user}-{:016x}", hash(&env!("CARGO_MANIFEST_DIR"))))
}

/// Folder of the secret that the worlds and the programs of a run share.
pub fn secret_folder() -> PathBuf {
    root().join("installation")
}

/// Whether we may make a folder there with room for the bases, that the server may enter when root hands it over.
fn serves_in(place: &Path) -> bool {
    use rustix::fs::{Access, access};
    let entered =
        place.metadata().is_ok_and(|found| found.is_dir() && found.permissions().mode() & 0o001 != 0);
    entered && access(place, Access::WRITE_OK | Access::EXEC_OK).is_ok() && free_bytes(place) > 1 << 30
}

#[test]
fn a_place_in_memory_that_is_closed_or_absent_is_not_used() {
    let folder = std::env::temp_dir().join(format!("compagnon-closed-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir(&folder).unwrap();
    for (place, mode) in [(Path::new("/proc"), None), (Path::new("/nowhere"), None), (&folder, Some(0o700))] {
        if let Some(mode) = mode {
            std::fs::set_permissions(place, std::fs::Permissions::from_mode(mode)).unwrap();
        }
        assert!(!serves_in(place), "{}", place.display());
    }
    std::fs::remove_dir(&folder).unwrap();
}

fn free_bytes(path: &Path) -> u64 {
    rustix::fs::statvfs(path).map(|stat| stat.f_bavail * stat.f_frsize).unwrap_or_default()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A template named after the migrations, kept from run to run.
fn make_template(maintenance_url: &str) -> String {
    let mut texts = Vec::new();
    for folder in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).expect("migrations") {
        let path = folder.expect("entry").path().join("up.sql");
        texts.push((path.clone(), std::fs::read_to_string(path).unwrap_or_default()));
    }
    texts.sort();
    let name = format!("tpl_{:016x}", hash(&texts));
    let mut conn = PgConnection::establish(maintenance_url).expect("maintenance database");
    let exists = diesel::sql_query(format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"));
    if exists.execute(&mut conn).expect("pg_database") == 0 {
        let unfinished = format!("{name}_tmp");
        let _ = conn.batch_execute(&format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"));
        run(maintenance_url, &format!("CREATE DATABASE {unfinished}"));
        migrations::migrate(&database_url(maintenance_url, &unfinished), |conn| {
            Ok(compagnon::trust::journal::store::prepare_months(conn, 3)?)
        })
        .expect("migrations");
        run(maintenance_url, &format!("ALTER DATABASE {unfinished} RENAME TO {name}"));
    }
    name
}

fn drop_leftovers(maintenance_url: &str) {
    #[derive(QueryableByName)]
    struct Name {
        #[diesel(sql_type = diesel::sql_types::Text)]
        datname: String,
    }
    let mut conn = PgConnection::establish(maintenance_url).expect("maintenance database");
    let left: Vec<Name> =
        diesel::sql_query("SELECT datname::text FROM pg_database WHERE datname LIKE 't\\_%'")
            .load(&mut conn)
            .unwrap_or_default();
    for name in left {
        let _ = conn.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", name.datname));
    }
}

/// Dropping while connections close takes long: it waits a little, and nobody waits for it.
fn drop_in_background(maintenance_url: String) -> Sender<String> {
    let (sender, receiver) = channel::<String>();
    std::thread::spawn(move || {
        for name in receiver {
            std::thread::sleep(Duration::from_millis(30));
            if let Ok(mut conn) = PgConnection::establish(&maintenance_url) {
                let _ = conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
            }
        }
    });
    sender
}

fn run(url: &str, statement: &str) {
    let mut conn = PgConnection::establish(url).expect("maintenance database");
    conn.batch_execute(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
}
