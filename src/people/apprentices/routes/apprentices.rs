//! Handlers of apprentices.

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};

use super::{locked, told_of_today};
use crate::catalogue::code_lists::rules::{check_codes, touched};
use crate::catalogue::programmes::Catalogue;
use crate::ids::ApprenticeId;
use crate::law::findings::refuse_errors;
use crate::people::apprentices::cards::model::Card;
use crate::people::apprentices::cards::rules::current;
use crate::people::apprentices::cards::{CardSight, Cards};
use crate::people::apprentices::model::{
    Apprentice, ApprenticeFacts, ApprenticePatch, DisabilityShown, EnrolmentInCohort,
};
use crate::people::apprentices::rules::person;
use crate::people::apprentices::store::{self, ApprenticeFilter, disabilities};
use crate::people::apprentices::wire::{
    ApprenticeLineOut, ApprenticeOut, ApprenticeRegistrationIn, EnrolmentLineOut, EnrolmentOut, FileInclude,
    FileParams, Sight,
};
use crate::people::apprentices::{ApprenticeConsequences, acts, disability, registering};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Name, Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::{Act, site_is_fixed};
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_apprentices)
        .service(create_apprentice)
        .service(get_apprentice)
        .service(change_apprentice);
}

/// Lists apprentices by name, each with the status of their enrolments.
#[utoipa::path(tag = "apprentices", params(Paged<ApprenticeFilter>),
    responses((status = 200, description = "One page of apprentices.", body = Page<ApprenticeLineOut>)))]
#[get("/v1/apprentices")]
async fn list_apprentices(door: Door, params: Params<Paged<ApprenticeFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadApprentice, move |conn, asker| {
        let as_of = filter.as_of.unwrap_or(asker.today);
        told_of_today(conn, asker, (filter.status.is_some() || filter.phase.is_some()).then_some(as_of))?;
        let rows = store::list(conn, &asker.reach, &filter, as_of, &page)?;
        let page = Page::of(rows, page.limit, |row| Name { name: row.search_name.clone(), id: row.id.0 })
            .counted(&page, || store::count(conn, &asker.reach, &filter, as_of))?;
        let cards = Cards::of(conn, page.data.iter().map(|row| row.id))?;
        let (sight, of_cards) = (Sight::of(&asker.caller), CardSight::of(&asker.caller));
        Reply::page(&page.map(|row| {
            let theirs = cards.of_apprentice(row.id).iter().filter(|card| of_cards.reaches(card));
            let lines =
                theirs.map(|card| EnrolmentLineOut::of(card, (as_of, &asker.law), of_cards)).collect();
            ApprenticeLineOut::of(row, sight, lines)
        }))
    })
    .await
}

/// Creates an apprentice, with their guardians, their enrolment and whoever follows them when these are sent along: all of
/// it or nothing, every fault at its place in the body; what is unusual about the enrolment is told in its `warnings`.
#[utoipa::path(tag = "apprentices", request_body = ApprenticeRegistrationIn,
    responses((status = 201, description = "The apprentice created.", body = ApprenticeOut)))]
#[post("/v1/apprentices")]
async fn create_apprentice(
    door: Door,
    catalogue: Data<Catalogue>,
    follows: Data<ApprenticeConsequences>,
    body: Body<ApprenticeRegistrationIn>,
) -> Answer {
    door.create(Act::CreateApprentice, body, move |tx, asker, request| {
        let disclosed = DisabilityShown::said(request.record.disability());
        let (apprentice, warnings) = registering::register(tx, asker, &catalogue, **follows, &request)?;
        let (location, version) = (format!("/v1/apprentices/{}", apprentice.id), apprentice.version);
        let mut out = whole(tx, asker, apprentice, disclosed)?;
        let warned = |one: EnrolmentOut| one.warned(warnings.clone(), asker.lang);
        out.enrolments = out.enrolments.into_iter().map(warned).collect();
        Ok(Reply::created(location, &out)?.version(version))
    })
    .await
}

/// Reads an apprentice, with their enrolments and the history of their status.
#[utoipa::path(tag = "apprentices", params(("id" = ApprenticeId, Path, description = "Apprentice."), FileParams),
    responses((status = 200, description = "The apprentice.", body = ApprenticeOut)))]
#[get("/v1/apprentices/{id}")]
async fn get_apprentice(door: Door, id: Path<ApprenticeId>, params: Params<FileParams>) -> Answer {
    door.read(Act::ReadApprentice, move |conn, asker| {
        let found = store::find_with_enrolments(conn, &asker.reach, *id)?;
        let (apprentice, enrolments) = found.or_not_found("apprentice")?;
        let known = match params.0.include {
            Some(FileInclude::Disability) => disability::shown(conn, asker, &apprentice)?,
            None => None,
        };
        let disability = known.map(DisabilityShown::whole).unwrap_or_default();
        let version = apprentice.version;
        Ok(Reply::ok(&file(conn, asker, apprentice, enrolments, disability)?)?.version(version))
    })
    .await
}

/// Changes an apprentice by merge patch.
#[utoipa::path(tag = "apprentices", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = ApprenticePatch,
    responses((status = 200, description = "The apprentice changed.", body = ApprenticeOut)))]
#[patch("/v1/apprentices/{id}")]
async fn change_apprentice(door: Door, id: Path<ApprenticeId>, body: Body<ApprenticePatch>) -> Answer {
    door.change(Act::ChangeApprentice, body, move |tx, asker, patch| {
        let current = locked(tx, asker, *id)?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&ApprenticeFacts::from(&current))?;
        if facts.site_id != Some(current.site_id) {
            return Err(site_is_fixed());
        }
        let mut found = check_codes(&asker.law.forms, &touched(&facts.codes(), &patch.fields()));
        found.extend(acts::name_and_address_faults(&facts));
        if facts.born_on != current.born_on {
            let ages = &asker.law.contracts.on(asker.today).age;
            found.extend(person::check_born_on(facts.born_on, asker.today, ages));
        }
        refuse_errors(found)?;
        let namesake = facts.confirmed_namesake || !is_somebody_else(&current, &facts);
        acts::refuse_lookalike(tx, current.site_id, &facts, namesake, Some(current.id))?;
        acts::refuse_known_ine(tx, current.site_id, facts.ine.as_deref(), Some(current.id))?;
        let (apprentice, fields) = (store::change(tx, current.id, &facts)?, patch.fields());
        let known = disability::patched(tx, asker, &apprentice, &facts, &fields)?;
        if let Some(known) = known {
            disabilities::write(tx, &asker.vault, &apprentice, known)?;
        }
        let disclosed = DisabilityShown::written(known.unwrap_or_default(), &fields);
        asker.record_fields(tx, Event::ApprenticeChanged, &apprentice, &fields)?;
        let version = apprentice.version;
        Ok(Reply::ok(&whole(tx, asker, apprentice, disclosed)?)?.version(version))
    })
    .await
}

/// The file of an apprentice just written, as the asker sees it; of a disability only what was just said.
fn whole(
    conn: &mut Tx,
    asker: &Asker,
    apprentice: Apprentice,
    disclosed: DisabilityShown,
) -> Result<ApprenticeOut, Problem> {
    let enrolments = store::enrolments_and_cards(conn, &asker.reach, apprentice.id)?;
    file(conn, asker, apprentice, enrolments, disclosed)
}

/// The file as the asker sees it, with their enrolments as they stand today.
fn file(
    conn: &mut Tx,
    asker: &Asker,
    apprentice: Apprentice,
    enrolments: Vec<(EnrolmentInCohort, Card)>,
    disability: DisabilityShown,
) -> Result<ApprenticeOut, Problem> {
    let minor = person::is_minor(apprentice.born_on, asker.today, &asker.law.contracts.on(asker.today).age);
    let guardians_missing = minor && !apprentice.emancipated && !store::has_guardian(conn, &apprentice)?;
    let mut out = ApprenticeOut::of(apprentice, Sight::of(&asker.caller), minor, guardians_missing);
    let (today, sight) = (asker.today, CardSight::of(&asker.caller));
    out.present = current(enrolments.iter().map(|(_, card)| card), today)
        .map(|card| EnrolmentLineOut::of(card, (today, &asker.law), sight));
    let standing = |(row, card): (_, Card)| EnrolmentOut::of(row, &card, (today, &*asker.law), sight);
    out.enrolments = enrolments.into_iter().map(standing).collect();
    out.disability = disability;
    Ok(out)
}

/// Whether the patched file bears other names or another birth date.
fn is_somebody_else(current: &Apprentice, facts: &ApprenticeFacts) -> bool {
    (&current.family_name, &current.given_name, current.born_on)
        != (&facts.family_name, &facts.given_name, facts.born_on)
}
