//! Which file of the archive is which part of the document? The relationships say so, whatever the files are called.

use crate::article::IntakeError;
use crate::article::manuscript::CURE;
use crate::reading::ReadError;
use crate::reading::archive::Archive;
use crate::reading::xml::{Part, Parts};

/// What the files of old Office, and those with a password, begin with.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0";

/// The name of the stream that holds a document with a password, in UTF-16.
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// Where the main part is when the relationships do not say so.
const USUAL: &str = "word/document.xml";

/// The parts of a document.
pub(super) struct Package<'a> {
    archive: Archive<'a>,
    /// The relationships of the package.
    outer: Vec<Relationship>,
    /// Those of the main part.
    inner: Vec<Relationship>,
}

/// One part that another one names.
struct Relationship {
    /// The end of its type, in small letters without hyphens.
    kind: String,
    /// The file in the archive.
    target: String,
}

impl<'a> Package<'a> {
    /// The parts of the document that `bytes` are.
    pub fn of(bytes: &'a [u8]) -> Result<Self, IntakeError> {
        refuse_ole(bytes)?;
        let archive = Archive::of(bytes).map_err(|error| error.cured_by(CURE))?;
        let mut package = Self { archive, outer: Vec::new(), inner: Vec::new() };
        package.outer = package.relationships("")?;
        let main = package.main_name();
        package.inner = package.relationships(&main)?;
        Ok(package)
    }

    /// The main part.
    pub fn main(&mut self) -> Result<Vec<u8>, IntakeError> {
        let name = self.main_name();
        self.read(&name)?.ok_or_else(|| {
            IntakeError::refused(
                "it holds no document of a word processor",
                "take a file that Word opens as a document",
            )
        })
    }

    /// The part of this kind that belongs to the main part.
    pub fn part(&mut self, kind: &str) -> Result<Option<Vec<u8>>, IntakeError> {
        let found = self.inner.iter().find(|part| part.kind == kind).map(|part| part.target.clone());
        found.map_or(Ok(None), |name| self.read(&name))
    }

    /// The properties of this kind, of the whole document.
    pub fn properties(&mut self, kind: &str) -> Result<Option<Vec<u8>>, IntakeError> {
        let found = self.outer.iter().find(|part| part.kind == kind).map(|part| part.target.clone());
        found.map_or(Ok(None), |name| self.read(&name))
    }

    fn main_name(&self) -> String {
        let main = self.outer.iter().find(|part| part.kind == "officedocument");
        main.map_or(USUAL.into(), |main| main.target.clone())
    }

    fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, IntakeError> {
        self.archive.read(name).map_err(|error| error.cured_by(CURE).into())
    }

    /// The relationships of the file `name`; those of the package for no name.
    fn relationships(&mut self, name: &str) -> Result<Vec<Relationship>, IntakeError> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(bytes) = self.read(&format!("{prefix}_rels/{file}.rels"))? else { return Ok(Vec::new()) };
        relationships_in(&bytes, folder).map_err(|error| error.cured_by(CURE).into())
    }
}

fn relationships_in(bytes: &[u8], folder: &str) -> Result<Vec<Relationship>, ReadError> {
    let mut parts = Parts::of(bytes)?;
    let mut found = Vec::new();
    while let Some(part) = parts.next()? {
        let Part::Start(element) = part else { continue };
        let (Some(kind), Some(target)) = (element.get("Type"), element.get("Target")) else { continue };
        if element.get("TargetMode") == Some("External") {
            continue;
        }
        // The strict form writes customProperties where the usual one has custom-properties.
        let kind = kind.rsplit('/').next().unwrap_or_default().replace('-', "").to_ascii_lowercase();
        found.push(Relationship { kind, target: resolved(folder, target) });
    }
    Ok(found)
}

/// The path of `target` in the archive, seen from `folder`.
fn resolved(folder: &str, target: &str) -> String {
    let (folder, target) = target.strip_prefix('/').map_or((folder, target), |target| ("", target));
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => _ = path.pop(),
            "." | "" => {}
            part => path.push(part),
        }
    }
    path.join("/")
}

/// Refuses what is no archive but a file of old Office, or one with a password.
fn refuse_ole(bytes: &[u8]) -> Result<(), IntakeError> {
    if !bytes.starts_with(OLE) {
        return Ok(());
    }
    Err(if memchr::memmem::find(bytes, ENCRYPTED).is_some() {
        IntakeError::refused(
            "it is encrypted with a password",
            "open it in Word with its password, take the password off and save it again",
        )
    } else {
        IntakeError::refused(
            "it is a file of an old Office (.doc, .xls, .ppt), or one with a password",
            "open it in a word processor and save it as .docx, without a password",
        )
    })
}
