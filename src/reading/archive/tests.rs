//! Does an archive come back, and does nothing in one get out, grow or lie?

use super::*;

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packing = Packing::new();
    files.iter().for_each(|(name, bytes)| packing.file(name, bytes));
    packing.finish()
}

/// Why nothing of `bytes` comes in, or not the file `name`.
fn refused(bytes: &[u8], name: &str) -> String {
    match Archive::of(bytes).and_then(|mut archive| archive.read(name)) {
        Err(error) => error.message,
        Ok(read) => panic!("{name} is read: {:?}", read.map(|bytes| bytes.len())),
    }
}

/// `bytes` with every `from` replaced by the equally long `to`.
fn patched(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> = memchr::memmem::find_iter(&bytes, from).collect();
    assert!(!places.is_empty(), "{from:?} is there");
    places.into_iter().for_each(|place| bytes[place..place + to.len()].copy_from_slice(to));
    bytes
}

/// `bytes` with `to` at the byte `within` of the entry `number` of its directory.
fn with_entry(bytes: &[u8], number: usize, within: usize, to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let entry = memchr::memmem::find_iter(&bytes, ENTRY).nth(number).expect("an entry") + within;
    bytes[entry..entry + to.len()].copy_from_slice(to);
    bytes
}

#[test]
fn what_is_packed_comes_out_again() {
    let long = b"rents rose ".repeat(100_000);
    let bytes = packed(&[("project.qde", b"<Project/>"), ("Sources/A.txt", &long), ("empty", b"")]);
    assert!(bytes.len() < long.len() / 50);
    let mut archive = Archive::of(&bytes).expect("an archive");
    assert_eq!(archive.names().collect::<Vec<_>>(), ["project.qde", "Sources/A.txt", "empty"]);
    assert_eq!(archive.read("sources/a.TXT"), Ok(Some(long.clone())), "capitals do not count");
    assert_eq!(archive.read("empty"), Ok(Some(Vec::new())));
    assert_eq!(archive.read("missing"), Ok(None));
    assert_eq!(bytes, packed(&[("project.qde", b"<Project/>"), ("Sources/A.txt", &long), ("empty", b"")]));
}

#[test]
fn a_large_file_is_not_cut() {
    let noise: Vec<u8> = (0..3_000_000_u32).map(|number| number.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    let bytes = packed(&[("a", &noise), ("b", &noise)]);
    let mut archive = Archive::of(&bytes).expect("an archive");
    assert!(archive.read("a") == Ok(Some(noise.clone())) && archive.read("b") == Ok(Some(noise)));
}

#[test]
fn a_name_that_leads_out_is_refused() {
    let bytes = packed(&[("aa/bb", b"x")]);
    for name in ["../bb", "/a/bb", "a:/bb", "aa/..", "C:bbb", "..\\bb", "\\a/bb", "a/\\..", "\\\\aab"] {
        let error = Archive::of(&patched(&bytes, b"aa/bb", name.as_bytes())).err().expect("refused");
        assert!(error.message.contains("would lie outside of it"), "{name:?}: {}", error.message);
        assert!(!error.hint.contains("password"), "{}", error.hint);
    }
}

#[test]
fn a_name_is_read_however_it_is_written() {
    let bytes = packed(&[("aa/bb", b"x"), ("other", b"y")]);
    let named = |name: &[u8]| patched(&bytes, b"aa/bb", name);
    let found = |bytes: &[u8], name: &str| Archive::of(bytes).and_then(|mut archive| archive.read(name));
    assert_eq!(found(&named(b"aa\\bb"), "AA/bb"), Ok(Some(b"x".to_vec())));
    assert_eq!(found(&named(b"aa\x82bb"), "aaébb"), Ok(Some(b"x".to_vec())), "as DOS has it");
    assert_eq!(found(&named("aaéb".as_bytes()), "aaéb"), Ok(Some(b"x".to_vec())));
    let backslash = named(b"aa\\bb");
    let names: Vec<String> = Archive::of(&backslash).expect("an archive").names().map(Cow::into_owned).collect();
    assert_eq!(names, ["aa/bb", "other"]);
    let both = packed(&[("aa/bb", b"x"), ("aa_bb", b"y")]);
    assert!(refused(&patched(&both, b"aa_bb", b"aa\\bb"), "other").contains("two of its files have one name"));
}

#[test]
fn an_odd_name_is_refused_only_when_it_is_asked_for() {
    let long = "a".repeat(2000);
    let bytes = packed(&[("aa/bb", b"x"), ("other", b"y"), (&long, b"z")]);
    let bytes = patched(&bytes, b"aa/bb", b"aa\0bb");
    assert_eq!(Archive::of(&bytes).and_then(|mut archive| archive.read("other")), Ok(Some(b"y".to_vec())));
    for odd in ["aa\0bb", &long] {
        let error = Archive::of(&bytes).and_then(|mut archive| archive.read(odd)).expect_err("refused");
        assert!(error.message.contains("is none for a file"), "{}", error.message);
        assert!(!error.hint.contains("password"), "{}", error.hint);
    }
}

#[test]
fn one_name_twice_and_shared_bytes_are_refused() {
    let bytes = packed(&[("a.txt", b"first"), ("b.txt", b"second")]);
    assert!(refused(&patched(&bytes, b"b.txt", b"a.txt"), "a.txt").contains("two of its files have one name"));
    let shared = with_entry(&bytes, 1, 42, &0_u32.to_le_bytes());
    assert!(refused(&shared, "a.txt").contains("share the same bytes"));
}

/// The archive that `bytes` are, of which so much may be unpacked.
fn archive_with(bytes: &[u8], left: u64) -> Archive<'_> {
    Archive { left, ..Archive::of(bytes).expect("an archive") }
}

#[test]
fn a_bomb_ends_at_the_bound() {
    let bytes = packed(&[("bomb", &vec![0; 4 << 20])]);
    assert!(bytes.len() < 40_000);
    let too_much = |bytes: &[u8]| archive_with(bytes, MEGABYTE).read("bomb").expect_err("refused").message;
    assert!(too_much(&bytes).contains("bomb in it makes more than the 64 MB that so small a file may hold"));
    // It says that it is small.
    let lying = too_much(&with_entry(&bytes, 0, 24, &10_u32.to_le_bytes()));
    assert!(lying.contains("makes more than the") || lying.contains("damaged"), "{lying}");
    // What is not asked for is not unpacked.
    assert_eq!(archive_with(&bytes, MEGABYTE).read("other"), Ok(None));
    assert_eq!([0, 1 << 20, usize::MAX].map(|length| unpacked_at_most(length) / MEGABYTE), [64, 114, 1024]);
}

#[test]
fn many_files_share_one_bound() {
    let bytes = packed(&[("a", &[0; 400]), ("b", &[0; 400]), ("c", &[0; 400]), ("d", &[0; 200])]);
    let mut archive = archive_with(&bytes, 1000);
    assert_eq!(["a", "b", "c", "d"].map(|name| archive.read(name).is_ok()), [true, true, false, true]);
}

#[test]
fn what_is_encrypted_or_packed_otherwise_is_refused() {
    let bytes = packed(&[("a.txt", b"rents rose by twelve per cent, rents rose by twelve per cent")]);
    let encrypted = with_entry(&bytes, 0, 8, &[1]);
    let error = Archive::of(&encrypted).and_then(|mut archive| archive.read("a.txt")).expect_err("refused");
    assert!(error.message.contains("a.txt in it is encrypted") && error.hint.contains("password"), "{error:?}");
    for method in [1_u16, 12, 14, 93, 99, 1000] {
        let message = refused(&with_entry(&bytes, 0, 10, &method.to_le_bytes()), "a.txt");
        assert!(message.contains("cannot be read") || message.contains("not read"), "{method}: {message}");
    }
    assert!(refused(&with_entry(&bytes, 0, 16, &[1, 2, 3, 4]), "a.txt").contains("damaged"), "another checksum");
}

#[test]
fn a_lie_about_sizes_is_found() {
    let bytes = packed(&[("a.txt", &b"rents rose ".repeat(100)), ("b.txt", b"x")]);
    for (within, size) in [(20, u32::MAX - 1), (20, 3), (24, u32::MAX - 1), (42, u32::MAX - 1), (42, 7)] {
        let lying = with_entry(&bytes, 0, within, &size.to_le_bytes());
        let message = refused(&lying, "a.txt");
        assert!(message.starts_with("it is no archive that can be read"), "{message}");
    }
    // The directory says how many files there are.
    let end = memchr::memmem::rfind(&bytes, b"PK\x05\x06").expect("an end");
    let mut lying = bytes.clone();
    lying[end + 8..end + 12].copy_from_slice(&[0xFE; 4]);
    assert!(Archive::of(&lying).is_err());
}

#[test]
fn cut_and_foreign_files_are_refused() {
    let bytes = packed(&[("a.txt", &b"rents rose ".repeat(10)), ("b.txt", b"x")]);
    for length in 0..bytes.len() {
        if let Ok(mut archive) = Archive::of(&bytes[..length]) {
            assert!(archive.read("a.txt").is_err(), "cut at {length}");
        }
    }
    assert!(refused(&ENTRY.repeat(MOST_FILES + 1), "a").contains("more than 200000 files"));
    for foreign in [&b""[..], b"PK", b"<Project/>", &[0; 5000], &b"PK\x05\x06".repeat(1000)] {
        assert!(refused(foreign, "a").starts_with("it is no archive that can be read"));
    }
}

#[test]
fn thousands_of_files_are_read_one_by_one() {
    let names: Vec<String> = (0..5000).map(|number| format!("sources/{number}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), name.as_bytes())).collect();
    let bytes = packed(&files);
    let mut archive = Archive::of(&bytes).expect("an archive");
    assert!(names.iter().all(|name| archive.read(name) == Ok(Some(name.as_bytes().to_vec()))));
}
