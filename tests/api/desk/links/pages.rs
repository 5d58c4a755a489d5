//! The pages at a link, as a browser without scripts gets them.

use reqwest::Method;
use serde_json::json;

use super::writing::{an_invited_story, last};
use super::{a_followed_story, a_link};
use crate::contracts::agreements::count_events;
use crate::follow_up::visits::visits_of;
use crate::harness::{Reply, World, id_of};

/// The page of a link, below the base.
pub fn page_of(link: &serde_json::Value) -> String {
    format!("/l/{}", link["secret"].as_str().expect("a secret"))
}

pub async fn read(world: &World, address: &str) -> Reply {
    plain(world.nobody().get(address).await)
}

/// The page with its slashes and apostrophes as people read them; what could make a tag stays escaped.
fn plain(page: Reply) -> Reply {
    Reply { text: page.text.replace("&#x2f;", "/").replace("&#x27;", "'"), ..page }
}

/// Sends a form as a browser does, without following where it leads.
pub async fn send(world: &World, address: &str, form: &[(&str, &str)]) -> Reply {
    let unled = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    let request = unled.build().unwrap().post(format!("{}{address}", world.base()));
    let body = serde_urlencoded_of(form);
    let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
    plain(Reply::of(request.send().await.unwrap()).await)
}

fn serde_urlencoded_of(form: &[(&str, &str)]) -> String {
    let escaped = |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
    let pairs: Vec<String> = form.iter().map(|(name, text)| format!("{name}={}", escaped(text))).collect();
    pairs.join("&")
}

/// The key minted when a form was drawn.
pub fn key_in(page: &Reply) -> String {
    let (_, rest) = page.text.split_once("name=\"cle\" value=\"").expect("a key");
    rest.split('"').next().unwrap().to_owned()
}

fn is_html(page: &Reply) {
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{}", page.text);
    assert!(page.text.contains("<html lang=\"fr\">"), "{}", page.text);
    assert_eq!(page.text.matches("<h1>").count(), 1, "{}", page.text);
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    assert!(page.header("x-robots-tag").unwrap().contains("noindex"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(policy.contains("form-action 'self'") && !policy.contains("script"), "{policy}");
    assert!(page.header("set-cookie").is_none());
    for outside in ["<script", "http://", "https://", "src=", "@import", "url("] {
        assert!(!page.text.contains(outside), "{outside}");
    }
}

#[actix_web::test]
async fn the_brief_is_one_page_in_french() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let page = read(&world, &page_of(&link)).await;
    assert_eq!(page.status, 200);
    is_html(&page);
    for text in
        ["Bonjour Ada Lovelace", "Chloé Durand", "22/02/2026", "03 25 80 72 17", "Rendre compte de la visite"]
    {
        assert!(page.text.contains(text), "{text}: {}", page.text);
    }
}

#[actix_web::test]
async fn a_visit_is_logged_by_the_page_and_a_double_click_is_harmless() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let visit = visits_of(&world.manager()).await.remove(0);
    let form = format!("{}/visits/{}", page_of(&link), last(&visit));
    assert!(read(&world, &page_of(&link)).await.text.contains(&format!("href=\"{form}\"")));
    let drawn = read(&world, &form).await;
    is_html(&drawn);
    assert!(drawn.text.contains("value=\"2025-11-10\""), "{}", drawn.text);
    let key = key_in(&drawn);
    let filled = [
        ("cle", key.as_str()),
        ("held_on", "07/11/2025"),
        ("present", "apprentice"),
        ("present", "tutor"),
        ("report", "Tout va bien.\r\nElle progresse."),
        ("points_agreed", ""),
    ];
    for _ in 0..2 {
        let sent = send(&world, &form, &filled).await;
        let expected = format!("{}?done=visits", page_of(&link));
        assert_eq!((sent.status, sent.header("location")), (303, Some(expected.as_str())), "{}", sent.text);
    }
    assert_eq!(count_events(&world, "visit.held"), 1);
    let logged = world.manager().get(&visit).await.expect(200);
    assert_eq!(
        (&logged["held_on"], &logged["present"]),
        (&json!("2025-11-07"), &json!(["apprentice", "tutor"]))
    );
    let done = read(&world, &format!("{}?done=visits", page_of(&link))).await;
    assert!(done.text.contains("Le compte rendu de la visite est enregistré."));
    assert!(done.text.contains("Rien pour le moment."), "{}", done.text);
    let again = read(&world, &form).await;
    assert_eq!(again.status, 409);
    is_html(&again);
    assert!(again.text.contains("La visite a déjà eu lieu."));
}

#[actix_web::test]
async fn what_is_wrong_is_told_in_the_form_which_keeps_what_was_typed() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let visit = visits_of(&world.manager()).await.remove(0);
    let form = format!("{}/visits/{}", page_of(&link), last(&visit));
    let key = key_in(&read(&world, &form).await);
    let filled =
        [("cle", key.as_str()), ("held_on", "32/11/2025"), ("report", "<script>alert('moi')</script>")];
    let refused = send(&world, &form, &filled).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    is_html(&refused);
    for text in [
        "role=\"alert\"",
        "2 points à corriger",
        "<a href=\"#held_on\">",
        "<a href=\"#present-1\">",
        "aria-describedby=\"held_on-aide held_on-erreur\"",
        "id=\"held_on-erreur\"",
        "aria-invalid=\"true\"",
        "value=\"32/11/2025\"",
        "&lt;script&gt;alert('moi')&lt;/script&gt;",
        "sous la forme jj/mm/aaaa",
    ] {
        assert!(refused.text.contains(text), "{text}: {}", refused.text);
    }
    assert!(refused.text.contains("<title>Erreur : "));
    let tomorrow =
        [("cle", key.as_str()), ("held_on", "2025-11-11"), ("present", "tutor"), ("report", "Vu.")];
    let refused = send(&world, &form, &tomorrow).await;
    assert!(refused.text.contains("au plus tard aujourd'hui, le 10/11/2025"), "{}", refused.text);
    assert!(refused.text.contains("value=\"tutor\" checked"));
    assert_eq!(count_events(&world, "visit.held"), 0);
    let unkeyed = send(&world, &form, &[("report", "Vu.")]).await;
    assert_eq!(unkeyed.status, 400);
    is_html(&unkeyed);
}

#[actix_web::test]
async fn a_whole_report_is_written_by_the_page_and_read_back_on_it() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let visit = visits_of(&world.manager()).await.remove(0);
    let form = format!("{}/visits/{}", page_of(&link), last(&visit));
    let drawn = read(&world, &form).await;
    for text in ["Missions vues", "Développement de la relation client et vente conseil", "Engagement 1"] {
        assert!(drawn.text.contains(text), "{text}: {}", drawn.text);
    }
    let key = key_in(&drawn);
    let mut filled = vec![
        ("cle", key.as_str()),
        ("held_on", "2025-11-07"),
        ("present", "tutor"),
        ("report", "Vu."),
        ("missions", "requested-3"),
        ("other_missions", "La vitrine de Noël"),
        ("skills-bc01-3", "guided"),
        ("skills-bc01-4", ""),
        ("difficulties", "workload"),
        ("note", "Entre nous."),
        ("remote_reason", "urgent"),
        ("commitments-0-owner", ""),
        ("commitments-0-what", ""),
        ("commitments-0-due_on", ""),
        ("commitments-1-owner", "site"),
        ("commitments-1-what", "Prévoir un point"),
        ("commitments-1-due_on", "06/11/2025"),
    ];
    let refused = send(&world, &form, &filled).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    is_html(&refused);
    for text in [
        "Un point à corriger",
        "<a href=\"#commitments-1-due_on\">Engagement 2, pour le : ",
        "id=\"commitments-1-due_on-erreur\"",
        "<details id=\"partie-engagements\" open>",
        "value=\"guided\" selected",
        "value=\"requested-3\" checked",
        "Prévoir un point",
    ] {
        assert!(refused.text.contains(text), "{text}: {}", refused.text);
    }
    filled.push(("encore", "partie-engagements"));
    let further = send(&world, &form, &filled).await;
    assert_eq!(further.status, 200, "{}", further.text);
    is_html(&further);
    for text in ["id=\"commitments-2-what\"", "Prévoir un point", "Entre nous."] {
        assert!(further.text.contains(text), "{text}: {}", further.text);
    }
    assert_eq!(count_events(&world, "visit.held"), 0, "asking for a row writes nothing");
    filled.pop();
    filled.pop();
    filled.push(("commitments-1-due_on", "01/12/2025"));
    assert_eq!(send(&world, &form, &filled).await.status, 303);
    let logged = world.manager().get(&visit).await.expect(200);
    assert_eq!((&logged["mode"], &logged["remote_reason"]), (&json!("remote"), &json!("urgent")));
    assert_eq!(logged["commitments"].as_array().unwrap().len(), 1);
    assert_eq!(logged["notes"][0]["visibility"], "staff_and_tutor");
    let report = read(&world, &format!("{}/reports/{}", page_of(&link), last(&visit))).await;
    is_html(&report);
    for text in [
        "La constitution et la mise en place des rayons",
        "La vitrine de Noël",
        "Vendre : fait avec de l’aide",
        "La charge de travail",
        "Le centre, avant le 01/12/2025 : Prévoir un point",
    ] {
        assert!(report.text.contains(text), "{text}: {}", report.text);
    }
}

#[actix_web::test]
async fn names_and_reports_are_told_and_never_obeyed() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    world.database_says("UPDATE apprentices SET given_name = '<script>x</script>', usage_name = '\"><b>'");
    let page = read(&world, &page_of(&link)).await;
    assert!(!page.text.contains("<script") && !page.text.contains("<b>"), "{}", page.text);
    assert!(page.text.contains("&lt;script&gt;x&lt;/script&gt;"), "{}", page.text);
}

#[actix_web::test]
async fn a_link_that_opens_nothing_has_a_page_that_says_what_to_do() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    for address in ["/l/inconnu", "/l/", "/l/a/b/c/d"] {
        let page = read(&world, address).await;
        assert_eq!(page.status, 404, "{address}");
        is_html(&page);
        assert!(page.text.contains("Ce lien n’existe pas"), "{}", page.text);
    }
    for below in [
        "visits/rien",
        "visits/019a0000-0000-7000-8000-000000000000",
        "autre/019a0000-0000-7000-8000-000000000000",
    ] {
        let page = read(&world, &format!("{}/{below}", page_of(&link))).await;
        assert_eq!(page.status, 404, "{below}");
        is_html(&page);
        assert!(page.text.contains("Retour au suivi"), "{}", page.text);
    }
    let why = json!({"reason": "Perdu"});
    world.manager().post(format!("/v1/links/{}/revocation", id_of(&link)), why).await.expect(200);
    let gone = read(&world, &page_of(&link)).await;
    assert_eq!(gone.status, 410);
    is_html(&gone);
    assert!(gone.text.contains("03 25 80 72 17") && gone.text.contains("Ce lien ne fonctionne plus"));
    let form = format!("{}/visits/019a0000-0000-7000-8000-000000000000", page_of(&link));
    assert_eq!(send(&world, &form, &[("cle", "une-cle-valable")]).await.status, 410);
    let request = world.nobody().request(Method::POST, &form).json(&json!({}));
    let json = world.nobody().send(request).await;
    assert_eq!(json.status, 415);
    is_html(&json);
}

#[actix_web::test]
async fn an_invitation_is_answered_by_the_page() {
    let (world, story, invitation) = an_invited_story().await;
    let link = a_link(&world, &story, json!({})).await;
    let form = format!("{}/invitations/{invitation}", page_of(&link));
    assert!(read(&world, &page_of(&link)).await.text.contains(&form));
    let drawn = read(&world, &form).await;
    is_html(&drawn);
    let key = key_in(&drawn);
    let empty = send(&world, &form, &[("cle", &key)]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.text.contains("choisissez une réponse"), "{}", empty.text);
    let sent = send(&world, &form, &[("cle", &key), ("answer", "declined")]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let read_again = read(&world, &form).await;
    assert!(read_again.text.contains("Vous avez répondu que vous ne viendrez pas."), "{}", read_again.text);
}

#[actix_web::test]
async fn a_page_does_only_what_its_link_gives() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let visit = visits_of(&world.manager()).await.remove(0);
    let reading = a_link(&world, &story, json!({"verbs": ["read_brief"]})).await;
    let page = read(&world, &page_of(&reading)).await;
    assert!(!page.text.contains("/visits/"), "{}", page.text);
    let form = format!("{}/visits/{}", page_of(&reading), last(&visit));
    assert_eq!(read(&world, &form).await.status, 403);
    let sent = send(&world, &form, &[("cle", "une-cle-valable")]).await;
    assert_eq!(sent.status, 403);
    is_html(&sent);
    let writing = a_link(&world, &story, json!({"verbs": ["log_visit"]})).await;
    assert_eq!(read(&world, &page_of(&writing)).await.status, 403);
}

#[actix_web::test]
async fn a_report_is_read_and_acknowledged_by_the_page() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let visit = visits_of(&world.manager()).await.remove(0);
    let report = json!({
        "held_on": "2025-11-10", "present": ["trainer", "apprentice"], "report": "<i>Vu</i> avec Chloé.",
        "points_agreed": "Un point en janvier.",
        "commitments": [{"owner": "tutor", "what": "Confier la caisse.", "due_on": "2025-12-01"}],
        "note": {"note": "Entre nous.", "visibility": "staff"},
    });
    world.trainer().post(format!("{visit}/report"), report).await.expect(200);
    let form = format!("{}/reports/{}", page_of(&link), last(&visit));
    assert!(read(&world, &page_of(&link)).await.text.contains(&format!("href=\"{form}\"")));
    let drawn = read(&world, &form).await;
    is_html(&drawn);
    for text in [
        "&lt;i&gt;Vu&lt;/i&gt; avec Chloé.",
        "Un point en janvier.",
        "Vous, avant le 01/12/2025 : Confier la caisse.",
    ] {
        assert!(drawn.text.contains(text), "{text}: {}", drawn.text);
    }
    assert!(!drawn.text.contains("Entre nous."), "a note of the site stays there");
    let key = key_in(&drawn);
    for _ in 0..2 {
        let sent = send(&world, &form, &[("cle", &key), ("report_version", "1")]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
    }
    assert_eq!(count_events(&world, "visit.acknowledged"), 1);
    let page = read(&world, &format!("{}?done=reports", page_of(&link))).await;
    assert!(page.text.contains("Vous avez pris acte") && !page.text.contains(&form), "{}", page.text);
}

#[actix_web::test]
async fn a_call_is_logged_by_the_page() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let form = format!("{}/calls/{}", page_of(&link), story.apprentice);
    assert!(read(&world, &page_of(&link)).await.text.contains(&format!("href=\"{form}\"")));
    let drawn = read(&world, &form).await;
    is_html(&drawn);
    let key = key_in(&drawn);
    let empty = send(&world, &form, &[("cle", &key), ("called_on", "bientôt")]).await;
    assert_eq!(empty.status, 422, "{}", empty.text);
    for text in ["5 points à corriger", "href=\"#called_on\"", "href=\"#outcome-1\"", "value=\"bientôt\""] {
        assert!(empty.text.contains(text), "{text}: {}", empty.text);
    }
    let filled = |called_on| {
        [
            ("cle", key.as_str()),
            ("called_on", called_on),
            ("direction", "incoming"),
            ("party", "site"),
            ("outcome", "reached"),
            ("subject", "follow_up"),
            ("note", "Tout va bien."),
        ]
    };
    let tomorrow = send(&world, &form, &filled("11/11/2025")).await;
    assert!(tomorrow.status == 422 && tomorrow.text.contains("id=\"called_on-erreur\""), "{}", tomorrow.text);
    for _ in 0..2 {
        assert_eq!(send(&world, &form, &filled("07/11/2025")).await.status, 303);
    }
    let logged = world.manager().get("/v1/phone-contacts").await.expect(200);
    assert_eq!(logged["data"].as_array().unwrap().len(), 1);
    assert_eq!(logged["data"][0]["called_at"], "2025-11-07T11:00:00Z");
    let page = read(&world, &format!("{}?done=calls", page_of(&link))).await;
    assert!(page.text.contains("L’appel est noté."), "{}", page.text);
    let stranger = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    assert_eq!(read(&world, &format!("{}/calls/{stranger}", page_of(&link))).await.status, 404);
}
