//! Cuts jobs into blocks of falling density (Sidney 1975), as fine as they get.
//!
//! A *block* can follow all denser blocks, and no closed part of it is denser than the block. Some
//! best sequence does the blocks one after the other, the densest first: to move a densest closed
//! set to the front, keeping both orders inside, never costs anything. With blocks as fine as here
//! this holds for every best sequence. Which order is best inside a block is another question, see
//! `search.rs`.
//!
//! Method: divide and conquer over the density. Look for what is denser than the whole set. If there
//! is something, the blocks inside and outside of it have nothing to do with each other. If there is
//! nothing, all blocks have the same density, and the flow that proves it tells them apart: they are
//! the strongly connected components of the residual network. Margot, Queyranne & Wang (2003) get
//! the same from one parametric flow; many flows on quickly shrinking sets are simpler and were fast
//! enough (10,000 jobs in 10 to 300 ms).

use std::ops::Range;

use super::components::components;
use super::cut::{Cutter, FAR};

/// Jobs cut into blocks.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// All jobs, block after block, ascending inside each.
    jobs: Vec<u32>,
    ranges: Vec<Range<usize>>,
}

impl Blocks {
    /// The jobs of each block, ascending; in no particular order (see `arrange.rs`).
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.ranges.iter().map(|range| &self.jobs[range.clone()])
    }
}

impl Cutter<'_> {
    /// Cuts jobs into blocks.
    ///
    /// Afterwards `set_of` tells the blocks apart, and `amount` on the needs inside each block is
    /// the flow that proves that none of its closed parts is denser.
    pub fn decompose(&mut self, jobs: &[u32]) -> Blocks {
        let mut blocks = Blocks { jobs: jobs.to_vec(), ranges: Vec::new() };
        let mut open = Vec::new();
        let mut buffer = Vec::with_capacity(jobs.len());
        self.gather(jobs);
        for &job in jobs {
            self.level[job as usize] = FAR;
        }
        self.split(&mut blocks.jobs, 0, &mut buffer, &mut open);
        while let Some(range) = open.pop() {
            let part = &mut blocks.jobs[range.clone()];
            if part.len() == 1 {
                blocks.ranges.push(range);
            } else if self.is_even(part) {
                blocks.ranges.extend(components(self, part, range.start));
            } else {
                self.split(part, range.start, &mut buffer, &mut open);
            }
        }
        for range in &blocks.ranges {
            blocks.jobs[range.clone()].sort_unstable();
        }
        blocks
    }

    /// Splits a set into the connected pieces on either side of the last cut.
    ///
    /// Reorders `jobs`, which start at `offset` of the whole list, and adds the pieces to `open`.
    fn split(&mut self, jobs: &mut [u32], offset: usize, buffer: &mut Vec<u32>, open: &mut Vec<Range<usize>>) {
        let Some(&first) = jobs.first() else { return };
        let net = self.net;
        let old_set = self.set_of[first as usize];
        buffer.clear();
        for &start in jobs.iter() {
            if self.set_of[start as usize] != old_set {
                continue;
            }
            let set = self.new_set();
            let is_far = self.level[start as usize] == FAR;
            let piece_start = buffer.len();
            let mut head = piece_start;
            self.set_of[start as usize] = set;
            buffer.push(start);
            while let Some(&job) = buffer.get(head) {
                head += 1;
                let needed = net.needed[net.needs_of(job)].iter();
                let pointing = net.pointing_at(job).iter();
                for &next in needed.chain(pointing.map(|&need| &net.waiter[need as usize])) {
                    let is_same_side = (self.level[next as usize] == FAR) == is_far;
                    if self.set_of[next as usize] == old_set && is_same_side {
                        self.set_of[next as usize] = set;
                        buffer.push(next);
                    }
                }
            }
            open.push(offset + piece_start..offset + head);
        }
        jobs.copy_from_slice(buffer);
    }
}
