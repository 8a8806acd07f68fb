//! Which file did an article come from? What proves later that the words stood in it.

use serde::{Deserialize, Serialize};

use super::Moment;

/// The file that an article was taken in from, as it was then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Original {
    /// Its name, without a folder.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
    /// `blake3:` and the 64 hexadecimal digits of the BLAKE3 hash of its bytes.
    pub hash: String,
    /// When it was retrieved, in RFC 3339: what it says of that itself, else when it was written on the disk; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub retrieved: String,
}

impl Original {
    /// The file called `name` with these bytes.
    pub fn of(name: &str, bytes: &[u8], retrieved: Option<Moment>) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(bytes);
        Self::hashed(name, bytes.len() as u64, &hasher, retrieved)
    }

    /// The file called `name` of so many bytes, all of which `hasher` has seen.
    pub fn hashed(name: &str, bytes: u64, hasher: &blake3::Hasher, retrieved: Option<Moment>) -> Self {
        let hash = format!("blake3:{}", hasher.finalize().to_hex());
        let retrieved = retrieved.map(|moment| moment.to_string()).unwrap_or_default();
        Self { name: name.to_owned(), bytes, hash, retrieved }
    }

    /// Whether these are its bytes.
    pub fn is(&self, bytes: &[u8]) -> bool {
        self.bytes == bytes.len() as u64 && Self::of("", bytes, None).hash == self.hash
    }
}
