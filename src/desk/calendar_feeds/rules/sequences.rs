//! When the sequence of an entry grows: whenever what is told of it is no longer what was told.

use std::collections::HashMap;
use std::fmt::Write;

use chrono::{DateTime, SubsecRound, Utc};

use crate::desk::calendar_feeds::model::{FeedEvent, StoredEntry};
use crate::ids::AccountId;
use crate::platform::crypto::sha256;

/// An entry with its sequence and the instant of its last change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    pub entry: FeedEvent,
    /// How many times it changed.
    pub sequence: i32,
    /// When it was first told so.
    pub changed_at: DateTime<Utc>,
}

/// The entries numbered, and what is to be remembered of those that are new or changed.
pub fn numbered(
    account_id: AccountId,
    entries: Vec<FeedEvent>,
    stored: &[StoredEntry],
    now: DateTime<Utc>,
) -> (Vec<Numbered>, Vec<StoredEntry>) {
    let known: HashMap<&str, &StoredEntry> = stored.iter().map(|one| (one.uid.as_str(), one)).collect();
    let now = now.trunc_subsecs(0);
    let mut fresh = Vec::new();
    let each = entries.into_iter().map(|entry| {
        let digest = digest_of(&entry);
        let before = known.get(entry.uid.as_str());
        if let Some(same) = before.filter(|before| before.digest == digest) {
            return Numbered { entry, sequence: same.sequence, changed_at: same.changed_at };
        }
        let sequence = before.map_or(0, |before| before.sequence.saturating_add(1));
        fresh.push(StoredEntry { account_id, uid: entry.uid.clone(), digest, sequence, changed_at: now });
        Numbered { entry, sequence, changed_at: now }
    });
    let numbered = each.collect();
    (numbered, fresh)
}

fn digest_of(entry: &FeedEvent) -> Vec<u8> {
    let FeedEvent { from_on, to_on, hour, place, status, summary, details, category, .. } = entry;
    let details = details.as_ref().map(|text| text.fr.as_ref()).unwrap_or_default();
    let mut sentence =
        format!("{from_on}\0{to_on}\0{}\0{}\0{details}\0{category}", status.word(), summary.fr);
    if hour.is_some() || place.is_some() {
        let _ = write!(sentence, "\0{hour:?}\0{place:?}");
    }
    sha256(sentence.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::calendar_feeds::model::Status;
    use crate::platform::text::Sentence;

    fn entry(uid: &str, on: &str) -> FeedEvent {
        let on = on.parse().unwrap();
        let (status, summary) = (Status::Confirmed, Sentence::new("Visite", "Visit"));
        FeedEvent {
            uid: uid.into(),
            from_on: on,
            to_on: on,
            hour: None,
            place: None,
            status,
            summary,
            details: None,
            category: "visit",
        }
    }

    #[test]
    fn a_sequence_grows_when_its_entry_changes_and_only_then() {
        let account = AccountId::new();
        let (monday, tuesday): (DateTime<Utc>, DateTime<Utc>) =
            ("2025-10-06T08:00:00Z".parse().unwrap(), "2025-10-07T08:00:00.5Z".parse().unwrap());
        let first = vec![entry("a", "2025-11-05"), entry("b", "2025-11-06")];
        let (numbered_entries, remembered) = numbered(account, first.clone(), &[], monday);
        assert_eq!(numbered_entries.iter().map(|one| one.sequence).collect::<Vec<_>>(), [0, 0]);
        let (_, nothing) = numbered(account, first, &remembered, tuesday);
        assert_eq!(nothing, []);
        let moved = vec![entry("a", "2025-11-07"), entry("b", "2025-11-06"), entry("c", "2025-11-06")];
        let (numbered_entries, fresh) = numbered(account, moved, &remembered, tuesday);
        assert_eq!(numbered_entries.iter().map(|one| one.sequence).collect::<Vec<_>>(), [1, 0, 0]);
        assert_eq!(numbered_entries[1].changed_at, monday);
        assert_eq!(numbered_entries[0].changed_at.to_rfc3339(), "2025-10-07T08:00:00+00:00");
        assert_eq!(fresh.iter().map(|one| one.uid.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    }
}
