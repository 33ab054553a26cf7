//! `include_dir!` and the migrations macro do not notice files that are added: tell cargo to look.

fn main() {
    for folder in ["data", "migrations", "templates"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
