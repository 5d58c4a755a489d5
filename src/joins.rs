//! Which tables may stand in one query, each pair once.
//!
//! Diesel can write every pair of tables by itself: 5,671 of them, each of some twenty implementations, which took a quarter of
//! the time the compiler spent on the program (30/11/2026). These are the pairs that the rooms join.

/// Lets a table stand in one query with each of those after it.
macro_rules! joined {
    ($($table:ident: $($other:ident)+;)+) => {
        $($(diesel::allow_tables_to_appear_in_same_query!($table, $other);)+)+
    };
}

use crate::schema::*;

joined! {
    absences: apprentices contract_tutors contracts difficulties difficulty_closings difficulty_steps enrolments mock_exam_invitations mock_exam_marks mock_exam_papers mock_exams phone_contacts referents sites skill_positions tutor_link_apprentices tutor_link_uses tutor_links visit_acknowledgements visit_reports visits;
    accounts: amendment_filings amendments apprentices catalogue_versions client_secrets clients cohorts contract_filings contract_signatures contracts derived_obligations difficulty_closings difficulty_notes difficulty_persons difficulty_steps digest_days enrolments events feed_entries feeds guardians invitations mails milestones mock_exam_invitations phone_contacts programmes referents ruptures sessions sites sitting_jurors tutor_links tutors visit_acknowledgements visit_commitments visit_reports visits;
    amendment_filings: amendments apprentices cohorts contract_filings contract_signatures contracts enrolments milestones mock_exam_invitations phone_contacts programmes referents ruptures sites visit_acknowledgements visit_commitments visit_reports visits;
    amendments: apprentices cohorts contract_filings contract_originals contract_signatures contracts enrolments milestones mock_exam_invitations phone_contacts programmes referents ruptures sites visit_acknowledgements visit_commitments visit_reports visits;
    apprentice_disabilities: apprentices cohorts contract_originals contracts enrolments programmes ruptures;
    apprentices: cohorts contract_employments contract_filings contract_originals contract_pay_lines contract_signatures contract_terms contracts derived_obligations employers enrolment_cards enrolments exam_result_units exam_results guardians mails milestones mock_exam_invitations mock_exam_papers mock_exams noted_acts obligation_ledgers obligation_marks outcome_answers outcome_surveys phone_contacts programmes referents ruptures sites sitting_publications sitting_slots sittings tutors visit_acknowledgements visit_commitments visit_reports visits withdrawals;
    calendar_overrides: cohort_calendars cohort_exceptions cohort_rhythms cohorts contract_employments contracts employers enrolments programmes sites;
    ceiling_derogations: sites tutors;
    client_secrets: clients sessions;
    clients: sessions tutor_links tutors;
    cohort_calendars: cohort_exceptions cohort_rhythms cohorts contract_employments contracts employers enrolments programmes sites;
    cohort_exceptions: cohort_rhythms cohorts contract_employments contracts employers enrolments programmes sites;
    cohort_rhythms: cohorts contract_employments contracts employers enrolments programmes sites;
    cohorts: contract_employments contract_filings contract_originals contract_pay_lines contract_signatures contract_terms contract_tutors contracts derived_obligations employers enrolment_cards enrolments exam_result_units exam_results guardians milestones mock_exam_invitations mock_exam_marks mock_exam_papers mock_exams obligation_ledgers obligation_marks outcome_answers outcome_surveys phone_contacts programmes referents ruptures signal_acknowledgements sites sitting_publications sitting_slots sittings tutors visit_acknowledgements visit_commitments visit_notes visit_reports visits watch_settings;
    company_missions: contracts sites;
    contract_employments: contract_pay_lines contract_terms contract_tutors contracts derived_obligations employers enrolments mock_exam_papers mock_exams obligation_ledgers obligation_marks programmes referents sites tutors visits;
    contract_filings: contract_pay_lines contract_signatures contract_terms contracts enrolments milestones mock_exam_invitations phone_contacts programmes referents ruptures sites visit_acknowledgements visit_commitments visit_reports visits;
    contract_originals: contract_pay_lines contract_terms contracts employers enrolments programmes ruptures sites;
    contract_pay_lines: contract_terms contracts employers enrolments sites;
    contract_returns: contract_signatures sites;
    contract_signatures: contracts enrolments milestones mock_exam_invitations phone_contacts programmes referents ruptures sites visit_acknowledgements visit_commitments visit_reports visits;
    contract_terms: contracts employers enrolments sites;
    contract_tutors: contracts difficulties difficulty_closings difficulty_steps employers enrolments mock_exam_invitations mock_exam_marks mock_exam_papers mock_exams phone_contacts sites skill_positions tutor_link_apprentices tutor_link_uses tutor_links tutors visit_acknowledgements visit_reports visits;
    contracts: derived_obligations difficulties difficulty_closings difficulty_steps employers enrolment_cards enrolments exam_result_units exam_results guardians milestones mock_exam_invitations mock_exam_marks mock_exam_papers mock_exams obligation_ledgers obligation_marks outcome_answers outcome_surveys phone_contacts programmes referents rupture_cases rupture_steps ruptures search_events search_prospects sites skill_positions tutor_link_apprentices tutor_link_uses tutor_links tutors visit_acknowledgements visit_commitments visit_notes visit_reports visits;
    council_appreciations: enrolments mock_exams sites;
    derived_obligations: enrolments mock_exam_papers mock_exams obligation_ledgers obligation_marks obligation_snoozes obligation_tallies obligation_waivers referents sites visits;
    difficulties: difficulty_closings difficulty_steps enrolments mock_exam_invitations mock_exam_marks mock_exam_papers mock_exams phone_contacts sites skill_positions tutor_link_apprentices tutor_link_uses tutor_links visit_acknowledgements visit_reports visits;
    difficulty_closings: difficulty_notes difficulty_persons difficulty_steps enrolments guardians mock_exam_invitations mock_exam_marks mock_exam_papers mock_exams phone_contacts ruptures sites skill_positions tutor_link_apprentices tutor_link_uses tutor_links tutors visit_acknowledgements visit_reports visits;
    difficulty_notes: difficulty_persons difficulty_steps guardians ruptures sites tutors;
    difficulty_persons: difficulty_steps guardians ruptures sites tutors;
    difficulty_steps: enrolments guardians mock_exam_invitations mock_exam_marks mock_exam_papers mock_exams phone_contacts ruptures sites skill_positions tutor_link_apprentices tutor_link_uses tutor_links tutors visit_acknowledgements visit_reports visits;
    digest_days: mails sites tutors;
    employers: enrolment_cards enrolments guardians programmes ruptures search_events search_prospects sites tutors visits;
    enrolment_cards: enrolments programmes referents ruptures sites;
    enrolments: exam_result_units exam_results guardians kept_units logbook_returns logbook_signatures milestones mock_exam_invitations mock_exam_marks mock_exam_papers mock_exam_readings mock_exams obligation_ledgers obligation_marks obligation_waivers official_figures outcome_answers outcome_surveys phone_contact_corrections phone_contacts programmes referents rupture_cases ruptures signal_acknowledgements sites sitting_jurors sitting_publications sitting_slots sittings skill_positions tutor_link_apprentices tutor_link_uses tutor_links tutors visit_acknowledgements visit_commitments visit_notes visit_reports visits watch_settings;
    events: feed_entries feeds journal_entries sites;
    exam_result_units: exam_results outcome_answers outcome_surveys programmes ruptures sites;
    exam_results: outcome_answers outcome_surveys programmes ruptures sites;
    feed_entries: feeds;
    guardians: programmes ruptures sites tutors;
    import_rows: imports;
    imports: sites;
    invitations: journal_entries mails noted_acts sessions withdrawals;
    journal_entries: mails noted_acts sessions withdrawals;
    kept_units: sites;
    logbook_returns: logbook_signatures sites;
    logbook_signatures: sites;
    mails: noted_acts sessions sites tutors withdrawals;
    milestones: mock_exam_invitations phone_contacts programmes referents ruptures sites visit_acknowledgements visit_commitments visit_reports visits;
    mock_exam_invitations: mock_exam_marks mock_exam_papers mock_exams phone_contacts programmes referents ruptures sites sitting_publications sitting_slots sittings skill_positions tutor_link_apprentices tutor_link_uses tutor_links tutors visit_acknowledgements visit_commitments visit_reports visits;
    mock_exam_marks: mock_exam_papers mock_exam_readings mock_exams phone_contacts sites sittings skill_positions tutor_link_apprentices tutor_link_uses tutor_links visit_acknowledgements visit_reports visits;
    mock_exam_papers: mock_exam_readings mock_exam_reconciliations mock_exams obligation_ledgers obligation_marks phone_contacts referents sites sitting_jurors sitting_publications sitting_slots sittings skill_positions tutor_link_apprentices tutor_link_uses tutor_links tutors visit_acknowledgements visit_reports visits;
    mock_exam_readings: mock_exam_reconciliations mock_exams sites sittings;
    mock_exam_reconciliations: sites;
    mock_exams: obligation_ledgers obligation_marks phone_contacts referents sites sitting_jurors sitting_publications sitting_slots sittings skill_positions tutor_link_apprentices tutor_link_uses tutor_links tutors visit_acknowledgements visit_reports visits;
    noted_acts: sessions sites withdrawals;
    obligation_ledgers: obligation_marks obligation_tallies obligation_waivers referents sites visits;
    obligation_marks: referents sites visits;
    obligation_snoozes: obligation_waivers sites;
    obligation_tallies: obligation_waivers sites;
    obligation_waivers: sites;
    official_figures: outcome_answers outcome_surveys sites;
    outcome_answers: outcome_surveys ruptures sites;
    outcome_surveys: ruptures sites;
    phone_contact_corrections: phone_contacts sites;
    phone_contacts: programmes referents ruptures sites skill_positions tutor_link_apprentices tutor_link_uses tutor_links visit_acknowledgements visit_commitments visit_reports visits;
    prior_learnings: sites skill_positions skill_targets;
    programmes: referents ruptures sites tutors visit_acknowledgements visit_commitments visit_notes visit_reports visits;
    rate_publication_values: rate_publications sites;
    rate_publications: sites;
    referents: ruptures sites visit_acknowledgements visit_commitments visit_reports visits;
    rooms: sites;
    rupture_cases: rupture_steps ruptures sites;
    rupture_steps: ruptures sites;
    ruptures: sites tutors visit_acknowledgements visit_commitments visit_reports visits;
    search_events: search_prospects sites;
    search_prospects: sites;
    sessions: withdrawals;
    signal_acknowledgements: sites watch_settings;
    site_mediators: sites;
    sites: sitting_jurors sitting_publications sitting_slots sittings skill_positions skill_targets stay_steps tutor_link_apprentices tutor_link_uses tutor_links tutors visit_acknowledgements visit_commitments visit_notes visit_reports visits watch_settings withdrawals;
    sitting_jurors: sitting_publications sitting_slots sittings;
    sitting_publications: sitting_slots sittings tutors;
    sitting_slots: sittings tutors;
    sittings: tutors;
    skill_positions: skill_targets tutor_link_apprentices tutor_link_uses tutor_links visit_acknowledgements visit_reports visits;
    tutor_link_apprentices: tutor_link_uses tutor_links tutors visit_acknowledgements visit_reports visits;
    tutor_link_uses: tutor_links tutors visit_acknowledgements visit_reports visits;
    tutor_links: tutors visit_acknowledgements visit_reports visits;
    visit_acknowledgements: visit_commitments visit_notes visit_reports visits;
    visit_commitments: visit_notes visit_reports visits;
    visit_notes: visit_reports visits;
    visit_reports: visits;
}
