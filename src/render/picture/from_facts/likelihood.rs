//! Curves of the forecast of what money is asked for.

use super::Shown;
use crate::model::money::{Currency, Minor};
use crate::plan::forecast::Forecast;
use crate::propose::Facts;
use crate::render::picture::likelihood::{Curve, Likelihood, Panel};
use crate::render::words::one_line;

/// End and cost of what is asked for. The first milestone of `forecast` is its end, and its cost that of what is asked
/// for; none where nothing is.
pub fn likelihood(facts: &Facts<'_>, shown: &Shown, forecast: &Forecast) -> Option<Likelihood> {
    let end = forecast.milestones.first().filter(|_| !shown.asked.is_empty())?;
    let calendar = &facts.roadmap.timetable.calendar;
    let date = |days: u32| calendar.date(days.saturating_sub(1));
    // Where waiting time ends on a holiday, the plan names that day, and not the last working day before it.
    let planned = shown.asked.iter().map(|step| facts.roadmap.steps[*step].dates.finish).max()?;
    let mut panels = vec![Panel {
        title: "Day on which all that is asked for is ready".to_owned(),
        curve: Curve::Days(end.curve().into_iter().map(date).collect(), planned),
        planned_percent: end.planned_share().percent(),
    }];
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    if let (Some((cost, _)), Some(currency)) = (&forecast.cost, currency) {
        let numbers = cost.curve().into_iter().map(|minor| whole(minor, currency)).collect();
        panels.push(Panel {
            title: format!("Cost of all that is asked for ({currency})"),
            curve: Curve::Numbers(numbers, whole(cost.planned(), currency), currency.code().to_owned()),
            planned_percent: cost.planned_share().percent(),
        });
    }
    Some(Likelihood {
        heading: format!("How sure the plan for {} is", one_line(&facts.assessment.repository.name)),
        panels,
        note:
            "Only efforts vary from run to run. Lag, prices, staffing and work that nobody thought of do not, so real \
               plans spread wider."
                .to_owned(),
    })
}

/// Whole units of a currency, rounded half up.
pub fn whole(minor: Minor, currency: Currency) -> i128 {
    let scale = 10_i128.pow(currency.decimals());
    (minor.units() + scale / 2).div_euclid(scale)
}
