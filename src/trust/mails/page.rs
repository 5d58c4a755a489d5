//! The same mail as a page: what the text says, readable on a telephone, with nothing fetched from anywhere.

/// Colours that read well in light and in dark, letters large enough, no wider than a screen.
const STYLE: &str = "font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;max-width:36em;margin:0 auto;padding:16px";
const BUTTON: &str = "display:inline-block;padding:12px 20px;border-radius:6px;background:#1a4f8b;color:#ffffff;\
                      text-decoration:none;overflow-wrap:anywhere";
const CODE: &str = "font-family:ui-monospace,monospace;font-size:18px;overflow-wrap:anywhere;padding:12px;border:1px solid #888888;\
                    border-radius:6px";

/// What follows this line is the signature (RFC 3676 §4.3).
const SIGNATURE: &str = "-- ";

/// A plain text as an HTML page: paragraphs between blank lines, a list where lines begin with a dash, a code where they
/// are set back, a button for an address alone on its line.
pub fn page_of(text: &str) -> String {
    let (told, signature) = text.split_once(&format!("\n{SIGNATURE}\n")).unwrap_or((text, ""));
    let mut page = format!(
        "<!doctype html><html><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"></head><body style=\"{STYLE}\">\n"
    );
    page.extend(told.split("\n\n").filter(|block| !block.trim().is_empty()).map(block_of));
    if !signature.is_empty() {
        let lines = lines_of(signature.trim());
        page.push_str(&format!("<hr><p style=\"font-size:14px\">{lines}</p>\n"));
    }
    page.push_str("</body></html>\n");
    page
}

fn block_of(block: &str) -> String {
    let lines: Vec<&str> = block.lines().filter(|line| !line.trim().is_empty()).collect();
    let is_item = |line: &&str| line.starts_with("- ");
    match lines.as_slice() {
        [only] if is_address(only.trim()) => {
            let address = escaped(only.trim());
            format!("<p><a style=\"{BUTTON}\" href=\"{address}\">{address}</a></p>\n")
        }
        [only] if only.starts_with("    ") => format!("<p style=\"{CODE}\">{}</p>\n", escaped(only.trim())),
        all if all.iter().all(is_item) => list_of(all) + "\n",
        [title, all @ ..] if !all.is_empty() && all.iter().all(is_item) => {
            format!("<p><strong>{}</strong></p>{}\n", linked(title), list_of(all))
        }
        _ => format!("<p>{}</p>\n", lines_of(block.trim_end())),
    }
}

fn list_of(lines: &[&str]) -> String {
    let items = lines.iter().map(|line| format!("<li>{}</li>", linked(line.trim_start_matches("- "))));
    format!("<ul>{}</ul>", items.collect::<String>())
}

fn is_address(word: &str) -> bool {
    (word.starts_with("https://") || word.starts_with("http://")) && !word.contains(char::is_whitespace)
}

fn lines_of(block: &str) -> String {
    block.lines().map(linked).collect::<Vec<_>>().join("<br>\n")
}

/// A line with its addresses to be followed.
fn linked(line: &str) -> String {
    let each = line.split(' ').map(|word| {
        let bare = word.trim_end_matches([',', '.', ')', ';']);
        match is_address(bare) {
            true => format!("<a href=\"{0}\">{0}</a>{1}", escaped(bare), escaped(&word[bare.len()..])),
            false => escaped(word),
        }
    });
    each.collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::page_of;

    #[test]
    fn a_text_becomes_a_page_that_says_the_same() {
        let text = "Bonjour <Ada> & cie,\n\nDeux choses :\n- lire https://a.example/x?y=1&z=2.\n- dire \"oui\"\n\n    s3cret\n\n\
                    https://a.example/l/abc\n\nÀ bientôt\nici\n\n-- \nCompagnon, https://a.example\n";
        let page = page_of(text);
        for part in [
            "<p>Bonjour &lt;Ada&gt; &amp; cie,</p>",
            "<p><strong>Deux choses :</strong></p><ul><li>lire <a href=\"https://a.example/x?y=1&amp;z=2\">https://a.example/x?y=1&amp;z=2</a>.</li>",
            "<li>dire &quot;oui&quot;</li></ul>",
            ">s3cret</p>",
            "href=\"https://a.example/l/abc\">https://a.example/l/abc</a></p>",
            "<p>À bientôt<br>\nici</p>",
            "<hr><p style=\"font-size:14px\">Compagnon, <a href=\"https://a.example\">",
            "width=device-width",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        assert!(!page.contains("<Ada>") && !page.contains("<script") && !page.contains("src="));
    }
}
