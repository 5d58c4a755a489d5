//! Complaints are answered within the days of the house, whoever complained and of whatever.

use super::book::COMPLAINT_ANSWERED;
use crate::desk::obligations::gathering::{ComplaintSeen, SiteFile};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind, Owner};
use crate::law::figures::Law;
use crate::outcomes::complaints::rules::ComplaintDays;

/// The complaints of a site, each due until it is answered, or closed because it was dropped.
pub fn of(file: &SiteFile, law: &Law) -> Vec<Derived> {
    file.complaints.iter().map(|complaint| to_answer(file, complaint, law)).collect()
}

fn to_answer(file: &SiteFile, complaint: &ComplaintSeen, law: &Law) -> Derived {
    let received_on = complaint.received_on;
    let days = ComplaintDays::of(received_on, law.quality.on(received_on).complaints);
    let subject = complaint.subject.label();
    let derived = Derived::new(
        ObligationKind::ComplaintToAnswer,
        InFile::Site(file.id),
        complaint.id.0,
        &COMPLAINT_ANSWERED,
        (received_on, days.answer_by),
    );
    derived
        .owned_by(complaint.treated_by.map_or(Owner::Site, Owner::Staff))
        .known_since(received_on)
        .done(complaint.answered_on.or(complaint.closed_on))
        .because(ObligationFacts {
            starts_on: Some(received_on),
            label_fr: Some(subject.fr.into()),
            label_en: Some(subject.en.into()),
            ..ObligationFacts::default()
        })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::ids::{AccountId, ComplaintId, SiteId};
    use crate::outcomes::complaints::model::ComplaintSubject;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_complaint_is_due_to_whoever_treats_it_until_it_is_answered_or_dropped() {
        let law = Law::embedded().unwrap();
        let account = AccountId::new();
        let complaint = ComplaintSeen {
            id: ComplaintId::new(),
            received_on: day("2026-03-02"),
            subject: ComplaintSubject::Teaching,
            treated_by: None,
            answered_on: None,
            closed_on: None,
        };
        let (answered, closed) = (Some(day("2026-03-20")), Some(day("2026-03-25")));
        for (complaint, owner, done) in [
            (complaint, Owner::Site, None),
            (ComplaintSeen { treated_by: Some(account), ..complaint }, Owner::Staff(account), None),
            (ComplaintSeen { answered_on: answered, closed_on: closed, ..complaint }, Owner::Site, answered),
            (ComplaintSeen { closed_on: closed, ..complaint }, Owner::Site, closed),
        ] {
            let file = SiteFile { id: SiteId::new(), complaints: vec![complaint] };
            let derived = of(&file, &law).remove(0);
            assert_eq!((derived.from_on, derived.due_on), (day("2026-03-02"), day("2026-04-01")));
            assert_eq!((derived.owner, derived.done_on), (owner, done));
            assert!(derived.is_private() && derived.file == InFile::Site(file.id));
        }
    }
}
