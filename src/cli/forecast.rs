//! `fundable forecast`: how sure effort, cost and dates are.

use std::num::NonZeroU32;
use std::thread;

use super::args::ForecastArgs;
use super::exit::{Exit, Failure};
use super::open::{PlanUse, inputs};
use super::output::Terminal;
use super::plan::roadmap;
use super::table::{Column, table};
use super::{Outcome, json};
use crate::model::decimal::parse_scaled;
use crate::plan::forecast::{Correlation, Options};
use crate::plan::forecast_roadmap;
use crate::render::view::{self, Facts, ForecastView};

/// Show percentiles of effort, cost and dates, and what they depend on.
pub fn forecast(args: &ForecastArgs, terminal: &Terminal) -> Outcome {
    let options = options(args)?;
    let inputs = match inputs(&args.workspace, PlanUse::Needed, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let (plan, gap, roadmap) = roadmap(&inputs)?;
    let facts = Facts { catalog: &inputs.catalog, assessment: &inputs.assessment, gap: &gap, plan, roadmap: &roadmap };
    let forecast = forecast_roadmap(&inputs.catalog, plan, &roadmap, &options);
    let view = view::forecast(&facts, &forecast, &options);
    if args.json {
        json(&view, terminal)?
    } else {
        terminal.print_text(&text(&view, terminal))?
    }
    Ok(Exit::Success)
}

fn options(args: &ForecastArgs) -> Result<Options, Failure> {
    let hundredths = parse_scaled(&args.correlation, 2).ok().and_then(|number| u8::try_from(number).ok());
    let correlation = hundredths.and_then(Correlation::from_hundredths).ok_or_else(|| {
        Failure::usage(
            format!("`{}` is no correlation", args.correlation),
            "write a number from 0 to 0.99, such as `0.3`",
        )
    })?;
    Ok(Options {
        seed: args.seed,
        n_runs: NonZeroU32::new(args.runs).unwrap_or(NonZeroU32::MIN),
        correlation,
        // The number of threads changes how long it takes and nothing else.
        n_threads: thread::available_parallelism().unwrap_or(std::num::NonZeroUsize::MIN),
        ..Options::default()
    })
}

/// What the correlation stands for, in one sentence.
fn why_correlated(view: &ForecastView) -> &'static str {
    if view.correlation == "0.00" {
        "Estimates are taken to err independently, which makes the spread of the whole too narrow where the same people \
         made them."
    } else {
        "Estimates err together, because the same people make them with the same habits; taken as independent, their \
         errors would cancel out and the spread would be too narrow."
    }
}

fn text(view: &ForecastView, terminal: &Terminal) -> String {
    let mut out = format!("Forecast for {}\n", view.registry.name);
    view.labels.iter().for_each(|label| out.push_str(&format!("Note: {label}\n")));
    out.push_str(&format!(
        "{} runs, correlation of estimates {}, seed {}. P80: four runs in five stay within it.\n{}\n\n",
        view.n_runs,
        view.correlation,
        view.seed,
        why_correlated(view)
    ));
    let columns = [
        Column::text(""),
        Column::number("Plan"),
        Column::number("Kept in").shown_from(80),
        Column::number("P10").shown_from(90),
        Column::number("P50"),
        Column::number("P80"),
        Column::number("P90").shown_from(70),
    ];
    let rows = view.rows.iter().map(|row| {
        let kept = format!("{} %", row.planned_share_percent);
        [&row.of, &row.planned, &kept, &row.p10, &row.p50, &row.p80, &row.p90].map(Clone::clone).to_vec()
    });
    out.push_str(&table(&columns, rows.collect(), terminal));
    for row in &view.rows {
        if let (Some(day), Some(percent)) = (&row.deadline, row.deadline_share_percent) {
            let what = row.of.trim_end_matches(&format!(", due {day}"));
            out.push_str(&format!("Deadline of {what}, {day}: kept in {percent} % of the runs.\n"));
        }
    }
    if let Some(contingency) = &view.contingency {
        out.push_str(&format!("\nContingency, P80 less P50 of the cost: {contingency}\n"));
    }
    for (head, influences) in [("The end", &view.end_depends_on), ("The cost", &view.cost_depends_on)] {
        if influences.is_empty() {
            continue;
        }
        let columns =
            [Column::text(head), Column::number("Share of its variance"), Column::number("P80 falls, were it known")];
        let rows = influences.iter().map(|influence| {
            let falls = influence.p80_falls_by.clone().unwrap_or_default();
            vec![influence.of.clone(), format!("{} %", influence.share_percent), falls]
        });
        out.push('\n');
        out.push_str(&table(&columns, rows.collect(), terminal));
    }
    out.push_str(
        "\nOnly efforts vary here. Lag, prices, staffing and work that nobody thought of do not, so real plans spread wider.\n",
    );
    if view.n_unknown > 0 {
        out.push_str(&format!(
            "{} capabilities are of unknown status: their assessment is in the forecast, their work is not.\n",
            view.n_unknown
        ));
    }
    out
}
