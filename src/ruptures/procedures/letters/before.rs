//! What came before a rupture: the difficulty it comes from, the first page of its summary, for the office alone.

use super::{BLANK, typographic};
use crate::ids::RuptureId;
use crate::law::calendar::french_day;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::text::Lang;
use crate::ruptures::declarations::acts::seen_by;
use crate::ruptures::declarations::store::find as find_rupture;
use crate::ruptures::difficulties::model::{DifficultyClosing, DifficultyStep};
use crate::ruptures::difficulties::store as difficulties;
use crate::ruptures::difficulties::store::CaseReader;
use crate::trust::door::Asker;

/// A difficulty that ended in a rupture, in lines.
#[derive(Debug, Clone)]
pub(super) struct Before {
    /// Each fact with its name.
    pub facts: Vec<(&'static str, String)>,
    /// What was done, then what was decided, in the order it was written.
    pub steps: Vec<String>,
}

impl Before {
    /// The difficulty a rupture says it comes from; none for whoever is not told of it.
    pub fn read(conn: &mut Tx, asker: &Asker, id: RuptureId) -> Result<Option<Self>, Problem> {
        let rupture = find_rupture(conn, &asker.reach, id)?.map(|one| seen_by(asker, one));
        let Some(named) = rupture.and_then(|one| one.facts.difficulty_id) else { return Ok(None) };
        let found = difficulties::find(conn, &asker.reach, CaseReader::from(asker), named)?;
        let Some(case) = found else { return Ok(None) };
        let law = asker.law.difficulties.on(asker.today);
        let subjects = case.facts.subjects.iter();
        let subjects: Vec<&str> = subjects
            .map(|code| law.subject(code).map_or(code.as_str(), |subject| subject.name(Lang::Fr)))
            .collect();
        let facts = vec![
            ("Ouverte le", french_day(case.facts.opened_on)),
            ("Signalée par", typographic(case.facts.origin.label_fr())),
            ("Sujets", typographic(&subjects.join(", "))),
        ];
        let done = difficulties::steps_of(conn, named)?.into_iter().map(|step| done(&step));
        let closed = difficulties::closings_of(conn, named)?.into_iter().map(|closing| closed(&closing));
        let steps = done.chain(closed).map(|line| typographic(&line)).collect();
        Ok(Some(Self { facts, steps }))
    }
}

fn done(step: &DifficultyStep) -> String {
    let facts = &step.facts;
    let day = match (facts.done_on, facts.planned_on) {
        (Some(on), _) => french_day(on),
        (None, Some(on)) => format!("prévu le {}", french_day(on)),
        (None, None) => BLANK.to_owned(),
    };
    let words = [Some(facts.kind.label_fr()), facts.what.as_deref(), facts.outcome.as_deref()];
    format!("{day} : {}", words.into_iter().flatten().collect::<Vec<_>>().join(" – "))
}

fn closed(closing: &DifficultyClosing) -> String {
    let facts = &closing.facts;
    let (day, decision) = (french_day(facts.closed_on), facts.decision.label_fr());
    format!("{day} : close, {} – {}", decision.to_lowercase(), facts.words)
}
