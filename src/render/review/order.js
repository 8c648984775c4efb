// Which capability next: the order with the least sum of value times waiting time, needs first. The same question and the
// same answer as in src/plan/order, found more simply, because a page has some dozens of jobs and not thousands.
//
// A job is { effort, value } in whole numbers (BigInt), known by its index; needs[j] lists what comes before job j. Where two
// orders cost the same, the lower index goes first.

/** Sets of jobs that are looked at inside one block, at most. */
const MAX_STATES = 50000;

/** The best sequence; null where it takes too long to find. */
function bestOrder(jobs, needs) {
  const left = new Set(jobs.keys());
  const sequence = [];
  let density = null;
  while (left.size > 0) {
    // While something of the density at hand is left, it is the highest.
    density = density ?? highestDensity(jobs, needs, left);
    const blocks = tightBlocks(jobs, needs, left, density);
    if (blocks.length === 0) {
      density = null;
      continue;
    }
    let first = null;
    for (const block of blocks) {
      const inside = bestInside(jobs, needs, block);
      if (inside === null) return null;
      if (first === null || inside[0] < first[0]) first = inside;
    }
    for (const job of first) {
      sequence.push(job);
      left.delete(job);
    }
  }
  return sequence;
}

/** The highest value per effort that a set of jobs with all their needs has (Dinkelbach 1967). */
function highestDensity(jobs, needs, left) {
  let density = densityOf(jobs, left);
  for (;;) {
    const closure = largestClosure(jobs, needs, left, density, null);
    if (closure.size === 0) return density;
    density = densityOf(jobs, closure);
  }
}

function densityOf(jobs, set) {
  let [value, effort] = [0n, 0n];
  for (const job of set) {
    value += jobs[job].value;
    effort += jobs[job].effort;
  }
  return { value, effort };
}

/** What a job gains above a density, times a number above 0. */
function gain(job, density) {
  return job.value * density.effort - job.effort * density.value;
}

/** The smallest sets of the highest density that hold all their needs (Sidney 1975); none where there is no such set. */
function tightBlocks(jobs, needs, left, density) {
  const closures = new Map();
  for (const job of left) {
    const closure = largestClosure(jobs, needs, left, density, job);
    let sum = 0n;
    for (const member of closure) sum += gain(jobs[member], density);
    if (sum === 0n) closures.set(job, closure);
  }
  const blocks = [];
  for (const [job, closure] of closures) {
    const members = [...closure].sort((a, b) => a - b);
    const isSmallest = members.every((member) => closures.get(member).size === closure.size);
    if (isSmallest && members[0] === job) blocks.push(members);
  }
  return blocks;
}

/**
 * The smallest of the sets with all their needs that gain most above a density, by a maximum flow (Picard 1976). With `wanted`,
 * of the sets that hold this job.
 */
function largestClosure(jobs, needs, left, density, wanted) {
  const source = jobs.length;
  const sink = source + 1;
  const capacity = new Map();
  const neighbours = new Map([[source, []], [sink, []]]);
  let endless = 1n;
  for (const job of left) {
    neighbours.set(job, []);
    const own = gain(jobs[job], density);
    endless += own < 0n ? -own : own;
  }
  const connect = (from, to, amount) => {
    capacity.set(from * (sink + 1) + to, amount);
    capacity.set(to * (sink + 1) + from, 0n);
    neighbours.get(from).push(to);
    neighbours.get(to).push(from);
  };
  for (const job of left) {
    const own = gain(jobs[job], density);
    if (job === wanted) connect(source, job, endless);
    else if (own > 0n) connect(source, job, own);
    else if (own < 0n) connect(job, sink, -own);
    for (const need of new Set(needs[job])) if (left.has(need)) connect(job, need, endless);
  }
  for (;;) {
    const cameFrom = new Map([[source, source]]);
    const queue = [source];
    for (const node of queue) {
      for (const next of neighbours.get(node)) {
        if (!cameFrom.has(next) && capacity.get(node * (sink + 1) + next) > 0n) {
          cameFrom.set(next, node);
          queue.push(next);
        }
      }
    }
    if (!cameFrom.has(sink)) {
      queue.shift();
      return new Set(queue);
    }
    let amount = endless;
    for (let node = sink; node !== source; node = cameFrom.get(node)) {
      const free = capacity.get(cameFrom.get(node) * (sink + 1) + node);
      if (free < amount) amount = free;
    }
    for (let node = sink; node !== source; node = cameFrom.get(node)) {
      const before = cameFrom.get(node);
      capacity.set(before * (sink + 1) + node, capacity.get(before * (sink + 1) + node) - amount);
      capacity.set(node * (sink + 1) + before, capacity.get(node * (sink + 1) + before) + amount);
    }
  }
}

/** The best order of a block, of several the one with the lowest indices first; null where there are too many sets to try. */
function bestInside(jobs, needs, block) {
  const place = new Map(block.map((job, idx) => [job, idx]));
  const bits = block.map((_, idx) => 1n << BigInt(idx));
  const needed = block.map((job) =>
    needs[job].reduce((all, need) => (place.has(need) ? all | bits[place.get(need)] : all), 0n));
  const all = (1n << BigInt(block.length)) - 1n;
  const known = new Map([[all, 0n]]);
  const canCome = (done, idx) => (done & bits[idx]) === 0n && (needed[idx] & ~done) === 0n;
  // What the jobs that are not done cost, from `time` on.
  const rest = (done, time) => {
    const found = known.get(done);
    if (found !== undefined) return found;
    let least = null;
    for (let idx = 0; idx < block.length; idx++) {
      if (!canCome(done, idx)) continue;
      const end = time + jobs[block[idx]].effort;
      const after = rest(done | bits[idx], end);
      if (after === null) return null;
      const cost = end * jobs[block[idx]].value + after;
      if (least === null || cost < least) least = cost;
    }
    if (known.size > MAX_STATES) return null;
    known.set(done, least);
    return least;
  };
  let [done, time, cost] = [0n, 0n, rest(0n, 0n)];
  if (cost === null) return null;
  const sequence = [];
  while (done !== all) {
    const next = block.findIndex((job, idx) => {
      if (!canCome(done, idx)) return false;
      const end = time + jobs[job].effort;
      return end * jobs[job].value + rest(done | bits[idx], end) === cost;
    });
    time += jobs[block[next]].effort;
    cost -= time * jobs[block[next]].value;
    done |= bits[next];
    sequence.push(block[next]);
  }
  return sequence;
}
