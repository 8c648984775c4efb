// When each step happens: the list schedule of src/plan/schedule, with its holidays, absences, lags and deadlines.
//
// Days are working days counted from 0. A task is { work: [[role, units]], lagDays, after, earliest, deadline }; a role is
// { units_per_day, units_per_day_for_one, away: [{ from, to, units }] }.

/** The load of a role over time, as the days on which it changes. */
class Load {
  constructor() {
    this.steps = [[0, 0]];
  }

  /** The index of the entry that begins on this day, which is made if there is none. */
  cut(day) {
    let idx = this.steps.findIndex(([start]) => start >= day);
    if (idx < 0) idx = this.steps.length;
    if (idx === this.steps.length || this.steps[idx][0] > day) this.steps.splice(idx, 0, [day, this.steps[idx - 1][1]]);
    return idx;
  }

  add(from, to, units) {
    const first = this.cut(from);
    const last = this.cut(to);
    for (let idx = first; idx < last; idx++) this.steps[idx][1] += units;
  }

  /** The end of the last stretch within the days that has a load above a limit; null if no day has. */
  busyUntil(from, to, limit) {
    for (let idx = this.steps.length - 2; idx >= 0; idx--) {
      const [start, load] = this.steps[idx];
      const end = this.steps[idx + 1][0];
      if (end <= from) return null;
      if (start < to && load > limit) return end;
    }
    return null;
  }
}

/** Working days that a task takes with at most one full-time person of each role. */
function duration(task, team) {
  const days = task.work.map(([role, units]) => Math.ceil(units / team[role].units_per_day_for_one));
  return Math.max(1, ...days);
}

/** Stretches on which too little of a role is there for a demand; ascending, and none touches the next. */
function pausesOf(demand, team) {
  const all = demand.flatMap(([role, units]) =>
    team[role].away.filter((away) => away.units + units > team[role].units_per_day).map(({ from, to }) => [from, to]));
  all.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const apart = [];
  for (const [from, to] of all) {
    const last = apart[apart.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}

/** Days of work from a day on, as stretches between the pauses. */
function stretches(pauses, start, nDays) {
  const later = pauses.filter(([from]) => from >= start);
  const found = [];
  let [from, left] = [start, nDays];
  for (let idx = 0; left > 0; idx++) {
    const to = Math.min(from + left, later[idx]?.[0] ?? Infinity);
    found.push([from, to]);
    left -= to - from;
    from = later[idx]?.[1] ?? to;
  }
  return found;
}

/** Place activities in the order of a list, each as early as there is room; gives a slot per activity. */
function placeList(activities, list, team, calendar) {
  const loads = team.map((role) => {
    const load = new Load();
    role.away.forEach((away) => load.add(away.from, away.to, away.units));
    return load;
  });
  const slots = new Array(activities.length);
  for (const idx of list) {
    const activity = activities[idx];
    let start = Math.max(activity.earliest, 0, ...activity.after.map((before) => slots[before].ready));
    let days = null;
    while (days === null) {
      const pause = activity.pauses.find(([from, to]) => from <= start && start < to);
      if (pause) start = pause[1];
      days = stretches(activity.pauses, start, activity.nDays);
      for (const [from, to] of days) {
        const busy = activity.demand.map(([role, units]) =>
          loads[role].busyUntil(from, to, team[role].units_per_day - units));
        const until = Math.max(...busy.map((day) => day ?? -1));
        if (until >= 0) {
          start = until;
          days = null;
          break;
        }
      }
    }
    days.forEach(([from, to]) => activity.demand.forEach(([role, units]) => loads[role].add(from, to, units)));
    const end = days[days.length - 1][1];
    slots[idx] = { start, end, ready: calendar.afterLag(end, activity.lagDays) };
  }
  return slots;
}

/** Tasks whose durations are settled. */
function activitiesOf(tasks, team) {
  return tasks.map((task) => {
    const nDays = duration(task, team);
    const demand = task.work.map(([role, units]) => [role, Math.ceil(units / nDays)]);
    return { ...task, nDays, demand, pauses: pausesOf(demand, team) };
  });
}

/** Days by which deadlines are missed, summed up. */
function daysLate(activities, slots) {
  const late = (activity, slot) => (activity.deadline === null ? 0 : Math.max(0, slot.ready - activity.deadline));
  return activities.reduce((sum, activity, idx) => sum + late(activity, slots[idx]), 0);
}

/** The schedule of the tasks in their order, but for what a deadline brings forward. */
function scheduleInOrder(tasks, team, calendar) {
  const activities = activitiesOf(tasks, team);
  const list = [...activities.keys()];
  const slots = placeList(activities, list, team, calendar);
  return bringForward(activities, slots, team, calendar) ?? slots;
}

/** The schedule in which less is late, because what is late comes earlier with all it waits for; null where that is no help. */
function bringForward(activities, slots, team, calendar) {
  const due = dueDays(activities, calendar);
  const isForward = activities.map(() => false);
  let [least, current, best] = [daysLate(activities, slots), slots, null];
  while (least > 0) {
    const nForward = isForward.filter(Boolean).length;
    for (let idx = activities.length - 1; idx >= 0; idx--) {
      const { deadline, after } = activities[idx];
      if (deadline !== null && current[idx].ready > deadline) isForward[idx] = true;
      if (isForward[idx]) after.forEach((before) => { isForward[before] = true; });
    }
    const forward = [...activities.keys()].filter((idx) => isForward[idx]);
    if (forward.length === nForward) break;
    forward.sort((a, b) => (due[a] === due[b] ? a - b : due[a] - due[b]));
    const list = [...forward, ...[...activities.keys()].filter((idx) => !isForward[idx])];
    current = placeList(activities, list, team, calendar);
    const late = daysLate(activities, current);
    if (late < least) {
      least = late;
      best = { forward, list, slots: current };
    }
  }
  return best && putBack(best, activities, least, team, calendar);
}

/** Schedules that are tried at most to put things back. */
const MAX_TRIES = 2000;

/** Put what came forward back towards its place, the least urgent first, as far as no deadline is missed by more for it. */
function putBack({ forward, list, slots }, activities, least, team, calendar) {
  let nTries = 0;
  for (const idx of [...forward].reverse()) {
    const now = list.indexOf(idx);
    const stops = (other) => (other > idx && !forward.includes(other)) || activities[other].after.includes(idx);
    const offset = list.slice(now + 1).findIndex(stops);
    const last = offset < 0 ? list.length - 1 : now + offset;
    for (let place = last; place > now; place--) {
      nTries += 1;
      const other = [...list.slice(0, now), ...list.slice(now + 1, place + 1), idx, ...list.slice(place + 1)];
      const placed = placeList(activities, other, team, calendar);
      if (nTries <= MAX_TRIES && daysLate(activities, placed) <= least) {
        [list, slots] = [other, placed];
        break;
      }
    }
  }
  return slots;
}

/** The day by which the work of each activity must end for no deadline to be missed that hangs on it. */
function dueDays(activities, calendar) {
  const due = activities.map(() => Infinity);
  for (let idx = activities.length - 1; idx >= 0; idx--) {
    const { deadline, lagDays, after, nDays } = activities[idx];
    const lag = calendar.shortestLag(lagDays);
    const own = deadline === null ? Infinity : Math.max(0, deadline - lag);
    due[idx] = Math.min(Math.max(0, due[idx] - lag), own);
    if (due[idx] < Infinity) {
      const start = Math.max(0, due[idx] - nDays);
      after.forEach((before) => { due[before] = Math.min(due[before], start); });
    }
  }
  return due;
}
