//! In which order candidates come before a jury: one after another, pauses in between, each when they are free.

use chrono::{DateTime, TimeDelta, Utc};

use crate::learning::sittings::model::TimeSpan;

/// How the time of the jury is cut.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pause {
    /// Minutes between two candidates.
    pub between_minutes: i64,
    /// A longer break after so many candidates; none when zero.
    pub after: usize,
    /// Minutes of that break.
    pub break_minutes: i64,
}

/// A candidate to place: the minutes they need, and when they are elsewhere.
#[derive(Debug, Clone, Default)]
pub struct WaitingCandidate {
    pub preparation_minutes: i64,
    pub duration_minutes: i64,
    pub elsewhere: Vec<TimeSpan>,
}

/// When a jury may see candidates: as long as it has the room, but for what it has settled already.
#[derive(Debug, Clone, Copy)]
pub struct JuryTime<'a> {
    pub room: TimeSpan,
    /// Candidates who keep their hour.
    pub taken: &'a [TimeSpan],
}

/// Minutes by which the jury waits when no candidate is free.
const STEP: i64 = 5;

/// When each candidate starts, in the order given: whoever is elsewhere lets the next one go first. None for those who
/// are not free while the jury is.
pub fn place(
    candidates: &[WaitingCandidate],
    jury: JuryTime<'_>,
    pause: Pause,
) -> Vec<Option<DateTime<Utc>>> {
    let room = jury.room;
    let mut hours = vec![None; candidates.len()];
    let mut waiting: Vec<usize> = (0..candidates.len()).collect();
    let (mut free_at, mut done) = (room.from, 0_usize);
    while !waiting.is_empty() && free_at < room.to {
        let next = waiting.iter().position(|rank| may_start(&candidates[*rank], jury, free_at));
        let Some(place) = next else {
            let settled = jury.taken.iter().find(|taken| taken.from <= free_at && free_at < taken.to);
            free_at = settled.map_or(free_at + TimeDelta::minutes(STEP), |taken| taken.to);
            continue;
        };
        let rank = waiting.remove(place);
        hours[rank] = Some(free_at);
        done += 1;
        let rest = if pause.after > 0 && done.is_multiple_of(pause.after) {
            pause.break_minutes
        } else {
            pause.between_minutes
        };
        free_at += TimeDelta::minutes(candidates[rank].duration_minutes + rest);
    }
    hours
}

/// Whether a candidate prepared since the room opened, is done before it closes, comes while the jury sees nobody else, and is
/// nowhere else.
fn may_start(candidate: &WaitingCandidate, jury: JuryTime<'_>, at: DateTime<Utc>) -> bool {
    let to = at + TimeDelta::minutes(candidate.duration_minutes);
    let (seen, span) = (
        TimeSpan { from: at, to },
        TimeSpan { from: at - TimeDelta::minutes(candidate.preparation_minutes), to },
    );
    jury.room.holds(&span)
        && !jury.taken.iter().any(|taken| taken.meets(&seen))
        && !candidate.elsewhere.iter().any(|other| other.meets(&span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: &str) -> DateTime<Utc> {
        format!("2026-03-16T{hour}:00Z").parse().unwrap()
    }

    fn room(from: &str, to: &str) -> JuryTime<'static> {
        JuryTime { room: TimeSpan { from: at(from), to: at(to) }, taken: &[] }
    }

    fn shown(hours: Vec<Option<DateTime<Utc>>>) -> Vec<String> {
        hours
            .into_iter()
            .map(|hour| hour.map_or_else(|| "-".to_owned(), |at| at.format("%H:%M").to_string()))
            .collect()
    }

    fn oral(duration_minutes: i64) -> WaitingCandidate {
        WaitingCandidate { preparation_minutes: 20, duration_minutes, elsewhere: Vec::new() }
    }

    #[test]
    fn the_first_prepares_then_each_follows_the_other_with_breaks() {
        let four = [oral(20), oral(27), oral(20), oral(20)];
        let pause = Pause { between_minutes: 5, after: 2, break_minutes: 30 };
        let hours = place(&four, room("08:00", "18:00"), pause);
        assert_eq!(shown(hours), ["08:20", "08:45", "09:42", "10:07"]);
    }

    #[test]
    fn whoever_is_elsewhere_lets_the_next_one_go_first() {
        let busy = TimeSpan { from: at("08:00"), to: at("09:00") };
        let first = WaitingCandidate { elsewhere: vec![busy], ..oral(20) };
        let hours = place(&[first, oral(20)], room("08:00", "18:00"), Pause::default());
        assert_eq!(shown(hours), ["09:20", "08:20"]);
    }

    #[test]
    fn those_who_keep_their_hour_are_worked_around() {
        let taken = [
            TimeSpan { from: at("08:20"), to: at("08:40") },
            TimeSpan { from: at("08:52"), to: at("09:12") },
        ];
        let jury = JuryTime { taken: &taken, ..room("08:00", "18:00") };
        assert_eq!(shown(place(&[oral(20), oral(10)], jury, Pause::default())), ["09:12", "08:40"]);
    }

    #[test]
    fn those_who_do_not_fit_are_left_without_an_hour() {
        let hours = place(&[oral(20), oral(20)], room("08:00", "08:45"), Pause::default());
        assert_eq!(shown(hours), ["08:20", "-"]);
    }

    #[test]
    fn thirty_candidates_never_meet_before_the_jury_nor_twice_at_once() {
        let busy = |rank: i64| TimeSpan {
            from: at("08:00") + TimeDelta::minutes(rank * 7),
            to: at("08:00") + TimeDelta::minutes(rank * 7 + 60),
        };
        let thirty: Vec<WaitingCandidate> = (0..30)
            .map(|rank| WaitingCandidate {
                elsewhere: vec![busy(rank)],
                ..oral(if rank % 15 == 3 { 20 } else { 15 })
            })
            .collect();
        let hours = place(&thirty, room("08:00", "20:00"), Pause::default());
        let mut spans: Vec<TimeSpan> = Vec::new();
        for (candidate, hour) in thirty.iter().zip(&hours) {
            let from = hour.expect("placed");
            let span = TimeSpan { from, to: from + TimeDelta::minutes(candidate.duration_minutes) };
            let whole = TimeSpan { from: from - TimeDelta::minutes(20), ..span };
            assert!(!candidate.elsewhere[0].meets(&whole) && !spans.iter().any(|other| other.meets(&span)));
            spans.push(span);
        }
    }
}
