//! The visits in the companies: most held in time, one held late, one cancelled and made up for, two forgotten.

use serde_json::{Value, json};

use super::super::api::{day, lines, text};
use super::{Enrolled, Scene, created};
use crate::law::calendar::add_days;

/// Ranks of the apprentices with the training year and the rank of the visit that did not go as planned.
const FORGOTTEN: [(usize, i64, i64); 2] = [(5, 1, 2), (8, 2, 1)];
const HELD_LATE: (usize, i64, i64) = (2, 1, 1);
const CANCELLED: (usize, i64, i64) = (6, 1, 2);
/// Days by which a visit held late exceeds its last day.
const LATE_BY_DAYS: i64 = 12;
/// Day of the visit that makes up for the cancelled one.
const MADE_UP_ON: &str = "2026-07-02";

/// Who was there, what was said, what was agreed.
type VisitAccount = (&'static [&'static str], &'static str, &'static str);

const ACCOUNTS: [VisitAccount; 6] = [
    (
        &["apprentice", "tutor", "trainer"],
        "Bonne intégration dans l'équipe. L'accueil des clients est assuré seul depuis un mois, la prise de \
         commande reste à consolider. La tutrice ou le tuteur souligne la ponctualité et souhaite davantage \
         d'initiative en période creuse.",
        "Confier la tenue d'un linéaire de bout en bout ; faire un point de dix minutes chaque vendredi.",
    ),
    (
        &["apprentice", "tutor", "trainer"],
        "Visite sur la surface de vente puis entretien à trois. La veille concurrentielle demandée en cours a été \
         menée sur trois enseignes voisines et présentée à l'équipe. Le lien avec le bloc « relation client » est \
         fait ; les chiffres manquent encore dans le dossier.",
        "L'entreprise ouvre l'accès aux ventes par famille ; une fiche d'activité rédigée avant la prochaine visite.",
    ),
    (
        &["apprentice", "tutor"],
        "Échange franc sur la charge de travail du samedi. Les horaires respectent le contrat, mais les jours de \
         cours n'étaient pas affichés au planning. Les missions correspondent au référentiel : implantation, mise \
         en avant, suivi des ruptures en rayon.",
        "Le calendrier d'alternance est affiché en réserve ; le planning est communiqué deux semaines à l'avance.",
    ),
    (
        &["apprentice", "tutor", "trainer"],
        "Progrès nets en animation : l'opération de printemps a été préparée et mesurée (fréquentation et panier \
         moyen). L'expression écrite reste fragile, la relecture des courriers aux clients est systématique.",
        "Inscription à l'atelier d'écriture du mercredi ; préparer l'oral à partir de l'opération menée.",
    ),
    (
        &["apprentice", "tutor", "trainer", "other"],
        "Visite en présence de la direction. Participation aux inventaires, première commande fournisseur passée \
         sous contrôle. L'apprenti ou l'apprentie demande à découvrir la gestion des stocks ; l'entreprise y est \
         favorable.",
        "Deux demi-journées par mois avec la personne chargée des achats, à partir du mois prochain.",
    ),
    (
        &["apprentice", "tutor", "trainer"],
        "Préparation de l'examen : le dossier est à jour, les situations professionnelles sont choisies. Le \
         management d'équipe n'a pas encore été observé en entreprise.",
        "Animer deux réunions d'équipe avant l'épreuve ; la tutrice ou le tuteur vient au prochain examen blanc.",
    ),
];

/// What became of the visits planned until today.
pub(super) async fn play(scene: &Scene, enrolled: &[Enrolled]) -> anyhow::Result<()> {
    let planned = scene.trainer.get("/v1/visits?state=planned&limit=200").await?;
    for (rank, visit) in lines(&planned).iter().enumerate() {
        if day(visit, "/planned_on")? > scene.today {
            continue;
        }
        let whose = enrolled.iter().position(|one| visit["apprentice_id"] == one.apprentice.as_str());
        let count = |field: &str| visit[field].as_i64().unwrap_or_default();
        let place = (whose.unwrap_or_default(), count("training_year"), count("ordinal"));
        match place {
            _ if FORGOTTEN.contains(&place) => {}
            CANCELLED => make_up(scene, visit, rank).await?,
            HELD_LATE => report(scene, visit, add_days(day(visit, "/due_on")?, LATE_BY_DAYS), rank).await?,
            _ => report(scene, visit, day(visit, "/planned_on")?, rank).await?,
        }
    }
    Ok(())
}

async fn report(scene: &Scene, visit: &Value, on: chrono::NaiveDate, rank: usize) -> anyhow::Result<()> {
    let path = format!("/v1/visits/{}/report", text(visit, "/id")?);
    scene.trainer.post(&path, account(rank, json!(on))).await.map(drop)
}

fn account(rank: usize, held_on: Value) -> Value {
    let (present, report, points_agreed) = ACCOUNTS[rank % ACCOUNTS.len()];
    json!({ "held_on": held_on, "present": present, "report": report, "points_agreed": points_agreed })
}

/// The tutor cannot be there: the visit is cancelled, and another one takes its place.
async fn make_up(scene: &Scene, visit: &Value, rank: usize) -> anyhow::Result<()> {
    let note = "Inventaire annuel déplacé à la dernière minute ; la visite est reportée au début de juillet.";
    let path = format!("/v1/visits/{}/cancellation", text(visit, "/id")?);
    scene.trainer.post(&path, json!({ "reason": "tutor_unavailable", "note": note })).await?;
    let body =
        json!({ "contract_id": visit["contract_id"], "planned_on": MADE_UP_ON, "due_on": visit["due_on"] });
    let other = created(&scene.trainer, "/v1/visits", body).await?;
    let path = format!("/v1/visits/{other}/report");
    scene.trainer.post(&path, account(rank, json!(MADE_UP_ON))).await.map(drop)
}
