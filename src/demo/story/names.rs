//! Who the story is about: companies, tutors, apprentices and families, all invented.

use serde_json::{Value, json};

use super::{CYCLE_STARTS, Enrolled, Scene, created, day};
use crate::law::figures::Law;
use crate::people::apprentices::rules::person::is_minor;

/// Numbers kept for fiction by the telecommunications authority begin so.
///
/// Source: ARCEP, décision 2018-0881 (06 39 98 and 03 53 01 are never given to anybody).
pub(super) const FICTIONAL_MOBILE: &str = "06 39 98";
const FICTIONAL_LANDLINE: &str = "03 53 01";

/// The companies and their tutors, by their ranks in the lists below.
pub(super) struct Companies {
    pub(super) employers: Vec<String>,
    pub(super) tutors: Vec<String>,
}

impl Companies {
    /// The company of a tutor.
    pub(super) fn employer_of(&self, tutor: usize) -> &str {
        &self.employers[TUTORS[tutor].0]
    }
}

/// Name, NAF, IDCC, skills operator, headcount, street, postal code, city.
type CompanyRow = (&'static str, &'static str, &'static str, &'static str, i32, [&'static str; 3]);

const COMPANIES: [CompanyRow; 6] = [
    (
        "Épicerie des Trois Halles",
        "4711B",
        "2216",
        "opcommerce",
        14,
        ["3 rue du Pain Perdu", "10000", "Troyes"],
    ),
    (
        "Jardinerie du Val Fleuri",
        "4776Z",
        "1760",
        "opcommerce",
        32,
        ["12 route des Lilas", "10600", "Barberey-Saint-Sulpice"],
    ),
    ("Librairie La Virgule", "4761Z", "3013", "opco_ep", 6, ["8 place du Marque-Page", "10000", "Troyes"]),
    (
        "Maison Garance, prêt-à-porter",
        "4771Z",
        "1483",
        "opcommerce",
        9,
        ["21 rue des Bonnetiers", "10150", "Pont-Sainte-Marie"],
    ),
    (
        "Quincaillerie Brisebarre",
        "4752A",
        "0731",
        "opcommerce",
        18,
        ["5 impasse du Boulon", "10120", "Saint-André-les-Vergers"],
    ),
    (
        "Sports et Sentiers",
        "4764Z",
        "1557",
        "opcommerce",
        41,
        ["40 avenue du Grand Air", "10410", "Saint-Parres-aux-Tertres"],
    ),
];

/// Rank of the company, given name, family name, birth, job, level of diploma, years of experience.
type TutorRow = (usize, &'static str, &'static str, &'static str, &'static str, i16, i16);

const TUTORS: [TutorRow; 8] = [
    (0, "Bérénice", "Hautbois", "1979-04-18", "Directrice de magasin", 5, 16),
    (0, "Gaspard", "Lepetitpont", "1988-09-02", "Chef de rayon frais", 4, 9),
    (1, "Solange", "Vertepomme", "1971-12-30", "Responsable pépinière", 5, 22),
    (2, "Anatole", "Beaupapier", "1983-06-11", "Libraire gérant", 6, 12),
    (3, "Garance", "Finlin", "1990-02-25", "Gérante", 5, 8),
    (4, "Régis", "Brisebarre", "1966-07-07", "Directeur", 4, 31),
    (5, "Maud", "Cheminclair", "1985-10-19", "Responsable des ventes", 6, 11),
    (5, "Félicien", "Roulebosse", "1992-03-08", "Chef de rayon cycles", 5, 7),
];

/// Given name, family name, birth, sex, city, day of the enrolment.
type ApprenticeRow = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const APPRENTICES: [ApprenticeRow; 12] = [
    ("Chloé", "Clairdelune", "2006-03-14", "F", "Troyes", "2025-03-12"),
    ("Hugo", "Belleprairie", "2005-11-02", "M", "Sainte-Savine", "2025-03-26"),
    ("Inès", "Fontvive", "2008-11-30", "F", "Troyes", "2025-04-02"),
    ("Mathis", "Grandchêne", "2006-07-21", "M", "Bar-sur-Aube", "2025-04-09"),
    ("Lina", "Rossignol-Doré", "2005-01-17", "F", "Romilly-sur-Seine", "2025-04-30"),
    ("Nolan", "Petitpas", "2009-05-12", "M", "La Chapelle-Saint-Luc", "2025-05-14"),
    ("Sarah", "Boisjoli", "2004-08-29", "F", "Troyes", "2025-05-21"),
    ("Enzo", "Tournesol", "2001-10-05", "M", "Saint-Julien-les-Villas", "2025-06-04"),
    ("Manon", "Coquelicot", "2006-12-24", "F", "Nogent-sur-Seine", "2025-06-11"),
    ("Yanis", "Vaillancourt-Fictif", "2005-04-03", "M", "Troyes", "2025-06-25"),
    ("Jade", "Marjolaine", "2007-02-08", "F", "Les Noës-près-Troyes", "2025-07-02"),
    ("Théo", "Mirabelle", "2006-09-16", "M", "Creney-près-Troyes", "2025-11-03"),
];

/// The companies come in, each with its tutors.
pub(super) async fn companies(scene: &Scene) -> anyhow::Result<Companies> {
    let (mut employers, mut tutors) = (Vec::new(), Vec::new());
    for (rank, company) in COMPANIES.iter().enumerate() {
        employers.push(created(&scene.manager, "/v1/employers", employer(rank, company)).await?);
    }
    for (rank, row) in TUTORS.iter().enumerate() {
        let body = tutor(rank, row, &employers[row.0]);
        tutors.push(created(&scene.manager, "/v1/tutors", body).await?);
    }
    Ok(Companies { employers, tutors })
}

fn employer(rank: usize, company: &CompanyRow) -> Value {
    let (name, naf, idcc, opco, headcount, [address_line, postal_code, city]) = *company;
    json!({
        "siret": fictional_siret(rank), "name": name, "kind_code": "12", "naf": naf, "idcc": idcc, "opco": opco,
        "headcount": headcount, "address_line": address_line, "postal_code": postal_code, "city": city,
        "email": format!("entreprise{}@demo.example.org", rank + 1),
        "phone": format!("{FICTIONAL_LANDLINE} 10 {rank:02}"),
    })
}

fn tutor(rank: usize, row: &TutorRow, employer: &str) -> Value {
    let (_, given_name, family_name, born_on, job_title, diploma_level, experience_years) = *row;
    json!({
        "employer_id": employer, "given_name": given_name, "family_name": family_name, "born_on": born_on,
        "job_title": job_title, "diploma_level": diploma_level, "experience_years": experience_years,
        "email": format!("tuteur{}@demo.example.org", rank + 1),
        "phone": format!("{FICTIONAL_MOBILE} 20 {rank:02}"),
    })
}

/// The apprentices are admitted and enrolled, the minors with their guardians.
pub(super) async fn apprentices(scene: &Scene) -> anyhow::Result<Vec<Enrolled>> {
    let (manager, mut enrolled) = (&scene.manager, Vec::new());
    let (law, cycle_starts) = (Law::embedded()?, day(CYCLE_STARTS)?);
    let ages = &law.contracts.on(cycle_starts).age;
    for (rank, row) in APPRENTICES.iter().enumerate() {
        let (_, family_name, born_on, _, city, enrolled_on) = *row;
        let apprentice = created(manager, "/v1/apprentices", file(rank, row)).await?;
        if is_minor(day(born_on)?, cycle_starts, ages) {
            let path = format!("/v1/apprentices/{apprentice}/guardians");
            manager.post(&path, guardian(rank, family_name, city)).await?;
        }
        let path = format!("/v1/apprentices/{apprentice}/enrolments");
        let body = json!({ "cohort_id": scene.cohort, "enrolled_on": enrolled_on });
        let enrolment = created(manager, &path, body).await?;
        enrolled.push(Enrolled { apprentice, enrolment });
    }
    Ok(enrolled)
}

fn file(rank: usize, row: &ApprenticeRow) -> Value {
    let professional = rank.is_multiple_of(3);
    let (given_name, family_name, born_on, sex, city, _) = *row;
    json!({
        "given_name": given_name, "family_name": family_name, "born_on": born_on, "sex": sex, "city": city,
        "nationality_code": "1", "birth_department": "10", "birth_place": "Troyes",
        "address_line": format!("{} rue de l'Exemple", 2 * rank + 1), "postal_code": "10000",
        "email": format!("apprenti{}@demo.example.org", rank + 1),
        "phone": format!("{FICTIONAL_MOBILE} 30 {rank:02}"),
        "previous_situation_code": "1", "last_class_code": "01",
        "previous_diploma_code": if professional { "41" } else { "43" },
        "previous_diploma_title": if professional { "Bac pro Métiers du commerce et de la vente" } else { "Bac STMG" },
    })
}

fn guardian(rank: usize, family_name: &str, city: &str) -> Value {
    let (given_name, relation) =
        if rank.is_multiple_of(2) { ("Hélène", "mother") } else { ("Olivier", "father") };
    json!({
        "family_name": family_name, "given_name": given_name, "relation": relation, "city": city,
        "phone": format!("{FICTIONAL_MOBILE} 40 {rank:02}"),
    })
}

/// A SIRET whose keys are right, in a range nobody was ever given.
fn fictional_siret(rank: usize) -> String {
    let company = with_key(&format!("0000010{rank}"));
    with_key(&format!("{company}0001"))
}

/// A number followed by its Luhn key.
fn with_key(digits: &str) -> String {
    let of_digit = |(place, digit): (usize, u32)| match (place % 2, 2 * digit) {
        (0, doubled) if doubled > 9 => doubled - 9,
        (0, doubled) => doubled,
        _ => digit,
    };
    let sum: u32 = digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(of_digit).sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::identifiers::{siren, siret};

    #[test]
    fn the_sirets_of_the_story_have_their_keys() {
        for rank in 0..COMPANIES.len() {
            let made = fictional_siret(rank);
            assert_eq!(siret(&made).as_deref(), Ok(made.as_str()));
            assert!(siren(&made[..9]).is_ok(), "{made}");
        }
    }
}
