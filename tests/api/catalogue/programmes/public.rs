//! What anybody reads, without an account.

use serde_json::json;

use crate::harness::World;

#[actix_web::test]
async fn anybody_reads_the_programme_sheet_whole() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    let list = nobody.get("/v1/programmes").await.expect(200);
    let codes: Vec<_> = list["data"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect();
    assert_eq!(codes, [json!("bts-mco"), json!("cap-fleuriste-fictif")]);
    let sheet = nobody.get("/v1/programmes/bts-mco").await.expect(200);
    assert_eq!(sheet["rncp"]["code"], "RNCP38362");
    assert_eq!((&sheet["rhythm"]["days_in_company"], &sheet["visits_per_year"]), (&json!(3), &json!(2)));
    assert_eq!(sheet["mock_exams"].as_array().unwrap().len(), 4);
    assert_eq!(sheet["missing_blocks"][0]["rncp_code"], "RNCP38362BC05");
    nobody.get("/v1/programmes/bts-xyz").await.refused_with(404, "programme.not_found");
}

#[actix_web::test]
async fn a_reader_who_has_the_sheet_already_is_told_so() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    let first = nobody.get("/v1/programmes/bts-mco").await;
    assert_eq!(first.header("cache-control"), Some("public, no-cache"), "people change it");
    let etag = first.etag();
    assert!(etag.starts_with('"') && etag.ends_with('"') && etag.len() > 10, "{etag}");
    let again = |etag: &str| {
        let request = nobody.request(reqwest::Method::GET, "/v1/programmes/bts-mco");
        nobody.send(request.header("if-none-match", etag))
    };
    let known = again(&etag).await;
    assert_eq!((known.status, known.text.as_str(), known.etag()), (304, "", etag.clone()));
    assert_eq!(again(&format!("\"other\", W/{etag}")).await.status, 304);
    assert_eq!(again("\"other\"").await.status, 200);
    assert_ne!(nobody.get("/v1/programmes/cap-fleuriste-fictif").await.etag(), etag);
}

#[actix_web::test]
async fn the_regulation_of_a_session_weighs_twenty_one_and_never_counts_a_whole_with_its_parts() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    let regulation =
        |session: i32| nobody.get(format!("/v1/programmes/bts-mco/exam-regulation?session={session}"));
    let new = regulation(2027).await.expect(200);
    assert_eq!(
        (&new["regulation"]["code"], &new["total_coefficient_hundredths"]),
        (&json!("mco-2024"), &json!(2100))
    );
    let old = regulation(2024).await.expect(200);
    assert_eq!(
        (&old["regulation"]["code"], &old["total_coefficient_hundredths"]),
        (&json!("mco-2018"), &json!(2100))
    );
    let leaves: Vec<_> = old["leaves"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect();
    assert_eq!(json!(leaves), json!(["E1", "E21", "E22", "E3", "E41", "E42", "E5", "E6", "EF1"]));
    assert_eq!(old["regulation"]["units"][1]["parts"][0]["code"], "E21");
    nobody.get("/v1/programmes/bts-mco/exam-regulation").await.refused_with(400, "query.invalid");
    let out = nobody.get("/v1/programmes/bts-mco/exam-regulation?session=1999").await;
    out.refused_with(400, "query.invalid");
    let unknown = nobody.get("/v1/programmes/bts-xyz/exam-regulation?session=2027").await;
    unknown.refused_with(404, "programme.not_found");
}

#[actix_web::test]
async fn sites_say_who_answers_for_them() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    let site = nobody.get("/v1/sites/ufa-leonie-aviat").await.expect(200);
    assert_eq!(site["id"], json!(world.site()));
    assert_eq!(site["cfa"]["name"], "CFA Jeanne-Mance");
    assert_eq!(site["contacts"][0]["family_name"], "JACOTIN");
    assert_eq!(nobody.get("/v1/sites").await.expect(200)["data"].as_array().unwrap().len(), 2);
    assert_eq!(nobody.get("/v1/cfas/cfa-jeanne-mance").await.expect(200)["code"], "cfa-jeanne-mance");
    nobody.get("/v1/sites/nowhere").await.refused_with(404, "site.not_found");
    nobody.get("/v1/cfas/nobody").await.refused_with(404, "cfa.not_found");
}

#[actix_web::test]
async fn open_days_are_those_still_to_come() {
    let world = World::on("2026-02-10").await;
    let days = |query: &'static str| {
        let nobody = world.nobody();
        async move {
            let list = nobody.get(format!("/v1/open-days{query}")).await.expect(200);
            list["data"].as_array().unwrap().iter().map(|one| one["held_on"].clone()).collect::<Vec<_>>()
        }
    };
    assert_eq!(days("").await, [json!("2026-03-14"), json!("2026-05-29")]);
    assert_eq!(days("?from=2026-01-31").await.len(), 3);
    assert_eq!(days("?from=2026-06-01").await.len(), 0);
    world.nobody().get("/v1/open-days?from=yesterday").await.refused_with(400, "query.invalid");
}
