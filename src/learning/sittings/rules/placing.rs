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
///
/// Nobody new comes within a pause of the jury, nor takes it away: around each of them are the minutes between two, and no
/// more come in a row than before a break, those who keep their hour counted.
pub fn place(
    candidates: &[WaitingCandidate],
    jury: JuryTime<'_>,
    pause: Pause,
) -> Vec<Option<DateTime<Utc>>> {
    let mut hours = vec![None; candidates.len()];
    let mut waiting: Vec<usize> = (0..candidates.len()).collect();
    let mut seen = jury.taken.to_vec();
    seen.sort_by_key(|span| span.from);
    let mut free_at = jury.room.from;
    while !waiting.is_empty() && free_at < jury.room.to {
        let next = waiting.iter().position(|rank| {
            may_start(&candidates[*rank], jury.room, free_at)
                && is_rested(&seen, candidates[*rank].before_the_jury(free_at), pause)
        });
        let Some(place) = next else {
            free_at = later(&seen, pause, free_at);
            continue;
        };
        let rank = waiting.remove(place);
        let span = candidates[rank].before_the_jury(free_at);
        hours[rank] = Some(free_at);
        seen.insert(seen.partition_point(|other| other.from < span.from), span);
        free_at = span.to;
    }
    hours
}

impl WaitingCandidate {
    /// The time before the jury of a candidate who starts at an instant.
    fn before_the_jury(&self, from: DateTime<Utc>) -> TimeSpan {
        TimeSpan { from, to: from + TimeDelta::minutes(self.duration_minutes) }
    }
}

/// Whether a candidate prepared since the room opened, is done before it closes, and is nowhere else.
fn may_start(candidate: &WaitingCandidate, room: TimeSpan, at: DateTime<Utc>) -> bool {
    let from = at - TimeDelta::minutes(candidate.preparation_minutes);
    let span = TimeSpan { from, ..candidate.before_the_jury(at) };
    room.holds(&span) && !candidate.elsewhere.iter().any(|other| other.meets(&span))
}

/// Whether the jury sees nobody else during a time and has its pauses around it. `seen` is in the order of time.
fn is_rested(seen: &[TimeSpan], span: TimeSpan, pause: Pause) -> bool {
    let (before, after) = seen.split_at(seen.partition_point(|other| other.from < span.from));
    let between = TimeDelta::minutes(pause.between_minutes);
    let apart = before.last().is_none_or(|other| span.from - other.to >= between)
        && after.first().is_none_or(|other| other.from - span.to >= between);
    let rest = TimeDelta::minutes(pause.break_minutes);
    let sooner = before.iter().rev().scan(span.from, |next, other| {
        let goes_on = *next - other.to < rest;
        *next = other.from;
        goes_on.then_some(())
    });
    let afterwards = after.iter().scan(span.to, |last, other| {
        let goes_on = other.from - *last < rest;
        *last = other.to;
        goes_on.then_some(())
    });
    apart && (pause.after == 0 || sooner.count() + 1 + afterwards.count() <= pause.after)
}

/// The next instant at which somebody may start: a step later, or when a pause ends before.
fn later(seen: &[TimeSpan], pause: Pause, at: DateTime<Utc>) -> DateTime<Utc> {
    let pauses = [0, pause.between_minutes, pause.break_minutes].map(TimeDelta::minutes);
    let ends = seen.iter().flat_map(|span| pauses.map(|pause| span.to + pause));
    ends.filter(|end| *end > at).fold(at + TimeDelta::minutes(STEP), DateTime::min)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    #[test]
    fn whoever_joins_late_takes_no_break_away() {
        let kept = ["08:20", "08:40", "09:30"]
            .map(|hour| TimeSpan { from: at(hour), to: at(hour) + TimeDelta::minutes(20) });
        let jury = JuryTime { taken: &kept, ..room("08:00", "18:00") };
        let pause = Pause { between_minutes: 0, after: 2, break_minutes: 30 };
        // beside the third one, then after a break
        assert_eq!(shown(place(&[oral(20), oral(20)], jury, pause)), ["09:50", "10:40"]);
        assert_eq!(shown(place(&[oral(20)], jury, Pause::default())), ["09:00"], "no pause was promised");
    }

    /// How many the jury sees in a row around a time, without a break.
    fn in_a_row(all: &[TimeSpan], one: &TimeSpan, rest: TimeDelta) -> usize {
        let runs = all.chunk_by(|first, next| next.from - first.to < rest);
        runs.filter(|run| run.contains(one)).map(<[TimeSpan]>::len).sum()
    }

    proptest! {
        #[test]
        fn nobody_new_comes_within_a_pause_of_the_jury(
            gaps in prop::collection::vec((0_i64..60, 5_i64..40), 0..8),
            lengths in prop::collection::vec(5_i64..40, 1..12),
            (between_minutes, after, break_minutes) in (0_i64..15, 0_usize..5, 15_i64..60),
        ) {
            let mut free = at("08:20");
            let kept: Vec<TimeSpan> = gaps.iter().map(|(gap, length)| {
                let from = free + TimeDelta::minutes(*gap);
                free = from + TimeDelta::minutes(*length);
                TimeSpan { from, to: free }
            }).collect();
            let waiting: Vec<WaitingCandidate> = lengths.iter().map(|length| oral(*length)).collect();
            let jury = JuryTime { room: TimeSpan { from: at("08:00"), to: at("22:00") }, taken: &kept };
            let pause = Pause { between_minutes, after, break_minutes };
            let hours = place(&waiting, jury, pause);
            let new: Vec<TimeSpan> = waiting.iter().zip(&hours)
                .filter_map(|(one, hour)| Some(one.before_the_jury((*hour)?))).collect();
            let mut all: Vec<TimeSpan> = kept.iter().chain(&new).copied().collect();
            all.sort_by_key(|span| span.from);
            for pair in all.windows(2).filter(|pair| pair.iter().any(|span| new.contains(span))) {
                prop_assert!(pair[1].from - pair[0].to >= TimeDelta::minutes(between_minutes));
            }
            for span in new.iter().filter(|_| after > 0) {
                prop_assert!(in_a_row(&all, span, TimeDelta::minutes(break_minutes)) <= after);
            }
        }
    }
}
