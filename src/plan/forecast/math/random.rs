//! Random numbers that are looked up and not drawn one after the other.
//!
//! A number depends on the seed, the run and the task alone, so that the order of evaluation and the number of threads
//! change nothing, and a run with one task changed keeps the numbers of all others (common random numbers). The mixer
//! is that of SplitMix64: Steele, Lea & Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014.

/// The odd number nearest to 2^64 divided by the golden ratio.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// The random numbers of one run.
#[derive(Debug, Clone, Copy)]
pub struct Stream(u64);

impl Stream {
    /// The numbers of this run under this seed.
    pub fn new(seed: u64, run: u32) -> Self {
        Self(mix(mix(seed.wrapping_add(STEP)).wrapping_add(STEP.wrapping_mul(u64::from(run) + 1))))
    }

    /// The number of this key, evenly spread over the open interval from 0 to 1.
    pub fn uniform(self, key: Key) -> f64 {
        // The middles of 2^52 equal parts: 0 and 1 never occur, and each is an exact `f64`.
        let part = mix(self.0.wrapping_add(key.0)) >> 12;
        (part as f64 + 0.5) / (1_u64 << 52) as f64
    }
}

/// What a random number is looked up by, mixed.
#[derive(Debug, Clone, Copy)]
pub struct Key(u64);

impl Key {
    /// From any number.
    pub const fn new(key: u64) -> Self {
        Self(mix(key.wrapping_add(STEP)))
    }
}

const fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixes_as_published() {
        // First outputs of SplitMix64 with seed 0: mix(STEP), mix(2 STEP).
        assert_eq!(mix(STEP), 0xE220_A839_7B1D_CDAF);
        assert_eq!(mix(STEP.wrapping_mul(2)), 0x6E78_9E6A_A1B9_65F4);
    }

    #[test]
    fn fills_the_interval_evenly_over_runs_and_over_keys() {
        let over_runs: Vec<f64> = (0..20_000).map(|run| Stream::new(7, run).uniform(Key::new(3))).collect();
        let over_keys: Vec<f64> = (0..20_000).map(|key| Stream::new(7, 3).uniform(Key::new(key))).collect();
        for numbers in [over_runs, over_keys] {
            let mut counts = [0_i32; 20];
            numbers.iter().for_each(|number| counts[(number * 20.0) as usize] += 1);
            // Chi-squared with 19 degrees of freedom exceeds 43.8 once in a thousand.
            let chi_squared: f64 = counts.iter().map(|count| f64::from((count - 1_000).pow(2)) / 1_000.0).sum();
            assert!(chi_squared < 43.8, "{chi_squared}");
        }
    }

    #[test]
    fn numbers_of_different_keys_and_neighbouring_seeds_are_not_correlated() {
        let n = 20_000;
        let product = |other: &dyn Fn(u32) -> f64| -> f64 {
            (0..n).map(|run| (Stream::new(1, run).uniform(Key::new(0)) - 0.5) * (other(run) - 0.5)).sum::<f64>() * 12.0
                / f64::from(n)
        };
        for correlation in [
            product(&|run| Stream::new(1, run).uniform(Key::new(1))),
            product(&|run| Stream::new(2, run).uniform(Key::new(0))),
        ] {
            assert!(correlation.abs() < 4.0 / f64::from(n).sqrt(), "{correlation}");
        }
    }
}
