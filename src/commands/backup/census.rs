//! How many rows each table of a base has, and a digest of them that does not depend on their order.

#![expect(
    clippy::disallowed_methods,
    reason = "tables are counted by the names that the base itself gives, quoted"
)]

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::{PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query};
use serde::{Deserialize, Serialize};

/// Every table of a base, by name.
pub type Census = BTreeMap<String, TableCensus>;

/// What a table holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, QueryableByName)]
pub struct TableCensus {
    /// Rows.
    #[diesel(sql_type = BigInt)]
    pub rows: i64,
    /// Sum of 60 bits of the MD5 of each row as text: no proof against somebody, a proof against what was lost on the way.
    #[diesel(sql_type = Text)]
    pub digest: String,
}

#[derive(QueryableByName)]
struct TableName {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Tables of the schema, those of extensions apart.
const TABLES: &str = "SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
     WHERE c.relkind = 'r' AND n.nspname = 'public' AND NOT EXISTS (SELECT FROM pg_depend d \
     WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') ORDER BY 1";

/// Settings that rows as text depend on.
const PLAIN_TEXT: &str = "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; \
     SET extra_float_digits = 1; SET bytea_output = 'hex'; SET statement_timeout = 0";

/// Reads all of it.
pub fn take(conn: &mut PgConnection) -> QueryResult<Census> {
    conn.batch_execute(PLAIN_TEXT)?;
    let tables: Vec<TableName> = sql_query(TABLES).load(conn)?;
    let each = tables.into_iter().map(|TableName { name }| {
        let counted = sql_query(format!(
            "SELECT count(*) AS rows, coalesce(sum(('x' || left(md5(row::text), 15))::bit(60)::bigint::numeric), 0)::text \
             AS digest FROM {name} row"
        ));
        Ok((name, counted.get_result(conn)?))
    });
    each.collect()
}

/// The first table of which a base does not hold what was written of it.
pub fn difference(written: &Census, found: &Census) -> Option<String> {
    let named = written.keys().chain(found.keys());
    named.into_iter().find(|name| written.get(*name) != found.get(*name)).cloned()
}
