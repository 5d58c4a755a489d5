//! What the demonstration says on the terminal: the people, their passwords, and how to sign in.

use std::path::Path;

use chrono::NaiveDate;

use super::folder::StoryRecord;
use crate::law::calendar::french_day;

/// Prints the people and how to sign in as each.
pub fn print(story: &StoryRecord, base: &str, today: NaiveDate, folder: &Path) {
    let (people, machine) = (&story.cast.people, &story.cast.machine);
    println!();
    println!("Demonstration in {}: it is {} there.", folder.display(), french_day(today));
    println!("The site and the programme are those of the public catalogue (UFA Léonie-Aviat, BTS MCO).");
    println!("Apprentices, families, companies, tutors and staff are fictional, whatever they resemble.");
    println!();
    println!("  role           e-mail                            password");
    for person in people {
        println!("  {:<15}{:<34}{}", person.role, person.email, person.password);
    }
    println!("  {:<15}{:<34}{}", "client", "(client id and secret)", machine.client_id);
    println!("  {:<49}{}", "", machine.secret);
    if let Some(page) = &story.cast.tutor_page {
        println!();
        println!("The page of a company tutor, without an account and made for a telephone:");
        println!("  {page}");
    }
    println!();
    println!("To sign in, then send the access_token as `Authorization: Bearer`:");
    for person in people {
        let body = serde_json::json!({ "email": person.email, "password": person.password });
        println!("  # {}, {}", person.name, person.role);
        println!("  curl -s {base}/v1/sessions -H 'Content-Type: application/json' -d '{body}'");
    }
    println!("  # {}, client", machine.name);
    println!(
        "  curl -s {base}/oauth/token -u '{}:{}' -d grant_type=client_credentials",
        machine.client_id, machine.secret
    );
    println!();
}
