//! A quick good order of a network too large to search.

use super::network::Network;
use super::reach::Reach;

/// Above this many jobs the rows of bits of [`Reach`] would take more than 36 MB.
const MAX_REACH: usize = 12_000;

/// A feasible sequence of all jobs.
///
/// Again and again it takes the job that is densest together with everything it still needs, and
/// does all of that. Very large networks are left in ascending order, for `polish.rs` to mend.
pub(super) fn rough_order(net: &Network) -> Vec<u32> {
    if net.len() > MAX_REACH {
        return net.jobs();
    }
    let reach = Reach::new(net);
    let mut bundles = Bundles::new(net, &reach);
    let mut sequence = Vec::with_capacity(net.len());
    while let Some(job) = bundles.densest() {
        let start = sequence.len();
        sequence.extend(bits(reach.before(job)).filter(|&job| !bundles.is_done[job as usize]));
        sequence.push(job);
        for &job in &sequence[start..] {
            bundles.finish(job);
        }
    }
    sequence
}

/// For each open job, the effort and value of it and all open jobs before it.
struct Bundles<'a> {
    net: &'a Network,
    reach: &'a Reach,
    effort: Vec<i128>,
    value: Vec<i128>,
    is_done: Vec<bool>,
    open: Vec<u32>,
}

impl<'a> Bundles<'a> {
    fn new(net: &'a Network, reach: &'a Reach) -> Self {
        let mut effort = net.effort.clone();
        let mut value = net.value.clone();
        for job in 0..net.len() {
            for later in bits(reach.after(job as u32)) {
                effort[later as usize] += net.effort[job];
                value[later as usize] += net.value[job];
            }
        }
        Self { net, reach, effort, value, is_done: vec![false; net.len()], open: net.jobs() }
    }

    /// The open job with the densest bundle; the lowest of equals.
    fn densest(&mut self) -> Option<u32> {
        self.open.retain(|&job| !self.is_done[job as usize]);
        self.open.iter().copied().reduce(|best, job| {
            let (b, j) = (best as usize, job as usize);
            let is_denser = self.value[j] * self.effort[b] > self.value[b] * self.effort[j];
            if is_denser { job } else { best }
        })
    }

    fn finish(&mut self, job: u32) {
        self.is_done[job as usize] = true;
        for later in bits(self.reach.after(job)) {
            self.effort[later as usize] -= self.net.effort[job as usize];
            self.value[later as usize] -= self.net.value[job as usize];
        }
    }
}

/// The jobs of a row of bits, ascending.
fn bits(row: &[u64]) -> impl Iterator<Item = u32> {
    row.iter().enumerate().flat_map(|(word, &bits)| {
        let mut left = bits;
        std::iter::from_fn(move || {
            let bit = (left != 0).then(|| left.trailing_zeros())?;
            left &= left - 1;
            Some(word as u32 * 64 + bit)
        })
    })
}
