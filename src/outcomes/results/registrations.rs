//! Who of a class is registered for a session, and what each registration lacks.

use std::collections::{HashMap, HashSet};

use super::model::ResultRow;
use super::rules::book::SESSION_HAS_A_REGULATION;
use super::rules::{RegistrationWindow, gaps_of};
use super::store;
use super::wire::{ExamRegistrationOut, ExamRegistrationsOut, RegistrationGapOut, RegistrationWindowOut};
use crate::catalogue::cohorts::Cohort;
use crate::ids::{ApprenticeId, EnrolmentId};
use crate::law::figures::ExamLaw;
use crate::learning::mock_exams;
use crate::learning::mock_exams::model::Candidate;
use crate::learning::mock_exams::store::Written;
use crate::people::apprentices::cards::peopled;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::{Page, Rows};
use crate::platform::text::Lang;
use crate::say;
use crate::trust::door::Asker;

/// One page of the candidates of a cohort at a session, that of the cohort when none is named.
pub fn registrations_of(
    conn: &mut Tx,
    asker: &Asker,
    cohort: &Cohort,
    session: Option<i32>,
    rows: &Rows<Written>,
) -> Result<ExamRegistrationsOut, Problem> {
    let session = session.unwrap_or(cohort.facts.exam_session);
    let law = asker.law.exams.version_on(asker.today);
    let window = RegistrationWindow::of(&law.said, &law.source, session).ok_or_else(|| {
        SESSION_HAS_A_REGULATION.fault("/session", say!("Donnez une année.", "Give a year."))
    })?;
    let found = mock_exams::store::list_candidates(conn, &asker.reach, cohort.id, rows)?;
    let page = Page::of(found, rows.limit, |one| Written { id: one.enrolment_id.0 })
        .counted(rows, || mock_exams::store::count_candidates(conn, &asker.reach, cohort.id))?;
    let known = KnownFiles::of(conn, asker, session, &page.data)?;
    let lines = page.map(|one| known.line(&law.said, &one, asker.lang));
    let Page { data, next_cursor, total } = peopled(conn, asker, lines)?;
    let window = RegistrationWindowOut::of(window, asker.today, asker.lang);
    Ok(ExamRegistrationsOut { session, window, data, next_cursor, total })
}

/// What is known of the candidates of a page.
struct KnownFiles {
    exams: HashMap<EnrolmentId, ResultRow>,
    /// Who has the diploma already, from an earlier session.
    admitted: HashSet<EnrolmentId>,
    files: HashMap<ApprenticeId, store::CandidateFile>,
}

impl KnownFiles {
    fn of(conn: &mut Tx, asker: &Asker, session: i32, candidates: &[Candidate]) -> diesel::QueryResult<Self> {
        let enrolled: Vec<EnrolmentId> = candidates.iter().map(|one| one.enrolment_id).collect();
        let people: Vec<ApprenticeId> = candidates.iter().map(|one| one.apprentice_id).collect();
        let exams = store::at_session(conn, &asker.reach, session, &enrolled)?;
        let exams = exams.into_iter().map(|row| (row.result.enrolment_id, row)).collect();
        let admitted = store::admitted_before(conn, session, &enrolled)?;
        Ok(Self { exams, admitted, files: store::files_of(conn, &people)? })
    }

    fn line(&self, law: &ExamLaw, one: &Candidate, lang: Lang) -> ExamRegistrationOut {
        let result = self.exams.get(&one.enrolment_id).map(|row| &row.result);
        let facts = result.map(|result| &result.facts);
        let file = self.files.get(&one.apprentice_id);
        let gaps = match facts.is_none() && self.admitted.contains(&one.enrolment_id) {
            true => Vec::new(),
            false => gaps_of(law, facts, |need| file.is_some_and(|file| file.says(need))),
        };
        ExamRegistrationOut {
            enrolment_id: one.enrolment_id,
            apprentice_id: one.apprentice_id,
            exam_result_id: result.map(|result| result.id),
            registered_on: facts.map(|facts| facts.registered_on),
            candidate_number: facts.and_then(|facts| facts.candidate_number.clone()),
            registration_withdrawn_on: facts.and_then(|facts| facts.registration_withdrawn_on),
            missing: gaps.into_iter().map(|gap| RegistrationGapOut::of(gap, lang)).collect(),
        }
    }
}
