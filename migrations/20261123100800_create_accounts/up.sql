CREATE TABLE accounts (
    id                uuid PRIMARY KEY,
    email             text NOT NULL,
    display_name      text NOT NULL,
    role              text NOT NULL,
    functions         text[] NOT NULL DEFAULT '{}',
    site_ids          uuid[] NOT NULL DEFAULT '{}',
    tutor_id          uuid REFERENCES tutors (id),
    apprentice_id     uuid REFERENCES apprentices (id),
    password_hash     text,
    password_changed_at timestamptz,
    disabled_at       timestamptz,
    version           bigint NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT accounts_role CHECK (role IN ('administrator', 'manager', 'trainer', 'tutor', 'student')),
    CONSTRAINT accounts_functions CHECK (functions <@ ARRAY['disability_referent']),
    CONSTRAINT accounts_tutor_bound CHECK ((role = 'tutor') = (tutor_id IS NOT NULL)),
    CONSTRAINT accounts_student_bound CHECK ((role = 'student') = (apprentice_id IS NOT NULL))
);
CREATE UNIQUE INDEX accounts_email_unique ON accounts (lower(email));
CREATE UNIQUE INDEX accounts_one_per_tutor ON accounts (tutor_id);
CREATE UNIQUE INDEX accounts_one_per_apprentice ON accounts (apprentice_id);
CREATE TRIGGER accounts_version BEFORE UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE accounts IS 'People who sign in.';
COMMENT ON COLUMN accounts.id IS 'Identifier.';
COMMENT ON COLUMN accounts.email IS 'Address used to sign in, unique whatever its case.';
COMMENT ON COLUMN accounts.display_name IS 'Name shown to colleagues.';
COMMENT ON COLUMN accounts.role IS 'administrator, manager, trainer, tutor or student.';
COMMENT ON COLUMN accounts.functions IS 'Staff functions, such as disability_referent.';
COMMENT ON COLUMN accounts.site_ids IS 'Sites a manager or trainer is bound to.';
COMMENT ON COLUMN accounts.tutor_id IS 'Tutor record of a tutor.';
COMMENT ON COLUMN accounts.apprentice_id IS 'Apprentice file of a student.';
COMMENT ON COLUMN accounts.password_hash IS 'argon2id in PHC form; none until the invitation is accepted.';
COMMENT ON COLUMN accounts.password_changed_at IS 'When the password was last set.';
COMMENT ON COLUMN accounts.disabled_at IS 'When the account was disabled; it can no longer sign in.';
COMMENT ON COLUMN accounts.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN accounts.created_at IS 'When the row was written.';
COMMENT ON COLUMN accounts.updated_at IS 'When the row last changed.';

CREATE TABLE invitations (
    id          uuid PRIMARY KEY,
    account_id  uuid NOT NULL REFERENCES accounts (id),
    token_hash  bytea NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT invitations_token_unique UNIQUE (token_hash)
);
CREATE INDEX invitations_by_account ON invitations (account_id);
COMMENT ON TABLE invitations IS 'Single-use tokens with which a person sets their password.';
COMMENT ON COLUMN invitations.id IS 'Identifier.';
COMMENT ON COLUMN invitations.account_id IS 'Account invited.';
COMMENT ON COLUMN invitations.token_hash IS 'SHA-256 of the 256-bit token.';
COMMENT ON COLUMN invitations.expires_at IS 'The token no longer works from then on.';
COMMENT ON COLUMN invitations.used_at IS 'When it was used or replaced.';
COMMENT ON COLUMN invitations.created_at IS 'When the row was written.';

CREATE TABLE sessions (
    id                  uuid PRIMARY KEY,
    account_id          uuid NOT NULL REFERENCES accounts (id),
    authenticated_at    timestamptz NOT NULL,
    expires_at          timestamptz NOT NULL,
    idle_expires_at     timestamptz NOT NULL,
    refresh_counter     bigint NOT NULL DEFAULT 0,
    rotated_at          timestamptz NOT NULL,
    ended_at            timestamptz,
    ended_reason        text,
    created_at          timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT sessions_ended_reason CHECK (ended_reason IN ('logout', 'revoked', 'refresh_reused', 'password_changed', 'account_disabled', 'too_many')),
    CONSTRAINT sessions_ended_has_reason CHECK ((ended_at IS NULL) = (ended_reason IS NULL))
);
CREATE INDEX sessions_open_by_account ON sessions (account_id, created_at) WHERE ended_at IS NULL;
COMMENT ON TABLE sessions IS 'One sign-in of a person, read on every request.';
COMMENT ON COLUMN sessions.id IS 'Identifier carried by the access token.';
COMMENT ON COLUMN sessions.account_id IS 'Person signed in.';
COMMENT ON COLUMN sessions.authenticated_at IS 'When the password was last proved.';
COMMENT ON COLUMN sessions.expires_at IS 'Absolute end, which no refresh moves.';
COMMENT ON COLUMN sessions.idle_expires_at IS 'End unless refreshed before.';
COMMENT ON COLUMN sessions.refresh_counter IS 'Number of the refresh token now valid.';
COMMENT ON COLUMN sessions.rotated_at IS 'When the refresh token last changed.';
COMMENT ON COLUMN sessions.ended_at IS 'When the session ended.';
COMMENT ON COLUMN sessions.ended_reason IS 'Why it ended.';
COMMENT ON COLUMN sessions.created_at IS 'When the row was written.';

CREATE TABLE clients (
    id           uuid PRIMARY KEY,
    name         text NOT NULL,
    scopes       text[] NOT NULL,
    site_ids     uuid[] NOT NULL,
    revoked_at   timestamptz,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER clients_version BEFORE UPDATE ON clients FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE clients IS 'Machines that sign in with OAuth2 client credentials.';
COMMENT ON COLUMN clients.id IS 'Identifier; the public client_id is cli_ followed by it.';
COMMENT ON COLUMN clients.name IS 'Software and organisation.';
COMMENT ON COLUMN clients.scopes IS 'What the client may do.';
COMMENT ON COLUMN clients.site_ids IS 'Sites the client is bound to.';
COMMENT ON COLUMN clients.revoked_at IS 'When the client was revoked.';
COMMENT ON COLUMN clients.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN clients.created_at IS 'When the row was written.';
COMMENT ON COLUMN clients.updated_at IS 'When the row last changed.';

CREATE TABLE client_secrets (
    id          uuid PRIMARY KEY,
    client_id   uuid NOT NULL REFERENCES clients (id),
    secret_hash bytea NOT NULL,
    revoked_at  timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX client_secrets_by_client ON client_secrets (client_id) WHERE revoked_at IS NULL;
COMMENT ON TABLE client_secrets IS 'Secrets of machine clients, two live ones at most during a rotation.';
COMMENT ON COLUMN client_secrets.id IS 'Identifier.';
COMMENT ON COLUMN client_secrets.client_id IS 'Client it proves.';
COMMENT ON COLUMN client_secrets.secret_hash IS 'SHA-256 of the 256-bit secret.';
COMMENT ON COLUMN client_secrets.revoked_at IS 'When it stopped working.';
COMMENT ON COLUMN client_secrets.created_at IS 'When the row was written.';

CREATE TABLE login_throttles (
    key            bytea PRIMARY KEY,
    failures       integer NOT NULL,
    window_ends_at timestamptz NOT NULL,
    blocked_until  timestamptz
);
CREATE INDEX login_throttles_by_end ON login_throttles (window_ends_at);
COMMENT ON TABLE login_throttles IS 'Failed proofs counted per keyed account and address, shared by all instances.';
COMMENT ON COLUMN login_throttles.key IS 'Keyed hash of what is counted: nothing readable.';
COMMENT ON COLUMN login_throttles.failures IS 'Attempts counted in the window; a success resets it.';
COMMENT ON COLUMN login_throttles.window_ends_at IS 'When the count starts anew.';
COMMENT ON COLUMN login_throttles.blocked_until IS 'No attempt is examined before then.';

CREATE TABLE signing_keys (
    kid          text PRIMARY KEY,
    sealed_key   bytea NOT NULL,
    public_x     text NOT NULL,
    signs_from   timestamptz NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE signing_keys IS 'Ed25519 keys of access tokens; the newest whose time has come signs.';
COMMENT ON COLUMN signing_keys.kid IS 'RFC 7638 thumbprint of the public key.';
COMMENT ON COLUMN signing_keys.sealed_key IS 'Private key sealed under the installation''s secret.';
COMMENT ON COLUMN signing_keys.public_x IS 'Public key, base64url.';
COMMENT ON COLUMN signing_keys.signs_from IS 'The key is published at once and signs from then on.';
COMMENT ON COLUMN signing_keys.created_at IS 'When the row was written.';

CREATE TABLE bootstrap_tokens (
    only_one   boolean PRIMARY KEY DEFAULT true,
    token_hash bytea NOT NULL,
    used_at    timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT bootstrap_tokens_only_one CHECK (only_one)
);
COMMENT ON TABLE bootstrap_tokens IS 'The single token that creates the first administrator.';
COMMENT ON COLUMN bootstrap_tokens.only_one IS 'Always true: there is one row at most.';
COMMENT ON COLUMN bootstrap_tokens.token_hash IS 'SHA-256 of the 256-bit token.';
COMMENT ON COLUMN bootstrap_tokens.used_at IS 'When it was used; it works once.';
COMMENT ON COLUMN bootstrap_tokens.created_at IS 'When the row was written.';
