//! The address with which a mail program stops the digests of a person in one click (RFC 8058), without signing in.

use crate::ids::AccountId;
use crate::platform::crypto::{MasterSecret, decode, encode};

/// Purpose of the key that signs these addresses.
const PURPOSE: &str = "digest-unsubscription";
/// Bytes of the signature: it opens nothing else than the end of a digest.
const SIGNED_BYTES: usize = 16;

/// What stands in the address of a person: who they are, and what shows that the program wrote it.
pub fn token_of(secret: &MasterSecret, account: AccountId) -> String {
    let id = account.0.as_bytes();
    let signature = secret.key_for(PURPOSE).sign(id);
    encode(&[id.as_slice(), &signature[..SIGNED_BYTES]].concat())
}

/// Whose address it is; nobody's when the program did not write it.
pub fn account_of(secret: &MasterSecret, token: &str) -> Option<AccountId> {
    let bytes = decode(token)?;
    let (id, signature) = bytes.split_at_checked(16)?;
    let genuine = signature.len() == SIGNED_BYTES && secret.key_for(PURPOSE).verifies(id, signature);
    genuine.then(|| uuid::Uuid::from_slice(id).ok()).flatten().map(AccountId)
}
