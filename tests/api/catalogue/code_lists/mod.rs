//! The code lists of the official form.

use compagnon::people::employers::model::Opco;
use serde_json::{Value, json};

use crate::harness::World;

fn codes(list: &Value) -> Vec<&str> {
    list["codes"].as_array().unwrap().iter().map(|code| code["code"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn anybody_reads_the_versions_of_the_form_and_their_lists() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    let versions = nobody.get("/v1/reference/forms").await.expect(200);
    let default: Vec<_> =
        versions["data"].as_array().unwrap().iter().filter(|one| one["default"] == json!(true)).collect();
    assert_eq!((default.len(), &default[0]["code"]), (1, &json!("10103-14")));
    assert_eq!(versions["data"].as_array().unwrap().len(), 6);

    let form = nobody.get("/v1/reference/forms/10103-14").await.expect(200);
    assert_eq!((&form["name"], &form["default"]), (&json!("CERFA 10103*14"), &json!(true)));
    assert_eq!(form["from_on"], "2025-07-01");
    let kinds = form["lists"].as_array().unwrap().iter().find(|list| list["key"] == "employer_kind").unwrap();
    assert_eq!(codes(kinds).len(), 16);
    assert_eq!(kinds["codes"][15]["group"], "Public");
    let alone = nobody.get("/v1/reference/forms/10103-14/lists/employer_kind").await.expect(200);
    assert_eq!(alone, *kinds);
}

#[actix_web::test]
async fn a_list_is_as_the_version_of_the_form_has_it() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    for (list, code, before, after) in [
        ("employer_kind", "30", "10103-09", "10103-10"),
        ("contract_type", "38", "10103-11", "10103-12"),
        ("diploma", "64", "10103-12", "10103-13"),
    ] {
        for (version, there) in [(before, false), (after, true), ("10103-14", true)] {
            let path = format!("/v1/reference/forms/{version}/lists/{list}");
            let read = nobody.get(path).await.expect(200);
            assert_eq!(codes(&read).contains(&code), there, "{list} {code} {version}");
        }
    }
    let opcos = nobody.get("/v1/reference/forms/10103-13/lists/opco").await.expect(200);
    let known: Vec<_> = Opco::ALL.iter().map(|opco| opco.as_str()).collect();
    assert_eq!(codes(&opcos), known);
    let idcc = nobody.get("/v1/reference/forms/10103-13/lists/collective_agreement").await.expect(200);
    assert_eq!((codes(&idcc), &idcc["open"]), (vec!["9998", "9999"], &json!(true)));
}

#[actix_web::test]
async fn a_version_or_a_list_that_does_not_exist_is_not_found() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    nobody.get("/v1/reference/forms/10103-99").await.refused_with(404, "form.not_found");
    nobody.get("/v1/reference/forms/10103-99/lists/sex").await.refused_with(404, "form.not_found");
    nobody.get("/v1/reference/forms/10103-13/lists/taste").await.refused_with(404, "code_list.not_found");
}

#[actix_web::test]
async fn a_reader_who_has_the_lists_already_is_told_so() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    let path = "/v1/reference/forms/10103-13";
    let first = nobody.get(path).await;
    assert_eq!(first.header("cache-control"), Some("public, max-age=300"));
    let again = nobody.request(reqwest::Method::GET, path).header("if-none-match", first.etag());
    assert_eq!(nobody.send(again).await.status, 304);
}
