//! What rooms are refused for, and which one was meant by a name badly written.

use super::Room;
use crate::platform::folding::name_key;
use crate::platform::text::nearest;
use crate::rules;

rules! {
    /// A name is that of one room in use.
    ONE_ROOM_A_NAME = error "room.name_taken", "Règle du site";
        "Un nom est celui d'une seule salle en service du site." /
        "A name is that of one room in use at the site.";
    /// A room is retired once.
    ROOM_IS_RETIRED = error "room.retired", "Règle du site";
        "Cette salle n'est plus en service." /
        "This room is no longer in use.";
    /// A room renamed is taken by nobody else under its new name.
    NEW_NAME_IS_FREE = error "room.name_in_use", "Règle du site";
        "Sous ce nom, une autre épreuve a lieu au même moment : déplacez-la d'abord." /
        "Under this name, another sitting takes place at the same time: move it first.";
}

/// The room that a name is, whatever its capitals.
pub fn named<'a>(rooms: &'a [Room], name: &str) -> Option<&'a Room> {
    let name = name.trim().to_lowercase();
    rooms.iter().find(|room| room.facts.name.to_lowercase() == name)
}

/// The room that a name looks like without being: the same letters otherwise spaced, or nearly, with the same figures.
pub fn resembling<'a>(rooms: &'a [Room], name: &str) -> Option<&'a Room> {
    if named(rooms, name).is_some() {
        return None;
    }
    let key = name_key(name);
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let alike: Vec<(String, &Room)> = rooms
        .iter()
        .map(|room| (name_key(&room.facts.name), room))
        .filter(|(known, _)| figures(known) == figures(&key))
        .collect();
    let meant = nearest(&key, alike.iter().map(|(known, _)| known.as_str()))?.to_owned();
    alike.iter().find(|(known, _)| *known == meant).map(|(_, room)| *room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::rooms::model::RoomFacts;
    use crate::ids::{RoomId, SiteId};

    fn room(name: &str) -> Room {
        let at: chrono::DateTime<chrono::Utc> = "2026-10-05T08:00:00Z".parse().unwrap();
        Room {
            id: RoomId::new(),
            site_id: SiteId::new(),
            facts: RoomFacts { name: name.to_owned(), seats: 24, accessible: false },
            retired_on: None,
            version: 1,
            created_at: at,
            updated_at: at,
        }
    }

    #[test]
    fn a_name_badly_written_is_that_of_a_room_with_the_same_figures() {
        let rooms = [room("Salle 12"), room("Salle 14"), room("Amphithéâtre Curie")];
        let meant = |name: &str| resembling(&rooms, name).map(|room| room.facts.name.as_str());
        for (name, expected) in [
            ("salle12", Some("Salle 12")),
            ("Sale 14", Some("Salle 14")),
            ("amphitheatre curie", Some("Amphithéâtre Curie")),
            ("Salle 13", None),
            ("SALLE 12", None),
            ("Gymnase", None),
        ] {
            assert_eq!(meant(name), expected, "{name}");
        }
        assert!(named(&rooms, " salle 12 ").is_some(), "whatever its capitals");
    }
}
