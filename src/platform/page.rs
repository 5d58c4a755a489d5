//! Keyset pages: the cost of a page does not grow with its depth.

use diesel::QueryResult;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::{IntoParams, ToSchema};

use super::crypto;
use super::error::{Fault, Problem};
use crate::{say, text_enum};

/// What narrows a list, and where in it to go on.
#[derive(Debug, Clone, Deserialize)]
pub struct Paged<F> {
    /// What narrows it.
    #[serde(flatten)]
    pub filter: F,
    /// Where to go on.
    #[serde(flatten)]
    pub paging: Paging,
}

impl<F: IntoParams> IntoParams for Paged<F> {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        [F::into_params(&place), Paging::into_params(&place)].concat()
    }
}

/// How many rows of a list, and after which.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Rows wanted.
    #[serde(default = "default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
    /// `total` counts all the rows.
    #[param(inline)]
    pub include: Option<Include>,
}

text_enum!(
    /// What a list may give besides its rows.
    Include {
        /// How many rows there are in all.
        Total = "total" => "Nombre total de lignes" / "How many rows in all",
    }
);

impl Paging {
    /// The rows that follow the key of the cursor.
    pub fn rows<K: DeserializeOwned>(&self) -> Result<Rows<K>, Problem> {
        let with_total = self.include == Some(Include::Total);
        Ok(Rows { after: after(self.cursor.as_deref())?, limit: self.limit, with_total })
    }
}

/// The rows of a page: those after a key, one more than the limit, which tells whether there are others.
#[derive(Debug, Clone)]
pub struct Rows<K> {
    /// Key of the last row given.
    pub after: Option<K>,
    /// Most rows of the page.
    pub limit: i64,
    /// Whether all the rows are to be counted too.
    pub with_total: bool,
}

impl<K> Rows<K> {
    /// The rows after a key.
    pub fn after(after: Option<K>, limit: i64) -> Self {
        Self { after, limit, with_total: false }
    }

    /// The first rows of a list.
    pub fn first(limit: i64) -> Self {
        Self::after(None, limit)
    }
}

/// One page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows, in order.
    #[schema(max_items = 200)]
    pub data: Vec<T>,
    /// To be sent as `cursor` for the following rows; null on the last page.
    #[schema(max_length = 500)]
    pub next_cursor: Option<String>,
    /// How many rows there are in all, when `include=total` asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, default = "absent")]
    pub total: Option<i64>,
}

/// Where a list sorted by name stands: the last name given, and its row to settle ties.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Name {
    /// Name, in the form it is sorted by.
    pub name: String,
    pub id: uuid::Uuid,
}

/// Where a list sorted by day stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Day {
    pub on: chrono::NaiveDate,
    pub id: uuid::Uuid,
}

/// Rows of a page when nothing is said.
pub fn default_limit() -> i64 {
    50
}

/// Reads the key of the last row out of an opaque cursor.
pub fn after<K: DeserializeOwned>(cursor: Option<&str>) -> Result<Option<K>, Problem> {
    let Some(cursor) = cursor else { return Ok(None) };
    crypto::decode(cursor).and_then(|bytes| serde_json::from_slice(&bytes).ok()).map(Some).ok_or_else(|| {
        let message = say!(
            "Curseur illisible : reprenez celui que donne next_cursor, ou la première page.",
            "Unreadable cursor: use the one next_cursor gives, or start at the first page."
        );
        Problem::unreadable_at(
            "query.invalid",
            say!("Paramètres à corriger.", "Parameters to correct."),
            vec![Fault::new("cursor", "cursor", message)],
        )
    })
}

/// The opaque cursor of a key.
pub fn cursor_of<K: Serialize>(key: &K) -> String {
    crypto::encode(&serde_json::to_vec(key).unwrap_or_default())
}

impl<T> Page<T> {
    /// Makes a page of at most `limit` rows out of `limit + 1` rows read.
    pub fn of<K: Serialize>(mut rows: Vec<T>, limit: i64, key: impl Fn(&T) -> K) -> Self {
        let limit = usize::try_from(limit).unwrap_or_default();
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = if more { rows.last().map(|row| cursor_of(&key(row))) } else { None };
        Self { data: rows, next_cursor, total: None }
    }

    /// The same page with how many rows there are in all, when that was asked for.
    pub fn counted<K>(self, rows: &Rows<K>, count: impl FnOnce() -> QueryResult<i64>) -> QueryResult<Self> {
        let total = if rows.with_total { Some(count()?) } else { None };
        Ok(Self { total, ..self })
    }

    /// The same page of other things.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            data: self.data.into_iter().map(change).collect(),
            next_cursor: self.next_cursor,
            total: self.total,
        }
    }
}
