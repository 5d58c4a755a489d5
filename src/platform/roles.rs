//! The two roles of the database: the owner of the tables, and the one that serves, which reads and writes rows only.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, QueryResult, RunQueryDsl};
use private_postgres::Address;

/// Where a database is reached, by each of its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// For requests and jobs: reads and writes rows, owns nothing.
    pub serving: String,
    /// For migrations and commands: owns the tables.
    pub owner: String,
}

impl Addresses {
    /// Where a database of a private server is reached.
    pub fn on(server: &Address, database: &str) -> Self {
        Self { serving: server.url_as(SERVING_ROLE, database), owner: server.url(database) }
    }
}

/// Role that serves on servers of our own.
pub const SERVING_ROLE: &str = "compagnon_server";

/// What makes that role on a server where it is missing; two may try at once.
const MAKE_SERVING_ROLE: &str = "DO $$ BEGIN CREATE ROLE compagnon_server LOGIN; \
     EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";

/// Makes [`SERVING_ROLE`] on a server of our own unless it is there.
///
/// # Errors
/// When the server does not answer or the role of `maintenance_url` may not make roles.
pub fn make_serving_role(maintenance_url: &str) -> anyhow::Result<()> {
    Ok(PgConnection::establish(maintenance_url)?.batch_execute(MAKE_SERVING_ROLE)?)
}

/// Lets the role of the serving address do its work, when it is another than the owner's.
///
/// # Errors
/// When a statement fails, or the serving address does not answer.
pub fn open_to_serving_role(conn: &mut PgConnection, addresses: &Addresses) -> QueryResult<()> {
    if addresses.serving != addresses.owner {
        let role = role_of(&addresses.serving)?;
        return diesel::select(open_to_server(role)).execute(conn).map(drop);
    }
    if diesel::select(owns_tables()).get_result(conn)? {
        tracing::warn!("the role that serves owns the tables; docs/running.md says how to give it less");
    }
    Ok(())
}

fn role_of(url: &str) -> QueryResult<String> {
    let refused = |error: diesel::ConnectionError| diesel::result::Error::QueryBuilderError(error.into());
    let mut conn = PgConnection::establish(url).map_err(refused)?;
    diesel::select(sql::<Text>("current_user::text")).get_result(&mut conn)
}

diesel::define_sql_function! {
    /// Lets a role read and write rows and nothing else.
    fn open_to_server(serving: Text);
}
diesel::define_sql_function! {
    /// Whether the role that asks may change the schema.
    fn owns_tables() -> diesel::sql_types::Bool;
}
