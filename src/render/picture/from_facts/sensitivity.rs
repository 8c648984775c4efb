//! Which estimates move the end and the cost most.

use super::likelihood::whole;
use super::{Shown, title};
use crate::model::effort::Effort;
use crate::model::money::group_thousands;
use crate::plan::forecast::{self, Forecast, Influence};
use crate::propose::Facts;
use crate::render::picture::sensitivity::{Bar, Panel, Sensitivity};
use crate::render::words::{one_line, weeks};
use crate::text::counted;

/// The estimates among what is shown for which the forecast says how far P80 falls; none where it says so of none.
///
/// `priced` says of what the forecast has the cost.
pub fn sensitivity(facts: &Facts<'_>, shown: &Shown, forecast: &Forecast, priced: &str) -> Option<Sensitivity> {
    let days = |days: &i64| {
        let number = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
        let sign = if *days < 0 { "-" } else { "" };
        (i128::from(*days), format!("{sign}{}", counted(number, "day", "days")))
    };
    let mut panels = vec![Panel {
        title: "End of the plan: P80 falls by working days".to_owned(),
        per_unit: 1,
        bars: bars(facts, shown, &forecast.end_sensitivity, days),
    }];
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    panels.push(match (&forecast.cost, currency) {
        (Some((_, sensitivity)), Some(currency)) => Panel {
            title: format!("Cost of {priced}: P80 falls by {currency}"),
            per_unit: 10_i128.pow(currency.decimals()),
            bars: bars(facts, shown, sensitivity, |minor| {
                (minor.units(), format!("{currency} {}", group_thousands(whole(*minor, currency))))
            }),
        },
        _ => Panel {
            title: "Effort of the plan: P80 falls by person-weeks".to_owned(),
            per_unit: i128::from(Effort::UNITS_PER_WEEK),
            bars: bars(facts, shown, &forecast.effort_sensitivity, |units| (i128::from(*units), weeks(*units))),
        },
    });
    panels.retain(|panel| !panel.bars.is_empty());
    (!panels.is_empty()).then(|| Sensitivity {
        heading: format!("Which estimates matter most for {}", one_line(&facts.assessment.repository.name)),
        panels,
        note: format!(
            "How far P80 falls if the effort of one piece is its likely value in every run, and which share of the spread \
             comes from that estimate alone; of the end, {} % is what all estimates have in common.",
            forecast.end_sensitivity.common.percent()
        ),
    })
}

fn bars<D>(
    facts: &Facts<'_>,
    shown: &Shown,
    sensitivity: &forecast::Sensitivity<D>,
    length: impl Fn(&D) -> (i128, String),
) -> Vec<Bar> {
    let bar = |influence: &Influence<D>| {
        let (step, position) = shown.steps.iter().find(|(step, _)| *step == influence.task)?;
        let (length, text) = length(influence.p80_falls_by.as_ref()?);
        Some(Bar {
            title: title(facts, &facts.roadmap.steps[*step], *position),
            length,
            text,
            share_percent: influence.share.percent(),
        })
    };
    // Those of less than one percent say nothing.
    let felt = sensitivity.tasks.iter().filter(|influence| influence.share.percent() > 0);
    felt.filter_map(bar).collect()
}
