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
use unicode_normalization::UnicodeNormalization;
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

/// The faces that templates ask for; a template that wants another brings its file.
const FACES: [&[u8]; 3] = [
    include_bytes!("../../templates/fonts/LibertinusSerif-Regular.otf"),
    include_bytes!("../../templates/fonts/LibertinusSerif-Bold.otf"),
    include_bytes!("../../templates/fonts/LibertinusSerif-Italic.otf"),
];
/// What is printed for a character that no face has, so that a reader sees that something is missing.
const UNKNOWN: char = '\u{fffd}';

struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let fonts: Vec<Font> = FACES.into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

impl Fonts {
    /// The same text with a mark for each character that no face has, or nothing where it would not be seen anyway.
    fn printable(&self, text: String) -> String {
        let has = |c: char| {
            c.is_whitespace() || self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)))
        };
        if text.chars().all(has) {
            return text;
        }
        let unseen = |c: char| matches!(c, '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
        let kept = text.nfc().filter(|c| has(*c) || !unseen(*c));
        kept.map(|c| if has(c) { c } else { UNKNOWN }).collect()
    }
}

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

/// JSON as values of Typst: a text stays a text, of characters that our faces have.
fn value_of(json: Json) -> Value {
    match json {
        Json::Null => Value::None,
        Json::Bool(yes) => yes.into_value(),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => whole.into_value(),
            None => Value::Str(number.to_string().into()),
        },
        Json::String(text) => Value::Str(FONTS.printable(text).into()),
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

#[cfg(test)]
mod tests {
    use typst::text::{FontStretch, FontStyle, FontVariant, FontWeight};

    use super::*;

    static TEMPLATES: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/templates");

    fn sources() -> Vec<&'static str> {
        let templates =
            TEMPLATES.files().filter(|file| file.path().extension().is_some_and(|end| end == "typ"));
        templates.map(|file| file.contents_utf8().unwrap()).collect()
    }

    /// What a template gives for an option of `text`, in quotes.
    fn values<'a>(source: &'a str, option: &str) -> Vec<&'a str> {
        source.split(option).skip(1).map(|after| after.split('"').next().unwrap()).collect()
    }

    #[test]
    fn every_face_a_template_asks_for_is_in_the_program() {
        assert!(!sources().is_empty());
        for source in sources() {
            let families = values(source, "font: \"");
            assert!(!families.is_empty(), "a template must name its font");
            let mut faces = vec![FontVariant::default()];
            for weight in values(source, "weight: \"") {
                assert_eq!(weight, "bold", "say here what weight this is");
                faces.push(FontVariant::new(FontStyle::Normal, FontWeight::BOLD, FontStretch::NORMAL));
            }
            for style in values(source, "style: \"") {
                assert_eq!(style, "italic", "say here what style this is");
                faces.push(FontVariant::new(FontStyle::Italic, FontWeight::REGULAR, FontStretch::NORMAL));
            }
            for family in families {
                for face in &faces {
                    let index = FONTS.book.select(&family.to_lowercase(), *face);
                    let found = index.and_then(|index| FONTS.book.info(index)).map(|info| info.variant);
                    assert_eq!(found, Some(*face), "{family}");
                }
            }
        }
    }

    #[test]
    fn no_face_is_in_the_program_that_no_template_asks_for() {
        let asked = sources().concat();
        for font in &FONTS.fonts {
            let (family, variant) = (&font.info().family, font.info().variant);
            assert!(asked.contains(&format!("font: \"{family}\"")), "{family}");
            assert!(
                variant.weight == FontWeight::REGULAR || asked.contains("weight: \"bold\""),
                "{variant:?}"
            );
            assert!(variant.style == FontStyle::Normal || asked.contains("style: \"italic\""), "{variant:?}");
        }
    }

    #[test]
    fn a_character_that_no_face_has_leaves_a_mark_and_the_page_is_made() {
        for (text, printed) in [
            ("Zoë Œuvrard-Çelik, 12 €, « ½ » Łukasz Đặng", "Zoë Œuvrard-Çelik, 12 €, « ½ » Łukasz Đặng"),
            ("Ελένη Дарья", "Ελένη Дарья"),
            ("小明", "\u{fffd}\u{fffd}"),
            ("vu 👍\u{fe0f}", "vu \u{fffd}"),
        ] {
            assert_eq!(FONTS.printable(text.to_owned()), printed);
            for option in ["", "weight: \"bold\"", "style: \"italic\""] {
                let template = format!(
                    "#set document(date: datetime(year: 2025, month: 9, day: 1))\n\
                     #set text(font: \"Libertinus Serif\", {option})\n#sys.inputs.document.text"
                );
                let document = serde_json::json!({ "text": text }).to_string();
                let pdf = render(&template, document.as_bytes());
                assert!(pdf.is_ok_and(|pdf| pdf.starts_with(b"%PDF-")), "{text} {option}");
            }
        }
    }
}
