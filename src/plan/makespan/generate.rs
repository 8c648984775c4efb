//! Made-up projects for benches and tests; same parameters, same project.
//!
//! The parameters are those of ProGen (Kolisch, Sprecher & Drexl 1995): network complexity, resource factor, resource
//! strength. The way of drawing is our own and simpler, so the projects are in the manner of that generator, not its.

use super::super::schedule::{Activity, Board, Workforce};
use super::super::split_mix::SplitMix;

/// What to make.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// Number of activities, 1 or more.
    pub n_activities: usize,
    /// Number of resources, 1 or more.
    pub n_resources: usize,
    /// Durations are drawn evenly from 1 up to this (1 or more).
    pub max_days: u32,
    /// Demands are drawn evenly from 1 up to this (1 or more).
    pub max_units: u64,
    /// Network complexity in hundredths: needs per activity, none of which follows from others, where so many are
    /// possible; 150 means 1.5.
    pub network_complexity: usize,
    /// Resource factor in hundredths: the part of the resources that an activity takes up on average, 0 to 100.
    pub resource_factor: usize,
    /// Resource strength in hundredths: 0 leaves room for the most demanding activity only, 100 for the peak of the
    /// schedule in which each activity starts as early as its needs allow.
    pub resource_strength: u64,
    /// Another seed, another project.
    pub seed: u64,
}

impl Recipe {
    /// Durations up to 10, four resources, demands up to 10: the usual size.
    pub fn usual(n_activities: usize) -> Self {
        Self {
            n_activities,
            n_resources: 4,
            max_days: 10,
            max_units: 10,
            network_complexity: 180,
            resource_factor: 50,
            resource_strength: 50,
            seed: 1,
        }
    }
}

/// Activities and the resources that they take up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// In topological order.
    pub activities: Vec<Activity>,
    /// Units per resource.
    pub room: Vec<u64>,
}

/// Makes the project of a recipe.
pub fn generate(recipe: &Recipe) -> Generated {
    let mut random = SplitMix(recipe.seed);
    let n = recipe.n_activities;
    let after = network(recipe, &mut random);
    let mut demand = vec![vec![0_u64; recipe.n_resources]; n];
    demands(recipe, &mut random, &mut demand);
    let activities: Vec<Activity> = after
        .into_iter()
        .zip(&demand)
        .map(|(after, units)| Activity {
            n_days: 1 + random.below(u64::from(recipe.max_days)) as u32,
            demand: units.iter().copied().enumerate().filter(|(_, units)| *units > 0).collect(),
            after,
            ..Activity::default()
        })
        .collect();
    let room = room(recipe, &activities, &demand);
    Generated { activities, room }
}

/// Needs of each activity: at first one each, then more until there are enough; none that follows from others.
fn network(recipe: &Recipe, random: &mut SplitMix) -> Vec<Vec<usize>> {
    let n = recipe.n_activities;
    // The first tenth has no needs, the last tenth nobody that needs it.
    let n_open = (n / 10).max(1);
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); n];
    let mut reach = vec![vec![false; n]; n];
    let mut n_needs = 0;
    for idx in n_open..n {
        let last = idx.min(n - n_open);
        add(&mut after, &mut reach, random.below(last as u64) as usize, idx);
        n_needs += 1;
    }
    for idx in (0..n - n_open).rev() {
        if after.iter().all(|needs| !needs.contains(&idx)) {
            let first = (idx + 1).max(n_open);
            let next = first + random.below((n - first) as u64) as usize;
            if is_new(&after, &reach, idx, next) {
                add(&mut after, &mut reach, idx, next);
                n_needs += 1;
            }
        }
    }
    let enough = n * recipe.network_complexity / 100;
    let mut n_tries = 0;
    while n_needs < enough && n_tries < 200 * n {
        n_tries += 1;
        let (a, b) = (random.below(n as u64) as usize, random.below(n as u64) as usize);
        let (first, then) = (a.min(b), a.max(b));
        if first < n - n_open && then >= n_open && is_new(&after, &reach, first, then) {
            add(&mut after, &mut reach, first, then);
            n_needs += 1;
        }
    }
    after.iter_mut().for_each(|needs| needs.sort_unstable());
    after
}

/// Whether a need follows from no others, and no other would follow from it.
fn is_new(after: &[Vec<usize>], reach: &[Vec<bool>], first: usize, then: usize) -> bool {
    let reaches = |a: usize, b: usize| a == b || reach[a][b];
    let makes_another_needless = || {
        after.iter().enumerate().any(|(to, needs)| reaches(then, to) && needs.iter().any(|from| reaches(*from, first)))
    };
    first != then && !reach[first][then] && !makes_another_needless()
}

fn add(after: &mut [Vec<usize>], reach: &mut [Vec<bool>], first: usize, then: usize) {
    after[then].push(first);
    let beyond: Vec<usize> = (0..after.len()).filter(|to| *to == then || reach[then][*to]).collect();
    for (from, row) in reach.iter_mut().enumerate() {
        if from == first || row[first] {
            beyond.iter().for_each(|to| row[*to] = true);
        }
    }
}

/// As many demands as the resource factor says, at least one per activity where it says more than nothing.
fn demands(recipe: &Recipe, random: &mut SplitMix, demand: &mut [Vec<u64>]) {
    let n_pairs = recipe.n_activities * recipe.n_resources;
    let enough = (n_pairs * recipe.resource_factor.min(100)).div_ceil(100);
    let mut n_demands = 0;
    for units in demand.iter_mut().take(enough) {
        units[random.below(recipe.n_resources as u64) as usize] = 1 + random.below(recipe.max_units);
        n_demands += 1;
    }
    while n_demands < enough {
        let pair = random.below(n_pairs as u64) as usize;
        let units = &mut demand[pair / recipe.n_resources][pair % recipe.n_resources];
        if *units == 0 {
            *units = 1 + random.below(recipe.max_units);
            n_demands += 1;
        }
    }
}

/// Between the highest demand and the peak, as the resource strength says, rounded to the nearest.
fn room(recipe: &Recipe, activities: &[Activity], demand: &[Vec<u64>]) -> Vec<u64> {
    let list: Vec<usize> = (0..activities.len()).collect();
    let boundless = Workforce::of_units(vec![u64::MAX / 2; recipe.n_resources]);
    let mut slots = vec![super::Slot { start: 0, end: 0, n_days: 0, ready: 0 }; activities.len()];
    Board::default().place_list(activities, &list, &boundless, &mut slots);
    let load = |resource: usize, day: u32| {
        let at_work = demand.iter().zip(&slots).filter(|(_, slot)| (slot.start..slot.end).contains(&day));
        at_work.map(|(units, _)| units[resource]).sum::<u64>()
    };
    let of_one = |resource: usize| {
        let least = demand.iter().map(|units| units[resource]).max().unwrap_or(0);
        let peak = slots.iter().map(|slot| load(resource, slot.start)).max().unwrap_or(least);
        (least + ((peak - least) * recipe.resource_strength + 50) / 100).max(1)
    };
    (0..recipe.n_resources).map(of_one).collect()
}
