//! What the rules say of signed links: whom they may be about, how long they live, when they stop working.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::model::{Link, LinkState};
use crate::ids::ApprenticeId;
use crate::law::calendar::{add_days, french_day};
use crate::law::findings::Finding;
use crate::{rules, say};

rules! {
    /// A link ends today at the earliest.
    LINK_ENDS_LATER = error "link.expires_in_past", "Règle du site";
        "Un lien finit aujourd'hui au plus tôt." /
        "A link ends today at the earliest.";
    /// A link lives little more than a year.
    LINK_IS_SHORT_LIVED = error "link.expires_too_late", "ASVS 5.0.0-7.3.2";
        "Un lien vit au plus 400 jours." /
        "A link lives 400 days at most.";
    /// A link is about apprentices its tutor follows.
    LINK_OF_THEIR_TUTOR = error "link.not_their_tutor", "Règle du site";
        "Un lien concerne des apprentis dont le tuteur a un contrat signé, en cours ou à venir." /
        "A link is about apprentices its tutor has a signed contract with, running or to come.";
    /// A tutor without apprentices has no use of a link.
    TUTOR_FOLLOWS_SOMEBODY = error "link.no_apprentice", "Règle du site";
        "Un lien est fait pour un tuteur qui suit au moins un apprenti." /
        "A link is made for a tutor who follows at least one apprentice.";
    /// A revoked link is revoked for good.
    LINK_REVOKED_FOR_GOOD = error "link.revoked", "Règle du site";
        "Un lien révoqué l'est pour de bon." /
        "A revoked link is revoked for good.";
    /// A link stops working after its last day.
    LINK_EXPIRES = error "link.expired", "ASVS 5.0.0-7.3.2";
        "Un lien ne fonctionne plus après son dernier jour." /
        "A link stops working after its last day.";
    /// A link stops working with the last contract that made its tutor one.
    LINK_FOLLOWS_THE_TUTOR = error "link.tutor_left", "Règle du site";
        "Un lien cesse de fonctionner quand son tuteur ne suit plus aucun de ses apprentis." /
        "A link stops working when its tutor no longer follows any of its apprentices.";
}

/// Days a link lives when nothing is said: a term, and the time to forget about it.
///
/// Our choice.
pub const USUAL_LIFE_DAYS: i64 = 90;
/// Days a link lives at most: a school year and its visits.
///
/// Our choice.
pub const LONGEST_LIFE_DAYS: i64 = 400;

/// The last day of a link made today, as wanted or as usual.
pub fn expires_on(requested: Option<NaiveDate>, today: NaiveDate) -> NaiveDate {
    requested.unwrap_or_else(|| add_days(today, USUAL_LIFE_DAYS))
}

/// What is wrong in the last day wanted.
pub fn check_expiry(expires_on: NaiveDate, today: NaiveDate) -> Option<Finding> {
    let last = add_days(today, LONGEST_LIFE_DAYS);
    if expires_on < today {
        let jour = french_day(today);
        return Some(LINK_ENDS_LATER.at(
            "/expires_on",
            say!("Un lien finit le {jour} au plus tôt.", "A link ends on {today} at the earliest."),
        ));
    }
    let jour = french_day(last);
    (expires_on > last).then(|| {
        LINK_IS_SHORT_LIVED.at(
            "/expires_on",
            say!(
                "Un lien vit au plus {LONGEST_LIFE_DAYS} jours : jusqu'au {jour}.",
                "A link lives {LONGEST_LIFE_DAYS} days at most: until {last}."
            ),
        )
    })
}

/// What is wrong in whom the link would be about: apprentices known within reach, but of another tutor.
pub fn check_apprentices(apprentice_ids: &[ApprenticeId], followed: &BTreeSet<ApprenticeId>) -> Vec<Finding> {
    let strangers =
        apprentice_ids.iter().enumerate().filter(|(_, apprentice)| !followed.contains(apprentice));
    let faults = strangers.map(|(index, _)| {
        LINK_OF_THEIR_TUTOR.at(
            format!("/apprentices/{index}"),
            say!(
                "Le tuteur n'a pas de contrat signé, en cours ou à venir, avec cet apprenti.",
                "The tutor has no signed contract, running or to come, with this apprentice."
            ),
        )
    });
    faults.collect()
}

/// Where a link stands on a day, its tutor following these apprentices.
pub fn state_on(
    link: &Link,
    about: &[ApprenticeId],
    followed: &BTreeSet<ApprenticeId>,
    today: NaiveDate,
) -> LinkState {
    match () {
        () if link.revoked_at.is_some() => LinkState::Revoked,
        () if today > link.expires_on => LinkState::Expired,
        () if !about.iter().any(|apprentice| followed.contains(apprentice)) => LinkState::TutorLeft,
        () => LinkState::Active,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{LinkId, SiteId, TutorId};
    use crate::trust::access::LinkVerb;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn link(revoked: bool, expires_on: &str) -> Link {
        let now = chrono::DateTime::UNIX_EPOCH;
        Link {
            id: LinkId::new(),
            site_id: SiteId::new(),
            tutor_id: TutorId::new(),
            verbs: LinkVerb::ALL.to_vec(),
            expires_on: day(expires_on),
            revoked_at: revoked.then_some(now),
            revoked_reason: None,
            secret_seen_by_id: None,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    #[test]
    fn a_link_works_until_its_last_day_while_its_tutor_follows_somebody_in_it() {
        let (theirs, another) = (ApprenticeId::new(), ApprenticeId::new());
        let followed = BTreeSet::from([theirs]);
        for (revoked, expires_on, about, expected) in [
            (false, "2026-03-01", vec![theirs, another], LinkState::Active),
            (false, "2026-02-28", vec![theirs], LinkState::Expired),
            (false, "2026-03-01", vec![another], LinkState::TutorLeft),
            (true, "2026-03-01", vec![theirs], LinkState::Revoked),
            (true, "2026-02-28", vec![another], LinkState::Revoked),
        ] {
            let state = state_on(&link(revoked, expires_on), &about, &followed, day("2026-03-01"));
            assert_eq!(state, expected, "{revoked} {expires_on}");
        }
    }

    #[test]
    fn a_link_ends_between_today_and_four_hundred_days() {
        let today = day("2026-03-01");
        assert_eq!(expires_on(None, today), day("2026-05-30"));
        for (last, expected) in [
            ("2026-02-28", Some("link.expires_in_past")),
            ("2026-03-01", None),
            ("2027-04-05", None),
            ("2027-04-06", Some("link.expires_too_late")),
        ] {
            assert_eq!(check_expiry(day(last), today).map(|finding| finding.code), expected, "{last}");
        }
    }

    #[test]
    fn whoever_the_tutor_does_not_follow_is_named_at_their_place() {
        let (theirs, another) = (ApprenticeId::new(), ApprenticeId::new());
        let faults = check_apprentices(&[theirs, another], &BTreeSet::from([theirs]));
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].code, faults[0].pointer.as_ref()), ("link.not_their_tutor", "/apprentices/1"));
    }
}
