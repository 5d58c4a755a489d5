//! Reading the report of a visit, and acknowledging it.

use super::form::{Field, FieldKind};
use super::sheet::FormSheet;
use super::sheets::{FormContext, apprentice_named};
use super::visit::programme_of;
use super::words;
use crate::catalogue::programmes::file::Programme;
use crate::follow_up::visits::model::{CommitmentOwner, Present, SkillSeen, VisitContents, VisitReport};
use crate::follow_up::visits::wire::AcknowledgementIn;
use crate::follow_up::visits::{self, acts};
use crate::ids::VisitId;
use crate::law::calendar::french_day;
use crate::platform::body::checked;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;

/// The report of a visit that took place, to be acknowledged.
pub fn sheet(context: FormContext<'_>) -> Result<FormSheet, Problem> {
    let not_found = || Problem::not_found("visit");
    let reach = context.asker.caller.may(Act::ReadVisit)?;
    let found = visits::store::find(context.conn, &reach, VisitId(context.id))?;
    let visit = found.ok_or_else(not_found)?;
    if let Some(refusal) = visits::rules::check_held(visit.state) {
        return Err(refusal.into_conflict());
    }
    let reader = &context.asker.caller;
    let contents = visits::store::contents_of(context.conn, std::slice::from_ref(&visit), reader)?;
    let contents = contents.into_values().next().unwrap_or_default();
    let report = contents.report.as_ref().ok_or_else(not_found)?;
    let programme = programme_of(context.conn, context.catalogue, visit.id)?;
    let name = apprentice_named(context.conn, context.asker, visit.apprentice_id)?;
    let mut intro = vec![format!("{name}, visite du {}.", french_day(report.facts.held_on))];
    let author = contents.authors.of(report.author_kind, report.author_id);
    intro.extend(author.name.map(|name| format!("Compte rendu écrit par {name}.")));
    intro.extend(report.correction_reason.as_ref().map(|why| format!("Compte rendu corrigé : {why}")));
    Ok(FormSheet {
        title: "Compte rendu d’une visite".into(),
        intro,
        read: parts(report, &contents, programme),
        fields: fields(),
        parts: Vec::new(),
        initial: vec![("report_version".into(), report.number.to_string())],
        submit: "J’en prends acte",
    })
}

/// What the report says, part by part, in the words of the programme.
fn parts(
    report: &VisitReport,
    contents: &VisitContents,
    programme: Option<&Programme>,
) -> Vec<(String, String)> {
    let facts = &report.facts;
    let holding = contents.commitments.iter().filter(|one| one.holds_in(report.number));
    let agreed = holding.map(|one| {
        format!("{}, avant le {} : {}", owner(one.facts.owner), french_day(one.facts.due_on), one.facts.what)
    });
    let lines_of_report = [
        ("Personnes présentes", lines(facts.present.iter().map(|one| present(*one)))),
        ("Pourquoi à distance", lines(facts.remote_reason.map(words::remote_reason))),
        ("Ce qui a été vu et dit", facts.report.clone()),
        ("Ce qui a été convenu", facts.points_agreed.clone().unwrap_or_default()),
        ("Missions vues", lines(facts.mission_codes.iter().map(|code| mission(programme, code)))),
        ("Autres missions vues", facts.other_missions.clone().unwrap_or_default()),
        ("Compétences observées", lines(facts.skills.0.iter().map(|seen| skill(programme, seen)))),
        ("Difficultés", lines(facts.difficulties.iter().map(|one| words::difficulty(*one)))),
        ("Engagements", lines(agreed)),
        ("Remarques", lines(contents.notes.iter().map(|note| note.facts.note.as_str()))),
    ];
    let parts = lines_of_report.into_iter().filter(|(_, text)| !text.is_empty());
    parts.map(|(title, text)| (title.to_owned(), text)).collect()
}

fn lines<T: AsRef<str>>(each: impl IntoIterator<Item = T>) -> String {
    let each: Vec<T> = each.into_iter().collect();
    each.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("\n")
}

fn present(one: Present) -> &'static str {
    match one {
        Present::Tutor => "Vous",
        other => words::present(other),
    }
}

fn owner(one: CommitmentOwner) -> &'static str {
    match one {
        CommitmentOwner::Tutor => "Vous",
        other => words::owner(other),
    }
}

fn mission<'a>(programme: Option<&'a Programme>, code: &'a str) -> &'a str {
    let groups = programme.into_iter().flat_map(|programme| &programme.missions);
    let known = groups.flat_map(|group| &group.missions).find(|mission| mission.code == code);
    known.map_or(code, |mission| mission.label.as_str())
}

fn skill(programme: Option<&Programme>, seen: &SkillSeen) -> String {
    let known = programme.and_then(|programme| programme.skill(&seen.code));
    let label = known.map_or(seen.code.as_str(), |skill| skill.label.as_str());
    format!("{label} : {}", words::observed_level(seen.level).to_lowercase())
}

/// What is sent along: the version that was read.
fn fields() -> Vec<Field> {
    vec![Field::required("report_version", "Version lue", FieldKind::Hidden)]
}

/// Writes the acknowledgement.
pub fn carry_out(context: FormContext<'_>) -> Answer {
    let request = checked::<AcknowledgementIn>(&context.answered(&fields()))?;
    acts::acknowledge(context.conn, context.asker, VisitId(context.id), request)?;
    Reply::no_content()
}
