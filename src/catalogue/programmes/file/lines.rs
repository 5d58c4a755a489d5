//! Where each field of a TOML file stands, so that a fault can name its line and a line its field.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The place of every field of one file.
pub(super) struct Lines {
    starts: Vec<usize>,
    fields: Vec<(String, Range<usize>)>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut lines = Self { starts: std::iter::once(0).chain(breaks).collect(), fields: Vec::new() };
        // A text that does not parse has its own faults, placed by `line_at`.
        if let Ok(table) = DeTable::parse(text) {
            lines.add_table("", table.get_ref());
        }
        lines
    }

    fn add_table(&mut self, path: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let path =
                if path.is_empty() { key.get_ref().to_string() } else { format!("{path}.{}", key.get_ref()) };
            self.fields.push((path.clone(), key.span()));
            self.add_value(&path, value);
        }
    }

    fn add_value(&mut self, path: &str, value: &Spanned<DeValue<'_>>) {
        self.fields.push((path.to_owned(), value.span()));
        match value.get_ref() {
            DeValue::Table(table) => self.add_table(path, table),
            DeValue::Array(items) => {
                for (rank, item) in items.iter().enumerate() {
                    self.add_value(&format!("{path}[{rank}]"), item);
                }
            }
            _ => {}
        }
    }

    /// The line of a place in the text, the first being 1.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The narrowest field that holds this place, or the file as a whole.
    pub(super) fn field_at(&self, place: &Range<usize>) -> String {
        let around =
            self.fields.iter().filter(|(_, span)| span.start <= place.start && place.end <= span.end);
        // The last of equals is the deepest: a parent is listed before its parts.
        let narrowest = around.rev().min_by_key(|(_, span)| span.len());
        narrowest.map(|(path, _)| path.clone()).unwrap_or_default()
    }

    /// The line of a field, or of the closest thing above it that is written in the file.
    pub(super) fn line_of(&self, path: &str) -> Option<usize> {
        let mut sought = path;
        loop {
            let written = self.fields.iter().rfind(|(path, _)| path == sought);
            if let Some((_, span)) = written {
                return Some(self.line_at(span.start));
            }
            sought = &sought[..sought.rfind(['.', '['])?];
        }
    }
}
