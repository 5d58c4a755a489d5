//! The document as programs read it, and the page that shows it: each made once, and kept in the two forms it goes out in.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use actix_web::http::header::{self, ContentEncoding};
use actix_web::web::{self, Bytes, Data, Path, Redirect};
use actix_web::{HttpRequest, HttpResponse, Route, guard};
use utoipa_swagger_ui::Config as PageConfig;

use super::{introduction, published};
use crate::platform::cacheable::tag_of;
use crate::platform::error::Problem;
use crate::platform::gzip;
use crate::platform::public_path::PublicPath;
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

/// The document as JSON, which says where the host serves what it describes.
pub async fn openapi_json(
    request: HttpRequest,
    public_path: Option<Data<PublicPath>>,
) -> Result<HttpResponse, Problem> {
    let path = public_path.as_ref().map_or("", |path| path.as_str());
    let file = kept(&format!("openapi.json beneath {path}"), || {
        let mut document = published();
        introduction::placed_beneath(&mut document, path);
        let json = document.to_json().map_err(Problem::internal)?;
        Ok(Some(KeptFile::new("application/json; charset=utf-8", json.into_bytes())))
    })?;
    Ok(file.answered(&request))
}

async fn page_file(request: HttpRequest, name: Path<String>) -> Result<HttpResponse, Problem> {
    Ok(kept(&format!("docs/{name}"), || file_of_page(&name))?.answered(&request))
}

/// A file made at its first reading; only those that exist are kept, and they are few.
fn kept(name: &str, make: impl FnOnce() -> Result<Option<KeptFile>, Problem>) -> Result<KeptFile, Problem> {
    static FILES: LazyLock<Mutex<HashMap<String, KeptFile>>> = LazyLock::new(Mutex::default);
    let files = || FILES.lock().unwrap_or_else(PoisonError::into_inner);
    let known = files().get(name).cloned();
    if let Some(file) = known {
        return Ok(file);
    }
    let file = make()?.ok_or_else(|| Problem::not_found("page"))?;
    files().insert(name.to_owned(), file.clone());
    Ok(file)
}

fn file_of_page(name: &str) -> Result<Option<KeptFile>, Problem> {
    static CONFIG: LazyLock<Arc<PageConfig<'static>>> = LazyLock::new(|| {
        let shown = PageConfig::from("../openapi.json").doc_expansion("none").filter(true);
        Arc::new(shown.default_models_expand_depth(-1))
    });
    let file = utoipa_swagger_ui::serve(name, Arc::clone(&CONFIG)).map_err(Problem::internal)?;
    Ok(file.map(|file| KeptFile::new(&file.content_type, file.bytes.into_owned())))
}
