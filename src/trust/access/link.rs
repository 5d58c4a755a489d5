//! What a signed link gives its bearer: a part of what the tutor may, about some of their apprentices.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Act, Caller, Role};
use crate::ids::{ApprenticeId, SiteId, TutorId};
use crate::platform::error::Problem;
use crate::{say, text_enum};

text_enum!(
    /// One thing a link lets its bearer do.
    LinkVerb {
        /// Read the brief of the apprentices.
        ReadBrief = "read_brief" => "Lire le point sur ses apprentis" / "Read the brief of the apprentices",
        /// Log what was seen and said at a visit.
        LogVisit = "log_visit" => "Rendre compte d'une visite" / "Log a visit",
        /// Log a call.
        LogPhoneContact = "log_phone_contact" => "Noter un appel" / "Log a call",
        /// Acknowledge the report of a visit.
        AcknowledgeReport = "acknowledge_report" => "Viser un compte rendu" / "Acknowledge a report",
        /// Answer an invitation to a mock exam.
        AnswerInvitation = "answer_invitation" => "Répondre à une invitation" / "Answer an invitation",
        /// Say where an apprentice stands on skills.
        SaySkills = "say_skills" => "Positionner les compétences" / "Position skills",
        /// Say that an apprentice meets a difficulty.
        SayDifficulty = "say_difficulty" => "Signaler une difficulté" / "Tell of a difficulty",
        /// Read and sign the logbook of an apprentice.
        SignLogbook = "sign_logbook" => "Signer le livret d'apprentissage" / "Sign the logbook",
    }
);

impl LinkVerb {
    /// The acts the verb opens, each within what a tutor may.
    const fn acts(self) -> &'static [Act] {
        match self {
            Self::ReadBrief => &[
                Act::ReadBrief,
                Act::ReadApprentice,
                Act::ReadContract,
                Act::ReadVisit,
                Act::ReadMockExam,
                Act::ReadMark,
                Act::ReadMockExamInvitation,
                Act::ReadAbsence,
                Act::ReadObligation,
            ],
            Self::LogVisit => &[Act::LogVisit, Act::SaySatisfaction],
            Self::LogPhoneContact => &[Act::LogPhoneContact],
            Self::AcknowledgeReport => &[Act::AcknowledgeVisit],
            Self::AnswerInvitation => &[Act::AnswerInvitation],
            Self::SignLogbook => &[Act::SignLogbook, Act::ReadLogbook, Act::ReadMockExam, Act::ReadMark],
            Self::SaySkills => &[Act::SaySkillPosition, Act::ReadSkillPosition],
            Self::SayDifficulty => &[Act::OpenDifficulty],
        }
    }
}

/// What a link gives: these verbs, about these apprentices and nobody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkGrant {
    /// What it lets do.
    pub verbs: Vec<LinkVerb>,
    /// Whom it is about, as far as the tutor still follows them.
    pub apprentices: Vec<ApprenticeId>,
}

impl LinkGrant {
    /// Whether the link lets do this.
    pub fn gives(&self, verb: LinkVerb) -> bool {
        self.verbs.contains(&verb)
    }

    pub(super) fn opens(&self, act: Act) -> bool {
        self.verbs.iter().any(|verb| verb.acts().contains(&act))
    }
}

impl Caller {
    /// The bearer of a link: its tutor, within what it gives.
    pub fn of_link(
        link: uuid::Uuid,
        (tutor, site): (TutorId, SiteId),
        grant: LinkGrant,
        (now, follows_since): (DateTime<Utc>, NaiveDate),
    ) -> Self {
        Self {
            role: Role::Tutor,
            id: link,
            session_id: None,
            site_ids: vec![site],
            tutor_id: Some(tutor),
            follows_since,
            apprentice_id: None,
            scopes: Vec::new(),
            functions: Vec::new(),
            authenticated_at: now,
            link: Some(grant),
        }
    }
}

impl Caller {
    /// A leaver at the link of their survey: themselves, for that survey.
    pub fn of_leaver(
        survey: uuid::Uuid,
        (apprentice, site): (ApprenticeId, SiteId),
        (now, follows_since): (DateTime<Utc>, NaiveDate),
    ) -> Self {
        Self {
            role: Role::Student,
            id: survey,
            session_id: None,
            site_ids: vec![site],
            tutor_id: None,
            follows_since,
            apprentice_id: Some(apprentice),
            scopes: Vec::new(),
            functions: Vec::new(),
            authenticated_at: now,
            link: None,
        }
    }
}

/// 403: the link was not made for this.
pub(super) fn verb_not_given() -> Problem {
    Problem::forbidden_because(
        "link.verb_not_given",
        say!(
            "Ce lien ne permet pas cet acte ; demandez au site un lien qui le permet.",
            "This link does not allow this act; ask the site for one that does."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trust::access::{Bounds, Extent, Following};

    fn bearer(verbs: &[LinkVerb], apprentices: &[ApprenticeId]) -> Caller {
        let grant = LinkGrant { verbs: verbs.to_vec(), apprentices: apprentices.to_vec() };
        let at = (DateTime::UNIX_EPOCH, NaiveDate::MIN);
        Caller::of_link(uuid::Uuid::nil(), (TutorId::new(), SiteId::new()), grant, at)
    }

    #[test]
    fn a_verb_opens_nothing_a_tutor_may_not() {
        for verb in LinkVerb::ALL {
            for act in verb.acts() {
                assert_eq!(act.row()[Role::Tutor as usize], Extent::Own, "{verb} {}", act.name());
            }
        }
    }

    #[test]
    fn a_link_opens_the_acts_of_its_verbs_and_no_other() {
        let caller = bearer(&[LinkVerb::LogVisit], &[]);
        let opened = [Act::LogVisit, Act::SaySatisfaction];
        for act in Act::ALL {
            let refused = caller.may(*act).err().map(|problem| problem.code().to_owned());
            let expected = (!opened.contains(act)).then_some("link.verb_not_given".to_owned());
            assert_eq!(refused, expected, "{}", act.name());
        }
    }

    #[test]
    fn a_link_reaches_its_own_apprentices_only() {
        let theirs = ApprenticeId::new();
        let caller = bearer(&[LinkVerb::LogVisit], &[theirs]);
        let tutor = Following { tutor: caller.tutor_id.unwrap(), since: NaiveDate::MIN };
        let bounds = |caller: &Caller| caller.may(Act::LogVisit).unwrap().bounds().clone();
        assert_eq!(bounds(&caller), Bounds::Link { tutor, apprentices: vec![theirs] });
        assert_eq!(bounds(&Caller { link: None, ..caller }), Bounds::Tutor(tutor));
    }
}
