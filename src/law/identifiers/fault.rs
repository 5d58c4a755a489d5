//! What can be wrong with an identifier: one table, a stable code and what would be accepted.

/// Declares the faults from one aligned table: variant, code, French sentence, English sentence.
macro_rules! faults {
    ($($variant:ident $code:literal $fr:literal $en:literal)*) => {
        /// Why an identifier was refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
        #[error("{}", self.code())]
        pub enum IdentifierFault {
            $(#[doc = $en] $variant,)*
        }

        impl IdentifierFault {
            /// Every fault there is.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable public code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// What would be accepted, in French.
            pub const fn fr(self) -> &'static str {
                match self { $(Self::$variant => $fr,)* }
            }

            /// What would be accepted, in English.
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $en,)* }
            }
        }
    };
}

faults! {
    NameBlank "name.blank"
        "Un nom a au moins un caractère visible."
        "A name has at least one character to be seen."
    SirenCharacters "siren.characters"
        "Un SIREN ne contient que des chiffres."
        "A SIREN holds digits only."
    SirenLength "siren.length"
        "Un SIREN compte exactement 9 chiffres."
        "A SIREN has exactly 9 digits."
    SirenChecksum "siren.checksum"
        "La clé de contrôle de ce SIREN est fausse : vérifiez les 9 chiffres, par exemple 732829320."
        "The check digit of this SIREN is wrong: check the 9 digits, for example 732829320."
    SiretCharacters "siret.characters"
        "Un SIRET ne contient que des chiffres."
        "A SIRET holds digits only."
    SiretLength "siret.length"
        "Un SIRET compte exactement 14 chiffres."
        "A SIRET has exactly 14 digits."
    SiretChecksum "siret.checksum"
        "La clé de contrôle de ce SIRET est fausse : vérifiez les 14 chiffres, par exemple 73282932000074."
        "The check digit of this SIRET is wrong: check the 14 digits, for example 73282932000074."
    SiretCompany "siret.company"
        "Les 9 premiers chiffres de ce SIRET ne sont pas un SIREN : leur clé est fausse. Vérifiez-les, par exemple 73282932000074."
        "The first 9 digits of this SIRET are no SIREN: their check digit is wrong. Check them, for example 73282932000074."
    UaiShape "uai.shape"
        "Un code UAI compte 7 chiffres et une lettre, par exemple 0951099D."
        "A UAI code has 7 digits and a letter, for example 0951099D."
    UaiChecksum "uai.checksum"
        "La lettre de ce code UAI ne correspond pas à ses chiffres : vérifiez le code, par exemple 0951099D."
        "The letter of this UAI code does not match its digits: check the code, for example 0951099D."
    IneShape "ine.shape"
        "Un INE compte 11 caractères : 9 chiffres et 2 lettres, 10 chiffres et 1 lettre, ou 4 chiffres, A, 5 chiffres et 1 lettre."
        "An INE has 11 characters: 9 digits and 2 letters, 10 digits and 1 letter, or 4 digits, A, 5 digits and 1 letter."
    RncpShape "rncp.shape"
        "Un code RNCP compte RNCP et 3 à 5 chiffres, par exemple RNCP38362."
        "An RNCP code is RNCP and 3 to 5 digits, for example RNCP38362."
    RncpBlockShape "rncp_block.shape"
        "Un bloc de compétences s'écrit avec son code RNCP, BC et 1 ou 2 chiffres, par exemple RNCP38362BC01."
        "A skill block is its RNCP code, BC and 1 or 2 digits, for example RNCP38362BC01."
    DiplomaCodeShape "diploma_code.shape"
        "Un code diplôme compte 8 caractères : 3 chiffres ou lettres, 3 chiffres, 2 chiffres ou lettres, par exemple 32031213."
        "A diploma code has 8 characters: 3 digits or letters, 3 digits, 2 digits or letters, for example 32031213."
    NdaShape "nda.shape"
        "Un numéro de déclaration d'activité compte 11 chiffres, par exemple 44100012310."
        "An activity declaration number has 11 digits, for example 44100012310."
    NafShape "naf.shape"
        "Un code NAF compte 4 chiffres et une lettre, avec ou sans point, par exemple 47.11D."
        "A NAF code has 4 digits and a letter, with or without a dot, for example 47.11D."
    IdccShape "idcc.shape"
        "Un IDCC compte 1 à 4 chiffres, par exemple 2216."
        "An IDCC has 1 to 4 digits, for example 2216."
    DecaLength "deca.length"
        "Un numéro DECA compte exactement 15 caractères."
        "A DECA number has exactly 15 characters."
    DecaShape "deca.shape"
        "Un numéro DECA s'écrit département sur 3 caractères (010, 02A, 974), année, mois, 2 chiffres ou NC, 4 chiffres."
        "A DECA number is a département of 3 characters (010, 02A, 974), year, month, 2 digits or NC, 4 digits."
    PostalCodeShape "postal_code.shape"
        "Un code postal compte 5 chiffres en France, par exemple 10000 ; ailleurs 2 à 12 chiffres, lettres, espaces ou tirets, avec le pays."
        "A postal code has 5 digits in France, for example 10000; elsewhere 2 to 12 digits, letters, spaces or hyphens, with the country."
    CountryUnknown "country.unknown"
        "Un pays s'écrit avec son code ISO 3166-1 de deux lettres, par exemple FR ou BE."
        "A country is written with its ISO 3166-1 code of two letters, for example FR or BE."
    PhoneShape "phone.shape"
        "Un numéro de téléphone s'écrit avec 10 chiffres (06 12 34 56 78), ou avec l'indicatif du pays (+32 470 12 34 56)."
        "A phone number has 10 digits (06 12 34 56 78), or starts with its country code (+32 470 12 34 56)."
    EmailShape "email.shape"
        "Une adresse électronique s'écrit nom@domaine.fr."
        "An e-mail address looks like name@domain.org."
}
