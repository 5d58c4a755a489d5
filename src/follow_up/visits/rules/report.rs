//! What the report of a visit may say, and what is done with it once written.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::book::{
    AUTHOR_READS_THE_NOTE, COMMITMENT_DONE_BY_NOW, COMMITMENT_DONE_ONCE, COMMITMENT_HOLDS,
    DISTANCE_HAS_A_REASON, DONE_AFTER_THE_VISIT, HELD_AFTER_THE_START, HELD_ALREADY, HELD_BY_THE_END,
    LAST_VERSION_IS_READ, SKILL_ONCE, SOMEBODY_IS_MET, VISIT_IS_CANCELLED, VISIT_IS_HELD_FIRST,
};
use super::life::VisitState;
use crate::follow_up::visits::model::{Commitment, NoteVisibility, RemoteReason, SkillSeen, VisitMode};
use crate::law::calendar::{add_days, french_day};
use crate::law::findings::Finding;
use crate::platform::text::Sentence;
use crate::say;

/// Days after the end of the contract during which a visit may still take place.
///
/// Our choice: a closing talk within the month.
pub const REPORT_GRACE_DAYS: i64 = 31;

/// When a visit took place, with how many, and under which contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting {
    pub held_on: NaiveDate,
    pub persons_present: usize,
    pub contract_starts_on: NaiveDate,
    /// Last day of the contract: the eve of the rupture when it was broken.
    pub contract_ends_on: NaiveDate,
}

/// Everything the rules say of the day of a visit, and of whom it met.
pub fn check_report(meeting: &Meeting, today: NaiveDate) -> Vec<Finding> {
    let last = add_days(meeting.contract_ends_on, REPORT_GRACE_DAYS);
    let findings = [
        (meeting.held_on > today).then(|| in_the_future(today)),
        (meeting.held_on < meeting.contract_starts_on)
            .then(|| before_the_contract(meeting.contract_starts_on)),
        (meeting.held_on > last).then(|| long_after_the_contract(last)),
        (meeting.persons_present == 0).then(nobody_present),
    ];
    findings.into_iter().flatten().collect()
}

fn in_the_future(today: NaiveDate) -> Finding {
    let facts = Sentence::new(
        format!("La visite a eu lieu au plus tard aujourd'hui, le {}.", french_day(today)),
        format!("The visit took place today, {today}, at the latest."),
    );
    HELD_ALREADY.at("/held_on", facts)
}

fn before_the_contract(starts_on: NaiveDate) -> Finding {
    let facts = Sentence::new(
        format!("La visite a eu lieu au plus tôt le {}, premier jour du contrat.", french_day(starts_on)),
        format!("The visit took place on {starts_on}, the first day of the contract, at the earliest."),
    );
    HELD_AFTER_THE_START.at("/held_on", facts)
}

fn long_after_the_contract(last: NaiveDate) -> Finding {
    let facts = Sentence::new(
        format!(
            "La visite a eu lieu au plus tard le {}, {REPORT_GRACE_DAYS} jours après le contrat.",
            french_day(last)
        ),
        format!(
            "The visit took place by {last}, {REPORT_GRACE_DAYS} days after the contract, at the latest."
        ),
    );
    HELD_BY_THE_END.at("/held_on", facts)
}

fn nobody_present() -> Finding {
    let facts = Sentence::new(
        "Indiquez au moins une personne rencontrée pendant la visite.".to_owned(),
        "Name at least one person met during the visit.".to_owned(),
    );
    SOMEBODY_IS_MET.at("/present", facts)
}

/// What a report says, as checked.
#[derive(Debug, Clone, Copy)]
pub struct CheckedReport<'a> {
    pub held_on: NaiveDate,
    pub mode: VisitMode,
    pub remote_reason: Option<RemoteReason>,
    pub skills: &'a [SkillSeen],
    /// Last days of what was agreed.
    pub due_on: &'a [NaiveDate],
}

/// Everything the rules say of it.
pub fn check_contents(report: &CheckedReport<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = check_reason(report).into_iter().collect();
    let mut seen = HashSet::new();
    for (rank, skill) in report.skills.iter().enumerate() {
        if !seen.insert(&skill.code) {
            let code = &skill.code;
            let facts = say!("{code} est observée deux fois.", "{code} is observed twice.");
            findings.push(SKILL_ONCE.at(format!("/skills/{rank}/code"), facts));
        }
    }
    let early = report.due_on.iter().enumerate().filter(|(_, due_on)| **due_on < report.held_on);
    findings.extend(early.map(|(rank, due_on)| {
        let (jour, visite, held_on) = (french_day(*due_on), french_day(report.held_on), report.held_on);
        let facts = say!(
            "Le {jour} vient avant la visite, du {visite}.",
            "{due_on} comes before the visit, on {held_on}."
        );
        DONE_AFTER_THE_VISIT.at(format!("/commitments/{rank}/due_on"), facts)
    }));
    findings
}

fn check_reason(report: &CheckedReport<'_>) -> Option<Finding> {
    match (report.mode, report.remote_reason) {
        (VisitMode::Remote, None) => {
            let facts = say!("Dites pourquoi la visite a lieu à distance.", "Say why it is at a distance.");
            Some(DISTANCE_HAS_A_REASON.at("/remote_reason", facts))
        }
        (VisitMode::OnSite, Some(_)) => {
            let facts =
                say!("Cette visite a eu lieu dans l'entreprise.", "This visit took place in the company.");
            Some(DISTANCE_HAS_A_REASON.at("/remote_reason", facts))
        }
        (VisitMode::Remote, Some(_)) | (VisitMode::OnSite, None) => None,
    }
}

/// Whoever writes a note may read it.
pub fn check_note(
    pointer: &'static str,
    visibility: NoteVisibility,
    readable: &[NoteVisibility],
) -> Option<Finding> {
    (!readable.contains(&visibility)).then(|| {
        let facts =
            say!("Vous ne pourriez pas relire cette note.", "You could not read this note afterwards.");
        AUTHOR_READS_THE_NOTE.at(pointer, facts)
    })
}

/// A report is acknowledged, corrected and noted once the visit took place.
pub fn check_held(state: VisitState) -> Option<Finding> {
    match state {
        VisitState::Held => None,
        VisitState::Planned => {
            let facts = say!("La visite est encore à faire.", "The visit is still to take place.");
            Some(VISIT_IS_HELD_FIRST.at("", facts))
        }
        VisitState::Cancelled => {
            Some(VISIT_IS_CANCELLED.at("", say!("La visite est annulée.", "The visit is cancelled.")))
        }
    }
}

/// A report is acknowledged as it stands.
pub fn check_read(read: i16, holds: i16) -> Option<Finding> {
    (read != holds).then(|| {
        let facts = say!(
            "La version {holds} du compte rendu est celle qui tient, et non la {read}.",
            "Version {holds} of the report is the one that holds, not {read}."
        );
        LAST_VERSION_IS_READ.at("/report_version", facts)
    })
}

/// What was agreed is done once, between the visit and today, unless a correction withdrew it.
pub fn check_done(
    commitment: &Commitment,
    held_on: Option<NaiveDate>,
    done_on: NaiveDate,
    today: NaiveDate,
) -> Result<Option<Finding>, Finding> {
    if commitment.withdrawn_in.is_some() {
        let facts = say!("Une correction a retiré cet engagement.", "A correction withdrew this commitment.");
        return Err(COMMITMENT_HOLDS.at("", facts));
    }
    if let Some(day) = commitment.done_on {
        let jour = french_day(day);
        return Err(COMMITMENT_DONE_ONCE.at("", say!("Tenu le {jour}.", "Done on {day}.")));
    }
    let outside = done_on > today || held_on.is_some_and(|held_on| done_on < held_on);
    Ok(outside.then(|| {
        let facts = say!(
            "Le jour est compris entre celui de la visite et aujourd'hui.",
            "The day is between that of the visit and today."
        );
        COMMITMENT_DONE_BY_NOW.at("/done_on", facts)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::follow_up::visits::model::ObservedLevel;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_report_says_why_at_a_distance_and_each_skill_once() {
        let skill = |code: &str| SkillSeen { code: code.to_owned(), level: ObservedLevel::Guided };
        type Case = (VisitMode, Option<RemoteReason>, &'static [&'static str], &'static [&'static str]);
        let cases: [(Case, &[&str]); 6] = [
            ((VisitMode::OnSite, None, &[], &[]), &[]),
            ((VisitMode::Remote, Some(RemoteReason::Urgent), &["a", "b"], &["2025-11-20"]), &[]),
            ((VisitMode::Remote, None, &[], &[]), &["visit.remote_reason"]),
            ((VisitMode::OnSite, Some(RemoteReason::Urgent), &[], &[]), &["visit.remote_reason"]),
            ((VisitMode::OnSite, None, &["a", "b", "a"], &[]), &["visit.skill_repeated"]),
            ((VisitMode::OnSite, None, &[], &["2025-11-19"]), &["visit.commitment_before_visit"]),
        ];
        for ((mode, remote_reason, skills, due_on), expected) in cases {
            let skills: Vec<_> = skills.iter().map(|code| skill(code)).collect();
            let due_on: Vec<_> = due_on.iter().map(|on| day(on)).collect();
            let report = CheckedReport {
                held_on: day("2025-11-20"),
                mode,
                remote_reason,
                skills: &skills,
                due_on: &due_on,
            };
            let codes: Vec<_> = check_contents(&report).iter().map(|finding| finding.code).collect();
            assert_eq!(codes, expected, "{mode} {remote_reason:?}");
        }
    }

    #[test]
    fn only_a_visit_held_is_acknowledged_and_in_its_last_version() {
        for (state, expected) in [
            (VisitState::Planned, Some("visit.not_held")),
            (VisitState::Held, None),
            (VisitState::Cancelled, Some("visit.cancelled")),
        ] {
            assert_eq!(check_held(state).map(|finding| finding.code), expected, "{state}");
        }
        assert!(check_read(2, 2).is_none());
        assert_eq!(check_read(1, 2).map(|finding| finding.code), Some("visit.report_corrected"));
    }

    #[test]
    fn nobody_writes_a_note_they_could_not_read() {
        use crate::trust::access::Role;
        for (role, visibility, refused) in [
            (Role::Trainer, NoteVisibility::Staff, false),
            (Role::Tutor, NoteVisibility::Staff, true),
            (Role::Tutor, NoteVisibility::StaffAndTutor, false),
            (Role::Student, NoteVisibility::StaffAndTutor, true),
        ] {
            let found = check_note("/note/visibility", visibility, NoteVisibility::seen_by(role));
            assert_eq!(found.is_some(), refused, "{role} {visibility}");
        }
    }
}
