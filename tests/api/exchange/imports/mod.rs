//! Files brought in: dry run, commit, undoing.

mod cohorts;
mod contracts;
mod files;
mod guardians;
mod lists;
mod undoing;

use reqwest::Method;
use serde_json::Value;

pub use self::files::broken_workbook;
use crate::harness::{Person, Reply, id_of};

pub const CSV: &str = "text/csv";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Sends a file as a dry run.
pub async fn send(person: &Person, query: &str, media: &str, bytes: impl Into<Vec<u8>>) -> Reply {
    let request = person.request(Method::POST, format!("/v1/imports?{query}"));
    person.send(request.header("content-type", media).body(bytes.into())).await
}

/// Sends a CSV file that is expected to be taken, and gives the dry run.
#[track_caller]
pub fn dry_run(person: &Person, kind: &str, text: impl Into<Vec<u8>>) -> impl Future<Output = Value> {
    let (person, query, bytes) = (person.clone(), format!("kind={kind}"), text.into());
    async move { send(&person, &query, CSV, bytes).await.expect(201) }
}

/// The rows of an import.
pub async fn rows(person: &Person, import: &Value) -> Vec<Value> {
    let path = format!("/v1/imports/{}/rows?limit=200", id_of(import));
    person.get(path).await.expect(200)["data"].as_array().unwrap().clone()
}

pub async fn commit(person: &Person, import: &Value) -> Reply {
    let request = person.request(Method::POST, format!("/v1/imports/{}/commit", id_of(import)));
    person.send(request).await
}

pub async fn undo(person: &Person, import: &Value) -> Reply {
    let request = person.request(Method::POST, format!("/v1/imports/{}/undo", id_of(import)));
    person.send(request).await
}

/// What is told of a row: column, code, suggestion.
pub fn notes(row: &Value) -> Vec<(&str, &str, Option<&str>)> {
    let shown = row["notes"].as_array().unwrap().iter();
    shown
        .map(|note| {
            let text = |field: &str| note[field].as_str();
            (text("column").unwrap_or(""), text("code").unwrap_or(""), text("suggestion"))
        })
        .collect()
}
