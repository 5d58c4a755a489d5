//! An answer, and what tests say of it.

use serde_json::Value;

/// Status, headers and JSON of an answer.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
    pub text: String,
}

impl Reply {
    pub async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.expect("a body");
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { status, headers, body, text }
    }

    /// Checks the status and gives the body.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.body
    }

    /// Checks a refusal, whole: status, code, shape.
    #[track_caller]
    pub fn refused_with(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{}", self.text);
        let media = self.header("content-type").unwrap_or_default();
        assert!(media.starts_with("application/problem+json"), "{media}");
        assert!(self.body["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{}", self.text);
        self.body
    }

    /// Checks a 422 whose faults name exactly these places and rules.
    #[track_caller]
    pub fn faults(self, expected: &[(&str, &str)]) -> Value {
        assert_eq!(self.status, 422, "{}", self.text);
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        let mut found: Vec<(&str, &str)> = errors
            .iter()
            .map(|error| (error["pointer"].as_str().unwrap_or(""), error["code"].as_str().unwrap_or("")))
            .collect();
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{}", self.text);
        self.body
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The ETag, to be sent back.
    #[track_caller]
    pub fn etag(&self) -> String {
        self.header("etag").expect("an ETag").to_owned()
    }
}

/// A row without the people it is about, whose names depend on the reader.
#[track_caller]
pub fn without_people(row: &Value) -> Value {
    let mut row = row.clone();
    let members = row.as_object_mut().expect("a row");
    for member in ["apprentice", "cohort", "employer", "tutor", "referent"] {
        assert!(members.remove(member).is_some(), "{member} is told of each row");
    }
    row
}

/// The identifier in a body.
#[track_caller]
pub fn id_of(body: &Value) -> String {
    body["id"].as_str().unwrap_or_else(|| panic!("no id in {body}")).to_owned()
}
