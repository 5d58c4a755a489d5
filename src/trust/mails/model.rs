//! The nouns: a mail, and where it stands.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{AccountId, ApprenticeId, GuardianId, MailId, SiteId, TutorId};
use crate::schema::mails;
use crate::text_enum;

text_enum!(
    /// What a mail is.
    MailKind {
        /// What somebody has to do, once a day.
        Digest = "digest" => "Récapitulatif" / "Digest",
        /// An account waits for its first password.
        Invitation = "invitation" => "Invitation" / "Invitation",
        /// The replacement of a password began.
        PasswordReset = "password_reset" => "Nouveau mot de passe" / "Password reset",
        /// An account has a new password.
        PasswordChanged = "password_changed" => "Mot de passe changé" / "Password changed",
        /// So many attempts failed that the password opens nothing any more.
        PasswordDisabled = "password_disabled" => "Mot de passe bloqué" / "Password disabled",
        /// Somebody signed in from a network not known.
        SignInElsewhere = "sign_in_elsewhere" => "Connexion inhabituelle" / "Unusual sign-in",
        /// Attempts failed until others had to wait; told once a day.
        SignInLocked = "sign_in_locked" => "Connexions refusées" / "Sign-in locked",
        /// The signed link of a company tutor.
        Link = "link" => "Lien du maître d'apprentissage" / "Link of a tutor",
        /// A company tutor is invited to a mock exam.
        MockExamInvitation = "mock_exam_invitation" => "Invitation à un examen blanc" / "Invitation to a mock exam",
        /// A company tutor invited to a mock exam has not answered.
        MockExamReminder = "mock_exam_reminder" => "Rappel d'une invitation à un examen blanc" / "Reminder of an invitation to a mock exam",
        /// The link of a company tutor is about to end.
        LinkEnding = "link_ending" => "Fin prochaine d'un lien" / "Link about to end",
        /// The right of an apprentice to follow the courses after a rupture is about to end.
        CoverEnding = "cover_ending"
            => "Fin prochaine du droit de rester sans contrat" / "End of the right to stay without a contract",
        /// A leaver is asked what they do, or reminded of it.
        OutcomeSurvey = "outcome_survey" => "Enquête après la formation" / "Survey after the training",
    }
);

impl MailKind {
    /// Whether the text of such mails may hold a secret: it is sealed until it leaves.
    pub const fn holds_secret(self) -> bool {
        matches!(self, Self::Invitation | Self::PasswordReset | Self::Link | Self::OutcomeSurvey)
    }
}

text_enum!(
    /// Where a mail stands.
    MailState {
        /// To be sent.
        Waiting = "waiting" => "En attente" / "Waiting",
        /// Being handed to the mail server.
        Sending = "sending" => "En cours d'envoi" / "Being sent",
        /// The mail server took it.
        Sent = "sent" => "Envoyé" / "Sent",
        /// The mail server refused it for good, or too many times.
        Refused = "refused" => "Refusé" / "Refused",
        /// Cut while being sent: nobody knows whether it left.
        Uncertain = "uncertain" => "Envoi incertain" / "Uncertain",
        /// A later one tells more.
        Superseded = "superseded" => "Remplacé" / "Superseded",
    }
);

/// A mail, without its text.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = mails, check_for_backend(diesel::pg::Pg))]
pub struct Mail {
    /// Identifier.
    pub id: MailId,
    /// Site that owns the record; none for a mail about the account of somebody who belongs to none.
    pub site_id: Option<SiteId>,
    /// Person it is for.
    pub account_id: Option<AccountId>,
    /// Company tutor it is for, when it is a link.
    pub tutor_id: Option<TutorId>,
    /// Apprentice it is for: the link of their survey, the end of their right to stay.
    pub apprentice_id: Option<ApprenticeId>,
    /// Guardian of that apprentice whom it is for instead of them.
    pub guardian_id: Option<GuardianId>,
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
    /// Not handed over before; only told while it waits.
    #[serde(skip)]
    pub next_attempt_at: DateTime<Utc>,
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

/// A mail to somebody; its text is for them alone.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MailOut {
    /// The mail itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub mail: Mail,
    /// Not handed over before, while it waits.
    pub next_attempt_at: Option<DateTime<Utc>>,
}

impl From<Mail> for MailOut {
    fn from(mail: Mail) -> Self {
        let waits = mail.state == MailState::Waiting;
        Self { next_attempt_at: waits.then_some(mail.next_attempt_at), mail }
    }
}

/// A mail to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = mails)]
pub struct NewMail {
    pub id: MailId,
    /// None for a mail about the account of somebody who belongs to none.
    pub site_id: Option<SiteId>,
    /// Person it is for; a mail is for a person, or for a tutor.
    pub account_id: Option<AccountId>,
    /// Company tutor it is for.
    pub tutor_id: Option<TutorId>,
    pub kind: MailKind,
    /// Day it tells of.
    pub about_on: NaiveDate,
    pub subject: String,
    /// Text; sealed when it holds a secret.
    pub body: String,
    /// Not handed over before.
    pub next_attempt_at: DateTime<Utc>,
}

/// A mail to an apprentice, or to one of their guardians.
#[derive(Debug, Clone)]
pub struct FamilyMail {
    pub mail: NewMail,
    /// None when it goes to the account of the apprentice, whose file has no address.
    pub apprentice_id: Option<ApprenticeId>,
    pub guardian_id: Option<GuardianId>,
}

/// A mail taken to be sent.
#[derive(Debug, Clone)]
pub struct Letter {
    pub id: MailId,
    pub kind: MailKind,
    /// Account of the person, for whoever has one.
    pub account_id: Option<AccountId>,
    /// Address it goes to, as it is now.
    pub to: String,
    /// Name of the person.
    pub name: String,
    pub subject: String,
    /// Text as it is kept: sealed when it holds a secret.
    pub body: String,
    /// How many times it was handed over, this one included.
    pub attempts: i16,
    /// What shows that it is ours to settle.
    pub lease_token: Uuid,
}

/// What became of a mail handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailOutcome {
    /// The mail server took it.
    Sent,
    /// The mail server could not be asked: nothing left.
    Unheard(String),
    /// The mail server did not take it this time.
    Later(String),
    /// The mail server will never take it.
    Refused(String),
    /// Nobody knows whether it was taken.
    Uncertain(String),
}
