//! What stands on a record, in words: what it is, where to read it, how it is taken back first.

use super::model::{AnyRow, RowScope, StandingRow};
use super::rules::{MERGE_COLLIDES, STOOD_ON};
use super::store;
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::{Fault, Problem};
use crate::platform::text::Sentence;
use crate::say;

/// How a table is told of.
struct TableWords {
    table: &'static str,
    fr: &'static str,
    en: &'static str,
    /// Where a row is read, with `{id}`; none for what has no address.
    href: &'static str,
    /// A day that tells one row from another.
    day: &'static str,
    /// How it is taken back; none when nothing does.
    way: &'static str,
}

const fn words(
    table: &'static str,
    (fr, en): (&'static str, &'static str),
    (href, day): (&'static str, &'static str),
    way: &'static str,
) -> TableWords {
    TableWords { table, fr, en, href, day, way }
}

/// What may stand on a record.
const TABLES: &[TableWords] = &[
    words(
        "absences",
        ("une absence", "an absence"),
        ("/v1/absences/{id}", "from_on"),
        "POST /v1/absences/{id}/withdrawal",
    ),
    words("accounts", ("un compte", "an account"), ("/v1/accounts/{id}", ""), ""),
    words(
        "amendment_filings",
        ("le dépôt d'un avenant", "the deposit of an amendment"),
        ("/v1/amendments/{amendment_id}", "sent_on"),
        "POST /v1/amendments/{amendment_id}/filings/{id}/withdrawal",
    ),
    words(
        "amendments",
        ("un avenant", "an amendment"),
        ("/v1/amendments/{id}", "effective_on"),
        "DELETE /v1/amendments/{id}",
    ),
    words(
        "calendar_overrides",
        ("une différence de calendrier", "a difference of calendar"),
        ("/v1/calendar-overrides/{id}", "from_on"),
        "POST /v1/calendar-overrides/{id}/withdrawal",
    ),
    words(
        "ceiling_derogations",
        ("une dérogation", "a derogation"),
        ("/v1/ceiling-derogations/{id}", "granted_on"),
        "POST /v1/ceiling-derogations/{id}/withdrawal",
    ),
    words("cohort_calendars", ("un calendrier", "a calendar"), ("", ""), ""),
    words(
        "company_missions",
        ("une mission en entreprise", "a mission in the company"),
        ("", "from_on"),
        "POST /v1/company-missions/{id}/withdrawal",
    ),
    words(
        "contract_employments",
        ("un contrat", "a contract"),
        ("/v1/contracts/{contract_id}", "from_on"),
        "",
    ),
    words(
        "contract_filings",
        ("le dépôt d'un contrat", "the deposit of a contract"),
        ("/v1/contracts/{contract_id}", "sent_on"),
        "POST /v1/contracts/{contract_id}/filings/{id}/withdrawal",
    ),
    words(
        "contract_originals",
        ("un contrat tel que signé", "a contract as first signed"),
        ("/v1/contracts/{contract_id}", ""),
        "",
    ),
    words(
        "council_appreciations",
        ("une appréciation du conseil", "an appreciation of the council"),
        ("", ""),
        "POST /v1/council-appreciations/{id}/withdrawal",
    ),
    words("contract_tutors", ("un contrat", "a contract"), ("/v1/contracts/{contract_id}", "from_on"), ""),
    words(
        "contracts",
        ("un contrat", "a contract"),
        ("/v1/contracts/{id}", "starts_on"),
        "DELETE /v1/contracts/{id}",
    ),
    words(
        "enrolments",
        ("une inscription", "an enrolment"),
        ("/v1/enrolments/{id}", "enrolled_on"),
        "POST /v1/enrolments/{id}/withdrawal",
    ),
    words(
        "difficulties",
        ("une difficulté suivie", "a difficulty followed"),
        ("/v1/difficulties/{id}", "opened_on"),
        "POST /v1/difficulties/{id}/withdrawal",
    ),
    words(
        "difficulty_closings",
        ("la clôture d'une difficulté", "the closing of a difficulty"),
        ("/v1/difficulties/{difficulty_id}", "closed_on"),
        "",
    ),
    words(
        "difficulty_notes",
        ("une note sur une difficulté", "a note on a difficulty"),
        ("/v1/difficulties/{difficulty_id}", ""),
        "POST /v1/difficulty-notes/{id}/withdrawal",
    ),
    words(
        "difficulty_persons",
        ("une personne concernée par une difficulté", "somebody concerned by a difficulty"),
        ("/v1/difficulties/{difficulty_id}", ""),
        "PUT /v1/difficulties/{difficulty_id}/persons",
    ),
    words(
        "difficulty_steps",
        ("une étape d'une difficulté", "a step of a difficulty"),
        ("/v1/difficulties/{difficulty_id}", "planned_on"),
        "POST /v1/difficulty-steps/{id}/withdrawal",
    ),
    words(
        "exam_result_units",
        ("une épreuve d'examen", "a unit of an exam"),
        ("/v1/exam-results/{exam_result_id}", ""),
        "",
    ),
    words(
        "exam_results",
        ("un résultat d'examen", "an exam result"),
        ("/v1/exam-results/{id}", "registered_on"),
        "POST /v1/exam-results/{id}/withdrawal",
    ),
    words(
        "guardians",
        ("un représentant légal", "a guardian"),
        ("/v1/guardians/{id}", ""),
        "POST /v1/guardians/{id}/withdrawal",
    ),
    words(
        "kept_units",
        ("une unité conservée ou dispensée", "a unit kept or dispensed with"),
        ("/v1/kept-units/{id}", "granted_on"),
        "POST /v1/kept-units/{id}/withdrawal",
    ),
    words(
        "logbook_signatures",
        ("une signature du livret", "a signature of the logbook"),
        ("", ""),
        "POST /v1/logbook-signatures/{id}/withdrawal",
    ),
    words(
        "logbook_returns",
        ("un renvoi du livret", "a return of the logbook"),
        ("", ""),
        "POST /v1/logbook-returns/{id}/withdrawal",
    ),
    words("apprentice_disabilities", ("un renseignement protégé", "a protected fact"), ("", ""), ""),
    words("cohort_exceptions", ("un calendrier", "a calendar"), ("", "from_on"), ""),
    words("cohort_rhythms", ("un calendrier", "a calendar"), ("", "from_on"), ""),
    words("obligation_snoozes", ("un report d'échéance", "something put off"), ("", ""), ""),
    words("obligation_waivers", ("un abandon d'échéance", "something given up"), ("", ""), ""),
    words("tutor_link_apprentices", ("un lien signé", "a signed link"), ("/v1/links/{link_id}", ""), ""),
    words("mails", ("un courriel envoyé", "a mail sent"), ("", "about_on"), ""),
    words(
        "milestones",
        ("un fait enregistré", "a fact recorded"),
        ("/v1/milestones/{id}", "done_on"),
        "POST /v1/milestones/{id}/withdrawal",
    ),
    words(
        "mock_exam_invitations",
        ("une invitation à un examen blanc", "an invitation to a mock exam"),
        ("", "invited_on"),
        "POST /v1/mock-exam-invitations/{id}/withdrawal",
    ),
    words(
        "mock_exam_marks",
        ("une note", "a mark"),
        ("/v1/mock-exam-marks/{id}", ""),
        "POST /v1/mock-exam-marks/{id}/withdrawal",
    ),
    words(
        "mock_exam_readings",
        ("une lecture d'épreuve", "a reading of a paper"),
        ("", ""),
        "POST /v1/mock-exam-readings/{id}/withdrawal",
    ),
    words(
        "mock_exam_reconciliations",
        ("une conciliation de lectures", "a reconciliation of readings"),
        ("", ""),
        "POST /v1/mock-exam-reconciliations/{id}/withdrawal",
    ),
    words("mock_exams", ("un examen blanc", "a mock exam"), ("/v1/mock-exams/{id}", "month_on"), ""),
    words("mock_exam_papers", ("une épreuve", "a paper"), ("/v1/mock-exams/{mock_exam_id}", ""), ""),
    words(
        "official_figures",
        ("un chiffre officiel", "an official figure"),
        ("", "published_on"),
        "POST /v1/official-figures/{id}/withdrawal",
    ),
    words(
        "outcome_answers",
        ("une réponse d'un sortant", "an answer of a leaver"),
        ("", "answered_on"),
        "POST /v1/outcome-answers/{id}/withdrawal",
    ),
    words(
        "outcome_surveys",
        ("une enquête auprès d'un sortant", "a survey of a leaver"),
        ("/v1/outcome-surveys/{id}", "opens_on"),
        "POST /v1/outcome-surveys/{id}/withdrawal",
    ),
    words(
        "phone_contacts",
        ("un appel", "a call"),
        ("/v1/phone-contacts/{id}", "logged_on"),
        "POST /v1/phone-contacts/{id}/withdrawal",
    ),
    words(
        "prior_learnings",
        ("des acquis antérieurs", "prior learning"),
        ("", "recognised_on"),
        "POST /v1/prior-learning/{id}/withdrawal",
    ),
    words(
        "referents",
        ("un référent", "a referent"),
        ("/v1/referents/{id}", "from_on"),
        "POST /v1/referents/{id}/withdrawal",
    ),
    words(
        "ruptures",
        ("une rupture", "a rupture"),
        ("/v1/ruptures/{id}", "effective_on"),
        "POST /v1/ruptures/{id}/withdrawal",
    ),
    words(
        "signal_acknowledgements",
        ("un signal noté", "a signal noted"),
        ("", "acknowledged_on"),
        "POST /v1/signal-acknowledgements/{id}/withdrawal",
    ),
    words(
        "rate_publications",
        ("une publication de taux", "a publication of rates"),
        ("/v1/publications/{id}", "as_of"),
        "",
    ),
    words(
        "rupture_cases",
        ("une procédure de rupture", "a rupture procedure"),
        ("/v1/ruptures/{id}/case", "opened_on"),
        "POST /v1/ruptures/{id}/case/withdrawal",
    ),
    words(
        "rupture_steps",
        ("une étape d'une rupture", "a step of a rupture"),
        ("/v1/ruptures/{case_id}/case", "done_on"),
        "POST /v1/rupture-steps/{id}/withdrawal",
    ),
    words(
        "sitting_jurors",
        ("un jury d'examen blanc", "a jury of a mock exam"),
        ("/v1/sittings/{sitting_id}", ""),
        "PATCH /v1/sittings/{sitting_id}",
    ),
    words(
        "sitting_publications",
        ("la publication d'un examen blanc", "the publication of a mock exam"),
        ("/v1/mock-exams/{mock_exam_id}", ""),
        "POST /v1/mock-exams/{mock_exam_id}/publication/withdrawal",
    ),
    words(
        "sitting_slots",
        ("une place à une épreuve d'examen blanc", "a slot at a mock exam"),
        ("/v1/sitting-slots/{id}", ""),
        "POST /v1/sitting-slots/{id}/withdrawal",
    ),
    words(
        "sittings",
        ("une épreuve d'examen blanc", "a sitting of a mock exam"),
        ("/v1/sittings/{id}", ""),
        "POST /v1/sittings/{id}/withdrawal",
    ),
    words(
        "skill_positions",
        ("un positionnement", "a position on a skill"),
        ("", "seen_on"),
        "POST /v1/skill-positions/{id}/withdrawal",
    ),
    words(
        "skill_targets",
        ("un objectif", "a target on a skill"),
        ("", "set_on"),
        "POST /v1/skill-targets/{id}/withdrawal",
    ),
    words(
        "stay_steps",
        ("une démarche d'une période sans contrat", "a step of a stay without a contract"),
        ("/v1/stay-steps/{id}", "done_on"),
        "POST /v1/stay-steps/{id}/withdrawal",
    ),
    words(
        "search_events",
        ("une étape d'une recherche d'employeur", "a step of a search for an employer"),
        ("/v1/search-events/{id}", "happened_on"),
        "POST /v1/search-events/{id}/withdrawal",
    ),
    words(
        "search_prospects",
        ("une entreprise d'une recherche d'employeur", "a company of a search for an employer"),
        ("/v1/search-prospects/{id}", ""),
        "POST /v1/search-prospects/{id}/withdrawal",
    ),
    words("tutor_links", ("un lien signé", "a signed link"), ("/v1/links/{id}", "expires_on"), ""),
    words(
        "tutors",
        ("un maître d'apprentissage", "a company tutor"),
        ("/v1/tutors/{id}", ""),
        "POST /v1/tutors/{id}/withdrawal",
    ),
    words(
        "visit_acknowledgements",
        ("un accusé de lecture", "an acknowledgement"),
        ("/v1/visits/{visit_id}", ""),
        "",
    ),
    words("visit_commitments", ("un engagement", "a commitment"), ("/v1/visits/{visit_id}", "due_on"), ""),
    words(
        "visit_notes",
        ("une remarque", "a note"),
        ("/v1/visits/{visit_id}", ""),
        "POST /v1/visit-notes/{id}/withdrawal",
    ),
    words(
        "visit_reports",
        ("un compte rendu", "a report"),
        ("/v1/visits/{visit_id}", "held_on"),
        "POST /v1/visits/{visit_id}/report/withdrawal",
    ),
    words("visits", ("une visite", "a visit"), ("/v1/visits/{id}", "planned_on"), ""),
];

/// What stands on a record, an act or a step that somebody wants taken back.
#[derive(Debug, Clone)]
pub struct Dependents(pub Vec<StandingRow>);

impl Dependents {
    /// The rows of some scopes that stand on it, as the room tells of a table and of a row.
    pub fn among(
        conn: &mut Tx,
        scopes: &[RowScope],
        stands: impl Fn(&str, &AnyRow) -> bool,
    ) -> Result<Self, Problem> {
        let rows = store::images(conn, scopes)?.into_iter().filter(|image| stands(&image.table, &image.row));
        Ok(Self(rows.map(|image| StandingRow { table: image.table, row: image.row }).collect()))
    }

    /// Refuses while anything stands: each thing with what it is and how it goes first.
    pub fn refuse(&self) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Ok(());
        }
        let told = self.told();
        let count = told.len();
        let facts = say!(
            "{count} fiche(s) reposent sur celle-ci : retirez-les d'abord.",
            "{count} record(s) stand on this one: take them back first."
        );
        let faults = told.into_iter().map(|sentence| Fault::new("", STOOD_ON.code, sentence));
        Err(STOOD_ON.conflict(facts).listing(faults.collect::<Vec<_>>()))
    }

    /// The same, for those who only ask what may be done.
    pub fn findings(&self) -> Vec<Finding> {
        self.told().into_iter().map(|sentence| STOOD_ON.at("", sentence)).collect()
    }

    /// Each record once, though several of its rows stand: by the row that says how it goes.
    pub(super) fn told(&self) -> Vec<Sentence> {
        let mut records: Vec<(String, &StandingRow, bool)> = Vec::new();
        for one in &self.0 {
            let words = TABLES.iter().find(|words| words.table == one.table);
            let href = words.map(|words| filled(words.href, &one.row)).unwrap_or_default();
            let goes = words.is_some_and(|words| !words.way.is_empty());
            match records.iter_mut().find(|known| !href.is_empty() && known.0 == href) {
                Some(known) if goes && !known.2 => *known = (href, one, goes),
                Some(_) => {}
                None => records.push((href, one, goes)),
            }
        }
        records.iter().map(|(_, one, _)| sentence(&one.table, &one.row)).collect()
    }
}

/// The refusal of a merge whose records have rows that cannot both be of one: each with what it is and how it goes first.
pub fn collision(rows: &[StandingRow]) -> Problem {
    let count = rows.len();
    let facts = say!(
        "{count} élément(s) de l'autre fiche ne peuvent rejoindre celle-ci : retirez l'un des deux d'abord.",
        "{count} item(s) of the other record cannot join this one: take one of the two back first."
    );
    let faults: Vec<Fault> =
        rows.iter().map(|one| Fault::new("", MERGE_COLLIDES.code, sentence(&one.table, &one.row))).collect();
    MERGE_COLLIDES.conflict(facts).listing(faults)
}

/// What a row is, in both languages: its noun, its day, its address, and how it is taken back.
pub fn sentence(table: &str, row: &AnyRow) -> Sentence {
    let Some(words) = TABLES.iter().find(|words| words.table == table) else {
        return say!("Une ligne de {table}.", "A row of {table}.");
    };
    let day = row.get(words.day).and_then(|day| day.as_str()).and_then(|day| day.parse().ok());
    let (le, on) =
        day.map_or_else(Default::default, |day| (format!(" du {}", french_day(day)), format!(" of {day}")));
    let href = filled(words.href, row);
    let way = filled(words.way, row);
    let signed = row.get("signed_on").is_some_and(|day| !day.is_null());
    let (puis, then) = match way.as_str() {
        "" => Default::default(),
        // what is signed is unsigned, then discarded
        _ if signed => {
            let unsigned = format!("POST {href}/signature/withdrawal");
            (format!(" ; d'abord : {unsigned}, puis {way}"), format!("; first: {unsigned}, then {way}"))
        }
        _ => (format!(" ; d'abord : {way}"), format!("; first: {way}")),
    };
    let at = if href.is_empty() { href } else { format!(" ({href})") };
    let (fr, en) = (words.fr, words.en);
    let (fr, en) = (format!("{fr}{le}{at}{puis}."), format!("{en}{on}{at}{then}."));
    Sentence::new(capital(&fr), capital(&en))
}

/// What a table is called, in French and in English; the table itself when it has no words.
pub fn noun(table: &str) -> (&str, &str) {
    TABLES.iter().find(|words| words.table == table).map_or((table, table), |words| (words.fr, words.en))
}

/// The tables whose rows are told in words when they stand on a record.
pub fn tables_with_words() -> Vec<&'static str> {
    TABLES.iter().map(|words| words.table).collect()
}

fn filled(pattern: &str, row: &AnyRow) -> String {
    let text = |column: &str| row.get(column).and_then(|value| value.as_str()).unwrap_or_default();
    const COLUMNS: [&str; 10] = [
        "id",
        "contract_id",
        "amendment_id",
        "difficulty_id",
        "mock_exam_id",
        "sitting_id",
        "visit_id",
        "link_id",
        "exam_result_id",
        "case_id",
    ];
    COLUMNS
        .iter()
        .fold(pattern.to_owned(), |filled, column| filled.replace(&format!("{{{column}}}"), text(column)))
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
