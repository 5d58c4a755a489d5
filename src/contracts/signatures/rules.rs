//! Who signs, and when the contract is concluded.

use chrono::NaiveDate;

use crate::contracts::agreements::model::{ContractSignature, Party};
use crate::contracts::agreements::rules::book;
use crate::law::findings::Finding;
use crate::platform::error::Problem;
use crate::say;

/// Signatures about to be recorded, and the day the contract is concluded when they are the last ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    /// Who signs now.
    pub parties: Vec<Party>,
    /// Day of the last signature, when nobody is missing any more.
    pub concluded_on: Option<NaiveDate>,
}

/// The parties without whom there is no contract; the visa of the CFA is not one of them.
pub fn required(needs_guardian: bool) -> Vec<Party> {
    let guardian = needs_guardian.then_some(Party::Guardian);
    [Party::Employer, Party::Apprentice].into_iter().chain(guardian).collect()
}

/// What a signature by one party, or by everybody still missing, makes of a contract.
pub fn sign(
    already: &[ContractSignature],
    party: Option<Party>,
    signed_on: NaiveDate,
    needs_guardian: bool,
) -> Result<Signing, Problem> {
    let has = |sought: &Party| already.iter().any(|one| one.party == *sought);
    let required = required(needs_guardian);
    let parties = match party {
        Some(party) if has(&party) => return Err(already_signed()),
        Some(party) => vec![party],
        None => required.iter().filter(|party| !has(party)).copied().collect(),
    };
    let complete = required.iter().all(|party| has(party) || parties.contains(party));
    let days = already.iter().filter(|one| one.party != Party::Cfa).map(|one| one.signed_on);
    let last = days.fold(signed_on, NaiveDate::max);
    Ok(Signing { parties, concluded_on: complete.then_some(last) })
}

/// Nobody signs for an adult.
pub fn check_guardian_needed(party: Option<Party>, needs_guardian: bool) -> Option<Finding> {
    (party == Some(Party::Guardian) && !needs_guardian).then(|| {
        book::GUARDIAN_NOT_NEEDED.at(
            "/party",
            say!(
                "L'apprenti est majeur ou émancipé ce jour-là : personne ne signe pour lui.",
                "The apprentice is an adult or emancipated on that day: nobody signs for them."
            ),
        )
    })
}

fn already_signed() -> Problem {
    book::PARTY_ALREADY_SIGNED.conflict(say!(
        "Cette partie a déjà signé : ramenez le contrat à l'état de projet pour recommencer.",
        "This party has already signed: make the contract a draft again to start over."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn signed(party: Party, on: &str) -> ContractSignature {
        ContractSignature {
            party,
            signed_on: day(on),
            signatory: None,
            recorded_by: None,
            recorded_at: day(on).and_hms_opt(8, 0, 0).unwrap().and_utc(),
        }
    }

    #[test]
    fn a_contract_is_concluded_by_the_last_signature_needed() {
        use Party::{Apprentice, Cfa, Employer, Guardian};
        let on = day("2025-07-10");
        let found = |already: &[ContractSignature], party, minor| {
            sign(already, party, on, minor).map(|done| (done.parties, done.concluded_on)).ok()
        };
        assert_eq!(found(&[], None, false), Some((vec![Employer, Apprentice], Some(on))));
        assert_eq!(found(&[], None, true), Some((vec![Employer, Apprentice, Guardian], Some(on))));
        assert_eq!(found(&[], Some(Employer), false), Some((vec![Employer], None)));
        let employer = signed(Employer, "2025-07-12");
        let late = Some(day("2025-07-12"));
        assert_eq!(
            found(std::slice::from_ref(&employer), Some(Apprentice), false),
            Some((vec![Apprentice], late))
        );
        assert_eq!(
            found(std::slice::from_ref(&employer), Some(Apprentice), true),
            Some((vec![Apprentice], None))
        );
        assert_eq!(
            found(std::slice::from_ref(&employer), None, true),
            Some((vec![Apprentice, Guardian], late))
        );
        assert_eq!(found(std::slice::from_ref(&employer), Some(Employer), false), None);
        let visa = signed(Cfa, "2025-08-01");
        assert_eq!(found(&[visa], None, false), Some((vec![Employer, Apprentice], Some(on))));
        assert_eq!(found(&[], Some(Cfa), false), Some((vec![Cfa], None)));
    }
}
