//! Passwords: argon2id off the request threads, and what makes one too easy to guess.

use std::sync::Arc;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use secrecy::{ExposeSecret, SecretSlice, SecretString};

use super::guesses::guesses_log10;
pub use super::proofs::ProofLine;
use super::proofs::{Memory, Proofs};
use crate::law::findings::Rule;
use crate::platform::crypto::MasterSecret;
use crate::platform::error::Problem;
use crate::platform::text::Sentence;
use crate::{rules, say};

rules! {
    /// A password is long.
    LONG_ENOUGH = error "password.too_short", "NIST SP 800-63B-4, § 3.1.1.2";
        "Un mot de passe est assez long." / "A password is long enough.";
    /// A password can be handled.
    SHORT_ENOUGH = error "password.too_long", "NIST SP 800-63B-4, § 3.1.1.2";
        "Un mot de passe n'est pas démesuré." / "A password is not out of proportion.";
    /// Digits alone are easily tried.
    MORE_THAN_DIGITS = error "password.digits_only", "CNIL, délibération 2022-100";
        "Un mot de passe de chiffres seuls en compte davantage." / "A password of digits only has more of them.";
    /// Nobody guesses it.
    HARD_TO_GUESS = error "password.predictable", "NIST SP 800-63B-4, § 3.1.1.2";
        "Un mot de passe n'est ni dans les listes ni devinable." / "A password is neither in lists nor easily guessed.";
}

/// Fewest characters (NIST SP 800-63B-4 §3.1.1.2, a password as the only factor, read 23/11/2026).
pub const SHORTEST: usize = 15;
/// Most characters.
pub const LONGEST: usize = 128;
/// Fewest digits for a password of digits only: fifteen give less than the 50 bits CNIL 2022-100 asks for.
const SHORTEST_OF_DIGITS: usize = 16;
/// Guesses, as a power of ten, below which a password is predictable.
const EASILY_GUESSED: f64 = 10.0;
/// Fewest characters besides the words anybody would try: names strung together prove nothing.
const FEWEST_OF_ITS_OWN: usize = 6;
/// Words anybody would try here first.
const CONTEXT_WORDS: &[&str] = &[
    "compagnon",
    "leonie",
    "aviat",
    "jeanne",
    "mance",
    "troyes",
    "apprenti",
    "apprentissage",
    "ufa",
    "cfa",
    "motdepasse",
    "azerty",
];

/// Hashes and verifies passwords.
#[derive(Clone)]
pub struct Passwords {
    proofs: Arc<Proofs>,
    params: Params,
    pepper: Arc<SecretSlice<u8>>,
    nobody: Arc<String>,
}

impl Passwords {
    /// A hasher of the given cost.
    pub fn new(secret: &MasterSecret, memory_kib: u32, passes: u32) -> Result<Self, Problem> {
        let params = Params::new(memory_kib, passes, 1, None).map_err(Problem::internal)?;
        let pepper = secret.key_for("password-pepper").sign(b"v1").to_vec();
        let mut passwords = Self {
            proofs: Arc::new(Proofs::start().map_err(Problem::internal)?),
            params,
            pepper: Arc::new(pepper.into()),
            nobody: Arc::default(),
        };
        passwords.nobody = Arc::new(passwords.hash_in("the password of nobody at all", &mut Memory::new())?);
        Ok(passwords)
    }

    /// The PHC text of a password, for somebody who proved already that it is theirs to set.
    pub async fn hash(&self, password: SecretString) -> Result<String, Problem> {
        let this = self.clone();
        self.proofs
            .in_turn(ProofLine::Known, move |memory| this.hash_in(password.expose_secret(), memory))
            .await
    }

    /// Whether a password is the right one; without a hash, the same time goes by and the answer is no.
    pub async fn verify(
        &self,
        password: SecretString,
        hash: Option<String>,
        line: ProofLine,
    ) -> Result<bool, Problem> {
        let this = self.clone();
        self.proofs
            .in_turn(line, move |memory| {
                let right =
                    this.is_right(password.expose_secret(), hash.as_ref().unwrap_or(&this.nobody), memory)?;
                Ok(right && hash.is_some())
            })
            .await
    }

    /// How many proofs wait or are at work.
    pub fn waiting(&self) -> usize {
        self.proofs.waiting()
    }

    /// Whether a hash was made at another cost, so that it is worth making anew.
    pub fn is_outdated(&self, hash: &str) -> bool {
        let (memory, passes, lanes) = (self.params.m_cost(), self.params.t_cost(), self.params.p_cost());
        !hash.starts_with(&format!("$argon2id$v=19$m={memory},t={passes},p={lanes}$"))
    }

    fn hash_in(&self, password: &str, memory: &mut Memory) -> Result<String, Problem> {
        let salt = Salt::generate();
        let digest = self.digest(password, &salt, &self.params, memory)?;
        let hash = PasswordHash {
            algorithm: ARGON2ID_IDENT,
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&self.params).map_err(Problem::internal)?,
            salt: Some(salt),
            hash: Some(digest),
        };
        Ok(hash.to_string())
    }

    /// Whether a password gives a hash, at the cost that the hash was made at.
    fn is_right(&self, password: &str, hash: &str, memory: &mut Memory) -> Result<bool, Problem> {
        let hash = PasswordHash::new(hash).map_err(Problem::internal)?;
        let params = Params::try_from(&hash).map_err(Problem::internal)?;
        let (Some(salt), Some(expected)) = (hash.salt, hash.hash) else {
            return Err(Problem::internal("a password's hash without salt or digest"));
        };
        let given = self.digest(password, &salt, &params, memory)?;
        // takes the same time wherever they differ: so says `Output`
        Ok(given == expected)
    }

    /// What Argon2id makes of a password, working in a memory that may have served before.
    fn digest(
        &self,
        password: &str,
        salt: &[u8],
        params: &Params,
        memory: &mut Memory,
    ) -> Result<Output, Problem> {
        let pepper = self.pepper.expose_secret();
        let argon = Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params.clone())
            .map_err(Problem::internal)?;
        memory.resize(params.block_count(), Block::new());
        let mut digest = [0; Params::DEFAULT_OUTPUT_LEN];
        argon
            .hash_password_into_with_memory(password.as_bytes(), salt, &mut digest, memory)
            .map_err(Problem::internal)?;
        Output::new(&digest).map_err(Problem::internal)
    }
}

/// Why a password is refused, knowing who would use it; nothing when it is good.
pub fn weakness(password: &str, about: &[&str]) -> Option<(&'static Rule, Sentence)> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some((
            &LONG_ENOUGH,
            say!("{SHORTEST} caractères au moins.", "{SHORTEST} characters at least."),
        ));
    }
    if length > LONGEST {
        return Some((&SHORT_ENOUGH, say!("{LONGEST} caractères au plus.", "{LONGEST} characters at most.")));
    }
    if length < SHORTEST_OF_DIGITS && password.chars().all(|c| c.is_ascii_digit()) {
        return Some((
            &MORE_THAN_DIGITS,
            say!(
                "{SHORTEST_OF_DIGITS} chiffres au moins quand il n'y a que des chiffres.",
                "{SHORTEST_OF_DIGITS} digits at least when there are only digits."
            ),
        ));
    }
    let hints: Vec<&str> = CONTEXT_WORDS.iter().chain(about).copied().collect();
    // zxcvbn knows English and its keyboards, our lists French
    let guesses = zxcvbn::zxcvbn(password, &hints).guesses_log10().min(guesses_log10(password, &hints));
    (guesses < EASILY_GUESSED || own_characters(password, &hints) < FEWEST_OF_ITS_OWN).then(|| {
        (
            &HARD_TO_GUESS,
            say!(
                "Ce mot de passe est dans les listes ou se devine : prenez par exemple quatre mots sans lien.",
                "This password is in lists or easily guessed: take for example four unrelated words."
            ),
        )
    })
}

/// Letters and digits left once the words anybody would try are taken out, and each other sign once.
fn own_characters(password: &str, words: &[&str]) -> usize {
    let mut left = password.to_lowercase();
    for word in words.iter().map(|word| word.to_lowercase()).filter(|word| word.chars().count() >= 3) {
        left = left.replace(&word, " ");
    }
    let mut signs: Vec<char> = left.chars().filter(|c| !c.is_alphanumeric() && *c != ' ').collect();
    signs.sort_unstable();
    signs.dedup();
    left.chars().filter(|c| c.is_alphanumeric()).count() + signs.len()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use argon2::PasswordVerifier;

    use super::*;

    #[test]
    fn a_hash_of_another_cost_still_verifies_and_is_worth_making_anew() {
        let secret = MasterSecret::new(vec![3; 32]).unwrap();
        let (cheap, dear) =
            (Passwords::new(&secret, 256, 1).unwrap(), Passwords::new(&secret, 512, 2).unwrap());
        let memory = &mut Memory::new();
        let hash = cheap.hash_in("girafe-violon-neige-48", memory).unwrap();
        assert!(!cheap.is_outdated(&hash) && dear.is_outdated(&hash), "{hash}");
        assert!(dear.is_right("girafe-violon-neige-48", &hash, memory).unwrap());
        assert!(!dear.is_right("girafe-violon-neige-49", &hash, memory).unwrap());
    }

    #[test]
    fn a_hash_is_the_one_that_the_library_makes_of_its_own() {
        let passwords = Passwords::new(&MasterSecret::new(vec![3; 32]).unwrap(), 256, 1).unwrap();
        let memory = &mut Memory::new();
        let hash = passwords.hash_in("girafe-violon-neige-48", memory).unwrap();
        let pepper = passwords.pepper.expose_secret();
        let library =
            Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, Params::default()).unwrap();
        assert!(library.verify_password(b"girafe-violon-neige-48", hash.as_str()).is_ok());
        assert_ne!(passwords.hash_in("girafe-violon-neige-48", memory).unwrap(), hash, "a salt of its own");
    }

    #[tokio::test]
    async fn a_password_nobody_has_takes_as_long_to_refuse_as_a_wrong_one() {
        let passwords = Passwords::new(&MasterSecret::new(vec![3; 32]).unwrap(), 16 * 1024, 2).unwrap();
        assert!(!passwords.is_outdated(&passwords.nobody), "the same cost");
        let known = passwords.hash_in("girafe-violon-neige-48", &mut Memory::new()).unwrap();
        let mut quickest = [Duration::MAX; 2];
        for _ in 0..3 {
            for (shortest, hash) in quickest.iter_mut().zip([Some(known.clone()), None]) {
                let begun = std::time::Instant::now();
                let wrong = SecretString::from("the password of nobody at all");
                assert!(!passwords.verify(wrong, hash, ProofLine::Strangers).await.unwrap());
                *shortest = begun.elapsed().min(*shortest);
            }
        }
        let [known, unknown] = quickest;
        assert!(unknown * 3 > known && known * 3 > unknown, "{known:?} and {unknown:?}");
    }

    #[test]
    fn long_unrelated_words_pass_and_lists_or_names_do_not() {
        for good in [
            "girafe-violon-neige-48",
            "correct cheval pile agrafe",
            "kzqpwmxtruvbnhgd",
            "🦒🎻🌋🐢🎹🪁🚲🍋🧭🪗🦔🌵🎲🧊🪴",
            "§%¤#~{}[]|£@¨?./°<>",
        ] {
            assert_eq!(weakness(good, &[]), None, "{good}");
        }
        for (bad, code) in [
            ("court", "password.too_short"),
            ("123456789012345", "password.digits_only"),
            ("motdepassemotdepasse", "password.predictable"),
            ("passwordpassword", "password.predictable"),
            ("azertyazertyazerty", "password.predictable"),
            ("aaaaaaaaaaaaaaaaaaaa", "password.predictable"),
            ("azertyuiopqsdfghjklm", "password.predictable"),
            ("administrateur123", "password.predictable"),
            ("marseille13marseille", "password.predictable"),
            ("correcthorsebatterystaple", "password.predictable"),
            ("....................", "password.predictable"),
            ("leonieaviattroyes", "password.predictable"),
            ("Leonie.Aviat.Troyes.24", "password.predictable"),
            ("UFA-Aviat-CFA-Troyes-10", "password.predictable"),
            (&"x".repeat(129), "password.too_long"),
        ] {
            assert_eq!(weakness(bad, &[]).map(|(rule, _)| rule.code), Some(code), "{bad}");
        }
        assert!(weakness("Melanie-Jacotin-Melanie", &["melanie", "Jacotin"]).is_some());
        assert!(weakness("melanie.jacotin1", &["melanie.jacotin", "Mélanie"]).is_some());
    }
}
