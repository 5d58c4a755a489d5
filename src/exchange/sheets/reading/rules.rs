//! What a file must be.

use crate::rules;

/// Where these rules come from.
pub const HOUSE_SOURCE: &str = "Règle du site";

rules! {
    /// Nothing in it.
    EMPTY = error "import.empty", HOUSE_SOURCE;
        "Un fichier contient des en-têtes et au moins une ligne." / "A file holds headers and at least one row.";
    /// Too many rows.
    TOO_MANY_ROWS = error "import.too_many_rows", HOUSE_SOURCE;
        "Un fichier contient au plus 10 000 lignes, 2 000 pour des contrats."
        / "A file holds at most 10,000 rows, 2,000 of contracts.";
    /// Too many columns.
    TOO_MANY_COLUMNS = error "import.too_many_columns", HOUSE_SOURCE;
        "Un fichier contient au plus 100 colonnes." / "A file holds at most 100 columns.";
    /// A column is missing.
    COLUMN_MISSING = error "import.column_missing", HOUSE_SOURCE;
        "Les colonnes indispensables de la liste sont là." / "The columns the list cannot do without are there.";
    /// Two columns mean the same.
    COLUMN_REPEATED = error "import.column_repeated", HOUSE_SOURCE;
        "Chaque colonne n'est donnée qu'une fois." / "Each column is given once.";
    /// Not the type announced.
    WRONG_TYPE = error "import.wrong_type", HOUSE_SOURCE;
        "Le contenu du fichier est celui que son type annonce." / "The content of the file is what its type says.";
    /// An encoding we do not read.
    ENCODING = error "import.encoding", HOUSE_SOURCE;
        "Un fichier CSV est en UTF-8, en UTF-16, en Windows-1252 ou en MacRoman."
        / "A CSV file is in UTF-8, UTF-16, Windows-1252 or MacRoman.";
    /// Letters that an earlier program lost.
    LETTERS_LOST = error "import.letters_lost", HOUSE_SOURCE;
        "Un fichier a encore toutes ses lettres." / "A file still has all its letters.";
    /// Not readable as a workbook.
    UNREADABLE = error "import.unreadable", HOUSE_SOURCE;
        "Le fichier s'ouvre dans un tableur." / "The file opens in a spreadsheet.";
    /// Far larger than it looks.
    BOMB = error "import.unpacked_too_large", HOUSE_SOURCE;
        "Un classeur ne dépasse pas 50 Mio une fois décompressé." / "A workbook does not exceed 50 MiB unpacked.";
    /// Runs or reads something else.
    ACTIVE = error "import.active_content", HOUSE_SOURCE;
        "Un classeur ne contient ni macro ni lien vers d'autres fichiers."
        / "A workbook holds neither macros nor links to other files.";
}
