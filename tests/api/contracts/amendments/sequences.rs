//! Whatever is signed, amended and broken, in whatever order: no overlap, no gap, no tutor above the ceiling.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use compagnon::ids::{ApprenticeId, ContractId};
use compagnon::schema::contracts;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, with};
use crate::harness::{Person, Reply, Story, World, id_of};

const ACTS: usize = 60;

/// Numbers that look random and are the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn day(&mut self) -> NaiveDate {
        let first: NaiveDate = "2025-08-25".parse().unwrap();
        first + TimeDelta::days(self.roll(480).cast_signed())
    }
}

struct Player {
    manager: Person,
    stories: Vec<Story>,
    tutors: Vec<Value>,
    signed: Vec<(usize, String)>,
    done: HashMap<&'static str, usize>,
}

impl Player {
    fn note(&mut self, act: &'static str, reply: &Reply) -> bool {
        assert!(reply.status < 500, "{act}: {}", reply.text);
        let done = reply.status < 300;
        *self.done.entry(act).or_default() += usize::from(done);
        done
    }

    async fn play(&mut self, dice: &mut Dice) {
        match dice.roll(7) {
            0..=2 => self.sign(dice).await,
            3 | 4 => self.change_tutor(dice).await,
            5 => self.prolong(dice).await,
            _ => self.break_off(dice).await,
        }
    }

    async fn sign(&mut self, dice: &mut Dice) {
        let whose = usize::try_from(dice.roll(4)).unwrap();
        let previous = self.signed.iter().rev().find(|(who, _)| *who == whose).map(|(_, path)| path.clone());
        let tutor = self.tutors[usize::try_from(dice.roll(3)).unwrap()].clone();
        let mut fields = json!({ "tutor_id": tutor });
        if let Some(path) = previous {
            fields["type_code"] = json!("21");
            fields["previous_contract_id"] = json!(path.rsplit('/').next().unwrap());
            fields["starts_on"] = json!(dice.day());
        }
        let drafted =
            self.manager.post("/v1/contracts", with(a_contract(&self.stories[whose]), fields)).await;
        if !self.note("draft", &drafted) {
            return;
        }
        let contract = drafted.expect(201);
        let path = format!("/v1/contracts/{}", id_of(&contract));
        let signature = json!({ "signed_on": contract["starts_on"] });
        let signed = self.manager.post(format!("{path}/signature"), signature).await;
        if self.note("sign", &signed) {
            self.signed.push((whose, path));
        }
    }

    async fn amend(&mut self, dice: &mut Dice, act: &'static str, body: impl Fn(&Value) -> Value) {
        if self.signed.is_empty() {
            return;
        }
        let (_, path) = &self.signed[usize::try_from(dice.roll(self.signed.len() as u64)).unwrap()];
        let contract = self.manager.get(path).await.expect(200);
        let drafted = self.manager.post(format!("{path}/amendments"), body(&contract)).await;
        if !self.note("amendment", &drafted) {
            return;
        }
        let signature = format!("/v1/amendments/{}/signature", id_of(&drafted.expect(201)));
        let signed = self
            .manager
            .post(signature, json!({ "signed_on": "2026-12-15", "confirmation": "Échec déjà acquis." }))
            .await;
        self.note(act, &signed);
    }

    async fn change_tutor(&mut self, dice: &mut Dice) {
        let (on, tutor) = (dice.day(), self.tutors[usize::try_from(dice.roll(3)).unwrap()].clone());
        let body = move |_: &Value| json!({ "type_code": "36", "effective_on": on, "changes": { "tutor_id": tutor } });
        self.amend(dice, "change tutor", body).await;
    }

    async fn prolong(&mut self, dice: &mut Dice) {
        self.amend(dice, "prolong", |contract| {
            let ends_on: NaiveDate = contract["ends_on"].as_str().unwrap().parse().unwrap();
            let (from, to) = (ends_on + TimeDelta::days(1), ends_on + TimeDelta::days(300));
            let mut lines = contract["pay"]["lines"].as_array().cloned().unwrap();
            lines.push(json!({ "year": lines.len() + 1, "line": 1, "from_on": from, "to_on": to,
                               "percent_hundredths": 10000, "base": "smic" }));
            json!({ "type_code": "33", "effective_on": from, "changes": { "ends_on": to, "pay": { "lines": lines } } })
        })
        .await;
    }

    async fn break_off(&mut self, dice: &mut Dice) {
        if self.signed.is_empty() {
            return;
        }
        let (_, path) = &self.signed[usize::try_from(dice.roll(self.signed.len() as u64)).unwrap()];
        let on = dice.day();
        let rupture = json!({ "effective_on": on, "initiator": "both", "ground": "mutual_agreement",
                              "notice_received_on": on });
        let broken = self.manager.post(format!("{path}/rupture"), rupture).await;
        self.note("break", &broken);
    }
}

type Span = (NaiveDate, NaiveDate);

fn days(period: &Value) -> Span {
    let day = |field: &str| period[field].as_str().unwrap().parse().unwrap();
    (day("from_on"), day("to_on"))
}

fn meet(one: Span, two: Span) -> bool {
    one.0 <= two.1 && two.0 <= one.1
}

#[actix_web::test]
async fn no_sequence_of_acts_breaks_what_must_hold() {
    let mut done: HashMap<&str, usize> = HashMap::new();
    for seed in [3, 17, 2026] {
        let world = World::on("2026-12-15").await;
        let story = world.story();
        let others = (1..4).map(|rank| {
            let apprentice = world.seed_apprentice("Durand", &format!("Nom{rank}"), "2006-03-14");
            Story { apprentice, enrolment: world.seed_enrolment(apprentice, story.cohort), ..story }
        });
        let stories: Vec<Story> = [story].into_iter().chain(others).collect();
        let more = ["Grace", "Joan"].map(|name| json!(world.seed_tutor(story.employer, "Hopper", name)));
        let tutors = [vec![json!(story.tutor)], more.to_vec()].concat();
        let mut player =
            Player { manager: world.manager(), stories, tutors, signed: Vec::new(), done: HashMap::new() };
        let mut dice = Dice(seed);
        for _ in 0..ACTS {
            player.play(&mut dice).await;
        }
        check(&world, &player).await;
        player.done.into_iter().for_each(|(act, count)| *done.entry(act).or_default() += count);
    }
    for act in ["sign", "change tutor", "prolong", "break"] {
        assert!(done.get(act).is_some_and(|count| *count > 2), "{act} happened too little: {done:?}");
    }
}

async fn check(world: &World, player: &Player) {
    let rows: Vec<(ContractId, ApprenticeId, NaiveDate, NaiveDate, Option<NaiveDate>)> = contracts::table
        .filter(contracts::signed_on.is_not_null())
        .select((
            contracts::id,
            contracts::apprentice_id,
            contracts::starts_on,
            contracts::ends_on,
            contracts::closed_on,
        ))
        .load(&mut world.database.connect())
        .unwrap();
    let mut followed: HashMap<String, Vec<(Span, bool)>> = HashMap::new();
    for (rank, (id, apprentice, starts_on, ends_on, closed_on)) in rows.iter().enumerate() {
        let last_day = closed_on.unwrap_or(*ends_on);
        for (_, other, from, to, closed) in &rows[..rank] {
            let span = (*from, closed.unwrap_or(*to));
            assert!(apprentice != other || !meet((*starts_on, last_day), span), "two contracts at once");
        }
        let as_of = player.manager.get(format!("/v1/contracts/{id}/as-of?on={starts_on}")).await.expect(200);
        let mut expected = *starts_on;
        for period in as_of["tutors"].as_array().unwrap() {
            let (from, to) = days(period);
            assert_eq!(from, expected, "a day without a tutor, or with two: {as_of}");
            let there = player.manager.get(format!("/v1/contracts/{id}/as-of?on={from}")).await.expect(200);
            assert_eq!(there["agreed"]["tutor_id"], period["tutor_id"]);
            expected = to + TimeDelta::days(1);
            let cut = (from, to.min(last_day));
            let tutor = period["tutor_id"].as_str().unwrap().to_owned();
            if cut.0 <= cut.1 {
                followed.entry(tutor).or_default().push((cut, period["repeater"] == true));
            }
        }
        assert_eq!(expected, *ends_on + TimeDelta::days(1), "the tutors stop before the contract");
    }
    for spans in followed.values() {
        for (first, _) in spans {
            let there = || spans.iter().filter(|(span, _)| span.0 <= first.0 && first.0 <= span.1);
            assert!(
                there().filter(|(_, repeater)| !repeater).count() <= 2 && there().count() <= 3,
                "{spans:?}"
            );
        }
    }
}
