//! The standard normal distribution.

use super::elementary::{exp, ln};

/// 1 / sqrt(2 pi).
const DENSITY_AT_0: f64 = 0.398_942_280_401_432_7;

/// Quantiles that are computed together.
pub const N_TOGETHER: usize = 32;

/// Density at `z`.
pub fn density(z: f64) -> f64 {
    DENSITY_AT_0 * exp(-0.5 * z * z)
}

/// Probability of a value of at most `z`; accurate to about 1e-15, in the lower tail relative to itself to 1e-12.
///
/// Near 0 the series 26.2.11 of Abramowitz & Stegun (see Marsaglia, *Evaluating the normal distribution*, Journal of
/// Statistical Software 11(4), 2004), in the tails Laplace's continued fraction (26.2.14).
pub fn probability(z: f64) -> f64 {
    if z > 0.0 {
        return 1.0 - probability(-z);
    }
    let t = -z;
    if t > 3.0 {
        let fraction = (1..=80).rev().fold(t, |below, n| t + f64::from(n) / below);
        return density(t) / fraction;
    }
    let (mut term, mut sum, mut odd) = (t, t, 1.0);
    while term > sum * 1e-17 {
        odd += 2.0;
        term *= t * t / odd;
        sum += term;
    }
    0.5 - density(t) * sum
}

/// The value that is not exceeded with probability `p`, 0 < p < 1; accurate to about 1e-16 of itself.
///
/// Algorithm AS 241, PPND16: Wichura, *The percentage points of the normal distribution*, Applied Statistics 37(3),
/// 1988.
pub fn quantile(p: f64) -> f64 {
    if is_central(p) { central_quantile(p) } else { tail_quantile(p) }
}

/// The quantiles of many probabilities, in their place; the same as one after the other.
pub fn quantiles(numbers: &mut [f64; N_TOGETHER]) {
    let probabilities = *numbers;
    // Without a branch, so that several are computed at once; the few in the tails are then computed again.
    numbers.iter_mut().for_each(|number| *number = central_quantile(*number));
    for (number, p) in numbers.iter_mut().zip(probabilities) {
        if !is_central(p) {
            *number = tail_quantile(p);
        }
    }
}

fn is_central(p: f64) -> bool {
    (p - 0.5).abs() <= 0.425
}

fn central_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    q * ratio(&CENTRE, 0.180_625 - q * q)
}

fn tail_quantile(p: f64) -> f64 {
    let tail = p.min(1.0 - p);
    let r = (-ln(tail)).sqrt();
    let z = if r <= 5.0 { ratio(&TAIL, r - 1.6) } else { ratio(&FAR_TAIL, r - 5.0) };
    if p < 0.5 { -z } else { z }
}

/// A polynomial over a polynomial, coefficients from the highest power down.
fn ratio((above, below): &([f64; 8], [f64; 8]), x: f64) -> f64 {
    let value = |coefficients: &[f64; 8]| coefficients.iter().fold(0.0, |sum, coefficient| sum * x + coefficient);
    value(above) / value(below)
}

#[rustfmt::skip]
#[expect(clippy::excessive_precision, reason = "the digits as published")]
const CENTRE: ([f64; 8], [f64; 8]) = (
    [2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
     1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0],
    [5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
     5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0],
);

#[rustfmt::skip]
#[expect(clippy::excessive_precision, reason = "the digits as published")]
const TAIL: ([f64; 8], [f64; 8]) = (
    [7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
     3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0],
    [1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
     6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1.0],
);

#[rustfmt::skip]
#[expect(clippy::excessive_precision, reason = "the digits as published")]
const FAR_TAIL: ([f64; 8], [f64; 8]) = (
    [2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
     2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0],
    [2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
     1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0],
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_agree_with_known_values() {
        // mpmath, 30 digits.
        let known = [
            (-6.0, 9.865_876_450_376_98e-10),
            (-3.0, 1.3498980316300945e-3),
            (-1.5, 0.06680720126885807),
            (0.0, 0.5),
            (0.5, 0.6914624612740131),
            (1.0, 0.8413447460685429),
            (2.5, 0.993_790_334_674_224),
            (4.0, 0.9999683287581669),
        ];
        for (z, p) in known {
            assert!((probability(z) / p - 1.0).abs() <= 1e-12, "{z}: {}", probability(z));
        }
    }

    #[test]
    fn quantiles_agree_with_known_values() {
        let known = [
            (0.0001, -3.7190164854556806),
            (0.02, -2.053748910631823),
            (0.1, -1.2815515655446004),
            (0.5, 0.0),
            (0.8, 0.8416212335729142),
            (0.975, 1.959963984540054),
            (0.99999, 4.264890793922825),
        ];
        for (p, z) in known {
            assert!((quantile(p) - z).abs() <= 1e-11, "{p}: {}", quantile(p));
        }
    }

    #[test]
    fn quantile_and_probability_undo_each_other() {
        for step in -800..=0 {
            let z = f64::from(step) / 100.0;
            assert!((quantile(probability(z)) - z).abs() <= 2e-12, "{z}");
        }
    }
}
