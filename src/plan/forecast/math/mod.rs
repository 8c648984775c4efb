//! The mathematics of the forecast: elementary functions, the normal and the beta distribution, random numbers.
//!
//! Written here and not taken from the system, because the logarithm and the exponential of one C library differ from
//! those of the next in the last bit, and a bit is enough to move a rounded figure. Everything below uses only `+`,
//! `-`, `*`, `/`, `sqrt` and conversions, whose results IEEE 754 fixes and which Rust neither reorders nor fuses. So
//! the same seed gives the same bytes on every platform with IEEE arithmetic; what remains is 32-bit x86 without SSE2.

pub mod beta;
pub mod elementary;
pub mod normal;
pub mod random;
