//! Any bytes to `checks::markdown`.
#![no_main]

#[allow(dead_code, reason = "each target calls one of the checks")]
#[path = "../../tests/inputs/checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::markdown(bytes));
