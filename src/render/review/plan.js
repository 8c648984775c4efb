// The plan with other estimates: effort, cost, order and dates, in whole numbers as in src/plan.
//
// Two things stay as they are in the file that the page was made from: which capabilities the plan takes up, and, where the
// plan aims at the earliest end, the order in which steps are placed.

/** Units of effort in a person-week. */
const UNITS_PER_WEEK = 6000000;

/** A range of effort from three points in hundredths of a person-week, of which some percent are left. */
function effortOf([optimistic, likely, pessimistic], left) {
  return [optimistic * 600 * left, (optimistic + 4 * likely + pessimistic) * 100 * left, pessimistic * 600 * left];
}

/** `amount * numerator / denominator`, rounded half up. */
function scaled(amount, numerator, denominator) {
  return (amount * numerator * 2n + denominator) / (denominator * 2n);
}

const sumOf = (ranges, zero) => ranges.reduce((sum, range) => sum.map((part, idx) => part + range[idx]), [zero, zero, zero]);

/**
 * Plan with other estimates: `estimates` maps ids of capabilities to three points in hundredths of a person-week.
 *
 * Gives the steps by id, with effort and cost as [low, mean, high], place in the order and dates; the sums of all and of what is
 * asked for; and the day on which each level is reached.
 */
function planWith(model, estimates) {
  const { steps } = model;
  const points = steps.map((step) => estimates.get(step.id) ?? step.points);
  const left = steps.map((step, idx) => effortOf(points[idx], step.left_percent));
  const efforts = steps.map((step, idx) => (step.kind === 'assess' ? effortOf(model.assess_points, 100) : left[idx]));
  // Of several ways to satisfy a need the one with the least effort, then the first of the catalog.
  const cheapest = (ways) => ways.reduce((best, way) => (left[way][1] < left[best][1] ? way : best));
  const needs = steps.map((step) => step.needs.map(cheapest));
  const best = sequenceOf(model, efforts, needs);
  const sequence = best ?? [...steps.keys()].sort((a, b) => steps[a].position - steps[b].position);
  const slots = slotsOf(model, sequence, efforts, needs);
  const calendar = new Calendar(model.first_day, model.holidays);
  const planned = steps.map((step, idx) => ({
    id: step.id,
    level: step.level,
    position: sequence.indexOf(idx) + 1,
    effort: efforts[idx],
    upperBound: step.kind === 'assess' ? left[idx] : null,
    cost: costOf(model, step, efforts[idx]),
    start: calendar.date(slots[idx].start),
    finish: calendar.date(slots[idx].end - 1, step.lag_days / DAYS_PER_WEEK * 7),
  }));
  const total = (some) => ({
    effort: sumOf(some.map((step) => step.effort), 0),
    cost: model.currency && sumOf(some.map((step) => step.cost), 0n),
  });
  return {
    steps: new Map(planned.map((step) => [step.id, step])),
    isBestOrder: best !== null,
    all: total(planned),
    ask: total(planned.filter((_, idx) => steps[idx].is_asked)),
    levels: levelsOf(planned),
    finish: planned.map((step) => step.finish).sort().pop() ?? model.first_day,
  };
}

/** The order of the steps by the policy; null where it takes too long to find. */
function sequenceOf(model, efforts, needs) {
  const { steps } = model;
  const sequence = [];
  for (const group of groupsOf(model, needs)) {
    const place = new Map(group.map((idx, job) => [idx, job]));
    const jobs = group.map((idx) => ({
      effort: BigInt(efforts[idx][1]),
      value: BigInt(steps[idx].value),
    }));
    const inside = group.map((idx) => needs[idx].filter((need) => place.has(need)).map((need) => place.get(need)));
    const order = bestOrder(jobs, inside);
    if (order === null) return null;
    sequence.push(...order.map((job) => group[job]));
  }
  return sequence;
}

/** Steps that are ordered together: all, or level by level, with each what it needs. */
function groupsOf(model, needs) {
  const { steps } = model;
  if (model.policy !== 'level-first') return [[...steps.keys()]];
  const levels = steps.map((step) => step.level);
  for (let changed = true; changed;) {
    changed = false;
    needs.forEach((list, idx) => list.forEach((need) => {
      if (levels[need] > levels[idx]) {
        levels[need] = levels[idx];
        changed = true;
      }
    }));
  }
  const distinct = [...new Set(levels)].sort((a, b) => a - b);
  return distinct.map((level) => [...steps.keys()].filter((idx) => levels[idx] === level));
}

/** When each step happens. */
function slotsOf(model, sequence, efforts, needs) {
  const { steps, team } = model;
  const place = new Map(sequence.map((idx, at) => [idx, at]));
  const tasks = sequence.map((idx) => {
    const perRole = new Map();
    for (const { role, share } of steps[idx].work) {
      const units = Math.floor(efforts[idx][1] * share / 100);
      perRole.set(role, (perRole.get(role) ?? 0) + units);
    }
    return {
      work: [...perRole].filter(([, units]) => units > 0),
      lagDays: steps[idx].lag_days,
      after: needs[idx].map((need) => place.get(need)),
      earliest: steps[idx].earliest,
      deadline: steps[idx].deadline,
    };
  });
  const calendar = new Calendar(model.first_day, model.holidays);
  const slots = model.list === null
    ? scheduleInOrder(tasks, team, calendar)
    : placeList(activitiesOf(tasks, team), model.list.map((idx) => place.get(idx)), team, calendar);
  return steps.map((_, idx) => slots[place.get(idx)]);
}

/** What a step costs, in minor units; null without rates. */
function costOf(model, step, effort) {
  if (!model.currency) return null;
  return effort.map((units, point) => {
    const labour = step.work.map(({ share, rate }) =>
      scaled(BigInt(rate), BigInt(Math.floor(units * share / 100)), BigInt(UNITS_PER_WEEK)));
    const before = labour.reduce((sum, cost) => sum + cost, BigInt(step.direct[point]));
    return before + scaled(before, BigInt(model.overhead_percent), 100n);
  });
}

/** The day on which each level is reached for which something is planned. */
function levelsOf(planned) {
  const levels = [...new Set(planned.map((step) => step.level))].sort((a, b) => a - b);
  return levels.map((level) => {
    const upTo = planned.filter((step) => step.level <= level).map((step) => step.finish);
    return { level, finish: upTo.sort().pop() };
  });
}
