//! JSON in and out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::DigestSettings;
use crate::platform::body::MergePatch;
use crate::presence::calendars::wire::Weekday;

/// When somebody wants their daily digest.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"enabled": true, "quiet_weekdays": [6, 7], "quiet_from": "2026-12-19", "quiet_to": "2027-01-03"}))]
pub struct DigestSettingsIn {
    /// Whether they want it at all.
    pub enabled: bool,
    /// Days of the week without one, 1 for Monday.
    #[schema(max_items = 7, example = json!([6, 7]))]
    pub quiet_weekdays: Vec<Weekday>,
    /// First day of a period without one.
    #[schema(example = "2026-12-19")]
    pub quiet_from: Option<NaiveDate>,
    /// Last day of it.
    #[schema(example = "2027-01-03")]
    pub quiet_to: Option<NaiveDate>,
}

/// When somebody wants their daily digest.
pub type DigestSettingsPatch = MergePatch<DigestSettingsIn>;

impl From<&DigestSettings> for DigestSettingsIn {
    fn from(settings: &DigestSettings) -> Self {
        Self {
            enabled: settings.digest_enabled,
            quiet_weekdays: settings.digest_quiet_weekdays.iter().map(|day| Weekday(*day)).collect(),
            quiet_from: settings.digest_quiet_from,
            quiet_to: settings.digest_quiet_to,
        }
    }
}

impl DigestSettingsIn {
    /// What is written.
    pub fn written(self) -> DigestSettings {
        DigestSettings {
            digest_enabled: self.enabled,
            digest_quiet_weekdays: self.quiet_weekdays.iter().map(|day| day.0).collect(),
            digest_quiet_from: self.quiet_from,
            digest_quiet_to: self.quiet_to,
        }
    }
}

/// When somebody wants their daily digest.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DigestSettingsOut {
    /// Whether they want it at all.
    pub enabled: bool,
    /// Days of the week without one, 1 for Monday.
    #[schema(max_items = 7)]
    pub quiet_weekdays: Vec<Weekday>,
    /// First day of a period without one.
    pub quiet_from: Option<NaiveDate>,
    /// Last day of it.
    pub quiet_to: Option<NaiveDate>,
    /// Whether mails are sent at all here: without a mail server they wait.
    pub mails_are_sent: bool,
}

impl DigestSettingsOut {
    /// The settings, where mails are sent or not.
    pub fn of(settings: DigestSettings, mails_are_sent: bool) -> Self {
        Self {
            enabled: settings.digest_enabled,
            quiet_weekdays: settings.digest_quiet_weekdays.into_iter().map(Weekday).collect(),
            quiet_from: settings.digest_quiet_from,
            quiet_to: settings.digest_quiet_to,
            mails_are_sent,
        }
    }
}

/// A digest stopped.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct UnsubscriptionOut {
    /// Always true.
    pub unsubscribed: bool,
}
