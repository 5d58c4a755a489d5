//! What a sheet of marks is refused for.

use crate::rules;

/// Where these rules come from.
const HOUSE_SOURCE: &str = "Règle du site";

rules! {
    /// A column is a paper or says who.
    COLUMN_UNKNOWN = error "mark_sheet.column_unknown", HOUSE_SOURCE;
        "Une colonne de notes porte le code ou l'intitulé d'une épreuve de l'examen blanc."
        / "A column of marks bears the code or the title of a paper of the mock exam.";
    /// A paper has one column.
    COLUMN_TWICE = error "mark_sheet.column_repeated", HOUSE_SOURCE;
        "Une épreuve a une seule colonne." / "A paper has a single column.";
    /// A title names one paper.
    COLUMN_AMBIGUOUS = error "mark_sheet.column_ambiguous", HOUSE_SOURCE;
        "Un intitulé porté par deux épreuves ne désigne aucune des deux : écrivez le code."
        / "A title that two papers bear names neither: write the code.";
    /// A sheet has a paper.
    NO_PAPER = error "mark_sheet.no_paper", HOUSE_SOURCE;
        "Une feuille de notes a au moins une colonne d'épreuve." / "A sheet of marks has at least one column of a paper.";
    /// A sheet says who.
    NO_CANDIDATE_COLUMN = error "mark_sheet.no_candidate_column", HOUSE_SOURCE;
        "Une feuille de notes désigne les candidats : nom et prénom, INE, ou identifiant."
        / "A sheet of marks names the candidates: family and given name, INE, or identifier.";
    /// A line says who.
    CANDIDATE_MISSING = error "mark_sheet.candidate_missing", HOUSE_SOURCE;
        "Une ligne désigne un candidat." / "A line names a candidate.";
    /// The candidate is of the cohort.
    CANDIDATE_UNKNOWN = error "mark_sheet.candidate_unknown", HOUSE_SOURCE;
        "Un candidat est inscrit dans la promotion." / "A candidate is enrolled in the cohort.";
    /// One candidate fits.
    CANDIDATE_AMBIGUOUS = error "mark_sheet.candidate_ambiguous", HOUSE_SOURCE;
        "Une ligne désigne un seul candidat." / "A line names a single candidate.";
    /// All that is said is of the same person.
    CANDIDATE_CONTRADICTED = error "mark_sheet.candidate_contradicted", HOUSE_SOURCE;
        "L'identifiant, l'INE et le nom d'une ligne sont du même candidat." / "The identifier, the INE and the name of a line are of the same candidate.";
    /// A candidate has one line.
    CANDIDATE_TWICE = error "mark_sheet.candidate_repeated", HOUSE_SOURCE;
        "Un candidat a une seule ligne." / "A candidate has a single line.";
    /// A mark, an absence, an exemption, or nothing.
    MARK_UNREADABLE = error "mark_sheet.mark_unreadable", HOUSE_SOURCE;
        "Une cellule contient une note sur 20, une absence, une dispense, ou rien." / "A cell holds a mark out of 20, an absence, an exemption, or nothing.";
    /// More cells than headers.
    CELL_ASTRAY = error "mark_sheet.cell_astray", HOUSE_SOURCE;
        "Une ligne n'a pas plus de cellules que d'en-têtes." / "A line has no more cells than headers.";
}
