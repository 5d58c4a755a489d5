//! Rebuilds when a file embedded in the program appears or goes.

fn main() {
    println!("cargo:rerun-if-changed=catalogue");
    println!("cargo:rerun-if-changed=migrations");
}
