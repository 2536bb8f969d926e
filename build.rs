//! What is known while compiling only: files that are inside the program, which version it is, and what Windows shows of an exe.

#![allow(clippy::disallowed_methods, reason = "a build script hears from its environment what is to be made")]

use std::env;
use std::path::Path;

fn main() {
    // What is in a folder is found out while compiling, so a file that is added to it is a reason to compile again.
    for folder in ["themes/kust", "voorbeelden/voorbeeldstad", "docs/handboek"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    version();
    // The system that it is made for, which need not be the one that this runs on.
    if env::var("CARGO_CFG_WINDOWS").is_ok() {
        for_windows();
    }
}

/// The version, with the commit when whoever makes a release says it. Nobody asks git: the same files make the same program.
fn version() {
    println!("cargo::rerun-if-env-changed=WIJKWIJZER_COMMIT");
    let number = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let version = match env::var("WIJKWIJZER_COMMIT") {
        Ok(commit) if !commit.is_empty() => format!("{number} ({commit})"),
        _ => number,
    };
    println!("cargo::rustc-env=WIJKWIJZER_VERSIE={version}");
}

/// Icon, description and manifest in the exe. Without a resource compiler the exe is as good, and has a plain look.
fn for_windows() {
    let folder = Path::new("uitgave/windows");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut resource = winresource::WindowsResource::new();
    resource
        .set_icon(&folder.join("wijkwijzer.ico").to_string_lossy())
        .set_manifest_file(&folder.join("wijkwijzer.manifest").to_string_lossy())
        .set_language(0x0413)
        .set("ProductName", "Wijkwijzer")
        .set("FileDescription", "Wijkwijzer: de website over de wijken van uw gemeente")
        .set("OriginalFilename", "wijkwijzer.exe")
        .set("LegalCopyright", "EUPL-1.2");
    if let Err(error) = resource.compile() {
        println!("cargo::warning=no icon and no version in the exe: {error}");
    }
}
