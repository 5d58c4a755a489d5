//! From the files and the versions kept to the catalogue of a day; pure.

use chrono::NaiveDate;
use serde_json::Value;

use super::model::{CatalogueVersion, KnownVersions, Versioned, in_force};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::{Cfa, Programme, Site};
use crate::platform::crypto;

/// The catalogue of a day: what the files name, as the versions in force say it.
///
/// A version this program cannot read (a later program wrote it) leaves what was known before.
pub fn assemble(known: &Catalogue, versions: &[CatalogueVersion], day: NaiveDate) -> Catalogue {
    let mut catalogue = Catalogue { versions: KnownVersions::of(versions), ..known.clone() };
    replace::<Cfa>(&mut catalogue, versions, day);
    replace::<Site>(&mut catalogue, versions, day);
    replace::<Programme>(&mut catalogue, versions, day);
    catalogue
}

fn replace<T: Versioned>(catalogue: &mut Catalogue, versions: &[CatalogueVersion], day: NaiveDate) {
    for one in T::all_mut(catalogue) {
        let own = versions.iter().filter(|version| version.is_of(T::NOUN, one.code()));
        let Some(version) = in_force(own, day) else { continue };
        match T::deserialize(&version.content) {
            Ok(read) => *one = read,
            Err(error) => tracing::warn!(
                noun = T::NOUN.as_str(), code = one.code(), number = version.number, %error,
                "a version of the catalogue cannot be read by this program: what was known before holds"
            ),
        }
    }
}

/// What something says, as a version keeps it: what is not said is left out.
pub fn content_of<T: Versioned>(one: &T) -> Value {
    said(serde_json::to_value(one).unwrap_or_default())
}

/// The fingerprint of a content, whatever comments its file has and whatever fields the program came to know since.
pub fn digest_of(content: &Value) -> String {
    let mut content = content.clone();
    if let Some(fields) = content.as_object_mut() {
        fields.retain(|name, _| name != "digest" && name != "version");
    }
    crypto::encode(&crypto::sha256(content.to_string().as_bytes())[..16])
}

/// A value without what it does not say: nothing, no items, no fields.
fn said(value: Value) -> Value {
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    };
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, field)| (name, said(field)));
            Value::Object(fields.filter(|(_, field)| says(field)).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(said).collect()),
        other => other,
    }
}
