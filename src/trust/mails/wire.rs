//! JSON out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{Mail, MailKind, MailState};
use super::store::MailFilter;
use crate::ids::{AccountId, MailId, SiteId};
use crate::platform::error::Problem;
use crate::platform::page;

/// What narrows a list of mails.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MailParams {
    /// Only this site.
    #[param(value_type = Option<Uuid>)]
    pub site: Option<SiteId>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<MailState>,
    /// Only for this person.
    #[param(value_type = Option<Uuid>)]
    pub account: Option<AccountId>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}

impl MailParams {
    /// What the store is asked for.
    pub fn filter(self) -> Result<MailFilter, Problem> {
        Ok(MailFilter {
            site_id: self.site,
            state: self.state,
            account_id: self.account,
            before: page::after(self.cursor.as_deref())?,
            limit: self.limit,
        })
    }
}

/// A mail to somebody; its text is for them alone.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MailOut {
    /// Identifier.
    pub id: MailId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Whom it is for.
    pub account_id: AccountId,
    /// What it is.
    pub kind: MailKind,
    /// Day it tells of.
    pub about_on: NaiveDate,
    /// Subject.
    #[schema(max_length = 200, example = "Compagnon : 3 choses à faire, dont 1 en retard")]
    pub subject: String,
    /// Where it stands.
    pub state: MailState,
    /// How many times it was handed to the mail server.
    #[schema(minimum = 0, maximum = 100)]
    pub attempts: i16,
    /// Not handed over before, while it waits.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When the mail server took it.
    pub sent_at: Option<DateTime<Utc>>,
    /// What went wrong last.
    #[schema(max_length = 200)]
    pub last_error: Option<String>,
    /// Version.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
}

impl From<Mail> for MailOut {
    fn from(mail: Mail) -> Self {
        Self {
            id: mail.id,
            site_id: mail.site_id,
            account_id: mail.account_id,
            kind: mail.kind,
            about_on: mail.about_on,
            subject: mail.subject,
            state: mail.state,
            attempts: mail.attempts,
            next_attempt_at: (mail.state == MailState::Waiting).then_some(mail.next_attempt_at),
            sent_at: mail.sent_at,
            last_error: mail.last_error,
            version: mail.version,
            created_at: mail.created_at,
        }
    }
}
