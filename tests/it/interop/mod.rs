//! Formats of other tools: what is written, read by a strict reader of that format, and what is read.

mod dsomm;
mod export;
mod gemara_schema;
mod import;
mod yaml;
