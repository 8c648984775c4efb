//! Exchange: problems of others, read into what the solvers of [`plan`](crate::plan) take.
//!
//! One file per format. A reader takes a text and gives an instance, or an error with its line and the mend. The program
//! `examples/solve.rs` picks the reader by the ending of the file.
//!
//! | ending | format | problem |
//! |---|---|---|
//! | `.sm` | [`psplib`] | PS\|prec\|Cmax |
//! | any other | [`prec`] | 1\|prec\|Σ wⱼCⱼ |

pub mod prec;
pub mod psplib;
