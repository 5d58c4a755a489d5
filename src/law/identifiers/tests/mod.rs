//! Tables of accepted and refused writings; most come from the State's own tools.

mod phones;
mod places;

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

type Reader = fn(&str) -> Result<String, IdentifierFault>;

#[track_caller]
fn accepts(read: Reader, cases: &[(&str, &str)]) {
    for (typed, normal) in cases {
        assert_eq!(read(typed).as_deref(), Ok(*normal), "{typed:?}");
        assert_eq!(read(normal).as_deref(), Ok(*normal), "{normal:?} is already normal");
    }
}

#[track_caller]
fn refuses(read: Reader, cases: &[(&str, IdentifierFault)]) {
    for (typed, fault) in cases {
        assert_eq!(read(typed), Err(*fault), "{typed:?}");
    }
}

#[test]
fn a_siren_has_nine_digits_and_a_luhn_key() {
    accepts(siren, &[("732829320", "732829320"), ("732 829 320", "732829320"), ("356000000", "356000000")]);
    refuses(
        siren,
        &[
            ("732829321", IdentifierFault::SirenChecksum),
            ("000000000", IdentifierFault::SirenChecksum),
            ("73282932", IdentifierFault::SirenLength),
            ("", IdentifierFault::SirenLength),
            ("73282932O", IdentifierFault::SirenCharacters),
            ("٧٣٢٨٢٩٣٢٠", IdentifierFault::SirenCharacters),
        ],
    );
}

#[test]
fn a_siret_has_fourteen_digits_and_a_luhn_key() {
    accepts(
        siret,
        &[
            ("73282932000074", "73282932000074"),
            ("732 829 320 00074", "73282932000074"),
            ("732\u{a0}829\u{202f}320 00074", "73282932000074"),
            ("98222438800016", "98222438800016"),
            ("02408240600034", "02408240600034"),
        ],
    );
    refuses(
        siret,
        &[
            ("50000000000000", IdentifierFault::SiretChecksum),
            ("73282932000079", IdentifierFault::SiretChecksum),
            ("00000000000000", IdentifierFault::SiretChecksum),
            ("2408240600034", IdentifierFault::SiretLength),
            // its own key is right, that of its company is not
            ("11122233344455", IdentifierFault::SiretCompany),
            ("732829320000740", IdentifierFault::SiretLength),
            ("7328293200007A", IdentifierFault::SiretCharacters),
            ("732-829-320-00074", IdentifierFault::SiretCharacters),
        ],
    );
}

#[test]
fn la_poste_may_replace_the_luhn_key_by_a_digit_sum_multiple_of_five() {
    let same = |text| (text, text);
    accepts(siret, &[same("35600000000048"), same("35600000009075"), same("35600000009093")]);
    refuses(siret, &[("35600000009090", IdentifierFault::SiretChecksum)]);
}

#[test]
fn a_uai_is_padded_and_its_letter_checked() {
    accepts(
        uai,
        &[
            ("0951099D", "0951099D"),
            ("0752536Z", "0752536Z"),
            ("951099d", "0951099D"),
            (" 0951099 d ", "0951099D"),
            ("0100001X", "0100001X"),
            ("100001x", "0100001X"),
        ],
    );
    refuses(
        uai,
        &[
            ("0951099C", IdentifierFault::UaiChecksum),
            ("0100001A", IdentifierFault::UaiChecksum),
            ("0951099I", IdentifierFault::UaiChecksum),
            ("A", IdentifierFault::UaiShape),
            ("0951099", IdentifierFault::UaiShape),
            ("00951099D", IdentifierFault::UaiShape),
            ("09510D9D", IdentifierFault::UaiShape),
            ("0951099É", IdentifierFault::UaiShape),
            ("", IdentifierFault::UaiShape),
        ],
    );
}

#[test]
fn corsican_uais_use_620_and_720() {
    for digits in ["6200001", "7200001"] {
        let letter = char::from(b"ABCDEFGHJKLMNPRSTUVWXYZ"[digits.parse::<usize>().unwrap() % 23]);
        assert!(uai(&format!("{digits}{letter}")).is_ok());
    }
    refuses(uai, &[("02A0001A", IdentifierFault::UaiShape)]);
}

#[test]
fn an_ine_has_three_writings() {
    accepts(
        ine,
        &[
            ("123456789AB", "123456789AB"),
            ("123456789ab", "123456789AB"),
            ("1234567890A", "1234567890A"),
            ("0123A45678B", "0123A45678B"),
        ],
    );
    refuses(
        ine,
        &[
            ("12345", IdentifierFault::IneShape),
            ("0123B45678B", IdentifierFault::IneShape),
            ("123456789ABC", IdentifierFault::IneShape),
            ("12345678901", IdentifierFault::IneShape),
        ],
    );
}

#[test]
fn an_rncp_code_takes_its_prefix() {
    accepts(
        rncp,
        &[
            ("RNCP38362", "RNCP38362"),
            ("38362", "RNCP38362"),
            ("rncp 38362", "RNCP38362"),
            ("RNCP123", "RNCP123"),
        ],
    );
    refuses(
        rncp,
        &[
            ("RNCP38362-1", IdentifierFault::RncpShape),
            ("RNCP", IdentifierFault::RncpShape),
            ("RNCP12", IdentifierFault::RncpShape),
            ("RNCP383620", IdentifierFault::RncpShape),
            ("RS38362", IdentifierFault::RncpShape),
            ("RNCPRNCP38362", IdentifierFault::RncpShape),
        ],
    );
}

#[test]
fn a_skill_block_belongs_to_an_rncp_code() {
    accepts(
        rncp_block,
        &[
            ("RNCP38362BC01", "RNCP38362BC01"),
            ("38362bc06", "RNCP38362BC06"),
            ("RNCP38362BC1", "RNCP38362BC1"),
        ],
    );
    refuses(
        rncp_block,
        &[
            ("BC01", IdentifierFault::RncpBlockShape),
            ("RNCP38362", IdentifierFault::RncpBlockShape),
            ("RNCP38362BC", IdentifierFault::RncpBlockShape),
            ("RNCP38362BC001", IdentifierFault::RncpBlockShape),
            ("RNCP38362BC01BC02", IdentifierFault::RncpBlockShape),
        ],
    );
}

#[test]
fn a_diploma_code_has_eight_characters() {
    accepts(diploma_code, &[("32031213", "32031213"), ("3a2 312 1b", "3A23121B")]);
    refuses(
        diploma_code,
        &[("3203121", IdentifierFault::DiplomaCodeShape), ("320A1213", IdentifierFault::DiplomaCodeShape)],
    );
}

#[test]
fn a_naf_code_loses_its_dot_and_an_idcc_is_padded() {
    accepts(naf, &[("4711D", "4711D"), ("47.11D", "4711D"), ("47.11d", "4711D")]);
    refuses(
        naf,
        &[
            ("471D", IdentifierFault::NafShape),
            ("4.711D", IdentifierFault::NafShape),
            ("47111", IdentifierFault::NafShape),
        ],
    );
    accepts(idcc, &[("2216", "2216"), ("44", "0044"), ("9999", "9999"), ("9998", "9998"), ("3", "0003")]);
    refuses(
        idcc,
        &[
            ("ABCD", IdentifierFault::IdccShape),
            ("", IdentifierFault::IdccShape),
            ("02216", IdentifierFault::IdccShape),
        ],
    );
}

#[test]
fn a_deca_number_has_exactly_fifteen_characters() {
    accepts(
        deca_number,
        &[
            ("02B202212000000", "02B202212000000"),
            ("031202310001351", "031202310001351"),
            ("02a202212000000", "02A202212000000"),
            ("010202508nc0001", "010202508NC0001"),
            ("974 2025 08 00 0001", "974202508000001"),
        ],
    );
    refuses(
        deca_number,
        &[
            ("93202310001351", IdentifierFault::DecaLength),
            ("0312023100013511", IdentifierFault::DecaLength),
            ("", IdentifierFault::DecaLength),
            ("931202310001351", IdentifierFault::DecaShape),
            ("975202310001351", IdentifierFault::DecaShape),
            ("02C202310001351", IdentifierFault::DecaShape),
            ("031202300001351", IdentifierFault::DecaShape),
            ("031202313001351", IdentifierFault::DecaShape),
            ("0312023NC001351", IdentifierFault::DecaShape),
            ("03120231000NC51", IdentifierFault::DecaShape),
            ("é31202310001351", IdentifierFault::DecaShape),
        ],
    );
}

#[test]
fn an_email_address_has_a_name_and_a_domain() {
    accepts(
        email,
        &[
            (" Ada.Lovelace@Example.ORG ", "ada.lovelace@example.org"),
            ("o'neill+cfa@sub.example-site.fr", "o'neill+cfa@sub.example-site.fr"),
            ("élève@école.fr", "élève@école.fr"),
        ],
    );
    let long = format!("{}@example.org", "a".repeat(65));
    let refused = [
        "",
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada@@example.org",
        "ada lovelace@example.org",
        "ada@exa mple.org",
        "ada@-example.org",
        "ada@example..org",
        ".ada@example.org",
        "ada.@example.org",
        "ada@example.org\nbcc:x@y.fr",
        "a,b@example.org",
        "<ada@example.org>",
        &long,
    ];
    for typed in refused {
        assert_eq!(email(typed), Err(IdentifierFault::EmailShape), "{typed:?}");
    }
}

#[test]
fn every_fault_has_its_own_code_and_two_sentences() {
    let codes: HashSet<_> = IdentifierFault::ALL.iter().map(|fault| fault.code()).collect();
    assert_eq!(codes.len(), IdentifierFault::ALL.len());
    for fault in IdentifierFault::ALL {
        assert!(fault.fr().ends_with('.') && fault.en().ends_with('.') && fault.fr() != fault.en());
        assert_eq!(fault.to_string(), fault.code());
    }
}

const READERS: [Reader; 15] = [
    siren,
    siret,
    uai,
    ine,
    rncp,
    rncp_block,
    diploma_code,
    naf,
    idcc,
    postal_code,
    french_postal_code,
    country,
    deca_number,
    phone,
    email,
];

proptest! {
    #[test]
    fn nothing_typed_breaks_a_reader_and_the_normal_writing_is_stable(typed in "\\PC{0,20}|[0-9A-Za-z+@. éNC-]{0,20}") {
        for read in READERS {
            if let Ok(normal) = read(&typed) {
                prop_assert_eq!(read(&normal), Ok(normal.clone()));
            }
        }
    }

    #[test]
    fn changing_one_digit_of_a_siret_is_always_caught(at in 0usize..14, by in 1u8..10) {
        let mut digits = *b"73282932000074";
        digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
        prop_assert_eq!(siret(std::str::from_utf8(&digits).unwrap()), Err(IdentifierFault::SiretChecksum));
    }
}
