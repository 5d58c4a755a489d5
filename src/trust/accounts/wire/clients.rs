//! Machine clients and the tokens they ask for (RFC 6749 §4.4).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::ClientSecretId;
use crate::platform::body::MergePatch;
use crate::trust::accounts::model::{Client, ClientFacts, ClientSecret, Scope};
use crate::trust::credentials::tokens::CLIENT_PREFIX;

/// Any of the fields of a machine client.
pub type ClientPatch = MergePatch<ClientFacts>;

/// A machine client.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClientOut {
    /// The client itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub client: Client,
    /// Identifier for `POST /oauth/token`.
    #[schema(max_length = 40, example = "cli_01936f2e-0000-7000-8000-000000000000")]
    pub client_id: String,
    /// Live secrets; the value of one is shown when it is made.
    #[schema(max_items = 2)]
    pub secrets: Vec<ClientSecretOut>,
}

/// A live secret of a machine client.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClientSecretOut {
    /// Identifier, to revoke it.
    pub id: ClientSecretId,
    /// The secret just made, shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, format = Password, default = "absent")]
    pub secret: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl ClientOut {
    /// A client with its live secrets, the newest of which may be shown.
    pub fn of(client: Client, secrets: Vec<ClientSecret>, made: Option<(ClientSecretId, String)>) -> Self {
        let shown = |id| made.as_ref().filter(|(new, _)| *new == id).map(|(_, secret)| secret.clone());
        let secrets = secrets.into_iter().map(|row| ClientSecretOut {
            id: row.id,
            secret: shown(row.id),
            created_at: row.created_at,
        });
        Self { secrets: secrets.collect(), client_id: format!("{CLIENT_PREFIX}{}", client.id), client }
    }
}

/// The form of a token request; the client proves itself here or with HTTP Basic.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"grant_type": "client_credentials", "scope": "changes:read"}))]
pub struct OauthTokenRequest {
    /// Always `client_credentials`.
    #[schema(max_length = 100, example = "client_credentials")]
    pub grant_type: String,
    /// Scopes wanted, separated by spaces; every scope of the client unless said.
    #[schema(max_length = 500, example = "changes:read")]
    pub scope: Option<String>,
    /// Identifier of the client.
    #[schema(max_length = 100)]
    pub client_id: Option<String>,
    /// Secret of the client.
    #[schema(max_length = 100)]
    pub client_secret: Option<String>,
}

/// A token for a machine client (RFC 6749 §5.1).
#[derive(Serialize, ToSchema)]
pub struct OauthToken {
    /// Token to send as `Authorization: Bearer`.
    #[schema(max_length = 4096, format = Password)]
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(max_length = 10, example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds the token lives.
    #[schema(minimum = 1, maximum = 600, example = 600)]
    pub expires_in: i64,
    /// What the token opens, as far as the client still may.
    #[schema(max_length = 500, example = "changes:read contracts:read")]
    pub scope: String,
}

/// Where tokens are asked for, and how (RFC 8414 §2).
#[derive(Serialize, ToSchema)]
pub struct AuthorizationServerOut {
    /// Issuer of the tokens.
    #[schema(max_length = 300, example = "https://compagnon.example.org")]
    pub issuer: String,
    /// Where tokens are asked for.
    #[schema(max_length = 320, example = "https://compagnon.example.org/oauth/token")]
    pub token_endpoint: String,
    /// The keys that verify them.
    #[schema(max_length = 320, example = "https://compagnon.example.org/.well-known/jwks.json")]
    pub jwks_uri: String,
    /// Scopes that a machine client may be given.
    #[schema(value_type = Vec<Scope>, max_items = 50, example = json!(["changes:read"]))]
    pub scopes_supported: &'static [&'static str],
    /// None: nobody is sent here by a browser.
    #[schema(max_items = 1, example = json!([]))]
    pub response_types_supported: [OauthWord; 0],
    /// How a client gets a token.
    #[schema(max_items = 1)]
    pub grant_types_supported: [OauthWord; 1],
    /// How it proves itself.
    #[schema(max_items = 2)]
    pub token_endpoint_auth_methods_supported: [OauthWord; 2],
    /// The document of the API.
    #[schema(max_length = 320, example = "https://compagnon.example.org/openapi.json")]
    pub service_documentation: String,
    /// Languages of sentences for people.
    #[schema(max_items = 2, example = json!(["fr", "en"]))]
    pub ui_locales_supported: [OauthWord; 2],
}

/// A word of the registries that RFC 8414 refers to: a grant, a way of proving oneself, a language.
#[derive(Serialize, ToSchema)]
#[schema(max_length = 40, example = "client_credentials")]
pub struct OauthWord(pub &'static str);

/// A refusal of the token endpoint (RFC 6749 §5.2).
#[derive(Serialize, ToSchema)]
pub struct OauthError {
    /// Code of the refusal.
    #[schema(max_length = 50, example = "invalid_client")]
    pub error: &'static str,
    /// What is wrong.
    #[schema(max_length = 300)]
    pub error_description: &'static str,
}
