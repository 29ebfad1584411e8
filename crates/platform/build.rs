//! The migrations are embedded: a change of the folder must rebuild the crate.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
