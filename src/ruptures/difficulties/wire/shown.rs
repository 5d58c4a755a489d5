//! A case as somebody reads it: what is not theirs to read is not there.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ids::{
    AccountId, ApprenticeId, ContractId, DifficultyId, DifficultyNoteId, DifficultyStepId, GuardianId,
    PhoneContactId, RuptureId, SiteId, TutorId, VisitId,
};
use crate::law::figures::DifficultyLaw;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::text::Lang;
use crate::ruptures::difficulties::mediators::MediatorOut;
use crate::ruptures::difficulties::model::{
    CaseVisibility, DifficultyCase, DifficultyClosing, DifficultyDecision, DifficultyNote, DifficultyOrigin,
    DifficultyState, DifficultyStep, NamedPerson, PersonConcerned, StepWritten,
};
use crate::trust::access::Role;
use crate::trust::journal::{AuthorOut, Authors};

/// A subject, by its code and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SubjectNamedOut {
    /// Code.
    #[schema(max_length = 40, example = "work_relations")]
    pub code: String,
    /// What it is called; null when the list no longer has it.
    #[schema(max_length = 300)]
    pub label: Option<String>,
}

/// The day of the next step among those still to be done, as somebody of a role is told.
pub fn next_step_on(steps: &[(NaiveDate, CaseVisibility)], role: Role) -> Option<NaiveDate> {
    steps.iter().filter(|(_, visibility)| visibility.is_read_by(role)).map(|(on, _)| *on).min()
}

/// A difficulty in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DifficultyLineOut {
    /// Identifier.
    pub id: DifficultyId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice concerned.
    pub apprentice_id: ApprenticeId,
    /// Contract concerned.
    pub contract_id: Option<ContractId>,
    /// Whether it is still followed.
    pub state: DifficultyState,
    /// Where it was first heard of; for the site, and for whoever told it.
    pub origin: Option<DifficultyOrigin>,
    /// Day on which it was opened.
    pub opened_on: NaiveDate,
    /// What it is about.
    #[schema(max_items = 20)]
    pub subjects: Vec<SubjectNamedOut>,
    /// Day of the next step planned, of those the reader is told of.
    pub next_step_on: Option<NaiveDate>,
    /// Whether the apprentice is shown that it is followed; for the site.
    pub shared_with_apprentice: Option<bool>,
    /// Whether the tutors of the contract are; for the site.
    pub shared_with_tutor: Option<bool>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// Who reads, in which language, with the list of subjects.
#[derive(Debug, Clone, Copy)]
pub struct CaseSight<'a> {
    pub role: Role,
    pub lang: Lang,
    pub law: &'a DifficultyLaw,
}

impl CaseSight<'_> {
    fn is_staff(&self) -> bool {
        matches!(self.role, Role::Administrator | Role::Manager | Role::Trainer)
    }

    /// Whether the reader is told where the case was first heard of.
    fn sees_origin(&self, origin: DifficultyOrigin) -> bool {
        match self.role {
            Role::Tutor => origin == DifficultyOrigin::Tutor,
            Role::Student => origin == DifficultyOrigin::Apprentice,
            _ => self.is_staff(),
        }
    }
}

impl DifficultyLineOut {
    /// A case as a reader sees it.
    pub fn of(
        case: &DifficultyCase,
        sight: CaseSight<'_>,
        state: DifficultyState,
        steps: &[(NaiveDate, CaseVisibility)],
    ) -> Self {
        let facts = &case.facts;
        let staff = sight.is_staff();
        let subject = |code: &String| SubjectNamedOut {
            code: code.clone(),
            label: sight.law.subject(code).map(|one| one.name(sight.lang).to_owned()),
        };
        Self {
            id: case.id,
            site_id: case.site_id,
            apprentice_id: case.apprentice_id,
            contract_id: facts.contract_id,
            state,
            origin: Some(facts.origin).filter(|origin| sight.sees_origin(*origin)),
            opened_on: facts.opened_on,
            subjects: facts.subjects.iter().map(subject).collect(),
            next_step_on: next_step_on(steps, sight.role).filter(|_| state == DifficultyState::Open),
            shared_with_apprentice: staff.then_some(facts.shared_with_apprentice),
            shared_with_tutor: staff.then_some(facts.shared_with_tutor),
            version: case.version,
            created_at: case.created_at,
            updated_at: case.updated_at,
        }
    }
}

impl AboutPeople for DifficultyLineOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        RowTopic::under(self.apprentice_id, self.contract_id, self.opened_on)
    }
}

/// A difficulty with all that is done and noted of it, as far as its reader may know.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DifficultyOut {
    /// The case itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub line: DifficultyLineOut,
    /// Visit it comes from; for the site.
    pub visit_id: Option<VisitId>,
    /// Call it comes from; for the site.
    pub phone_contact_id: Option<PhoneContactId>,
    /// Who opened it; for the site, and for whoever told it.
    pub author: Option<AuthorOut>,
    /// Who is concerned; guardians are not told to the company.
    #[schema(max_items = 20)]
    pub persons: Vec<DifficultyPersonOut>,
    /// What is done about it.
    #[schema(max_items = 1000)]
    pub steps: Vec<DifficultyStepOut>,
    /// What is noted of it.
    #[schema(max_items = 1000)]
    pub notes: Vec<DifficultyNoteOut>,
    /// How it ended, each time it did.
    #[schema(max_items = 1000)]
    pub closings: Vec<ClosingOut>,
    /// Rupture it led to; for the office.
    pub rupture_id: Option<RuptureId>,
    /// The mediator the site sends people to.
    pub mediator: MediatorOut,
}

impl AboutPeople for DifficultyOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        self.line.about(today)
    }
}

/// What belongs to a case, as it is kept.
#[derive(Debug, Clone)]
pub struct CaseParts {
    pub persons: Vec<NamedPerson>,
    pub steps: Vec<DifficultyStep>,
    pub notes: Vec<DifficultyNote>,
    pub closings: Vec<DifficultyClosing>,
    pub rupture_id: Option<RuptureId>,
    pub mediator: MediatorOut,
}

impl DifficultyOut {
    /// A case as a reader sees it, its authors known among these.
    pub fn of(case: &DifficultyCase, parts: CaseParts, sight: CaseSight<'_>, authors: &Authors) -> Self {
        let CaseParts { persons, steps, notes, closings, rupture_id, mediator } = parts;
        let (staff, role) = (sight.is_staff(), sight.role);
        let closed = closings.iter().any(|closing| closing.reopened_on.is_none());
        let state = if closed { DifficultyState::Closed } else { DifficultyState::Open };
        let to_do = |step: &DifficultyStep| {
            let planned = step.facts.planned_on.filter(|_| step.facts.done_on.is_none())?;
            Some((planned, step.facts.visibility))
        };
        let days: Vec<_> = steps.iter().filter_map(to_do).collect();
        let tells_guardians = role != Role::Tutor;
        let persons =
            persons.into_iter().filter(|one| tells_guardians || one.person.role != PersonConcerned::Guardian);
        let steps = steps.into_iter().filter(|step| step.facts.visibility.is_read_by(role));
        let notes = notes.into_iter().filter(|note| note.visibility.is_read_by(role));
        let author = authors.of(case.author_kind, case.author_id);
        let office = matches!(role, Role::Administrator | Role::Manager);
        Self {
            line: DifficultyLineOut::of(case, sight, state, &days),
            visit_id: case.facts.visit_id.filter(|_| staff),
            phone_contact_id: case.facts.phone_contact_id.filter(|_| staff),
            author: sight.sees_origin(case.facts.origin).then_some(author),
            persons: persons.map(DifficultyPersonOut::of).collect(),
            steps: steps.map(|step| DifficultyStepOut::of(step, authors)).collect(),
            notes: notes.map(|note| DifficultyNoteOut::of(note, authors)).collect(),
            closings: closings.into_iter().map(|one| ClosingOut::of(one, role, authors)).collect(),
            rupture_id: rupture_id.filter(|_| office),
            mediator,
        }
    }
}

/// Somebody concerned by a difficulty.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DifficultyPersonOut {
    /// As what they are concerned.
    pub role: PersonConcerned,
    /// Name; null for the apprentice, who is named beside the case, and for somebody nobody named.
    #[schema(max_length = 250)]
    pub name: Option<String>,
    /// Account, for somebody of the site.
    pub account_id: Option<AccountId>,
    /// Company tutor.
    pub tutor_id: Option<TutorId>,
    /// Guardian.
    pub guardian_id: Option<GuardianId>,
}

impl DifficultyPersonOut {
    fn of(named: NamedPerson) -> Self {
        let NamedPerson { person, name } = named;
        Self {
            role: person.role,
            name,
            account_id: person.account_id,
            tutor_id: person.tutor_id,
            guardian_id: person.guardian_id,
        }
    }
}

/// What is done about a difficulty.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DifficultyStepOut {
    /// Identifier.
    pub id: DifficultyStepId,
    /// What was written.
    #[serde(flatten)]
    pub facts: StepWritten,
    /// Who wrote it.
    pub author: AuthorOut,
    /// Version, which its change names in If-Match (`"v1"`).
    #[schema(minimum = 1)]
    pub version: i64,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

impl DifficultyStepOut {
    /// A step, its author known among these.
    pub fn of(step: DifficultyStep, authors: &Authors) -> Self {
        let author = authors.of(step.author_kind, step.author_id);
        Self { id: step.id, facts: step.facts, author, version: step.version, created_at: step.created_at }
    }
}

/// A note on a difficulty.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DifficultyNoteOut {
    /// Identifier.
    pub id: DifficultyNoteId,
    /// The note.
    #[schema(max_length = 5000)]
    pub note: String,
    /// Who reads it.
    pub visibility: CaseVisibility,
    /// Who wrote it.
    pub author: AuthorOut,
    /// When.
    pub written_at: DateTime<Utc>,
}

impl DifficultyNoteOut {
    /// A note, its author known among these.
    pub fn of(note: DifficultyNote, authors: &Authors) -> Self {
        let author = authors.of(note.author_kind, note.author_id);
        let DifficultyNote { id, note, visibility, written_at, .. } = note;
        Self { id, note, visibility, author, written_at }
    }
}

/// How a difficulty ended.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClosingOut {
    /// Day on which it was closed.
    pub closed_on: NaiveDate,
    /// What was decided; null for whoever does not read it.
    pub decision: Option<DifficultyDecision>,
    /// The same in words; null for whoever does not read it.
    #[schema(max_length = 2000)]
    pub words: Option<String>,
    /// Who reads it; for the site.
    pub visibility: Option<CaseVisibility>,
    /// Who closed it; for the site.
    pub author: Option<AuthorOut>,
    /// Day on which it was opened again.
    pub reopened_on: Option<NaiveDate>,
    /// Why; for the site.
    #[schema(max_length = 1000)]
    pub reopened_reason: Option<String>,
}

impl ClosingOut {
    fn of(closing: DifficultyClosing, role: Role, authors: &Authors) -> Self {
        let seen = closing.facts.visibility.is_read_by(role);
        let staff = CaseVisibility::Staff.is_read_by(role);
        Self {
            closed_on: closing.facts.closed_on,
            decision: seen.then_some(closing.facts.decision),
            words: seen.then_some(closing.facts.words),
            visibility: staff.then_some(closing.facts.visibility),
            author: staff.then(|| authors.of(closing.author_kind, closing.author_id)),
            reopened_on: closing.reopened_on,
            reopened_reason: closing.reopened_reason.filter(|_| staff),
        }
    }
}
