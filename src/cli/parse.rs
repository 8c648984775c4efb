//! From the words of the command line to its arguments.

use std::ffi::{OsStr, OsString};

use clap::{ColorChoice, CommandFactory, FromArgMatches, ValueEnum};

use super::args::Cli;
use super::colour::ColourChoice;

/// The command line as clap sees it, from which help, completions and manual pages are made too.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Parse the arguments; the first is the name of the program.
pub fn parse(args: &[OsString]) -> Result<Cli, clap::Error> {
    // Help and errors of clap are printed before there are parsed arguments, and follow `--color` too.
    let colour = match colour_of(args) {
        ColourChoice::Auto => ColorChoice::Auto,
        ColourChoice::Always => ColorChoice::Always,
        ColourChoice::Never => ColorChoice::Never,
    };
    let mut command = command().color(colour);
    let matches = command.try_get_matches_from_mut(args)?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// What `--color` says before anything is parsed; what it says wrongly is reported later.
fn colour_of(args: &[OsString]) -> ColourChoice {
    let words = || args.iter().skip(1).take_while(|word| *word != "--");
    let joined = words().filter_map(|word| word.to_str()?.strip_prefix("--color="));
    let apart = words().zip(words().skip(1)).filter(|(option, _)| *option == "--color");
    let values = joined.chain(apart.filter_map(|(_, value): (_, &OsString)| OsStr::to_str(value)));
    values.filter_map(|value| ColourChoice::from_str(value, false).ok()).last().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_contradict_each_other_nowhere() {
        command().debug_assert();
    }

    #[test]
    fn colour_is_known_before_the_rest_is_parsed() {
        let of = |line: &str| colour_of(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of("fundable plan --color always"), ColourChoice::Always);
        assert_eq!(of("fundable --color=never no-such"), ColourChoice::Never);
        assert_eq!(of("fundable plan"), ColourChoice::Auto);
        assert_eq!(of("fundable plan --color pink"), ColourChoice::Auto);
        assert_eq!(of("fundable plan -- --color always"), ColourChoice::Auto);
        assert_eq!(of("fundable plan --color"), ColourChoice::Auto);
    }
}
