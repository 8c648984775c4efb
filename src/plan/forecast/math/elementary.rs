//! Logarithm and exponential with the same bits everywhere (see `math/mod.rs`).
//!
//! Range reduction as in Muller, *Elementary Functions* (2016), with plain series: speed matters little, as tables are
//! used where much is computed.

use std::f64::consts::{LN_2, LOG2_E, SQRT_2};

/// The first 32 bits of ln 2; a product with an exponent is exact.
const LN_2_HEAD: f64 = 0.693_147_180_369_123_8;
/// The rest of ln 2.
const LN_2_TAIL: f64 = 1.908_214_929_270_587_7e-10;

/// 1 / n! for n from 0 to 15, the coefficients of the series of the exponential.
const RECIPROCAL_FACTORIALS: [f64; 16] = {
    let (mut all, mut n) = ([1.0; 16], 1);
    while n < 16 {
        all[n] = all[n - 1] / n as f64;
        n += 1;
    }
    all
};

/// The natural logarithm of a positive, normal number; accurate to about 1e-16 of the larger of itself and 1.
pub fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    let mut exponent = (bits >> 52) as i32 - 1023;
    let mut fraction = f64::from_bits((bits & ((1 << 52) - 1)) | (1023 << 52));
    if fraction > SQRT_2 {
        fraction /= 2.0;
        exponent += 1;
    }
    // ln f = 2 artanh s, and s² is below 0.03, so that 12 terms reach the last bit.
    let s = (fraction - 1.0) / (fraction + 1.0);
    let square = s * s;
    let mut sum = 0.0;
    for n in (0..12).rev() {
        sum = sum * square + 1.0 / f64::from(2 * n + 1);
    }
    let exponent = f64::from(exponent);
    exponent * LN_2_HEAD + (2.0 * s * sum + exponent * LN_2_TAIL)
}

/// The exponential of a number from -700 to 700, accurate to about 1e-15 of itself; 0 below.
pub fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    let shift = (x.min(700.0) * LOG2_E).round();
    let rest = (x.min(700.0) - shift * LN_2_HEAD) - shift * LN_2_TAIL;
    debug_assert!(rest.abs() <= LN_2);
    let sum = RECIPROCAL_FACTORIALS.iter().rev().fold(0.0, |sum, coefficient| sum * rest + coefficient);
    sum * f64::from_bits(((shift as i64 + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_known_values() {
        // mpmath, 30 digits.
        let known: [(f64, f64, f64); 5] = [
            (0.001, -6.907755278982137, 1.0010005001667084),
            (0.3, -1.203972804325936, 1.349858807576003),
            (1.7, 0.5306282510621704, 5.4739473917272),
            (5.0, 1.6094379124341003, 148.413_159_102_576_6),
            (123.25, 4.814_214_812_922_799, 3.3635268167275205e53),
        ];
        for (x, log, exponential) in known {
            assert!((ln(x) - log).abs() <= 4e-16 * log.abs().max(1.0), "ln {x}");
            assert!((exp(x) / exponential - 1.0).abs() <= 1e-15, "exp {x}: {}", exp(x));
        }
        assert_eq!((ln(1.0), exp(0.0)), (0.0, 1.0));
    }

    #[test]
    fn undo_each_other() {
        for step in -600..=600 {
            let x = f64::from(step) + 0.37;
            assert!((ln(exp(x)) - x).abs() <= 1e-13, "{x}");
        }
        assert_eq!(exp(-1e9), 0.0);
    }
}
