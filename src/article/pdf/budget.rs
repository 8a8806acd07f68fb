//! How much may a PDF unpack to? Streams are measured before they are unpacked, so that no bomb is.

use std::borrow::Cow;
use std::io::Read;

use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use memchr::memmem;

/// The largest stream that is unpacked, in bytes; a page of dense text has some thousands.
const LARGEST: usize = 48 << 20;

/// What a stream costs at least: a form that draws nothing, a million times, takes its time too.
const LEAST: usize = 64;

/// What deflate makes of a byte at the most.
const DEFLATE_RATIO: usize = 1032;

/// How much of a stream whose packing cannot be measured is unpacked, in bytes before unpacking.
const UNMEASURED: usize = 128 << 10;

/// How many bytes may still be unpacked.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
}

/// More would be unpacked than any honest file needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exhausted;

impl Budget {
    /// The budget of a file of `len` bytes: text is seldom packed to less than a tenth.
    pub(super) fn of(len: usize) -> Self {
        Self { left: (len.saturating_mul(24)).saturating_add(32 << 20) }
    }

    /// The bytes of a stream, unpacked. Nothing when they are a picture's, or damaged.
    pub(super) fn unpack<'a>(&mut self, stream: &Stream<'a>) -> Result<Option<Cow<'a, [u8]>>, Exhausted> {
        self.admit(stream)?;
        let unpacked = stream.decoded_data().ok();
        self.spend(unpacked.as_ref().map_or(0, |bytes| bytes.len()))?;
        Ok(unpacked)
    }

    /// An error when a stream is too large to be unpacked by whoever else wants it.
    pub(super) fn admit(&mut self, stream: &Stream<'_>) -> Result<(), Exhausted> {
        let raw = stream.raw_data();
        let filters = stream.filters();
        let packings = filters.iter().filter(|filter| packs(**filter)).count();
        let fits = match (packings, filters.first()) {
            (0, _) => raw.len() <= LARGEST,
            (1, Some(Filter::FlateDecode)) => inflates_within(&raw, LARGEST.min(self.left)),
            (1, _) => raw.len() <= UNMEASURED,
            _ => false,
        };
        self.spend(LEAST)?;
        if fits { Ok(()) } else { Err(Exhausted) }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Exhausted> {
        self.left = self.left.checked_sub(bytes.max(LEAST)).ok_or(Exhausted)?;
        Ok(())
    }
}

fn packs(filter: Filter) -> bool {
    matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode)
}

/// Whether deflated bytes unpack to `limit` bytes at the most; what is damaged counts as far as it goes.
fn inflates_within(raw: &[u8], limit: usize) -> bool {
    raw.len() <= limit / DEFLATE_RATIO
        || (inflated(flate2::read::ZlibDecoder::new(raw), limit) <= limit
            && inflated(flate2::read::DeflateDecoder::new(raw), limit) <= limit)
}

/// How many bytes a decoder gives, counted to a little beyond `limit`.
fn inflated(mut decoder: impl Read, limit: usize) -> usize {
    let mut buffer = [0; 1 << 14];
    let mut total = 0;
    while total <= limit {
        match decoder.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(read) => total += read,
        }
    }
    total
}

/// Whether the streams that hold a file's objects would unpack to more than it may, told from the bare bytes: they are
/// unpacked before anyone can ask for their length.
///
/// Pictures are passed over: nobody unpacks them here. In an encrypted file nothing can be told this way; such streams
/// do not inflate before they are decrypted, and are then bound by the file's length alone.
pub(super) fn is_bomb(bytes: &[u8]) -> bool {
    let mut left = Budget::of(bytes.len()).left;
    let mut before = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        let (head, body) = (&bytes[before..at], &bytes[at + b"stream".len()..]);
        before = at;
        if head.ends_with(b"end") || is_picture(head) {
            continue;
        }
        let body = body.trim_ascii_start();
        // Two bytes tell zlib's streams from all others, so that the word in running text costs nothing.
        if body.first().is_none_or(|byte| byte & 0x0F != 8) {
            continue;
        }
        let limit = LARGEST.min(left);
        let size = inflated(flate2::read::ZlibDecoder::new(body), limit);
        if size > limit {
            return true;
        }
        left -= size;
    }
    false
}

/// Whether what stands before a stream says that it is a picture, and nothing that only a stream of objects has.
fn is_picture(head: &[u8]) -> bool {
    let has = |word: &[u8]| memmem::find(head, word).is_some();
    has(b"/Image") && !has(b"/First") && !has(b"/Size") && !has(b"#")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    #[test]
    fn a_stream_is_measured_without_being_unpacked() {
        let packed = deflated(&vec![b'a'; 1 << 20]);
        assert!(inflates_within(&packed, 1 << 20) && !inflates_within(&packed, (1 << 20) - 1));
        assert!(inflates_within(b"no deflate at all", 0));
    }

    #[test]
    fn objects_that_unpack_to_too_much_are_a_bomb_and_pictures_are_none() {
        let packed = deflated(&vec![b' '; 60 << 20]);
        let file = |head: &str| [head.as_bytes(), b" stream\r\n", &packed, b"\nendstream"].concat();
        assert!(is_bomb(&file("<< /Type /ObjStm /First 9 >>")));
        assert!(!is_bomb(&file("<< /Subtype /Image >>")));
        assert!(is_bomb(&file("<< /Subtype /Image /First 9 >>")), "nobody hides behind a picture");
        assert!(!is_bomb(b"a stream of words, upstream and downstream"));
    }
}
