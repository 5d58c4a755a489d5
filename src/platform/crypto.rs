//! Hashes, random secrets and sealed values; every primitive comes from aws-lc.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest(&SHA256, bytes).as_ref());
    out
}

/// 256 random bits of the operating system as base64url.
pub fn random_secret() -> Result<String, CryptoError> {
    let mut bytes = [0_u8; 32];
    SystemRandom::new().fill(&mut bytes).map_err(|_| CryptoError)?;
    Ok(encode(&bytes))
}

/// base64url without padding.
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Bytes of a base64url text without padding.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// A cryptographic step failed: a damaged value or another key.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("cryptographic operation failed: wrong installation secret or damaged value")]
pub struct CryptoError;

/// The secret of the installation, from which keys for each use are derived.
#[derive(Clone)]
pub struct MasterSecret(secrecy::SecretSlice<u8>);

impl MasterSecret {
    /// Fewest bytes accepted.
    pub const SHORTEST: usize = 32;

    /// A secret from its bytes; short ones are refused.
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        (bytes.len() >= Self::SHORTEST).then(|| Self(bytes.into()))
    }

    /// The HMAC key of one use, such as "refresh".
    pub fn key_for(&self, purpose: &str) -> MacKey {
        MacKey(hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose)))
    }

    /// Seals bytes for one use; `context` must be given again to open them.
    pub fn seal(&self, purpose: &str, context: &str, plain: &[u8]) -> Result<Vec<u8>, CryptoError> {
        SealingKey::new(&self.derive(purpose))?.seal(context, plain)
    }

    /// Opens what [`Self::seal`] made.
    pub fn open(&self, purpose: &str, context: &str, sealed: &[u8]) -> Result<Vec<u8>, CryptoError> {
        SealingKey::new(&self.derive(purpose))?.open(context, sealed)
    }

    fn derive(&self, purpose: &str) -> [u8; 32] {
        use secrecy::ExposeSecret;
        let root = hmac::Key::new(hmac::HMAC_SHA256, self.0.expose_secret());
        let mut out = [0; 32];
        out.copy_from_slice(hmac::sign(&root, purpose.as_bytes()).as_ref());
        out
    }
}

/// A key that seals and opens values: AES-256-GCM under a random nonce, written in front.
pub struct SealingKey(RandomizedNonceKey);

impl SealingKey {
    /// Bytes of a key.
    pub const LENGTH: usize = 32;

    /// A key from its bytes.
    pub fn new(bytes: &[u8]) -> Result<Self, CryptoError> {
        RandomizedNonceKey::new(&AES_256_GCM, bytes).map(Self).map_err(|_| CryptoError)
    }

    /// The bytes of a new key.
    pub fn random_bytes() -> Result<[u8; Self::LENGTH], CryptoError> {
        let mut bytes = [0; Self::LENGTH];
        SystemRandom::new().fill(&mut bytes).map_err(|_| CryptoError)?;
        Ok(bytes)
    }

    /// Seals bytes; `context` must be given again to open them.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let (mut sealed, context) = (plain.to_vec(), Aad::from(context.as_bytes()));
        let nonce = self.0.seal_in_place_append_tag(context, &mut sealed).map_err(|_| CryptoError)?;
        let mut out = nonce.as_ref().to_vec();
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what [`Self::seal`] made.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or(CryptoError)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| CryptoError)?;
        let (mut body, context) = (body.to_vec(), Aad::from(context.as_bytes()));
        let plain = self.0.open_in_place(nonce, context, &mut body).map_err(|_| CryptoError)?;
        Ok(plain.to_vec())
    }
}

/// A key that authenticates short messages.
#[derive(Clone)]
pub struct MacKey(hmac::Key);

impl MacKey {
    /// HMAC-SHA-256 of a message.
    pub fn sign(&self, message: &[u8]) -> [u8; 32] {
        let mut out = [0; 32];
        out.copy_from_slice(hmac::sign(&self.0, message).as_ref());
        out
    }

    /// Whether the first bytes of the tag of a message are these, in constant time.
    pub fn verifies(&self, message: &[u8], tag: &[u8]) -> bool {
        let expected = self.sign(message);
        tag.len() >= 16
            && tag.len() <= expected.len()
            && aws_lc_rs::constant_time::verify_slices_are_equal(&expected[..tag.len()], tag).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_with_its_context_and_secret() {
        let secret = MasterSecret::new(vec![7; 32]).unwrap();
        let sealed = secret.seal("keys", "kid-1", b"private").unwrap();
        assert_eq!(secret.open("keys", "kid-1", &sealed).unwrap(), b"private");
        assert!(secret.open("keys", "kid-2", &sealed).is_err());
        assert!(secret.open("other", "kid-1", &sealed).is_err());
        assert!(MasterSecret::new(vec![8; 32]).unwrap().open("keys", "kid-1", &sealed).is_err());
        assert!(secret.open("keys", "kid-1", b"short").is_err());
        assert!(MasterSecret::new(vec![7; 31]).is_none());
    }
}
