//! Which tables may stand in one query, each pair once.
//!
//! Diesel can write every pair of tables by itself: 5,671 of them, each of some twenty implementations, which took a
//! quarter of the time the compiler spent on the program (30/11/2026). These are the pairs that the rooms join, and each
//! table with those that say who follows whom.

/// Lets a table stand in one query with each of those after it.
macro_rules! joined {
    ($($table:ident: $($other:ident)+;)+) => {
        $($(diesel::allow_tables_to_appear_in_same_query!($table, $other);)+)+
    };
}

use crate::schema::*;

joined! {
    absences: apprentices cohorts contract_tutors contracts difficulties difficulty_closings difficulty_steps
        enrolments mock_exam_invitations mock_exam_marks mock_exam_papers mock_exams phone_contacts programmes
        referents sites skill_positions tutor_link_apprentices tutor_link_uses tutor_links visit_acknowledgements
        visit_reports visits;
    accounts: amendment_filings amendments apprentices catalogue_versions client_secrets clients cohorts
        contract_filings contract_signatures contract_tutors contracts derived_obligations difficulties
        difficulty_closings difficulty_notes difficulty_persons difficulty_steps digest_days enrolments events
        feed_entries feeds
        guardians invitations mails milestones mock_exam_invitations phone_contacts programmes referents ruptures
        sessions sites sitting_jurors tutor_links tutors visit_acknowledgements visit_commitments visit_reports
        visits;
    amendment_filings: amendments apprentices cohorts contract_filings contract_signatures contract_tutors contracts
        enrolments milestones mock_exam_invitations phone_contacts programmes referents ruptures sites
        visit_acknowledgements visit_commitments visit_reports visits;
    amendments: apprentices cohorts contract_filings contract_originals contract_signatures contract_tutors
        contracts enrolments milestones mock_exam_invitations phone_contacts programmes referents ruptures sites
        visit_acknowledgements visit_commitments visit_reports visits;
    apprentice_disabilities: apprentices cohorts contract_originals contract_tutors contracts enrolments programmes
        referents ruptures sites;
    apprentices: bootstrap_tokens calendar_overrides catalogue_versions ceiling_derogations client_secrets clients
        cohort_calendars cohort_exceptions cohort_rhythms cohorts company_missions complaint_steps complaints
        contract_employments contract_filings contract_originals contract_pay_lines contract_returns
        contract_signatures contract_terms contract_tutors contracts council_appreciations data_keys
        derived_obligations difficulties difficulty_closings difficulty_notes difficulty_persons difficulty_steps
        digest_days employers enrolment_cards enrolments events exam_accommodations exam_result_units exam_results feed_entries feeds
        guardians idempotency_keys import_rows imports invitations journal_entries kept_units logbook_returns
        logbook_signatures login_throttles mails milestones mock_exam_invitations mock_exam_marks mock_exam_papers
        mock_exam_readings mock_exam_reconciliations mock_exams noted_acts obligation_editions obligation_ledgers
        obligation_marks obligation_snoozes obligation_tallies obligation_waivers official_figures outcome_answers
        outcome_surveys phone_contact_corrections phone_contacts prior_learnings programmes rate_publication_values
        rate_publications referents rooms rupture_cases rupture_steps ruptures satisfaction_answers
        satisfaction_scores search_events search_prospects sessions signal_acknowledgements signing_keys
        site_mediators sites sitting_jurors sitting_publications sitting_slots sittings skill_positions
        skill_targets stay_steps survey_objections tutor_link_apprentices tutor_link_uses tutor_links tutors
        visit_acknowledgements visit_commitments visit_notes visit_reports visits watch_settings withdrawals;
    bootstrap_tokens: cohorts contract_tutors contracts enrolments programmes referents sites;
    calendar_overrides: cohort_calendars cohort_exceptions cohort_rhythms cohorts contract_employments
        contract_tutors contracts employers enrolments programmes referents sites;
    catalogue_versions: cohorts contract_tutors contracts enrolments programmes referents sites;
    ceiling_derogations: cohorts contract_tutors contracts enrolments programmes referents sites tutors;
    client_secrets: clients cohorts contract_tutors contracts enrolments programmes referents sessions sites;
    clients: cohorts contract_tutors contracts enrolments programmes referents sessions sites tutor_links tutors;
    cohort_calendars: cohort_exceptions cohort_rhythms cohorts contract_employments contract_tutors contracts
        employers enrolments programmes referents sites;
    cohort_exceptions: cohort_rhythms cohorts contract_employments contract_tutors contracts employers enrolments
        programmes referents sites;
    cohort_rhythms: cohorts contract_employments contract_tutors contracts employers enrolments programmes referents
        sites;
    cohorts: company_missions complaint_steps complaints contract_employments contract_filings contract_originals
        contract_pay_lines contract_returns contract_signatures contract_terms contract_tutors contracts
        council_appreciations data_keys derived_obligations difficulties difficulty_closings difficulty_notes
        difficulty_persons difficulty_steps digest_days employers enrolment_cards enrolments events
        exam_accommodations exam_result_units exam_results feed_entries feeds guardians idempotency_keys import_rows imports invitations
        journal_entries kept_units logbook_returns logbook_signatures login_throttles mails milestones
        mock_exam_invitations mock_exam_marks mock_exam_papers mock_exam_readings mock_exam_reconciliations
        mock_exams noted_acts obligation_editions obligation_ledgers obligation_marks obligation_snoozes
        obligation_tallies obligation_waivers official_figures outcome_answers outcome_surveys
        past_learners phone_contact_corrections phone_contacts prior_learnings programmes rate_publication_values
        rate_publications referents rooms rupture_cases
        rupture_steps ruptures satisfaction_answers
        satisfaction_scores search_events search_prospects sessions signal_acknowledgements signing_keys
        site_mediators sites sitting_jurors sitting_publications sitting_slots sittings skill_positions
        skill_targets stay_steps survey_objections tutor_link_apprentices tutor_link_uses tutor_links tutors
        visit_acknowledgements visit_commitments visit_notes visit_reports visits watch_settings withdrawals;
    company_missions: contract_tutors contracts enrolments programmes referents sites;
    complaint_steps: complaints contract_tutors contracts enrolments programmes referents sites;
    complaints: contract_tutors contracts enrolments programmes referents sites;
    contract_employments: contract_pay_lines contract_terms contract_tutors contracts derived_obligations employers
        enrolments mock_exam_papers mock_exams obligation_ledgers obligation_marks programmes referents sites tutors
        visits;
    contract_filings: contract_pay_lines contract_signatures contract_terms contract_tutors contracts enrolments
        milestones mock_exam_invitations phone_contacts programmes referents ruptures sites visit_acknowledgements
        visit_commitments visit_reports visits;
    contract_originals: contract_pay_lines contract_terms contract_tutors contracts employers enrolments programmes
        referents ruptures sites;
    contract_pay_lines: contract_terms contract_tutors contracts employers enrolments programmes referents sites;
    contract_returns: contract_signatures contract_tutors contracts enrolments programmes referents sites;
    contract_signatures: contract_tutors contracts enrolments milestones mock_exam_invitations phone_contacts
        programmes referents ruptures sites visit_acknowledgements visit_commitments visit_reports visits;
    contract_terms: contract_tutors contracts employers enrolments programmes referents sites;
    contract_tutors: contracts council_appreciations data_keys derived_obligations difficulties difficulty_closings
        difficulty_notes difficulty_persons difficulty_steps digest_days employers enrolment_cards enrolments events
        exam_accommodations exam_result_units exam_results feed_entries feeds guardians idempotency_keys import_rows imports invitations
        journal_entries kept_units logbook_returns logbook_signatures login_throttles mails milestones
        mock_exam_invitations mock_exam_marks mock_exam_papers mock_exam_readings mock_exam_reconciliations
        mock_exams noted_acts obligation_editions obligation_ledgers obligation_marks obligation_snoozes
        obligation_tallies obligation_waivers official_figures outcome_answers outcome_surveys
        phone_contact_corrections phone_contacts prior_learnings programmes rate_publication_values
        rate_publications referents rooms rupture_cases rupture_steps ruptures satisfaction_answers
        satisfaction_scores search_events search_prospects sessions signal_acknowledgements signing_keys
        site_mediators sites sitting_jurors sitting_publications sitting_slots sittings skill_positions
        skill_targets stay_steps survey_objections tutor_link_apprentices tutor_link_uses tutor_links tutors
        visit_acknowledgements visit_commitments visit_notes visit_reports visits watch_settings withdrawals;
    contracts: council_appreciations data_keys derived_obligations difficulties difficulty_closings difficulty_notes
        difficulty_persons difficulty_steps digest_days employers enrolment_cards enrolments events
        exam_accommodations exam_result_units exam_results feed_entries feeds guardians idempotency_keys import_rows imports invitations
        journal_entries kept_units logbook_returns logbook_signatures login_throttles mails milestones
        mock_exam_invitations mock_exam_marks mock_exam_papers mock_exam_readings mock_exam_reconciliations
        mock_exams noted_acts obligation_editions obligation_ledgers obligation_marks obligation_snoozes
        obligation_tallies obligation_waivers official_figures outcome_answers outcome_surveys
        phone_contact_corrections phone_contacts prior_learnings programmes rate_publication_values
        rate_publications referents rooms rupture_cases rupture_steps ruptures satisfaction_answers
        satisfaction_scores search_events search_prospects sessions signal_acknowledgements signing_keys
        site_mediators sites sitting_jurors sitting_publications sitting_slots sittings skill_positions
        skill_targets stay_steps survey_objections tutor_link_apprentices tutor_link_uses tutor_links tutors
        visit_acknowledgements visit_commitments visit_notes visit_reports visits watch_settings withdrawals;
    council_appreciations: enrolments mock_exams programmes referents sites;
    data_keys: enrolments programmes referents sites;
    derived_obligations: enrolments mock_exam_papers mock_exams obligation_editions obligation_ledgers
        obligation_marks obligation_snoozes obligation_tallies obligation_waivers programmes referents sites visits;
    difficulties: difficulty_closings difficulty_steps enrolments mock_exam_invitations mock_exam_marks
        mock_exam_papers mock_exams phone_contacts programmes referents sites skill_positions tutor_link_apprentices
        tutor_link_uses tutor_links visit_acknowledgements visit_reports visits;
    difficulty_closings: difficulty_notes difficulty_persons difficulty_steps enrolments guardians
        mock_exam_invitations mock_exam_marks mock_exam_papers mock_exams phone_contacts programmes referents
        ruptures sites skill_positions tutor_link_apprentices tutor_link_uses tutor_links tutors
        visit_acknowledgements visit_reports visits;
    difficulty_notes: difficulty_persons difficulty_steps enrolments guardians programmes referents ruptures sites
        tutors;
    difficulty_persons: difficulty_steps enrolments guardians programmes referents ruptures sites tutors;
    difficulty_steps: enrolments guardians mock_exam_invitations mock_exam_marks mock_exam_papers mock_exams
        phone_contacts programmes referents ruptures sites skill_positions tutor_link_apprentices tutor_link_uses
        tutor_links tutors visit_acknowledgements visit_reports visits;
    digest_days: enrolments mails programmes referents sites tutors;
    employers: enrolment_cards enrolments guardians programmes referents ruptures search_events search_prospects
        sites tutors visits;
    enrolment_cards: enrolments programmes referents ruptures sites;
    enrolments: events exam_accommodations exam_result_units exam_results feed_entries feeds guardians idempotency_keys import_rows
        imports invitations journal_entries kept_units logbook_returns logbook_signatures login_throttles mails
        milestones mock_exam_invitations mock_exam_marks mock_exam_papers mock_exam_readings
        mock_exam_reconciliations mock_exams noted_acts obligation_editions obligation_ledgers obligation_marks
        obligation_snoozes obligation_tallies obligation_waivers official_figures outcome_answers outcome_surveys
        phone_contact_corrections phone_contacts prior_learnings programmes rate_publication_values
        rate_publications referents rooms rupture_cases rupture_steps ruptures satisfaction_answers
        satisfaction_scores search_events search_prospects sessions signal_acknowledgements signing_keys
        site_mediators sites sitting_jurors sitting_publications sitting_slots sittings skill_positions
        skill_targets stay_steps survey_objections tutor_link_apprentices tutor_link_uses tutor_links tutors
        visit_acknowledgements visit_commitments visit_notes visit_reports visits watch_settings withdrawals;
    events: feed_entries feeds journal_entries programmes referents sites;
    exam_accommodations: programmes referents sites;
    exam_result_units: exam_results outcome_answers outcome_surveys programmes referents ruptures sites;
    exam_results: outcome_answers outcome_surveys programmes referents ruptures sites;
    feed_entries: feeds programmes referents sites;
    feeds: programmes referents sites;
    guardians: programmes referents ruptures sites tutors;
    idempotency_keys: programmes referents sites;
    import_rows: imports programmes referents sites;
    imports: programmes referents sites;
    invitations: journal_entries mails noted_acts programmes referents sessions sites withdrawals;
    journal_entries: mails noted_acts programmes referents sessions sites withdrawals;
    kept_units: programmes referents sites;
    logbook_returns: logbook_signatures programmes referents sites;
    logbook_signatures: programmes referents sites;
    login_throttles: programmes referents sites;
    mails: noted_acts programmes referents sessions sites tutors withdrawals;
    milestones: mock_exam_invitations phone_contacts programmes referents ruptures sites visit_acknowledgements
        visit_commitments visit_reports visits;
    mock_exam_invitations: mock_exam_marks mock_exam_papers mock_exams phone_contacts programmes referents ruptures
        sites sitting_publications sitting_slots sittings skill_positions tutor_link_apprentices tutor_link_uses
        tutor_links tutors visit_acknowledgements visit_commitments visit_reports visits;
    mock_exam_marks: mock_exam_papers mock_exam_readings mock_exams phone_contacts programmes referents sites
        sittings skill_positions tutor_link_apprentices tutor_link_uses tutor_links visit_acknowledgements
        visit_reports visits;
    mock_exam_papers: mock_exam_readings mock_exam_reconciliations mock_exams obligation_ledgers obligation_marks
        phone_contacts programmes referents sites sitting_jurors sitting_publications sitting_slots sittings
        skill_positions tutor_link_apprentices tutor_link_uses tutor_links tutors visit_acknowledgements
        visit_reports visits;
    mock_exam_readings: mock_exam_reconciliations mock_exams programmes referents sites sittings;
    mock_exam_reconciliations: programmes referents sites;
    mock_exams: obligation_ledgers obligation_marks phone_contacts programmes referents sites sitting_jurors
        sitting_publications sitting_slots sittings skill_positions tutor_link_apprentices tutor_link_uses
        tutor_links tutors visit_acknowledgements visit_reports visits;
    noted_acts: programmes referents sessions sites withdrawals;
    obligation_editions: obligation_ledgers obligation_marks obligation_snoozes obligation_tallies
        obligation_waivers programmes referents sites;
    obligation_ledgers: obligation_marks obligation_snoozes obligation_tallies obligation_waivers programmes
        referents sites visits;
    obligation_marks: obligation_snoozes obligation_tallies obligation_waivers programmes referents sites visits;
    obligation_snoozes: obligation_tallies obligation_waivers programmes referents sites;
    obligation_tallies: obligation_waivers programmes referents sites;
    obligation_waivers: programmes referents sites;
    official_figures: outcome_answers outcome_surveys programmes referents sites;
    outcome_answers: outcome_surveys programmes referents ruptures sites survey_objections;
    outcome_surveys: programmes referents ruptures sites survey_objections;
    past_complaints: sites;
    past_evidence: sites;
    past_learners: sites;
    past_opinions: sites;
    phone_contact_corrections: phone_contacts programmes referents sites;
    phone_contacts: programmes referents ruptures sites skill_positions tutor_link_apprentices tutor_link_uses
        tutor_links visit_acknowledgements visit_commitments visit_reports visits;
    prior_learnings: programmes referents sites skill_positions skill_targets;
    programmes: rate_publication_values rate_publications referents rooms rupture_cases rupture_steps ruptures
        satisfaction_answers satisfaction_scores search_events search_prospects sessions signal_acknowledgements
        signing_keys site_mediators sites sitting_jurors sitting_publications sitting_slots sittings skill_positions
        skill_targets stay_steps survey_objections tutor_link_apprentices tutor_link_uses tutor_links tutors
        visit_acknowledgements visit_commitments visit_notes visit_reports visits watch_settings withdrawals;
    rate_publication_values: rate_publications referents sites;
    rate_publications: referents sites;
    referents: rooms rupture_cases rupture_steps ruptures satisfaction_answers satisfaction_scores search_events
        search_prospects sessions signal_acknowledgements signing_keys site_mediators sites sitting_jurors
        sitting_publications sitting_slots sittings skill_positions skill_targets stay_steps survey_objections
        tutor_link_apprentices tutor_link_uses tutor_links tutors visit_acknowledgements visit_commitments
        visit_notes visit_reports visits watch_settings withdrawals;
    retention_settings: sites;
    rooms: sites;
    rupture_cases: rupture_steps ruptures sites;
    rupture_steps: ruptures sites;
    ruptures: sites tutors visit_acknowledgements visit_commitments visit_reports visits;
    satisfaction_answers: satisfaction_scores sites;
    satisfaction_scores: sites;
    search_events: search_prospects sites;
    search_prospects: sites;
    sessions: sites withdrawals;
    signal_acknowledgements: sites watch_settings;
    signing_keys: sites;
    site_mediators: sites;
    sites: sitting_jurors sitting_publications sitting_slots sittings skill_positions skill_targets stay_steps
        survey_objections tutor_link_apprentices tutor_link_uses tutor_links tutors visit_acknowledgements
        visit_commitments visit_notes visit_reports visits watch_settings withdrawals;
    sitting_jurors: sitting_publications sitting_slots sittings;
    sitting_publications: sitting_slots sittings tutors;
    sitting_slots: sittings tutors;
    sittings: tutors;
    skill_positions: skill_targets tutor_link_apprentices tutor_link_uses tutor_links visit_acknowledgements
        visit_reports visits;
    tutor_link_apprentices: tutor_link_uses tutor_links tutors visit_acknowledgements visit_reports visits;
    tutor_link_uses: tutor_links tutors visit_acknowledgements visit_reports visits;
    tutor_links: tutors visit_acknowledgements visit_reports visits;
    visit_acknowledgements: visit_commitments visit_notes visit_reports visits;
    visit_commitments: visit_notes visit_reports visits;
    visit_notes: visit_reports visits;
    visit_reports: visits;
}
