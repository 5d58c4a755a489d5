//! Documents typeset by Typst: a template of ours, data as values (never as markup), fonts inside the program, PDF/A-2b.

use std::sync::LazyLock;
use std::time::Duration;

use serde_json::Value as Json;
use tokio::sync::Semaphore;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Array, Bytes, Datetime, Dict, Duration as TypstDuration, IntoValue, Str, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use utoipa::ToSchema;

use super::error::Problem;

/// Renderings at once: each takes a processor for a tenth of a second.
const AT_ONCE: usize = 2;
/// Time a rendering waits for its turn.
const PATIENCE: Duration = Duration::from_secs(3);
/// Renderings after which Typst forgets what it kept of them.
const KEPT_FOR: usize = 8;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// The bytes of a PDF file.
#[derive(Debug, Clone, ToSchema)]
#[schema(value_type = String, format = Binary, max_length = 10485760)]
pub struct PdfFile(pub Vec<u8>);

/// Typesets a template with a JSON document, given to it as `sys.inputs.document`, off the request threads.
pub async fn typeset(template: &'static str, document: Vec<u8>) -> Result<Vec<u8>, Problem> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await;
    let _turn = turn.map_err(|_| Problem::busy("typesetting"))?.map_err(Problem::internal)?;
    tokio::task::spawn_blocking(move || render(template, &document)).await.map_err(Problem::internal)?
}

fn render(template: &str, document: &[u8]) -> Result<Vec<u8>, Problem> {
    let document: Json = serde_json::from_slice(document).map_err(Problem::internal)?;
    let sheet = TemplateWorld::new(template, document)?;
    let pages = typst::compile::<PagedDocument>(&sheet)
        .output
        .map_err(|diagnostics| fault("compile", &diagnostics))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2b])
        .map_err(|diagnostics| Problem::internal(format!("PDF standard: {}", diagnostics.message())))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    let pdf = typst_pdf::pdf(&pages, &options).map_err(|diagnostics| fault("export", &diagnostics));
    comemo::evict(KEPT_FOR);
    pdf
}

fn fault(step: &str, diagnostics: &[typst::diag::SourceDiagnostic]) -> Problem {
    let sentences: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
    Problem::internal(format!("typesetting, {step}: {}", sentences.join("; ")))
}

struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let fonts: Vec<Font> = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

/// The whole world of a template: itself, its data and our fonts; no file, no network, no clock.
struct TemplateWorld {
    library: LazyHash<Library>,
    source: Source,
}

impl TemplateWorld {
    fn new(template: &str, document: Json) -> Result<Self, Problem> {
        let path = VirtualPath::new("main.typ").map_err(|_| Problem::internal("the path of a template"))?;
        let main = RootedPath::new(VirtualRoot::Project, path).intern();
        let inputs = Dict::from_iter([(Str::from("document"), value_of(document))]);
        Ok(Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            source: Source::new(main, template.to_owned()),
        })
    }
}

/// JSON as values of Typst: a text stays a text.
fn value_of(json: Json) -> Value {
    match json {
        Json::Null => Value::None,
        Json::Bool(yes) => yes.into_value(),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => whole.into_value(),
            None => Value::Str(number.to_string().into()),
        },
        Json::String(text) => Value::Str(text.into()),
        Json::Array(items) => Value::Array(items.into_iter().map(value_of).collect::<Array>()),
        Json::Object(fields) => {
            Value::Dict(fields.into_iter().map(|(key, json)| (Str::from(key), value_of(json))).collect())
        }
    }
}

impl World for TemplateWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<TypstDuration>) -> Option<Datetime> {
        None
    }
}
