//! Handlers of what evidences the national quality standard, and their mounting.

use std::collections::BTreeMap;

use actix_web::get;
use actix_web::web::Path;

use super::rules::PERIOD_IN_ORDER;
use super::store::{self, EvidencePeriod};
use super::table::table;
use super::wire::{EvidenceParams, EvidenceScope, QualityEvidenceOut};
use crate::catalogue::programmes::SiteKey;
use crate::law::calendar::{add_months, french_day};
use crate::law::figures::EvidenceKind;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::accounts::store::accounts::names_of_sites;
use crate::trust::door::{Asker, Door};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_quality_evidence).service(export_quality_evidence);
}

/// Counts, indicator by indicator of the national quality standard (Qualiopi), what the base holds of a site in a period that
/// evidences it, where it is read, and what is missing; what nothing here evidences is said to be shown otherwise.
#[utoipa::path(tag = "indicators",
    params(SiteKey, EvidenceParams),
    responses((status = 200, description = "The indicators and their evidence.", body = QualityEvidenceOut),
        (status = 422, description = "A period that ends before it begins, or has not begun.")))]
#[get("/v1/sites/{site}/quality-evidence")]
async fn read_quality_evidence(door: Door, at: Path<SiteKey>, params: Params<EvidenceParams>) -> Answer {
    door.read(Act::ReadQualityEvidence, move |conn, asker| {
        Reply::ok(&evidence_of(conn, asker, *at, params.0)?)
    })
    .await
}

/// The same list as a CSV file, a line for each piece of evidence.
#[utoipa::path(tag = "indicators",
    params(SiteKey, EvidenceParams),
    responses((status = 200, description = "The list as CSV.", body = String, content_type = "text/csv"),
        (status = 422, description = "A period that ends before it begins, or has not begun.")))]
#[get("/v1/sites/{site}/quality-evidence.csv")]
async fn export_quality_evidence(door: Door, at: Path<SiteKey>, params: Params<EvidenceParams>) -> Answer {
    door.read(Act::ReadQualityEvidence, move |conn, asker| {
        let list = evidence_of(conn, asker, *at, params.0)?;
        let bytes = table(&list, asker.lang).map_err(Problem::internal)?;
        let name = format!("qualiopi-{}-{}.csv", list.from, list.to);
        Reply::file("text/csv; charset=utf-8", &name, bytes)
    })
    .await
}

fn evidence_of(
    conn: &mut Tx,
    asker: &Asker,
    at: SiteKey,
    params: EvidenceParams,
) -> Result<QualityEvidenceOut, Problem> {
    let site = at.within_reach(conn, asker)?;
    let to = params.to.unwrap_or(asker.today);
    let law = asker.law.quality.version_on(asker.today);
    let from = params.from.unwrap_or_else(|| add_months(to, -law.said.evidence_months));
    if from > to || from > asker.today {
        let (jour, day) = (french_day(to.min(asker.today)), to.min(asker.today));
        let told = say!("Le {jour} au plus tard.", "{day} at the latest.");
        return Err(PERIOD_IN_ORDER.fault("/from", told));
    }
    let answer_days = law.said.complaints.answer_days;
    let period = EvidencePeriod { site, from, to, today: asker.today, answer_days };
    let mut counts = BTreeMap::new();
    for kind in EvidenceKind::ALL {
        counts.insert(kind.as_str(), store::count(conn, *kind, &period)?);
    }
    let counted = |kind: EvidenceKind| counts.get(kind.as_str()).copied().unwrap_or_default();
    let site_name = names_of_sites(conn, &[site])?.join(", ");
    let scope = EvidenceScope { site_id: site, site_name, from, to };
    Ok(QualityEvidenceOut::of(law, scope, &counted, asker.lang))
}
