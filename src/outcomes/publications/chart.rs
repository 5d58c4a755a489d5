//! Published rates as a chart (SVG): bars in black on white, the number of people beside each, the same in words.

use super::wire::{PublicRateOut, PublicRatesOut};
use crate::law::calendar::french_day;
use crate::outcomes::indicators::model::NoValueReason;
use crate::outcomes::indicators::wire::RateValueOut;
use crate::platform::text::Lang;

/// Width of the chart: that of a small telephone.
const WIDTH: u32 = 360;
/// Left and right of what is drawn.
const MARGIN: u32 = 12;
/// Width of a bar of 100 %.
const FULL: u32 = 186;
/// Height of a bar.
const THICK: u32 = 14;
/// Most letters of a line of the title, and of a line of small text.
const LONG: usize = 33;
const SMALL_LONG: usize = 56;

/// What is being drawn: how far down it goes, and its elements.
struct ChartDrawing {
    y: u32,
    elements: String,
}

/// A publication as a chart.
pub fn chart(publication: &PublicRatesOut, lang: Lang) -> String {
    let mut drawing = ChartDrawing { y: 24, elements: String::new() };
    let title = title(publication, lang);
    for line in wrapped(&title, LONG) {
        drawing.text(&line, 15, "bold");
    }
    drawing.small(&subtitle(publication, lang));
    drawing.y += 8;
    let (shown, hidden): (Vec<_>, Vec<_>) = publication.rates.iter().partition(|rate| rate.value.is_some());
    for rate in &shown {
        if let Some(value) = &rate.value {
            drawing.bar(&rate.label, value, lang);
        }
    }
    drawing.y += 4;
    for rate in hidden.iter().filter(|rate| is_worth_telling(rate)) {
        drawing.small(&untold(rate, lang));
    }
    drawing.y += 4;
    drawing.small(&footer(publication, lang));
    let (height, elements) = (drawing.y, drawing.elements);
    let (title, words) = (escaped(&title), escaped(&in_words(publication, lang)));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"title words\" lang=\"{tag}\" \
         font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\" fill=\"#111\">\n\
         <title id=\"title\">{title}</title>\n<desc id=\"words\">{words}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n{elements}</svg>\n",
        tag = lang.tag()
    )
}

impl ChartDrawing {
    fn text(&mut self, line: &str, size: u32, weight: &str) {
        let (y, line) = (self.y, escaped(line));
        self.elements.push_str(&format!(
            "<text x=\"{MARGIN}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\">{line}</text>\n"
        ));
        self.y += size + 4;
    }

    fn small(&mut self, text: &str) {
        for line in wrapped(text, SMALL_LONG) {
            self.text(&line, 11, "normal");
        }
    }

    /// A rate: its name, a bar within the frame of 100 %, and the fraction beside.
    fn bar(&mut self, label: &str, value: &RateValueOut, lang: Lang) {
        self.text(label, 13, "normal");
        let y = self.y - 10;
        let long = FULL * value.percent.min(100) / 100;
        let beside = escaped(&fraction(value, lang));
        self.elements.push_str(&format!(
            "<rect x=\"{MARGIN}\" y=\"{y}\" width=\"{long}\" height=\"{THICK}\" fill=\"#333\"/>\n\
             <rect x=\"{MARGIN}\" y=\"{y}\" width=\"{FULL}\" height=\"{THICK}\" fill=\"none\" stroke=\"#111\"/>\n\
             <text x=\"{at}\" y=\"{base}\" font-size=\"13\">{beside}</text>\n",
            at = MARGIN + FULL + 8,
            base = y + 12,
        ));
        self.y += 22;
    }
}

/// The percentage, and of how many people.
fn fraction(value: &RateValueOut, lang: Lang) -> String {
    let RateValueOut { numerator, denominator, text, .. } = value;
    match lang {
        Lang::Fr => format!("{text} ({numerator}\u{a0}sur\u{a0}{denominator})"),
        Lang::En => format!("{text} ({numerator} of {denominator})"),
    }
}

fn title(publication: &PublicRatesOut, lang: Lang) -> String {
    let of_session = match (publication.session, lang) {
        (Some(year), Lang::Fr) => format!(", session\u{a0}{year}"),
        (Some(year), Lang::En) => format!(", session {year}"),
        (None, _) => String::new(),
    };
    format!("{}{of_session}", publication.programme_title)
}

fn subtitle(publication: &PublicRatesOut, lang: Lang) -> String {
    format!("{} – {}", publication.site_name, publication.channel.label().in_lang(lang))
}

fn footer(publication: &PublicRatesOut, lang: Lang) -> String {
    let edition = publication.rates.first().map_or("", |rate| rate.definition.edition.as_str());
    match lang {
        Lang::Fr => format!(
            "Au {}. Définitions\u{a0}{edition}. Chaque taux a son propre effectif.",
            french_day(publication.as_of)
        ),
        Lang::En => {
            format!("As of {}. Definitions {edition}. Each rate has its own number.", publication.as_of)
        }
    }
}

/// What cannot be computed here is no news of this training.
fn is_worth_telling(rate: &PublicRateOut) -> bool {
    rate.withheld != Some(NoValueReason::NotComputable)
}

fn untold(rate: &PublicRateOut, lang: Lang) -> String {
    let reason = rate.withheld_label.as_deref().unwrap_or_default().to_lowercase();
    match lang {
        Lang::Fr => format!("{}\u{a0}: {reason}", rate.label),
        Lang::En => format!("{}: {reason}", rate.label),
    }
}

/// The whole chart in words, for whoever does not see it.
fn in_words(publication: &PublicRatesOut, lang: Lang) -> String {
    let each = publication.rates.iter().filter(|rate| is_worth_telling(rate)).map(|rate| match &rate.value {
        Some(value) if lang == Lang::Fr => format!("{}\u{a0}: {}", rate.label, fraction(value, lang)),
        Some(value) => format!("{}: {}", rate.label, fraction(value, lang)),
        None => untold(rate, lang),
    });
    let rates = each.collect::<Vec<_>>().join(". ");
    format!("{}. {rates}. {}", subtitle(publication, lang), footer(publication, lang))
}

/// A text in lines of so many letters at most, cut between words.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut().filter(|line| line.chars().count() + 1 + word.chars().count() <= most) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A text as it is printed, with the apostrophe of printers, and as XML writes it.
fn escaped(text: &str) -> String {
    text.replace('\'', "’")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_are_cut_between_words_and_signs_of_xml_are_written() {
        assert_eq!(wrapped("BTS Management commercial", 14), ["BTS Management", "commercial"]);
        assert_eq!(wrapped("67\u{a0}% des présents", 4), ["67\u{a0}%", "des", "présents"]);
        assert_eq!(escaped("A & B <\"x\">"), "A &amp; B &lt;&quot;x&quot;&gt;");
        assert_eq!(escaped("Poursuite d'études"), "Poursuite d’études");
    }
}
