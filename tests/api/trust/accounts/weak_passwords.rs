//! Which passwords may be set.

use serde_json::json;

use super::people::{bootstrap_token, holder};
use crate::harness::World;

#[actix_web::test]
async fn what_lists_and_keyboards_hold_is_refused_and_signs_are_characters() {
    let world = World::on("2026-11-23").await;
    let token = bootstrap_token(&world).await;
    let begin = async |password: &str| {
        let body = json!({
            "token": token, "email": "chief@example.org", "display_name": "Léa Chef", "password": password,
        });
        world.nobody().post("/v1/bootstrap", body).await
    };
    for easy in [
        "azertyuiopqsdfghjklm",
        "Administrateur123",
        "marseille13marseille",
        "correcthorsebatterystaple",
        "Février-Février-2026",
        "ToulouseToulouse31!",
        "liberté égalité fraternité",
        "....................",
    ] {
        let refused = begin(easy).await;
        assert_eq!(refused.status, 422, "{easy}");
        refused.faults(&[("/password", "password.predictable")]);
    }
    let welcomed = begin("🦒🎻🌋🐢🎹🪁🚲🍋🧭🪗🦔🌵🎲🧊🪴").await.expect(201);
    holder(&world, &welcomed).get("/v1/me").await.expect(200);
}
