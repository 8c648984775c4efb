//! Makes a feasible sequence cheaper, window by window.

use super::arrange::{Piece, arrange};
use super::bound::flow_bound;
use super::cut::Cutter;
use super::network::Network;
use super::search::{Limits, Search};

/// The longest window; longer ones cost much and gain little.
const LONGEST: usize = 1024;
/// The shortest window: half of it is still a few jobs.
const SHORTEST: usize = 16;
/// Blocks up to this long are searched, longer ones keep the order they have.
const SEARCHED: usize = 40;
/// Work allowed per job of a searched block; most need less.
const WORK_PER_JOB: u64 = 200;
/// A third round gains next to nothing.
const MAX_ROUNDS: usize = 2;

/// Improves a sequence until a round of windows gains nothing, or `MAX_ROUNDS` are over.
///
/// The jobs of a window can be reordered as an instance of their own. Cut into blocks, the blocks
/// put in order of density and the order inside each kept, they never cost more than before (this is
/// the exchange in the proof of Sidney's theorem); small blocks are solved outright on top.
pub(super) fn polish(net: &Network, sequence: &mut [u32]) {
    let mut polisher = Polisher { net, cutter: Cutter::new(net), place: vec![0; net.len()] };
    for _ in 0..MAX_ROUNDS {
        let mut is_better = false;
        let mut length = LONGEST.min(sequence.len());
        while length >= SHORTEST {
            for start in (0..sequence.len()).step_by(length / 2) {
                let end = (start + length).min(sequence.len());
                is_better |= polisher.improve(&mut sequence[start..end]);
            }
            length /= 2;
        }
        if !is_better {
            break;
        }
    }
}

struct Polisher<'a> {
    net: &'a Network,
    cutter: Cutter<'a>,
    /// Where each job stands in the window.
    place: Vec<usize>,
}

impl Polisher<'_> {
    /// Reorders a window if that makes it cheaper.
    fn improve(&mut self, window: &mut [u32]) -> bool {
        for (place, &job) in window.iter().enumerate() {
            self.place[job as usize] = place;
        }
        let mut jobs = window.to_vec();
        jobs.sort_unstable();
        let blocks = self.cutter.decompose(&jobs);
        let pieces: Vec<Piece> = blocks.iter().map(|block| self.piece(block)).collect();
        let order = arrange(self.net, &pieces);
        let sequence: Vec<u32> = order.into_iter().flat_map(|k| pieces[k].sequence.iter().copied()).collect();
        let is_better = self.net.cost(&sequence) < self.net.cost(window);
        if is_better {
            window.copy_from_slice(&sequence);
        }
        is_better
    }

    fn piece(&self, block: &[u32]) -> Piece {
        let (effort, value) = self.net.totals(block);
        let mut sequence = block.to_vec();
        sequence.sort_unstable_by_key(|&job| self.place[job as usize]);
        if (3..=SEARCHED).contains(&block.len()) {
            let net = self.net.restricted_to(block);
            let limits = Limits { work: WORK_PER_JOB * block.len() as u64, states: usize::MAX, branchings: 0 };
            let low = flow_bound(&self.cutter, block);
            let found = Search::new(&net, limits).solve(&net.jobs(), low, self.net.cost(&sequence));
            if let Some(best) = found.best {
                sequence = best.sequence.iter().map(|&job| block[job as usize]).collect();
            }
        }
        Piece { effort, value, sequence }
    }
}

#[cfg(test)]
mod tests {
    use super::super::generate::{Recipe, Shape, generate};
    use super::super::rough::rough_order;
    use super::*;

    #[test]
    fn a_polished_sequence_is_feasible_and_no_worse() {
        for seed in 0..5 {
            let dense = Recipe { needs_per_100_jobs: 300, seed, ..Recipe::sparse(300) };
            let instance = generate(&Recipe { shape: Shape::Layers(5), ..dense }).unwrap();
            let net = Network::new(&instance);
            let mut sequence = rough_order(&net);
            let before = net.cost(&sequence);
            polish(&net, &mut sequence);
            assert!(net.cost(&sequence) < before);
            let mut place = vec![usize::MAX; net.len()];
            for (k, &job) in sequence.iter().enumerate() {
                place[job as usize] = k;
            }
            for need in 0..net.n_needs() {
                assert!(place[net.needed[need] as usize] < place[net.waiter[need] as usize]);
            }
        }
    }
}
