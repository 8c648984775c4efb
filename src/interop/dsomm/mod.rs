//! Maturity models in the form of OWASP's DevSecOps Maturity Model (DSOMM), as a catalog of ours.
//!
//! - `activities.rs`: the activities of all files, with ids of their own and every dependency resolved.
//! - `effort.rs`: ratings from 1 to 5 as person-weeks. The table is ours.
//! - `files.rs`: the files of the catalog.
//!
//! Written by
//! [the schema of a dimension](https://github.com/devsecopsmaturitymodel/DevSecOps-MaturityModel-data/blob/2bc6246e0adb2db2ceb05ac8d975ac3be2418aeb/src/assets/YAML/schemas/dsomm-schema-implementation.json)
//! and [a file of the model](https://github.com/devsecopsmaturitymodel/DevSecOps-MaturityModel-data/blob/03f06cd3f644f3603c52fbf7b34fefbf77825726/src/assets/YAML/default/BuildAndDeployment/Build.yaml).
//! Nothing of the model's text is in this program.

mod activities;
mod effort;
mod files;

pub use activities::{Activity, Difficulty, Model, model};
pub use effort::{EffortTable, WrongEffort};
pub use files::{Options, files};
