//! Decimal numbers as people write them, read into whole numbers without binary fractions.

/// Why a text is no number that we take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalFault {
    /// Not a plain decimal number.
    NotANumber,
    /// More decimals than the quantity has.
    TooManyDecimals,
    /// Beyond what any real quantity needs.
    TooLarge,
}

/// Read a plain decimal number (`12`, `-3`, `0.25`) as a whole number of `10^-decimals`.
///
/// Exponents, separators and special values such as `.inf` are refused: none is needed here and each is a trap.
/// More digits than `decimals` are refused even if they are zeros: `8.500` may be meant as eight thousand five hundred.
pub fn parse_scaled(text: &str, decimals: u32) -> Result<i64, DecimalFault> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || digits.ends_with('.') {
        return Err(DecimalFault::NotANumber);
    }
    let n_decimals = decimals as usize;
    if fraction.len() > n_decimals {
        return Err(DecimalFault::TooManyDecimals);
    }
    let scaled = format!("{whole}{fraction:0<n_decimals$}");
    let number: i64 = scaled.parse().map_err(|_| DecimalFault::TooLarge)?;
    Ok(if negative { -number } else { number })
}

/// Write a whole number of `10^-decimals` as a plain decimal number, without trailing zeros.
pub fn format_scaled(number: i64, decimals: u32) -> String {
    let scale = 10_u64.pow(decimals);
    let magnitude = number.unsigned_abs();
    let sign = if number < 0 { "-" } else { "" };
    let n_decimals = decimals as usize;
    let fraction = format!("{:0>n_decimals$}", magnitude % scale);
    let fraction = fraction.trim_end_matches('0');
    let whole = magnitude / scale;
    if decimals == 0 || fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// Parts of a whole in units, each the difference of two sums that are rounded half up: no part is off by a unit or more,
/// and together they are the rounded whole.
pub fn rounded_to_add_up(parts: impl IntoIterator<Item = u128>, unit: u128) -> Vec<u128> {
    let (mut sum, mut before) = (0, 0);
    let rounded = parts.into_iter().map(|part| {
        sum += part;
        let so_far = (sum + unit / 2) / unit;
        so_far - std::mem::replace(&mut before, so_far)
    });
    rounded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_parts_add_up_to_the_rounded_whole() {
        assert_eq!(rounded_to_add_up([4, 4, 4], 10), [0, 1, 0]);
        assert_eq!(rounded_to_add_up([25, 25, 50], 10), [3, 2, 5]);
        assert_eq!(rounded_to_add_up([], 10), []);
    }

    #[test]
    fn reads_plain_decimals_exactly() {
        let cases = [("1.5", 2, 150), ("0.25", 2, 25), ("7", 2, 700), ("-3", 0, -3), ("+2", 1, 20), ("0007", 0, 7)];
        for (text, decimals, expected) in cases {
            assert_eq!(parse_scaled(text, decimals), Ok(expected), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for text in ["", "-", ".5", "5.", "1e3", ".inf", ".nan", "0x1f", "1_000", "1,5", "٣", " 1", "1 "] {
            assert_eq!(parse_scaled(text, 2), Err(DecimalFault::NotANumber), "{text}");
        }
        for text in ["1.005", "8.500"] {
            assert_eq!(parse_scaled(text, 2), Err(DecimalFault::TooManyDecimals), "{text}");
        }
        assert_eq!(parse_scaled("99999999999999999999", 0), Err(DecimalFault::TooLarge));
    }

    #[test]
    fn writes_what_it_reads() {
        for text in ["0", "0.5", "1.25", "10", "100", "-3.1"] {
            assert_eq!(format_scaled(parse_scaled(text, 2).unwrap(), 2), text);
        }
        assert_eq!(format_scaled(100, 0), "100");
    }
}
