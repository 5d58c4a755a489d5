//! The means of an apprentice from one session to the next as a small drawing, readable in grey, told in words beside.

use std::fmt::Write;

use utoipa::ToSchema;

use super::wire::french_mark;

/// The text of an SVG drawing.
#[derive(Debug, Clone, ToSchema)]
#[schema(value_type = String, max_length = 100_000)]
pub struct SvgPicture(pub String);

/// A session of the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PicturePoint {
    /// When, in words.
    pub label: String,
    /// Weighted mean in hundredths; none without any mark.
    pub mean: Option<i64>,
    /// Whether every compulsory unit counts.
    pub complete: bool,
}

/// Width and height of the drawing, and the edges of its field.
const WIDTH: i64 = 520;
const HEIGHT: i64 = 270;
const LEFT: i64 = 44;
const RIGHT: i64 = 500;
const TOP: i64 = 46;
const BOTTOM: i64 = 220;
/// The highest mark, in hundredths.
const FULL: i64 = 2000;

/// The drawing of some sessions, in the order of time, under a title.
pub fn drawn(title: &str, points: &[PicturePoint]) -> SvgPicture {
    let mut svg = String::new();
    let (title, told) = (escaped(title), escaped(&in_words(points)));
    // writing to a text cannot fail
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         role=\"img\" aria-labelledby=\"t d\" lang=\"fr\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title id=\"t\">{title}</title>\n<desc id=\"d\">{told}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"22\" font-size=\"14\" font-weight=\"bold\">{title}</text>\n"
    );
    for mark in [0, 500, 1000, 1500, 2000] {
        let (y, dash) = (height_of(mark), if mark == 1000 { "" } else { " stroke-dasharray=\"2 4\"" });
        let _ = write!(
            svg,
            "<line x1=\"{LEFT}\" y1=\"{y}\" x2=\"{RIGHT}\" y2=\"{y}\" stroke=\"#888\"{dash}/>\n\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#333\">{}</text>\n",
            LEFT - 8,
            y + 4,
            mark / 100
        );
    }
    draw_points(&mut svg, points);
    let _ = write!(
        svg,
        "<text x=\"{LEFT}\" y=\"{}\" font-size=\"11\" fill=\"#333\">Rond plein : toutes les épreuves notées ; rond vide : moyenne \
         partielle. Examens blancs seulement.</text>\n</svg>\n",
        HEIGHT - 10
    );
    SvgPicture(svg)
}

fn draw_points(svg: &mut String, points: &[PicturePoint]) {
    let count = i64::try_from(points.len()).unwrap_or(i64::MAX).max(1);
    let across = |rank: i64| LEFT + (RIGHT - LEFT) * (2 * rank + 1) / (2 * count);
    let marked: Vec<(i64, i64, &PicturePoint)> = (0..)
        .zip(points)
        .filter_map(|(rank, point)| Some((across(rank), height_of(point.mean?), point)))
        .collect();
    let path: Vec<String> = marked.iter().map(|(x, y, _)| format!("{x},{y}")).collect();
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#000\" stroke-width=\"2\"/>",
        path.join(" ")
    );
    for (x, y, point) in marked {
        let fill = if point.complete { "#000" } else { "#fff" };
        let shown = point.mean.map(french_mark).unwrap_or_default();
        let _ = write!(
            svg,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"5\" fill=\"{fill}\" stroke=\"#000\" stroke-width=\"2\"/>\n\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-weight=\"bold\">{shown}</text>\n",
            y - 12
        );
    }
    for (rank, point) in (0..).zip(points) {
        let (x, y, label) = (across(rank), BOTTOM + 20, escaped(&point.label));
        let _ = writeln!(svg, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{label}</text>");
    }
}

fn height_of(mark: i64) -> i64 {
    BOTTOM - (BOTTOM - TOP) * mark.clamp(0, FULL) / FULL
}

/// The same in words, for whoever does not see it.
fn in_words(points: &[PicturePoint]) -> String {
    if points.is_empty() {
        return "Aucun examen blanc à montrer.".to_owned();
    }
    let each = points.iter().map(|point| match point.mean {
        Some(mean) if point.complete => format!("{} : {} sur 20", point.label, french_mark(mean)),
        Some(mean) => format!("{} : {} sur 20, moyenne partielle", point.label, french_mark(mean)),
        None => format!("{} : pas de note", point.label),
    });
    format!("Moyenne pondérée à chaque examen blanc. {}.", each.collect::<Vec<_>>().join(" ; "))
}

fn escaped(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_control());
    kept.fold(String::new(), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_says_in_words_what_it_shows_and_holds_no_markup_of_others() {
        let point = |label: &str, mean, complete| PicturePoint { label: label.to_owned(), mean, complete };
        let points = [
            point("mars 2026", Some(957), true),
            point("juin 2026", Some(1050), false),
            point("<b>&\"", None, false),
        ];
        let svg = drawn("Chloé <script>", &points).0;
        assert!(
            svg.contains("mars 2026 : 9,57 sur 20 ; juin 2026 : 10,50 sur 20, moyenne partielle"),
            "{svg}"
        );
        assert!(
            !svg.contains("<script>") && !svg.contains("<b>") && svg.contains("&lt;b&gt;&amp;&quot;"),
            "{svg}"
        );
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(svg.contains("role=\"img\"") && svg.contains("<title id=\"t\">Chloé"), "{svg}");
        assert!((height_of(0), height_of(2000)) == (BOTTOM, TOP) && height_of(9999) == TOP);
        assert!(drawn("Vide", &[]).0.contains("Aucun examen blanc"));
    }
}
