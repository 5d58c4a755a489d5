//! Amendments signed that a rupture keeps from ever taking effect: whoever records it names them.

use chrono::NaiveDate;

use super::book::{AMENDMENT_LAPSES, AMENDMENT_NAMED};
use crate::ids::AmendmentId;
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::platform::text::Sentence;
use crate::say;

/// An amendment that was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedAmendment {
    pub id: AmendmentId,
    pub signed_on: NaiveDate,
    pub effective_on: NaiveDate,
}

/// The first amendment that would take effect once the contract is over and is not named, and every name that is not of one.
///
/// The first is a conflict: it was signed meanwhile, or nobody thought of it.
pub fn check_lapsed(
    signed: &[SignedAmendment],
    effective_on: NaiveDate,
    named: &[AmendmentId],
) -> (Option<Finding>, Vec<Finding>) {
    let lapses = |one: &&SignedAmendment| one.effective_on >= effective_on;
    let unnamed = signed.iter().filter(lapses).find(|one| !named.contains(&one.id)).map(to_come);
    let strangers = named.iter().enumerate().filter(|(place, id)| {
        let known = signed.iter().filter(lapses).any(|one| one.id == **id);
        !known || named[..*place].contains(id)
    });
    let refused = |(place, _): (usize, &AmendmentId)| {
        AMENDMENT_LAPSES.at(
            format!("/lapsed_amendments/{place}"),
            Sentence::new(AMENDMENT_LAPSES.fr, AMENDMENT_LAPSES.en),
        )
    };
    (unnamed, strangers.map(refused).collect())
}

fn to_come(one: &SignedAmendment) -> Finding {
    let SignedAmendment { id, signed_on, effective_on } = one;
    let (signe, effet) = (french_day(*signed_on), french_day(*effective_on));
    AMENDMENT_NAMED.at(
        "/lapsed_amendments",
        say!(
            "L'avenant signé le {signe} prendrait effet le {effet}, après la fin du contrat : retirez d'abord sa signature (POST /v1/amendments/{id}/signature/withdrawal), ou nommez-le dans `lapsed_amendments`.",
            "The amendment signed on {signed_on} would take effect on {effective_on}, after the end of the contract: take its signature back first (POST /v1/amendments/{id}/signature/withdrawal), or name it in `lapsed_amendments`."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_amendment_that_never_takes_effect_is_named_once_and_no_other_is() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let signed = |number: u128, effective_on: &str| SignedAmendment {
            id: AmendmentId(uuid::Uuid::from_u128(number)),
            signed_on: day("2026-03-02"),
            effective_on: day(effective_on),
        };
        let (before, that_day, after) =
            (signed(1, "2026-03-13"), signed(2, "2026-03-14"), signed(3, "2026-03-20"));
        let all = [before, that_day, after];
        let judged = |named: &[AmendmentId]| {
            let (unnamed, strangers) = check_lapsed(&all, day("2026-03-14"), named);
            let places: Vec<_> = strangers.into_iter().map(|one| one.pointer.into_owned()).collect();
            (unnamed.map(|one| one.fr.contains(&french_day(that_day.effective_on))), places)
        };
        assert_eq!(judged(&[]), (Some(true), vec![]), "the first of them is told");
        assert_eq!(judged(&[that_day.id]), (Some(false), vec![]));
        assert_eq!(judged(&[that_day.id, after.id]), (None, vec![]));
        let wrong = [before.id, that_day.id, after.id, after.id];
        assert_eq!(
            judged(&wrong),
            (None, vec!["/lapsed_amendments/0".into(), "/lapsed_amendments/3".into()])
        );
    }
}
