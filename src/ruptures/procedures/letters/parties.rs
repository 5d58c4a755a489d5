//! Who writes a letter, who receives it, who signs.

use super::{BLANK, CasePapers, typographic};
use crate::law::figures::{Initiator, LetterLaw, LetterParty};
use crate::ruptures::declarations::rules::GUARDIAN_SIGNED;
use crate::ruptures::procedures::rules::StepStatus;

impl CasePapers {
    /// The lines that name a party and say where to write to it.
    pub(super) fn party(&self, party: LetterParty) -> Vec<String> {
        let lines = match party {
            LetterParty::Initiator => return self.initiator(),
            LetterParty::OtherParty => return self.other_party(),
            LetterParty::Both => {
                [self.party(LetterParty::Employer), self.party(LetterParty::Apprentice)].concat()
            }
            LetterParty::Apprentice => self.lines_of_apprentice(),
            LetterParty::Employer => self.lines_of_employer_side(),
            LetterParty::Mediator => self.lines_of_mediator(),
            LetterParty::Cfa => self.lines_of_cfa(),
            LetterParty::DepositBody => self.lines_of_deposit_body(),
        };
        lines.iter().map(|line| typographic(line)).collect()
    }

    fn initiator(&self) -> Vec<String> {
        match self.case.case.initiator {
            Initiator::Apprentice => self.party(LetterParty::Apprentice),
            Initiator::Both => self.party(LetterParty::Both),
            // of a decision of others, or of a death, the employer tells
            _ => self.party(LetterParty::Employer),
        }
    }

    /// Whether somebody acts in the place of the employer.
    fn is_employer_replaced(&self) -> bool {
        matches!(self.case.case.initiator, Initiator::Liquidator | Initiator::Estate)
    }

    /// The employer, or who acts in its place, to be named by hand.
    fn lines_of_employer_side(&self) -> Vec<String> {
        if !self.is_employer_replaced() {
            return self.lines_of_employer();
        }
        let siret = self.employer.siret.as_deref().map(|siret| format!(", SIRET {siret}"));
        vec![
            self.case.case.initiator.label_fr().to_owned(),
            BLANK.to_owned(),
            format!("pour {}{}", self.employer.name, siret.unwrap_or_default()),
        ]
    }

    /// The mediator the site gives; of a public employer, the service it designated.
    fn lines_of_mediator(&self) -> Vec<String> {
        let blank = || BLANK.to_owned();
        if self.public {
            return vec!["Service chargé de la médiation".to_owned(), blank(), blank()];
        }
        let known = &self.mediator;
        let reached: Vec<&str> =
            [&known.phone, &known.mail].into_iter().filter_map(Option::as_deref).collect();
        let reached = Some(reached.join(" · ")).filter(|line| !line.is_empty());
        let mut lines = vec!["Médiateur de l’apprentissage".to_owned()];
        lines.extend(known.name.clone());
        lines.push(known.chamber.clone().unwrap_or_else(blank));
        lines.push(reached.unwrap_or_else(blank));
        lines
    }

    fn other_party(&self) -> Vec<String> {
        match self.case.case.initiator {
            Initiator::Employer => self.party(LetterParty::Apprentice),
            Initiator::Apprentice => self.party(LetterParty::Employer),
            _ => self.party(LetterParty::Both),
        }
    }

    fn lines_of_apprentice(&self) -> Vec<String> {
        let facts = &self.apprentice;
        let place = [facts.postal_code.as_deref(), facts.city.as_deref()];
        vec![
            self.apprentice_name(),
            facts.address_line.clone().unwrap_or_else(|| BLANK.to_owned()),
            joined(&place).unwrap_or_else(|| BLANK.to_owned()),
        ]
    }

    fn lines_of_employer(&self) -> Vec<String> {
        let facts = &self.employer;
        let place = joined(&[facts.postal_code.as_deref(), facts.city.as_deref()]);
        let blank = || Some(BLANK.to_owned());
        let siret = facts.siret.as_deref().map(|siret| format!("SIRET {siret}"));
        let address = facts.address_line.clone().or_else(blank);
        let lines = [Some(facts.name.clone()), siret, address, place.or_else(blank)];
        lines.into_iter().flatten().collect()
    }

    fn lines_of_cfa(&self) -> Vec<String> {
        let mut lines = vec!["Direction du centre de formation d’apprentis".to_owned()];
        lines.extend(self.cfa.clone().unwrap_or_else(|| vec![BLANK.to_owned()]));
        lines
    }

    fn lines_of_deposit_body(&self) -> Vec<String> {
        let name = match self.employer.opco {
            _ if self.public => {
                "Direction départementale de l’emploi, du travail et des solidarités".to_owned()
            }
            Some(opco) => opco.label_fr().to_owned(),
            None => BLANK.to_owned(),
        };
        vec!["Organisme chargé du dépôt du contrat".to_owned(), name, BLANK.to_owned()]
    }

    /// Who signs: of an act of a minor, the legal representative too, where the ground asks for it and nobody took their place.
    pub(super) fn signatures(&self, letter: &LetterLaw) -> Vec<String> {
        let initiator = self.case.case.initiator;
        let (by_employer, by_apprentice) = match (letter.from, initiator) {
            (LetterParty::Both, _) | (LetterParty::Initiator, Initiator::Both) => (true, true),
            (LetterParty::Apprentice, _) | (LetterParty::Initiator, Initiator::Apprentice) => (false, true),
            _ => (true, false),
        };
        let employer = match self.is_employer_replaced() {
            true => typographic(initiator.label_fr()),
            false => "L’employeur".to_owned(),
        };
        let asked = |status| !matches!(status, StepStatus::NotAsked | StepStatus::Replaced);
        let steps = &self.case.procedure.steps;
        let guarded = steps.iter().any(|step| step.code == GUARDIAN_SIGNED && asked(step.status));
        let each = [
            by_employer.then_some(employer),
            by_apprentice.then(|| "L’apprenti(e)".to_owned()),
            (letter.act && guarded).then(|| "Le représentant légal".to_owned()),
        ];
        each.into_iter().flatten().collect()
    }
}

fn joined(parts: &[Option<&str>]) -> Option<String> {
    let known: Vec<&str> = parts.iter().flatten().copied().collect();
    (!known.is_empty()).then(|| known.join(" "))
}
