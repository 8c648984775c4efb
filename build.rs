//! Rebuild when an embedded file changes; `include_dir` cannot watch folders on the stable toolchain.

#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

fn main() {
    println!("cargo:rerun-if-changed=catalog");
    println!("cargo:rerun-if-changed=templates");
}
