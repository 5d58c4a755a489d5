//! What stands against a row, a commit or an undoing.

use chrono::{DateTime, TimeDelta, Utc};

use super::model::{Import, ImportState};
use crate::exchange::sheets::ListKind;
use crate::law::calendar::french_day;
use crate::platform::error::Problem;
use crate::{rules, say};

const HOUSE_SOURCE: &str = "Règle du site";
/// How long a dry run is kept with the personal data it holds.
pub const KEPT_FOR: TimeDelta = TimeDelta::days(7);
/// Most rows of contracts: each is checked against the law one by one.
const MOST_CONTRACTS: usize = 2_000;

rules! {
    /// More cells than headers.
    TOO_MANY_CELLS = error "import.too_many_cells", HOUSE_SOURCE;
        "Une ligne n'a pas plus de cellules que d'en-têtes." / "A row has no more cells than headers.";
    /// Twice in the file.
    DUPLICATE = error "import.duplicate_row", HOUSE_SOURCE;
        "Un fichier ne donne une fiche qu'une fois." / "A file gives a record once.";
    /// Two records fit.
    AMBIGUOUS = error "import.ambiguous", HOUSE_SOURCE;
        "Une ligne désigne une seule fiche." / "A row names a single record.";
    /// No such employer.
    EMPLOYER_UNKNOWN = error "import.employer_unknown", HOUSE_SOURCE;
        "L'employeur est déjà enregistré sur le site." / "The employer is already recorded at the site.";
    /// No such tutor.
    TUTOR_UNKNOWN = error "import.tutor_unknown", HOUSE_SOURCE;
        "Le maître d'apprentissage est déjà enregistré chez l'employeur."
        / "The tutor is already recorded with the employer.";
    /// No such apprentice.
    APPRENTICE_UNKNOWN = error "import.apprentice_unknown", HOUSE_SOURCE;
        "L'apprenti est déjà enregistré sur le site." / "The apprentice is already recorded at the site.";
    /// Not enrolled.
    NOT_ENROLLED = error "import.not_enrolled", HOUSE_SOURCE;
        "L'apprenti est inscrit dans la promotion que sert le contrat."
        / "The apprentice is enrolled in the cohort that the contract serves.";
    /// No such cohort.
    COHORT_UNKNOWN = error "import.cohort_unknown", HOUSE_SOURCE;
        "La promotion est déjà enregistrée sur le site, sous ce nom et une seule fois."
        / "The cohort is already recorded at the site, under this name and only once.";
    /// No such contract.
    PREVIOUS_UNKNOWN = error "import.previous_unknown", HOUSE_SOURCE;
        "Le contrat précédent est un contrat signé du même apprenti."
        / "The previous contract is a signed contract of the same apprentice.";
    /// A rupture is declared.
    BROKEN_CONTRACT = error "import.broken_contract", HOUSE_SOURCE;
        "Un contrat rompu s'importe signé, puis sa rupture se déclare." / "A broken contract is imported signed, then its rupture is declared.";
    /// Deposited unsigned.
    UNSIGNED_DEPOSIT = error "import.unsigned_deposit", HOUSE_SOURCE;
        "Un contrat se dépose une fois signé." / "A contract is deposited once signed.";
    /// Faulty rows.
    HAS_FAULTS = error "import.has_faults", HOUSE_SOURCE;
        "Un import se confirme quand aucune de ses lignes n'est fautive." / "An import is committed when no row is faulty.";
    /// Not a dry run.
    NOT_DRY_RUN = error "import.not_dry_run", HOUSE_SOURCE;
        "Un import ne se confirme qu'une fois." / "An import is committed once.";
    /// Too late.
    EXPIRED = error "import.expired", HOUSE_SOURCE;
        "Un essai d'import se confirme dans les sept jours." / "A dry run is committed within seven days.";
    /// The same bytes.
    SAME_FILE = error "import.same_file", HOUSE_SOURCE;
        "Un même fichier ne se confirme qu'une fois." / "The same file is committed once.";
    /// Nothing to undo.
    NOT_COMMITTED = error "import.not_committed", HOUSE_SOURCE;
        "Seul un import confirmé s'annule, et une fois." / "Only a committed import is undone, and once.";
    /// Records are used.
    IN_USE = error "import.in_use", HOUSE_SOURCE;
        "Un import s'annule tant que rien ne dépend de ses fiches." / "An import is undone while nothing depends on its records.";
    /// Records were changed.
    CHANGED_SINCE = error "import.changed_since", HOUSE_SOURCE;
        "Un import s'annule tant que personne n'a modifié ses fiches." / "An import is undone while nobody changed its records.";
}

/// Refuses more contracts than can be checked in one request.
pub fn refuse_too_many(kind: ListKind, rows: usize) -> Result<(), Problem> {
    if kind != ListKind::Contracts || rows <= MOST_CONTRACTS {
        return Ok(());
    }
    Err(crate::exchange::sheets::reading::rules::TOO_MANY_ROWS.fault(
        "",
        say!(
            "Un fichier de contrats compte au plus {MOST_CONTRACTS} lignes ; celui-ci en a {rows}.",
            "A file of contracts has at most {MOST_CONTRACTS} rows; this one has {rows}."
        ),
    ))
}

/// Refuses to commit what is no dry run, or no longer one.
pub fn check_commit(import: &Import, now: DateTime<Utc>) -> Result<(), Problem> {
    if import.state != ImportState::DryRun {
        return Err(NOT_DRY_RUN.conflict(say!(
            "Cet import a déjà été confirmé : rien n'est créé deux fois.",
            "This import was already committed: nothing is created twice."
        )));
    }
    if import.expires_at > now {
        return Ok(());
    }
    let day = import.expires_at.date_naive();
    let jour = french_day(day);
    Err(EXPIRED.conflict(say!(
        "Cet essai a expiré le {jour} : envoyez à nouveau le fichier.",
        "This dry run expired on {day}: send the file again."
    )))
}

/// Refuses to undo what was not committed, or was undone.
pub fn check_undo(import: &Import) -> Result<(), Problem> {
    let facts = match import.state {
        ImportState::Committed => return Ok(()),
        ImportState::DryRun => say!(
            "Cet import n'est qu'un essai : il n'a rien créé.",
            "This import is only a dry run: it created nothing."
        ),
        ImportState::Undone => {
            say!("Cet import a déjà été annulé.", "This import was already undone.")
        }
    };
    Err(NOT_COMMITTED.conflict(facts))
}

/// The refusal of a file whose rows are not all acceptable.
pub fn has_faults(rows: usize) -> Problem {
    HAS_FAULTS.conflict(say!(
        "{rows} ligne(s) ne peuvent pas être acceptées : rien n'a été créé. Corrigez le fichier et envoyez-le à nouveau.",
        "{rows} row(s) cannot be accepted: nothing was created. Correct the file and send it again."
    ))
}

/// The refusal of a file committed before.
pub fn same_file() -> Problem {
    SAME_FILE.conflict(say!(
        "Ce fichier a déjà été importé sur ce site : rien n'est créé deux fois.",
        "This file was already imported at this site: nothing is created twice."
    ))
}
