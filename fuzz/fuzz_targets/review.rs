#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fundable_fuzz::targets::review(input));
