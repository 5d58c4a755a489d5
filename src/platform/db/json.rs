//! Typed values kept as JSON.

use std::fmt::Debug;
use std::io::Write;

use diesel::deserialize::{FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{IsNull, Output, ToSql};
use diesel::sql_types::Json as JsonText;
use diesel::sql_types::Jsonb;
use diesel::{deserialize, serialize};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Version of the binary form of `jsonb`, its first byte; PostgreSQL knows no other.
const JSONB_VERSION: u8 = 1;

/// A value kept in a `jsonb` or a `json` column: what cannot be read as its type is an error, never an empty value.
#[derive(Debug, Clone, Default, AsExpression, FromSqlRow)]
#[diesel(sql_type = Jsonb)]
pub struct Json<T: Debug>(pub T);

impl<T: DeserializeOwned + Debug> FromSql<Jsonb, Pg> for Json<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        match value.as_bytes().split_first() {
            Some((&JSONB_VERSION, text)) => Ok(Self(serde_json::from_slice(text)?)),
            _ => Err("not a jsonb value of version 1".into()),
        }
    }
}

/// A `json` column keeps its text as it was written, which costs nothing to send.
impl<T: DeserializeOwned + Debug> FromSql<JsonText, Pg> for Json<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(sonic_rs::from_slice(value.as_bytes())?))
    }
}

impl<T: Serialize + Debug> ToSql<Jsonb, Pg> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&[JSONB_VERSION])?;
        serde_json::to_writer(out, &self.0)?;
        Ok(IsNull::No)
    }
}
