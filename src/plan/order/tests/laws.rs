//! What must hold for every instance.

use proptest::prelude::*;

use super::super::generate::{Recipe, Shape, generate};
use super::super::{Instance, Job, Options, Proof, Verified, order, verify};
use super::brute;
use crate::plan::random;

/// Jobs and needs: any order of labels, so that needs point up as well as down.
///
/// Half of them rise in value towards the jobs that wait most, which makes for large blocks.
pub(super) fn instances(max_jobs: usize) -> impl Strategy<Value = Instance> {
    let weights = prop_oneof![
        // Ties and zeros everywhere.
        (Just(2u64), Just(2u64)),
        (Just(4u64), Just(9u64)),
        // Hardly any ties.
        (Just(100u64), Just(1_000u64)),
    ];
    (1..=max_jobs, weights, 0.05..0.6f64)
        .prop_flat_map(|(n, (max_effort, max_value), share)| {
            let jobs = proptest::collection::vec((1..=max_effort, 0..=max_value), n);
            let needs = proptest::collection::vec(proptest::bool::weighted(share), n * n);
            let place = Just((0..n).collect::<Vec<usize>>()).prop_shuffle();
            (jobs, needs, place, any::<bool>())
        })
        .prop_map(|(mut jobs, bits, place, is_rising)| {
            let n = jobs.len();
            if is_rising {
                for (job, (_, value)) in jobs.iter_mut().enumerate() {
                    *value = random::rising(*value, place[job], n);
                }
            }
            let needs = random::needs(&place, &bits);
            let jobs = jobs.into_iter().map(|(effort, value)| Job { effort, value }).collect();
            Instance::new(jobs, needs).unwrap()
        })
}

fn lists(instance: &Instance) -> Vec<Vec<usize>> {
    (0..instance.len()).map(|job| instance.needs(job).to_vec()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_lowest_best_sequence_is_found(instance in instances(11)) {
        let ordering = order(&instance, &Options::default());
        let (cost, sequence) = brute::best(&instance);
        prop_assert_eq!(ordering.objective, cost);
        prop_assert_eq!(&ordering.sequence, &sequence);
        prop_assert_eq!(ordering.proof(), Proof::Optimal);
        prop_assert_eq!(verify(&instance, &ordering), Ok(Verified::Optimal));
    }

    #[test]
    fn without_search_the_bound_holds(instance in instances(11)) {
        let options = Options { search_work: 0, ..Options::default() };
        let ordering = order(&instance, &options);
        let (cost, _) = brute::best(&instance);
        prop_assert!(ordering.lower_bound <= cost && cost <= ordering.objective);
        prop_assert!(verify(&instance, &ordering).is_ok());
    }

    #[test]
    fn with_little_search_the_bound_holds(instance in instances(11), search_work in 0..200u64) {
        let ordering = order(&instance, &Options { search_work, block_states: 3 });
        let (cost, _) = brute::best(&instance);
        prop_assert!(ordering.lower_bound <= cost && cost <= ordering.objective);
        prop_assert!(verify(&instance, &ordering).is_ok());
    }

    #[test]
    fn labels_do_not_matter(
        (instance, place) in instances(11).prop_flat_map(|instance| {
            let labels: Vec<usize> = (0..instance.len()).collect();
            (Just(instance), Just(labels).prop_shuffle())
        })
    ) {
        let mut jobs = instance.jobs().to_vec();
        let mut needs = lists(&instance);
        for job in 0..instance.len() {
            jobs[place[job]] = instance.jobs()[job];
            needs[place[job]] = instance.needs(job).iter().rev().map(|&n| place[n]).collect();
        }
        let shuffled = Instance::new(jobs, needs).unwrap();
        let options = Options::default();
        prop_assert_eq!(order(&instance, &options).objective, order(&shuffled, &options).objective);
    }

    #[test]
    fn a_need_less_is_never_worse(instance in instances(11), pick in 0..1_000usize) {
        let mut needs = lists(&instance);
        let n_needs: usize = needs.iter().map(Vec::len).sum();
        let mut position = pick % n_needs.max(1);
        for list in &mut needs {
            if position < list.len() {
                list.remove(position);
                break;
            }
            position -= list.len();
        }
        let freer = Instance::new(instance.jobs().to_vec(), needs).unwrap();
        let options = Options::default();
        prop_assert!(order(&freer, &options).objective <= order(&instance, &options).objective);
    }
}

/// Larger instances, in which blocks are cut up again and again.
#[test]
fn the_lowest_best_sequence_of_16_jobs_is_found() {
    for seed in 0..60 {
        let needs_per_100_jobs = 80 + 30 * (seed as usize % 6);
        let shape = if seed % 2 == 0 { Shape::Random } else { Shape::Layers(3) };
        let recipe = Recipe { n_jobs: 16, needs_per_100_jobs, shape, max_effort: 5, max_value: 6, seed };
        let instance = generate(&recipe).unwrap();
        let ordering = order(&instance, &Options::default());
        assert_eq!((ordering.objective, ordering.sequence), brute::best(&instance), "seed {seed}");
    }
}

#[test]
fn the_same_instance_has_the_same_answer() {
    let recipe = Recipe { seed: 7, ..Recipe::sparse(120) };
    let instance = generate(&recipe).unwrap();
    let first = order(&instance, &Options::default());
    for _ in 0..10 {
        assert_eq!(order(&instance, &Options::default()), first);
    }
}
