//! How a refusal reads (RFC 9457).

use actix_web::http::StatusCode;
use serde::Serialize;

use crate::platform::text::Sentence;
use crate::say;

/// Body of every refusal, `application/problem+json` (RFC 9457).
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// URN of the kind of problem.
    #[serde(rename = "type")]
    #[schema(max_length = 200, example = "urn:compagnon:problem:contract.overlaps_another")]
    pub(super) kind: String,
    /// Short title of the status.
    #[schema(max_length = 100)]
    pub(super) title: String,
    /// HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub(super) status: u16,
    /// What happened, with the facts, in the language asked for.
    #[schema(max_length = 2000)]
    pub(super) detail: String,
    /// Stable code to programme against.
    #[schema(max_length = 100)]
    pub(super) code: String,
    /// Article of law or document the rule comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 300)]
    pub(super) source: Option<String>,
    /// Identifier to quote when asking for help.
    #[schema(max_length = 36)]
    pub(super) request_id: String,
    /// Every fault found in what was sent.
    #[schema(max_items = 1000)]
    pub(super) errors: Vec<ProblemError>,
}

/// One fault in what was sent.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemError {
    /// JSON pointer to the field, or the name of the parameter.
    #[schema(max_length = 300, example = "/starts_on")]
    pub(super) pointer: String,
    /// Stable code of the rule.
    #[schema(max_length = 100, example = "required")]
    pub(super) code: String,
    /// What is wrong and what would be accepted.
    #[schema(max_length = 1000)]
    pub(super) message: String,
}

/// The title of a status.
pub(super) fn title(status: StatusCode) -> Sentence {
    match status.as_u16() {
        400 => say!("Requête illisible", "Unreadable request"),
        401 => say!("Authentification nécessaire", "Authentication needed"),
        403 => say!("Acte non autorisé", "Act not allowed"),
        404 => say!("Introuvable", "Not found"),
        405 => say!("Méthode non acceptée", "Method not allowed"),
        408 => say!("Délai dépassé", "Too slow"),
        409 => say!("Refusé en l'état", "Refused in this state"),
        410 => say!("N'existe plus", "Gone"),
        412 => say!("Version périmée", "Stale version"),
        413 => say!("Corps trop long", "Body too large"),
        415 => say!("Type de contenu non accepté", "Unsupported content type"),
        422 => say!("Données non acceptables", "Not acceptable"),
        428 => say!("Version à préciser", "Version needed"),
        429 => say!("Trop de demandes", "Too many requests"),
        503 => say!("Service momentanément indisponible", "Momentarily unavailable"),
        _ => say!("Erreur interne", "Internal error"),
    }
}
