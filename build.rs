//! Compiles again when a file is added to, or taken out of, the folders that are inside the program: what is in a folder is found out while compiling.

fn main() {
    for folder in ["themes/kust", "voorbeelden/voorbeeldstad"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
