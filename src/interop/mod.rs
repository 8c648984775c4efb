//! Interop: what is known here, in the formats of other tools, and back.
//!
//! One folder per format. An export takes the model and gives a document; an import takes what [`raw`](crate::raw) has read and
//! gives values of ours, or diagnostics with the lines of the foreign file. What a format cannot say is said in its texts, never
//! rounded to the nearest word. `docs/interop.md` has the tables of what becomes what.
//!
//! | folder | format | ways |
//! |---|---|---|
//! | [`dsomm`] | maturity models in the form of OWASP's DevSecOps Maturity Model | in |
//! | [`gemara`] | guidance catalogs and evaluation logs of OpenSSF's Gemara | out and in |
//!
//! Pure: no files, no clock.

pub mod dsomm;
pub mod gemara;
mod yaml;

pub use yaml::{Unwritable, to_yaml};
