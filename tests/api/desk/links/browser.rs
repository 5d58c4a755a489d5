//! The two minutes of a tutor, in a real browser the size of a phone.

use std::time::Duration;

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use serde_json::{Value, json};

use super::{a_followed_story, a_link};
use crate::contracts::agreements::count_events;
use crate::follow_up::visits::visits_of;
use crate::harness::{Browser, Script, World};

/// The button that sends a form.
const SEND: &str = "form > button:last-child";
/// Left button of the mouse.
const LEFT: u64 = 0;

pub fn page_of(world: &World, link: &Value) -> String {
    format!("{}/l/{}", world.base(), link["secret"].as_str().expect("a secret"))
}

/// Clicks twice as fast as a hand can.
async fn click_twice(browser: &Browser, selector: &str) {
    browser.show(selector).await;
    let button = browser.element(selector).await;
    let to = PointerAction::MoveToElement { element: button, duration: None, x: 0.0, y: 0.0 };
    let (down, up) = (PointerAction::Down { button: LEFT }, PointerAction::Up { button: LEFT });
    let twice =
        MouseActions::new("mouse".into()).then(to).then(down.clone()).then(up.clone()).then(down).then(up);
    browser.page.perform_actions(twice).await.expect("a double click");
}

#[actix_web::test]
async fn a_visit_is_logged_on_a_phone_that_runs_no_script() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let browser = Browser::open(Script::Off).await;
    browser.go("data:text/html,<title>off</title><script>document.title='on'</script>").await;
    assert_eq!(browser.page.title().await.unwrap(), "off", "scripts are off");

    browser.go(&page_of(&world, &link)).await;
    assert!(browser.text().await.contains("Rendre compte de la visite"));
    browser.keep("suivi").await;
    browser.click(".todo a.button").await;
    browser.keep("visite").await;
    browser.click("#present-2").await;
    browser.element("#points_agreed").await.send_keys("Un point en janvier.").await.unwrap();
    browser.click(SEND).await;

    let summary = browser.element("[role=alert]").await.text().await.unwrap();
    assert!(
        summary.contains("Un point à corriger") && summary.contains("Ce qui a été vu et dit"),
        "{summary}"
    );
    browser.keep("visite-a-corriger").await;
    assert_eq!(browser.element("#held_on").await.prop("value").await.unwrap().as_deref(), Some("2025-11-10"));
    assert!(browser.element("#present-2").await.is_selected().await.unwrap());
    let stored = browser.element("#points_agreed").await.prop("value").await.unwrap();
    assert_eq!(stored.as_deref(), Some("Un point en janvier."));
    browser.click("[role=alert] a").await;
    let focused = browser.page.active_element().await.unwrap();
    assert_eq!(
        focused.attr("id").await.unwrap().as_deref(),
        Some("report"),
        "the summary leads to the field"
    );
    let shown = focused.attr("aria-describedby").await.unwrap().unwrap();
    assert!(shown.contains("report-erreur"), "{shown}");

    focused.send_keys("Chloé tient le rayon <b>seule</b>.").await.unwrap();
    fill_what_is_folded(&browser).await;
    click_twice(&browser, SEND).await;
    let notice = browser.element("[role=status]").await.text().await.unwrap();
    assert!(notice.contains("Le compte rendu de la visite est enregistré."), "{notice}");
    browser.keep("visite-enregistree").await;
    let text = browser.text().await;
    assert!(text.contains("Confier la caisse.") && text.contains("C’est fait"), "{text}");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(count_events(&world, "visit.held"), 1);
    let logged = world.manager().get(visits_of(&world.manager()).await.remove(0)).await.expect(200);
    assert_eq!(logged["report"], "Chloé tient le rayon <b>seule</b>.");
    assert_eq!((&logged["state"], &logged["present"]), (&json!("held"), &json!(["tutor"])));
    assert_eq!(logged["missions"], json!(["requested-3"]));
    assert_eq!(logged["skills"], json!([{"code": "bc01-3", "level": "autonomous"}]));
    assert_eq!(logged["difficulties"], json!(["workload"]));
    let agreed: Vec<_> = logged["commitments"].as_array().unwrap().iter().map(|one| &one["what"]).collect();
    assert_eq!(agreed, ["Confier la caisse.", "Relire les horaires."]);
    browser.close().await;
}

/// Unfolds each part and answers in it; two commitments, the second on a row that was asked for.
async fn fill_what_is_folded(browser: &Browser) {
    browser.click("#partie-missions > summary").await;
    browser.click("#missions-3").await;
    browser.click("#partie-competences > summary").await;
    browser.click("#partie-competences .inner > summary").await;
    choose(browser, "#skills-bc01-3", "autonomous").await;
    browser.show("#partie-competences").await;
    browser.keep("visite-competences").await;
    browser.click("#partie-difficultes > summary").await;
    browser.click("#difficulties-7").await;
    browser.click("#partie-engagements > summary").await;
    commit(browser, 0, ("tutor", "Confier la caisse.", "12/12/2025")).await;
    browser.click("#partie-engagements > button").await;
    browser.element("#commitments-1-what").await;
    let address = browser.page.current_url().await.unwrap();
    assert_eq!(address.fragment(), Some("partie-engagements"), "the page comes back where it was");
    commit(browser, 1, ("referent", "Relire les horaires.", "01/01/2026")).await;
    assert!(browser.element("#missions-3").await.is_selected().await.unwrap(), "what was ticked is kept");
    browser.show("#partie-engagements").await;
    browser.keep("visite-engagements").await;
}

async fn choose(browser: &Browser, selector: &str, value: &str) {
    let list = browser.element(selector).await;
    list.select_by_value(value).await.expect("one of the options");
}

/// The days read the same in every order a browser asks for.
async fn commit(browser: &Browser, row: usize, (owner, what, due_on): (&str, &str, &str)) {
    choose(browser, &format!("#commitments-{row}-owner"), owner).await;
    browser.element(&format!("#commitments-{row}-what")).await.send_keys(what).await.unwrap();
    browser.element(&format!("#commitments-{row}-due_on")).await.send_keys(due_on).await.unwrap();
}

/// What would hinder somebody on a page, found by the browser itself.
pub const HINDRANCES: &str = r##"
const found = [];
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth) found.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
if (root.lang !== 'fr') found.push('not in French');
const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => found.push(`id repeated: ${id}`));
for (const name of ['aria-describedby', 'aria-labelledby'])
  for (const one of document.querySelectorAll(`[${name}]`))
    for (const id of one.getAttribute(name).split(' '))
      if (!document.getElementById(id)) found.push(`${name} names nothing: ${id}`);
for (const link of document.querySelectorAll('a[href^="#"]'))
  if (!document.getElementById(link.getAttribute('href').slice(1))) found.push(`leads nowhere: ${link.textContent}`);
const levels = [...document.querySelectorAll('main h1, main h2, main h3')].map(one => Number(one.tagName[1]));
if (levels.filter(level => level === 1).length !== 1) found.push('not one h1');
for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
  if (!field.checkVisibility()) continue;
  if (field.labels.length !== 1) found.push(`without its label: ${field.name}`);
  if (field.type === 'checkbox' || field.type === 'radio') {
    if (!field.closest('fieldset')?.querySelector('legend')) found.push(`without a legend: ${field.name}`);
    if (field.labels[0].getBoundingClientRect().height < 44) found.push(`small label: ${field.name}`);
  } else if (field.getBoundingClientRect().height < 44) found.push(`small: ${field.name}`);
}
for (const target of document.querySelectorAll('a:not(.skip), button, summary')) {
  if (!target.checkVisibility()) continue;
  const box = target.getBoundingClientRect();
  if (box.height < 44) found.push(`small target, ${box.height}: ${target.textContent}`);
}
const numbers = colour => colour.match(/[\d.]+/g).map(Number);
const light = colour => {
  const [r, g, b] = numbers(colour).map(part => { part /= 255; return part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4 });
  return .2126 * r + .7152 * g + .0722 * b;
};
const ground = one => {
  for (; one; one = one.parentElement) {
    const colour = getComputedStyle(one).backgroundColor;
    if (numbers(colour)[3] !== 0) return colour;
  }
  return 'rgb(255, 255, 255)';
};
for (const one of document.querySelectorAll('body *')) {
  const own = [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  if (!own || one.matches('style, script, option') || !one.checkVisibility()) continue;
  const style = getComputedStyle(one), pair = [light(style.color), light(ground(one))].sort((a, b) => b - a);
  const ratio = (pair[0] + .05) / (pair[1] + .05);
  if (ratio < 4.5) found.push(`contrast ${ratio.toFixed(1)}: ${one.textContent.trim().slice(0, 40)}`);
  if (parseFloat(style.fontSize) < 16) found.push(`small text ${style.fontSize}: ${one.textContent.trim().slice(0, 40)}`);
}
return found;
"##;

#[actix_web::test]
async fn no_page_hinders_anybody() {
    let (world, story) = a_followed_story("2025-11-10").await;
    world.database_says(&format!(
        "UPDATE apprentices SET given_name = 'Marie-Antoinette-Joséphine', usage_name = '{}'",
        "Wolfeschlegelsteinhausenbergerdorff".repeat(2)
    ));
    let link = a_link(&world, &story, json!({})).await;
    let page = page_of(&world, &link);
    let browser = Browser::open(Script::On).await;
    let judged = async |what: &str| {
        let found = browser.page.execute(HINDRANCES, Vec::new()).await.expect("a verdict");
        assert_eq!(found, json!([]), "{what}");
    };
    browser.go(&page).await;
    judged("the brief").await;
    browser.click(".todo a.button").await;
    browser.element("form").await;
    judged("the form").await;
    browser.click(SEND).await;
    browser.element("[role=alert]").await;
    judged("the form with its errors").await;
    let unfold = "document.querySelectorAll('details').forEach(one => one.open = true)";
    browser.page.execute(unfold, Vec::new()).await.expect("every part unfolded");
    judged("the form unfolded").await;
    browser.element("#commitments-0-what").await.send_keys("Confier la caisse.").await.unwrap();
    browser.click("#partie-engagements > button").await;
    browser.element("#commitments-1-what").await;
    browser.click(SEND).await;
    let first = browser.element("[role=alert] li").await.text().await.unwrap();
    assert!(first.starts_with("Personnes présentes"), "errors come in the order of the form: {first}");
    judged("a row with its errors").await;
    browser.keep("engagement-a-corriger").await;
    browser.go(&format!("{page}/calls/{}", story.apprentice)).await;
    judged("the form of a call").await;
    browser.keep("appel").await;
    browser.go(&format!("{page}/visits/rien")).await;
    judged("nothing there").await;
    world.clock.advance_days(200);
    browser.go(&page).await;
    browser.keep("lien-expire").await;
    judged("the link is gone").await;
    browser.close().await;
}
