//! Asking every room what the bearer of a link may know: one statement a question, whatever the number of apprentices.

use std::collections::HashMap;

use super::items::{LATELY_DAYS, render_briefs};
use super::{ApprenticeBrief, Brief, SiteContact};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::{self, Contract};
use crate::desk::links::holder::site_of;
use crate::desk::links::model::Link;
use crate::desk::obligations::refresh::Means;
use crate::desk::obligations::tasks::{TutorTask, tasks_of_tutor};
use crate::follow_up::visits::{self, Visit};
use crate::ids::{ApprenticeId, CohortId, EnrolmentId, PaperId, SiteId};
use crate::law::calendar::add_days;
use crate::law::identifiers::full_name;
use crate::learning::mock_exams::model::{MockExamInvitation, MockExamPaper, PaperMark};
use crate::learning::mock_exams::{self, MockExam};
use crate::people::apprentices::model::ApprenticeLine;
use crate::people::apprentices::{self, EnrolmentInCohort};
use crate::people::employers;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::page::Rows;
use crate::presence::absences;
use crate::presence::absences::model::Absence;
use crate::presence::calendars::{self, ApprenticeDays};
use crate::trust::access::{Act, Caller, Reach};
use crate::trust::door::Asker;

/// Most records asked of a room.
const MOST_OF_A_ROOM: i64 = 1000;

/// What the rooms say of the apprentices of a link; a room the link does not open says nothing.
#[derive(Debug, Default)]
pub(super) struct BriefSources {
    pub(super) apprentices: Vec<ApprenticeLine>,
    pub(super) contracts: Vec<Contract>,
    pub(super) visits: Vec<Visit>,
    pub(super) days: HashMap<ApprenticeId, ApprenticeDays>,
    pub(super) absences: Vec<Absence>,
    pub(super) enrolments: Vec<EnrolmentInCohort>,
    pub(super) exams: Vec<MockExam>,
    pub(super) papers: Vec<MockExamPaper>,
    pub(super) marks: Option<Vec<PaperMark>>,
    pub(super) invitations: Vec<MockExamInvitation>,
    pub(super) tasks: Vec<TutorTask>,
}

/// The whole brief of a link.
pub fn brief_of(conn: &mut Tx, asker: &Asker, link: &Link, catalogue: &Catalogue) -> Result<Brief, Problem> {
    let tutor = employers::store::find_tutor(conn, &asker.reach, link.tutor_id)?;
    let tutor = tutor.or_not_found("link")?;
    let sources = gather(conn, asker, catalogue)?;
    Ok(Brief {
        as_of: asker.today,
        tutor_name: full_name(&tutor.facts.given_name, &tutor.facts.family_name),
        site: contact_of(catalogue, link),
        verbs: link.verbs.clone(),
        expires_on: link.expires_on,
        apprentices: render_briefs(&sources, link, asker),
    })
}

/// The part of a brief about one apprentice, when the link is about them.
pub fn brief_of_one(
    conn: &mut Tx,
    asker: &Asker,
    link: &Link,
    catalogue: &Catalogue,
    id: ApprenticeId,
) -> Result<Option<ApprenticeBrief>, Problem> {
    let sources = gather(conn, asker, catalogue)?;
    Ok(render_briefs(&sources, link, asker).into_iter().find(|brief| brief.id == id))
}

/// How to reach the site of a link.
pub fn contact_of(catalogue: &Catalogue, link: &Link) -> SiteContact {
    contact_of_site(catalogue, link.site_id)
}

/// How to reach a site.
pub fn contact_of_site(catalogue: &Catalogue, id: SiteId) -> SiteContact {
    let found = site_of(catalogue, id);
    found.map_or_else(SiteContact::default, |site| SiteContact {
        name: site.name.clone(),
        phone: site.phone.clone(),
        email: site.email.clone(),
    })
}

fn reach_of(caller: &Caller, act: Act) -> Option<Reach> {
    caller.may(act).ok()
}

fn gather(conn: &mut Tx, asker: &Asker, catalogue: &Catalogue) -> Result<BriefSources, Problem> {
    let (mut sources, caller) = (BriefSources::default(), &asker.caller);
    let limit = MOST_OF_A_ROOM;
    if let Some(reach) = reach_of(caller, Act::ReadApprentice) {
        let (filter, page) = (apprentices::store::ApprenticeFilter::default(), Rows::first(limit));
        sources.apprentices = apprentices::store::list(conn, &reach, &filter, asker.today, &page)?;
        let ids: Vec<ApprenticeId> = sources.apprentices.iter().map(|one| one.id).collect();
        sources.enrolments = apprentices::store::enrolments_of(conn, &reach, &ids)?;
        sources.days = calendars::store::days_of(conn, catalogue, &asker.law, &ids)?;
    }
    if let Some(reach) = reach_of(caller, Act::ReadContract) {
        let filter = agreements::store::ContractFilter::default();
        sources.contracts = agreements::store::list(conn, &reach, &filter, asker.today, &Rows::first(limit))?;
    }
    if let Some(reach) = reach_of(caller, Act::ReadVisit) {
        let (everything, today) = (visits::store::VisitFilter::default(), chrono::NaiveDate::MIN);
        sources.visits = visits::store::list(conn, &reach, &everything, today, &Rows::first(limit))?;
    }
    if let Some(reach) = reach_of(caller, Act::ReadAbsence) {
        let from = Some(add_days(asker.today, -LATELY_DAYS));
        let filter = absences::store::AbsenceFilter { from, ..Default::default() };
        sources.absences = absences::store::list(conn, &reach, &filter, asker.today, &Rows::first(limit))?;
    }
    gather_exams(conn, caller, &mut sources)?;
    if reach_of(caller, Act::ReadObligation).is_some() {
        let means = Means { catalogue, law: &asker.law, today: asker.today };
        sources.tasks = tasks_of_tutor(conn, means, caller)?;
    }
    Ok(sources)
}

fn gather_exams(conn: &mut Tx, caller: &Caller, sources: &mut BriefSources) -> Result<(), Problem> {
    let Some(reach) = reach_of(caller, Act::ReadMockExam) else { return Ok(()) };
    let cohorts: Vec<CohortId> = sources.enrolments.iter().map(|row| row.cohort.id).collect();
    sources.exams = mock_exams::store::exams_of(conn, &reach, &cohorts)?;
    if let Some(reach) = reach_of(caller, Act::ReadMockExamInvitation) {
        let (everything, page) =
            (mock_exams::store::InvitationFilter::default(), Rows::first(MOST_OF_A_ROOM));
        sources.invitations = mock_exams::store::list_invitations(conn, &reach, None, &everything, &page)?;
    }
    if let Some(reach) = reach_of(caller, Act::ReadMark) {
        sources.papers = mock_exams::store::papers_of_exams(conn, &sources.exams)?;
        let papers: Vec<PaperId> = sources.papers.iter().map(|paper| paper.id).collect();
        let candidates: Vec<EnrolmentId> = sources.enrolments.iter().map(|row| row.enrolment.id).collect();
        sources.marks = Some(mock_exams::store::marks_at(conn, &reach, &papers, &candidates)?);
    }
    Ok(())
}

impl BriefSources {
    /// The enrolments of an apprentice, by the cohort they are in.
    pub(super) fn enrolments_of(&self, id: ApprenticeId) -> HashMap<CohortId, EnrolmentId> {
        let theirs = self.enrolments.iter().filter(|row| row.enrolment.apprentice_id == id);
        theirs.map(|row| (row.cohort.id, row.enrolment.id)).collect()
    }
}
