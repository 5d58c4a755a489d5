//! The little HTTP client with which the demonstration calls the public API, as anybody would.

use std::time::Duration;

use anyhow::{Context, bail};
use reqwest::header::{ETAG, IF_MATCH, RETRY_AFTER};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;

/// Somebody who calls the API: nobody yet, a person or a machine.
#[derive(Debug, Clone)]
pub struct Actor {
    http: Client,
    base: String,
    token: Option<String>,
}

impl Actor {
    /// Somebody without a token, in front of the API at this address.
    pub fn nobody(base: &str) -> anyhow::Result<Self> {
        let http = Client::builder().no_proxy().build().context("HTTP client")?;
        Ok(Self { http, base: base.to_owned(), token: None })
    }

    /// Who the answer to a sign-in lets in.
    pub fn signed_in(&self, answer: &Value) -> anyhow::Result<Self> {
        Ok(Self { token: Some(text(answer, "/access_token")?), ..self.clone() })
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> anyhow::Result<Value> {
        body_of(path, self.request(Method::GET, path)).await
    }

    /// Creates, or does an act.
    pub async fn post(&self, path: &str, body: Value) -> anyhow::Result<Value> {
        body_of(path, self.request(Method::POST, path).json(&body)).await
    }

    /// Puts in place.
    pub async fn put(&self, path: &str, body: Value) -> anyhow::Result<Value> {
        body_of(path, self.request(Method::PUT, path).json(&body)).await
    }

    /// Changes what was read just before.
    pub async fn patch(&self, path: &str, body: Value) -> anyhow::Result<Value> {
        self.over_what_was_read(Method::PATCH, path, body).await
    }

    /// Writes something whole in place of what was read just before.
    pub async fn replace(&self, path: &str, body: Value) -> anyhow::Result<Value> {
        self.over_what_was_read(Method::PUT, path, body).await
    }

    async fn over_what_was_read(&self, method: Method, path: &str, body: Value) -> anyhow::Result<Value> {
        let read = accepted(path, self.request(Method::GET, path)).await?;
        let etag = read.headers().get(ETAG).with_context(|| format!("{path}: no ETag"))?.clone();
        body_of(path, self.request(method, path).header(IF_MATCH, etag).json(&body)).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }
}

/// Service Unavailable (RFC 9110, 15.6.4).
const BUSY: u16 = 503;
/// How often somebody asks again whom the server told to come back in a moment.
const PATIENCE: usize = 20;

async fn accepted(path: &str, request: RequestBuilder) -> anyhow::Result<Response> {
    for _ in 0..PATIENCE {
        let again = request.try_clone().with_context(|| path.to_owned())?;
        let answer = again.send().await.with_context(|| path.to_owned())?;
        let status = answer.status();
        if status.is_success() {
            return Ok(answer);
        }
        let wait = answer.headers().get(RETRY_AFTER).and_then(|given| given.to_str().ok()?.parse().ok());
        match wait {
            Some(seconds) if status.as_u16() == BUSY => {
                tokio::time::sleep(Duration::from_secs(seconds)).await;
            }
            _ => bail!("{path}: {status} {}", answer.text().await.unwrap_or_default()),
        }
    }
    bail!("{path}: busy, asked {PATIENCE} times")
}

async fn body_of(path: &str, request: RequestBuilder) -> anyhow::Result<Value> {
    accepted(path, request).await?.json().await.with_context(|| path.to_owned())
}

/// A text of an answer, by its JSON pointer.
pub fn text(answer: &Value, pointer: &str) -> anyhow::Result<String> {
    let found = answer.pointer(pointer).and_then(Value::as_str);
    Ok(found.with_context(|| format!("no {pointer} in {answer}"))?.to_owned())
}

/// A day of an answer, by its JSON pointer.
pub fn day(answer: &Value, pointer: &str) -> anyhow::Result<chrono::NaiveDate> {
    text(answer, pointer)?.parse().with_context(|| pointer.to_owned())
}

/// The lines of a list.
pub fn lines(answer: &Value) -> &[Value] {
    answer["data"].as_array().map(Vec::as_slice).unwrap_or_default()
}
