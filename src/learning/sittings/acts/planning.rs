//! Planning sittings, many at once: everything wrong is told together, and nothing is half-saved.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::adding::extra_of;
use super::checking::{KnownJurors, Rewritten, in_words, overlapping, refuse};
use super::naming::{KnownRooms, SittingPlace};
use super::reading::detailed_many;
use crate::catalogue::cohorts;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::ExamRegulation;
use crate::ids::{EnrolmentId, MockExamId, PaperId, SittingId, SittingSlotId};
use crate::law::findings::Finding;
use crate::learning::accommodations::acts::GrantedTime;
use crate::learning::kept_units::acts::NotSat;
use crate::learning::kept_units::model::KeptUnitKind;
use crate::learning::mock_exams::acts::refuse_past;
use crate::learning::mock_exams::model::{MockExam, MockExamPaper};
use crate::learning::mock_exams::store as exams;
use crate::learning::sittings::model::{
    Juror, JuryPauses, NamedCandidate, Sitting, SittingSlot, SlotPresence, TimeSpan, one_by_one,
};
use crate::learning::sittings::rules::book::{
    APART_IS_A_CANDIDATE, CANDIDATE_IS_ENROLLED, PAPER_IS_OF_EXAM, SITTING_LASTS,
};
use crate::learning::sittings::rules::{Occupation, SittingDraft, check_sitting, draft_of, occupations_of};
use crate::learning::sittings::store;
use crate::learning::sittings::wire::{ApartIn, JurorIn, SittingDetailOut, SittingIn, SittingsIn};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// What sittings of a mock exam are planned with.
struct Ground<'a> {
    exam: MockExam,
    papers: Vec<MockExamPaper>,
    regulation: Option<&'a ExamRegulation>,
    jurors: KnownJurors,
    rooms: KnownRooms,
    enrolled: HashMap<NaiveDate, Vec<NamedCandidate>>,
    not_sat: NotSat,
    granted: GrantedTime,
    now: DateTime<Utc>,
}

/// A sitting ready to be written.
struct Planned {
    sitting: Sitting,
    jury: Vec<(Juror, String)>,
    slots: Vec<SittingSlot>,
    /// What is worth telling of its room.
    warning: Option<Finding>,
}

/// Plans sittings of a mock exam still to come, and answers with each as it was planned.
pub fn plan(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: MockExamId,
    request: &SittingsIn,
) -> Result<(Vec<SittingDetailOut>, Vec<Finding>), Problem> {
    let site = exams::find_exam(tx, &asker.reach, id)?.or_not_found("mock_exam")?.site_id;
    store::lock_planning(tx, site)?;
    let exam = exams::lock_exam(tx, &asker.reach, id)?.or_not_found("mock_exam")?;
    refuse_past(&exam)?;
    let ground = ground(tx, asker, catalogue, exam, request)?;
    let (mut found, mut planned, mut wanted) = (Vec::new(), Vec::new(), Vec::new());
    for (rank, one) in request.sittings.iter().enumerate() {
        match ground.planned(one, &format!("/sittings/{rank}")) {
            Ok(one) => {
                wanted.extend(ground.taken_by(&one, &format!("/sittings/{rank}")));
                planned.push(one);
            }
            Err(wrong) => found.extend(wrong),
        }
    }
    found.extend(overlapping(tx, &asker.reach, site, &wanted, Rewritten::Sittings(&[]))?);
    refuse(found)?;
    let warnings = planned.iter().filter_map(|one| one.warning.clone()).collect();
    Ok((write(tx, asker, planned)?, warnings))
}

fn write(tx: &mut Tx, asker: &Asker, planned: Vec<Planned>) -> Result<Vec<SittingDetailOut>, Problem> {
    let sittings: Vec<Sitting> = planned.iter().map(|one| one.sitting.clone()).collect();
    let juries: Vec<(SittingId, Vec<Juror>)> = planned
        .iter()
        .map(|one| (one.sitting.id, one.jury.iter().map(|(juror, _)| *juror).collect()))
        .collect();
    let slots: Vec<SittingSlot> = planned.into_iter().flat_map(|one| one.slots).collect();
    store::insert_sittings(tx, &sittings, &juries, &slots)?;
    asker.record_all(tx, sittings.iter().map(|one| (Event::SittingPlanned, one)), &[])?;
    detailed_many(tx, asker, sittings)
}

fn ground<'a>(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &'a Catalogue,
    exam: MockExam,
    request: &SittingsIn,
) -> Result<Ground<'a>, Problem> {
    let cohort = cohorts::store::find(tx, &asker.reach, exam.cohort_id)?.or_not_found("mock_exam")?;
    let programme = catalogue.programme(&cohort.programme);
    let regulation = programme.and_then(|one| one.regulation(&cohort.facts.exam_regulation));
    let papers = exams::papers_of_exam(tx, &exam)?;
    let named: Vec<JurorIn> = request.sittings.iter().flat_map(|one| one.jury.iter().copied()).collect();
    let jurors = KnownJurors::among(tx, &named, exam.site_id)?;
    let rooms = KnownRooms::of(tx, &asker.reach, exam.site_id)?;
    let days: HashSet<NaiveDate> = request.sittings.iter().map(|one| one.on).collect();
    let mut enrolled = HashMap::new();
    for day in days {
        enrolled.insert(day, store::cohort_candidates(tx, exam.cohort_id, day)?);
    }
    let years = regulation.and_then(|one| one.award.as_ref()).map(|award| award.kept_years);
    let counted = years.map(|years| (cohort.facts.exam_session, years));
    let not_sat = NotSat::of_cohort(tx, exam.cohort_id, counted)?;
    let granted = GrantedTime::of_cohort(tx, exam.cohort_id)?;
    Ok(Ground { exam, papers, regulation, jurors, rooms, enrolled, not_sat, granted, now: asker.now })
}

impl Ground<'_> {
    /// A sitting as it is to be written, or all that is wrong with it.
    fn planned(&self, one: &SittingIn, pointer: &str) -> Result<Planned, Vec<Finding>> {
        let mut found = Vec::new();
        let paper = self.papers.iter().find(|paper| paper.facts.unit_code == one.unit_code);
        if paper.is_none() {
            found.push(self.no_such_paper(pointer));
        }
        let unit = self.regulation.and_then(|regulation| regulation.unit(&one.unit_code));
        let when = (one.on, one.starts_at, one.ends_at);
        let given = (one.form, one.duration_minutes, one.preparation_minutes);
        let draft = draft_of(when, given, unit, pointer).map_err(|wrong| found.push(wrong)).ok();
        let place = self.rooms.place((one.room_id, one.room.as_deref()), pointer);
        let place = place.map_err(|wrong| found.push(wrong)).ok();
        let jury = self.jurors.jury(&one.jury, pointer).map_err(|wrong| found.extend(wrong)).ok();
        let candidates = self.candidates(one, pointer).map_err(|wrong| found.extend(wrong)).ok();
        if let Some(draft) = &draft {
            let extras = self.extras_of(candidates.as_deref().unwrap_or_default(), one, draft);
            found.extend(check_sitting(draft, self.exam.days(), &extras, pointer));
            let together = place.as_ref().filter(|_| !one_by_one(draft.form));
            let crowd = (extras.len(), one.over_seats);
            found.extend(
                together.and_then(|place| self.rooms.crowded(place, crowd, format!("{pointer}/room"))),
            );
            if let (Some(paper), Some(place), Some(jury), Some(candidates), true) =
                (paper, place, jury, candidates, found.is_empty())
            {
                return self.row(one, (paper.id, draft, place), jury, &candidates, &extras, pointer);
            }
        }
        Err(found)
    }

    fn row(
        &self,
        one: &SittingIn,
        (paper_id, draft, place): (PaperId, &SittingDraft, SittingPlace),
        jury: Vec<(Juror, String)>,
        candidates: &[EnrolmentId],
        extras: &[i16],
        pointer: &str,
    ) -> Result<Planned, Vec<Finding>> {
        let Some(span) = draft.span(extras) else {
            let facts =
                say!("L'horloge saute cette heure ce jour-là.", "Clocks jump over this hour on that day.");
            return Err(vec![SITTING_LASTS.at(format!("{pointer}/starts_at"), facts)]);
        };
        let warning = place.warning.clone();
        let sitting = self.sitting(place, paper_id, draft, span);
        let slots = candidates.iter().map(|id| self.slot(&sitting, *id, one)).collect();
        Ok(Planned { sitting, jury, slots, warning })
    }

    fn sitting(
        &self,
        place: SittingPlace,
        paper_id: PaperId,
        draft: &SittingDraft,
        span: TimeSpan,
    ) -> Sitting {
        Sitting {
            id: SittingId::new(),
            site_id: self.exam.site_id,
            mock_exam_id: self.exam.id,
            paper_id,
            form: draft.form,
            starts_at: span.from,
            ends_at: span.to,
            room: place.name,
            room_id: place.room_id,
            duration_minutes: draft.duration_minutes,
            preparation_minutes: draft.preparation_minutes,
            pauses: JuryPauses::default(),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
        }
    }

    /// The slot of a candidate: at a written paper all start together, at an oral they are placed later.
    fn slot(&self, sitting: &Sitting, enrolment_id: EnrolmentId, sent: &SittingIn) -> SittingSlot {
        let extra = |minutes: i16| self.extra(sent, enrolment_id, minutes);
        let slot = SittingSlot {
            id: SittingSlotId::new(),
            site_id: sitting.site_id,
            sitting_id: sitting.id,
            enrolment_id,
            presence: self.presence(sent, enrolment_id),
            alone: one_by_one(sitting.form),
            extra_minutes: extra(sitting.duration_minutes),
            extra_preparation_minutes: extra(sitting.preparation_minutes),
            prepares_at: None,
            starts_at: None,
            ends_at: None,
            version: 1,
            created_at: self.now,
            updated_at: self.now,
        };
        let together = !slot.alone && slot.presence == SlotPresence::Expected;
        if together { slot.placed(sitting, sitting.starts_at) } else { slot }
    }

    /// Whether a candidate sits a paper: as it is sent, else as what is kept or dispensed with says.
    fn presence(&self, sent: &SittingIn, candidate: EnrolmentId) -> SlotPresence {
        let by_record = || match self.not_sat.why(candidate, &sent.unit_code) {
            Some(KeptUnitKind::Kept) => SlotPresence::Kept,
            Some(KeptUnitKind::Exempt) => SlotPresence::Exempt,
            None => SlotPresence::Expected,
        };
        apart_of(sent, candidate).and_then(|one| one.presence).unwrap_or_else(by_record)
    }

    /// The extra minutes of each candidate who is expected.
    fn extras_of(&self, candidates: &[EnrolmentId], sent: &SittingIn, draft: &SittingDraft) -> Vec<i16> {
        let expected = candidates.iter().filter(|id| self.presence(sent, **id) == SlotPresence::Expected);
        expected.map(|id| self.extra(sent, *id, draft.duration_minutes)).collect()
    }

    /// The minutes added for a candidate.
    fn extra(&self, sent: &SittingIn, candidate: EnrolmentId, minutes: i16) -> i16 {
        extra_of(apart_of(sent, candidate), self.granted.on(candidate, sent.on), minutes)
    }

    /// The candidates: those named, else the whole cohort; and those set apart are among them.
    fn candidates(&self, one: &SittingIn, pointer: &str) -> Result<Vec<EnrolmentId>, Vec<Finding>> {
        let enrolled = self.enrolled.get(&one.on).map(Vec::as_slice).unwrap_or_default();
        let known: HashSet<EnrolmentId> = enrolled.iter().map(|one| one.enrolment_id).collect();
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        for (rank, id) in one.candidates.iter().flatten().enumerate() {
            if !known.contains(id) || !seen.insert(*id) {
                let facts = Sentence::new(CANDIDATE_IS_ENROLLED.fr, CANDIDATE_IS_ENROLLED.en);
                found.push(CANDIDATE_IS_ENROLLED.at(format!("{pointer}/candidates/{rank}"), facts));
            }
        }
        let whole = || enrolled.iter().map(|one| one.enrolment_id).collect();
        let candidates: Vec<EnrolmentId> = one.candidates.clone().unwrap_or_else(whole);
        let mut apart = HashSet::new();
        for (rank, other) in one.apart.iter().enumerate() {
            if !candidates.contains(&other.enrolment_id) || !apart.insert(other.enrolment_id) {
                let facts = Sentence::new(APART_IS_A_CANDIDATE.fr, APART_IS_A_CANDIDATE.en);
                found.push(APART_IS_A_CANDIDATE.at(format!("{pointer}/apart/{rank}"), facts));
            }
        }
        if found.is_empty() { Ok(candidates) } else { Err(found) }
    }

    fn no_such_paper(&self, pointer: &str) -> Finding {
        let codes: Vec<&str> = self.papers.iter().map(|paper| paper.facts.unit_code.as_str()).collect();
        let codes = codes.join(", ");
        let facts = say!("Épreuves de cet examen blanc : {codes}.", "Papers of this mock exam: {codes}.");
        PAPER_IS_OF_EXAM.at(format!("{pointer}/unit_code"), facts)
    }

    fn taken_by(&self, planned: &Planned, pointer: &str) -> Vec<Occupation> {
        let everybody = self.enrolled.values().flatten();
        let names: HashMap<EnrolmentId, String> =
            everybody.map(|one| (one.enrolment_id, one.name.clone())).collect();
        let papers = self.papers.iter().map(|paper| (paper.id, paper.clone())).collect();
        let by = in_words(&planned.sitting, &papers);
        occupations_of(&planned.sitting, &planned.slots, &planned.jury, &names, (&by, pointer))
    }
}

/// What is sent of one candidate.
fn apart_of(sent: &SittingIn, candidate: EnrolmentId) -> Option<&ApartIn> {
    sent.apart.iter().find(|one| one.enrolment_id == candidate)
}
