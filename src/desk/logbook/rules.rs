//! Which periods a logbook has, what a signature is about, which signatures count, and what is refused.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::model::{
    AlternationDays, LogbookPeriod, LogbookReturn, LogbookSignature, PeriodContents, PeriodState,
};
use crate::follow_up::visits::model::CommitmentOwner;
use crate::law::calendar::{add_days, add_months, french_day};
use crate::law::findings::Finding;
use crate::learning::mock_exams::rules::MarkStatus;
use crate::learning::voices::Voice;
use crate::people::apprentices::rules::entry::Entry;
use crate::platform::clock::paris_day;
use crate::platform::crypto;
use crate::{rules, say};

/// Months of a period: half a year of training. Our choice.
const MONTHS_OF_A_PERIOD: i32 = 6;

/// Most periods of a logbook: longer trainings are cut there.
const MOST_PERIODS: i16 = 20;

rules! {
    /// What is to come is not signed.
    PERIOD_HAS_BEGUN = error "logbook.period_to_come", "Règle du site";
        "Une période du livret se signe une fois commencée." /
        "A period of the logbook is signed once it has begun.";
    /// The same content is signed once by each voice.
    SIGNED_ONCE = error "logbook.already_signed", "Règle du site";
        "Chacun signe une fois ce que contient une période." /
        "Each signs once what a period holds.";
    /// What is signed is what was read.
    SIGNED_AS_READ = error "logbook.changed_since_read", "Règle du site";
        "On signe ce qu'on a lu." /
        "One signs what one read.";
    /// What is sent back was signed.
    SENT_BACK_ONCE_SIGNED = error "logbook.nothing_signed", "Règle du site";
        "Une période se renvoie quand quelqu'un l'a signée." /
        "A period is sent back when somebody signed it.";
}

/// The half-years of somebody's own course, in the order of time.
pub fn periods_of(entry: &Entry) -> Vec<LogbookPeriod> {
    let begins = |number: i16| add_months(entry.entered_on, MONTHS_OF_A_PERIOD * i32::from(number - 1));
    let within = |number: &i16| begins(*number) <= entry.expected_ends_on;
    let period = |number: i16| LogbookPeriod {
        number,
        from_on: begins(number),
        to_on: add_days(begins(number + 1), -1).min(entry.expected_ends_on),
    };
    (1..=MOST_PERIODS).take_while(within).map(period).collect()
}

impl LogbookPeriod {
    /// Whether a day is in it.
    pub fn has(&self, day: NaiveDate) -> bool {
        (self.from_on..=self.to_on).contains(&day)
    }

    /// Where it stands on a day.
    pub fn state_on(&self, day: NaiveDate) -> PeriodState {
        if day < self.from_on {
            PeriodState::ToCome
        } else if day <= self.to_on {
            PeriodState::Running
        } else {
            PeriodState::Over
        }
    }
}

/// Who owes what, by when.
type SignedCommitment<'a> = (CommitmentOwner, &'a str, NaiveDate);

/// What a signature is about, without a word that a language or a reader changes: whether a commitment was kept since is
/// left out, as it was not yet known.
#[derive(Serialize)]
struct SignedContents<'a> {
    days: AlternationDays,
    missions: Vec<(Uuid, NaiveDate, Option<NaiveDate>)>,
    positions: Vec<(Uuid, &'a str, &'a str)>,
    visits: Vec<(Uuid, NaiveDate, Vec<SignedCommitment<'a>>)>,
    marks: Vec<(Uuid, MarkStatus, Option<i32>)>,
}

/// The fingerprint of what a period holds: the same facts give the same, in any order and for any reader.
pub fn fingerprint(contents: &PeriodContents) -> Result<String, serde_json::Error> {
    let mut signed = SignedContents {
        days: contents.days,
        missions: contents
            .missions
            .iter()
            .map(|one| (one.id.0, one.facts.from_on, one.facts.to_on))
            .collect(),
        positions: (contents.positions.iter())
            .map(|one| (one.id.0, one.facts.skill_code.as_str(), one.facts.level.as_str()))
            .collect(),
        visits: (contents.visits.iter())
            .map(|one| {
                let agreed = one
                    .commitments
                    .iter()
                    .map(|it| (it.facts.owner, it.facts.what.as_str(), it.facts.due_on));
                (one.visit.id.0, one.held_on, agreed.collect())
            })
            .collect(),
        marks: (contents.marks.iter())
            .map(|one| (one.mark.id.0, one.mark.facts.status, one.mark.facts.mark_hundredths))
            .collect(),
    };
    signed.missions.sort_unstable();
    signed.positions.sort_unstable();
    signed.visits.sort_unstable_by_key(|one| one.0);
    signed.marks.sort_unstable_by_key(|one| one.0);
    Ok(crypto::encode(&crypto::sha256(&serde_json::to_vec(&signed)?)))
}

/// The signatures of a period that count: the latest of each voice that no return reopened, in the order of the voices.
pub fn standing_signatures<'a>(
    period: i16,
    signatures: &'a [LogbookSignature],
    returns: &[LogbookReturn],
) -> Vec<&'a LogbookSignature> {
    let reopened = |id: Uuid| returns.iter().any(|one| one.reopened.contains(&id));
    let latest = |voice: &Voice| {
        let theirs = signatures.iter().filter(|one| one.period == period && one.voice == *voice);
        theirs.filter(|one| !reopened(one.id.0)).max_by_key(|one| one.id)
    };
    Voice::ALL.iter().filter_map(latest).collect()
}

/// Refuses to sign what is to come, what is signed already, or what is no longer what was read.
pub fn check_signature(
    period: &LogbookPeriod,
    (hash, read): (&str, Option<&str>),
    own: Option<&LogbookSignature>,
    today: NaiveDate,
) -> Option<Finding> {
    if period.state_on(today) == PeriodState::ToCome {
        let (day, jour) = (period.from_on, french_day(period.from_on));
        let facts = say!("Cette période commence le {jour}.", "This period begins on {day}.");
        return Some(PERIOD_HAS_BEGUN.at("", facts));
    }
    if read.is_some_and(|read| read != hash) {
        let facts = say!(
            "Cette période a changé depuis votre lecture : relisez-la, puis signez.",
            "This period changed since you read it: read it again, then sign."
        );
        return Some(SIGNED_AS_READ.at("/content_hash", facts));
    }
    own.filter(|own| own.content_hash == hash).map(|own| {
        let day = paris_day(own.signed_at);
        let jour = french_day(day);
        let facts = say!(
            "Cette période est signée depuis le {jour}, et rien n'y a changé.",
            "This period is signed since {day}, and nothing in it changed."
        );
        SIGNED_ONCE.at("", facts)
    })
}

/// Refuses to send back a period that nobody signed.
pub fn check_return(signed: usize) -> Option<Finding> {
    (signed == 0).then(|| {
        let facts = say!("Personne n'a signé cette période.", "Nobody signed this period.");
        SENT_BACK_ONCE_SIGNED.at("", facts)
    })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::ids::{EnrolmentId, LogbookReturnId, LogbookSignatureId, SiteId};
    use crate::people::apprentices::model::EntryReason;
    use crate::trust::journal::AuthorKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(from: &str, to: &str) -> Entry {
        Entry {
            entered_on: day(from),
            expected_ends_on: day(to),
            year: 1,
            reason: EntryReason::CycleStart,
            opens_on: day(from),
        }
    }

    fn signed(voice: Voice) -> LogbookSignature {
        LogbookSignature {
            id: LogbookSignatureId::new(),
            site_id: SiteId::new(),
            enrolment_id: EnrolmentId::new(),
            period: 1,
            voice,
            contract_id: None,
            content_hash: "a".to_owned(),
            signed_at: DateTime::<Utc>::UNIX_EPOCH,
            author_kind: AuthorKind::Account,
            author_id: None,
            version: 1,
        }
    }

    #[test]
    fn two_years_are_four_half_years_and_the_last_ends_with_the_course() {
        let periods = periods_of(&entry("2025-08-25", "2027-08-24"));
        let days: Vec<_> = periods.iter().map(|one| (one.number, one.from_on, one.to_on)).collect();
        assert_eq!(days[0], (1, day("2025-08-25"), day("2026-02-24")));
        assert_eq!(days[3], (4, day("2027-02-25"), day("2027-08-24")));
        assert_eq!(days.len(), 4);
        let late = periods_of(&entry("2026-01-05", "2026-08-24"));
        assert_eq!((late.len(), late[1].to_on), (2, day("2026-08-24")));
        assert_eq!(periods_of(&entry("2026-08-31", "2027-03-15"))[0].to_on, day("2027-02-27"));
    }

    #[test]
    fn a_return_reopens_what_it_names_and_the_next_signature_counts() {
        let (first, centre) = (signed(Voice::Apprentice), signed(Voice::Centre));
        let mut rows = vec![first.clone(), centre.clone()];
        let counting = |rows: &[LogbookSignature], returns: &[LogbookReturn]| {
            standing_signatures(1, rows, returns).iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(counting(&rows, &[]), [first.id, centre.id]);
        let back = LogbookReturn {
            id: LogbookReturnId::new(),
            site_id: first.site_id,
            enrolment_id: first.enrolment_id,
            period: 1,
            voice: Voice::Company,
            contract_id: None,
            reason: "Il manque une mission".to_owned(),
            reopened: vec![first.id.0, centre.id.0],
            returned_at: DateTime::<Utc>::UNIX_EPOCH,
            author_kind: AuthorKind::Account,
            author_id: None,
            version: 1,
        };
        let back = [back];
        assert!(counting(&rows, &back).is_empty());
        let again = signed(Voice::Apprentice);
        rows.push(again.clone());
        assert_eq!(counting(&rows, &back), [again.id]);
        assert!(standing_signatures(2, &rows, &[]).is_empty());
    }

    #[test]
    fn what_is_to_come_what_changed_and_what_is_signed_are_not_signed() {
        let period = periods_of(&entry("2025-08-25", "2027-08-24"))[1];
        let own = signed(Voice::Centre);
        let code = |read: Option<&str>, own: Option<&LogbookSignature>, today: &str| {
            check_signature(&period, ("a", read), own, day(today)).map(|one| one.code)
        };
        assert_eq!(code(None, None, "2026-02-24"), Some(PERIOD_HAS_BEGUN.code));
        assert_eq!(code(None, None, "2026-02-25"), None);
        assert_eq!(code(Some("b"), None, "2026-03-01"), Some(SIGNED_AS_READ.code));
        assert_eq!(code(Some("a"), Some(&own), "2026-03-01"), Some(SIGNED_ONCE.code));
        let before = LogbookSignature { content_hash: "b".to_owned(), ..own };
        assert_eq!(code(Some("a"), Some(&before), "2026-03-01"), None);
    }

    #[test]
    fn the_same_facts_have_the_same_fingerprint_and_others_another() {
        let contents = PeriodContents::default();
        let busier =
            PeriodContents { days: AlternationDays { company: 60, centre: 40, exam: 4 }, ..contents.clone() };
        assert_eq!(fingerprint(&contents).unwrap(), fingerprint(&contents.clone()).unwrap());
        assert_ne!(fingerprint(&contents).unwrap(), fingerprint(&busier).unwrap());
    }
}
