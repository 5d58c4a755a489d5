//! When what is due becomes pressing, as `catalogue/law/obligations.toml` gives it: choices of the house, in days.

use serde::Deserialize;

/// Delays in force together, in days.
#[derive(Debug, Clone, Deserialize)]
pub struct ObligationLaw {
    /// Before the end of a window, from which it is told as due.
    pub window_notice_days: i64,
    /// Before the day on which the national dashboard counts a drop-out, from which it is told.
    pub status_notice_days: i64,
    /// Before the last day of a social cover that ends before the right to stay, from which it is told.
    pub cover_notice_days: i64,
    /// Before the last day of the right to follow the courses after a rupture, on which the apprentice is mailed.
    pub cover_mail_days: Vec<i64>,
    /// From a difficulty told by a tutor or the apprentice to what the staff do or note of it.
    pub difficulty_answer_days: i64,
    /// Before the last day of a slot, by which it has a visit.
    pub plan_days: i64,
    /// Before that, from which the visit to plan is told as due.
    pub plan_notice_days: i64,
    /// Before the first day of a contract, by which its draft is complete.
    pub complete_days: i64,
    /// Before that, from which the draft is told as due.
    pub complete_notice_days: i64,
    /// After a refused deposit, to send the contract again.
    pub refile_days: i64,
    /// Before a change of pay, from which it is announced.
    pub pay_step_notice_days: i64,
    /// From the notice of a rupture to telling the body of the deposit.
    pub rupture_told_days: i64,
    /// From the day a step of a rupture is lawful to its recording.
    pub rupture_step_days: i64,
    /// From a rupture to the student card handed back.
    pub card_return_days: i64,
    /// Before the month of a mock exam, by which its days are fixed.
    pub exam_days: i64,
    /// Before that, from which the days to fix are told as due.
    pub exam_notice_days: i64,
    /// After a mock exam, to record that it took place.
    pub exam_held_days: i64,
    /// After a mock exam, to enter its marks.
    pub mark_days: i64,
    /// Before a mock exam, by which tutors are invited.
    pub invite_days: i64,
    /// Before a mock exam, by which tutors answer.
    pub answer_days: i64,
    /// Before either, from which it is told as due.
    pub invite_notice_days: i64,
    /// From a report to its acknowledgement.
    pub acknowledge_days: i64,
    /// From the first day of the training to the day somebody follows the apprentice.
    pub referent_days: i64,
    /// After the last day of a tutorship, during which the tutor still closes the papers of the apprentice.
    pub tutor_closing_days: u64,
    /// After the end of the training or of the contract, from which what was never done is no longer told.
    pub lapse_days: i64,
    /// Longest time something due may be put off at once.
    pub longest_snooze_days: i64,
}
