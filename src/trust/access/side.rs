//! The two sides that write about an apprentice, and who corrects what one of them wrote.

use super::{Caller, Role};
use crate::platform::error::Problem;
use crate::say;

/// On which side of an apprenticeship somebody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The site: administrators, managers and trainers.
    Centre,
    /// The company: its tutors, by an account or by a link.
    Company,
}

impl Side {
    /// The side of a role; none for whoever writes nothing about an apprentice.
    pub const fn of(role: Role) -> Option<Self> {
        match role {
            Role::Administrator | Role::Manager | Role::Trainer => Some(Self::Centre),
            Role::Tutor => Some(Self::Company),
            Role::Student | Role::Client => None,
        }
    }
}

impl Caller {
    /// Refuses with 403 to correct what the other side wrote: one corrects what one's own side wrote, an administrator
    /// both, in their own name. What the program wrote is the site's.
    pub fn may_correct(&self, written_by: Option<Role>) -> Result<(), Problem> {
        let side = written_by.map_or(Some(Side::Centre), Side::of);
        if self.role == Role::Administrator || Side::of(self.role) == side {
            return Ok(());
        }
        Err(Problem::forbidden_because(
            "correction.other_side",
            say!(
                "On corrige ce que son propre côté a écrit : le centre, ce qui vient du centre ; l'entreprise, ce qui \
                 vient de ses maîtres d'apprentissage.",
                "One corrects what one's own side wrote: the centre, what comes from the centre; the company, what \
                 comes from its tutors."
            ),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::super::LinkGrant;
    use super::*;
    use crate::ids::{SiteId, TutorId};

    #[test]
    fn one_corrects_what_ones_own_side_wrote_and_an_administrator_both() {
        use Role::{Administrator, Client, Manager, Student, Trainer, Tutor};
        let grant = LinkGrant { verbs: Vec::new(), apprentices: Vec::new() };
        let at = (chrono::DateTime::UNIX_EPOCH, chrono::NaiveDate::MIN);
        let caller = Caller::of_link(uuid::Uuid::nil(), (TutorId::new(), SiteId::new()), grant, at);
        for (role, centre, company) in [
            (Administrator, true, true),
            (Manager, true, false),
            (Trainer, true, false),
            (Tutor, false, true),
            (Student, false, false),
            (Client, false, false),
        ] {
            let caller = Caller { role, ..caller.clone() };
            let may = |written_by| caller.may_correct(written_by).is_ok();
            for of_the_centre in [Some(Administrator), Some(Manager), Some(Trainer), None] {
                assert_eq!(may(of_the_centre), centre, "{role} {of_the_centre:?}");
            }
            assert_eq!(may(Some(Tutor)), company, "{role}");
        }
    }
}
