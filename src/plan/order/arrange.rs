//! Puts solved blocks one after the other.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::network::Network;

/// A block whose inner order is settled.
#[derive(Debug)]
pub(super) struct Piece {
    pub effort: i128,
    pub value: i128,
    pub sequence: Vec<u32>,
}

/// Where each piece goes: positions in `pieces`, the densest first.
///
/// Pieces of the same density cost the same in any order that respects the needs between them. Of
/// those that can come next, we take the one that starts with the lowest index: the caller sorts
/// jobs by what readers of the roadmap should see first, and together with lowest sequences inside
/// the pieces this makes the lowest of all best sequences.
pub(super) fn arrange(net: &Network, pieces: &[Piece]) -> Vec<usize> {
    let is_even = |a: &usize, b: &usize| {
        let (a, b) = (&pieces[*a], &pieces[*b]);
        a.value * b.effort == b.value * a.effort
    };
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&pieces[a], &pieces[b]);
        (b.value * a.effort).cmp(&(a.value * b.effort))
    });
    if order.is_sorted_by(|a, b| !is_even(a, b)) {
        return order;
    }
    let mut piece_of = vec![usize::MAX; net.len()];
    for (k, piece) in pieces.iter().enumerate() {
        for &job in &piece.sequence {
            piece_of[job as usize] = k;
        }
    }
    let mut n_open = vec![0; pieces.len()];
    let mut arranged = Vec::with_capacity(pieces.len());
    for run in order.chunk_by(is_even) {
        arrange_run(net, pieces, run, &piece_of, &mut n_open, &mut arranged);
    }
    arranged
}

/// Arranges pieces of one density; `n_open` is all 0 before and after.
fn arrange_run(
    net: &Network,
    pieces: &[Piece],
    run: &[usize],
    piece_of: &[usize],
    n_open: &mut [usize],
    arranged: &mut Vec<usize>,
) {
    let first_index = |k: usize| pieces[k].sequence.first().map(|&job| net.index[job as usize]);
    let waiting = |k: usize| {
        let jobs = pieces[k].sequence.iter();
        let needs = jobs.flat_map(|&job| net.pointing_at(job));
        needs.map(|&need| piece_of[net.waiter[need as usize] as usize]).filter(move |&to| to != k)
    };
    for to in run.iter().flat_map(|&k| waiting(k)).filter(|&to| to != usize::MAX) {
        n_open[to] += 1;
    }
    let is_free = |k: &&usize| n_open[**k] == 0;
    let mut ready: BinaryHeap<_> = run.iter().filter(is_free).map(|&k| Reverse((first_index(k), k))).collect();
    while let Some(Reverse((_, k))) = ready.pop() {
        arranged.push(k);
        for to in waiting(k).filter(|&to| to != usize::MAX) {
            n_open[to] -= 1;
            // Only pieces of this run can be waited out here; thinner ones come later anyway.
            if n_open[to] == 0 && is_in_run(pieces, run, to) {
                ready.push(Reverse((first_index(to), to)));
            }
        }
    }
}

fn is_in_run(pieces: &[Piece], run: &[usize], k: usize) -> bool {
    let first = &pieces[run[0]];
    first.value * pieces[k].effort == pieces[k].value * first.effort
}
