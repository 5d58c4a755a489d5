//! A site is named by its code or by its identifier, wherever an address names one.

use crate::harness::{World, announced};

#[actix_web::test]
async fn a_site_is_named_by_its_code_or_by_its_identifier() {
    let world = World::on("2026-06-01").await;
    let (manager, other) = (world.manager(), world.other_manager());
    let id = world.site().to_string();
    let mut read = 0;
    for (path, item) in announced()["paths"].as_object().unwrap() {
        if item.get("get").is_none() || !path.contains("{site}") {
            continue;
        }
        let address = |site: &str| path.replace("{site}", site).replace("{declaration}", "bpf");
        let (by_code, by_id) =
            (manager.get(address("ufa-leonie-aviat")).await, manager.get(address(&id)).await);
        assert_eq!((by_code.status, by_code.text), (by_id.status, by_id.text), "{path}");
        assert_ne!(by_id.status, 404, "{path}");
        for unknown in ["ufa-de-nulle-part", "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f72", "UFA-LEONIE-AVIAT"] {
            manager.get(address(unknown)).await.refused_with(404, "site.not_found");
        }
        other.get(address("ufa-leonie-aviat")).await.refused_with(404, "site.not_found");
        read += 1;
    }
    assert!(read >= 15, "{read} addresses");
}
