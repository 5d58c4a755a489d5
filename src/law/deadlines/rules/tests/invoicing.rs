//! When the CFA invoices, and what the employer pays itself.

use super::*;

#[test]
fn the_centre_invoices_by_shares_of_each_year() {
    let invoices = |facts: &Facts| {
        let deadlines = clock(facts, &Law::embedded().unwrap());
        let of_invoices = deadlines.into_iter().filter(|deadline| deadline.code == Code::Invoice);
        of_invoices
            .map(|one| (one.due_on.unwrap().to_string(), one.label.en.into_owned()))
            .collect::<Vec<_>>()
    };
    let expected = [
        ("2025-08-25", "Year 1: invoice of 40 %"),
        ("2026-02-25", "Year 1: invoice of 30 %"),
        ("2026-05-25", "Year 1: invoice of 20 %"),
        ("2026-08-25", "Year 1: balance (10 %)"),
        ("2026-08-25", "Year 2: invoice of 40 %"),
        ("2027-02-25", "Year 2: invoice of 30 %"),
        ("2027-05-25", "Year 2: invoice of 20 %"),
        ("2027-08-25", "Year 2: balance (10 %)"),
    ];
    let deadlines = invoices(&the_sheet());
    assert_eq!(
        deadlines.iter().map(|(on, label)| (on.as_str(), label.as_str())).collect::<Vec<_>>(),
        expected
    );
    let leap =
        Facts { signed_on: Some(day("2028-02-01")), ..Facts::between(day("2028-02-29"), day("2030-02-28")) };
    let years: Vec<_> = invoices(&leap).into_iter().filter(|(_, label)| label.contains("40 %")).collect();
    assert_eq!(years.iter().map(|(on, _)| on.as_str()).collect::<Vec<_>>(), ["2028-02-29", "2029-03-01"]);
    let broken = invoices(&Facts { rupture_on: Some(day("2026-02-10")), ..the_sheet() });
    assert_eq!(broken.iter().map(|(on, _)| on.as_str()).collect::<Vec<_>>(), ["2025-08-25", "2026-02-10"]);
}

#[test]
fn a_contract_under_a_year_is_paid_by_half_then_the_balance_and_no_opco_pays_for_a_public_employer() {
    let invoices = |facts: &Facts| {
        let deadlines = clock(facts, &Law::embedded().unwrap()).into_iter();
        let of_invoices = deadlines.filter(|deadline| deadline.code == Code::Invoice);
        of_invoices
            .map(|one| (one.due_on.map(|day| day.to_string()), one.label.en.into_owned()))
            .collect::<Vec<_>>()
    };
    let short =
        Facts { signed_on: Some(day("2026-08-20")), ..Facts::between(day("2026-09-01"), day("2027-08-24")) };
    let told = |on: &str, label: &str| (Some(on.to_owned()), label.to_owned());
    let halves =
        [told("2026-09-01", "Year 1: invoice of 50 %"), told("2027-08-25", "Year 1: balance (50 %)")];
    assert_eq!(invoices(&short), halves);
    let whole =
        Facts { signed_on: Some(day("2026-08-20")), ..Facts::between(day("2026-09-01"), day("2027-08-31")) };
    assert_eq!(invoices(&whole)[0].1, "Year 1: invoice of 40 %");

    let town = PlaceOfWork { public_employer: true, ..at(Some("10000"), None) };
    let public = Facts { workplace: town.clone(), ..the_sheet() };
    assert_eq!(invoices(&public), [(None, "Invoices of the CFA".to_owned())]);
    let deadlines = clock(&public, &Law::embedded().unwrap());
    assert!(deadlines.iter().all(|deadline| deadline.code != Code::LastInvoice));
    // a company taken over by a town is paid for until then
    let from_on = day("2026-09-01");
    let taken_over = AmendedFacts { from_on, ends_on: day("2027-08-24"), workplace: town };
    let taken_over = invoices(&Facts { amended: vec![taken_over], ..the_sheet() });
    assert_eq!(taken_over.last().unwrap(), &told("2026-08-25", "Year 2: invoice of 40 %"));
}

#[test]
fn the_employer_pays_a_share_for_levels_6_and_7_only() {
    let period = Period { from: day("2025-08-25"), to: day("2027-08-24") };
    let days = CompanyDays::weekly(&[3, 4, 5], period, holidays_at(HolidayList::Standard));
    let of = |level| Facts { certification_level: level, company_days: Some(days.clone()), ..the_sheet() };
    let told = |facts: &Facts| {
        let deadlines = clock(facts, &Law::embedded().unwrap()).into_iter();
        deadlines.filter(|one| one.code == Code::EmployerShare).map(|one| one.label.en.into_owned()).next()
    };
    assert_eq!([told(&of(Some(5))), told(&of(None))], [None, None]);
    assert_eq!(told(&of(Some(6))).as_deref(), Some("Share of the employer: €750.00"));
    let next = Facts { after_rupture: true, ..of(Some(7)) };
    assert_eq!(told(&next).as_deref(), Some("Share of the employer: €200.00"));
    let end = find(&of(Some(6)), Code::FreeRupturePeriod).due_on.unwrap();
    assert_eq!(find(&of(Some(6)), Code::EmployerShare).due_on, end.succ_opt());
}

#[test]
fn contracts_before_the_present_payment_rules_are_not_guessed() {
    let older = Facts { signed_on: Some(day("2025-06-30")), ..the_sheet() };
    let deadline = find(&older, Code::Invoice);
    assert_eq!(deadline.state(day("2026-01-01")), State::Unknown);
}
