//! The domain: always valid, built only by [`crate::validate`], without serde and without input or output.

pub mod assessment;
pub mod brand;
pub mod capability;
pub mod catalog;
pub mod date;
pub mod decimal;
pub mod effort;
pub mod form;
pub mod funder;
pub mod id;
pub mod knowledge;
pub mod level;
pub mod migration;
pub mod money;
pub mod part;
pub mod percent;
pub mod plan;
pub mod rates;
pub mod review;
pub mod value;
