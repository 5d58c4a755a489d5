//! What a cell must look like.

use crate::rules;

/// Where these rules come from.
const HOUSE_SOURCE: &str = "Règle du site";

rules! {
    /// A formula is not a value.
    FORMULA = error "cell.formula", HOUSE_SOURCE;
        "Une cellule contient une valeur, pas une formule." / "A cell holds a value, not a formula.";
    /// A spreadsheet's own error.
    SPREADSHEET_ERROR = error "cell.spreadsheet_error", HOUSE_SOURCE;
        "Une cellule ne contient pas une erreur du tableur." / "A cell does not hold an error of the spreadsheet.";
    /// A day that does not exist.
    NO_SUCH_DAY = error "cell.no_such_day", HOUSE_SOURCE;
        "Une date existe dans le calendrier." / "A date exists in the calendar.";
    /// A day nobody means.
    TOO_FAR = error "cell.date_out_of_range", HOUSE_SOURCE;
        "Une date va de l'année 1900 à l'année 2999." / "A date goes from the year 1900 to 2999.";
    /// Month before day.
    MONTH_FIRST = error "cell.month_first", HOUSE_SOURCE;
        "Une date s'écrit jour/mois/année." / "A date is written day/month/year.";
    /// The number a spreadsheet keeps for a date.
    DATE_NUMBER = error "cell.date_number", HOUSE_SOURCE;
        "Une date s'écrit en jour, mois, année, et non par son numéro dans le tableur."
        / "A date is written as day, month, year, not by its number in the spreadsheet.";
    /// Not a date.
    DATE_FORM = error "cell.date_form", HOUSE_SOURCE;
        "Une date s'écrit jj/mm/aaaa, ou aaaa-mm-jj." / "A date is written dd/mm/yyyy, or yyyy-mm-dd.";
    /// Digits replaced by an exponent.
    DIGITS_LOST = error "cell.digits_lost", HOUSE_SOURCE;
        "Un identifiant garde tous ses chiffres : pas d'écriture scientifique."
        / "An identifier keeps all its digits: no scientific notation.";
    /// A leading zero eaten by the spreadsheet.
    ZERO_LOST = error "cell.zero_lost", HOUSE_SOURCE;
        "Un identifiant garde son zéro de tête." / "An identifier keeps its leading zero.";
    /// Not a whole number.
    WHOLE_NUMBER = error "cell.whole_number", HOUSE_SOURCE;
        "Un nombre entier est attendu." / "A whole number is expected.";
    /// Not an amount.
    AMOUNT = error "cell.amount", HOUSE_SOURCE;
        "Un montant s'écrit en euros, avec au plus deux décimales." / "An amount is written in euros, with two decimals at most.";
    /// Not a percentage.
    PERCENT = error "cell.percent", HOUSE_SOURCE;
        "Un pourcentage s'écrit 43 ou 43,5, avec au plus deux décimales."
        / "A percentage is written 43 or 43.5, with two decimals at most.";
    /// A share of one written as a percentage.
    PERCENT_OF_ONE = error "cell.percent_of_one", HOUSE_SOURCE;
        "Un pourcentage s'écrit sur cent, et non sur un." / "A percentage is written out of a hundred, not out of one.";
    /// Not a duration.
    DURATION = error "cell.duration", HOUSE_SOURCE;
        "Une durée s'écrit en heures et minutes : 35h00." / "A duration is written in hours and minutes: 35h00.";
    /// Neither yes nor no.
    YES_OR_NO = error "cell.yes_or_no", HOUSE_SOURCE;
        "La réponse est oui ou non." / "The answer is yes or no.";
    /// Not one of the values.
    CHOICE = error "cell.choice", HOUSE_SOURCE;
        "La valeur est l'une de celles de la liste." / "The value is one of the list.";
}
