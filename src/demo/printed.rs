//! What the demonstration says on the terminal: the people, their passwords, and how to sign in.

use std::fmt::{self, Write};
use std::path::Path;

use chrono::NaiveDate;

use super::folder::StoryRecord;
use crate::law::calendar::french_day;
use crate::platform::output;

/// Prints the people and how to sign in as each.
pub fn print(story: &StoryRecord, base: &str, today: NaiveDate, folder: &Path) {
    let mut text = String::new();
    let written =
        write_people(&mut text, story, today, folder).and_then(|()| write_ways_in(&mut text, story, base));
    if written.is_err() || !output::print(&text) {
        tracing::warn!(folder = %folder.display(), "the people could not be printed: `people.json` there has them");
    }
}

fn write_people(text: &mut String, story: &StoryRecord, today: NaiveDate, folder: &Path) -> fmt::Result {
    let (people, machine) = (&story.cast.people, &story.cast.machine);
    writeln!(text, "\nDemonstration in {}: it is {} there.", folder.display(), french_day(today))?;
    text.push_str(
        "The site and the programme are those of the public catalogue (UFA Léonie-Aviat, BTS MCO).\n",
    );
    text.push_str(
        "Apprentices, families, companies, tutors and staff are fictional, whatever they resemble.\n",
    );
    text.push_str("\n  role           e-mail                            password\n");
    for person in people {
        writeln!(text, "  {:<15}{:<34}{}", person.role, person.email, person.password)?;
    }
    writeln!(text, "  {:<15}{:<34}{}", "client", "(client id and secret)", machine.client_id)?;
    writeln!(text, "  {:<49}{}", "", machine.secret)?;
    if let Some(page) = &story.cast.tutor_page {
        writeln!(
            text,
            "\nThe page of a company tutor, without an account and made for a telephone:\n  {page}"
        )?;
    }
    Ok(())
}

fn write_ways_in(text: &mut String, story: &StoryRecord, base: &str) -> fmt::Result {
    let machine = &story.cast.machine;
    text.push_str("\nTo sign in, then send the access_token as `Authorization: Bearer`:\n");
    for person in &story.cast.people {
        let body = serde_json::json!({ "email": person.email, "password": person.password });
        writeln!(text, "  # {}, {}", person.name, person.role)?;
        writeln!(text, "  curl -s {base}/v1/sessions -H 'Content-Type: application/json' -d '{body}'")?;
    }
    let (id, secret) = (&machine.client_id, &machine.secret);
    writeln!(text, "  # {}, client", machine.name)?;
    writeln!(text, "  curl -s {base}/oauth/token -u '{id}:{secret}' -d grant_type=client_credentials\n")
}
