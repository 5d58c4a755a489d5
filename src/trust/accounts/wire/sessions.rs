//! Proofs sent, and what they give.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::AccountOut;
use crate::ids::SessionId;
use crate::law::identifiers;
use crate::trust::accounts::model::Session;

/// What a person signs in with.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "ada@example.org", "password": "girafe-violon-neige-48"}))]
pub struct SignInIn {
    /// Address of the account, whatever its case.
    #[serde(deserialize_with = "identifiers::normal::email")]
    #[schema(format = "email", max_length = 254, example = "ada@example.org")]
    pub email: String,
    /// Password.
    #[schema(min_length = 1, max_length = 128, example = "girafe-violon-neige-48")]
    pub password: String,
}

/// What prolongs a session.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"refresh_token": "AQGY3wA8HnpSnC9dGypOb3AAAAAB2nqW4p0wT1yLr8fVxk3QmA"}))]
pub struct RefreshIn {
    /// The refresh token last received.
    #[schema(min_length = 1, max_length = 200)]
    pub refresh_token: String,
}

/// What creates the first administrator.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "token": "l5T2Yx0o6q3m8h1Vb4cN7dRkWzPfGsJuEaQiLvXyB9M", "display_name": "Ada Lovelace",
    "email": "ada@example.org", "password": "girafe-violon-neige-48",
}))]
pub struct BootstrapIn {
    /// Token printed by the first start.
    #[schema(min_length = 1, max_length = 100)]
    pub token: String,
    /// Address to sign in with.
    #[serde(deserialize_with = "identifiers::normal::email")]
    #[schema(format = "email", max_length = 254, example = "ada@example.org")]
    pub email: String,
    /// Name shown to colleagues.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Ada Lovelace")]
    #[serde(deserialize_with = "identifiers::normal::name")]
    pub display_name: String,
    /// Password: 15 to 128 characters, hard to guess.
    #[schema(min_length = 1, max_length = 200, example = "girafe-violon-neige-48")]
    pub password: String,
}

/// What sets the password of somebody invited.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "token": "l5T2Yx0o6q3m8h1Vb4cN7dRkWzPfGsJuEaQiLvXyB9M", "password": "girafe-violon-neige-48",
}))]
pub struct InvitationAcceptanceIn {
    /// Token of the invitation.
    #[schema(min_length = 1, max_length = 100)]
    pub token: String,
    /// Password: 15 to 128 characters, hard to guess.
    #[schema(min_length = 1, max_length = 200, example = "girafe-violon-neige-48")]
    pub password: String,
}

/// Whose password is forgotten.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "grace.hopper@example.org"}))]
pub struct PasswordResetIn {
    /// Address used to sign in.
    #[schema(format = "email", max_length = 254, example = "grace.hopper@example.org")]
    #[serde(deserialize_with = "identifiers::normal::email")]
    pub email: String,
}

/// What is said of a password asked for: the same whether an account has the address or not.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PasswordResetOut {
    /// Always true: a mail is on its way if an account has this address.
    pub asked: bool,
}

/// What proves anew who somebody signed in is.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"current_password": "girafe-violon-neige-48"}))]
pub struct ReauthenticationIn {
    /// The present password.
    #[schema(min_length = 1, max_length = 128)]
    pub current_password: String,
}

/// What changes one's own password.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"current_password": "girafe-violon-neige-48", "new_password": "tortue-piano-brume-73"}))]
pub struct PasswordChangeIn {
    /// The present password.
    #[schema(min_length = 1, max_length = 128)]
    pub current_password: String,
    /// The new one: 15 to 128 characters, hard to guess.
    #[schema(min_length = 1, max_length = 200, example = "girafe-violon-neige-48")]
    pub new_password: String,
}

/// What a good proof gives.
#[derive(Serialize, ToSchema)]
pub struct SignedIn {
    /// Token to send as `Authorization: Bearer`.
    #[schema(max_length = 4096, format = Password)]
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(max_length = 10, example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds the access token lives.
    #[schema(minimum = 1, maximum = 600, example = 600)]
    pub expires_in: i64,
    /// Token to send to `POST /v1/sessions/refresh`, replaced at each use.
    #[schema(max_length = 200, format = Password)]
    pub refresh_token: String,
    /// Who signed in.
    pub account: AccountOut,
}

/// One sign-in of a person.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionOut {
    /// Identifier.
    pub id: SessionId,
    /// Whether it is the session of this very request.
    pub current: bool,
    /// When the password was last proved.
    pub authenticated_at: DateTime<Utc>,
    /// When it was last prolonged.
    pub refreshed_at: DateTime<Utc>,
    /// End unless refreshed before.
    pub idle_expires_at: DateTime<Utc>,
    /// End in any case.
    pub expires_at: DateTime<Utc>,
}

impl SessionOut {
    /// A session as its owner sees it from one of them.
    pub fn of(row: Session, current: Option<uuid::Uuid>) -> Self {
        Self {
            id: row.id,
            current: Some(row.id.0) == current,
            authenticated_at: row.authenticated_at,
            refreshed_at: row.rotated_at,
            idle_expires_at: row.idle_expires_at,
            expires_at: row.expires_at,
        }
    }
}
