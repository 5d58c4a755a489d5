//! Two small macros, identifiers that cannot be confused and states kept as text; and how instants are written in long lists.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serializer;

/// An instant as chrono writes it in JSON, made at once rather than piece by piece: a feed writes many.
pub fn instant<S: Serializer>(at: &DateTime<Utc>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// Declares a UUIDv7 identifier usable as path, JSON and diesel value.
#[macro_export]
macro_rules! typed_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            utoipa::ToSchema, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
        )]
        #[diesel(sql_type = diesel::sql_types::Uuid)]
        #[serde(transparent)]
        #[schema(value_type = uuid::Uuid)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// A new identifier, later than those made before.
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(given: &str) -> Result<Self, Self::Err> {
                given.parse().map(Self)
            }
        }

        impl From<$name> for uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl diesel::serialize::ToSql<diesel::sql_types::Uuid, diesel::pg::Pg> for $name {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>,
            ) -> diesel::serialize::Result {
                diesel::serialize::ToSql::<diesel::sql_types::Uuid, diesel::pg::Pg>::to_sql(&self.0, out)
            }
        }

        impl diesel::deserialize::FromSql<diesel::sql_types::Uuid, diesel::pg::Pg> for $name {
            fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                diesel::deserialize::FromSql::<diesel::sql_types::Uuid, diesel::pg::Pg>::from_sql(value).map(Self)
            }
        }
    };
}

/// Version of the product from which a value was there, unless its line says a later one.
pub const FIRST_VERSION: &str = "0.1.0";

/// What an enumeration is, beside its codes, in the schema of its type: its name, and the label of each code.
pub const ENUMERATION: &str = "x-enumeration";

/// Declares an enum kept as text in the base (with a named CHECK there) and in JSON, each value with its French and
/// English labels and, when it came after the others, the version it came with:
/// `Held = "held" => "Effectuée" / "Held" since "0.2.0"`.
#[macro_export]
macro_rules! text_enum {
    (@since) => { $crate::platform::types::FIRST_VERSION };
    (@since $since:literal) => { $since };
    ($(#[doc = $doc:literal])* $(#[derive($derived:ident)])? $name:ident {
        $($(#[$vdoc:meta])* $variant:ident = $text:literal => $fr:literal / $en:literal $(since $since:literal)?),+ $(,)?
    }) => {
        $(#[doc = $doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow, $($derived,)?
        )]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word kept in the base and in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The label that people read, in French.
            pub const fn label_fr(self) -> &'static str {
                match self { $(Self::$variant => $fr),+ }
            }

            /// The label that people read, in English.
            pub const fn label_en(self) -> &'static str {
                match self { $(Self::$variant => $en),+ }
            }

            /// The label that people read, in both languages.
            pub fn label(self) -> $crate::platform::text::Sentence {
                $crate::platform::text::Sentence::new(self.label_fr(), self.label_en())
            }

            /// Version of the product the value came with.
            pub const fn since(self) -> &'static str {
                match self { $(Self::$variant => $crate::text_enum!(@since $($since)?)),+ }
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let words = Self::ALL.iter().map(|value| value.as_str());
                let labels = Self::ALL.iter().map(|value| {
                    let (fr, en) = (value.label_fr(), value.label_en());
                    serde_json::json!({ "code": value.as_str(), "fr": fr, "en": en, "since": value.since() })
                });
                let labels = serde_json::json!({ "name": stringify!($name), "values": labels.collect::<Vec<_>>() });
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .description(Some(concat!($($doc),*).trim()))
                    .enum_values(Some(words))
                    .extensions(Some([($crate::platform::types::ENUMERATION, labels)].into_iter().collect()))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(given: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|value| value.as_str() == given)
                    .ok_or_else(|| format!("unknown {}: {given}", stringify!($name)))
            }
        }

        impl diesel::serialize::ToSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>,
            ) -> diesel::serialize::Result {
                diesel::serialize::ToSql::<diesel::sql_types::Text, diesel::pg::Pg>::to_sql(self.as_str(), out)
            }
        }

        impl diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                let text = <String as diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::pg::Pg>>::from_sql(value)?;
                Ok(text.parse()?)
            }
        }
    };
}
