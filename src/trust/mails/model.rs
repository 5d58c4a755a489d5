//! The nouns: a mail, and where it stands.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::ids::{AccountId, MailId, SiteId};
use crate::schema::mails;
use crate::text_enum;

text_enum!(
    /// What a mail is.
    MailKind {
        /// What somebody has to do, once a day.
        Digest = "digest",
    }
);

text_enum!(
    /// Where a mail stands.
    MailState {
        /// To be sent.
        Waiting = "waiting",
        /// Being handed to the mail server.
        Sending = "sending",
        /// The mail server took it.
        Sent = "sent",
        /// The mail server refused it for good, or too many times.
        Refused = "refused",
        /// Cut while being sent: nobody knows whether it left.
        Uncertain = "uncertain",
        /// A later one tells more.
        Superseded = "superseded",
    }
);

/// A mail, without its text.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mails, check_for_backend(diesel::pg::Pg))]
pub struct Mail {
    /// Identifier.
    pub id: MailId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Whom it is for.
    pub account_id: AccountId,
    /// What it is.
    pub kind: MailKind,
    /// Day it tells of.
    pub about_on: NaiveDate,
    /// Subject.
    pub subject: String,
    /// Where it stands.
    pub state: MailState,
    /// How many times it was handed to the mail server.
    pub attempts: i16,
    /// Not handed over before.
    pub next_attempt_at: DateTime<Utc>,
    /// When the mail server took it.
    pub sent_at: Option<DateTime<Utc>>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
}

/// A mail to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = mails)]
pub struct NewMail {
    /// Identifier.
    pub id: MailId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Whom it is for.
    pub account_id: AccountId,
    /// What it is.
    pub kind: MailKind,
    /// Day it tells of.
    pub about_on: NaiveDate,
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
    /// Not handed over before.
    pub next_attempt_at: DateTime<Utc>,
}

/// A mail taken to be sent.
#[derive(Debug, Clone, Queryable)]
pub struct Letter {
    /// The mail.
    pub id: MailId,
    /// Address it goes to, as it is now.
    pub to: String,
    /// Name of the person.
    pub name: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
    /// How many times it was handed over, this one included.
    pub attempts: i16,
}

/// What became of a mail handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailOutcome {
    /// The mail server took it.
    Sent,
    /// The mail server did not take it this time.
    Later(String),
    /// The mail server will never take it.
    Refused(String),
    /// Nobody knows whether it was taken.
    Uncertain(String),
}
