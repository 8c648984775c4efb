//! The JSON Schemas of what `--json` prints, generated from the views.

use schemars::schema_for;
use serde_json::Value;

use super::explain::CapabilityExplained;
use super::explain_funder::FunderExplained;
use super::view::{
    BacklogView, BatchView, BudgetView, CatalogCheckView, CatalogEntryView, CatalogListView, ComparisonView,
    ForecastView, FormsView, MergeView, MigrationView, PlanView, PortfolioView, ReportView, StatusView,
};

/// File name and schema (JSON Schema, draft 2020-12) of each kind of output, sorted by name.
pub fn output_schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("backlog.json", schema_for!(BacklogView).to_value()),
        ("batch.json", schema_for!(BatchView).to_value()),
        ("budget.json", schema_for!(BudgetView).to_value()),
        ("catalog-check.json", schema_for!(CatalogCheckView).to_value()),
        ("catalog-entry.json", schema_for!(CatalogEntryView).to_value()),
        ("catalog-list.json", schema_for!(CatalogListView).to_value()),
        ("comparison.json", schema_for!(ComparisonView).to_value()),
        ("explain.json", schema_for!(CapabilityExplained).to_value()),
        ("explain-funder.json", schema_for!(FunderExplained).to_value()),
        ("forecast.json", schema_for!(ForecastView).to_value()),
        ("form.json", schema_for!(FormsView).to_value()),
        ("migration.json", schema_for!(MigrationView).to_value()),
        ("plan.json", schema_for!(PlanView).to_value()),
        ("portfolio.json", schema_for!(PortfolioView).to_value()),
        ("report.json", schema_for!(ReportView).to_value()),
        ("review-merge.json", schema_for!(MergeView).to_value()),
        ("status.json", schema_for!(StatusView).to_value()),
    ]
}
