//! Pay: what goes with it, then the table of the form, two periods for each of four years.

use crate::exchange::sheets::column::{Column, Shape};

/// What goes with pay.
pub const PAY: &[Column] = &[
    Column::new(
        "pay/gross_salary_cents",
        "Salaire brut mensuel",
        Shape::Amount,
        &["salaire brut mensuel a l embauche", "salaire brut"],
        ("Salaire brut mensuel à l'embauche, en euros.", "Monthly gross pay at hiring, in euros."),
    ),
    Column::new(
        "pay/conventional_minimum_cents",
        "Salaire minimum conventionnel",
        Shape::Amount,
        &["smc"],
        (
            "Minimum conventionnel mensuel de l'emploi (SMC), s'il dépasse le SMIC, en euros.",
            "Monthly conventional minimum of the job (SMC), when above the SMIC, in euros.",
        ),
    ),
    Column::new(
        "pay/retirement_fund",
        "Caisse de retraite complémentaire",
        Shape::Text,
        &["caisse de retraite"],
        ("Caisse de retraite complémentaire.", "Supplementary retirement fund."),
    ),
    Column::new(
        "pay/meal_cents",
        "Avantage en nature : repas",
        Shape::Amount,
        &["nourriture", "avantage nourriture"],
        ("Valeur d'un repas fourni, en euros.", "Value of a meal provided, in euros."),
    ),
    Column::new(
        "pay/lodging_cents",
        "Avantage en nature : logement",
        Shape::Amount,
        &["logement", "avantage logement"],
        ("Valeur d'un mois de logement fourni, en euros.", "Value of a month of lodging provided, in euros."),
    ),
    Column::new(
        "pay/other_benefits",
        "Autres avantages en nature",
        Shape::YesNo,
        &["autre avantage en nature"],
        ("oui s'il y a d'autres avantages en nature.", "oui (yes) when there are other benefits in kind."),
    ),
];

/// Bases by code, as people write them.
const BASES: Shape = Shape::Code(&[("smic", &["s m i c"]), ("smc", &["s m c", "minimum conventionnel"])]);

macro_rules! lines {
    ($($year:literal $line:literal),+) => {
        [$(
            lines!(@ $year $line "from_on" "du" Shape::Day, "Premier jour de cette période.", "First day of this period."),
            lines!(@ $year $line "to_on" "au" Shape::Day, "Dernier jour de cette période.", "Last day of this period."),
            lines!(@ $year $line "percent_hundredths" "%" Shape::Percent, "Pourcentage, par exemple 43.", "Percentage, for example 43."),
            lines!(@ $year $line "base" "base" BASES, "smic, ou smc.", "smic, or smc."),
        )+]
    };
    (@ $year:literal $line:literal $member:literal $word:literal $shape:expr, $fr:literal, $en:literal) => {
        Column::new(
            concat!("pay/lines/", $year, ".", $line, "/", $member),
            concat!("Année ", $year, ", période ", $line, " : ", $word),
            $shape,
            &[],
            ($fr, $en),
        )
    };
}

/// The table.
pub const LINES: [Column; 32] =
    lines!("1" "1", "1" "2", "2" "1", "2" "2", "3" "1", "3" "2", "4" "1", "4" "2");
