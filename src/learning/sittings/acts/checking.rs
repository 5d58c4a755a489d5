//! Whether what is wanted overlaps what stands at the site, and who the jurors and the candidates are.

use std::collections::{HashMap, HashSet};

use crate::ids::{AccountId, EnrolmentId, PaperId, SiteId, SittingId, SittingSlotId, TutorId};
use crate::law::findings::{Finding, refusal};
use crate::learning::mock_exams::model::MockExamPaper;
use crate::learning::sittings::model::{Juror, Sitting, SittingJuror, SittingSlot, TimeSpan};
use crate::learning::sittings::rules::book::{JUROR_IS_KNOWN, NOTHING_TWICE_AT_ONCE};
use crate::learning::sittings::rules::{Busy, Occupation, occupations_of, overlaps};
use crate::learning::sittings::store;
use crate::learning::sittings::wire::JurorIn;
use crate::platform::db::Tx;
use crate::platform::error::{Fault, Problem};
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::access::Reach;

/// Those who may be jurors among those named.
#[derive(Debug, Default)]
pub struct KnownJurors {
    staff: HashMap<AccountId, String>,
    tutors: HashMap<TutorId, String>,
}

impl KnownJurors {
    /// The staff and the tutors of a site among those named.
    pub fn among(tx: &mut Tx, named: &[JurorIn], site: SiteId) -> diesel::QueryResult<Self> {
        let accounts: Vec<AccountId> = named.iter().filter_map(|one| one.account_id).collect();
        let tutors: Vec<TutorId> = named.iter().filter_map(|one| one.tutor_id).collect();
        Ok(Self {
            staff: store::names_of_staff(tx, &accounts, Some(site))?,
            tutors: store::names_of_tutors(tx, &tutors, Some(site))?,
        })
    }

    /// Each juror with their name, or what is wrong with them, at their place in what was sent.
    pub fn jury(&self, named: &[JurorIn], pointer: &str) -> Result<Vec<(Juror, String)>, Vec<Finding>> {
        let (mut jury, mut found, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        for (rank, one) in named.iter().enumerate() {
            match self.known(*one).filter(|(juror, _)| seen.insert(*juror)) {
                Some(known) => jury.push(known),
                None => found.push(JUROR_IS_KNOWN.at(
                    format!("{pointer}/jury/{rank}"),
                    Sentence::new(JUROR_IS_KNOWN.fr, JUROR_IS_KNOWN.en),
                )),
            }
        }
        if found.is_empty() { Ok(jury) } else { Err(found) }
    }

    fn known(&self, one: JurorIn) -> Option<(Juror, String)> {
        match (one.account_id, one.tutor_id) {
            (Some(account), None) => {
                self.staff.get(&account).map(|name| (Juror::Staff(account), name.clone()))
            }
            (None, Some(tutor)) => self.tutors.get(&tutor).map(|name| (Juror::Tutor(tutor), name.clone())),
            _ => None,
        }
    }
}

/// A sitting in a few words: its unit and its room.
pub fn in_words(sitting: &Sitting, papers: &HashMap<PaperId, MockExamPaper>) -> String {
    let unit = papers.get(&sitting.paper_id).map(|paper| paper.facts.unit_code.as_str()).unwrap_or_default();
    format!("{unit} ({})", sitting.room)
}

/// What is left out of what stands: what is about to be written anew.
#[derive(Debug, Clone, Copy)]
pub enum Rewritten<'a> {
    /// These sittings, with all they take.
    Sittings(&'a [SittingId]),
    /// This slot alone.
    Slot(SittingSlotId),
}

/// What already stands at a site during a span, but for what is about to be written anew.
pub fn standing(
    tx: &mut Tx,
    reach: &Reach,
    (site, span): (SiteId, TimeSpan),
    rewritten: Rewritten<'_>,
) -> Result<Vec<Occupation>, Problem> {
    let mut around = store::at_some_time(tx, site, span)?;
    if let Rewritten::Sittings(ids) = rewritten {
        around.retain(|sitting| !ids.contains(&sitting.id));
    }
    let ids: Vec<SittingId> = around.iter().map(|sitting| sitting.id).collect();
    let mut slots = store::slots_of(tx, reach, &ids)?;
    if let Rewritten::Slot(id) = rewritten {
        slots.retain(|slot| slot.id != id);
    }
    let jurors = store::jurors_of(tx, &ids)?;
    let names = names_of_candidates(tx, &slots)?;
    let papers: Vec<PaperId> = around.iter().map(|sitting| sitting.paper_id).collect();
    let papers = store::papers_named(tx, &papers)?;
    let each = around.iter().flat_map(|sitting| {
        let own = |slot: &&SittingSlot| slot.sitting_id == sitting.id;
        let slots: Vec<SittingSlot> = slots.iter().filter(own).cloned().collect();
        let jury: Vec<(Juror, String)> = jurors_at(&jurors, sitting.id);
        occupations_of(sitting, &slots, &jury, &names, (&in_words(sitting, &papers), ""))
    });
    Ok(each.collect())
}

fn jurors_at(jurors: &[SittingJuror], sitting: SittingId) -> Vec<(Juror, String)> {
    let own = jurors.iter().filter(|one| one.sitting_id == sitting);
    own.filter_map(|one| Some((one.juror()?, String::new()))).collect()
}

/// The names of the candidates of slots.
pub fn names_of_candidates(
    tx: &mut Tx,
    slots: &[SittingSlot],
) -> diesel::QueryResult<HashMap<EnrolmentId, String>> {
    let of: Vec<EnrolmentId> = slots.iter().map(|slot| slot.enrolment_id).collect();
    Ok(store::candidates_of(tx, &of)?.into_iter().map(|(id, one)| (id, one.name)).collect())
}

/// Refuses what is wrong with what was sent (422), or what overlaps when nothing else is wrong (409): all told at once.
pub fn refuse(found: Vec<Finding>) -> Result<(), Problem> {
    if found.is_empty() {
        return Ok(());
    }
    if found.iter().any(|one| one.code != NOTHING_TWICE_AT_ONCE.code) {
        return Err(refusal(found));
    }
    if let [only] = found.as_slice() {
        return Err(only.clone().into_conflict().listing(vec![fault(only)]));
    }
    let many = found.len();
    let facts =
        say!("{many} chevauchements ; rien n'a été enregistré.", "{many} overlaps; nothing was saved.");
    Err(NOTHING_TWICE_AT_ONCE.conflict(facts).listing(found.iter().map(fault).collect::<Vec<_>>()))
}

fn fault(found: &Finding) -> Fault {
    Fault::new(found.pointer.clone(), found.code, Sentence::new(found.fr.clone(), found.en.clone()))
}

/// The overlaps of what is wanted with itself and with what stands at the site.
pub fn overlapping(
    tx: &mut Tx,
    reach: &Reach,
    site: SiteId,
    wanted: &[Occupation],
    rewritten: Rewritten<'_>,
) -> Result<Vec<Finding>, Problem> {
    let from = wanted.iter().map(|one| one.span.from).min();
    let to = wanted.iter().map(|one| one.span.to).max();
    let (Some(from), Some(to)) = (from, to) else { return Ok(Vec::new()) };
    let there = standing(tx, reach, (site, TimeSpan { from, to }), rewritten)?;
    Ok(overlaps(wanted, &there))
}

/// When some candidates are at other sittings.
pub fn elsewhere(standing: &[Occupation]) -> HashMap<EnrolmentId, Vec<TimeSpan>> {
    let mut found: HashMap<EnrolmentId, Vec<TimeSpan>> = HashMap::new();
    for one in standing {
        if let Busy::Candidate(enrolment) = one.busy {
            found.entry(enrolment).or_default().push(one.span);
        }
    }
    found
}
