//! What templates and JSON output may see: serialize only, words and numbers made ready.
//!
//! A template arranges these; whatever needs computing is computed here.

mod ask;
mod backlog;
mod batch;
mod budget;
mod catalog;
mod closed;
mod compare;
mod council;
mod document;
mod exact;
mod forecast;
mod form;
mod form_document;
mod item;
mod knowledge;
mod merge;
mod migration;
mod picture;
mod plan;
mod portfolio;
mod proposal;
mod quantity;
mod registry;
mod report;
mod review;
mod schedule;
mod status;
mod step;

pub use ask::{AskView, OutView, PackageView, ask, why_out, window_text};
pub use backlog::{AwayView, BacklogItemView, BacklogView, RoleWorkView, TeamRoleView, backlog};
pub use batch::{BatchItem, BatchView, Planned, RoadmapLine, batch};
pub use budget::{BudgetView, budget};
pub use catalog::{
    CatalogCheckView, CatalogEntryView, CatalogListView, EntryChangeView, FieldChangeView, ListedView, OriginView,
    catalog_check, catalog_entry, catalog_list,
};
pub use compare::{ComparisonView, comparison};
pub use council::{
    CouncilInput, CouncilItemView, CouncilView, HalfView, LevelDateView, MatterView, OverrideView, OverviewView,
    PacketView, PriorFigureView, QuestionView, RateView, council, packet,
};
pub use document::{Audience, DocumentInput, DocumentView, InputDigest, Provenance, STATEMENT, document};
pub use exact::{ExactAway, ExactBlock, ExactCost, ExactFlow, ExactOrder, ExactRole, ExactStep, ExactView, ExactWork};
pub use forecast::{ForecastView, forecast};
pub use form::{CheckView, FormFieldView, FormView, FormsView, form};
pub use form_document::{FormDocumentView, form_document, manifest_checks, proposal_checks};
pub use item::ItemView;
pub use knowledge::{IncidentView, PrecedentView, SourceView, precedents, sources};
pub use merge::{JudgementView, MergeInput, MergeView, PollItemView, merge};
pub use migration::{MigratedEntryView, MigratedFileView, MigratedView, MigrationView, migration};
pub use picture::{PictureIndexView, PictureTableView, PicturesView, picture_index, pictures};
pub use plan::{FrameworkView, LeftOutView, OrderView, PlanView, RoleView, TotalView, TotalsView, plan};
pub use portfolio::{CutView, PieceView, PortfolioView, portfolio};
pub use proposal::{ProposalInput, ProposalView, proposal};
pub use quantity::{CostView, DateView, EffortView, amount};
pub use registry::{ApplicantView, RegistryView, labels};
pub use report::{ReportInput, ReportView, Shape, report, report_heatmap, report_roadmap};
pub use review::{ReviewItemView, ReviewView, review};
pub use schedule::{MilestoneView, ScheduleView};
pub use status::{CategoryView, StandingView, StatusView, status};
pub use step::{DirectView, EstimateView, FundingView, NeedView, StepView, ValuePartView, WorkView};

pub use crate::propose::Facts;
