//! Reading a period of the logbook, and signing it for the company.

use super::form::{Choice, Field, FieldKind};
use super::sheet::FormSheet;
use super::sheets::{FormContext, apprentice_named};
use crate::desk::logbook::acts;
use crate::desk::logbook::gathering::gather;
use crate::desk::logbook::wire::{LogbookOut, LogbookPeriodOut, LogbookSignatureIn, shown};
use crate::ids::ApprenticeId;
use crate::law::calendar::french_day;
use crate::learning::missions::wire::CompanyMissionOut;
use crate::learning::voices::{self, Voice};
use crate::platform::clock::paris_day;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Lang;
use crate::say;

/// Name of the field that says which period, as it was read.
const PERIOD: &str = "period";
/// Between the number of a period and its fingerprint.
const AS_READ: char = ':';

/// The form about an apprentice of the link.
pub fn sheet(context: FormContext<'_>) -> Result<FormSheet, Problem> {
    let FormContext { conn, asker, catalogue, id, .. } = context;
    let id = ApprenticeId(id);
    let file = voices::find(conn, asker, catalogue, id)?;
    let logbook = gather(conn, asker, catalogue, &file)?;
    let told = shown(conn, asker, &file, &logbook, Lang::Fr)?;
    let name = apprentice_named(conn, asker, id)?;
    let today = asker.today;
    let begun = || told.periods.iter().filter(move |one| one.from_on <= today);
    let options: Vec<Choice> = begun().filter(|one| is_awaited(one)).map(choice).collect();
    let nothing = options.is_empty();
    let field =
        Field { options, ..Field::required(PERIOD, "La période que vous signez", FieldKind::Radios) };
    Ok(FormSheet {
        title: format!("Le livret d’apprentissage de {name}"),
        intro: intro(nothing),
        read: begun().map(|one| (title(one), lines(one, &told).join("\n"))).collect(),
        fields: if nothing { Vec::new() } else { vec![field] },
        parts: Vec::new(),
        initial: Vec::new(),
        submit: if nothing { "Rien à signer" } else { "Je signe cette période" },
    })
}

fn intro(nothing: bool) -> Vec<String> {
    let asked = if nothing {
        "Vous avez signé tout ce que le livret contient à ce jour."
    } else {
        "Relisez la période, puis signez-la. Si quelque chose manque, dites-le au centre avant de signer."
    };
    vec![
        "Le livret rassemble ce que le centre, l’apprenti et vous avez écrit, semestre par semestre."
            .to_owned(),
        asked.to_owned(),
    ]
}

/// Whether the company has not signed it, or not since it changed.
fn is_awaited(one: &LogbookPeriodOut) -> bool {
    let mut signed = one.signatures.iter().filter(|row| row.voice == Voice::Company);
    signed.next().is_none_or(|row| row.changed_since_signed)
}

fn title(one: &LogbookPeriodOut) -> String {
    format!("Semestre {}, du {} au {}", one.number, french_day(one.from_on), french_day(one.to_on))
}

fn choice(one: &LogbookPeriodOut) -> Choice {
    (format!("{}{AS_READ}{}", one.number, one.content_hash).into(), title(one).into())
}

/// What a period holds, a line a matter.
fn lines(one: &LogbookPeriodOut, told: &LogbookOut) -> Vec<String> {
    let mut lines =
        vec![format!("{} jours en entreprise, {} jours au centre.", one.days.company, one.days.centre)];
    lines.extend(one.missions.iter().filter_map(mission_line));
    lines.extend(positions_line(one));
    for visit in &one.visits {
        lines.push(format!("Visite du {}.", french_day(visit.held_on)));
        lines.extend(
            visit
                .commitments
                .iter()
                .map(|agreed| format!("Convenu ({}) : {}", agreed.owner_label, agreed.what)),
        );
    }
    let marks = one.marks.len();
    lines.extend((marks > 0).then(|| format!("Notes d’examen blanc publiées : {marks}.")));
    for signature in &one.signatures {
        let (who, on) = (signature.voice.label_fr(), french_day(paris_day(signature.signed_at)));
        let since = if signature.changed_since_signed { ", le contenu a changé depuis" } else { "" };
        lines.push(format!("Signature ({who}) : le {on}{since}."));
    }
    lines.extend(one.returns.first().map(|back| format!("Renvoyé : {}", back.reason)));
    if one.to_on >= told.as_of {
        lines.push("Ce semestre est en cours.".to_owned());
    }
    lines
}

/// A mission with its days; nothing of one the programme no longer names.
fn mission_line(mission: &CompanyMissionOut) -> Option<String> {
    let (label, from) = (mission.label.as_ref()?, french_day(mission.from_on));
    Some(match mission.to_on {
        Some(to) => format!("Mission du {from} au {} : {label}.", french_day(to)),
        None => format!("Mission depuis le {from} : {label}."),
    })
}

/// How many skills each voice spoke of.
fn positions_line(one: &LogbookPeriodOut) -> Option<String> {
    let counted = Voice::ALL.iter().filter_map(|voice| {
        let said = one.positions.iter().filter(|row| row.voice == *voice).count();
        (said > 0).then(|| format!("{} ({})", said, voice.label_fr()))
    });
    let counted: Vec<String> = counted.collect();
    (!counted.is_empty()).then(|| format!("Compétences situées : {}.", counted.join(", ")))
}

/// Writes the signature of the company on the period chosen, as it was read.
pub fn carry_out(context: FormContext<'_>) -> Answer {
    let FormContext { conn, asker, catalogue, id, typed } = context;
    let chosen = typed.and_then(|typed| typed.answer(PERIOD)).and_then(|chosen| chosen.split_once(AS_READ));
    let read = chosen.and_then(|(number, hash)| Some((number.parse::<i16>().ok()?, hash.to_owned())));
    let Some((number, hash)) = read else {
        return Err(Problem::fault(
            "/period",
            "required",
            say!("Choisissez la période que vous signez.", "Choose the period you sign."),
        ));
    };
    let request = LogbookSignatureIn { content_hash: Some(hash) };
    acts::sign(conn, asker, catalogue, (ApprenticeId(id), number), &request)?;
    Reply::no_content()
}
