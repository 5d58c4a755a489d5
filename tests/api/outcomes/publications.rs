//! Publications: frozen, shown to anybody unless they tell of a few people, withdrawn with a reason.

use std::num::NonZeroU32;

use serde_json::{Value, json};

use super::{SheetCohort, rate};
use crate::harness::{Browser, Person, Script, World, id_of};

const TODAY: &str = "2026-06-01";
const PUBLIC: &str = "/v1/public/indicators?site=ufa-leonie-aviat&programme=bts-mco&session=2025";

async fn published(manager: &Person, body: Value) -> Value {
    manager.post("/v1/publications", body).await.expect(201)
}

fn of_session(channel: &str) -> Value {
    json!({ "programme": "bts-mco", "session": 2025, "channel": channel })
}

fn withheld<'a>(publication: &'a Value, name: &str) -> &'a Value {
    &rate(&publication["rates"], name)["withheld"]
}

#[actix_web::test]
async fn what_is_published_stays_whatever_comes_later_and_both_are_shown() {
    let cohort = SheetCohort::on(TODAY).await;
    let (manager, nobody) = (cohort.world.manager(), cohort.world.nobody());
    let publication = published(&manager, of_session("own")).await;
    assert_eq!((&publication["threshold"], &publication["edition"]), (&json!(5), &json!("2026")));
    assert_eq!(withheld(&publication, "rupture"), &Value::Null);
    assert_eq!(withheld(&publication, "presentation"), "below_threshold");
    assert_eq!(rate(&publication["rates"], "presentation")["value"]["percent"], 67, "the staff see it");
    assert_eq!(withheld(&publication, "insertion_12"), "too_early");
    cohort.breaks(3, "2025-03-10");
    let path = format!("/v1/publications/{}", id_of(&publication));
    let read = manager.get(&path).await.expect(200);
    let rupture = rate(&read["rates"], "rupture");
    assert_eq!((&rupture["value"]["percent"], &rupture["now"]["value"]["percent"]), (&json!(20), &json!(40)));
    assert_eq!(
        (&rupture["now"]["differs"], &rate(&read["rates"], "award")["now"]["differs"]),
        (&json!(true), &json!(false))
    );
    let public = nobody.get(PUBLIC).await.expect(200);
    let shown = &public["data"][0];
    assert_eq!(shown["site_name"].as_str().map(|name| name.contains("Aviat")), Some(true));
    assert_eq!(rate(&shown["rates"], "rupture")["value"]["text"], "20\u{a0}%");
    let hidden = rate(&shown["rates"], "presentation");
    assert_eq!((&hidden["value"], &hidden["withheld"]), (&Value::Null, &json!("below_threshold")));
    cohort.world.other_manager().get(&path).await.refused_with(404, "publication.not_found");
}

#[actix_web::test]
async fn the_official_channel_shows_nothing_under_twenty() {
    let cohort = SheetCohort::on(TODAY).await;
    let publication = published(&cohort.world.manager(), of_session("official")).await;
    assert_eq!(
        (&publication["threshold"], withheld(&publication, "rupture")),
        (&json!(20), &json!("below_threshold"))
    );
    let public = cohort.world.nobody().get(format!("{PUBLIC}&channel=official")).await.expect(200);
    let rates = public["data"][0]["rates"].as_array().unwrap();
    assert!(rates.iter().all(|rate| rate["value"].is_null() && rate["withheld"].is_string()));
}

#[actix_web::test]
async fn a_figure_that_differs_by_a_few_people_from_another_is_not_shown() {
    let cohort = SheetCohort::on(TODAY).await;
    let manager = cohort.world.manager();
    let first = published(&manager, of_session("own")).await;
    let whole = json!({ "programme": "bts-mco", "channel": "own" });
    let wider = published(&manager, whole.clone()).await;
    assert_eq!(rate(&wider["rates"], "interruption")["value"]["denominator"], 6);
    assert_eq!(withheld(&wider, "interruption"), "differs_by_few", "it would tell of the sixth");
    assert_eq!(withheld(&wider, "rupture"), &Value::Null, "over the same five contracts");
    let why = json!({ "reason": "Chiffres à revoir" });
    manager.post(format!("/v1/publications/{}/withdrawal", id_of(&first)), why).await.expect(200);
    let again = published(&manager, whole).await;
    assert_eq!(withheld(&again, "interruption"), "differs_by_few", "what was withdrawn was public");
    assert_eq!(withheld(&published(&manager, of_session("own")).await, "interruption"), &Value::Null);
}

#[actix_web::test]
async fn a_publication_is_withdrawn_with_a_reason_and_the_staff_still_read_it() {
    let cohort = SheetCohort::on(TODAY).await;
    let (manager, nobody) = (cohort.world.manager(), cohort.world.nobody());
    let publication = published(&manager, of_session("own")).await;
    let path = format!("/v1/publications/{}", id_of(&publication));
    let why = json!({ "reason": "Effectif à vérifier" });
    cohort
        .world
        .trainer()
        .post(format!("{path}/withdrawal"), why.clone())
        .await
        .refused_with(403, "forbidden");
    let withdrawn = manager.post(format!("{path}/withdrawal"), why.clone()).await.expect(200);
    assert_eq!(withdrawn["withdrawn_reason"], "Effectif à vérifier");
    manager.post(format!("{path}/withdrawal"), why).await.refused_with(409, "publication.withdrawn");
    assert_eq!(nobody.get(PUBLIC).await.expect(200)["data"], json!([]));
    nobody
        .get(PUBLIC.replace("indicators?", "indicators.svg?"))
        .await
        .refused_with(404, "publication.not_found");
    assert_eq!(manager.get("/v1/publications").await.expect(200)["data"], json!([]));
    let all = manager.get("/v1/publications?withdrawn=true&include=total").await.expect(200);
    assert_eq!((&all["total"], &all["data"][0]["id"]), (&json!(1), &publication["id"]));
}

#[actix_web::test]
async fn what_cannot_be_published_says_why() {
    let cohort = SheetCohort::on(TODAY).await;
    let manager = cohort.world.manager();
    let faulty = async |body: Value, pointer: &str, code: &str| {
        manager.post("/v1/publications", body).await.faults(&[(pointer, code)]);
    };
    let unknown = json!({ "programme": "cap-fleuriste", "channel": "own" });
    faulty(unknown, "/programme", "publication.programme_unknown").await;
    let empty = json!({ "programme": "bts-mco", "channel": "own", "session": 2019 });
    manager.post("/v1/publications", empty).await.refused_with(409, "publication.nobody");
    let elsewhere = json!({ "programme": "bts-mco", "channel": "own", "session": 2026, "cohort_id": cohort.learners[0].cohort });
    faulty(elsewhere, "/cohort_id", "publication.cohort_unknown").await;
    let later = json!({ "programme": "bts-mco", "channel": "own", "as_of": "2026-06-02" });
    faulty(later, "/as_of", "indicator.as_of_in_future").await;
    let one = json!({ "programme": "bts-mco", "channel": "own", "cohort_id": cohort.learners[0].cohort });
    assert_eq!(published(&manager, one).await["session"], 2025);
    cohort.world.trainer().post("/v1/publications", of_session("own")).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn anybody_reads_it_as_json_as_a_table_or_as_a_chart_and_keeps_it() {
    let cohort = SheetCohort::on(TODAY).await;
    let nobody = cohort.world.nobody();
    published(&cohort.world.manager(), of_session("own")).await;
    let json = nobody.get(PUBLIC).await;
    for learner in &cohort.learners {
        assert!(!json.text.contains(&learner.apprentice.to_string()), "nobody is named");
    }
    let table = nobody.get(PUBLIC.replace("indicators?", "indicators.csv?")).await;
    assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(table.text.contains(";rupture;Rupture de contrats;1;5;20;;"), "{}", table.text);
    assert!(table.text.contains(";success;Réussite;;;;Effectif trop faible;"), "{}", table.text);
    let chart = nobody.get(PUBLIC.replace("indicators?", "indicators.svg?")).await;
    assert_eq!(chart.header("content-type"), Some("image/svg+xml; charset=utf-8"));
    for piece in [
        "<title id=\"title\">",
        "<desc id=\"words\">",
        "20\u{a0}% (1\u{a0}sur\u{a0}5)",
        "Réussite\u{a0}: effectif trop faible",
    ] {
        assert!(chart.text.contains(piece), "{piece}\n{}", chart.text);
    }
    for reply in [&json, &table, &chart] {
        assert_eq!(reply.status, 200);
        assert!(reply.header("cache-control").unwrap().starts_with("public"));
    }
    for (path, reply) in
        [(PUBLIC.to_owned(), &json), (PUBLIC.replace("indicators?", "indicators.svg?"), &chart)]
    {
        let request = nobody.request(reqwest::Method::GET, &path).header("if-none-match", reply.etag());
        assert_eq!(nobody.send(request).await.status, 304);
    }
    let english = nobody.request(reqwest::Method::GET, PUBLIC.replace("indicators?", "indicators.svg?"));
    let english = nobody.send(english.header("accept-language", "en")).await;
    assert!(english.text.contains("20% (1 of 5)"), "{}", english.text);
}

/// The right edge of what is drawn farthest to the right, in the units of the chart, and the height of the chart.
const EXTENT: &str = "const boxes = [...document.querySelectorAll('text, rect')].map(one => one.getBBox());
    return [Math.max(...boxes.map(box => box.x + box.width)), Math.max(...boxes.map(box => box.y + box.height))]";

#[actix_web::test]
async fn a_site_may_show_fewer_people_and_the_chart_is_read_on_a_telephone() {
    let cohort = SheetCohort::on(TODAY).await;
    let folder = tempfile::tempdir().unwrap();
    let definitions = include_str!("../../../catalogue/law/indicators.toml");
    std::fs::create_dir(folder.path().join("law")).unwrap();
    let fewer = definitions.replacen("\nown = 5\n", "\nown = 1\n", 1);
    std::fs::write(folder.path().join("law/indicators.toml"), fewer).unwrap();
    let open = cohort.world.beside(|config| config.catalogue_dirs.push(folder.path().into()));
    let publication = published(&open.for_person(&cohort.world.manager()), of_session("own")).await;
    for (name, percent) in [("presentation", 67), ("success", 50), ("insertion_6", 100), ("rupture", 20)] {
        assert_eq!(withheld(&publication, name), &Value::Null, "{name}");
        assert_eq!(rate(&publication["rates"], name)["value"]["percent"], percent, "{name}");
    }
    let browser = Browser::open(Script::On).await;
    let chart = PUBLIC.replace("indicators?", "indicators.svg?");
    browser.go(&format!("{}{chart}", cohort.world.base())).await;
    let extent = browser.page.execute(EXTENT, Vec::new()).await.unwrap();
    let (right, bottom) = (extent[0].as_f64().unwrap(), extent[1].as_f64().unwrap());
    assert!(right <= 360.0, "cut at the right: {right}");
    let drawn = browser.page.execute("return document.documentElement.viewBox.baseVal.height", Vec::new());
    assert!(bottom <= drawn.await.unwrap().as_f64().unwrap(), "cut at the bottom: {bottom}");
    browser.keep("indicateurs").await;
    browser.close().await;
}

#[actix_web::test]
async fn the_figures_of_the_sheet_are_a_past_publication_without_a_denominator() {
    let world = World::on(TODAY).await;
    let sheet = world.nobody().get(PUBLIC).await.expect(200)["sheet"].as_array().unwrap().clone();
    let figures: Vec<_> =
        sheet.iter().map(|one| (one["rate"].as_str().unwrap(), one["percent"].as_u64())).collect();
    assert_eq!(figures.len(), 12);
    for known in
        [("rupture", Some(20)), ("presentation", Some(67)), ("success", Some(50)), ("insertion", None)]
    {
        assert!(figures.contains(&known), "{known:?}");
    }
    assert!(sheet.iter().all(|one| one["denominator"].is_null() && one["source"] == "sheet"));
    assert!(sheet[0]["note"].as_str().unwrap().contains("sans effectif"));
}

#[actix_web::test]
async fn a_page_much_visited_keeps_nobody_from_the_rest() {
    let slow = |config: &mut compagnon::platform::config::Config| {
        config.requests_per_second_without_token = NonZeroU32::new(1).unwrap();
    };
    let world = World::configured(TODAY, slow).await;
    let nobody = world.nobody();
    let mut refused = 0;
    for _ in 0..40 {
        refused += usize::from(nobody.get(PUBLIC).await.status == 429);
    }
    assert!(refused > 0, "it has an allowance");
    nobody.get("/v1/programmes").await.expect(200);
}
