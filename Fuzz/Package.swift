// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// A package of its own, because libFuzzer is linked into its program. `Targets` belongs to both packages: here it is driven by
/// libFuzzer, in the tests of Verlauf by the stored corpus.
let package = Package(
  name: "Fuzz",
  platforms: [.macOS(.v14)],
  dependencies: [.package(name: "Verlauf", path: "..")],
  targets: [
    .target(name: "CFuzzer"),
    .target(
      name: "FuzzTargets",
      dependencies: [
        .product(name: "Chronology", package: "Verlauf"),
        .product(name: "Course", package: "Verlauf"),
        .product(name: "Exchange", package: "Verlauf"),
        .product(name: "Dosing", package: "Verlauf"),
      ],
      path: "Targets"),
    .executableTarget(name: "verlauf-fuzz", dependencies: ["FuzzTargets", "CFuzzer"]),
  ],
  swiftLanguageModes: [.v6]
)
