//! Request bodies: read within bounds, then checked as a whole against the published schema.

use std::marker::PhantomData;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::web::BytesMut;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::Stream;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::error::{Fault, FaultList, Problem};
use super::http::ActorId;
use super::schemas;
use super::strict_json::{fault_of, parse_strict};
use crate::say;

/// What a patch may be sent as, in the words of `Accept-Patch` (RFC 5789, §3.1, read 30/11/2026).
pub const PATCHES: &str = "application/merge-patch+json, application/json";
/// Longest JSON body.
pub const LONGEST_BODY: usize = 256 * 1024;
/// Longest body of whoever has no genuine token.
pub const LONGEST_BODY_WITHOUT_TOKEN: usize = 16 * 1024;
/// Time given to a body to arrive; actix-web itself sets none.
const BODY_DEADLINE: Duration = Duration::from_secs(10);

/// A JSON body that was read but not judged yet: permission comes first.
#[derive(Debug, Clone)]
pub struct Body<T> {
    value: Value,
    digest: [u8; 32],
    wanted: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned + ToSchema + 'static> Body<T> {
    /// The body as its type, or every fault it has.
    pub fn checked(&self) -> Result<T, Problem> {
        checked(&self.value)
    }
}

impl<T> Body<T> {
    /// SHA-256 of the bytes received.
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }
}

impl<T> Body<MergePatch<T>>
where
    T: Serialize + DeserializeOwned + ToSchema + 'static,
{
    /// The record as it would be after the patch (RFC 7396): absent keeps, null clears.
    pub fn applied_to(&self, current: &T) -> Result<T, Problem> {
        if !self.value.is_object() {
            return checked::<T>(&self.value);
        }
        let mut faults = self.faults_of_its_own()?;
        let mut merged = serde_json::to_value(current).map_err(Problem::internal)?;
        merge(&mut merged, &self.value);
        let merged = drop_nulls(merged);
        faults.append(faults_in::<T>(&merged)?);
        if faults.is_empty() { made(&merged) } else { Err(Problem::faults(faults)) }
    }

    /// What the record as it would be does not show: a patch of nothing, and fields that do not exist cleared.
    fn faults_of_its_own(&self) -> Result<FaultList, Problem> {
        schemas::faults_where::<MergePatch<T>>(&self.value, |fault| match fault.code.as_str() {
            "unknown_field" => self.value.pointer(&fault.pointer).is_some_and(Value::is_null),
            "too_few" => fault.pointer.is_empty(),
            _ => false,
        })
    }

    /// Names of the fields the patch touches.
    pub fn fields(&self) -> Vec<String> {
        self.value.as_object().map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
    }
}

/// A JSON Merge Patch of a record: any of its fields, null to clear.
#[derive(Debug, Clone)]
pub struct MergePatch<T>(PhantomData<fn() -> T>);

impl<T: ToSchema> utoipa::PartialSchema for MergePatch<T> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        super::openapi::patch_schema::<T>()
    }
}

impl<T: ToSchema> ToSchema for MergePatch<T> {
    fn name() -> std::borrow::Cow<'static, str> {
        let of = T::name();
        format!("{}Patch", of.strip_suffix("In").unwrap_or(&of)).into()
    }

    fn schemas(schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>) {
        T::schemas(schemas);
    }
}

/// A JSON value as its type, or every fault it has.
pub fn checked<T: DeserializeOwned + ToSchema + 'static>(value: &Value) -> Result<T, Problem> {
    let faults = faults_in::<T>(value)?;
    if faults.is_empty() { made(value) } else { Err(Problem::faults(faults)) }
}

fn faults_in<T: ToSchema + 'static>(value: &Value) -> Result<FaultList, Problem> {
    let mut faults = schemas::faults_of::<T>(value)?;
    find_control_characters(value, &mut String::new(), &mut faults);
    Ok(faults)
}

fn made<T: DeserializeOwned>(value: &Value) -> Result<T, Problem> {
    T::deserialize(value).map_err(|error| Problem::faults(vec![fault_of(&error)]))
}

/// A merged record as its type, or every fault it has.
pub fn typed<T: DeserializeOwned + ToSchema + 'static>(merged: Value) -> Result<T, Problem> {
    checked(&drop_nulls(merged))
}

/// A value that may be left out: null says as much (`#[serde(default, deserialize_with = "or_default")]`).
pub fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Option::<T>::deserialize(from).map(Option::unwrap_or_default)
}

/// Applies a merge patch (RFC 7396) in place.
pub fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    if let Value::Object(target) = target {
        for (field, value) in patch {
            merge(target.entry(field.clone()).or_insert(Value::Null), value);
        }
    }
}

/// In a merged record null means absent, so that "required" is said of a field that was cleared.
fn drop_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, drop_nulls(v))).collect(),
        ),
        other => other,
    }
}

/// PostgreSQL cannot keep U+0000, and nobody types the other control characters on purpose.
fn find_control_characters(value: &Value, at: &mut String, faults: &mut FaultList) {
    let mut inside = |step: &str, value: &Value, faults: &mut FaultList| {
        let length = at.len();
        at.push('/');
        at.push_str(step);
        find_control_characters(value, at, faults);
        at.truncate(length);
    };
    match value {
        Value::String(text) if has_control_character(text) => faults.add(|| {
            let message = say!(
                "Caractères de contrôle refusés (sauf tabulation et retour à la ligne).",
                "Control characters are refused (except tab and line breaks)."
            );
            Fault::new(at.clone(), "control_character", message)
        }),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                inside(&index.to_string(), item, faults);
            }
        }
        Value::Object(fields) => {
            for (field, item) in fields {
                inside(field, item, faults);
            }
        }
        _ => {}
    }
}

/// Whether a text holds a control character that is neither a tab nor a line break.
pub fn has_control_character(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

impl<T: 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let refused = refuse_headers(request);
        let has_token = request.extensions().contains::<ActorId>();
        let longest = if has_token { LONGEST_BODY } else { LONGEST_BODY_WITHOUT_TOKEN };
        let payload = payload.take();
        Box::pin(async move {
            refused?;
            let bytes = read_bytes(payload, longest).await?;
            let value = parse_strict(&bytes)?;
            Ok(Self { value, digest: super::crypto::sha256(&bytes), wanted: PhantomData })
        })
    }
}

fn refuse_headers(request: &HttpRequest) -> Result<(), Problem> {
    let text_of = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let media = text_of(header::CONTENT_TYPE).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    let is_json = media.eq_ignore_ascii_case("application/json")
        || media.eq_ignore_ascii_case("application/merge-patch+json");
    let is_plain = text_of(header::CONTENT_ENCODING).is_none_or(|how| how.eq_ignore_ascii_case("identity"));
    match request.method() {
        _ if is_json && is_plain => Ok(()),
        &Method::PATCH => Err(Problem::unsupported_media(PATCHES).header("accept-patch", PATCHES)),
        _ => Err(Problem::unsupported_media("application/json")),
    }
}

/// Collects a payload within a length and a time.
pub async fn read_bytes(payload: Payload, longest: usize) -> Result<BytesMut, Problem> {
    let mut bytes = BytesMut::new();
    read_pieces(payload, longest, BODY_DEADLINE, |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    })
    .await?;
    Ok(bytes)
}

/// Hands over a payload as it comes, within a length, a time, and a time without a single piece.
pub async fn read_pieces(
    mut payload: Payload,
    longest: usize,
    silence: Duration,
    mut take: impl FnMut(&[u8]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let reading = async {
        let (mut length, mut payload) = (0, std::pin::Pin::new(&mut payload));
        loop {
            let next = std::future::poll_fn(|cx| payload.as_mut().poll_next(cx));
            let next = tokio::time::timeout(silence, next).await.map_err(|_| Problem::too_slow())?;
            let Some(piece) = next else { return Ok(()) };
            let piece = piece.map_err(|_| {
                Problem::unreadable("body.interrupted", say!("Corps interrompu.", "Interrupted body."))
            })?;
            length += piece.len();
            if length > longest {
                return Err(Problem::too_large(longest));
            }
            take(&piece)?;
        }
    };
    tokio::time::timeout(BODY_DEADLINE, reading).await.map_err(|_| Problem::too_slow())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_merge_patch_keeps_what_is_absent_and_clears_what_is_null() {
        let mut record = json!({"name": "Ada", "phone": "1", "address": {"city": "Troyes", "line": "x"}});
        merge(&mut record, &json!({"phone": null, "address": {"city": "Reims"}}));
        assert_eq!(drop_nulls(record), json!({"name": "Ada", "address": {"city": "Reims", "line": "x"}}));
    }

    #[derive(Serialize, serde::Deserialize, ToSchema)]
    #[serde(deny_unknown_fields)]
    struct Place {
        city: String,
        line: Option<String>,
    }

    #[derive(Serialize, serde::Deserialize, ToSchema)]
    #[serde(deny_unknown_fields)]
    struct Somebody {
        name: String,
        place: Option<Place>,
    }

    #[test]
    fn a_patch_clears_no_field_that_does_not_exist() {
        let ada = Somebody { name: "Ada".into(), place: None };
        let after = |patch: Value| {
            let body = Body::<MergePatch<Somebody>> { value: patch, digest: [0; 32], wanted: PhantomData };
            body.applied_to(&ada).map(|_| ()).map_err(|refused| {
                let faults = refused.faults_found().iter();
                faults.map(|fault| format!("{} {}", fault.pointer, fault.code)).collect::<Vec<_>>()
            })
        };
        let refused = |faults: &[&str]| Err(faults.iter().map(|fault| (*fault).to_owned()).collect());
        assert_eq!(after(json!({"place": {"city": "Troyes", "line": null}})), Ok(()));
        assert_eq!(after(json!({"place": null})), Ok(()));
        assert_eq!(after(json!({"place": {"line": null}})), refused(&["/place/city required"]));
        assert_eq!(after(json!({"age": null})), refused(&["/age unknown_field"]));
        assert_eq!(after(json!({"age": 1})), refused(&["/age unknown_field"]));
        let below = json!({"place": {"city": "Troyes", "age": null}});
        assert_eq!(after(below), refused(&["/place/age unknown_field"]));
        assert_eq!(
            after(json!({"name": null, "age": null})),
            refused(&["/age unknown_field", "/name required"])
        );
        assert_eq!(after(json!({})), refused(&[" too_few"]));
    }

    #[test]
    fn control_characters_are_found_where_they_are() {
        let mut faults = FaultList::default();
        find_control_characters(&json!({"a": ["ok\n", "x\u{0}"]}), &mut String::new(), &mut faults);
        assert_eq!(faults.count(), 1);
        assert_eq!(faults.listed()[0].pointer, "/a/1");
    }
}
