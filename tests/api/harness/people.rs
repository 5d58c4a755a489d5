//! Somebody with a token, as an HTTP client.

use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use super::documented;
use super::reply::Reply;

/// A person or a machine that calls the API.
#[derive(Clone)]
pub struct Person {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
}

impl Person {
    pub fn new(http: reqwest::Client, base: String, token: Option<String>) -> Self {
        Self { http, base, token }
    }

    /// The same person, who asks another instance.
    pub fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    /// The same person with another token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// A request to finish by hand.
    pub fn request(&self, method: Method, path: impl AsRef<str>) -> RequestBuilder {
        let path = path.as_ref();
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) };
        let request = self.http.request(method, url);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn send(&self, request: RequestBuilder) -> Reply {
        let request = request.build().expect("a request");
        let (method, path) = (request.method().to_string(), request.url().path().to_owned());
        let names_version = request.headers().contains_key("if-match");
        let reply = Reply::of(self.http.execute(request).await.expect("the server answers")).await;
        documented::check(&method, &path, names_version, &reply);
        reply
    }

    pub async fn get(&self, path: impl AsRef<str>) -> Reply {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: impl AsRef<str>, body: Value) -> Reply {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    pub async fn post_with_key(&self, path: impl AsRef<str>, key: &str, body: Value) -> Reply {
        self.send(self.request(Method::POST, path).header("idempotency-key", key).json(&body)).await
    }

    pub async fn put(&self, path: impl AsRef<str>, etag: &str, body: Value) -> Reply {
        self.send(self.request(Method::PUT, path).header("if-match", etag).json(&body)).await
    }

    /// A merge patch decided on a version.
    pub async fn patch(&self, path: impl AsRef<str>, etag: &str, body: Value) -> Reply {
        self.send(self.request(Method::PATCH, path).header("if-match", etag).json(&body)).await
    }

    pub async fn delete(&self, path: impl AsRef<str>) -> Reply {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// Reads a record, then patches it.
    pub async fn change(&self, path: impl AsRef<str>, body: Value) -> Reply {
        let path = path.as_ref();
        let etag = self.get(path).await.etag();
        self.patch(path, &etag, body).await
    }
}
