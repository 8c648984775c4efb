//! Pairs that are settled, and pairs that are tried both ways round.

use proptest::prelude::*;

use super::super::generate::{Recipe, Shape, generate};
use super::super::network::Network;
use super::super::pair_branch::settle_by_branching;
use super::super::pairs::cut_pairs;
use super::super::reach::Reach;
use super::super::search::Limits;
use super::super::settle::{Settled, settle_by_pairs};
use super::super::{Options, Proof, order};
use super::brute;
use super::laws::instances;

const LIMITS: Limits = Limits { work: 1_000_000, states: 10_000, branchings: 50 };

/// A sequence in the numbers of the instance.
fn given(net: &Network, sequence: &[u32]) -> Vec<usize> {
    sequence.iter().map(|&job| net.index[job as usize] as usize).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn settled_pairs_hold_in_the_lowest_best_sequence(instance in instances(11), work in prop_oneof![0..50u64, Just(10_000)]) {
        let net = Network::new(&instance);
        let cut = cut_pairs(&net, &Reach::new(&net), work).unwrap();
        let (cost, sequence) = brute::best(&instance);
        prop_assert!(cut.low <= cost as i128);
        let place = |job: u32| sequence.iter().position(|&other| other == net.index[job as usize] as usize);
        for &(first, second) in &cut.settled {
            prop_assert!(place(first) < place(second));
        }
    }

    #[test]
    fn settled_pairs_lead_to_the_lowest_best_sequence(instance in instances(11)) {
        let net = Network::new(&instance);
        let settled = settle_by_pairs(&net, 0, i128::MAX, LIMITS);
        prop_assert_eq!((settled.cost as u128, given(&net, &settled.sequence)), brute::best(&instance));
        prop_assert_eq!(settled.low, settled.cost);
    }

    #[test]
    fn pairs_tried_both_ways_lead_to_the_lowest_best_sequence(instance in instances(11)) {
        let net = Network::new(&instance);
        let sequence = net.jobs();
        let known = Settled { cost: net.cost(&sequence), sequence, ..Settled::default() };
        let settled = settle_by_branching(&net, known, LIMITS);
        prop_assert_eq!((settled.cost as u128, given(&net, &settled.sequence)), brute::best(&instance));
    }
}

/// Layers make for many halves.
#[test]
fn hard_blocks_are_proved() {
    for seed in 0..10 {
        let recipe = Recipe { n_jobs: 40, needs_per_100_jobs: 250, seed, ..Recipe::sparse(40) };
        let instance = generate(&Recipe { shape: Shape::Layers(4), ..recipe }).unwrap();
        assert_eq!(order(&instance, &Options::default()).proof(), Proof::Optimal, "seed {seed}");
    }
}
