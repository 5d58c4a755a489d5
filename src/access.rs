//! Who may do what: one table of roles and acts, from which every [`Reach`] comes.

mod link;
mod matrix;
mod reach;

use serde::Serialize;

pub use self::link::{LinkGrant, LinkVerb};
pub use self::matrix::printed_matrix;
pub use self::reach::{Bounds, Caller, Reach};
use crate::ids::{ApprenticeId, SiteId, TutorId};
use crate::platform::error::Problem;
use crate::platform::text::Text;
use crate::{rules, text_enum};

text_enum!(
    /// What somebody signs in as.
    Role {
        /// Answers for the whole installation.
        Administrator = "administrator",
        /// Runs the training at its sites.
        Manager = "manager",
        /// Teaches and visits at its sites.
        Trainer = "trainer",
        /// Company tutor of apprentices.
        Tutor = "tutor",
        /// Apprentice, who sees their own file.
        Student = "student",
        /// Software of a partner.
        Client = "client",
    }
);

/// How far a role reaches with an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Every site.
    All,
    /// The sites they are bound to.
    Site,
    /// Their own apprentices, or their own file.
    Own,
    /// Never.
    No,
}

use Extent::{All, No, Own, Site};

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident $row:tt $scope:literal;)+) => {
        /// One act of the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Act { $($(#[$doc])* $act),+ }

        impl Act {
            /// Every act.
            pub const ALL: &'static [Self] = &[$(Self::$act),+];

            /// Name of the act, as the journal writes it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$act => stringify!($act)),+ }
            }

            const fn row(self) -> [Extent; 6] {
                match self { $(Self::$act => $row),+ }
            }

            /// Scope a machine client needs for the act.
            pub const fn scope(self) -> &'static str {
                match self { $(Self::$act => $scope),+ }
            }
        }
    };
}

acts! {
    //                      admin  manager trainer tutor student client
    /// Read one's own account and sessions.
    ReadSelf               [All,   All,    All,    All,  All,    No] "";
    /// Change one's own password, end one's own sessions.
    ChangeSelf             [All,   All,    All,    All,  All,    No] "";
    /// Invite a person.
    InvitePerson           [All,   Site,   No,     No,   No,     No] "";
    /// Read accounts.
    ReadAccount            [All,   Site,   No,     No,   No,     No] "";
    /// Change, disable or enable an account, end its sessions.
    ChangeAccount          [All,   Site,   No,     No,   No,     No] "";
    /// Create, change and revoke machine clients.
    ManageClient           [All,   No,     No,     No,   No,     No] "";
    /// Read what became of mails.
    ReadMail               [All,   Site,   No,     No,   No,     No] "";
    /// Send a mail again.
    ResendMail             [All,   Site,   No,     No,   No,     No] "";
    /// Read cohorts.
    ReadCohort             [All,   Site,   Site,   Own,  Own,    Site] "cohorts:read";
    /// Create a cohort.
    CreateCohort           [All,   Site,   No,     No,   No,     No] "";
    /// Change a cohort.
    ChangeCohort           [All,   Site,   No,     No,   No,     No] "";
    /// Write the calendar of a cohort, and what differs for an apprentice.
    ChangeCalendar         [All,   Site,   No,     No,   No,     No] "";
    /// Read what differs from the calendar for an apprentice.
    ReadCalendarOverride   [All,   Site,   Site,   No,   Own,    No] "";
    /// Read employers.
    ReadEmployer           [All,   Site,   Site,   Own,  Own,    Site] "employers:read";
    /// Create an employer.
    CreateEmployer         [All,   Site,   No,     No,   No,     No] "";
    /// Change an employer.
    ChangeEmployer         [All,   Site,   No,     No,   No,     No] "";
    /// Read company tutors.
    ReadTutor              [All,   Site,   Site,   Own,  Own,    Site] "employers:read";
    /// Create a company tutor.
    CreateTutor            [All,   Site,   No,     No,   No,     No] "";
    /// Change a company tutor.
    ChangeTutor            [All,   Site,   No,     No,   No,     No] "";
    /// Read apprentices and their enrolments.
    ReadApprentice         [All,   Site,   Site,   Own,  Own,    Site] "apprentices:read";
    /// Create an apprentice.
    CreateApprentice       [All,   Site,   No,     No,   No,     No] "";
    /// Change an apprentice.
    ChangeApprentice       [All,   Site,   No,     No,   No,     No] "";
    /// Read guardians.
    ReadGuardian           [All,   Site,   Site,   No,   Own,    No] "";
    /// Write guardians.
    WriteGuardian          [All,   Site,   No,     No,   No,     No] "";
    /// Enrol an apprentice in a cohort.
    EnrolApprentice        [All,   Site,   No,     No,   No,     No] "";
    /// Change an enrolment.
    ChangeEnrolment        [All,   Site,   No,     No,   No,     No] "";
    /// Read contracts.
    ReadContract           [All,   Site,   Site,   Own,  Own,    Site] "contracts:read";
    /// Read the official form of a contract, which tells more than the contract.
    ReadContractForm       [All,   Site,   No,     No,   Own,    Site] "contracts:read";
    /// Compute the clock of a contract that is not kept.
    SimulateClock          [All,   All,    All,    All,  All,    No] "";
    /// Draft a contract.
    CreateContract         [All,   Site,   No,     No,   No,     No] "";
    /// Change or discard a draft contract.
    ChangeContract         [All,   Site,   No,     No,   No,     No] "";
    /// Check what a contract still lacks.
    CheckContract          [All,   Site,   Site,   No,   No,     No] "";
    /// Record the deposit of a contract and its decision.
    FileContract           [All,   Site,   No,     No,   No,     No] "";
    /// Record the signature of a contract.
    SignContract           [All,   Site,   No,     No,   No,     No] "";
    /// Simulate the pay of a contract.
    SimulatePay            [All,   All,    All,    All,  All,    Site] "contracts:read";
    /// Read who follows an apprentice.
    ReadReferent           [All,   Site,   Site,   Own,  Own,    Site] "apprentices:read";
    /// Name who follows an apprentice.
    NameReferent           [All,   Site,   No,     No,   No,     No] "";
    /// Read visits.
    ReadVisit              [All,   Site,   Site,   Own,  Own,    Site] "visits:read";
    /// Plan a visit, or move it.
    PlanVisit              [All,   Site,   Site,   No,   No,     No] "";
    /// Cancel a visit.
    CancelVisit            [All,   Site,   Site,   No,   No,     No] "";
    /// Log what was seen and said at a visit.
    LogVisit               [All,   Site,   Site,   Own,  No,     No] "";
    /// Correct the report of a visit.
    CorrectVisit           [All,   Site,   Site,   Own,  No,     No] "";
    /// Acknowledge the report of a visit.
    AcknowledgeVisit       [All,   Site,   Site,   Own,  Own,    No] "";
    /// Read absences; the reason only for whom it concerns.
    ReadAbsence            [All,   Site,   Site,   Own,  Own,    Site] "absences:read";
    /// Enter absences.
    EnterAbsence           [All,   Site,   Site,   No,   No,     No] "";
    /// Justify, correct or cancel an absence.
    ChangeAbsence          [All,   Site,   Site,   No,   No,     No] "";
    /// Read who is where on a day.
    ReadWhereabouts        [All,   Site,   Site,   No,   No,     No] "";
    /// Read telephone contacts.
    ReadPhoneContact       [All,   Site,   Site,   Own,  Own,    Site] "phone_contacts:read";
    /// Log a telephone contact, change, correct or follow it up.
    LogPhoneContact        [All,   Site,   Site,   Own,  No,     No] "";
    /// Read mock exams and their papers.
    ReadMockExam           [All,   Site,   Site,   Own,  Own,    Site] "mock_exams:read";
    /// Fix, hold or cancel a mock exam.
    ChangeMockExam         [All,   Site,   Site,   No,   No,     No] "";
    /// Read marks.
    ReadMark               [All,   Site,   Site,   Own,  Own,    Site] "mock_exams:read";
    /// Enter marks.
    EnterMark              [All,   Site,   Site,   No,   No,     No] "";
    /// Read invitations of tutors to mock exams.
    ReadMockExamInvitation [All,   Site,   Site,   Own,  No,     No] "";
    /// Invite tutors to a mock exam.
    InviteTutor            [All,   Site,   Site,   No,   No,     No] "";
    /// Answer an invitation to a mock exam.
    AnswerInvitation       [All,   Site,   Site,   Own,  No,     No] "";
    /// Read ruptures.
    ReadRupture            [All,   Site,   Site,   Own,  Own,    Site] "ruptures:read";
    /// Declare a rupture.
    DeclareRupture         [All,   Site,   No,     No,   No,     No] "";
    /// Correct a rupture.
    ChangeRupture          [All,   Site,   No,     No,   No,     No] "";
    /// Read what was recorded as done about contracts and files.
    ReadMilestone          [All,   Site,   Site,   Own,  Own,    Site] "milestones:read";
    /// Record, correct or withdraw what was done.
    RecordMilestone        [All,   Site,   No,     No,   No,     No] "";
    /// Read imports and their rows.
    ReadImport             [All,   Site,   No,     No,   No,     No] "";
    /// Bring a file in, as a dry run.
    CreateImport           [All,   Site,   No,     No,   No,     No] "";
    /// Create the records of an import.
    CommitImport           [All,   Site,   No,     No,   No,     No] "";
    /// Remove the records of an import.
    UndoImport             [All,   Site,   No,     No,   No,     No] "";
    /// Take a whole list away as a file.
    ExportList             [All,   Site,   No,     No,   No,     No] "";
    /// Make a signed link for a tutor.
    CreateLink             [All,   Site,   Site,   No,   No,     No] "";
    /// Read the signed links of a tutor and their use.
    ReadLink               [All,   Site,   Site,   No,   No,     No] "";
    /// Revoke a signed link.
    RevokeLink             [All,   Site,   Site,   No,   No,     No] "";
    /// Read the brief of one's apprentices, by a signed link.
    ReadBrief              [No,    No,     No,     Own,  No,     No] "";
    /// Read the timeline of an apprentice.
    ReadTimeline           [All,   Site,   Site,   Own,  Own,    Site] "apprentices:read";
    /// Read the change feed.
    ReadChanges            [All,   No,     No,     No,   No,     Site] "changes:read";
}

/// Every scope a machine client may be given.
pub const SCOPES: &[&str] = &[
    "absences:read",
    "apprentices:read",
    "changes:read",
    "cohorts:read",
    "contracts:read",
    "employers:read",
    "milestones:read",
    "mock_exams:read",
    "phone_contacts:read",
    "ruptures:read",
    "visits:read",
];

rules! {
    /// A record stays at its site.
    SITE_IS_FIXED = error "site.fixed", "Règle de Compagnon";
        "Le site d'un enregistrement ne change plus après sa création." /
        "The site of a record no longer changes once created.";
}

/// The refusal of a record moved to another site.
pub fn site_is_fixed() -> Problem {
    SITE_IS_FIXED.fault("/site_id", Text::new(SITE_IS_FIXED.fr, SITE_IS_FIXED.en))
}

/// The table as text, committed and reviewed.
pub fn printed_matrix() -> String {
    let mut out = format!("{:<24}", "act");
    for role in Role::ALL {
        out.push_str(&format!("{:<15}", role.as_str()));
    }
    out.push_str("scope\n");
    for act in Act::ALL {
        out.push_str(&format!("{:<24}", act.name()));
        for extent in act.row() {
            let word = match extent {
                All => "all",
                Site => "site",
                Own => "own",
                No => "-",
            };
            out.push_str(&format!("{word:<15}"));
        }
        let scope = if act.scope().is_empty() { "-" } else { act.scope() };
        out.push_str(scope);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_named_in_the_table_can_be_given() {
        for act in Act::ALL {
            let given_to_clients = act.row()[Role::Client as usize] != No;
            assert_eq!(given_to_clients, SCOPES.contains(&act.scope()), "{}", act.name());
        }
    }
}
/// What a caller may touch with one act; only this file can make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    bounds: Bounds,
    only: Option<Vec<ApprenticeId>>,
}

/// The bounds a store turns into a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bounds {
    /// Every row.
    Everything,
    /// Rows of these sites.
    Sites(Vec<SiteId>),
    /// Rows about apprentices this tutor follows.
    Tutor(TutorId),
    /// Rows about this apprentice.
    Apprentice(ApprenticeId),
}

impl Reach {
    /// The bounds, for the filter of a query.
    pub fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// Whether a record about an apprentice found within the bounds may be touched: the bearer of a link reaches
    /// those of the link only, whoever else the tutor follows.
    pub fn admits(&self, apprentice: ApprenticeId) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(&apprentice))
    }

    /// Whether rows of a site are within reach as staff reach them.
    pub fn covers_site(&self, site: SiteId) -> bool {
        match &self.bounds {
            Bounds::Everything => true,
            Bounds::Sites(sites) => sites.contains(&site),
            Bounds::Tutor(_) | Bounds::Apprentice(_) => false,
        }
    }

    /// Whether a row of a site about an apprentice is within reach; never told for tutors, whose contracts decide.
    pub fn covers(&self, site: SiteId, apprentice: ApprenticeId) -> bool {
        match &self.bounds {
            Bounds::Apprentice(own) => *own == apprentice,
            _ => self.covers_site(site),
        }
    }

    /// The site in which something new is created: the one named, or the only one bound to.
    pub fn site_for_creation(&self, named: Option<SiteId>) -> Result<SiteId, Problem> {
        let refused = |code: &str, text| Err(Problem::fault("/site_id", code, text));
        match (named, &self.bounds) {
            (Some(site), _) if self.covers_site(site) => Ok(site),
            (None, Bounds::Sites(sites)) if sites.len() == 1 => Ok(sites[0]),
            (Some(_), _) => refused(
                "site.unknown",
                say!(
                    "Aucun site à votre portée n'a cet identifiant.",
                    "No site within your reach has this id."
                ),
            ),
            (None, _) => refused(
                "required",
                say!(
                    "Ce champ est obligatoire : précisez le site.",
                    "This field is required: name the site."
                ),
            ),
        }
    }
}

/// Somebody whose token and session are in order.
#[derive(Debug, Clone)]
pub struct Caller {
    /// What they signed in as.
    pub role: Role,
    /// Account or client.
    pub id: uuid::Uuid,
    /// Session of a person.
    pub session_id: Option<uuid::Uuid>,
    /// Sites of staff and clients.
    pub site_ids: Vec<SiteId>,
    /// Tutor record of a tutor.
    pub tutor_id: Option<TutorId>,
    /// File of a student.
    pub apprentice_id: Option<ApprenticeId>,
    /// Scopes of a client.
    pub scopes: Vec<String>,
    /// Staff functions.
    pub functions: Vec<String>,
    /// When a person last proved their password.
    pub authenticated_at: chrono::DateTime<chrono::Utc>,
    /// What the signed link they bear gives, for whoever comes with one.
    pub link: Option<LinkGrant>,
}

impl Caller {
    /// What the caller may touch with an act, or 403.
    pub fn may(&self, act: Act) -> Result<Reach, Problem> {
        let grant = self.link.as_ref();
        if grant.is_some_and(|grant| !grant.opens(act)) {
            return Err(link::verb_not_given());
        }
        let bounds = match act.row()[self.role as usize] {
            No => None,
            _ if self.role == Role::Client && !self.scopes.iter().any(|scope| scope == act.scope()) => None,
            All => Some(Bounds::Everything),
            Site => Some(Bounds::Sites(self.site_ids.clone())),
            Own => match (self.tutor_id, self.apprentice_id) {
                (Some(tutor), _) => Some(Bounds::Tutor(tutor)),
                (None, Some(apprentice)) => Some(Bounds::Apprentice(apprentice)),
                (None, None) => None,
            },
        };
        let only = grant.map(|grant| grant.apprentices.clone());
        bounds.map(|bounds| Reach { bounds, only }).ok_or_else(Problem::forbidden)
    }

    /// Whether the caller may know that an apprentice within their reach is a disabled worker.
    pub fn sees_disability(&self) -> bool {
        match self.role {
            Role::Administrator | Role::Manager | Role::Student => true,
            Role::Trainer => self.functions.iter().any(|function| function == "disability_referent"),
            Role::Tutor | Role::Client => false,
        }
    }

    /// Whether the caller works for a site.
    pub fn is_staff(&self) -> bool {
        matches!(self.role, Role::Administrator | Role::Manager | Role::Trainer)
    }
}
