//! Made-up instances for benches and tests; same parameters, same instance.

use super::super::split_mix::SplitMix;
use super::instance::{Instance, InstanceError, Job};

/// How needs are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A job needs any earlier jobs.
    Random,
    /// Jobs stand in this many layers (1 or more); a job needs jobs of the layer before its own.
    Layers(usize),
}

/// What to make.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// Number of jobs.
    pub n_jobs: usize,
    /// Needs per job, on average and in hundredths (150 means 1.5), where that many are possible.
    pub needs_per_100_jobs: usize,
    /// How needs are drawn.
    pub shape: Shape,
    /// Efforts are drawn evenly from 1 up to this (1 or more).
    pub max_effort: u64,
    /// Values are drawn evenly from 0 up to this.
    pub max_value: u64,
    /// Another seed, another instance.
    pub seed: u64,
}

impl Recipe {
    /// A random network with 1.5 needs per job, the usual size of efforts and values, and seed 1.
    pub fn sparse(n_jobs: usize) -> Self {
        Self { n_jobs, needs_per_100_jobs: 150, shape: Shape::Random, max_effort: 60, max_value: 100, seed: 1 }
    }
}

/// Makes the instance of a recipe.
///
/// # Errors
///
/// [`InstanceError::TooLarge`] when the recipe asks for efforts and values that do not add up.
pub fn generate(recipe: &Recipe) -> Result<Instance, InstanceError> {
    let mut random = SplitMix(recipe.seed);
    let jobs = (0..recipe.n_jobs)
        .map(|_| Job { effort: 1 + random.below(recipe.max_effort), value: random.below(recipe.max_value + 1) })
        .collect();
    let mut needs = vec![Vec::new(); recipe.n_jobs];
    let layer_len = match recipe.shape {
        Shape::Random => 1,
        Shape::Layers(n_layers) => recipe.n_jobs.div_ceil(n_layers).max(1),
    };
    for _ in 0..recipe.n_jobs * recipe.needs_per_100_jobs / 100 {
        let job = random.below(recipe.n_jobs as u64) as usize;
        let layer = job / layer_len;
        if layer == 0 {
            continue;
        }
        let from = match recipe.shape {
            Shape::Random => 0,
            Shape::Layers(_) => (layer - 1) * layer_len,
        };
        let to = layer * layer_len;
        needs[job].push(from + random.below((to - from) as u64) as usize);
    }
    Instance::new(jobs, needs)
}
