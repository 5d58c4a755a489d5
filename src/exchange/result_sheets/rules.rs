//! What a sheet of exam results is refused for; what it shares with a sheet of marks is refused by the rules of those.

use crate::rules;

/// Where these rules come from.
const HOUSE_SOURCE: &str = "Règle du site";

rules! {
    /// A column is of those there are.
    COLUMN_UNKNOWN = error "result_sheet.column_unknown", HOUSE_SOURCE;
        "Une colonne désigne le candidat, dit son inscription ou la décision du jury, ou porte le code d'une épreuve." /
        "A column names the candidate, says their registration or the decision of the jury, or bears the code of a unit.";
    /// A sheet says something of the exam.
    NOTHING_SAID = error "result_sheet.nothing_said", HOUSE_SOURCE;
        "Une feuille de résultats a au moins une colonne sur l'examen." /
        "A sheet of exam results has at least one column about the exam.";
    /// A decision is one the jury gives.
    DECISION_UNREADABLE = error "result_sheet.decision_unreadable", HOUSE_SOURCE;
        "Une décision est admis, ajourné, refusé ou autorisé aux épreuves de contrôle." /
        "A decision is admis, ajourné, refusé or autorisé aux épreuves de contrôle.";
    /// A mark, a presence, an absence, or nothing.
    UNIT_UNREADABLE = error "result_sheet.unit_unreadable", HOUSE_SOURCE;
        "Une cellule d'épreuve contient une note sur 20, une présence, une absence, ou rien." /
        "A cell of a unit holds a mark out of 20, a presence, an absence, or nothing.";
    /// A text is short.
    TEXT_TOO_LONG = error "result_sheet.text_too_long", HOUSE_SOURCE;
        "Un numéro ou une référence est court." / "A number or a reference is short.";
}
