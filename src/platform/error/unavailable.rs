//! What cannot be done for now, and why: each reason in its own words, true of what happened.

use actix_web::http::StatusCode;

use super::Problem;
use crate::platform::text::Sentence;
use crate::say;

/// Code of a write that the base takes no more.
const READ_ONLY: &str = "database.read_only";

impl Problem {
    /// 503: nothing was done, for want of a place, of time or of a database; the same request may be sent again.
    pub fn busy(code: &'static str) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, reason(code)).header("retry-after", "1")
    }

    /// 503: the base takes no writes; readings that need none are answered.
    pub fn read_only() -> Self {
        let detail = say!(
            "La base est en lecture seule pour le moment : on peut lire, rien ne peut être enregistré.",
            "The database is read-only for the moment: reading works, nothing can be saved."
        );
        Self::new(StatusCode::SERVICE_UNAVAILABLE, READ_ONLY, detail).header("retry-after", "30")
    }

    /// 503: the answer was lost while the write was confirmed. It says nothing of when to try again: that is not the first
    /// thing to do.
    pub fn outcome_unknown() -> Self {
        let detail = say!(
            "La réponse de la base s'est perdue : l'écriture a peut-être été faite. Avant d'écrire à nouveau, relisez, ou \
             répétez la requête avec la même Idempotency-Key si elle en portait une.",
            "The database's answer was lost: the write may have been done. Before writing again, read, or repeat the request \
             with the same Idempotency-Key if it had one."
        );
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "outcome.unknown", detail)
    }

    /// The same cut, at an instant that leaves open what was done.
    #[must_use]
    pub fn with_unknown_outcome(self) -> Self {
        let mut unknown = Self::outcome_unknown();
        unknown.0.connection_lost = self.0.connection_lost;
        unknown
    }

    /// Whether a write is refused because the base takes none.
    pub fn is_read_only(&self) -> bool {
        self.0.code == READ_ONLY
    }
}

/// Why, in the words of each code.
fn reason(code: &str) -> Sentence {
    match code {
        "database.unavailable" => say!(
            "La base de données ne répond pas ; réessayez dans un instant.",
            "The database does not answer; try again in a moment."
        ),
        "database.locked" | "database.busy" | "visit.contended" | "obligation.contended" => say!(
            "Quelqu'un d'autre écrit au même endroit ; réessayez.",
            "Somebody else is writing in the same place; try again."
        ),
        "request.deadline" => {
            say!("La réponse a pris trop de temps ; réessayez.", "The answer took too long; try again.")
        }
        "obligations.preparing" => say!(
            "Ce qui est à faire est en cours de calcul ; réessayez dans un instant.",
            "What is due is being worked out; try again in a moment."
        ),
        "draining" => say!("Cette instance s'arrête.", "This instance is stopping."),
        "schema.outdated" => say!(
            "La base n'est pas encore à jour pour cette version.",
            "The database is not up to date for this version yet."
        ),
        _ => say!("Service momentanément saturé ; réessayez.", "Momentarily saturated; try again."),
    }
}
