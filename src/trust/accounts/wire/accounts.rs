//! Accounts and invitations.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{AccountId, ApprenticeId, SiteId, TutorId};
use crate::platform::body::MergePatch;
use crate::trust::accounts::model::{Account, AccountState, PersonRole, StaffFunction};

/// A person to invite.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "display_name": "Grace Hopper", "email": "grace@example.org", "role": "trainer",
    "site_ids": ["0198df00-3c1e-7a52-9c2f-5d1b2a4e6f70"],
}))]
pub struct InvitationIn {
    /// Address to sign in with, unique whatever its case.
    #[schema(format = "email", max_length = 254, example = "grace@example.org")]
    pub email: String,
    /// Name shown to colleagues.
    #[schema(min_length = 1, max_length = 100, example = "Grace Hopper")]
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

/// What staff may change of an account.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"display_name": "Grace Hopper", "functions": ["disability_referent"]}))]
pub struct AccountIn {
    /// Name shown to colleagues.
    #[schema(min_length = 1, max_length = 100, example = "Grace Hopper")]
    pub display_name: String,
    /// What the person signs in as, among staff; tutors and students stay what they are.
    pub role: PersonRole,
    /// Sites of a manager or trainer.
    #[schema(max_items = 50)]
    pub site_ids: Vec<SiteId>,
    /// Functions of a member of staff.
    #[schema(max_items = 10)]
    pub functions: Vec<StaffFunction>,
}

/// Any of the fields of an account.
pub type AccountPatch = MergePatch<AccountIn>;

impl From<&Account> for AccountIn {
    fn from(row: &Account) -> Self {
        Self {
            display_name: row.display_name.clone(),
            role: row.role,
            site_ids: row.site_ids.clone(),
            functions: row.functions.clone(),
        }
    }
}

/// An account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountOut {
    /// Identifier.
    pub id: AccountId,
    /// Address used to sign in.
    #[schema(max_length = 254)]
    pub email: String,
    /// Name shown to colleagues.
    #[schema(max_length = 100)]
    pub display_name: String,
    /// What the person signs in as.
    pub role: PersonRole,
    /// Functions of a member of staff.
    #[schema(max_items = 10)]
    pub functions: Vec<StaffFunction>,
    /// Sites the person is bound to; none for administrators, who answer for all.
    #[schema(max_items = 50)]
    pub site_ids: Vec<SiteId>,
    /// Tutor record of a tutor.
    pub tutor_id: Option<TutorId>,
    /// File of a student.
    pub apprentice_id: Option<ApprenticeId>,
    /// Where the account stands.
    pub state: AccountState,
    /// When the password was last set.
    pub password_changed_at: Option<DateTime<Utc>>,
    /// When the account was disabled.
    pub disabled_at: Option<DateTime<Utc>>,
    /// The invitation just made, shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation: Option<InvitationOut>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A single-use token with which a person sets their password.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvitationOut {
    /// Token to hand over to the person, for `POST /v1/invitations/acceptance`.
    #[schema(max_length = 100)]
    pub token: String,
    /// The token no longer works from then on.
    pub expires_at: DateTime<Utc>,
}

impl From<Account> for AccountOut {
    fn from(row: Account) -> Self {
        Self {
            state: row.state(),
            id: row.id,
            email: row.email,
            display_name: row.display_name,
            role: row.role,
            functions: row.functions,
            site_ids: row.site_ids,
            tutor_id: row.tutor_id,
            apprentice_id: row.apprentice_id,
            password_changed_at: row.password_changed_at,
            disabled_at: row.disabled_at,
            invitation: None,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What narrows a list of accounts.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccountParams {
    /// Only this role.
    #[param(inline)]
    pub role: Option<PersonRole>,
    /// Only accounts bound to this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}
