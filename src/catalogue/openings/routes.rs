//! Opening a cohort, and changing one with the mock exams that hang on it.

use actix_web::web::{Data, Path};
use actix_web::{patch, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::rules::{self, Plan};
use super::wire::OpeningIn;
use crate::catalogue::openings::rules::{ENROLLED_DATES_STAY, PROGRAMME_IS_TAUGHT_HERE};
use crate::catalogue::programmes::file::Programme;
use crate::catalogue::programmes::model::CohortChange;
use crate::catalogue::programmes::rules::{check_cohort, programme_of};
use crate::catalogue::programmes::store::{
    change_cohort as write_cohort, has_enrolments, insert_cohort, lock_cohort, names_of, programme_id,
    site_id,
};
use crate::catalogue::programmes::wire::{CohortIn, CohortOut, CohortPatch};
use crate::catalogue::programmes::{Catalogue, Cohort};
use crate::ids::{CohortId, SiteId};
use crate::law::findings::{Finding, refuse_errors};
use crate::learning::mock_exams::{self, MockExam};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::{self, Change};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(open_cohort).service(change_cohort);
}

/// Opens a cohort and plans its mock exams.
#[utoipa::path(tag = "cohorts", request_body = OpeningIn,
    responses((status = 201, description = "The cohort opened.", body = CohortOut)))]
#[post("/v1/cohorts")]
async fn open_cohort(door: Door, catalogue: Data<Catalogue>, body: Body<OpeningIn>) -> Answer {
    door.create(Act::CreateCohort, body, move |tx, asker, wanted| {
        let site = asker.reach.site_for_creation(wanted.site_id)?;
        let programme = taught_at(&catalogue, site, &wanted.programme)?;
        let taken = names_of(tx, site, programme_id(&programme.code))?;
        let (decided, findings) = rules::decide(programme, &wanted, &taken);
        let warnings = refuse_errors(findings)?;
        let plan = plan_of(programme, &decided)?;
        let cohort = insert_cohort(tx, site, programme_id(&programme.code), &decided)?;
        let exams = mock_exams::store::insert_planned(tx, &cohort, &plan.sessions, &plan.papers)?;
        record(tx, asker, (Act::CreateCohort, "cohort.opened", &[]), &cohort, &exams)?;
        let (location, version) = (format!("/v1/cohorts/{}", cohort.id), cohort.version);
        let out = CohortOut::of(cohort, &catalogue, &asker.law).warned(warnings, asker.lang);
        Ok(Reply::created(location, &out)?.version(version))
    })
    .await
}

/// Changes a cohort by merge patch; its mock exams still to come follow its dates and its regulation.
#[utoipa::path(tag = "cohorts", params(("id" = CohortId, Path, description = "Cohort.")),
    request_body = CohortPatch,
    responses((status = 200, description = "The cohort changed.", body = CohortOut)))]
#[patch("/v1/cohorts/{id}")]
async fn change_cohort(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<CohortId>,
    body: Body<CohortPatch>,
) -> Answer {
    door.change(Act::ChangeCohort, body, move |tx, asker, patch| {
        let current = lock_cohort(tx, &asker.reach, *id)?.ok_or_else(|| Problem::not_found("cohort"))?;
        asker.expects(current.version)?;
        let wanted = patch.applied_to(&CohortIn::from(&current))?.written();
        let moved = (wanted.starts_on, wanted.ends_on) != (current.starts_on, current.ends_on);
        if moved && has_enrolments(tx, current.id)? {
            return Err(dates_are_fixed());
        }
        let programme = programme_of(&catalogue, &current.programme).map_err(Finding::into_conflict)?;
        let warnings = refuse_errors(check_cohort(programme, &wanted))?;
        let replans = moved || wanted.exam_regulation != current.exam_regulation;
        let cohort = write_cohort(tx, current.id, &wanted)?;
        let exams = if replans { replan(tx, programme, &cohort, &wanted)? } else { Vec::new() };
        record(tx, asker, (Act::ChangeCohort, "cohort.changed", &patch.fields()), &cohort, &exams)?;
        let version = cohort.version;
        Ok(Reply::ok(&CohortOut::of(cohort, &catalogue, &asker.law).warned(warnings, asker.lang))?
            .version(version))
    })
    .await
}

fn replan(
    tx: &mut Tx,
    programme: &Programme,
    cohort: &Cohort,
    wanted: &CohortChange,
) -> Result<Vec<MockExam>, Problem> {
    let plan = plan_of(programme, wanted)?;
    Ok(mock_exams::store::replan(tx, cohort, &plan.sessions, &plan.papers)?)
}

fn plan_of(programme: &Programme, cohort: &CohortChange) -> Result<Plan, Problem> {
    rules::plan(programme, cohort).map_err(|finding: Finding| {
        refuse_errors(vec![finding]).err().unwrap_or_else(|| Problem::internal("a plan refused by a warning"))
    })
}

fn taught_at<'a>(catalogue: &'a Catalogue, site: SiteId, code: &str) -> Result<&'a Programme, Problem> {
    let programme = catalogue.programme(code).ok_or_else(|| {
        Problem::fault(
            "/programme",
            "programme.unknown",
            say!(
                "Aucune formation du catalogue n'a ce code.",
                "No programme of the catalogue has this code."
            ),
        )
    })?;
    let taught = &programme.site;
    if site_id(taught) == site {
        return Ok(programme);
    }
    Err(PROGRAMME_IS_TAUGHT_HERE.fault(
        "/programme",
        say!(
            "Cette formation n'est pas dispensée sur ce site, mais sur {taught}.",
            "This programme is not taught at this site, but at {taught}."
        ),
    ))
}

/// One line for the cohort, one for each of its mock exams.
fn record(
    tx: &mut Tx,
    asker: &Asker,
    (act, event, fields): (Act, &'static str, &[String]),
    cohort: &Cohort,
    exams: &[MockExam],
) -> diesel::QueryResult<()> {
    let site_id = cohort.site_id;
    let of_cohort = Change { act, event, site_id, subject_id: cohort.id.0, version: cohort.version, fields };
    let of_exams = exams.iter().map(|exam| {
        let event = if exam.version == 1 { "mock_exam.planned" } else { "mock_exam.changed" };
        Change { act, event, site_id, subject_id: exam.id.0, version: exam.version, fields: &[] }
    });
    let changes: Vec<_> = std::iter::once(of_cohort).chain(of_exams).collect();
    journal::record_all(tx, &asker.author(), &changes)
}

fn dates_are_fixed() -> Problem {
    ENROLLED_DATES_STAY.conflict(say!(
        "Des apprentis sont inscrits : les dates de la promotion ne changent plus.",
        "Apprentices are enrolled: the dates of the cohort no longer change."
    ))
}
