//! The files of apprentices, put together.

use std::collections::HashMap;
use std::hash::Hash;

use diesel::QueryResult;

use super::store::{self, TrainingRow};
use super::{ApprenticeFile, ContractFile, EnrolmentFile};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::clock::gathering::gather_all;
use crate::contracts::tutorships;
use crate::ids::{ApprenticeId, ContractId, SiteId};
use crate::law::calendar::Period;
use crate::law::deadlines::model::SiteMonths;
use crate::law::figures::Law;
use crate::platform::db::Tx;
use crate::presence::calendars::store::place_of_site;
use crate::ruptures::procedures::due;

/// The files of the apprentices still there, in the order of their identifiers.
pub fn gather(
    conn: &mut Tx,
    catalogue: &Catalogue,
    law: &Law,
    ids: &[ApprenticeId],
) -> QueryResult<Vec<ApprenticeFile>> {
    let people = store::people(conn, ids)?;
    let trainings = store::trainings(conn, ids)?;
    let exams = store::exams(conn, &trainings.iter().map(|row| row.cohort_id).collect::<Vec<_>>())?;
    let mut contracts = contract_files(conn, catalogue, law, ids)?;
    let mut visits = grouped(store::visits_of(conn, ids)?);
    let mut reports = grouped(store::reports_of(conn, ids)?);
    let mut commitments = grouped(store::commitments_of(conn, ids)?);
    let mut calls = grouped(store::calls_of(conn, ids)?);
    let mut followed = grouped(store::followed(conn, ids)?);
    let mut invitations = grouped(store::invitations(conn, ids)?);
    let mut documents = grouped(store::documents(conn, ids)?);
    let mut stay_steps = grouped(store::stay_steps_of(conn, ids)?);
    let mut difficulties = grouped(store::difficulties_told(conn, ids)?);
    let mut trainings = grouped(trainings.into_iter().map(|row| (row.apprentice_id, row)).collect());
    let files = people.into_iter().map(|apprentice| {
        let id = apprentice.id;
        let followed_here = taken(&mut trainings, id).into_iter();
        let own: Vec<EnrolmentFile> =
            followed_here.map(|row| training(catalogue, apprentice.site_id, row)).collect();
        let sat = |exam: &&super::ExamSeen| own.iter().any(|training| training.cohort_id == exam.cohort_id);
        ApprenticeFile {
            exams: exams.iter().filter(sat).copied().collect(),
            apprentice,
            trainings: own,
            contracts: taken(&mut contracts, id),
            visits: taken(&mut visits, id),
            reports: taken(&mut reports, id),
            commitments: taken(&mut commitments, id),
            calls: taken(&mut calls, id),
            followed: taken(&mut followed, id),
            invitations: taken(&mut invitations, id),
            documents: taken(&mut documents, id),
            stay_steps: taken(&mut stay_steps, id),
            difficulties: taken(&mut difficulties, id),
        }
    });
    Ok(files.collect())
}

/// The contracts with what surrounds them.
fn contract_files(
    conn: &mut Tx,
    catalogue: &Catalogue,
    law: &Law,
    ids: &[ApprenticeId],
) -> QueryResult<HashMap<ApprenticeId, Vec<ContractFile>>> {
    let contracts = store::contracts_of(conn, ids)?;
    let own: Vec<ContractId> = contracts.iter().map(|contract| contract.id).collect();
    let mut clocks = gather_all(conn, catalogue, law, &contracts)?;
    let mut parties = grouped(store::parties(conn, &own)?);
    let mut filings =
        grouped(store::filings(conn, &own)?.into_iter().map(|row| (row.contract_id, row)).collect());
    let of_amendments = store::amendment_filings(conn, &own)?;
    let mut of_amendments = grouped(of_amendments.into_iter().map(|row| (row.1.contract_id, row)).collect());
    let mut ruptures: HashMap<_, _> = store::ruptures_of(conn, &own)?.into_iter().collect();
    let dues = due::of_contracts(conn, law, &clocks)?;
    let mut dues = grouped(dues.into_iter().map(|due| (due.contract_id, due)).collect());
    let mut tutors = tutorships::store::of_contracts(conn, &own)?;
    let each = contracts.into_iter().filter_map(|contract| {
        let id = contract.id;
        let contract_file = ContractFile {
            clock: clocks.remove(&id)?,
            drafted_on: contract.drafted_on,
            signed_by: taken(&mut parties, id),
            filings: taken(&mut filings, id),
            amendment_filings: taken(&mut of_amendments, id),
            rupture: ruptures.remove(&id),
            rupture_dues: taken(&mut dues, id),
            tutors: tutors.remove(&id).unwrap_or_default(),
            contract,
        };
        Some((contract_file.contract.apprentice_id, contract_file))
    });
    Ok(grouped(each.collect()))
}

fn training(catalogue: &Catalogue, site: SiteId, row: TrainingRow) -> EnrolmentFile {
    let programme = catalogue.followed(&row.programme);
    let entry = row.dates.entry();
    EnrolmentFile {
        enrolment_id: row.enrolment_id,
        cohort_id: row.cohort_id,
        cycle: Period { from: row.dates.cohort_starts_on, to: entry.expected_ends_on },
        entered_on: entry.entered_on,
        exam_session: row.exam_session,
        enrolled_on: row.dates.facts.enrolled_on,
        excluded_on: row.dates.facts.excluded_on,
        visits_per_year: programme.map_or(0, |programme| programme.visits_per_year),
        documents: programme.map(|programme| programme.documents.clone()).unwrap_or_default(),
        site_window: programme.map(|programme| SiteMonths {
            before: programme.contract_window.months_before,
            after: programme.contract_window.months_after,
        }),
        places: [(row.dates.cohort_starts_on, place_of_site(catalogue, site))],
    }
}

/// Rows by what they hang under, each in the order they came.
pub(super) fn grouped<K: Eq + Hash, T>(rows: Vec<(K, T)>) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for (key, row) in rows {
        groups.entry(key).or_default().push(row);
    }
    groups
}

fn taken<K: Eq + Hash, T>(groups: &mut HashMap<K, Vec<T>>, key: K) -> Vec<T> {
    groups.remove(&key).unwrap_or_default()
}
