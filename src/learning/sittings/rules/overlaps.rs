//! Who or what is at two sittings at once: each said by name, with what and when.

use std::collections::HashMap;

use super::book::NOTHING_TWICE_AT_ONCE;
use crate::ids::{EnrolmentId, SittingId};
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::learning::sittings::model::{Juror, ParisHour, Sitting, SittingSlot, TimeSpan};
use crate::platform::clock::paris_day;
use crate::say;

/// Who or what is taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Busy {
    Candidate(EnrolmentId),
    Juror(Juror),
    /// A room, by its name in small letters.
    Room(String),
    /// The place before the jury of a sitting.
    Bench(SittingId),
}

/// Somebody or something taken for some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occupation {
    pub busy: Busy,
    /// Whose name is told: the candidate's, the juror's, the room's.
    pub name: String,
    pub span: TimeSpan,
    /// What it is taken by: the unit and the room of a sitting.
    pub by: String,
    /// Place in what was sent; empty for what stands already.
    pub pointer: String,
}

impl Occupation {
    /// Whether it is the time of a candidate, or their place before the jury.
    pub fn is_of_a_candidate(&self) -> bool {
        matches!(self.busy, Busy::Candidate(_) | Busy::Bench(_))
    }
}

/// The overlaps of what is wanted with itself and with what stands, the first of each pair told once.
pub fn overlaps(wanted: &[Occupation], standing: &[Occupation]) -> Vec<Finding> {
    let mut taken: HashMap<&Busy, Vec<&Occupation>> = HashMap::new();
    for one in standing {
        taken.entry(&one.busy).or_default().push(one);
    }
    let mut found = Vec::new();
    for one in wanted {
        let there = taken.entry(&one.busy).or_default();
        if let Some(other) = there.iter().find(|other| other.span.meets(&one.span)) {
            found.push(told(one, other));
        }
        there.push(one);
    }
    found
}

fn told(one: &Occupation, other: &Occupation) -> Finding {
    let (from, to) = (ParisHour::of(other.span.from), ParisHour::of(other.span.to));
    let day = paris_day(other.span.from);
    let (jour, name, by) = (french_day(day), &one.name, &other.by);
    let facts = match &one.busy {
        Busy::Bench(_) => {
            let first = &other.name;
            say!(
                "{name} : {first} passe déjà devant ce jury le {jour} de {from} à {to}.",
                "{name}: {first} is already before this jury on {day} from {from} to {to}."
            )
        }
        Busy::Room(_) => say!(
            "{name} : salle déjà prise par {by} le {jour} de {from} à {to}.",
            "{name}: room already taken by {by} on {day} from {from} to {to}."
        ),
        Busy::Candidate(_) | Busy::Juror(_) => say!(
            "{name} : déjà à {by} le {jour} de {from} à {to}.",
            "{name}: already at {by} on {day} from {from} to {to}."
        ),
    };
    NOTHING_TWICE_AT_ONCE.at(one.pointer.clone(), facts)
}

/// What a sitting takes: its room and its jurors as long as it lasts, each candidate placed for their own time.
///
/// `by` names the sitting, `jury` and `names` give the names of jurors and candidates, `pointer` is its place in what was sent.
pub fn occupations_of(
    sitting: &Sitting,
    slots: &[SittingSlot],
    jury: &[(Juror, String)],
    names: &HashMap<EnrolmentId, String>,
    (by, pointer): (&str, &str),
) -> Vec<Occupation> {
    let taken = |busy: Busy, name: String, span: TimeSpan, pointer: String| Occupation {
        busy,
        name,
        span,
        by: by.to_owned(),
        pointer,
    };
    let at = |field: &str| if pointer.is_empty() { String::new() } else { format!("{pointer}{field}") };
    let room = Busy::Room(sitting.room.to_lowercase());
    let mut found = vec![taken(room, sitting.room.clone(), sitting.span(), at("/room"))];
    found.extend(jury.iter().enumerate().map(|(rank, (juror, name))| {
        taken(Busy::Juror(*juror), name.clone(), sitting.span(), at(&format!("/jury/{rank}")))
    }));
    for slot in slots {
        let name = names.get(&slot.enrolment_id).cloned().unwrap_or_default();
        if let Some(span) = slot.whole() {
            found.push(taken(Busy::Candidate(slot.enrolment_id), name.clone(), span, at("/starts_at")));
        }
        if let Some(span) = slot.before_the_jury().filter(|_| slot.alone) {
            found.push(taken(Busy::Bench(sitting.id), name, span, at("/starts_at")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn occupation(name: &str, busy: Busy, from: &str, to: &str) -> Occupation {
        let at = |hour: &str| format!("2026-03-16T{hour}:00Z").parse().unwrap();
        let span = TimeSpan { from: at(from), to: at(to) };
        let (name, by, pointer) = (name.to_owned(), "E1, salle 12".to_owned(), "/starts_at".to_owned());
        Occupation { busy, name, span, by, pointer }
    }

    #[test]
    fn what_touches_does_not_overlap_and_each_overlap_is_told_by_name() {
        let room = || Busy::Room("salle 12".to_owned());
        let chloe = Busy::Candidate(EnrolmentId::new());
        let standing = [
            occupation("Salle 12", room(), "08:00", "09:00"),
            occupation("Chloé", chloe.clone(), "08:00", "09:00"),
        ];
        let cases: [(&str, &str, usize); 4] =
            [("09:00", "10:00", 0), ("07:00", "08:00", 0), ("08:59", "10:00", 2), ("08:10", "08:20", 2)];
        for (from, to, many) in cases {
            let wanted =
                [occupation("Salle 12", room(), from, to), occupation("Chloé", chloe.clone(), from, to)];
            assert_eq!(overlaps(&wanted, &standing).len(), many, "{from} {to}");
        }
        let wanted = [occupation("Chloé", chloe, "08:30", "09:30")];
        let told = overlaps(&wanted, &standing).remove(0);
        // nine in the morning in Paris is eight at Greenwich
        assert_eq!(told.fr, "Chloé : déjà à E1, salle 12 le 16/03/2026 de 09:00 à 10:00.");
        assert_eq!(told.code, "sitting.overlap");
    }

    #[test]
    fn what_is_wanted_together_is_compared_too() {
        let juror = || Busy::Juror(Juror::Staff(crate::ids::AccountId::new()));
        let same = juror();
        let wanted = [
            occupation("Ada", same.clone(), "08:00", "10:00"),
            occupation("Ada", same, "09:00", "11:00"),
            occupation("Zoé", juror(), "09:00", "11:00"),
        ];
        assert_eq!(overlaps(&wanted, &[]).len(), 1);
    }
}
