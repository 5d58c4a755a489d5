//! How a refusal reads (RFC 9457).

use actix_web::http::StatusCode;
use serde::Serialize;

use super::faults::{Fault, FaultList};
use crate::platform::text::{Lang, Sentence};
use crate::say;

/// Longest sentence about the whole, in characters, as published.
pub(super) const LONGEST_DETAIL: usize = 2000;
/// Longest pointer, which may hold names that somebody made up.
const LONGEST_POINTER: usize = 300;
/// Bytes kept for the fault that counts the others.
const ROOM_FOR_THE_REST: usize = 100;
/// Longest sentence about one fault.
const LONGEST_MESSAGE: usize = 1000;

/// Body of every refusal, `application/problem+json` (RFC 9457).
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "urn:compagnon:problem:invalid", "title": "Données à corriger", "status": 422,
    "detail": "1 champ(s) à corriger ; rien n'a été enregistré.", "code": "invalid",
    "request_id": "019a0000-0000-7000-8000-000000000001",
    "errors": [{ "pointer": "/starts_on", "code": "required", "message": "Ce champ est obligatoire." }],
}))]
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
    #[schema(max_length = 300, default = "absent")]
    pub(super) source: Option<String>,
    /// Identifier to quote when asking for help.
    #[schema(max_length = 36)]
    pub(super) request_id: String,
    /// The faults found in what was sent: the first hundred, or fewer when they take more room than what was sent; a
    /// last one, `and_more`, then counts the others.
    #[schema(max_items = 101)]
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

impl ProblemBody {
    /// The same with its faults, as many as hold in the room left of so many bytes, and at least one.
    pub(super) fn listing(mut self, faults: &FaultList, lang: Lang, room: usize) -> Self {
        let mut taken = written_bytes(&self) + ROOM_FOR_THE_REST;
        for fault in faults.listed() {
            let error = ProblemError::of(fault, lang);
            taken += written_bytes(&error) + 1;
            if taken > room && !self.errors.is_empty() {
                break;
            }
            self.errors.push(error);
        }
        let others = faults.count() - self.errors.len();
        if others > 0 {
            let message = say!("et {others} autre(s)", "and {others} more");
            self.errors.push(ProblemError::of(&Fault::new("", "and_more", message), lang));
        }
        self
    }
}

impl ProblemError {
    fn of(fault: &Fault, lang: Lang) -> Self {
        Self {
            pointer: shortened(&fault.pointer, LONGEST_POINTER),
            code: fault.code.clone(),
            message: shortened(fault.message.in_lang(lang), LONGEST_MESSAGE),
        }
    }
}

/// Bytes of a value in JSON.
fn written_bytes(value: &impl Serialize) -> usize {
    serde_json::to_vec(value).map_or(0, |json| json.len())
}

/// A text within a number of characters, with an ellipsis where it was cut.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
    }
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
        422 => say!("Données à corriger", "To be corrected"),
        428 => say!("Version à préciser", "Version needed"),
        429 => say!("Trop de demandes", "Too many requests"),
        503 => say!("Service momentanément indisponible", "Momentarily unavailable"),
        _ => say!("Erreur interne", "Internal error"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Problem;
    use super::*;

    fn unknown(count: usize) -> Problem {
        let fault = |index| Fault::new(format!("/{index}"), "unknown_field", say!("Inconnu.", "Unknown."));
        Problem::faults((0..count).map(fault).collect::<Vec<_>>())
    }

    #[test]
    fn a_list_of_faults_ends_and_counts_what_it_leaves_out() {
        let body = unknown(32_000).render(Lang::En, "id", usize::MAX);
        assert_eq!(body.errors.len(), 101);
        assert_eq!(
            (body.errors[100].code.as_str(), &*body.errors[100].message),
            ("and_more", "and 31900 more")
        );
        assert!(body.detail.starts_with("32000 "), "{}", body.detail);
        assert_eq!(unknown(100).render(Lang::En, "id", usize::MAX).errors.len(), 100);
    }

    #[test]
    fn a_list_of_faults_holds_in_its_room_and_has_at_least_one() {
        for room in [0, 1000, 4096] {
            let body = unknown(99).render(Lang::Fr, "id", room);
            let listed = body.errors.len() - 1;
            assert!(written_bytes(&body) <= room.max(400), "{room}: {}", written_bytes(&body));
            assert_eq!(body.errors[listed].message, format!("et {} autre(s)", 99 - listed));
            assert!(listed >= 1);
        }
    }

    #[test]
    fn what_somebody_made_up_is_repeated_in_short() {
        let long = "é".repeat(5000);
        let fault = Fault::new(long.clone(), "format", say!("« {long} »", "\"{long}\""));
        let problem = Problem::unreadable_at("body.json", say!("{long}", "{long}"), vec![fault]);
        let body = problem.render(Lang::Fr, "id", usize::MAX);
        let lengths =
            [&body.detail, &body.errors[0].pointer, &body.errors[0].message].map(|text| text.chars().count());
        assert_eq!(lengths, [2000, 300, 1000]);
        assert!(body.detail.ends_with('…'));
    }
}
