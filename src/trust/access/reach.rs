//! How far an act reaches: who asks, the bounds the table gives them, and what a store turns into a filter.

use super::Extent::{All, No, Own, Site};
use super::{Act, Following, LinkGrant, PROOF_LASTS, Role, link};
use crate::ids::{ApprenticeId, SiteId, TutorId};
use crate::platform::error::Problem;
use crate::say;
use chrono::{DateTime, NaiveDate, Utc};

/// Narrows a boxed query to some sites. One site is an equality: only then does an index that begins with the site give its
/// rows in the order of its other columns.
#[macro_export]
macro_rules! at_sites {
    ($rows:expr, $site_id:expr, $sites:expr) => {
        match $sites.as_slice() {
            [only] => $rows.filter($site_id.eq(*only)),
            several => $rows.filter($site_id.eq_any(several.to_vec())),
        }
    };
}

/// What a caller may touch with one act; only `Caller::may` makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    bounds: Bounds,
}

/// The bounds a store turns into a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bounds {
    /// Every row.
    Everything,
    /// Rows of these sites.
    Sites(Vec<SiteId>),
    /// Rows about apprentices this tutor follows.
    Tutor(Following),
    /// Rows this tutor reaches about these apprentices: what the bearer of a link may touch.
    Link {
        /// Tutor whose link it is.
        tutor: Following,
        /// Whom it is about.
        apprentices: Vec<ApprenticeId>,
    },
    /// Rows about this apprentice.
    Apprentice(ApprenticeId),
}

impl Reach {
    /// The bounds, for the filter of a query.
    pub fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// Whether everything is within reach, what belongs to no site included.
    pub fn covers_everything(&self) -> bool {
        self.bounds == Bounds::Everything
    }

    /// Whether rows of a site are within reach as staff reach them.
    pub fn covers_site(&self, site: SiteId) -> bool {
        match &self.bounds {
            Bounds::Everything => true,
            Bounds::Sites(sites) => sites.contains(&site),
            Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => false,
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
    pub session_id: Option<uuid::Uuid>,
    /// Sites of staff and clients.
    pub site_ids: Vec<SiteId>,
    pub tutor_id: Option<TutorId>,
    /// Day until which, at least, a tutorship must last for a tutor to reach its contract.
    pub follows_since: NaiveDate,
    pub apprentice_id: Option<ApprenticeId>,
    /// Scopes of a client.
    pub scopes: Vec<String>,
    pub functions: Vec<String>,
    /// When a person last proved their password.
    pub authenticated_at: DateTime<Utc>,
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
            _ if self.role == Role::Client && !self.has_scope(act.scope()) => {
                return Err(Problem::forbidden().about_token("insufficient_scope"));
            }
            All => Some(Bounds::Everything),
            Site => Some(Bounds::Sites(self.site_ids.clone())),
            Own => match (self.following(), self.apprentice_id, grant) {
                (Some(tutor), _, Some(grant)) => {
                    Some(Bounds::Link { tutor, apprentices: grant.apprentices.clone() })
                }
                (Some(tutor), _, None) => Some(Bounds::Tutor(tutor)),
                (None, Some(apprentice), _) => Some(Bounds::Apprentice(apprentice)),
                (None, None, _) => None,
            },
        };
        bounds.map(|bounds| Reach { bounds }).ok_or_else(Problem::forbidden)
    }

    /// Whether a machine client was given a scope; acts on itself need none.
    fn has_scope(&self, needed: &str) -> bool {
        needed.is_empty() || self.scopes.iter().any(|scope| scope == needed)
    }

    /// Refuses with 403 `reauth_required` an act that opens doors when the password was proved too long ago.
    pub fn has_proof_for(&self, act: Act, now: DateTime<Utc>) -> Result<(), Problem> {
        if !act.asks_for_recent_proof() || now - self.authenticated_at <= PROOF_LASTS {
            return Ok(());
        }
        Err(Problem::forbidden_because(
            "reauth_required",
            say!(
                "Cet acte demande un mot de passe prouvé depuis moins de {n} minutes : \
                 POST /v1/sessions/reauthentication, puis recommencez.",
                "This act asks for a password proved within {n} minutes: \
                 POST /v1/sessions/reauthentication, then try again.",
                n = PROOF_LASTS.num_minutes()
            ),
        ))
    }

    /// Whom a tutor follows.
    fn following(&self) -> Option<Following> {
        self.tutor_id.map(|tutor| Following { tutor, since: self.follows_since })
    }

    /// Whether the caller may know that an apprentice within their reach is a disabled worker.
    pub fn sees_disability(&self) -> bool {
        match self.role {
            Role::Administrator | Role::Manager | Role::Student => true,
            Role::Trainer => self.functions.iter().any(|function| function == "disability_referent"),
            Role::Tutor | Role::Client => false,
        }
    }

    /// Whether the caller may know why an apprentice within their reach is absent.
    ///
    /// The office and the apprentice always; a trainer for the apprentices they follow; a company tutor when the absence
    /// is from the company; a machine never.
    pub fn sees_reason_of_absence(&self, from_company: bool, follows: bool) -> bool {
        match self.role {
            Role::Administrator | Role::Manager | Role::Student => true,
            Role::Trainer => follows,
            Role::Tutor => from_company,
            Role::Client => false,
        }
    }

    /// Whether the caller may read the name of somebody of a role where another record tells of them: a machine needs
    /// the scope that gives the person's own record.
    pub fn sees_names_of(&self, role: Role) -> bool {
        match role {
            _ if self.role != Role::Client => true,
            Role::Student => self.may(Act::ReadApprentice).is_ok(),
            Role::Tutor => self.may(Act::ReadTutor).is_ok(),
            Role::Administrator | Role::Manager | Role::Trainer | Role::Client => true,
        }
    }

    /// Whether the caller works for a site.
    pub fn is_staff(&self) -> bool {
        matches!(self.role, Role::Administrator | Role::Manager | Role::Trainer)
    }
}
