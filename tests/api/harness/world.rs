//! A whole Compagnon for one test: its database, its clock, its server, and the people in it.

#![expect(clippy::disallowed_methods, reason = "tests look at the base itself")]

use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use compagnon::app::Shared;
use compagnon::catalogue::programmes::Catalogue;
use compagnon::catalogue::programmes::store::site_id;
use compagnon::ids::{AccountId, ApprenticeId, ClientId, SessionId, SiteId, TutorId};
use compagnon::platform::clock::Clock;
use compagnon::platform::config::Config;
use compagnon::schema::{accounts, clients, sessions};
use compagnon::trust::credentials::{ScopeSet, Ticket};
use compagnon::trust::door::App;
use diesel::prelude::*;
use serde_json::Value;

use super::database::{TestDatabase, secret_folder};
use super::people::Person;
use super::{day, id_of};

/// The site of the real programme.
pub const SITE: &str = "ufa-leonie-aviat";
/// A fictional second site.
pub const OTHER_SITE: &str = "ufa-des-lilas";

/// One running instance on a database of its own.
pub struct World {
    pub database: TestDatabase,
    pub clock: Clock,
    shared: Shared,
    catalogue: Data<Catalogue>,
    base: String,
    http: reqwest::Client,
    server: ServerHandle,
}

impl World {
    /// A world whose day is the given one, at ten in the morning in Paris.
    pub async fn on(today: &str) -> Self {
        Self::configured(today, |_| {}).await
    }

    /// A world whose clock shows the time of the system, as that of the program does.
    pub async fn now() -> Self {
        let system = Clock::system();
        let world = Self::on(&(system.today() - chrono::Days::new(1)).to_string()).await;
        world.clock.advance(system.now() - world.clock.now());
        world
    }

    /// One whose day is the given one, with another configuration.
    pub async fn configured(today: &str, change: impl FnOnce(&mut Config)) -> Self {
        let database = TestDatabase::new();
        let clock = Clock::starting_on(day(today));
        let mut config = Config {
            data_dir: Some(secret_folder()),
            pool_size: 4,
            password_memory_kib: 256,
            password_passes: 1,
            requests_per_second: without_limit(),
            requests_per_second_without_token: without_limit(),
            heavy_requests_per_minute: without_limit(),
            catalogue_dirs: vec![concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/fixtures/catalogue").into()],
            ..Config::default()
        };
        change(&mut config);
        let shared = compagnon::app::start::prepare(config, &database.addresses(), clock.clone())
            .expect("the application");
        let (base, handle) = served(&shared);
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        let catalogue = shared.catalogue();
        Self { database, clock, shared, catalogue, base, http, server: handle }
    }

    pub fn app(&self) -> &Data<App> {
        self.shared.app()
    }

    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// The metrics as text.
    pub fn metrics(&self) -> String {
        self.shared.metrics_text()
    }

    /// The catalogue as it stood when the world began.
    pub fn catalogue(&self) -> &Data<Catalogue> {
        &self.catalogue
    }

    /// Another instance on the same base and the same clock, with another configuration.
    pub fn beside(&self, change: impl FnOnce(&mut Config)) -> Instance {
        let mut config = self.app().config.clone();
        change(&mut config);
        let shared = compagnon::app::start::prepare(config, &self.database.addresses(), self.clock.clone())
            .expect("another application");
        let (base, server) = served(&shared);
        Instance { base, server }
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// Runs a statement on the base, for what only time or another program would do.
    pub fn database_says(&self, statement: &str) {
        use diesel::connection::SimpleConnection;
        self.database.connect().batch_execute(statement).expect("a statement");
    }

    /// The number a statement gives as `n`.
    pub fn database_counts(&self, statement: &str) -> i64 {
        #[derive(diesel::QueryableByName)]
        struct Count {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            n: i64,
        }
        let found: Count =
            diesel::sql_query(statement).get_result(&mut self.database.connect()).expect("a number");
        found.n
    }

    /// The identifier of the real site.
    pub fn site(&self) -> SiteId {
        site_id(SITE)
    }

    /// The identifier of the fictional second site.
    pub fn other_site(&self) -> SiteId {
        site_id(OTHER_SITE)
    }

    /// Somebody without a token.
    pub fn nobody(&self) -> Person {
        Person::new(self.http.clone(), self.base.clone(), None)
    }

    pub fn administrator(&self) -> Person {
        self.account("administrator", &[], &[], None, None)
    }

    /// A manager of the real site.
    pub fn manager(&self) -> Person {
        self.account("manager", &[self.site()], &[], None, None)
    }

    /// A manager of the second site.
    pub fn other_manager(&self) -> Person {
        self.account("manager", &[self.other_site()], &[], None, None)
    }

    /// A trainer of the second site.
    pub fn other_trainer(&self) -> Person {
        self.account("trainer", &[self.other_site()], &[], None, None)
    }

    pub fn trainer(&self) -> Person {
        self.account("trainer", &[self.site()], &[], None, None)
    }

    /// A trainer whose function is to be the disability referent of the site.
    pub fn disability_referent(&self) -> Person {
        self.account("trainer", &[self.site()], &["disability_referent"], None, None)
    }

    /// The tutor bound to a tutor record, given as the JSON the API answered: one account, however often they come in.
    pub fn tutor(&self, tutor: &Value) -> Person {
        let id: TutorId = id_of(tutor).parse().expect("a tutor");
        let known: Option<AccountId> = accounts::table
            .filter(accounts::tutor_id.eq(id))
            .select(accounts::id)
            .first(&mut self.database.connect())
            .optional()
            .expect("their account, if any");
        match known {
            Some(account) => self.session_of(account),
            None => self.account("tutor", &[self.site()], &[], Some(id), None),
        }
    }

    /// A student bound to an apprentice, given as the JSON the API answered.
    pub fn student(&self, apprentice: &Value) -> Person {
        let id: ApprenticeId = id_of(apprentice).parse().expect("an apprentice");
        self.account("student", &[self.site()], &[], None, Some(id))
    }

    /// A machine client of the real site.
    pub fn client(&self, scopes: &[&str]) -> Person {
        self.client_of(self.site(), scopes)
    }

    /// A machine client of the second site.
    pub fn other_client(&self, scopes: &[&str]) -> Person {
        self.client_of(self.other_site(), scopes)
    }

    fn client_of(&self, site: SiteId, scopes: &[&str]) -> Person {
        let id = ClientId::new();
        diesel::insert_into(clients::table)
            .values((
                clients::id.eq(id),
                clients::name.eq("Logiciel du CFA"),
                clients::scopes.eq(scopes),
                clients::site_ids.eq(vec![site]),
            ))
            .execute(&mut self.database.connect())
            .expect("a client");
        self.holder(Ticket::Machine(id, ScopeSet::ALL))
    }

    fn account(
        &self,
        role: &str,
        sites: &[SiteId],
        functions: &[&str],
        tutor: Option<TutorId>,
        apprentice: Option<ApprenticeId>,
    ) -> Person {
        let id = AccountId::new();
        diesel::insert_into(accounts::table)
            .values((
                accounts::id.eq(id),
                accounts::email.eq(format!("{id}@example.org")),
                accounts::display_name.eq(role),
                accounts::role.eq(role),
                accounts::site_ids.eq(sites),
                accounts::functions.eq(functions),
                accounts::tutor_id.eq(tutor),
                accounts::apprentice_id.eq(apprentice),
            ))
            .execute(&mut self.database.connect())
            .expect("an account");
        self.session_of(id)
    }

    /// The holder of an account, come in now.
    fn session_of(&self, id: AccountId) -> Person {
        let (session, now) = (SessionId::new(), self.clock.now());
        diesel::insert_into(sessions::table)
            .values((
                sessions::id.eq(session),
                sessions::account_id.eq(id),
                sessions::authenticated_at.eq(now),
                sessions::expires_at.eq(now + chrono::TimeDelta::days(3650)),
                sessions::idle_expires_at.eq(now + chrono::TimeDelta::days(3650)),
                sessions::rotated_at.eq(now),
            ))
            .execute(&mut self.database.connect())
            .expect("a session");
        self.holder(Ticket::Person(id, session))
    }

    fn holder(&self, ticket: Ticket) -> Person {
        let now = self.clock.now();
        let token = self.app().tokens.issue(ticket, now, now).expect("a token");
        Person::new(self.http.clone(), self.base.clone(), Some(token))
    }
}

/// Another instance beside that of the world.
pub struct Instance {
    base: String,
    server: ServerHandle,
}

impl Instance {
    /// Somebody of the world, who asks this one.
    pub fn for_person(&self, person: &Person) -> Person {
        person.at(&self.base)
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        actix_web::rt::spawn(self.server.stop(false));
    }
}

/// Serves an application on a port of its own.
fn served(shared: &Shared) -> (String, ServerHandle) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("its address"));
    let server = compagnon::app::serve(shared.clone(), listener, 1).expect("the server");
    let handle = server.handle();
    actix_web::rt::spawn(server);
    (base, handle)
}

impl Drop for World {
    fn drop(&mut self) {
        let stopping = self.server.stop(false);
        actix_web::rt::spawn(stopping);
    }
}

/// Tests ask in haste.
fn without_limit() -> std::num::NonZeroU32 {
    std::num::NonZeroU32::new(1_000_000).expect("a number above zero")
}
