//! Formats of other tools: what is written, read by a strict reader of that format, and what is read.

mod export;
mod gemara_schema;
mod yaml;
