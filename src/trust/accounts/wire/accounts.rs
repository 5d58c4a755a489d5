//! Accounts and invitations.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{ApprenticeId, SiteId, TutorId};
use crate::law::identifiers;
use crate::platform::body::MergePatch;
use crate::trust::accounts::model::{Account, AccountFacts, AccountState, PersonRole, StaffFunction};

/// A person to invite.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "display_name": "Grace Hopper", "email": "grace@example.org", "role": "trainer",
    "site_ids": ["0198df00-3c1e-7a52-9c2f-5d1b2a4e6f70"],
}))]
pub struct InvitationIn {
    /// Address to sign in with, unique whatever its case.
    #[serde(deserialize_with = "identifiers::normal::email")]
    #[schema(format = "email", max_length = 254, example = "grace@example.org")]
    pub email: String,
    /// Name shown to colleagues.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Grace Hopper")]
    #[serde(deserialize_with = "identifiers::normal::name")]
    pub display_name: String,
    /// What the person signs in as.
    pub role: PersonRole,
    /// Sites of a manager or trainer; may be left out by whoever is bound to one site.
    #[schema(max_items = 50)]
    pub site_ids: Option<Vec<SiteId>>,
    /// Functions of a member of staff.
    #[schema(max_items = 10)]
    pub functions: Option<Vec<StaffFunction>>,
    /// Tutor record of a tutor.
    pub tutor_id: Option<TutorId>,
    /// File of a student.
    pub apprentice_id: Option<ApprenticeId>,
}

/// Any of the fields of an account.
pub type AccountPatch = MergePatch<AccountFacts>;

/// An account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountOut {
    /// The account itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub account: Account,
    /// Where the account stands.
    pub state: AccountState,
}

impl From<Account> for AccountOut {
    fn from(account: Account) -> Self {
        Self { state: account.state(), account }
    }
}

/// An account, with the invitation just made.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvitedAccountOut {
    /// The account.
    #[serde(flatten)]
    #[schema(inline)]
    pub account: AccountOut,
    /// Its invitation, told this once.
    pub invitation: InvitationOut,
}

/// A single-use token with which a person sets their password, mailed to them or, where no mail leaves, shown here.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvitationOut {
    /// Token to hand over to the person, for `POST /v1/invitations/acceptance`; only where no mail server is configured.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, format = Password, default = "absent")]
    pub token: Option<String>,
    /// Address the token was mailed to, all but its ends hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 254, example = "g***@example.org", default = "absent")]
    pub sent_to: Option<String>,
    /// The token no longer works from then on.
    pub expires_at: DateTime<Utc>,
}
