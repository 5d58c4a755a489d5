//! From a table to marks: which column is which paper, which line is which candidate, and everything that is wrong, at once.

pub mod candidates;

use std::collections::HashMap;

use self::candidates::CandidateIndex;
use super::entry;
use super::model::{
    CandidateColumn, ColumnMeaning, SheetCandidate, SheetFault, SheetGround, SheetMark, SheetReading,
};
use super::rules::{
    CANDIDATE_TWICE, CELL_ASTRAY, COLUMN_AMBIGUOUS, COLUMN_TWICE, COLUMN_UNKNOWN, NO_CANDIDATE_COLUMN,
    NO_PAPER,
};
use crate::exchange::sheets::cells::quoted;
use crate::exchange::sheets::reading::{Line, Table};
use crate::law::findings::Finding;
use crate::learning::mock_exams::entering::two_markers;
use crate::learning::mock_exams::model::MockExamPaper;
use crate::learning::mock_exams::rules::MarkStatus;
use crate::learning::mock_exams::rules::book::TWO_MARKERS_AGREE;
use crate::platform::folding::folded;
use crate::say;

/// Headers that say who a line is about.
pub const SAYS: &[(CandidateColumn, &[&str])] = &[
    (CandidateColumn::EnrolmentId, &["enrolment id", "inscription", "identifiant de l inscription"]),
    (CandidateColumn::ApprenticeId, &["apprentice id", "id", "identifiant", "identifiant de l apprenti"]),
    (CandidateColumn::Ine, &["ine", "numero ine", "n ine"]),
    (CandidateColumn::FamilyName, &["nom", "nom de famille", "nom de naissance", "family name"]),
    (CandidateColumn::GivenName, &["prenom", "prenoms", "given name"]),
    (
        CandidateColumn::FullName,
        &[
            "nom prenom",
            "nom et prenom",
            "nom prenoms",
            "prenom nom",
            "candidat",
            "apprenti",
            "etudiant",
            "eleve",
            "name",
        ],
    ),
];
/// Headers that sheets have beside the marks, and that say nothing of them.
pub const ASIDE: &[&str] = &[
    "n",
    "numero",
    "classe",
    "promotion",
    "groupe",
    "date de naissance",
    "moyenne",
    "moyenne generale",
    "total",
    "rang",
    "observation",
    "observations",
    "appreciation",
    "remarque",
    "remarques",
];

/// Reads a table against a mock exam.
pub fn plan(table: &Table, ground: &SheetGround) -> SheetReading {
    let mut reading = SheetReading { lines: table.rows.len(), ..SheetReading::default() };
    for (at, header) in table.headers.iter().enumerate() {
        let is_empty =
            table.rows.iter().all(|row| row.cells.get(at).is_none_or(|cell| cell.trim().is_empty()));
        let meaning = meaning_of(header, ground, is_empty).and_then(|meaning| match meaning {
            ColumnMeaning::Aside => Ok(meaning),
            meaning => match reading.columns.iter().position(|known| *known == meaning) {
                None => Ok(meaning),
                Some(before) => Err(Box::new(repeated(header, table.headers.get(before)))),
            },
        });
        reading.columns.push(meaning.unwrap_or_else(|finding| {
            let fault = SheetFault { row: None, column: Some(at), finding: *finding, suggestion: None };
            reading.faults.push(fault);
            ColumnMeaning::Aside
        }));
    }
    refuse_columns(&mut reading, ground);
    let index = CandidateIndex::of(&ground.candidates);
    let mut lines = LineReader { ground, index, seen: HashMap::new(), reading };
    table.rows.iter().for_each(|line| lines.read(line));
    lines.reading
}

fn meaning_of(header: &str, ground: &SheetGround, is_empty: bool) -> Result<ColumnMeaning, Box<Finding>> {
    let sought = folded(header);
    if let Some((says, _)) = SAYS.iter().find(|(_, words)| words.contains(&sought.as_str())) {
        return Ok(ColumnMeaning::Says(*says));
    }
    match papers_named(&ground.papers, &sought).as_slice() {
        [only] => Ok(ColumnMeaning::Marks(*only)),
        [] if is_empty || ASIDE.contains(&sought.as_str()) => Ok(ColumnMeaning::Aside),
        [] => Err(Box::new(unknown_column(header, &ground.papers))),
        several => {
            let codes: Vec<&str> = several
                .iter()
                .filter_map(|at| ground.papers.get(*at))
                .map(|one| one.facts.unit_code.as_str())
                .collect();
            let (header, codes) = (quoted(header), codes.join(", "));
            let facts = say!(
                "« {header} » est l'intitulé de {codes} : écrivez le code.",
                "\"{header}\" is the title of {codes}: write the code."
            );
            Err(Box::new(COLUMN_AMBIGUOUS.at("", facts)))
        }
    }
}

/// The papers a header names: by their code, by their title, or by both, the code first.
fn papers_named(papers: &[MockExamPaper], sought: &str) -> Vec<usize> {
    let at = |is: &dyn Fn(&MockExamPaper) -> bool| -> Vec<usize> {
        papers.iter().enumerate().filter(|(_, one)| is(one)).map(|(at, _)| at).collect()
    };
    let first = sought.split(' ').next().unwrap_or_default();
    let by_code = at(&|one| folded(&one.facts.unit_code) == first);
    let by_title = at(&|one| folded(&one.facts.label) == sought);
    if by_code.is_empty() { by_title } else { by_code }
}

fn unknown_column(header: &str, papers: &[MockExamPaper]) -> Finding {
    let accepted: Vec<String> =
        papers.iter().map(|one| format!("{} ({})", one.facts.unit_code, one.facts.label)).collect();
    let (header, accepted) = (quoted(header), accepted.join(", "));
    let facts = say!(
        "La colonne « {header} » n'est pas une épreuve de cet examen blanc ; acceptées : {accepted}. Retirez-la ou renommez-la.",
        "The column \"{header}\" is no paper of this mock exam; accepted: {accepted}. Remove it or rename it."
    );
    COLUMN_UNKNOWN.at("", facts)
}

/// That two columns mean the same.
pub fn repeated(header: &str, before: Option<&String>) -> Finding {
    let (header, before) = (quoted(header), before.map(|one| quoted(one)).unwrap_or_default());
    let facts = say!(
        "« {header} » et « {before} » veulent dire la même chose : gardez-en une.",
        "\"{header}\" and \"{before}\" mean the same: keep one of them."
    );
    COLUMN_TWICE.at("", facts)
}

/// What a sheet cannot do without.
fn refuse_columns(reading: &mut SheetReading, ground: &SheetGround) {
    let mut fault = |finding| {
        reading.faults.push(SheetFault { row: None, column: None, finding, suggestion: None });
    };
    let says = |column| reading.columns.contains(&ColumnMeaning::Says(column));
    if let Some(nobody) = names_nobody(says) {
        fault(nobody);
    }
    if !reading.columns.iter().any(|column| matches!(column, ColumnMeaning::Marks(_))) {
        let codes: Vec<&str> = ground.papers.iter().map(|one| one.facts.unit_code.as_str()).collect();
        let codes = codes.join(", ");
        fault(NO_PAPER.at(
            "",
            say!(
                "Aucune colonne n'est une épreuve ; acceptées : {codes}.",
                "No column is a paper; accepted: {codes}."
            ),
        ));
    }
}

/// That no column names candidates, where none does.
pub fn names_nobody(says: impl Fn(CandidateColumn) -> bool) -> Option<Finding> {
    let named = says(CandidateColumn::FamilyName) && says(CandidateColumn::GivenName);
    let alone = [
        CandidateColumn::EnrolmentId,
        CandidateColumn::ApprenticeId,
        CandidateColumn::Ine,
        CandidateColumn::FullName,
    ];
    (!named && !alone.into_iter().any(says)).then(|| {
        NO_CANDIDATE_COLUMN.at(
            "",
            say!(
                "Aucune colonne ne désigne les candidats ; acceptées : Nom et Prénom, Nom et prénom, INE, enrolment_id, apprentice_id.",
                "No column names the candidates; accepted: Nom and Prénom, Nom et prénom, INE, enrolment_id, apprentice_id."
            ),
        )
    })
}

/// Reads lines one after another: a candidate has one of them.
struct LineReader<'a> {
    ground: &'a SheetGround,
    index: CandidateIndex<'a>,
    /// Candidates met, and the line of each.
    seen: HashMap<usize, i32>,
    reading: SheetReading,
}

impl<'a> LineReader<'a> {
    fn read(&mut self, line: &Line) {
        self.refuse_astray(line);
        let candidate = self.candidate_of(line);
        for at in 0..self.reading.columns.len() {
            let Some(ColumnMeaning::Marks(paper)) = self.reading.columns.get(at).copied() else { continue };
            match (entry::read(cell(line, at)), self.ground.papers.get(paper), candidate) {
                (Err(finding), ..) => self.fault(line, Some(at), finding),
                (Ok(Some(mark)), Some(paper), _)
                    if paper.double_marking && mark.status == MarkStatus::Marked =>
                {
                    self.fault(line, Some(at), TWO_MARKERS_AGREE.at("", two_markers()));
                }
                (Ok(Some(mark)), Some(paper), Some(candidate)) => self.reading.marks.push(SheetMark {
                    paper_id: paper.id,
                    enrolment_id: candidate.candidate.enrolment_id,
                    mark,
                    place: (line.number, at),
                }),
                (Ok(_), ..) => {}
            }
        }
    }

    fn fault(&mut self, line: &Line, column: Option<usize>, finding: Finding) {
        let fault = SheetFault { row: Some(line.number), column, finding, suggestion: None };
        self.reading.faults.push(fault);
    }

    /// Cells under no header.
    fn refuse_astray(&mut self, line: &Line) {
        let beyond = self.reading.columns.len()..line.cells.len();
        let Some(given) = beyond.map(|at| cell(line, at)).find(|cell| !cell.trim().is_empty()) else {
            return;
        };
        let given = quoted(given);
        let facts = say!("« {given} » n'a pas d'en-tête.", "\"{given}\" has no header.");
        self.fault(line, None, CELL_ASTRAY.at("", facts));
    }

    /// The candidate of a line, or nobody once it is told why; where no column says who, it was told already.
    fn candidate_of(&mut self, line: &Line) -> Option<&'a SheetCandidate> {
        let columns = self.reading.columns.iter().enumerate();
        let said: Vec<(CandidateColumn, &str)> = columns
            .filter_map(|(at, column)| match column {
                ColumnMeaning::Says(says) => Some((*says, cell(line, at))),
                ColumnMeaning::Marks(_) | ColumnMeaning::Aside => None,
            })
            .collect();
        let whose = self.reading.columns.iter().position(|one| matches!(one, ColumnMeaning::Says(_)))?;
        match self.index.meant(&said) {
            Ok(found) => match self.seen.insert(found, line.number) {
                None => self.ground.candidates.get(found),
                Some(other) => {
                    let facts = say!(
                        "La ligne {other} donne déjà les notes de ce candidat : gardez-en une.",
                        "Line {other} already gives the marks of this candidate: keep one of them."
                    );
                    self.fault(line, Some(whose), CANDIDATE_TWICE.at("", facts));
                    None
                }
            },
            Err((finding, suggestion)) => {
                let (row, column) = (Some(line.number), Some(whose));
                self.reading.faults.push(SheetFault { row, column, finding: *finding, suggestion });
                None
            }
        }
    }
}

fn cell(line: &Line, at: usize) -> &str {
    line.cells.get(at).map_or("", String::as_str)
}
