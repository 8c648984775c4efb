//! The heaviest set of activities that can be at work side by side.

use super::super::project::Project;

/// Nodes of the search for one set, after which there are too many.
const MAX_NODES: u64 = 200_000;

/// Who can be at work beside whom.
pub(super) struct Heaviest {
    room: Vec<u64>,
    /// Units per activity and role.
    demand: Vec<Vec<u64>>,
    /// Whether neither of two waits for the other.
    beside: Vec<Vec<bool>>,
    /// Activities with work.
    works: Vec<usize>,
}

/// The search at hand.
struct Search<'a> {
    all: &'a Heaviest,
    weight: &'a [u64],
    set: Vec<usize>,
    best: (Vec<usize>, u64),
    n_nodes: u64,
}

impl Heaviest {
    pub fn new(project: &Project) -> Self {
        let n = project.len();
        let mut beside = vec![vec![true; n]; n];
        let mut reach = vec![vec![false; n]; n];
        for idx in (0..n).rev() {
            for &next in &project.successors[idx] {
                let mut own = std::mem::take(&mut reach[idx]);
                own[next] = true;
                own.iter_mut().zip(&reach[next]).for_each(|(own, of_next)| *own |= of_next);
                reach[idx] = own;
            }
            for other in (0..n).filter(|other| reach[idx][*other] || *other == idx) {
                beside[idx][other] = false;
                beside[other][idx] = false;
            }
        }
        let demand = project.activities.iter().map(|activity| {
            let mut units = vec![0; project.workforce.len()];
            activity.demand.iter().for_each(|(role, demand)| units[*role] = *demand);
            units
        });
        Self {
            room: (0..project.workforce.len()).map(|role| project.workforce.room(role)).collect(),
            demand: demand.collect(),
            beside,
            works: (0..n).filter(|idx| project.activities[*idx].n_days > 0).collect(),
        }
    }

    /// A set around one activity, to which nothing can be added, where those in `first` go before others.
    pub fn around(&self, idx: usize, first: &[usize]) -> Vec<usize> {
        let mut set = vec![idx];
        let mut left = self.room.clone();
        self.take(idx, &mut left);
        self.fill(&mut set, &mut left, first);
        self.fill(&mut set, &mut left, &self.works);
        set
    }

    /// Some sets that weigh more than a number, as quick as can be; at most one around each activity.
    pub fn quick(&self, weight: &[u64], more_than: u64) -> Vec<Vec<usize>> {
        let heavy = self.heavy(weight);
        let mut sets: Vec<Vec<usize>> = heavy.iter().map(|idx| self.around(*idx, &heavy)).collect();
        sets.retain(|set| set.iter().map(|member| weight[*member]).sum::<u64>() > more_than);
        sets.iter_mut().for_each(|set| set.sort_unstable());
        sets.sort_unstable();
        sets.dedup();
        sets
    }

    /// Activities that weigh something, heaviest first.
    fn heavy(&self, weight: &[u64]) -> Vec<usize> {
        let mut heavy: Vec<usize> = self.works.iter().copied().filter(|idx| weight[*idx] > 0).collect();
        heavy.sort_by_key(|idx| (std::cmp::Reverse(weight[*idx]), *idx));
        heavy
    }

    /// The heaviest set, its weight, and the nodes that it took; none where it takes too many.
    pub fn find(&self, weight: &[u64]) -> Option<(Vec<usize>, u64, u64)> {
        let mut search = Search { all: self, weight, set: Vec::new(), best: (Vec::new(), 0), n_nodes: 0 };
        search.visit(&self.heavy(weight), &self.room, 0);
        let Search { best: (mut set, most), n_nodes, .. } = search;
        if n_nodes >= MAX_NODES {
            return None;
        }
        // What weighs nothing makes the set hold for more weights.
        let mut left = self.room.clone();
        set.iter().for_each(|member| self.take(*member, &mut left));
        self.fill(&mut set, &mut left, &self.works);
        Some((set, most, n_nodes))
    }

    /// Add to a set what fits, in the order given.
    fn fill(&self, set: &mut Vec<usize>, left: &mut [u64], order: &[usize]) {
        for &other in order {
            if self.fits(other, left) && set.iter().all(|member| self.beside[*member][other]) {
                self.take(other, left);
                set.push(other);
            }
        }
    }

    fn fits(&self, idx: usize, left: &[u64]) -> bool {
        self.demand[idx].iter().zip(left).all(|(units, left)| units <= left)
    }

    fn take(&self, idx: usize, left: &mut [u64]) {
        self.demand[idx].iter().zip(left).for_each(|(units, left)| *left -= units);
    }
}

impl Search<'_> {
    /// Try all sets that add to the one at hand some of those that are free, heaviest first.
    fn visit(&mut self, free: &[usize], left: &[u64], sum: u64) {
        self.n_nodes += 1;
        if sum > self.best.1 {
            self.best = (self.set.clone(), sum);
        }
        for (at, &idx) in free.iter().enumerate() {
            if self.n_nodes >= MAX_NODES || sum + self.most_of(&free[at..], left) <= self.best.1 {
                return;
            }
            let mut left = left.to_vec();
            self.all.take(idx, &mut left);
            let is_free = |other: &&usize| self.all.beside[idx][**other] && self.all.fits(**other, &left);
            let rest: Vec<usize> = free[at + 1..].iter().filter(is_free).copied().collect();
            self.set.push(idx);
            self.visit(&rest, &left, sum + self.weight[idx]);
            self.set.pop();
        }
    }

    /// No more than this can be added: all of it, or what each role has room for if parts of activities could be taken.
    fn most_of(&self, free: &[usize], left: &[u64]) -> u64 {
        let all: u64 = free.iter().map(|idx| self.weight[*idx]).sum();
        let of_role = |role: usize| {
            let mut dense: Vec<(u64, u64)> =
                free.iter().map(|idx| (self.weight[*idx], self.all.demand[*idx][role])).collect();
            dense.sort_by(|a, b| (u128::from(b.0) * u128::from(a.1)).cmp(&(u128::from(a.0) * u128::from(b.1))));
            let mut room = left[role];
            let mut sum = 0;
            for (weight, units) in dense {
                if units <= room {
                    room -= units;
                    sum += weight;
                } else {
                    let part = u128::from(weight) * u128::from(room) / u128::from(units) + 1;
                    return sum + u64::try_from(part).unwrap_or(u64::MAX / 4);
                }
            }
            sum
        };
        (0..left.len()).map(of_role).fold(all, u64::min)
    }
}
