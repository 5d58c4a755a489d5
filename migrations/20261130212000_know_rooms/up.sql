-- The rooms a site knows: a sitting names one of them, or another place in words.
CREATE TABLE rooms (
    id         uuid PRIMARY KEY,
    site_id    uuid NOT NULL REFERENCES sites (id),
    name       text NOT NULL,
    seats      smallint NOT NULL,
    accessible boolean NOT NULL DEFAULT false,
    retired_on date,
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT rooms_site_key UNIQUE (id, site_id),
    CONSTRAINT rooms_named_key UNIQUE (id, site_id, name),
    CONSTRAINT rooms_seats CHECK (seats BETWEEN 1 AND 2000)
);
CREATE UNIQUE INDEX rooms_one_name ON rooms (site_id, lower(name)) WHERE retired_on IS NULL;
CREATE INDEX rooms_by_name ON rooms (site_id, name, id);
CREATE TRIGGER rooms_version BEFORE UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE rooms IS 'The rooms a site knows.';
COMMENT ON COLUMN rooms.id IS 'Identifier.';
COMMENT ON COLUMN rooms.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN rooms.name IS 'Name people use for the room; one room in use has it at a site.';
COMMENT ON COLUMN rooms.seats IS 'Seats of the room.';
COMMENT ON COLUMN rooms.accessible IS 'Whether a wheelchair comes in.';
COMMENT ON COLUMN rooms.retired_on IS 'Day from which it is no longer used.';
COMMENT ON COLUMN rooms.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN rooms.created_at IS 'When the row was written.';
COMMENT ON COLUMN rooms.updated_at IS 'When the row last changed.';

-- a room renamed renames the sittings that are held in it: nothing may be twice in a room, whatever it was called
ALTER TABLE sittings
    ADD COLUMN room_id uuid,
    ADD CONSTRAINT sittings_known_room FOREIGN KEY (room_id, site_id, room)
        REFERENCES rooms (id, site_id, name) ON UPDATE CASCADE;
CREATE INDEX sittings_by_room ON sittings (room_id);
COMMENT ON COLUMN sittings.room_id IS 'Room, when the site knows it.';

-- what may be taken back grows by one kind, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''room_retirement''::text])');
END $$;
