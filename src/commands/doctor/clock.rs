//! The clock of this machine: deadlines, tokens and signatures are dated by it.

use std::process::{Command, Stdio};

use chrono::TimeDelta;

use super::{Examination, Verdict};

/// How far apart two clocks may be without something being wrong with one of them.
const MOST_APART: TimeDelta = TimeDelta::seconds(5);

/// Judges the clock by that of the database, which is `ahead` of it, and by the system's own word.
pub fn examine(examination: &mut Examination, ahead: Option<TimeDelta>) {
    let (verdict, told) = judged(ahead, kept_by_ntp());
    examination.tell(verdict, "clock", told);
}

fn judged(ahead: Option<TimeDelta>, kept: Option<bool>) -> (Verdict, String) {
    let told = match kept {
        Some(true) => "set by NTP",
        Some(false) => "not set by NTP: turn it on (timedatectl set-ntp true)",
        None => "whether NTP sets it is not known here",
    };
    let unless_adrift = if kept == Some(false) { Verdict::Warn } else { Verdict::Ok };
    match ahead {
        Some(ahead) if ahead.abs() > MOST_APART => {
            let side = if ahead < TimeDelta::zero() { "behind" } else { "ahead of" };
            let seconds = ahead.abs().num_seconds();
            (Verdict::Warn, format!("the database's is {seconds} s {side} this machine's; {told}"))
        }
        Some(_) => {
            let seconds = MOST_APART.num_seconds();
            (unless_adrift, format!("within {seconds} s of the database's; {told}"))
        }
        None => (unless_adrift, told.to_owned()),
    }
}

/// Whether the system says that NTP sets the clock; none where nobody can say.
fn kept_by_ntp() -> Option<bool> {
    let mut asked = Command::new("timedatectl");
    asked.args(["show", "--property=NTPSynchronized", "--value"]).stdin(Stdio::null());
    let answer = asked.output().ok().filter(|answer| answer.status.success())?;
    match String::from_utf8_lossy(&answer.stdout).trim() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_far_from_the_databases_or_set_by_nobody_is_to_be_looked_at() {
        let apart = |milliseconds| Some(TimeDelta::milliseconds(milliseconds));
        for (ahead, kept, verdict, said) in [
            (apart(0), Some(true), Verdict::Ok, "within 5 s of the database's; set by NTP"),
            (apart(-5_000), None, Verdict::Ok, "within 5 s of the database's; whether NTP"),
            (apart(5_001), Some(true), Verdict::Warn, "the database's is 5 s ahead of this machine's"),
            (apart(-60_000), Some(true), Verdict::Warn, "the database's is 60 s behind this machine's"),
            (apart(0), Some(false), Verdict::Warn, "within 5 s of the database's; not set by NTP"),
            (None, None, Verdict::Ok, "whether NTP sets it is not known here"),
        ] {
            let (found, told) = judged(ahead, kept);
            assert!(found == verdict && told.starts_with(said), "{ahead:?}, {kept:?}: {found} {told}");
        }
    }
}
