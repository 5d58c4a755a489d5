-- What lists show of an enrolment, kept beside the facts: the names joined when they are written, the dates left for whoever
-- reads to judge on their day. A cache: enrolment_card() says from the facts alone what it has to be. No foreign key: a card
-- is nothing that stands on an enrolment, and goes with it.
CREATE TABLE enrolment_cards (
    enrolment_id  uuid PRIMARY KEY,
    site_id       uuid NOT NULL,
    apprentice_id uuid NOT NULL,
    cohort_id     uuid NOT NULL,
    search_name   text COLLATE "C" NOT NULL,
    ends_on       date NOT NULL,
    present_from_on date NOT NULL,
    present_to_on date NOT NULL,
    facts         json NOT NULL,
    next_visit    json,
    status        text,
    phase         text,
    changes_on    date NOT NULL DEFAULT '0001-01-01',
    CONSTRAINT enrolment_cards_status CHECK (status IN ('registered', 'apprentice', 'rupturant', 'dropped_out', 'completed')),
    CONSTRAINT enrolment_cards_phase CHECK (phase IN ('draft', 'ready', 'upcoming', 'running', 'ended', 'broken'))
) WITH (fillfactor = 75);
CREATE INDEX enrolment_cards_of_apprentice ON enrolment_cards (apprentice_id);
CREATE INDEX enrolment_cards_of_cohort ON enrolment_cards (cohort_id);
CREATE INDEX enrolment_cards_by_name ON enrolment_cards (site_id, search_name, apprentice_id) INCLUDE (present_from_on, present_to_on);
CREATE INDEX enrolment_cards_of_days ON enrolment_cards (site_id, present_to_on);
CREATE INDEX enrolment_cards_to_settle ON enrolment_cards (changes_on);
CREATE INDEX enrolment_cards_tabs ON enrolment_cards (site_id, ends_on) INCLUDE (cohort_id, apprentice_id, status, phase);
COMMENT ON TABLE enrolment_cards IS 'What lists show of an enrolment; a cache that triggers keep and one command makes anew.';
COMMENT ON COLUMN enrolment_cards.enrolment_id IS 'Enrolment.';
COMMENT ON COLUMN enrolment_cards.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN enrolment_cards.apprentice_id IS 'Apprentice enrolled.';
COMMENT ON COLUMN enrolment_cards.cohort_id IS 'Cohort joined.';
COMMENT ON COLUMN enrolment_cards.search_name IS 'Name of the apprentice as searched and sorted.';
COMMENT ON COLUMN enrolment_cards.ends_on IS 'Last day expected in the training.';
COMMENT ON COLUMN enrolment_cards.present_from_on IS 'First day in the training, neither before the cohort nor before the own entry.';
COMMENT ON COLUMN enrolment_cards.present_to_on IS 'Last day in the training, the eve of an exclusion at the latest.';
COMMENT ON COLUMN enrolment_cards.facts IS 'Names and dated facts, as text that is sent as it is: contracts with their employers and tutors, referents.';
COMMENT ON COLUMN enrolment_cards.next_visit IS 'The first visit that is still planned, late or not, as text that is sent as it is.';
COMMENT ON COLUMN enrolment_cards.status IS 'Status told of the last day it was settled; none before the first day.';
COMMENT ON COLUMN enrolment_cards.phase IS 'Phase of the contract that counts, told of the same day; none without a contract.';
COMMENT ON COLUMN enrolment_cards.changes_on IS 'First day on which status or phase may differ: whoever reads by them settles first what that day has reached.';

CREATE FUNCTION enrolment_card(which uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
    -- without what is null: shorter to send and to read
    RETURN json_strip_nulls((
        SELECT json_build_object(
            'family_name', coalesce(person.usage_name, person.family_name),
            'given_name', coalesce(person.usual_given_name, person.given_name),
            'cohort_name', cohort.name, 'starts_on', cohort.starts_on, 'ends_on', cohort.ends_on,
            'enrolled_on', enrolment.enrolled_on, 'entered_on', enrolment.entered_on,
            'expected_ends_on', enrolment.expected_ends_on, 'excluded_on', enrolment.excluded_on,
            'contracts', (
                SELECT coalesce(json_agg(json_build_object(
                    'id', contract.id, 'state', contract.state, 'starts_on', contract.starts_on,
                    'ends_on', contract.ends_on, 'closed_on', contract.closed_on,
                    'ground', (SELECT ground FROM ruptures WHERE contract_id = contract.id),
                    'employers', (
                        SELECT coalesce(json_agg(json_build_object(
                            'id', employer.id, 'from_on', employment.from_on,
                            'name', employer.name, 'city', employer.city) ORDER BY employment.from_on), '[]')
                        FROM contract_employments AS employment JOIN employers AS employer ON employer.id = employment.employer_id
                        WHERE employment.contract_id = contract.id),
                    'tutors', (
                        SELECT coalesce(json_agg(json_build_object(
                            'id', tutor.id, 'rank', named.rank, 'from_on', named.from_on, 'to_on', named.to_on,
                            'family_name', tutor.family_name, 'given_name', tutor.given_name,
                            'phone', tutor.phone, 'email', tutor.email) ORDER BY named.rank, named.from_on), '[]')
                        FROM (
                            SELECT rank, tutor_id, from_on, to_on FROM contract_tutors WHERE contract_id = contract.id
                            UNION ALL
                            SELECT draft.rank, draft.tutor_id, contract.starts_on, contract.ends_on
                            FROM (VALUES (1::smallint, contract.tutor_id), (2::smallint, contract.second_tutor_id)) AS draft (rank, tutor_id)
                            WHERE contract.signed_on IS NULL
                        ) AS named JOIN tutors AS tutor ON tutor.id = named.tutor_id)
                ) ORDER BY contract.starts_on, contract.id), '[]')
                FROM contracts AS contract WHERE contract.enrolment_id = enrolment.id),
            'referents', (
                SELECT coalesce(json_agg(json_build_object(
                    'account_id', follower.account_id, 'kind', follower.kind, 'from_on', follower.from_on,
                    'to_on', follower.to_on, 'display_name', account.display_name,
                    'vacant', account.disabled_at IS NOT NULL) ORDER BY follower.from_on, follower.id), '[]')
                FROM referents AS follower JOIN accounts AS account ON account.id = follower.account_id
                WHERE follower.apprentice_id = enrolment.apprentice_id))
        FROM enrolments AS enrolment
        JOIN apprentices AS person ON person.id = enrolment.apprentice_id
        JOIN cohorts AS cohort ON cohort.id = enrolment.cohort_id
        WHERE enrolment.id = which));
END $$;
COMMENT ON FUNCTION enrolment_card IS 'What the card of an enrolment has to say, from the facts alone.';

CREATE FUNCTION next_visit_card(which uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT json_build_object('id', visit.id, 'contract_id', visit.contract_id,
                                 'planned_on', visit.planned_on, 'due_on', visit.due_on)
        FROM contracts AS contract JOIN visits AS visit ON visit.contract_id = contract.id
        WHERE contract.enrolment_id = which AND visit.state = 'planned'
        ORDER BY visit.planned_on, visit.id LIMIT 1);
END $$;
COMMENT ON FUNCTION next_visit_card IS 'The next visit that the card of an enrolment has to show, from the facts alone.';

CREATE FUNCTION keep_card(which uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- whoever writes the card at the same time comes first, and is read by the statement after this one
    PERFORM FROM enrolment_cards WHERE enrolment_id = which FOR NO KEY UPDATE;
    INSERT INTO enrolment_cards AS kept (
        enrolment_id, site_id, apprentice_id, cohort_id, search_name, ends_on, present_from_on, present_to_on, facts, next_visit)
    SELECT enrolment.id, enrolment.site_id, enrolment.apprentice_id, enrolment.cohort_id, person.search_name,
           coalesce(enrolment.expected_ends_on, cohort.ends_on),
           greatest(cohort.starts_on, coalesce(enrolment.entered_on, enrolment.enrolled_on)),
           least(coalesce(enrolment.expected_ends_on, cohort.ends_on), enrolment.excluded_on - 1),
           enrolment_card(enrolment.id), next_visit_card(enrolment.id)
    FROM enrolments AS enrolment
    JOIN apprentices AS person ON person.id = enrolment.apprentice_id
    JOIN cohorts AS cohort ON cohort.id = enrolment.cohort_id
    WHERE enrolment.id = which
    ON CONFLICT (enrolment_id) DO UPDATE
    SET site_id = excluded.site_id, apprentice_id = excluded.apprentice_id, cohort_id = excluded.cohort_id,
        search_name = excluded.search_name, ends_on = excluded.ends_on, present_from_on = excluded.present_from_on,
        present_to_on = excluded.present_to_on, facts = excluded.facts, next_visit = excluded.next_visit,
        changes_on = DEFAULT
    WHERE (kept.site_id, kept.apprentice_id, kept.cohort_id, kept.search_name, kept.ends_on, kept.present_from_on,
           kept.present_to_on, kept.facts::text, kept.next_visit::text)
        IS DISTINCT FROM (excluded.site_id, excluded.apprentice_id, excluded.cohort_id, excluded.search_name,
           excluded.ends_on, excluded.present_from_on, excluded.present_to_on, excluded.facts::text,
           excluded.next_visit::text);
END $$;
COMMENT ON FUNCTION keep_card IS 'Writes the card of an enrolment from the facts, its status to be settled anew.';

CREATE FUNCTION keep_next_visit(which uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM enrolment_cards WHERE enrolment_id = which FOR NO KEY UPDATE;
    UPDATE enrolment_cards SET next_visit = next_visit_card(which)
    WHERE enrolment_id = which AND next_visit::text IS DISTINCT FROM next_visit_card(which)::text;
END $$;
COMMENT ON FUNCTION keep_next_visit IS 'Writes the next visit on the card of an enrolment: its status does not hang on it.';

-- One trigger a table of facts; the argument says what changed there. A name that many cards bear is locked FOR UPDATE: the
-- foreign keys of those who name it meanwhile wait, and none of them keeps the former name.
CREATE FUNCTION keep_cards() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    affected uuid[];
    which    uuid;
BEGIN
    -- whoever fills a base keeps the cards once, at the end
    IF current_setting('compagnon.cards', true) = 'later' THEN
        RETURN NULL;
    ELSIF TG_ARGV[0] = 'enrolment' AND TG_OP = 'DELETE' THEN
        DELETE FROM enrolment_cards WHERE enrolment_id = OLD.id;
    ELSIF TG_ARGV[0] = 'enrolment' THEN
        affected := ARRAY[NEW.id];
    ELSIF TG_ARGV[0] = 'contract' THEN
        affected := ARRAY[OLD.enrolment_id, NEW.enrolment_id];
    ELSIF TG_ARGV[0] IN ('under_contract', 'visit') THEN
        SELECT array_agg(enrolment_id) INTO affected FROM contracts WHERE id IN (OLD.contract_id, NEW.contract_id);
    ELSIF TG_ARGV[0] = 'follower' THEN
        SELECT array_agg(id) INTO affected FROM enrolments WHERE apprentice_id IN (OLD.apprentice_id, NEW.apprentice_id);
    ELSIF TG_ARGV[0] = 'apprentice' THEN
        PERFORM FROM apprentices WHERE id = NEW.id FOR UPDATE;
        SELECT array_agg(id) INTO affected FROM enrolments WHERE apprentice_id = NEW.id;
    ELSIF TG_ARGV[0] = 'cohort' THEN
        PERFORM FROM cohorts WHERE id = NEW.id FOR UPDATE;
        SELECT array_agg(id) INTO affected FROM enrolments WHERE cohort_id = NEW.id;
    ELSIF TG_ARGV[0] = 'employer' THEN
        PERFORM FROM employers WHERE id = NEW.id FOR UPDATE;
        SELECT array_agg(contract.enrolment_id) INTO affected
        FROM contract_employments AS employment JOIN contracts AS contract ON contract.id = employment.contract_id
        WHERE employment.employer_id = NEW.id;
    ELSIF TG_ARGV[0] = 'tutor' THEN
        PERFORM FROM tutors WHERE id = NEW.id FOR UPDATE;
        SELECT array_agg(enrolment_id) INTO affected FROM contracts
        WHERE tutor_id = NEW.id OR second_tutor_id = NEW.id
           OR id IN (SELECT contract_id FROM contract_tutors WHERE tutor_id = NEW.id);
    ELSIF TG_ARGV[0] = 'account' THEN
        PERFORM FROM accounts WHERE id = NEW.id FOR UPDATE;
        SELECT array_agg(enrolment.id) INTO affected
        FROM referents AS follower JOIN enrolments AS enrolment ON enrolment.apprentice_id = follower.apprentice_id
        WHERE follower.account_id = NEW.id;
    END IF;
    -- in one order for everybody
    FOR which IN SELECT DISTINCT id FROM unnest(affected) AS id WHERE id IS NOT NULL ORDER BY id LOOP
        IF TG_ARGV[0] = 'visit' THEN
            PERFORM keep_next_visit(which);
        ELSE
            PERFORM keep_card(which);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION keep_cards IS 'Writes anew, in the same transaction, the cards that a changed fact is shown on.';
CREATE TRIGGER enrolments_card AFTER INSERT OR UPDATE OR DELETE ON enrolments FOR EACH ROW EXECUTE FUNCTION keep_cards('enrolment');
CREATE TRIGGER contracts_card AFTER INSERT OR UPDATE OR DELETE ON contracts FOR EACH ROW EXECUTE FUNCTION keep_cards('contract');
CREATE TRIGGER contract_employments_card AFTER INSERT OR UPDATE OR DELETE ON contract_employments FOR EACH ROW EXECUTE FUNCTION keep_cards('under_contract');
CREATE TRIGGER contract_tutors_card AFTER INSERT OR UPDATE OR DELETE ON contract_tutors FOR EACH ROW EXECUTE FUNCTION keep_cards('under_contract');
CREATE TRIGGER ruptures_card AFTER INSERT OR UPDATE OR DELETE ON ruptures FOR EACH ROW EXECUTE FUNCTION keep_cards('under_contract');
CREATE TRIGGER visits_card AFTER INSERT OR UPDATE OF contract_id, planned_on, due_on, state OR DELETE ON visits FOR EACH ROW EXECUTE FUNCTION keep_cards('visit');
CREATE TRIGGER referents_card AFTER INSERT OR UPDATE OR DELETE ON referents FOR EACH ROW EXECUTE FUNCTION keep_cards('follower');
CREATE TRIGGER apprentices_card AFTER UPDATE ON apprentices FOR EACH ROW
    WHEN ((OLD.family_name, OLD.usage_name, OLD.given_name, OLD.usual_given_name)
        IS DISTINCT FROM (NEW.family_name, NEW.usage_name, NEW.given_name, NEW.usual_given_name))
    EXECUTE FUNCTION keep_cards('apprentice');
CREATE TRIGGER cohorts_card AFTER UPDATE ON cohorts FOR EACH ROW
    WHEN ((OLD.name, OLD.starts_on, OLD.ends_on) IS DISTINCT FROM (NEW.name, NEW.starts_on, NEW.ends_on))
    EXECUTE FUNCTION keep_cards('cohort');
CREATE TRIGGER employers_card AFTER UPDATE ON employers FOR EACH ROW
    WHEN ((OLD.name, OLD.city) IS DISTINCT FROM (NEW.name, NEW.city)) EXECUTE FUNCTION keep_cards('employer');
CREATE TRIGGER tutors_card AFTER UPDATE ON tutors FOR EACH ROW
    WHEN ((OLD.family_name, OLD.given_name, OLD.phone, OLD.email)
        IS DISTINCT FROM (NEW.family_name, NEW.given_name, NEW.phone, NEW.email))
    EXECUTE FUNCTION keep_cards('tutor');
CREATE TRIGGER accounts_card AFTER UPDATE ON accounts FOR EACH ROW
    WHEN ((OLD.display_name, OLD.disabled_at) IS DISTINCT FROM (NEW.display_name, NEW.disabled_at))
    EXECUTE FUNCTION keep_cards('account');

SELECT keep_card(id) FROM enrolments ORDER BY id;
