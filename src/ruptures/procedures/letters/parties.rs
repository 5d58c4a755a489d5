//! Who writes a letter, who receives it, who signs.

use super::{BLANK, CasePapers, typographic};
use crate::law::figures::{Initiator, LetterParty};

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
            LetterParty::Employer => self.lines_of_employer(),
            LetterParty::Mediator => vec!["Médiateur de l’apprentissage".to_owned(), BLANK.to_owned()],
            LetterParty::Cfa => self.lines_of_cfa(),
            LetterParty::DepositBody => self.lines_of_deposit_body(),
        };
        lines.iter().map(|line| typographic(line)).collect()
    }

    fn initiator(&self) -> Vec<String> {
        match self.case.case.initiator {
            Initiator::Employer => self.party(LetterParty::Employer),
            Initiator::Apprentice => self.party(LetterParty::Apprentice),
            Initiator::Both => self.party(LetterParty::Both),
            Initiator::Nobody => vec![BLANK.to_owned()],
            other => vec![typographic(other.label_fr()), BLANK.to_owned()],
        }
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
        let place = [facts.postal_code.as_deref(), facts.city.as_deref()];
        let siret = facts.siret.as_deref().map(|siret| format!("SIRET {siret}"));
        let lines = [Some(facts.name.clone()), siret, facts.address_line.clone(), joined(&place)];
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
        vec!["Organisme chargé du dépôt du contrat".to_owned(), name]
    }

    /// Who signs: the legal representative too, for a minor.
    pub(super) fn signatures(&self, from: LetterParty) -> Vec<String> {
        let initiator = self.case.case.initiator;
        let by_apprentice = matches!(from, LetterParty::Apprentice | LetterParty::Both)
            || (from == LetterParty::Initiator
                && matches!(initiator, Initiator::Apprentice | Initiator::Both));
        let by_employer = matches!(from, LetterParty::Employer | LetterParty::Both)
            || (from == LetterParty::Initiator && matches!(initiator, Initiator::Employer | Initiator::Both));
        let each = [
            by_employer.then(|| "L’employeur".to_owned()),
            by_apprentice.then(|| "L’apprenti(e)".to_owned()),
            (by_apprentice && self.case.procedure.minor).then(|| "Le représentant légal".to_owned()),
        ];
        let mut signatures: Vec<String> = each.into_iter().flatten().collect();
        if signatures.is_empty() {
            signatures.push(typographic(initiator.label_fr()));
        }
        signatures
    }
}

fn joined(parts: &[Option<&str>]) -> Option<String> {
    let known: Vec<&str> = parts.iter().flatten().copied().collect();
    (!known.is_empty()).then(|| known.join(" "))
}
