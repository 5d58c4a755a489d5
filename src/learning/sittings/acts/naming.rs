//! Where a sitting is: a room the site knows, or another place in words.

use crate::catalogue::rooms::{self, Room};
use crate::ids::{RoomId, SiteId};
use crate::law::findings::Finding;
use crate::learning::sittings::rules::book::{ROOM_IS_KNOWN, ROOM_IS_NAMED, ROOM_RESEMBLES, SEATS_SUFFICE};
use crate::platform::db::Tx;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::access::Reach;

/// Rooms named in a refusal.
const NAMED: usize = 10;

/// The rooms in use at a site.
#[derive(Debug, Default)]
pub struct KnownRooms(Vec<Room>);

/// Where a sitting is.
#[derive(Debug, Clone)]
pub struct SittingPlace {
    pub name: String,
    /// Room, when the site knows it.
    pub room_id: Option<RoomId>,
    /// Its seats.
    pub seats: Option<i16>,
    /// The room that was perhaps meant.
    pub warning: Option<Finding>,
}

impl KnownRooms {
    /// The rooms of a site.
    pub fn of(tx: &mut Tx, reach: &Reach, site: SiteId) -> diesel::QueryResult<Self> {
        Ok(Self(rooms::store::in_use(tx, reach, site)?))
    }

    /// The place that was given, by its number or by its name, at its place in what was sent.
    pub fn place(
        &self,
        (room_id, name): (Option<RoomId>, Option<&str>),
        pointer: &str,
    ) -> Result<SittingPlace, Finding> {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        match (room_id, name) {
            (Some(id), name) => {
                let known = self.0.iter().find(|room| room.id == id);
                let known = known.ok_or_else(|| self.unknown(format!("{pointer}/room_id")))?;
                let is_it =
                    name.is_none_or(|name| rooms::rules::named(std::slice::from_ref(known), name).is_some());
                if is_it { Ok(Self::known(known)) } else { Err(named_twice(pointer)) }
            }
            (None, Some(name)) => Ok(self.named(name, pointer)),
            (None, None) => Err(named_twice(pointer)),
        }
    }

    fn named(&self, name: &str, pointer: &str) -> SittingPlace {
        if let Some(known) = rooms::rules::named(&self.0, name) {
            return Self::known(known);
        }
        let warning = rooms::rules::resembling(&self.0, name).map(|meant| {
            let (meant, seats) = (&meant.facts.name, meant.facts.seats);
            let facts = say!(
                "« {name} » : vouliez-vous dire « {meant} » ({seats} places) ?",
                "\"{name}\": did you mean \"{meant}\" ({seats} seats)?"
            );
            ROOM_RESEMBLES.at(format!("{pointer}/room"), facts)
        });
        SittingPlace { name: name.to_owned(), room_id: None, seats: None, warning }
    }

    fn known(room: &Room) -> SittingPlace {
        SittingPlace {
            name: room.facts.name.clone(),
            room_id: Some(room.id),
            seats: Some(room.facts.seats),
            warning: None,
        }
    }

    fn unknown(&self, pointer: String) -> Finding {
        let names: Vec<&str> = self.0.iter().take(NAMED).map(|room| room.facts.name.as_str()).collect();
        let names = names.join(", ");
        ROOM_IS_KNOWN.at(pointer, say!("Salles en service : {names}.", "Rooms in use: {names}."))
    }

    /// More candidates at once than seats, unless that was confirmed.
    pub fn crowded(
        &self,
        place: &SittingPlace,
        (candidates, confirmed): (usize, bool),
        pointer: impl Into<std::borrow::Cow<'static, str>>,
    ) -> Option<Finding> {
        let seats = place.seats.filter(|seats| candidates > usize::from(seats.unsigned_abs()))?;
        if confirmed {
            return None;
        }
        let name = &place.name;
        let large = self.0.iter().filter(|room| usize::from(room.facts.seats.unsigned_abs()) >= candidates);
        let large: Vec<String> =
            large.take(NAMED).map(|room| format!("{} ({})", room.facts.name, room.facts.seats)).collect();
        let (autres, others) = match large.is_empty() {
            true => ("aucune autre salle ne suffit".to_owned(), "no other room suffices".to_owned()),
            false => (
                format!("assez grandes : {}", large.join(", ")),
                format!("large enough: {}", large.join(", ")),
            ),
        };
        Some(SEATS_SUFFICE.at(pointer, say!(
            "{name} a {seats} places pour {candidates} candidats ({autres}) : confirmez par over_seats, ou changez de salle.",
            "{name} has {seats} seats for {candidates} candidates ({others}): confirm with over_seats, or take another room."
        )))
    }
}

fn named_twice(pointer: &str) -> Finding {
    ROOM_IS_NAMED.at(format!("{pointer}/room"), Sentence::new(ROOM_IS_NAMED.fr, ROOM_IS_NAMED.en))
}
