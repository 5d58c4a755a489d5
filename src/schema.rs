// @generated automatically by Diesel CLI.

diesel::table! {
    /// Absences of apprentices from the centre or the company; a coded reason, never a diagnosis.
    absences (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice.
        apprentice_id -> Uuid,
        /// Where the apprentice was expected: the centre, the company, or both over the period.
        away_from -> Text,
        /// First day.
        from_on -> Date,
        /// First half-day of the first day.
        from_half -> Text,
        /// Last day, both included.
        to_on -> Date,
        /// Last half-day of the last day.
        to_half -> Text,
        /// Whether it was justified, or is not known yet.
        justified -> Text,
        /// Coded reason, shown only to whom it concerns.
        reason -> Text,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// People who sign in.
    accounts (id) {
        /// Identifier.
        id -> Uuid,
        /// Address used to sign in, unique whatever its case among accounts that are no twin.
        email -> Text,
        /// Name shown to colleagues.
        display_name -> Text,
        /// administrator, manager, trainer, tutor or student.
        role -> Text,
        /// Staff functions, such as disability_referent.
        functions -> Array<Text>,
        /// Sites a manager or trainer is bound to.
        site_ids -> Array<Uuid>,
        /// Tutor record of a tutor.
        tutor_id -> Nullable<Uuid>,
        /// Apprentice file of a student.
        apprentice_id -> Nullable<Uuid>,
        /// argon2id in PHC form; none until the invitation is accepted.
        password_hash -> Nullable<Text>,
        /// When the password was last set.
        password_changed_at -> Nullable<Timestamptz>,
        /// When the account was disabled; it can no longer sign in.
        disabled_at -> Nullable<Timestamptz>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Whether the person wants a daily digest.
        digest_enabled -> Bool,
        /// Days of the week without a digest, 1 for Monday.
        digest_quiet_weekdays -> Array<Int2>,
        /// First day of a period without a digest.
        digest_quiet_from -> Nullable<Date>,
        /// Last day of it.
        digest_quiet_to -> Nullable<Date>,
        /// Account of the same person at another site, which has the address already: this one is never signed in to.
        twin_of -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Deposits of an amendment with the skills operator or the State: one open or accepted at most, refused ones kept.
    amendment_filings (id) {
        /// Identifier.
        id -> Uuid,
        /// Amendment deposited.
        amendment_id -> Uuid,
        /// Contract it amends.
        contract_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Rank of the attempt, from 1.
        attempt -> Int4,
        /// opco for a private employer, ddets for a public one.
        addressee -> Text,
        /// Name of the organisation that received the file.
        organisation -> Nullable<Text>,
        /// Its SIRET.
        organisation_siret -> Nullable<Text>,
        /// Day on which the employer sent the file.
        sent_on -> Date,
        /// Day on which the complete file was received.
        complete_on -> Nullable<Date>,
        /// sent, accepted or refused.
        state -> Text,
        /// Day of the decision.
        decided_on -> Nullable<Date>,
        /// Number given to the amendment with the acceptance.
        amendment_number -> Nullable<Text>,
        /// Coded reason of a refusal.
        reason_code -> Nullable<Text>,
        /// What the organisation wrote about it.
        reason_note -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Amendments of signed contracts: what changes, from which day.
    amendments (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Contract amended.
        contract_id -> Uuid,
        /// Type on the official form: 31 to 38.
        type_code -> Text,
        /// First day on which the changes hold.
        effective_on -> Date,
        /// Day of the signature; null while it is a draft.
        signed_on -> Nullable<Date>,
        /// Merge patch of the contract: only what changes.
        changes -> Jsonb,
        /// Why, in the words of the parties.
        reason -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Why the amendment is signed though the exams are still to come; asked for then.
        confirmation -> Nullable<Text>,
    }
}

diesel::table! {
    /// What is known of the disability of apprentices (RQTH, équivalence jeunes, extension BOE), sealed, the yes as the no: seen by few, never a diagnosis.
    apprentice_disabilities (apprentice_id) {
        /// Apprentice.
        apprentice_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// One byte, 1 for a recognition, 2 for équivalence jeunes, 4 for extension BOE, added up: format (1), key (2), nonce (12), AES-256-GCM ciphertext and tag; format 0 is not sealed yet.
        sealed -> Bytea,
    }
}

diesel::table! {
    /// One file per person, whatever the number of their contracts.
    apprentices (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Birth name.
        family_name -> Text,
        /// Name in use, when it differs.
        usage_name -> Nullable<Text>,
        /// First given name of the civil register; empty when the family name is the only one.
        given_name -> Text,
        /// Birth date.
        born_on -> Date,
        /// M or F, as on the official form.
        sex -> Nullable<Text>,
        /// 1 French, 2 European Union, 3 outside the European Union.
        nationality_code -> Nullable<Text>,
        /// Department of birth, 99 abroad.
        birth_department -> Nullable<Text>,
        /// Commune of birth.
        birth_place -> Nullable<Text>,
        /// Address of the apprentice.
        email -> Nullable<Text>,
        /// Telephone of the apprentice.
        phone -> Nullable<Text>,
        /// Street and number.
        address_line -> Nullable<Text>,
        /// Postal code of the country; five digits in France.
        postal_code -> Nullable<Text>,
        /// City.
        city -> Nullable<Text>,
        /// National student identifier, 11 characters.
        ine -> Nullable<Text>,
        /// Situation before the contract on the official form (1 to 12).
        previous_situation_code -> Nullable<Text>,
        /// Last class followed on the official form.
        last_class_code -> Nullable<Text>,
        /// Highest diploma obtained on the official form.
        previous_diploma_code -> Nullable<Text>,
        /// Precise title of the last diploma prepared.
        previous_diploma_title -> Nullable<Text>,
        /// An emancipated minor needs no guardian.
        emancipated -> Bool,
        /// Name without accents nor capitals, kept by a trigger.
        search_name -> Text,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Social security scheme on the official form: 1 MSA, 2 URSSAF.
        social_regime_code -> Nullable<Text>,
        /// Last diploma prepared on the official form.
        last_diploma_prepared_code -> Nullable<Text>,
        /// On the list of high-level athletes.
        high_level_athlete -> Bool,
        /// Has a project to create or take over a business that needs the diploma.
        business_project -> Bool,
        /// Whether the NIR was given to the employer; the NIR itself is never kept.
        nir_given -> Bool,
        /// ISO 3166-1 code of the country of the address.
        country -> Text,
        /// Given name the apprentice is called by, when it differs.
        usual_given_name -> Nullable<Text>,
    }
}

diesel::table! {
    /// The single token that creates the first administrator.
    bootstrap_tokens (only_one) {
        /// Always true: there is one row at most.
        only_one -> Bool,
        /// SHA-256 of the 256-bit token.
        token_hash -> Bytea,
        /// When it was used; it works once.
        used_at -> Nullable<Timestamptz>,
        /// When the row was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// What differs from the calendar of the cohort for one apprentice: another week, another list of public holidays.
    calendar_overrides (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice.
        apprentice_id -> Uuid,
        /// First day.
        from_on -> Date,
        /// Last day, both included; null when no end is known.
        to_on -> Nullable<Date>,
        /// Days of the week in the company, 1 for Monday; null when the week does not differ.
        company_weekdays -> Nullable<Array<Int2>>,
        /// Days of the week at the centre, 1 for Monday; null when the week does not differ.
        centre_weekdays -> Nullable<Array<Int2>>,
        /// Public holidays of the place of work; null for those of the contract.
        public_holidays -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What a training centre, a site or a programme says of itself, version by version: from its file first, then as people change it. Rows are added, never rewritten.
    catalogue_versions (noun, code, number) {
        /// What it is about.
        noun -> Text,
        /// Its code in the catalogue.
        code -> Text,
        /// Rank of the version, from 1; the last one is the ETag.
        number -> Int4,
        /// file: read from the catalogue files; change: people changed something; restoration: people went back to an earlier version; carried: a change made today, carried over to a version planned for later.
        origin -> Text,
        /// Whether it waits for somebody to adopt it: the file changed after people did.
        is_proposed -> Bool,
        /// First day it holds; none when it has always held.
        effective_on -> Nullable<Date>,
        /// Version it differs from; none for the first.
        based_on -> Nullable<Int4>,
        /// Version that was gone back to.
        restores -> Nullable<Int4>,
        /// Everything it says, in the shape of the files.
        content -> Jsonb,
        /// Fingerprint of what the file said, for a version read from it.
        file_digest -> Nullable<Text>,
        /// Why, as whoever changed it says.
        reason -> Nullable<Text>,
        /// Who changed it; none for a file.
        author_id -> Nullable<Uuid>,
        /// When it was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Derogations by which one tutor may follow more apprentices at once (art. R6223-7).
    ceiling_derogations (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Tutor to whom it was granted.
        tutor_id -> Uuid,
        /// Day of the decision of the departmental committee.
        granted_on -> Date,
        /// Reference of the decision.
        reference -> Nullable<Text>,
        /// First day it counts.
        from_on -> Date,
        /// Last day it counts, included.
        to_on -> Date,
        /// Day from which it counts no more, when it was withdrawn before its term.
        withdrawn_on -> Nullable<Date>,
        /// Apprentices at once that it allows, those whose training is prolonged apart.
        apprentices -> Int2,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Secrets of machine clients, two live ones at most during a rotation.
    client_secrets (id) {
        /// Identifier.
        id -> Uuid,
        /// Client it proves.
        client_id -> Uuid,
        /// SHA-256 of the 256-bit secret.
        secret_hash -> Bytea,
        /// When it stopped working.
        revoked_at -> Nullable<Timestamptz>,
        /// When the row was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Machines that sign in with OAuth2 client credentials.
    clients (id) {
        /// Identifier; the public client_id is cli_ followed by it.
        id -> Uuid,
        /// Software and organisation.
        name -> Text,
        /// What the client may do.
        scopes -> Array<Text>,
        /// Sites the client is bound to.
        site_ids -> Array<Uuid>,
        /// When the client was revoked.
        revoked_at -> Nullable<Timestamptz>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Calendars of cohorts, each written as a whole; a cohort without one follows the week of its programme, if that is known.
    cohort_calendars (cohort_id) {
        /// Cohort.
        cohort_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Dated exceptions to the week of a cohort: weeks at the centre, weeks in the company, closures, exams.
    cohort_exceptions (cohort_id, rank) {
        /// Cohort.
        cohort_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Place in the list, from 0; settles ties.
        rank -> Int2,
        /// What the days become.
        kind -> Text,
        /// Name people use for it.
        label -> Text,
        /// First day.
        from_on -> Date,
        /// Last day, both included.
        to_on -> Date,
        /// Days of the week it applies to, 1 for Monday.
        weekdays -> Array<Int2>,
    }
}

diesel::table! {
    /// The weeks of a cohort, from a day on, until the next row; they take turns from the Monday of that day.
    cohort_rhythms (cohort_id, from_on) {
        /// Cohort.
        cohort_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// First day of these weeks.
        from_on -> Date,
        /// Days in the company, 1 for the Monday of the first week of the cycle, 8 for that of the second.
        company_weekdays -> Array<Int2>,
        /// Days at the centre, numbered in the same way.
        centre_weekdays -> Array<Int2>,
        /// Weeks of the cycle, from 1 to 8.
        weeks -> Int2,
    }
}

diesel::table! {
    /// A promotion: one run of a programme at a site.
    cohorts (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Programme taught.
        programme_id -> Uuid,
        /// Name people use for the cohort.
        name -> Text,
        /// First day of the training cycle.
        starts_on -> Date,
        /// Last day of the training cycle.
        ends_on -> Date,
        /// Year of the exam session the cohort sits.
        exam_session -> Int4,
        /// Code of the exam regulation of that session in the programme file.
        exam_regulation -> Text,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Version of the programme it was told to follow; none for the one in force on its first day.
        programme_version -> Nullable<Int4>,
    }
}

diesel::table! {
    /// What an apprentice did in the company, under which contract.
    company_missions (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice who did it.
        apprentice_id -> Uuid,
        /// Contract under which it was done.
        contract_id -> Uuid,
        /// Programme whose missions and skills they are.
        programme_code -> Text,
        /// Code of a mission of the programme; none for one told in words.
        mission_code -> Nullable<Text>,
        /// The mission in words, when it is none of the programme.
        label -> Nullable<Text>,
        /// Skills that a mission told in words exercises; none for those of the programme, which says which.
        skill_codes -> Array<Text>,
        /// First day.
        from_on -> Date,
        /// Last day; none while it goes on.
        to_on -> Nullable<Date>,
        /// Who logged it: apprentice, centre or company.
        voice -> Text,
        /// What was added in words.
        note -> Nullable<Text>,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account or link that logged it.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What was done about a complaint, step by step.
    complaint_steps (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Complaint.
        complaint_id -> Uuid,
        /// acknowledged, exchange, inquiry, action or answered.
        kind -> Text,
        /// Day on which it was done.
        done_on -> Date,
        /// What was done, said or answered, in words.
        note -> Nullable<Text>,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account that wrote it.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// A complaint received by a site: from whom, about what, who treats it, how it ended.
    complaints (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Day on which it was received.
        received_on -> Date,
        /// apprentice, guardian, candidate, tutor, employer, staff, partner or other.
        complainant -> Text,
        /// Name of whoever complains; none of somebody who gave none.
        complainant_name -> Nullable<Text>,
        /// Apprentice it comes from or is about, if any.
        apprentice_id -> Nullable<Uuid>,
        /// in_person, phone, email, letter, form or other.
        channel -> Text,
        /// teaching, follow_up, exam, administration, contract, funding, premises, conduct, accessibility or other.
        subject -> Text,
        /// What is complained of, in words.
        what -> Text,
        /// Account of whoever treats it.
        assigned_to -> Nullable<Uuid>,
        /// Day on which it was closed.
        closed_on -> Nullable<Date>,
        /// upheld, partly_upheld, not_upheld or dropped.
        outcome -> Nullable<Text>,
        /// What was decided, in words.
        closing_note -> Nullable<Text>,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account that wrote it.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Who employs under a contract and where, from when to when: a cache of the contract and its amendments, written anew with them.
    contract_employments (contract_id, from_on) {
        /// Contract.
        contract_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// First day.
        from_on -> Date,
        /// Last day agreed; a rupture ends it earlier.
        to_on -> Date,
        /// Establishment that employs on these days.
        employer_id -> Uuid,
        /// Postal code of the place of work, when it is not the employer's address.
        workplace_postal_code -> Nullable<Text>,
        /// Whether Good Friday is off there; null when not known, or outside Alsace-Moselle.
        workplace_good_friday_off -> Nullable<Bool>,
        /// ISO 3166-1 code of the country of the place of work; France when null.
        workplace_country -> Nullable<Text>,
    }
}

diesel::table! {
    /// Deposits of a contract with the skills operator or the State: one open or accepted at most, refused ones kept.
    contract_filings (id) {
        /// Identifier.
        id -> Uuid,
        /// Contract deposited.
        contract_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Rank of the attempt, from 1.
        attempt -> Int4,
        /// opco for a private employer, ddets for a public one.
        addressee -> Text,
        /// Name of the organisation that received the file.
        organisation -> Nullable<Text>,
        /// Its SIRET.
        organisation_siret -> Nullable<Text>,
        /// Day on which the employer sent the file.
        sent_on -> Date,
        /// Day on which the complete file was received: the delay to answer runs from it.
        complete_on -> Nullable<Date>,
        /// sent, accepted or refused.
        state -> Text,
        /// Day of the decision.
        decided_on -> Nullable<Date>,
        /// Number given with the acceptance.
        deca_number -> Nullable<Text>,
        /// Coded reason of a refusal.
        reason_code -> Nullable<Text>,
        /// What the organisation wrote about it.
        reason_note -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Contracts as first signed, kept when the first amendment is signed; never rewritten.
    contract_originals (contract_id) {
        /// Contract.
        contract_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Everything agreed at the signature, as the API takes it.
        agreed -> Jsonb,
        /// When the row was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// The pay table of the official form: at most two periods for each of four years.
    contract_pay_lines (contract_id, year, line) {
        /// Contract.
        contract_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Year of the table, 1 to 4.
        year -> Int2,
        /// Period of the year, 1 or 2.
        line -> Int2,
        /// First day of the period.
        from_on -> Date,
        /// Last day of the period.
        to_on -> Date,
        /// Percentage in hundredths: 4300 is 43 %.
        percent_hundredths -> Int4,
        /// smic or smc: what the percentage is taken of.
        base -> Text,
    }
}

diesel::table! {
    /// Each time a contract ready to sign became a draft again, and why.
    contract_returns (id) {
        /// Identifier.
        id -> Uuid,
        /// Contract.
        contract_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// correction, renegotiation, withdrawal of a party, or other.
        reason_code -> Text,
        /// Precision, free text.
        reason_note -> Nullable<Text>,
        /// Account or client that said it.
        recorded_by -> Nullable<Uuid>,
        /// When the row was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Who signed a contract, and when; once each.
    contract_signatures (contract_id, party) {
        /// Contract.
        contract_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// employer, apprentice, guardian or cfa (its visa).
        party -> Text,
        /// Day of the signature.
        signed_on -> Date,
        /// Name of the person who signed, when it was said.
        signatory -> Nullable<Text>,
        /// Account or client that recorded the signature.
        recorded_by -> Nullable<Uuid>,
        /// When the row was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// What the parties agree on beyond the core of a contract, box by box of the official form; the version is the contract's.
    contract_terms (contract_id) {
        /// Contract.
        contract_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Working time a week, in minutes.
        weekly_minutes -> Nullable<Int4>,
        /// Whether the work is on dangerous machines or exposed to particular risks.
        dangerous_machines -> Nullable<Bool>,
        /// First day of practical training at the employer.
        practical_starts_on -> Nullable<Date>,
        /// First day of training at the CFA.
        training_starts_on -> Nullable<Date>,
        /// Day on which the papers or exams are expected to end.
        exams_end_on -> Nullable<Date>,
        /// Hours of training at the CFA.
        training_hours -> Nullable<Int4>,
        /// Monthly gross pay at hiring, in cents.
        gross_salary_cents -> Nullable<Int8>,
        /// Monthly conventional minimum of the job (SMC) in cents; null when none is above the SMIC.
        conventional_minimum_cents -> Nullable<Int8>,
        /// Supplementary retirement fund.
        retirement_fund -> Nullable<Text>,
        /// Benefit in kind: value of a meal, in cents.
        meal_cents -> Nullable<Int8>,
        /// Benefit in kind: value of a month of lodging, in cents.
        lodging_cents -> Nullable<Int8>,
        /// Whether there are other benefits in kind.
        other_benefits -> Nullable<Bool>,
        /// Whether the CFA is one of a company.
        company_cfa -> Nullable<Bool>,
        /// Diploma code of eight characters; null as the programme says.
        diploma_code -> Nullable<Text>,
        /// Precise title of the diploma; null as the programme says.
        diploma_title -> Nullable<Text>,
        /// Type of diploma on the official form; null as the programme says.
        diploma_type_code -> Nullable<Text>,
        /// RNCP number; null as the programme says.
        rncp -> Nullable<Text>,
        /// Main training place, when it is not the site: its name.
        training_place_name -> Nullable<Text>,
        /// Its UAI.
        training_place_uai -> Nullable<Text>,
        /// Its SIRET.
        training_place_siret -> Nullable<Text>,
        /// Its street and number.
        training_place_address_line -> Nullable<Text>,
        /// Its postal code.
        training_place_postal_code -> Nullable<Text>,
        /// Its city.
        training_place_city -> Nullable<Text>,
        /// Place of work, when it is not the employer's address: its name.
        workplace_name -> Nullable<Text>,
        /// Its street and number.
        workplace_address_line -> Nullable<Text>,
        /// Its postal code: it says which public holidays apply.
        workplace_postal_code -> Nullable<Text>,
        /// Its city.
        workplace_city -> Nullable<Text>,
        /// Whether the employer attests that the tutors meet the conditions.
        tutor_attested -> Nullable<Bool>,
        /// Whether Good Friday is off at the place of work, in Alsace-Moselle; null when not known, or elsewhere.
        workplace_good_friday_off -> Nullable<Bool>,
        /// ISO 3166-1 code of the country of the place of work; France when null.
        workplace_country -> Nullable<Text>,
    }
}

diesel::table! {
    /// Who is tutor of a signed contract, from when to when: a cache of the contract and its amendments, written anew with them.
    contract_tutors (contract_id, rank, from_on) {
        /// Contract.
        contract_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// 1 first tutor, 2 second.
        rank -> Int2,
        /// Company tutor.
        tutor_id -> Uuid,
        /// First day.
        from_on -> Date,
        /// Last day, both included; a rupture shortens it when read.
        to_on -> Date,
        /// Whether the training is prolonged after a failure at the exam during it.
        repeater -> Bool,
    }
}

diesel::table! {
    /// Apprenticeship contracts: one apprentice never has two at once.
    contracts (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice employed.
        apprentice_id -> Uuid,
        /// Enrolment the contract serves.
        enrolment_id -> Uuid,
        /// Establishment that employs.
        employer_id -> Uuid,
        /// Company tutor; a draft may lack one.
        tutor_id -> Nullable<Uuid>,
        /// Type on the official form: 11 first, 21 to 23 new contract.
        type_code -> Text,
        /// Derogation on the official form: 11 under 16, 12 over 29, 21 shorter, 22 longer, 50 several, 60 other.
        derogation_code -> Nullable<Text>,
        /// Contract this one follows.
        previous_contract_id -> Nullable<Uuid>,
        /// First day of execution.
        starts_on -> Date,
        /// Last day agreed.
        ends_on -> Date,
        /// draft, ready to sign, signed or broken; running and ended follow from the dates.
        state -> Text,
        /// Day of conclusion.
        signed_on -> Nullable<Date>,
        /// Last contract day of a broken contract: the eve of the rupture.
        closed_on -> Nullable<Date>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Version of the official form: that of the day of the signature, of the draft while it is not signed.
        form_version -> Text,
        /// Contractual mode on the official form: 1 fixed term, 2 open-ended, 3 temporary work, 4 seasonal.
        mode_code -> Text,
        /// Second company tutor, of a shared tutorship.
        second_tutor_id -> Nullable<Uuid>,
        /// DECA number of a previous contract that is not kept here.
        previous_contract_number -> Nullable<Text>,
        /// Number the State gave to the contract once deposited.
        deca_number -> Nullable<Text>,
        /// Day it was drafted.
        drafted_on -> Date,
    }
}

diesel::table! {
    /// What the council of teachers says of a candidate at a mock exam; shown with the marks, once released.
    council_appreciations (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Mock exam.
        mock_exam_id -> Uuid,
        /// Enrolment of the candidate.
        enrolment_id -> Uuid,
        /// What is said.
        text -> Text,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Keys that seal health data; the newest seals, the others open what they sealed.
    data_keys (id) {
        /// Number of the key, written in front of what it sealed.
        id -> Int2,
        /// The key, sealed under the installation's secret.
        sealed_key -> Bytea,
        /// When the row was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// What is due, derived from the facts; a cache that one command makes anew.
    derived_obligations (id) {
        /// Made from the kind, the subject and the step: the same each time.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// What is due.
        kind -> Text,
        /// Apprentice concerned; none for what concerns a whole cohort or the site.
        apprentice_id -> Nullable<Uuid>,
        /// Cohort concerned, for what concerns all of it; none for what concerns the site.
        cohort_id -> Nullable<Uuid>,
        /// Record it is about.
        subject_id -> Uuid,
        /// Which one, of what is due several times.
        step -> Text,
        /// Contract concerned.
        contract_id -> Nullable<Uuid>,
        /// Company tutor whom it concerns.
        tutor_id -> Nullable<Uuid>,
        /// Who has to do it; a referent is found by the day asked for.
        owner_kind -> Text,
        /// Account of the staff named; none for the others.
        owner_id -> Nullable<Uuid>,
        /// Whether the apprentice is shown it.
        apprentice_sees -> Bool,
        /// Day from which the facts that make it due are known.
        since_on -> Date,
        /// First day on which it is due.
        from_on -> Date,
        /// Last day on which it is in time.
        due_on -> Date,
        /// Day it was done.
        done_on -> Nullable<Date>,
        /// First day on which it is no longer open: done, or no longer told.
        closed_on -> Date,
        /// False once a day on which it is closed has passed: the cost of reading does not grow with the years kept.
        live -> Bool,
        /// Code of the rule it comes from.
        rule -> Text,
        /// What makes it so.
        facts -> Jsonb,
        /// How much is lost when it is late, 1 for the most; as the law files of the catalogue say.
        consequence -> Int2,
    }
}

diesel::table! {
    /// A difficulty of an apprentice that the site follows, before any rupture. Whether it is open is read from its closings.
    difficulties (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice concerned.
        apprentice_id -> Uuid,
        /// Contract concerned, whose tutors read it when it is shared with them.
        contract_id -> Nullable<Uuid>,
        /// Where it was first heard of: a visit, a call, absences, the tutor, the apprentice, the staff.
        origin -> Text,
        /// Visit it comes from.
        visit_id -> Nullable<Uuid>,
        /// Call it comes from.
        phone_contact_id -> Nullable<Uuid>,
        /// Day on which it was opened.
        opened_on -> Date,
        /// Codes of what it is about, of the list in catalogue/law/difficulties.toml.
        subjects -> Array<Text>,
        /// Whether the apprentice is shown that it is followed.
        shared_with_apprentice -> Bool,
        /// Whether the tutors of the contract are shown that it is followed.
        shared_with_tutor -> Bool,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account or link that opened it.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// How a difficulty ended, each time it did; it is open while none holds.
    difficulty_closings (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Difficulty.
        difficulty_id -> Uuid,
        /// Day on which it was closed.
        closed_on -> Date,
        /// settled, arrangement, reorientation, new_employer, rupture or other.
        decision -> Text,
        /// What was decided, in words.
        words -> Text,
        /// Who reads the words: staff, staff_and_apprentice, staff_and_tutor or all_three.
        visibility -> Text,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account that closed it.
        author_id -> Nullable<Uuid>,
        /// Day on which it was opened again; none while the closing holds.
        reopened_on -> Nullable<Date>,
        /// Why it was opened again.
        reopened_reason -> Nullable<Text>,
        /// Raised by every update.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What is noted of a difficulty, each note with who may read it; never a diagnosis.
    difficulty_notes (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Difficulty.
        difficulty_id -> Uuid,
        /// The note.
        note -> Text,
        /// Who reads it: staff, staff_and_apprentice, staff_and_tutor or all_three.
        visibility -> Text,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account or link that wrote it.
        author_id -> Nullable<Uuid>,
        /// When it was written.
        written_at -> Timestamptz,
    }
}

diesel::table! {
    /// Who is concerned by a difficulty, written anew as a whole.
    difficulty_persons (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Difficulty.
        difficulty_id -> Uuid,
        /// Order in which they are told, from 1.
        rank -> Int2,
        /// staff, tutor, apprentice, guardian, mediator or other.
        role -> Text,
        /// Member of the staff, by their account.
        account_id -> Nullable<Uuid>,
        /// Company tutor.
        tutor_id -> Nullable<Uuid>,
        /// Guardian of the apprentice.
        guardian_id -> Nullable<Uuid>,
        /// Name of somebody who has no record here.
        name -> Nullable<Text>,
    }
}

diesel::table! {
    /// What is done about a difficulty: planned, done, with what came of it.
    difficulty_steps (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Difficulty.
        difficulty_id -> Uuid,
        /// call, meeting, meeting_of_three, mediation, referral, letter, decision or other.
        kind -> Text,
        /// Day for which it is planned.
        planned_on -> Nullable<Date>,
        /// Day on which it was done.
        done_on -> Nullable<Date>,
        /// What it is, in a few words.
        what -> Nullable<Text>,
        /// What came of it, once done.
        outcome -> Nullable<Text>,
        /// Who reads it: staff, staff_and_apprentice, staff_and_tutor or all_three.
        visibility -> Text,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account that wrote it.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Days whose digests were prepared, so that no instance prepares them again.
    digest_days (site_id, about_on) {
        /// Site that owns the row.
        site_id -> Uuid,
        /// Day prepared.
        about_on -> Date,
        /// How many people had something due.
        mails -> Int4,
        /// When the row was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Establishments that employ apprentices, one per SIRET and site; those abroad may have no SIRET.
    employers (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// SIRET of the establishment where the contract is carried out, 14 digits; null abroad.
        siret -> Nullable<Text>,
        /// Name or company name.
        name -> Text,
        /// Type of employer on the official form (11 to 16 private, 21 to 30 public).
        kind_code -> Nullable<Text>,
        /// NAF activity code without dot.
        naf -> Nullable<Text>,
        /// Collective agreement, four digits.
        idcc -> Nullable<Text>,
        /// Skills operator that finances the training.
        opco -> Nullable<Text>,
        /// Employees of the whole company.
        headcount -> Nullable<Int4>,
        /// Street and number.
        address_line -> Nullable<Text>,
        /// Postal code of the country; five digits in France.
        postal_code -> Nullable<Text>,
        /// City.
        city -> Nullable<Text>,
        /// Contact address.
        email -> Nullable<Text>,
        /// Contact telephone.
        phone -> Nullable<Text>,
        /// Name without accents nor capitals, kept by a trigger.
        search_name -> Text,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Specific employer on the official form: 0 none, 1 temporary work, 2 group, 3 seasonal, 4 family.
        specific_code -> Nullable<Text>,
        /// Whether a public employer joined the unemployment insurance scheme; null when not said.
        public_unemployment_scheme -> Nullable<Bool>,
        /// Whether Good Friday is off there, in Alsace-Moselle; null when not known, or elsewhere.
        good_friday_off -> Nullable<Bool>,
        /// ISO 3166-1 code of the country of the address.
        country -> Text,
        /// Name, town and SIRET as they are searched, without accents nor capitals.
        search_text -> Text,
    }
}

diesel::table! {
    /// What lists show of an enrolment; a cache that triggers keep and one command makes anew.
    enrolment_cards (enrolment_id) {
        /// Enrolment.
        enrolment_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice enrolled.
        apprentice_id -> Uuid,
        /// Cohort joined.
        cohort_id -> Uuid,
        /// Name of the apprentice as searched and sorted.
        search_name -> Text,
        /// Last day expected in the training.
        ends_on -> Date,
        /// First day in the training, neither before the cohort nor before the own entry.
        present_from_on -> Date,
        /// Last day in the training, the eve of an exclusion at the latest.
        present_to_on -> Date,
        /// Names and dated facts, as text that is sent as it is: contracts with their employers and tutors, referents.
        facts -> Json,
        /// The first visit that is still planned, late or not, as text that is sent as it is.
        next_visit -> Nullable<Json>,
        /// Status told of the last day it was settled; none before the first day.
        status -> Nullable<Text>,
        /// Phase of the contract that counts, told of the same day; none without a contract.
        phase -> Nullable<Text>,
        /// First day on which status or phase may differ: whoever reads by them settles first what that day has reached.
        changes_on -> Date,
    }
}

diesel::table! {
    /// An apprentice in a cohort; their status is computed from it, never stored.
    enrolments (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice enrolled.
        apprentice_id -> Uuid,
        /// Cohort joined.
        cohort_id -> Uuid,
        /// Day of the enrolment.
        enrolled_on -> Date,
        /// First day of a definitive exclusion from the CFA.
        excluded_on -> Nullable<Date>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// First day in the training; when null, the day of the enrolment or the first day of the cohort, whichever comes last.
        entered_on -> Nullable<Date>,
        /// Last day expected in the training; when null, the last day of the cohort.
        expected_ends_on -> Nullable<Date>,
        /// Year of the cycle they came in; when null, that of the first day.
        entry_year -> Nullable<Int2>,
        /// Why they came in then; when null, told from the dates.
        entry_reason -> Nullable<Text>,
        /// Enrolment this one goes on with: a year repeated, a training begun elsewhere.
        continues_enrolment_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Thin events of what changed, written with the change and placed in commit order afterwards.
    events (seq) {
        /// Order of writing, which concurrent transactions may commit in another order.
        seq -> Int8,
        /// Place in the feed, given once committed: readers never see one appear behind them.
        position -> Nullable<Int8>,
        /// Instant of the change.
        at -> Timestamptz,
        /// Site of the record.
        site_id -> Uuid,
        /// What happened, such as contract.signed.
        kind -> Text,
        /// Kind of record.
        subject_kind -> Text,
        /// Record that changed.
        subject_id -> Uuid,
        /// Version of the record after the change.
        subject_version -> Int8,
    }
}

diesel::table! {
    /// Extra time granted to a candidate for their exams, mock ones included; why is never kept.
    exam_accommodations (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Enrolment in the cohort that sits the exam.
        enrolment_id -> Uuid,
        /// Share of the time added, in percent; a third when null.
        extra_time_percent -> Nullable<Int2>,
        /// Authority that granted it.
        granted_by -> Text,
        /// Day on which it was granted.
        granted_on -> Date,
        /// Last day on which it holds; until the end of the training when null.
        last_on -> Nullable<Date>,
        /// Reference of the decision.
        document_reference -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What a candidate has at one unit of the official exam; a unit without a row was not sat, or is not known yet.
    exam_result_units (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Exam of the candidate.
        exam_result_id -> Uuid,
        /// Code of the unit in the regulation.
        unit_code -> Text,
        /// present; absent; absent_justified, for a reason of force majeure (zero, where absent bars the diploma).
        presence -> Text,
        /// Official mark out of 20 in hundredths; none until given, and for who did not come.
        mark_hundredths -> Nullable<Int4>,
        /// Mark of the catch-up oral in hundredths; the better of both is kept.
        catch_up_hundredths -> Nullable<Int4>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// The official exam of an enrolment at a session: that the candidate is registered, and what the jury decided.
    exam_results (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Enrolment of the candidate.
        enrolment_id -> Uuid,
        /// Year of the session.
        session -> Int4,
        /// Regulation of the programme sat at that session: the codes of units are its own.
        regulation_code -> Text,
        /// Day on which the candidate was registered.
        registered_on -> Date,
        /// Number of the candidate given by the registration service, when known.
        candidate_number -> Nullable<Text>,
        /// Day on which the candidate gave the session up; none for who sits it.
        registration_withdrawn_on -> Nullable<Date>,
        /// What the jury decided, as given: admitted, called_to_catch_up, postponed or refused; never computed.
        decision -> Nullable<Text>,
        /// Day of the decision.
        decided_on -> Nullable<Date>,
        /// Where the decision is written: list, record of the jury.
        decision_reference -> Nullable<Text>,
        /// Day on which the diploma was obtained.
        diploma_on -> Nullable<Date>,
        /// When it was last corrected after the decision.
        corrected_at -> Nullable<Timestamptz>,
        /// Why.
        correction_reason -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What was last told of each entry of a feed, so that its sequence grows when it changes.
    feed_entries (account_id, uid) {
        /// Person.
        account_id -> Uuid,
        /// Identifier of the entry in the calendar.
        uid -> Text,
        /// SHA-256 of what was told.
        digest -> Bytea,
        /// How many times it changed.
        sequence -> Int4,
        /// When it was first told so.
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    /// Calendars people subscribe to, one a person.
    feeds (account_id) {
        /// Person.
        account_id -> Uuid,
        /// SHA-256 of the secret of its address.
        secret_hash -> Bytea,
        /// Digest of what the last answer depended on, to tell cheaply that nothing changed.
        state -> Nullable<Bytea>,
        /// ETag of the last answer.
        etag -> Nullable<Text>,
        /// Day it was last read.
        last_read_on -> Nullable<Date>,
        /// When this address was given.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Legal representatives of minors: contacts, never accounts.
    guardians (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice represented.
        apprentice_id -> Uuid,
        /// Family name.
        family_name -> Text,
        /// Given name; empty when the family name is the only one.
        given_name -> Text,
        /// mother, father, legal_guardian or other.
        relation -> Text,
        /// Address.
        email -> Nullable<Text>,
        /// Telephone.
        phone -> Nullable<Text>,
        /// Street and number.
        address_line -> Nullable<Text>,
        /// Postal code of the country; five digits in France.
        postal_code -> Nullable<Text>,
        /// City.
        city -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// ISO 3166-1 code of the country of the address.
        country -> Text,
        /// Whether the family name is the only one; computed.
        single_name -> Bool,
    }
}

diesel::table! {
    /// Answers already given, so that a repeated request has one effect.
    idempotency_keys (principal, key) {
        /// Who sent the key.
        principal -> Text,
        /// Idempotency-Key header.
        key -> Text,
        /// Method and path of the request.
        route -> Text,
        /// SHA-256 of the body first sent under the key.
        body_hash -> Bytea,
        /// Status answered.
        status -> Nullable<Int2>,
        /// Headers answered that belong to the effect.
        headers -> Nullable<Jsonb>,
        /// Body answered, sealed: it may show a secret.
        body -> Nullable<Bytea>,
        /// The key may be forgotten from then on.
        expires_at -> Timestamptz,
        /// SHA-256 of what the sender could reach when they first sent the key: when it changed, the answer kept is not given again.
        rights -> Nullable<Bytea>,
    }
}

diesel::table! {
    /// Rows of imported files; cells and verdict are emptied once committed, so that nothing is kept twice.
    import_rows (import_id, number) {
        /// Import the row belongs to.
        import_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Row in the file, the headers being on the first.
        number -> Int4,
        /// create, unchanged, differs or faulty.
        state -> Text,
        /// Cells as typed, in the order of the columns of the file.
        cells -> Jsonb,
        /// What was understood of each cell, what is wrong, what differs from the record already there.
        verdict -> Jsonb,
        /// Record already there, or created by the commit.
        record_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Files brought in: first a dry run, then committed as a whole, undone as a whole while nothing depends on it.
    imports (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row and all the import creates.
        site_id -> Uuid,
        /// List the file holds: employers, tutors, apprentices or contracts.
        kind -> Text,
        /// dry_run, committed or undone.
        state -> Text,
        /// Name the person gave the file; never used as a path.
        filename -> Text,
        /// SHA-256 of the bytes received: the same file is committed once.
        digest -> Bytea,
        /// csv or xlsx.
        format -> Text,
        /// Encoding understood of a CSV file.
        encoding -> Nullable<Text>,
        /// Separator understood of a CSV file.
        separator -> Nullable<Text>,
        /// Sheet read of an XLSX file.
        sheet -> Nullable<Text>,
        /// Headers of the file in order, each with the field it was understood as, or null.
        headers -> Jsonb,
        /// Rows that create a record.
        rows_create -> Int4,
        /// Rows of a record already there and the same.
        rows_unchanged -> Int4,
        /// Rows of a record already there, which is left as it is.
        rows_differs -> Int4,
        /// Rows that stand against the commit.
        rows_faulty -> Int4,
        /// Account that brought the file.
        created_by -> Uuid,
        /// A dry run not committed by then is deleted with its personal data.
        expires_at -> Timestamptz,
        /// When its records were created.
        committed_at -> Nullable<Timestamptz>,
        /// When its records were removed again.
        undone_at -> Nullable<Timestamptz>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Single-use tokens with which a person sets their password.
    invitations (id) {
        /// Identifier.
        id -> Uuid,
        /// Account invited.
        account_id -> Uuid,
        /// SHA-256 of the 256-bit token.
        token_hash -> Bytea,
        /// The token no longer works from then on.
        expires_at -> Timestamptz,
        /// When it was used or replaced.
        used_at -> Nullable<Timestamptz>,
        /// When the row was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Append-only record of every act: who did what to which record, and when.
    journal_entries (id, at) {
        /// Identifier.
        id -> Uuid,
        /// Instant of the act by the clock of the database.
        at -> Timestamptz,
        /// Site of the record.
        site_id -> Nullable<Uuid>,
        /// account, client, link, system or nobody.
        actor_kind -> Text,
        /// Account, client or link that acted.
        actor_id -> Nullable<Uuid>,
        /// Session in which it acted.
        session_id -> Nullable<Uuid>,
        /// Request that carried the act.
        request_id -> Nullable<Uuid>,
        /// Act, by its name in the access table.
        act -> Text,
        /// Kind of record.
        subject_kind -> Text,
        /// Record acted upon.
        subject_id -> Uuid,
        /// Names of the fields written, never their values.
        fields -> Array<Text>,
    }
}

diesel::table! {
    /// A unit of the exam that an apprentice does not sit again: its mark is kept, or they are exempt from it.
    kept_units (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Enrolment in the cohort that sits the exam.
        enrolment_id -> Uuid,
        /// Code of a unit of the exam regulation that receives a mark.
        unit_code -> Text,
        /// kept: the mark of an earlier session counts; exempt: the unit counts nowhere.
        kind -> Text,
        /// Mark kept out of 20, in hundredths.
        mark_hundredths -> Nullable<Int4>,
        /// Day on which the mark kept was acquired.
        acquired_on -> Nullable<Date>,
        /// Ground of the exemption: the diploma held, the text applied.
        ground -> Nullable<Text>,
        /// Authority that granted it.
        granted_by -> Text,
        /// Day on which it was granted.
        granted_on -> Date,
        /// Reference of the document that proves it.
        document_reference -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// That a period of a logbook was sent back, why, and which signatures that reopened.
    logbook_returns (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Enrolment whose logbook it is.
        enrolment_id -> Uuid,
        /// Number of the period, from 1.
        period -> Int2,
        /// Who sent it back: apprentice, centre or company.
        voice -> Text,
        /// Contract under which the company sent it back.
        contract_id -> Nullable<Uuid>,
        /// Why it was sent back.
        reason -> Text,
        /// Signatures that no longer count because of it.
        reopened -> Array<Uuid>,
        /// When it was sent back.
        returned_at -> Timestamptz,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account or link that sent it back.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// That one of the three voices signed a period of a logbook, on which content.
    logbook_signatures (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Enrolment whose logbook it is.
        enrolment_id -> Uuid,
        /// Number of the period, from 1.
        period -> Int2,
        /// Who signed: apprentice, centre or company.
        voice -> Text,
        /// Contract under which the company signed.
        contract_id -> Nullable<Uuid>,
        /// Fingerprint of the facts gathered in the period when it was signed.
        content_hash -> Text,
        /// When it was signed.
        signed_at -> Timestamptz,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account or link that signed.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Failed proofs counted per keyed account and address, shared by all instances.
    login_throttles (key) {
        /// Keyed hash of what is counted: nothing readable.
        key -> Bytea,
        /// Attempts counted in the window; a success resets it.
        failures -> Int4,
        /// When the count starts anew.
        window_ends_at -> Timestamptz,
        /// No attempt is examined before then.
        blocked_until -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// Mails to people: written with what they tell, sent after it, each at most once.
    mails (id) {
        /// Identifier; the Message-ID is made from it.
        id -> Uuid,
        /// Site that owns the row; none for a mail about the account of somebody who belongs to none.
        site_id -> Nullable<Uuid>,
        /// Person it is for; the address is read when it is sent.
        account_id -> Nullable<Uuid>,
        /// What it is: digest, or about the account: invitation, password_reset, password_changed, password_disabled, sign_in_elsewhere, sign_in_locked; or for a tutor: link, mock_exam_invitation, mock_exam_reminder, link_ending; or for an apprentice: outcome_survey, cover_ending.
        kind -> Text,
        /// Day it tells of.
        about_on -> Date,
        /// Subject.
        subject -> Text,
        /// Text, forgotten once sent or superseded; sealed when it may hold a secret.
        body -> Nullable<Text>,
        /// waiting, sending, sent, refused by the server, uncertain (cut while sending: never sent again by itself; told otherwise when its sender comes back with an answer) or superseded by a later one.
        state -> Text,
        /// How many times it was handed to the mail server.
        attempts -> Int2,
        /// Not handed over before.
        next_attempt_at -> Timestamptz,
        /// While being sent: after this instant the sender is taken for dead.
        leased_until -> Nullable<Timestamptz>,
        /// When the mail server took it.
        sent_at -> Nullable<Timestamptz>,
        /// What went wrong last, without any address.
        last_error -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Company tutor it is for: a link, an invitation to a mock exam, the end of a link; the address is read when it is sent.
        tutor_id -> Nullable<Uuid>,
        /// Whoever took it last to send it: only they write what became of it, as long as nobody asked for it again.
        lease_token -> Nullable<Uuid>,
        /// Apprentice it is for: the link of their survey, and its reminders, the end of their right to stay; the address is read when it is sent.
        apprentice_id -> Nullable<Uuid>,
        /// Guardian of the apprentice whom it is for instead of them, as long as they are one; the address is read when it is sent.
        guardian_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Facts recorded about a contract or an apprentice: a medical visit, a card, an invoice, a document.
    milestones (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice concerned.
        apprentice_id -> Uuid,
        /// Contract concerned; none for a document.
        contract_id -> Nullable<Uuid>,
        /// What was done.
        kind -> Text,
        /// Which one: code of the document, first day of the pay, year and month of the invoice; empty for what is done once.
        step -> Text,
        /// Day it was done.
        done_on -> Date,
        /// Remark.
        note -> Nullable<Text>,
        /// When it was withdrawn as entered by mistake.
        withdrawn_at -> Nullable<Timestamptz>,
        /// Why it was withdrawn.
        withdrawn_reason -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Company tutors invited to a mock exam of the second year.
    mock_exam_invitations (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Session the tutor is invited to.
        mock_exam_id -> Uuid,
        /// Tutor invited.
        tutor_id -> Uuid,
        /// Apprentice the tutor follows.
        apprentice_id -> Uuid,
        /// pending, accepted, maybe or declined.
        answer -> Text,
        /// When the tutor answered.
        answered_at -> Nullable<Timestamptz>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Day the tutor was invited.
        invited_on -> Date,
        /// Day the tutor comes, as they said.
        comes_on -> Nullable<Date>,
        /// Half of that day: morning or afternoon.
        half_day -> Nullable<Text>,
        /// Slot of the apprentice they come to see, if they chose one; it may have been taken back since.
        sitting_slot_id -> Nullable<Uuid>,
        /// What the tutor added to their answer.
        comment -> Nullable<Text>,
        /// Day the tutor who had not answered was reminded, once.
        reminded_on -> Nullable<Date>,
        /// Whether they came: came, did_not_come or replaced (somebody else came for them).
        attendance -> Nullable<Text>,
        /// Who came for them.
        replaced_by -> Nullable<Text>,
        /// When that was written down.
        attendance_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// What one apprentice got at one paper: a mark, an absence or an exemption.
    mock_exam_marks (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Paper sat.
        paper_id -> Uuid,
        /// Enrolment of the candidate.
        enrolment_id -> Uuid,
        /// marked, absent or absent_justified (neither is zero), or exempt.
        status -> Text,
        /// Mark out of 20 in hundredths.
        mark_hundredths -> Nullable<Int4>,
        /// Remark of the marker.
        remark -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Day it was first entered.
        entered_on -> Date,
        /// Who marked the paper, as the sheet names them.
        marker -> Nullable<Text>,
        /// When it was last corrected after its release.
        corrected_at -> Nullable<Timestamptz>,
        /// Why it was last corrected after its release; for staff.
        correction_reason -> Nullable<Text>,
    }
}

diesel::table! {
    /// One paper per exam unit that carries a mark.
    mock_exam_papers (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Session of the paper.
        mock_exam_id -> Uuid,
        /// Exam unit in the regulation.
        unit_code -> Text,
        /// Title of the unit.
        label -> Text,
        /// Coefficient in hundredths (150 is 1.5); none for an optional unit.
        coefficient_hundredths -> Nullable<Int4>,
        /// An optional unit adds only its points above 10.
        optional -> Bool,
        /// Order of the unit in the regulation.
        rank -> Int2,
        /// Whether two people mark it, each without the other.
        double_marking -> Bool,
        /// Widest gap between both marks that needs no reconciliation, in hundredths; exactly when two people mark it.
        agreed_within_hundredths -> Nullable<Int4>,
        /// Block of skills the unit certifies; none when the regulation names none, or not written down yet.
        block_key -> Nullable<Text>,
    }
}

diesel::table! {
    /// The mark that one of two people gives a paper; never shown to apprentices nor company tutors.
    mock_exam_readings (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Paper read.
        paper_id -> Uuid,
        /// Enrolment of the candidate.
        enrolment_id -> Uuid,
        /// 1 or 2.
        reading -> Int2,
        /// Mark out of 20 in hundredths.
        mark_hundredths -> Int4,
        /// Who read it.
        marker -> Text,
        /// Remark of that marker.
        remark -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// The mark two people agreed on where theirs were far apart; it stands for the very marks it was decided on.
    mock_exam_reconciliations (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Paper.
        paper_id -> Uuid,
        /// Enrolment of the candidate.
        enrolment_id -> Uuid,
        /// Mark agreed on, out of 20, in hundredths.
        mark_hundredths -> Int4,
        /// How they agreed.
        reason -> Text,
        /// Version of the first reading it was decided on.
        first_version -> Int8,
        /// Version of the second reading it was decided on.
        second_version -> Int8,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Mock exam sessions of a cohort, generated from the programme's plan.
    mock_exams (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Cohort that sits it.
        cohort_id -> Uuid,
        /// Rank in the cohort, from 1.
        ordinal -> Int2,
        /// Year of the training cycle, from 1.
        training_year -> Int2,
        /// First day of the month planned.
        month_on -> Date,
        /// First day, once fixed.
        starts_on -> Nullable<Date>,
        /// Last day, once fixed.
        ends_on -> Nullable<Date>,
        /// Whether company tutors are invited.
        tutors_invited -> Bool,
        /// planned, held, marked (its marks are complete), released (apprentices see them) or cancelled.
        state -> Text,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Whether people dropped or added papers: planned anew, it keeps those it has.
        papers_chosen -> Bool,
        /// When its marks were released to the apprentices.
        released_at -> Nullable<Timestamptz>,
        /// Days before the first day until which tutors answer, as the programme planned it: 1 is the eve.
        answer_days_before -> Int2,
    }
}

diesel::table! {
    /// What some acts changed, row by row, so that they can be taken back exactly.
    noted_acts (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// What was done.
        kind -> Text,
        /// Record on which it was done.
        record_id -> Uuid,
        /// What changed with it, row by row, as it was and as it became.
        steps -> Jsonb,
        /// When the row was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// What obligations were derived with, in the order in which this base saw it: an earlier edition never replaces what a later one derived, while the later one lives.
    obligation_editions (fingerprint) {
        /// Law, catalogue and rules.
        fingerprint -> Text,
        /// Its place: given at first sight, and anew when its turn comes again because the later ones are gone.
        rank -> Int8,
        /// Version of the program that brought it.
        program -> Text,
        /// When it was first seen.
        first_seen_at -> Timestamptz,
        /// When an instance that derives with it last gave a sign.
        last_seen_at -> Timestamptz,
    }
}

diesel::table! {
    /// How the obligations of each site were derived.
    obligation_ledgers (site_id) {
        /// Site.
        site_id -> Uuid,
        /// Law, catalogue and rules the obligations were derived with.
        fingerprint -> Text,
        /// Day until which closed obligations were set apart.
        swept_on -> Date,
    }
}

diesel::table! {
    /// What changed since the obligations were derived: written by triggers, removed by whoever derives them anew.
    obligation_marks (id) {
        /// Identifier.
        id -> Int8,
        /// Site whose obligations change.
        site_id -> Uuid,
        /// Kind of record that changed: the reader finds the files it concerns, whatever was written meanwhile.
        subject_kind -> Text,
        /// The record.
        subject_id -> Uuid,
    }
}

diesel::table! {
    /// Obligations put off, each with its reason; the day they are due does not move.
    obligation_snoozes (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Obligation.
        obligation_id -> Uuid,
        /// Apprentice concerned; none for what concerns a cohort.
        apprentice_id -> Nullable<Uuid>,
        /// Kind of obligation.
        kind -> Text,
        /// Last day on which nobody is reminded of it.
        until_on -> Date,
        /// Coded reason.
        reason -> Text,
        /// What was said of it.
        note -> Nullable<Text>,
        /// First day.
        given_on -> Date,
        /// Who decided it.
        given_by -> Nullable<Uuid>,
        /// Day it was withdrawn.
        withdrawn_on -> Nullable<Date>,
        /// Why it was withdrawn.
        withdrawn_reason -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// How much is open of each kind at a site: the sum of the rows up to a day is the count of that day; kept with derived_obligations and made anew with it.
    obligation_tallies (site_id, from_on, kind, private) {
        /// Site that owns the row.
        site_id -> Uuid,
        /// First day on which the change counts; the first day of the first year for all past changes together.
        from_on -> Date,
        /// What is due.
        kind -> Text,
        /// Whether only the site and the tutor may read it.
        private -> Bool,
        /// How many more there are for which there is time.
        upcoming -> Int4,
        /// How many more there are for which now is the time.
        due -> Int4,
        /// How many more there are whose last day is over.
        late -> Int4,
    }
}

diesel::table! {
    /// Obligations given up, each with its reason.
    obligation_waivers (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Obligation.
        obligation_id -> Uuid,
        /// Apprentice concerned; none for what concerns a cohort.
        apprentice_id -> Nullable<Uuid>,
        /// Kind of obligation.
        kind -> Text,
        /// Coded reason.
        reason -> Text,
        /// What was said of it.
        note -> Nullable<Text>,
        /// First day.
        given_on -> Date,
        /// Who decided it.
        given_by -> Nullable<Uuid>,
        /// Day it was withdrawn.
        withdrawn_on -> Nullable<Date>,
        /// Why it was withdrawn.
        withdrawn_reason -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// A rate published by the administration about a site or one of its programmes: beside our own, never mixed with them.
    official_figures (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Programme it is about; none for the site as a whole.
        programme_code -> Nullable<Text>,
        /// employment, employed_share, further_study, other_situations, added_value, contract_rupture, interruption or award.
        rate -> Text,
        /// Months after the end of the training, for a rate of employment.
        months -> Nullable<Int2>,
        /// First year of the cohorts counted.
        vintage_from -> Int4,
        /// Last of them: official rates of establishments add two years up.
        vintage_to -> Int4,
        /// The rate in hundredths of a percent (of a point for added value, which may be below zero); none when it is not published.
        value_hundredths -> Nullable<Int4>,
        /// How many people it is computed over, when said.
        population -> Nullable<Int4>,
        /// Why there is no value: too few people, not available.
        withheld_reason -> Nullable<Text>,
        /// Where it was read: data set, page, file.
        source -> Text,
        /// Day on which it was published.
        published_on -> Date,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What a leaver said they do; a change is another row, and the latest counts.
    outcome_answers (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Survey answered.
        survey_id -> Uuid,
        /// link, by the leaver; phone or other, as entered by staff.
        source -> Text,
        /// employed, self_employed, employed_abroad, studying, apprenticeship, seeking or other.
        situation -> Text,
        /// Employer, or school, when said.
        organisation -> Nullable<Text>,
        /// Town of it, when said.
        town -> Nullable<Text>,
        /// Since when, when said.
        since_on -> Nullable<Date>,
        /// Day on which it was said.
        answered_on -> Date,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account that entered it; none for the leaver.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// A leaver asked what they do, some months after the end of their training; one for each wave.
    outcome_surveys (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Enrolment of the leaver.
        enrolment_id -> Uuid,
        /// Months after the end of the training.
        wave_months -> Int2,
        /// Last day of the training, from which the months are counted.
        ended_on -> Date,
        /// First day on which answers are taken.
        opens_on -> Date,
        /// Last day on which they are.
        closes_on -> Date,
        /// SHA-256 of the secret of the link sent to the leaver; none until one is made, and the latest counts.
        secret_hash -> Nullable<Bytea>,
        /// Day on which the first link was made.
        link_made_on -> Nullable<Date>,
        /// How many times the leaver was reminded.
        reminders -> Int2,
        /// Day of the last reminder.
        reminded_on -> Nullable<Date>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What audits go on counting of closed complaints whose file was forgotten: days and codes, nothing that names anybody.
    past_complaints (id) {
        /// Identifier, of this row alone.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Day it was received.
        received_on -> Date,
        /// Who complained: apprentice, guardian, candidate, tutor, employer, staff, partner or other.
        complainant -> Text,
        /// What was complained of, by its code.
        subject -> Text,
        /// First acknowledgement, or answer.
        acknowledged_on -> Nullable<Date>,
        /// First answer.
        answered_on -> Nullable<Date>,
        /// Day it was closed.
        closed_on -> Date,
        /// How it ended: upheld, partly_upheld, not_upheld or dropped.
        outcome -> Text,
    }
}

diesel::table! {
    /// How much evidences the quality standard in files and notes forgotten since: numbers by day, nothing of anybody.
    past_evidence (site_id, kind, day) {
        /// Site that owns the row.
        site_id -> Uuid,
        /// What was counted: visits, phone_contacts, difficulties...
        kind -> Text,
        /// Day on which it took place.
        day -> Date,
        /// How many.
        facts -> Int4,
    }
}

diesel::table! {
    /// What rates go on reading of learners whose file was forgotten: dates and codes, nothing that names anybody.
    past_learners (enrolment_id) {
        /// Identifier the enrolment had.
        enrolment_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Identifier the apprentice had: tells which enrolments were of one person.
        apprentice_id -> Uuid,
        /// Cohort joined.
        cohort_id -> Uuid,
        /// Dates of the enrolment and of the contracts, registrations and decisions of the exam, answers by wave: never a text that people wrote.
        facts -> Jsonb,
        /// Day the file was forgotten.
        forgotten_on -> Date,
    }
}

diesel::table! {
    /// What audits go on counting of opinions whose file was forgotten: days and levels, nothing that names anybody.
    past_opinions (id) {
        /// Identifier, of this row alone.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// visit or year.
        form -> Text,
        /// apprentice or tutor.
        asked_of -> Text,
        /// Year in which the school year began.
        school_year -> Int4,
        /// Day of the answer.
        answered_on -> Date,
        /// Level of each question, by its code.
        scores -> Jsonb,
    }
}

diesel::table! {
    /// What a telephone contact said before each correction, and why it was corrected.
    phone_contact_corrections (phone_contact_id, number) {
        /// Contact corrected.
        phone_contact_id -> Uuid,
        /// Number of the correction, from 1.
        number -> Int2,
        /// Site that owns the row.
        site_id -> Uuid,
        /// The contact before it, as the API takes it.
        former -> Jsonb,
        /// Why it was corrected.
        reason -> Text,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account or link that corrected it.
        author_id -> Nullable<Uuid>,
        /// When it was corrected.
        corrected_at -> Timestamptz,
    }
}

diesel::table! {
    /// Telephone calls about an apprentice, missed ones included.
    phone_contacts (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice the call is about.
        apprentice_id -> Uuid,
        /// Instant of the call.
        called_at -> Timestamptz,
        /// outgoing or incoming, seen from whoever logs it.
        direction -> Text,
        /// Who was called or called: tutor, apprentice, guardian, employer, opco, site or other.
        party -> Text,
        /// Name of the person spoken to.
        person -> Nullable<Text>,
        /// reached, missed, voicemail, wrong_number or refused.
        outcome -> Text,
        /// Coded subject.
        subject -> Text,
        /// What was said.
        note -> Nullable<Text>,
        /// Who may read it: everyone, staff_and_tutor or staff.
        visibility -> Text,
        /// What is to be done next.
        next_action -> Nullable<Text>,
        /// Last day to do it.
        next_action_on -> Nullable<Date>,
        /// Who is to do it: apprentice, tutor, referent or site.
        next_action_owner -> Nullable<Text>,
        /// Day it was done.
        cleared_on -> Nullable<Date>,
        /// What was done.
        cleared_note -> Nullable<Text>,
        /// Company tutor who logged it.
        tutor_id -> Nullable<Uuid>,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account or link that logged it.
        author_id -> Nullable<Uuid>,
        /// French day on which it was logged: its author may change it that day.
        logged_on -> Date,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Contract the call is about, whose tutors read it when it is shared; none when it is about none.
        contract_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// What an apprentice had learnt before, as the centre recognised it at entry.
    prior_learnings (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice who had learnt it.
        apprentice_id -> Uuid,
        /// Programme whose skills they are.
        programme_code -> Text,
        /// Codes of the skills concerned.
        skill_codes -> Array<Text>,
        /// Day on which it was recognised.
        recognised_on -> Date,
        /// What is recognised, and on what ground.
        statement -> Text,
        /// What it removes from the training.
        removes -> Nullable<Text>,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account that recognised it.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Programmes of the catalogue, whose content lives in versioned files.
    programmes (id) {
        /// Derived from the code, so that every installation gives a programme the same identifier.
        id -> Uuid,
        /// Code of the programme in the catalogue files.
        code -> Text,
        /// Title of the programme.
        title -> Text,
        /// Digest of the file last loaded.
        digest -> Text,
        /// When the catalogue last wrote this row.
        loaded_at -> Timestamptz,
    }
}

diesel::table! {
    /// A rate of a publication, frozen: exact fraction, who was left out, the definition followed.
    rate_publication_values (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Publication it is part of.
        publication_id -> Uuid,
        /// Which rate.
        rate -> Text,
        /// Place among the rates, from 1.
        rank -> Int2,
        /// How many were counted.
        numerator -> Int4,
        /// Over how many.
        denominator -> Int4,
        /// Why nothing of it is shown in public; none when it is.
        withheld -> Nullable<Text>,
        /// How many were left out, by reason.
        excluded -> Jsonb,
        /// The definition followed, in words.
        definition -> Jsonb,
        /// Identifiers of what a shown rate is over, to which later publications are compared; never answered: contracts, or enrolments, each at its exam session.
        cases -> Array<Uuid>,
        /// Identifiers of the apprentices whose each of them is; never answered.
        people -> Array<Uuid>,
    }
}

diesel::table! {
    /// A publication of rates: what was shown in public, frozen; withdrawn with a reason, never removed.
    rate_publications (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Programme whose rates they are.
        programme_code -> Text,
        /// Cohort whose rates they are; none for all those of the session, or of the programme.
        cohort_id -> Nullable<Uuid>,
        /// Year of the exam session; none for all of them.
        exam_session -> Nullable<Int4>,
        /// own: figures of the site; official: under the threshold of official ones.
        channel -> Text,
        /// Day as of which they were computed.
        as_of -> Date,
        /// Version of the definitions.
        edition -> Text,
        /// Fewest people of a rate that was shown.
        threshold -> Int4,
        /// When they were published.
        published_at -> Timestamptz,
        /// When they were withdrawn.
        withdrawn_at -> Nullable<Timestamptz>,
        /// Why they were withdrawn.
        withdrawn_reason -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Who follows an apprentice for the site: one referent at a time, and deputies who stand in for them.
    referents (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice followed.
        apprentice_id -> Uuid,
        /// Manager or trainer who follows them.
        account_id -> Uuid,
        /// referent, or deputy who stands in for them.
        kind -> Text,
        /// First day.
        from_on -> Date,
        /// Last day, included; none while it goes on.
        to_on -> Nullable<Date>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What a site sets of how long files are kept, and which categories it lets go by themselves.
    retention_settings (site_id) {
        /// Site.
        site_id -> Uuid,
        /// By category: months kept when not those of the law, and whether what is due goes by itself.
        categories -> Jsonb,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// The rooms a site knows.
    rooms (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Name people use for the room; one room in use has it at a site.
        name -> Text,
        /// Seats of the room.
        seats -> Int2,
        /// Whether a wheelchair comes in.
        accessible -> Bool,
        /// Day from which it is no longer used.
        retired_on -> Nullable<Date>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Procedures of rupture: one at a time per contract, those abandoned apart.
    rupture_cases (id) {
        /// Identifier, which the rupture bears too once it took place.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Contract that may end.
        contract_id -> Uuid,
        /// Apprentice concerned.
        apprentice_id -> Uuid,
        /// Legal ground.
        ground -> Text,
        /// Who started it: employer, apprentice, both, liquidator, estate, administration, court or nobody.
        initiator -> Text,
        /// Day it was opened, which says the version of the law it follows.
        opened_on -> Date,
        /// First day without contract that the parties want, if they said one.
        planned_on -> Nullable<Date>,
        /// Day the CFA received the notice, if it did.
        notice_received_on -> Nullable<Date>,
        /// What the staff keep in mind.
        note -> Nullable<Text>,
        /// Why the contract ended against the procedure, when it did.
        breach_reason -> Nullable<Text>,
        /// Day the parties gave it up, if they did.
        abandoned_on -> Nullable<Date>,
        /// Why they gave it up.
        abandoned_reason -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Steps of procedures of rupture, as they happened.
    rupture_steps (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Procedure it is part of.
        case_id -> Uuid,
        /// Apprentice concerned.
        apprentice_id -> Uuid,
        /// Code of the step, among those of the ground.
        step -> Text,
        /// Day it happened.
        done_on -> Date,
        /// Reference of the paper that shows it, if any.
        document -> Nullable<Text>,
        /// What the staff keep in mind.
        note -> Nullable<Text>,
        /// Why it happened against the order or the delays, when it did and somebody confirmed it.
        breach_reason -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Early ends of contracts: at most one per contract.
    ruptures (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Contract broken.
        contract_id -> Uuid,
        /// Apprentice concerned.
        apprentice_id -> Uuid,
        /// Day of the rupture, which is no longer a contract day.
        effective_on -> Date,
        /// Who broke it: employer, apprentice, both, liquidator, estate, administration, court or nobody.
        initiator -> Text,
        /// Legal ground.
        ground -> Text,
        /// Day the CFA received the notification.
        notice_received_on -> Date,
        /// Day the mediator was solicited, for a resignation.
        mediator_seized_on -> Nullable<Date>,
        /// Day the employer was informed, for a resignation.
        employer_informed_on -> Nullable<Date>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Why the rupture is recorded though the free days were long over; asked for then.
        confirmation -> Nullable<Text>,
        /// Difficulty it comes from, told to the staff alone.
        difficulty_id -> Nullable<Uuid>,
        /// Signed amendments that never take effect, since the contract ends before their day; whoever recorded the rupture named each.
        lapsed_amendments -> Array<Uuid>,
    }
}

diesel::table! {
    /// What an apprentice or a tutor answered, once for each visit and each school year; only its author reads it, everybody else reads aggregates.
    satisfaction_answers (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// visit or year.
        form -> Text,
        /// apprentice or tutor.
        asked_of -> Text,
        /// Apprentice who answered, or about whom the tutor did.
        apprentice_id -> Uuid,
        /// Company tutor who answered.
        tutor_id -> Nullable<Uuid>,
        /// Visit before which it was asked.
        visit_id -> Nullable<Uuid>,
        /// Year in which the school year began.
        school_year -> Int4,
        /// Day of the answer.
        answered_on -> Date,
        /// What was added in words, read by the office once there are enough answers, without a name.
        comment -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// The level of each question of an answer.
    satisfaction_scores (answer_id, question) {
        /// Answer.
        answer_id -> Uuid,
        /// Code of the question, of the list of the house.
        question -> Text,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Level, 1 for the lowest, 4 for the highest.
        score -> Int2,
    }
}

diesel::table! {
    /// What happened with a company where an apprentice looks for a contract: applications, reminders, interviews, answers.
    search_events (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice who looks for a contract.
        apprentice_id -> Uuid,
        /// Company.
        prospect_id -> Uuid,
        /// application, reminder, interview or answer.
        kind -> Text,
        /// Day; to come for an interview agreed.
        happened_on -> Date,
        /// yes, no or later; of answers only.
        answer -> Nullable<Text>,
        /// Remark, read by the apprentice too.
        note -> Nullable<Text>,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account that wrote it.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Companies where an apprentice looks for a contract: an employer of the site, or one named in words.
    search_prospects (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice who looks for a contract.
        apprentice_id -> Uuid,
        /// Employer of the site; none for a company named in words.
        employer_id -> Nullable<Uuid>,
        /// Name of a company the site does not know.
        name -> Nullable<Text>,
        /// Town of that company.
        city -> Nullable<Text>,
        /// What that company does.
        activity -> Nullable<Text>,
        /// Whom to reach there.
        contact -> Nullable<Text>,
        /// Remark, read by the apprentice too.
        note -> Nullable<Text>,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account that wrote it.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// One sign-in of a person, read on every request.
    sessions (id) {
        /// Identifier carried by the access token.
        id -> Uuid,
        /// Person signed in.
        account_id -> Uuid,
        /// When the password was last proved.
        authenticated_at -> Timestamptz,
        /// Absolute end, which no refresh moves.
        expires_at -> Timestamptz,
        /// End unless refreshed before.
        idle_expires_at -> Timestamptz,
        /// Number of the refresh token now valid.
        refresh_counter -> Int8,
        /// When the refresh token last changed.
        rotated_at -> Timestamptz,
        /// When the session ended.
        ended_at -> Nullable<Timestamptz>,
        /// Why it ended.
        ended_reason -> Nullable<Text>,
        /// When the row was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// That somebody of the site took note of a signal, until a day: it is shown, and no longer counted.
    signal_acknowledgements (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice the signal is about.
        apprentice_id -> Uuid,
        /// Code of the signal.
        signal -> Text,
        /// Why it is not counted for a while.
        reason -> Text,
        /// Day on which it was noted: a signal that shows later is not covered.
        acknowledged_on -> Date,
        /// Last day on which it is not counted.
        until_on -> Date,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account that took note.
        author_id -> Nullable<Uuid>,
        /// When the row was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Ed25519 keys of access tokens; the newest whose time has come signs.
    signing_keys (kid) {
        /// RFC 7638 thumbprint of the public key.
        kid -> Text,
        /// Private key sealed under the installation's secret.
        sealed_key -> Bytea,
        /// Public key, base64url.
        public_x -> Text,
        /// The key is published at once and signs from then on.
        signs_from -> Timestamptz,
        /// When the row was written.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// The apprenticeship mediator a site sends people to; without a row, not given.
    site_mediators (site_id) {
        /// Site.
        site_id -> Uuid,
        /// Chamber or service whose mediator it is.
        chamber -> Nullable<Text>,
        /// Name of the person.
        name -> Nullable<Text>,
        /// Telephone.
        phone -> Nullable<Text>,
        /// E-mail address.
        mail -> Nullable<Text>,
        /// Where the coordinates were read.
        source -> Nullable<Text>,
        /// Day on which they were read.
        read_on -> Nullable<Date>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Training sites (UFA) of the catalogue; every row of the base belongs to one.
    sites (id) {
        /// Derived from the code, so that every installation gives a site the same identifier.
        id -> Uuid,
        /// Code of the site in the catalogue files.
        code -> Text,
        /// Name of the site.
        name -> Text,
        /// Code of the responsible CFA in the catalogue files.
        cfa_code -> Text,
        /// When the catalogue last wrote this row.
        loaded_at -> Timestamptz,
    }
}

diesel::table! {
    /// Who examines or invigilates a sitting, as long as it lasts: nobody is at two at once.
    sitting_jurors (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Sitting.
        sitting_id -> Uuid,
        /// Member of the staff, by their account.
        account_id -> Nullable<Uuid>,
        /// Company tutor.
        tutor_id -> Nullable<Uuid>,
        /// Order in which the jury is told, from 1.
        rank -> Int2,
        /// When the sitting starts.
        starts_at -> Timestamptz,
        /// When the sitting ends.
        ends_at -> Timestamptz,
    }
}

diesel::table! {
    /// That the sittings of a mock exam are shown to candidates and jurors; without a row, to the staff alone.
    sitting_publications (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Mock exam whose sittings are shown.
        mock_exam_id -> Uuid,
        /// When they were published.
        published_at -> Timestamptz,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// A candidate of a sitting and the hour at which they sit it. Extra time is minutes, never a reason.
    sitting_slots (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Sitting.
        sitting_id -> Uuid,
        /// Enrolment of the candidate.
        enrolment_id -> Uuid,
        /// expected; exempt from the unit; kept, the mark of an earlier session; absent, as announced.
        presence -> Text,
        /// Whether candidates come one after another, as at an oral.
        alone -> Bool,
        /// Minutes added to the duration for this candidate.
        extra_minutes -> Int2,
        /// Minutes added to the preparation for this candidate.
        extra_preparation_minutes -> Int2,
        /// When the candidate is there, preparation included; none until placed.
        prepares_at -> Nullable<Timestamptz>,
        /// When the candidate starts; none until placed.
        starts_at -> Nullable<Timestamptz>,
        /// When the candidate is done; none until placed.
        ends_at -> Nullable<Timestamptz>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// A paper of a mock exam as people attend it: when, where, before whom. A room holds one at a time.
    sittings (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Mock exam it is part of.
        mock_exam_id -> Uuid,
        /// Paper sat.
        paper_id -> Uuid,
        /// written, oral or practical.
        form -> Text,
        /// When the room opens, the preparation of the first candidate included.
        starts_at -> Timestamptz,
        /// When the room is free again.
        ends_at -> Timestamptz,
        /// Room, as people call it.
        room -> Text,
        /// Minutes a candidate has, preparation and extra time excluded.
        duration_minutes -> Int2,
        /// Minutes a candidate prepares before an oral.
        preparation_minutes -> Int2,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Room, when the site knows it.
        room_id -> Nullable<Uuid>,
        /// Minutes between two candidates of an oral, as its hours were last saved.
        between_minutes -> Nullable<Int2>,
        /// Number of candidates after which the jury takes a break, as the hours were last saved.
        break_after -> Nullable<Int2>,
        /// Minutes of that break.
        break_minutes -> Nullable<Int2>,
    }
}

diesel::table! {
    /// Where an apprentice stands on a skill, as one of the three voices said it on a day.
    skill_positions (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice positioned.
        apprentice_id -> Uuid,
        /// Programme whose skill it is.
        programme_code -> Text,
        /// Code of the skill in the programme.
        skill_code -> Text,
        /// Who says it: apprentice, centre or company.
        voice -> Text,
        /// along_the_way, or initial for the positioning at entry.
        kind -> Text,
        /// Code of a level of the scale of the programme.
        level -> Text,
        /// Day on which it was so.
        seen_on -> Date,
        /// Contract under which the company says it.
        contract_id -> Nullable<Uuid>,
        /// Visit at which it was observed.
        visit_id -> Nullable<Uuid>,
        /// What was added in words.
        note -> Nullable<Text>,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account or link that said it.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Mission in which it was observed.
        mission_id -> Nullable<Uuid>,
        /// Mark of a mock exam, released, that supports it.
        mark_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Level the centre wants an apprentice to reach on a skill; the latest counts.
    skill_targets (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice it is set for.
        apprentice_id -> Uuid,
        /// Programme whose skill it is.
        programme_code -> Text,
        /// Code of the skill in the programme.
        skill_code -> Text,
        /// Code of a level of the scale of the programme.
        level -> Text,
        /// Day by which it is to be reached, when there is one.
        due_on -> Nullable<Date>,
        /// Day on which it was set.
        set_on -> Date,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account that set it.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What was done for an apprentice without a contract: social cover, who was alerted; the list of steps is data of the law.
    stay_steps (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice.
        apprentice_id -> Uuid,
        /// Training followed without a contract.
        enrolment_id -> Uuid,
        /// Broken contract after which the stay began; none at the entry in the training.
        contract_id -> Nullable<Uuid>,
        /// Code of the step, of the list of the law.
        step -> Text,
        /// Day it was done.
        done_on -> Date,
        /// First day of the social cover, for the step that gives it.
        starts_on -> Nullable<Date>,
        /// Last day of that cover, when it is known.
        ends_on -> Nullable<Date>,
        /// Remark.
        note -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Somebody objects to being asked what they do after their training (GDPR, art. 21): nothing is sent to them any more.
    survey_objections (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice who objects; once.
        apprentice_id -> Uuid,
        /// Day on which they did.
        objected_on -> Date,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account that wrote it.
        author_id -> Nullable<Uuid>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// The apprentices a link is about; it reaches nobody else.
    tutor_link_apprentices (link_id, apprentice_id) {
        /// Link.
        link_id -> Uuid,
        /// Apprentice.
        apprentice_id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
    }
}

diesel::table! {
    /// How often each link was used, day by day; the first reading of a day is journaled.
    tutor_link_uses (link_id, used_on) {
        /// Link.
        link_id -> Uuid,
        /// Day, in France.
        used_on -> Date,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Requests that read that day.
        reads -> Int4,
        /// Requests that wrote that day.
        writes -> Int4,
        /// The last of them.
        last_used_at -> Timestamptz,
    }
}

diesel::table! {
    /// Signed links that let a company tutor act for their apprentices without an account.
    tutor_links (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Company tutor the link was made for.
        tutor_id -> Uuid,
        /// SHA-256 of the secret in the link, which is kept nowhere.
        secret_hash -> Bytea,
        /// What the link lets do: read_brief, log_visit, log_phone_contact, acknowledge_report, answer_invitation, say_skills, say_difficulty, sign_logbook.
        verbs -> Array<Text>,
        /// Last day on which the link works.
        expires_on -> Date,
        /// When it was revoked.
        revoked_at -> Nullable<Timestamptz>,
        /// Why it was revoked.
        revoked_reason -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Account of the site the secret was shown to; none when it was sent to the tutor.
        secret_seen_by_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Company tutors (maîtres d'apprentissage); one e-mail may serve several of them.
    tutors (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Establishment that employs the tutor.
        employer_id -> Uuid,
        /// Family name.
        family_name -> Text,
        /// Given name; empty when the family name is the only one.
        given_name -> Text,
        /// Birth date: a tutor is an adult.
        born_on -> Nullable<Date>,
        /// Address, neither unique nor required.
        email -> Nullable<Text>,
        /// Telephone.
        phone -> Nullable<Text>,
        /// Job held in the company.
        job_title -> Nullable<Text>,
        /// Level of the highest diploma: 0, 3, 4, 5, 6, 7 or 8.
        diploma_level -> Nullable<Int2>,
        /// Full years of experience related to the diploma prepared.
        experience_years -> Nullable<Int2>,
        /// Name without accents nor capitals, kept by a trigger.
        search_name -> Text,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Title of the highest diploma.
        diploma_title -> Nullable<Text>,
        /// Whether the family name is the only one; computed.
        single_name -> Bool,
    }
}

diesel::table! {
    /// Who acknowledged which version of the report of a visit, each party once.
    visit_acknowledgements (visit_id, number, party) {
        /// Visit.
        visit_id -> Uuid,
        /// Version of the report acknowledged.
        number -> Int2,
        /// tutor, apprentice or staff.
        party -> Text,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account or link that acknowledged.
        author_id -> Nullable<Uuid>,
        /// When it was acknowledged.
        acknowledged_at -> Timestamptz,
    }
}

diesel::table! {
    /// What somebody undertook to do at a visit, by when, and whether it is done.
    visit_commitments (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Visit at which it was made.
        visit_id -> Uuid,
        /// Who is to do it: apprentice, tutor, referent or site.
        owner -> Text,
        /// What is to be done.
        what -> Text,
        /// Last day to do it.
        due_on -> Date,
        /// Version of the report that first holds it.
        reported_in -> Int2,
        /// Version of the report from which it no longer holds.
        withdrawn_in -> Nullable<Int2>,
        /// Day it was done.
        done_on -> Nullable<Date>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Notes on difficulties met at a visit, each with who may read it; apart from the report, so that nothing betrays them.
    visit_notes (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Visit.
        visit_id -> Uuid,
        /// Who may read it: everyone, staff_and_tutor or staff.
        visibility -> Text,
        /// The note.
        note -> Text,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account or link that wrote it.
        author_id -> Nullable<Uuid>,
        /// When it was written.
        written_at -> Timestamptz,
    }
}

diesel::table! {
    /// Reports of visits, version after version: a correction is a new one, none is rewritten.
    visit_reports (visit_id, number) {
        /// Visit told.
        visit_id -> Uuid,
        /// Number of the version, from 1.
        number -> Int2,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Day it took place.
        held_on -> Date,
        /// on_site or remote.
        mode -> Text,
        /// Coded reason of a visit held at a distance.
        remote_reason -> Nullable<Text>,
        /// Persons present: apprentice, tutor, trainer, guardian, other.
        present -> Array<Text>,
        /// What was seen and said.
        report -> Text,
        /// What everybody agreed to do next.
        points_agreed -> Nullable<Text>,
        /// Missions of the programme that were seen.
        mission_codes -> Array<Text>,
        /// Other missions seen, in words.
        other_missions -> Nullable<Text>,
        /// Skills of the programme observed, each with its level.
        skills -> Jsonb,
        /// Coded difficulties.
        difficulties -> Array<Text>,
        /// Why the version before was corrected.
        correction_reason -> Nullable<Text>,
        /// Kind of author, as in the journal.
        author_kind -> Text,
        /// Account or link that wrote it.
        author_id -> Nullable<Uuid>,
        /// When it was written.
        written_at -> Timestamptz,
    }
}

diesel::table! {
    /// Visits in the company, planned when a contract is signed.
    visits (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// Apprentice visited.
        apprentice_id -> Uuid,
        /// Contract under which the visit takes place.
        contract_id -> Uuid,
        /// Company tutor who receives the visit.
        tutor_id -> Uuid,
        /// Year of the training cycle, from 1.
        training_year -> Int2,
        /// Rank of the visit in its training year, from 1.
        ordinal -> Int2,
        /// Day planned.
        planned_on -> Date,
        /// Last day on which the visit is in time.
        due_on -> Date,
        /// planned, held or cancelled; late follows from the dates.
        state -> Text,
        /// Day it took place.
        held_on -> Nullable<Date>,
        /// Coded reason of a cancellation.
        cancelled_reason -> Nullable<Text>,
        /// Remark on a cancellation.
        cancelled_note -> Nullable<Text>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// on_site or remote, once held.
        held_mode -> Nullable<Text>,
        /// Coded reason of a visit held at a distance.
        remote_reason -> Nullable<Text>,
        /// Number of the version of the report that holds, once held.
        report_number -> Nullable<Int2>,
        /// Visit that replaces a cancelled one.
        replaced_by_id -> Nullable<Uuid>,
        /// Hour at which it begins, as clocks of France show it, when it is known.
        appointment_time -> Nullable<Time>,
        /// How long it lasts, in minutes, when it is known.
        appointment_minutes -> Nullable<Int2>,
        /// Where it takes place, when that is not the establishment.
        appointment_place -> Nullable<Text>,
    }
}

diesel::table! {
    /// The thresholds a site sets for the signals it watches for; those it does not set are in catalogue/law/watch.toml.
    watch_settings (site_id) {
        /// Site.
        site_id -> Uuid,
        /// Threshold of each signal set, by its code.
        thresholds -> Jsonb,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// What was entered by mistake and taken back: the rows as they were, why, by whom, and whether they came back.
    withdrawals (id) {
        /// Identifier.
        id -> Uuid,
        /// Site that owns the row.
        site_id -> Uuid,
        /// What was taken back: a record, or an act on one.
        kind -> Text,
        /// Record taken back, or on which the act was; it may be there no more.
        record_id -> Uuid,
        /// Record that is told of: the same, or what it belongs to.
        subject_id -> Uuid,
        /// Apprentice it is about, if it is about one; they may be there no more.
        apprentice_id -> Nullable<Uuid>,
        /// Contract it is about, if it is about one; it may be there no more.
        contract_id -> Nullable<Uuid>,
        /// Why it was taken back; none when it was removed without a word.
        reason -> Nullable<Text>,
        /// By which door came who took it back.
        author_kind -> Text,
        /// Account, link or client that took it back.
        author_id -> Nullable<Uuid>,
        /// When it was taken back.
        withdrawn_at -> Timestamptz,
        /// What is shown of it to whoever could read the record: names and values of a few fields.
        facts -> Jsonb,
        /// What changed with it, row by row, as it was and as it became; empty once it is too old to come back.
        steps -> Jsonb,
        /// By which door came who brought it back.
        restorer_kind -> Nullable<Text>,
        /// Account that brought it back.
        restorer_id -> Nullable<Uuid>,
        /// When it came back.
        restored_at -> Nullable<Timestamptz>,
        /// Raised by every update; the ETag is made from it.
        version -> Int8,
        /// When the row was written.
        created_at -> Timestamptz,
        /// When the row last changed.
        updated_at -> Timestamptz,
        /// Roles that read it, when not all those do who read records of its kind.
        readers -> Nullable<Array<Text>>,
    }
}

diesel::joinable!(absences -> sites (site_id));
diesel::joinable!(accounts -> apprentices (apprentice_id));
diesel::joinable!(accounts -> tutors (tutor_id));
diesel::joinable!(amendment_filings -> sites (site_id));
diesel::joinable!(amendments -> sites (site_id));
diesel::joinable!(apprentices -> sites (site_id));
diesel::joinable!(calendar_overrides -> sites (site_id));
diesel::joinable!(catalogue_versions -> accounts (author_id));
diesel::joinable!(ceiling_derogations -> sites (site_id));
diesel::joinable!(ceiling_derogations -> tutors (tutor_id));
diesel::joinable!(client_secrets -> clients (client_id));
diesel::joinable!(cohort_calendars -> sites (site_id));
diesel::joinable!(cohort_exceptions -> cohort_calendars (cohort_id));
diesel::joinable!(cohort_exceptions -> sites (site_id));
diesel::joinable!(cohort_rhythms -> cohort_calendars (cohort_id));
diesel::joinable!(cohort_rhythms -> sites (site_id));
diesel::joinable!(cohorts -> programmes (programme_id));
diesel::joinable!(cohorts -> sites (site_id));
diesel::joinable!(company_missions -> sites (site_id));
diesel::joinable!(complaint_steps -> sites (site_id));
diesel::joinable!(complaints -> accounts (assigned_to));
diesel::joinable!(complaints -> sites (site_id));
diesel::joinable!(contract_employments -> sites (site_id));
diesel::joinable!(contract_filings -> sites (site_id));
diesel::joinable!(contract_originals -> sites (site_id));
diesel::joinable!(contract_pay_lines -> sites (site_id));
diesel::joinable!(contract_returns -> sites (site_id));
diesel::joinable!(contract_signatures -> sites (site_id));
diesel::joinable!(contract_terms -> sites (site_id));
diesel::joinable!(contract_tutors -> sites (site_id));
diesel::joinable!(contracts -> sites (site_id));
diesel::joinable!(council_appreciations -> sites (site_id));
diesel::joinable!(derived_obligations -> sites (site_id));
diesel::joinable!(difficulties -> sites (site_id));
diesel::joinable!(difficulty_closings -> sites (site_id));
diesel::joinable!(difficulty_notes -> sites (site_id));
diesel::joinable!(difficulty_persons -> accounts (account_id));
diesel::joinable!(difficulty_persons -> sites (site_id));
diesel::joinable!(difficulty_steps -> sites (site_id));
diesel::joinable!(digest_days -> sites (site_id));
diesel::joinable!(employers -> sites (site_id));
diesel::joinable!(enrolments -> sites (site_id));
diesel::joinable!(events -> sites (site_id));
diesel::joinable!(exam_accommodations -> sites (site_id));
diesel::joinable!(exam_result_units -> sites (site_id));
diesel::joinable!(exam_results -> sites (site_id));
diesel::joinable!(feed_entries -> feeds (account_id));
diesel::joinable!(feeds -> accounts (account_id));
diesel::joinable!(guardians -> sites (site_id));
diesel::joinable!(imports -> sites (site_id));
diesel::joinable!(invitations -> accounts (account_id));
diesel::joinable!(kept_units -> sites (site_id));
diesel::joinable!(logbook_returns -> sites (site_id));
diesel::joinable!(logbook_signatures -> sites (site_id));
diesel::joinable!(mails -> accounts (account_id));
diesel::joinable!(mails -> sites (site_id));
diesel::joinable!(milestones -> sites (site_id));
diesel::joinable!(mock_exam_invitations -> sites (site_id));
diesel::joinable!(mock_exam_marks -> sites (site_id));
diesel::joinable!(mock_exam_papers -> sites (site_id));
diesel::joinable!(mock_exam_readings -> sites (site_id));
diesel::joinable!(mock_exam_reconciliations -> sites (site_id));
diesel::joinable!(mock_exams -> sites (site_id));
diesel::joinable!(noted_acts -> sites (site_id));
diesel::joinable!(obligation_ledgers -> sites (site_id));
diesel::joinable!(obligation_snoozes -> sites (site_id));
diesel::joinable!(obligation_tallies -> sites (site_id));
diesel::joinable!(obligation_waivers -> sites (site_id));
diesel::joinable!(official_figures -> sites (site_id));
diesel::joinable!(outcome_answers -> sites (site_id));
diesel::joinable!(outcome_surveys -> sites (site_id));
diesel::joinable!(past_complaints -> sites (site_id));
diesel::joinable!(past_evidence -> sites (site_id));
diesel::joinable!(past_learners -> sites (site_id));
diesel::joinable!(past_opinions -> sites (site_id));
diesel::joinable!(phone_contact_corrections -> sites (site_id));
diesel::joinable!(phone_contacts -> sites (site_id));
diesel::joinable!(prior_learnings -> sites (site_id));
diesel::joinable!(rate_publication_values -> sites (site_id));
diesel::joinable!(rate_publications -> sites (site_id));
diesel::joinable!(referents -> accounts (account_id));
diesel::joinable!(referents -> sites (site_id));
diesel::joinable!(retention_settings -> sites (site_id));
diesel::joinable!(rooms -> sites (site_id));
diesel::joinable!(rupture_cases -> sites (site_id));
diesel::joinable!(rupture_steps -> sites (site_id));
diesel::joinable!(ruptures -> sites (site_id));
diesel::joinable!(satisfaction_answers -> sites (site_id));
diesel::joinable!(satisfaction_scores -> sites (site_id));
diesel::joinable!(search_events -> sites (site_id));
diesel::joinable!(search_prospects -> sites (site_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(signal_acknowledgements -> sites (site_id));
diesel::joinable!(site_mediators -> sites (site_id));
diesel::joinable!(sitting_jurors -> accounts (account_id));
diesel::joinable!(sitting_jurors -> sites (site_id));
diesel::joinable!(sitting_publications -> sites (site_id));
diesel::joinable!(sitting_slots -> sites (site_id));
diesel::joinable!(sittings -> sites (site_id));
diesel::joinable!(skill_positions -> sites (site_id));
diesel::joinable!(skill_targets -> sites (site_id));
diesel::joinable!(stay_steps -> sites (site_id));
diesel::joinable!(survey_objections -> sites (site_id));
diesel::joinable!(tutor_link_apprentices -> sites (site_id));
diesel::joinable!(tutor_link_uses -> sites (site_id));
diesel::joinable!(tutor_links -> sites (site_id));
diesel::joinable!(tutors -> sites (site_id));
diesel::joinable!(visit_acknowledgements -> sites (site_id));
diesel::joinable!(visit_commitments -> sites (site_id));
diesel::joinable!(visit_notes -> sites (site_id));
diesel::joinable!(visit_reports -> sites (site_id));
diesel::joinable!(visits -> sites (site_id));
diesel::joinable!(watch_settings -> sites (site_id));
diesel::joinable!(withdrawals -> sites (site_id));
