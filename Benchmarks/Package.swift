// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// A package of its own, so that nobody builds it who only wants the report.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v14)],
  dependencies: [
    .package(name: "Verlauf", path: ".."), .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .target(name: "Measuring"),
    .executableTarget(
      name: "verlauf-bench",
      dependencies: [
        "Measuring",
        .product(name: "Chronology", package: "Verlauf"),
        .product(name: "Course", package: "Verlauf"),
        .product(name: "Exchange", package: "Verlauf"),
        .product(name: "Dosing", package: "Verlauf"),
        .product(name: "Statistics", package: "Verlauf"),
        .product(name: "TumourResponse", package: "Verlauf"),
        .product(name: "Outcomes", package: "Verlauf"),
        .product(name: "Review", package: "Verlauf"),
        .product(name: "Drawing", package: "Verlauf"),
        .product(name: "Figures", package: "Verlauf"),
        .product(name: "Report", package: "Verlauf"),
      ]),
    .executableTarget(
      name: "verlauf-exchange-bench",
      dependencies: ["Measuring", .product(name: "Interchange", package: "Verlauf")]),
    .executableTarget(name: "verlauf-forecast-bench", dependencies: [.product(name: "Marrow", package: "Verlauf")]),
    .executableTarget(
      name: "verlauf-store-bench",
      dependencies: [
        .product(name: "Store", package: "Verlauf"), .product(name: "Exchange", package: "Verlauf"),
        .product(name: "Outcomes", package: "Verlauf"), .product(name: "Dosing", package: "Verlauf"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
