//! Rebuild when an embedded file changes, since `include_dir` cannot watch folders on the stable toolchain; a stack of the same
//! size on every system.

#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

fn main() {
    println!("cargo:rerun-if-changed=catalog");
    println!("cargo:rerun-if-changed=templates");
    // Windows gives 1 MiB, on which the deepest nesting that is still read overflows.
    let asked = |name: &str| std::env::var(name).unwrap_or_default();
    if asked("CARGO_CFG_TARGET_OS") == "windows" {
        let option = if asked("CARGO_CFG_TARGET_ENV") == "msvc" { "/STACK:" } else { "-Wl,--stack," };
        println!("cargo:rustc-link-arg-bins={option}{}", 8 * 1024 * 1024);
    }
}
