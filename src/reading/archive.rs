//! How are several files one? A zip archive: written the same every time, and read without trust.
//!
//! Only what is asked for is unpacked, all of it together within a bound ([`unpacked_at_most`]), so a film within a file costs
//! nothing and a bomb ends at the bound. A name that leads out of the archive, a name that stands twice and files that share
//! bytes are refused before anything is unpacked; what has an odd name, is encrypted or packed in another way than deflate is
//! refused when it is asked for.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::{ReadError, named, said};

/// The most files of one archive: as many articles as one file may have, and as many more beside them.
const MOST_FILES: usize = 200_000;

/// What the entry of a file in the directory begins with.
const ENTRY: &[u8] = b"PK\x01\x02";

/// The longest name of a file, in bytes.
const LONGEST_NAME: usize = 1000;

/// How hard it is tried to make a file small, of 9: annotations are mostly the same words, and a person waits.
const EFFORT: i64 = 2;

const MEGABYTE: u64 = 1 << 20;

/// How many bytes may be unpacked of an archive of `length` bytes: 64 MB, and fifty times its length, but never more than 1 GB.
/// XML of annotations is seldom packed to less than a thirtieth.
fn unpacked_at_most(length: usize) -> u64 {
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    length.saturating_mul(50).saturating_add(64 * MEGABYTE).min(1024 * MEGABYTE)
}

/// An archive that is being written, file after file.
pub struct Packing {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Packing {
    /// An archive without files.
    pub fn new() -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())).set_auto_large_file() }
    }

    /// Begins the next file; its name is a path of safe names, and no other's.
    pub fn begin(&mut self, name: &str) {
        let options = SimpleFileOptions::DEFAULT
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(EFFORT))
            // Neither the hour nor the machine shows in what is written.
            .last_modified_time(DateTime::default())
            .system(System::Unix)
            .unix_permissions(0o644);
        let begun = self.zip.start_file(name, options);
        debug_assert!(begun.is_ok(), "{begun:?}");
    }

    /// Adds to the file that was begun.
    pub fn add(&mut self, bytes: &[u8]) {
        // Memory takes all that it is given.
        let added = self.zip.write_all(bytes);
        debug_assert!(added.is_ok(), "{added:?}");
    }

    /// A whole file.
    pub fn file(&mut self, name: &str, bytes: &[u8]) {
        self.begin(name);
        self.add(bytes);
    }

    /// The archive.
    pub fn finish(self) -> Vec<u8> {
        self.zip.finish().map(Cursor::into_inner).unwrap_or_default()
    }
}

/// An archive that is being read.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The place of each file by its name; by that in small letters where no other has it.
    places: HashMap<String, usize>,
    /// So many bytes may be unpacked still.
    left: u64,
    bound: u64,
}

impl<'a> Archive<'a> {
    /// The archive that `bytes` are.
    pub fn of(bytes: &'a [u8]) -> Result<Self, ReadError> {
        // Each takes ten times the room of its entry, so they are counted first.
        if memchr::memmem::find_iter(bytes, ENTRY).count() > MOST_FILES {
            return Err(no_archive(&format!("it has more than {MOST_FILES} files")));
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| no_archive(&said(&error)))?;
        if zip.has_duplicate_names() {
            return Err(no_archive("two of its files have one name"));
        }
        if zip.has_overlapping_entries().map_err(|error| no_archive(&said(&error)))? {
            return Err(no_archive("two of its files share the same bytes"));
        }
        let mut places = HashMap::with_capacity(zip.len());
        for (place, name) in names_in(&zip).enumerate() {
            check_within(&name)?;
            if places.insert(name.into_owned(), place).is_some() {
                return Err(no_archive("two of its files have one name"));
            }
        }
        let small: Vec<(String, usize)> =
            places.iter().map(|(name, place)| (name.to_ascii_lowercase(), *place)).collect();
        small.into_iter().for_each(|(name, place)| _ = *places.entry(name).or_insert(place));
        let bound = unpacked_at_most(bytes.len());
        Ok(Self { zip, places, left: bound, bound })
    }

    /// The names of its files, in their order.
    pub fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        names_in(&self.zip)
    }

    /// What the file called `name` holds, be it written with capitals or not; nothing where it has no such file.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let place = self.places.get(name).or_else(|| self.places.get(&name.to_ascii_lowercase())).copied();
        let Some(place) = place else { return Ok(None) };
        check_name(name)?;
        self.unpack(place, name).map(Some)
    }

    fn unpack(&mut self, place: usize, name: &str) -> Result<Vec<u8>, ReadError> {
        let wrong = |why: &str| no_archive(&format!("{} in it {why}", named(name)));
        let file = self.zip.by_index(place).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                ReadError { hint: "export it anew, without a password".into(), ..wrong("is encrypted") }
            }
            error => wrong(&format!("cannot be read: {}", said(&error))),
        })?;
        if !matches!(file.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            return Err(wrong("is packed in a way that is not read"));
        }
        let too_much =
            || wrong(&format!("makes more than the {} MB that so small a file may hold", self.bound / MEGABYTE));
        if file.size() > self.left {
            return Err(too_much());
        }
        // A file may say that it is larger than it is, so it gets room as it comes.
        let mut bytes = Vec::new();
        let unpacked = file.take(self.left + 1).read_to_end(&mut bytes);
        unpacked.map_err(|error| wrong(&format!("is damaged: {}", said(&error))))?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(length).ok_or_else(too_much)?;
        Ok(bytes)
    }
}

/// What the files of an archive are called, in their order. What is no UTF-8 is in the letters of DOS, and `\` parts folders
/// as `/` does: some programs of Windows write so.
fn names_in<'a>(zip: &'a ZipArchive<Cursor<&[u8]>>) -> impl Iterator<Item = Cow<'a, str>> {
    zip.file_names_raw().zip(zip.file_names()).map(|(raw, name)| {
        let name = name.unwrap_or_else(|_| String::from_utf8_lossy(raw));
        if name.contains('\\') { name.replace('\\', "/").into() } else { name }
    })
}

/// Refuses a name that leads out of the archive, wherever that is unpacked.
fn check_within(name: &str) -> Result<(), ReadError> {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    let leads_out = name.split('/').any(|part| part == "..");
    if has_drive || leads_out || name.starts_with('/') {
        return Err(no_archive(&format!("the file {} would lie outside of it", named(name))));
    }
    Ok(())
}

/// Refuses a name that no program could give to a file.
fn check_name(name: &str) -> Result<(), ReadError> {
    if name.is_empty() || name.len() > LONGEST_NAME || name.contains('\0') {
        return Err(no_archive(&format!("the name {} is none for a file", named(name))));
    }
    Ok(())
}

fn no_archive(why: &str) -> ReadError {
    ReadError::new(format!("it is no archive that can be read: {why}"), "export it anew")
}

#[cfg(test)]
mod tests;
