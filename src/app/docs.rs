//! The document as programs read it, and the page that shows it: each made once, and kept in the two forms it goes out in.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use actix_web::http::header::{self, ContentEncoding};
use actix_web::web::{self, Bytes, Path, Redirect};
use actix_web::{HttpRequest, HttpResponse, Route, guard};
use utoipa_swagger_ui::Config as PageConfig;

use super::published;
use crate::platform::cacheable::tag_of;
use crate::platform::error::Problem;
use crate::platform::gzip;
use crate::platform::representation::{GZIP_MARK, accepts_gzip, is_text};

/// Names stay when a new version changes what they hold: what is kept is soon asked for again, and seldom sent again.
const CACHE: &str = "public, max-age=300, must-revalidate";

/// A file in both its forms.
#[derive(Debug, Clone)]
struct KeptFile {
    media: String,
    /// Digest of what it holds.
    digest: String,
    plain: Bytes,
    /// None for what is compressed in itself.
    gzip: Option<Bytes>,
}

impl KeptFile {
    fn new(media: &str, bytes: Vec<u8>) -> Self {
        let gzip = is_text(media).then(|| gzip::kept(&bytes).ok()).flatten();
        let digest = tag_of(&bytes, "").trim_matches('"').to_owned();
        Self { media: media.to_owned(), digest, plain: bytes.into(), gzip: gzip.map(Bytes::from) }
    }

    fn answered(&self, request: &HttpRequest) -> HttpResponse {
        let Self { media, digest, plain, gzip } = self;
        let mut response = HttpResponse::Ok();
        response.content_type(media.as_str()).insert_header((header::CACHE_CONTROL, CACHE));
        match gzip.as_ref().filter(|_| accepts_gzip(request)) {
            Some(gzip) => response
                .insert_header((header::ETAG, format!("\"{digest}{GZIP_MARK}\"")))
                .insert_header(ContentEncoding::Gzip)
                .insert_header((header::VARY, "Accept-Encoding"))
                .body(gzip.clone()),
            None => response.insert_header((header::ETAG, format!("\"{digest}\""))).body(plain.clone()),
        }
    }
}

/// Mounts the documentation page.
pub fn mount_page(routes: &mut web::ServiceConfig) {
    routes
        .route("/docs", read().to(async || Redirect::to("/docs/")))
        .route("/docs/{file:.*}", read().to(page_file));
}

/// A route that is read: by GET, and by HEAD where nothing before it makes one of the other.
pub fn read() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// The document as JSON.
pub async fn openapi_json(request: HttpRequest) -> HttpResponse {
    static DOCUMENT: LazyLock<KeptFile> = LazyLock::new(|| {
        let json = published().to_json().unwrap_or_default();
        KeptFile::new("application/json; charset=utf-8", json.into_bytes())
    });
    DOCUMENT.answered(&request)
}

async fn page_file(request: HttpRequest, name: Path<String>) -> Result<HttpResponse, Problem> {
    static FILES: LazyLock<Mutex<HashMap<String, KeptFile>>> = LazyLock::new(Mutex::default);
    let kept = FILES.lock().unwrap_or_else(PoisonError::into_inner).get(name.as_str()).cloned();
    let file = match kept {
        Some(file) => file,
        // only files that exist are kept: they are few
        None => {
            let file = file_of_page(&name)?.ok_or_else(|| Problem::not_found("page"))?;
            let mut files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
            files.insert(name.into_inner(), file.clone());
            file
        }
    };
    Ok(file.answered(&request))
}

fn file_of_page(name: &str) -> Result<Option<KeptFile>, Problem> {
    static CONFIG: LazyLock<Arc<PageConfig<'static>>> = LazyLock::new(|| {
        let shown = PageConfig::from("/openapi.json").doc_expansion("none").filter(true);
        Arc::new(shown.default_models_expand_depth(-1))
    });
    let file = utoipa_swagger_ui::serve(name, Arc::clone(&CONFIG)).map_err(Problem::internal)?;
    Ok(file.map(|file| KeptFile::new(&file.content_type, file.bytes.into_owned())))
}
