//! JSON out, and which language is wanted.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::Feed;
use crate::platform::text::Lang;
use crate::text_enum;

text_enum!(
    /// Language of a calendar.
    FeedLang {
        /// French.
        Fr = "fr" => "Français" / "French",
        /// English.
        En = "en" => "Anglais" / "English",
    }
);

/// How the calendar is wanted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FeedParams {
    /// Language of its texts; French when absent.
    #[param(inline)]
    pub lang: Option<FeedLang>,
}

impl FeedParams {
    /// The language wanted.
    pub fn lang(&self) -> Lang {
        match self.lang {
            Some(FeedLang::En) => Lang::En,
            Some(FeedLang::Fr) | None => Lang::Fr,
        }
    }
}

/// The address of one's calendar, told this once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeedAddressOut {
    /// Address to subscribe to; whoever has it reads the calendar.
    #[schema(max_length = 500, format = Password)]
    pub url: String,
    /// When it was given.
    pub created_at: DateTime<Utc>,
}

/// One's calendar, without its address.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeedOut {
    /// When its address was given.
    pub created_at: DateTime<Utc>,
    /// Day it was last read.
    pub last_read_on: Option<NaiveDate>,
}

impl From<Feed> for FeedOut {
    fn from(row: Feed) -> Self {
        Self { created_at: row.created_at, last_read_on: row.last_read_on }
    }
}
