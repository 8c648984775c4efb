//! The folder for our own tools, and where typst is looked for.

use std::path::PathBuf;

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::typeset::{INSTALLED, Places};

/// `typst-<version>` in FUNDABLE_TOOLS, or in the system's folder for the data of programs.
pub fn typst_folder() -> Option<PathBuf> {
    let tools = match std::env::var_os("FUNDABLE_TOOLS") {
        Some(folder) => PathBuf::from(folder),
        None => choose_base_strategy().ok()?.data_dir().join("fundable").join("tools"),
    };
    Some(tools.join(format!("typst-{INSTALLED}")))
}

/// Where to look for typst; `option` is what `--typst` names.
pub fn typst_places(option: Option<PathBuf>) -> Places {
    Places {
        option,
        variable: std::env::var_os("FUNDABLE_TYPST").filter(|value| !value.is_empty()).map(PathBuf::from),
        path: std::env::var_os("PATH"),
        tools: typst_folder(),
    }
}
