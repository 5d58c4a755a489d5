//! Drawing a template, and the headers of a page.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use minijinja::{Environment, Value, context};

use crate::desk::links::brief::SiteContact;
use crate::law::calendar::french_day;
use crate::law::identifiers;
use crate::platform::crypto::sha256;
use crate::platform::error::Problem;

const STYLE: &str = include_str!("templates/style.css");
const TEMPLATES: [(&str, &str); 4] = [
    ("base.html", include_str!("templates/base.html")),
    ("brief.html", include_str!("templates/brief.html")),
    ("form.html", include_str!("templates/form.html")),
    ("stop.html", include_str!("templates/stop.html")),
];

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    for (name, text) in TEMPLATES {
        if let Err(error) = environment.add_template(name, text) {
            tracing::error!(%error, name, "a template cannot be read");
        }
    }
    environment
});

/// Nothing is loaded, run or framed; the one style is the page's own, forms go back where they came from.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let style = STANDARD.encode(sha256(STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    );
    HeaderValue::from_str(&policy).ok()
});

/// A page drawn.
#[derive(Debug)]
pub struct HtmlPage {
    html: String,
}

/// Draws a template with what it tells.
pub fn page_of(template: &str, context: Value) -> Result<HtmlPage, Problem> {
    let template = ENVIRONMENT.get_template(template).map_err(Problem::internal)?;
    let html = template.render(context! { style => STYLE, ..context }).map_err(Problem::internal)?;
    Ok(HtmlPage { html })
}

impl HtmlPage {
    /// The page as an answer.
    pub fn answered(self) -> HttpResponse {
        dressed(HttpResponse::Ok().body(self.html))
    }

    /// The page as the answer to what was refused.
    pub fn refusing(self, problem: &Problem) -> HttpResponse {
        let mut response = HttpResponse::build(problem.status()).body(self.html);
        if let Some(wait) = problem.retry_after() {
            response.headers_mut().insert(header::RETRY_AFTER, wait.clone());
        }
        dressed(response)
    }
}

fn dressed(mut response: HttpResponse) -> HttpResponse {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static("fr"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow, noarchive"),
    );
    if let Some(policy) = POLICY.as_ref() {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
    response
}

/// To another page, once something was done.
pub fn redirect(address: &str) -> HttpResponse {
    let mut response = HttpResponse::SeeOther().finish();
    if let Ok(address) = HeaderValue::from_str(address) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    dressed(response)
}

/// The page of a refusal that is not about a form.
pub fn stop_page(
    problem: &Problem,
    site: Option<&SiteContact>,
    home: Option<&str>,
) -> Result<HtmlPage, Problem> {
    let detail = problem.detail().fr.clone();
    let (title, lines) = match problem.status().as_u16() {
        404 if home.is_none() => (
            "Ce lien n’existe pas",
            vec![
                "Vérifiez que l’adresse est complète : elle est longue, et un message l’a peut-être coupée."
                    .into(),
                "Si le problème demeure, demandez un nouveau lien au site de formation qui vous l’a envoyé."
                    .into(),
            ],
        ),
        404 => ("Cette page n’existe pas", vec!["Ce lien ne donne accès à rien à cette adresse.".into()]),
        410 => ("Ce lien ne fonctionne plus", vec![detail]),
        403 => ("Ce lien ne permet pas cela", vec![detail]),
        409 => ("C’est déjà fait, ou ce n’est plus possible", vec![detail]),
        429 => ("Trop de tentatives", vec![detail]),
        400..=499 => (
            "Cette demande n’a pas été comprise",
            vec![detail, "Revenez au suivi et rouvrez le formulaire ; rien n’a été enregistré.".into()],
        ),
        _ => (
            "Le service est momentanément indisponible",
            vec!["Rien n’a été enregistré. Réessayez dans quelques instants.".into()],
        ),
    };
    page_of("stop.html", context! { title, lines, home, site => site.map(contact) })
}

/// The page that thanks a leaver for their answer, which they may change until a day.
pub fn thanks_page(site: &SiteContact, form: &str, until: NaiveDate) -> Result<HtmlPage, Problem> {
    let until = french_day(until);
    let lines = vec![
        "Votre réponse est enregistrée.".to_owned(),
        format!("Vous pouvez la changer jusqu’au {until}, à cette même adresse."),
    ];
    let (title, back) = ("Merci", "Changer ma réponse");
    page_of("stop.html", context! { title, lines, back, home => form, site => contact(site) })
}

/// How to reach a site, for the foot of a page.
pub fn contact(site: &SiteContact) -> Value {
    let phone = site.phone.as_deref();
    context! {
        name => site.name.clone(),
        phone => phone.map(identifiers::phone_rewritten),
        dialled => phone.and_then(|phone| identifiers::phone(phone).ok()),
        email => site.email.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_can_be_read() {
        for (name, _) in TEMPLATES {
            assert!(ENVIRONMENT.get_template(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn what_people_wrote_is_told_and_never_obeyed() {
        let context = context! { title => "<script>alert(1)</script>", lines => vec!["\"a\" & 'b' <b>"] };
        let html = page_of("stop.html", context).unwrap().html;
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
        assert!(html.contains("&lt;script&gt;"));
    }
}
