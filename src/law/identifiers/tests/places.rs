//! Countries and postal codes.

use super::*;

#[test]
fn a_postal_code_has_five_digits() {
    accepts(french_postal_code, &[("10000", "10000"), ("01 000", "01000")]);
    refuses(
        french_postal_code,
        &[("1000", IdentifierFault::PostalCodeShape), ("2A004", IdentifierFault::PostalCodeShape)],
    );
    accepts(
        postal_code,
        &[("7500", "7500"), ("l-4001", "L-4001"), (" 1012  ab ", "1012 AB"), ("110 00", "11000")],
    );
    let refused = ["", "1", "75000 PARIS CEDEX", "7500é", "7500;"];
    refuses(postal_code, &refused.map(|typed| (typed, IdentifierFault::PostalCodeShape)));
}

#[test]
fn a_country_is_its_code_or_its_name() {
    accepts(
        country,
        &[
            ("FR", "FR"),
            ("be", "BE"),
            ("Belgique", "BE"),
            ("PAYS BAS", "NL"),
            ("Germany", "DE"),
            ("JP", "JP"),
            // the French territories overseas have their codes, and French addresses
            ("RE", "FR"),
            ("GP", "FR"),
        ],
    );
    refuses(
        country,
        &["", "F", "FRA", "QQ", "Belgiqeu"].map(|typed| (typed, IdentifierFault::CountryUnknown)),
    );
}

#[test]
fn a_postal_code_is_one_of_its_country() {
    for (country, code, accepted) in [
        ("FR", "10000", true),
        ("FR", "97400", true),
        ("FR", "7500", false),
        ("FR", "L-4001", false),
        ("BE", "7500", true),
        ("BE", "75000", false),
        ("LU", "L-4001", true),
        ("LU", "4001", true),
        ("CH", "1211", true),
        ("NL", "1012 AB", true),
        ("GB", "SW1A 1AA", true),
        // no shape is known of it
        ("JP", "100-0001", true),
    ] {
        assert_eq!(
            check_postal_code("/postal_code", country, Some(code)).is_none(),
            accepted,
            "{country} {code}"
        );
    }
    let told = check_postal_code("/postal_code", "FR", Some("7500")).unwrap();
    assert!(
        told.en.contains("7500") && told.en.contains("`country`") && told.fr.contains("`country`"),
        "{told:?}"
    );
    assert!(check_postal_code("/postal_code", "FR", None).is_none());
}
