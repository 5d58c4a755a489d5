"""The client on a real server, as `cargo test --test api clients` gives one."""

import os
import unittest
import uuid
from datetime import date

from compagnon import Bearer, Machine, Person, Refused, connect, done, pages, rows, version
from compagnon_client.api.accounts import create_first_administrator
from compagnon_client.api.catalogue import list_sites
from compagnon_client.api.changes import list_changes
from compagnon_client.api.clients import create_client
from compagnon_client.api.cohorts import change_cohort, get_cohort, list_cohorts, open_cohort
from compagnon_client.api.sessions import get_me
from compagnon_client.api.visits import list_visits
from compagnon_client.models.bootstrap_in import BootstrapIn
from compagnon_client.models.client_in import ClientIn
from compagnon_client.models.cohort_out import CohortOut
from compagnon_client.models.cohort_patch import CohortPatch
from compagnon_client.models.opening_in import OpeningIn

BASE = os.environ["API_BASE"]
EMAIL, PASSWORD = "ada@example.org", "girafe-violon-neige-48"
ADA = connect(BASE, Person(EMAIL, PASSWORD))
YEARS = [(date(2025, 8, 25), date(2027, 8, 24)), (date(2026, 8, 31), date(2028, 8, 25))]


def open_year(starts_on: date, ends_on: date) -> CohortOut:
    sites = done(list_sites.sync_detailed(client=ADA)).data
    site = next(site.id for site in sites if site.code == "ufa-leonie-aviat")
    body = OpeningIn(site_id=site, programme="bts-mco", starts_on=starts_on, ends_on=ends_on)
    return done(open_cohort.sync_detailed(client=ADA, body=body))


class ClientTest(unittest.TestCase):
    cohorts: list[CohortOut]

    @classmethod
    def setUpClass(cls) -> None:
        token = os.environ["BOOTSTRAP_TOKEN"]
        body = BootstrapIn(token=token, email=EMAIL, display_name="Ada Lovelace", password=PASSWORD)
        done(create_first_administrator.sync_detailed(client=connect(BASE), body=body))
        cls.cohorts = [open_year(*years) for years in YEARS]

    def test_rows_come_page_after_page_each_once(self) -> None:
        found = [cohort.id for cohort in rows(list_cohorts.sync_detailed, ADA, limit=1)]
        self.assertEqual(sorted(map(str, found)), sorted(str(cohort.id) for cohort in self.cohorts))
        self.assertEqual([len(page.data) for page in pages(list_cohorts.sync_detailed, ADA, limit=1)], [1, 1])

    def test_a_change_names_the_version_it_was_decided_on(self) -> None:
        known = self.cohorts[0].id
        read = get_cohort.sync_detailed(known, client=ADA)
        change = CohortPatch(ends_on=date(2027, 8, 20))
        changed = done(change_cohort.sync_detailed(known, client=ADA, body=change, if_match=version(read)))
        self.assertEqual(changed.ends_on, date(2027, 8, 20))
        with self.assertRaises(Refused) as stale:
            done(change_cohort.sync_detailed(known, client=ADA, body=change, if_match=version(read)))
        self.assertEqual((stale.exception.status, stale.exception.code), (412, "precondition.stale"))

    def test_what_was_sent_wrong_is_said_field_by_field(self) -> None:
        with self.assertRaises(Refused) as refused:
            open_year(date(2027, 8, 24), date(2025, 8, 25))
        self.assertEqual(refused.exception.status, 422)
        self.assertIsNotNone(refused.exception.problem)
        self.assertGreater(len(refused.exception.detail), 10)

    def test_a_machine_follows_the_feed_as_far_as_its_scopes_go(self) -> None:
        body = ClientIn(name="Suivi", scopes=["changes:read", "cohorts:read"], site_ids=[self.cohorts[0].site_id])
        key = str(uuid.uuid4())
        made = done(create_client.sync_detailed(client=ADA, body=body, idempotency_key=key))
        again = create_client.sync_detailed(client=ADA, body=body, idempotency_key=key)
        self.assertEqual(again.headers["idempotency-replayed"], "true")
        secret = made.secrets[0].secret
        self.assertIsInstance(secret, str)
        software = connect(BASE, Machine(str(made.client_id), str(secret)), language="en")
        self.assertGreater(len(list(rows(list_changes.sync_detailed, software, limit=1))), 0)
        with self.assertRaises(Refused) as refused:
            done(list_visits.sync_detailed(client=software))
        self.assertEqual((refused.exception.status, refused.exception.code), (403, "forbidden"))

    def test_a_token_that_no_longer_serves_is_replaced_and_another_refused(self) -> None:
        session = Person(EMAIL, PASSWORD)
        session._token, session._until = "spoilt", float("inf")
        self.assertEqual(get_me.sync_detailed(client=connect(BASE, session)).status_code, 200)
        with self.assertRaises(Refused) as refused:
            done(get_me.sync_detailed(client=connect(BASE, Bearer("spoilt"))))
        self.assertEqual(refused.exception.status, 401)
