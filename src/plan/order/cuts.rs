//! Cuts any part of an instance into blocks, again and again; for planners that need densities but no order.

use super::arrange::{Piece, arrange};
use super::certificate::NeedFlow;
use super::cut::Cutter;
use super::instance::Instance;
use super::network::Network;
use super::solve::flows;

/// An instance packed for cuts.
#[derive(Debug)]
pub(in crate::plan) struct Packed {
    net: Network,
    /// The number in the network of each job.
    number: Vec<u32>,
}

impl Packed {
    /// Packs an instance, see [`Instance::of_checked`].
    pub fn new(instance: &Instance) -> Self {
        let net = Network::new(instance);
        let mut number = vec![0; net.len()];
        for (job, &index) in net.index.iter().enumerate() {
            number[index as usize] = job as u32;
        }
        Self { net, number }
    }

    /// Working memory for cuts.
    pub fn cuts(&self) -> Cuts<'_> {
        Cuts { packed: self, cutter: Cutter::new(&self.net) }
    }
}

/// A block: none of its closed parts is denser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) struct Slice {
    /// The jobs, each after those that it needs.
    pub jobs: Vec<usize>,
    /// Sum of their efforts.
    pub effort: u64,
    /// Sum of their values.
    pub value: u64,
}

/// Cuts parts of one instance.
#[derive(Debug)]
pub(in crate::plan) struct Cuts<'a> {
    packed: &'a Packed,
    cutter: Cutter<'a>,
}

impl Cuts<'_> {
    /// Cuts jobs into blocks, the densest first; blocks of the same density by their lowest index where needs allow it.
    ///
    /// The part must be whole: with two jobs also all that lies between them. A job with no effort must have a value.
    pub fn slices(&mut self, jobs: &[usize]) -> Vec<Slice> {
        let net = &self.packed.net;
        let mut numbers: Vec<u32> = jobs.iter().map(|&job| self.packed.number[job]).collect();
        numbers.sort_unstable();
        let blocks = self.cutter.decompose(&numbers);
        let pieces: Vec<Piece> = blocks
            .iter()
            .map(|block| {
                let (effort, value) = net.totals(block);
                Piece { effort, value, sequence: block.to_vec() }
            })
            .collect();
        let slice = |k: usize| {
            let Piece { effort, value, sequence } = &pieces[k];
            Slice {
                jobs: sequence.iter().map(|&job| net.index[job as usize] as usize).collect(),
                effort: *effort as u64,
                value: *value as u64,
            }
        };
        arrange(net, &pieces).into_iter().map(slice).collect()
    }

    /// The flow that proves a block of the last call, see [`Certificate`](super::Certificate).
    pub fn flows(&self, slice: &Slice) -> Vec<NeedFlow> {
        if slice.jobs.len() < 2 {
            return Vec::new();
        }
        let numbers: Vec<u32> = slice.jobs.iter().map(|&job| self.packed.number[job]).collect();
        flows(&self.cutter, &numbers)
    }
}
