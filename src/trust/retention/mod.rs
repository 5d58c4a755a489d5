//! What is kept for a time only: traces of acts, sessions, invitations, mails and rows taken back, forgotten day after day.
//!
//! Files of apprentices are no part of it: what is kept of them, and how long, is decided by people.

mod store;

use chrono::{Datelike, Months, NaiveDate};

use self::store::Way;
use crate::law::figures::RetentionLaw;
use crate::platform::db::Tx;
use crate::trust::journal::{Author, AuthorKind, Event, record_private};
use diesel::QueryResult;

/// Rows of one kind kept long enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    pub what: &'static str,
    /// Months each is kept.
    pub months: u32,
    pub before: NaiveDate,
    /// How many.
    pub rows: i64,
}

struct RetentionRule {
    what: &'static str,
    months: u32,
    before: NaiveDate,
    event: Event,
    run: fn(&mut Tx, NaiveDate, Way) -> QueryResult<i64>,
}

/// What is overdue on a day, left as it is.
pub fn overdue(conn: &mut Tx, law: &RetentionLaw, today: NaiveDate) -> QueryResult<Vec<Overdue>> {
    each(conn, law, today, Way::Count)
}

/// Forgets what is overdue on a day, and writes down that it did.
pub fn forget_overdue(tx: &mut Tx, law: &RetentionLaw, today: NaiveDate) -> QueryResult<Vec<Overdue>> {
    each(tx, law, today, Way::Forget)
}

fn each(tx: &mut Tx, law: &RetentionLaw, today: NaiveDate, way: Way) -> QueryResult<Vec<Overdue>> {
    let mut found = Vec::new();
    for RetentionRule { what, months, before, event, run } in rules(law, today) {
        let rows = run(tx, before, way)?;
        if way == Way::Forget && rows > 0 {
            let author = Author::without_name(AuthorKind::System, None);
            record_private(tx, &author, event, uuid::Uuid::nil())?;
        }
        found.push(Overdue { what, months, before, rows });
    }
    Ok(found)
}

fn rules(law: &RetentionLaw, today: NaiveDate) -> [RetentionRule; 5] {
    let ago = |months: u32| today.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN);
    let journal = ago(law.journal_months);
    [
        RetentionRule {
            what: "journal entries",
            months: law.journal_months,
            before: journal.with_day(1).unwrap_or(journal),
            event: Event::JournalMonthsDropped,
            run: store::journal_entries,
        },
        RetentionRule {
            what: "sessions",
            months: law.sign_in_months,
            before: ago(law.sign_in_months),
            event: Event::SessionForgotten,
            run: store::sessions,
        },
        RetentionRule {
            what: "invitations",
            months: law.sign_in_months,
            before: ago(law.sign_in_months),
            event: Event::InvitationForgotten,
            run: store::invitations,
        },
        RetentionRule {
            what: "mails",
            months: law.mail_months,
            before: ago(law.mail_months),
            event: Event::MailForgotten,
            run: store::mails,
        },
        RetentionRule {
            what: "withdrawn rows",
            months: law.withdrawal_months,
            before: ago(law.withdrawal_months),
            event: Event::WithdrawalForgotten,
            run: store::withdrawn_rows,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_journal_goes_by_whole_months_and_the_rest_by_the_day() {
        let law =
            RetentionLaw { journal_months: 12, sign_in_months: 12, mail_months: 6, withdrawal_months: 3 };
        let [journal, sessions, invitations, mails, withdrawals] =
            rules(&law, "2028-02-29".parse().unwrap()).map(|rule| rule.before.to_string());
        assert_eq!([journal, sessions], ["2027-02-01", "2027-02-28"]);
        assert_eq!([invitations, mails, withdrawals], ["2027-02-28", "2027-08-29", "2027-11-29"]);
    }
}
