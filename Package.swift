// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// The strictness every target of ours builds with. `InternalImportsByDefault` lets the compiler guard the
/// one direction of the data (see Documentation/Architecture.md).
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Whether the workbench is built with the rest. Its web server brings some two dozen packages to fetch: `script/demo`, which needs none of them, sets `VERLAUF_WORKBENCH=0`.
let hasWorkbench = Context.environment["VERLAUF_WORKBENCH"] != "0"

let package = Package(
  name: "Verlauf",
  platforms: [.macOS(.v14)],
  products: [
    .executable(name: "verlauf", targets: ["VerlaufCommand"]),
    .executable(name: "verlauf-store", targets: ["StoreCommand"]),
    .executable(name: "verlauf-workbench", targets: ["WorkbenchCommand"]),
    .library(name: "Verlauf", targets: ["Verlauf"]),
    .library(name: "Plain", targets: ["Plain"]),
    .library(name: "Chronology", targets: ["Chronology"]),
    .library(name: "Course", targets: ["Course"]),
    .library(name: "Notation", targets: ["Notation"]),
    .library(name: "Exchange", targets: ["Exchange"]),
    .library(name: "Codes", targets: ["Codes"]),
    .library(name: "Interchange", targets: ["Interchange"]),
    .library(name: "Dosing", targets: ["Dosing"]),
    .library(name: "Statistics", targets: ["Statistics"]),
    .library(name: "Trials", targets: ["Trials"]),
    .library(name: "Planning", targets: ["Planning"]),
    .library(name: "Marrow", targets: ["Marrow"]),
    .library(name: "TumourResponse", targets: ["TumourResponse"]),
    .library(name: "Outcomes", targets: ["Outcomes"]),
    .library(name: "Review", targets: ["Review"]),
    .library(name: "Drawing", targets: ["Drawing"]),
    .library(name: "Figures", targets: ["Figures"]),
    .library(name: "Imaging", targets: ["Imaging"]),
    .library(name: "Report", targets: ["Report"]),
    .library(name: "Store", targets: ["Store"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // Of the store alone; `verlauf` is built without it.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ]
    // Of the workbench alone; `verlauf` and `verlauf-store` are built without it.
    + (hasWorkbench
      ? [.package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.0.0", traits: [])] : []),
  targets: [
    .target(name: "CPlain"),
    .target(name: "Plain", dependencies: ["CPlain"], swiftSettings: strict),
    .target(name: "Chronology", dependencies: ["Plain"], swiftSettings: strict),
    .target(name: "Course", dependencies: ["Chronology", "Plain"], swiftSettings: strict),
    .target(name: "Notation", dependencies: ["Course", "Chronology", "Plain"], swiftSettings: strict),
    .target(
      name: "Exchange", dependencies: ["Notation", "Dosing", "Course", "Chronology", "Plain", "Yams"],
      resources: [.embedInCode("Library")], swiftSettings: strict),
    .target(
      name: "Codes", dependencies: ["Plain"], resources: [.embedInCode("Tables")], swiftSettings: strict),
    .target(
      name: "Interchange",
      dependencies: [
        "Outcomes", "TumourResponse", "Codes", "Exchange", "Notation", "Dosing", "Course", "Chronology", "Plain",
      ],
      resources: [.embedInCode("Profiles")], swiftSettings: strict),
    .target(name: "Dosing", dependencies: ["Course", "Chronology", "Plain"], swiftSettings: strict),
    .target(name: "Statistics", swiftSettings: strict),
    .target(name: "Trials", dependencies: ["Statistics"], swiftSettings: strict),
    // Steps of eight patients at once, in several sets of instructions.
    .target(name: "CMarrow"),
    .target(
      name: "Marrow", dependencies: ["CMarrow", "Trials", "Statistics", "Dosing", "Course", "Chronology", "Plain"],
      resources: [.embedInCode("Models")], swiftSettings: strict),
    .target(
      name: "TumourResponse", dependencies: ["Statistics", "Course", "Chronology", "Plain"], swiftSettings: strict),
    .target(
      name: "Outcomes", dependencies: ["TumourResponse", "Statistics", "Dosing", "Course", "Chronology", "Plain"],
      swiftSettings: strict),
    // Pictures of assessments: read, cleaned, cropped.
    .target(name: "Imaging", dependencies: ["Course", "Chronology", "Plain"], swiftSettings: strict),
    .target(
      name: "Review",
      dependencies: ["Imaging", "Outcomes", "TumourResponse", "Dosing", "Course", "Chronology", "Plain"],
      swiftSettings: strict),
    .target(name: "Drawing", dependencies: ["Plain"], swiftSettings: strict),
    .target(
      name: "Figures",
      dependencies: ["Drawing", "Trials", "Outcomes", "TumourResponse", "Dosing", "Course", "Chronology", "Plain"],
      swiftSettings: strict),
    .target(
      name: "Report",
      dependencies: [
        "Imaging", "Review", "Figures", "Drawing", "Outcomes", "TumourResponse", "Statistics", "Dosing", "Course",
        "Chronology",
        "Plain",
      ],
      swiftSettings: strict),
    .target(
      name: "Planning",
      dependencies: [
        "Report", "Figures", "Drawing", "Trials", "Outcomes", "TumourResponse", "Statistics", "Dosing", "Course",
        "Chronology",
        "Plain",
      ],
      swiftSettings: strict),
    .target(
      name: "Forecasting",
      dependencies: [
        "Marrow", "Report", "Figures", "Drawing", "Outcomes", "TumourResponse", "Statistics", "Dosing", "Course",
        "Chronology", "Plain",
      ],
      swiftSettings: strict),
    .target(
      name: "Registry",
      dependencies: [
        "Report", "Review", "Outcomes", "TumourResponse", "Exchange", "Notation", "Dosing", "Course", "Chronology",
        "Plain",
      ],
      swiftSettings: strict),
    .target(
      name: "DoubleEntry", dependencies: ["Statistics", "Notation", "Course", "Chronology", "Plain"],
      swiftSettings: strict),
    .target(
      name: "Verlauf",
      dependencies: [
        "Report", "Review", "Figures", "Drawing", "Outcomes", "TumourResponse", "Statistics", "Exchange", "Notation",
        "Dosing",
        "Course", "Chronology",
        "Plain",
      ],
      swiftSettings: strict),
    // What the programs share.
    .target(
      name: "Console",
      dependencies: ["Chronology", "Plain", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict),
    .executableTarget(
      name: "VerlaufCommand",
      dependencies: [
        "Console",
        "DoubleEntry", "Planning", "Forecasting", "Registry", "Marrow", "Imaging", "Report", "Review", "Figures",
        "Drawing",
        "Outcomes",
        "TumourResponse",
        "Trials", "Statistics", "Interchange", "Codes", "Exchange", "Notation", "Dosing", "Course",
        "Chronology", "Plain", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/CommandLine",
      swiftSettings: strict),
    .target(
      name: "Store",
      dependencies: [
        "CPlain", "Imaging", "Exchange", "Notation", "Course", "Chronology", "Plain",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "StoreCommand",
      dependencies: [
        "Console", "Store", "Exchange", "Notation", "Course", "Plain",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "Workbench",
      dependencies: [
        "CPlain", "Store", "Imaging", "DoubleEntry", "Planning", "Forecasting", "Marrow", "Report", "Review", "Figures",
        "Drawing",
        "Outcomes",
        "TumourResponse", "Trials", "Interchange",
        "Exchange", "Notation", "Dosing", "Course", "Chronology", "Plain",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
      ],
      resources: [.embedInCode("Assets")],
      swiftSettings: strict),
    .executableTarget(
      name: "WorkbenchCommand",
      dependencies: [
        "Console", "Workbench", "Store", "Exchange", "Plain",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // What tests of several targets share.
    .target(name: "VerlaufTesting", path: "Tests/VerlaufTesting", swiftSettings: strict),
    .target(
      name: "StudyTesting", dependencies: ["VerlaufTesting", "Notation", "Course", "Chronology", "Plain"],
      path: "Tests/StudyTesting", swiftSettings: strict),
    // A writer that tests kill.
    .executableTarget(
      name: "StoreLoad", dependencies: ["Store", "Exchange"], path: "Tests/StoreLoad", swiftSettings: strict),
    .testTarget(name: "PlainTests", dependencies: ["VerlaufTesting", "Plain"], swiftSettings: strict),
    .testTarget(
      name: "ImagingTests",
      dependencies: ["VerlaufTesting", "Imaging", "Course", "Chronology", "Plain"], exclude: ["Phantoms"],
      swiftSettings: strict),
    .testTarget(name: "ChronologyTests", dependencies: ["VerlaufTesting", "Chronology"], swiftSettings: strict),
    .testTarget(
      name: "CourseTests", dependencies: ["VerlaufTesting", "Course", "Chronology", "Plain"], swiftSettings: strict),
    .testTarget(
      name: "StatisticsTests", dependencies: ["VerlaufTesting", "Statistics"], resources: [.copy("Fixtures")],
      swiftSettings: strict),
    .testTarget(
      name: "TrialsTests", dependencies: ["VerlaufTesting", "Trials", "Statistics"], resources: [.copy("Fixtures")],
      swiftSettings: strict),
    .testTarget(
      name: "MarrowTests",
      dependencies: [
        "VerlaufTesting", "CMarrow", "Marrow", "Trials", "Statistics", "Dosing", "Course", "Exchange", "Plain",
      ],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "PlanningTests",
      dependencies: [
        "VerlaufTesting", "StudyTesting", "Planning", "Report", "Trials", "Outcomes", "Statistics", "Exchange",
        "Notation", "Dosing", "Course", "Chronology", "Plain",
      ], swiftSettings: strict),
    .testTarget(
      name: "TumourResponseTests",
      dependencies: ["Outcomes", "TumourResponse", "Exchange", "Dosing", "Course", "Chronology"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "DosingTests", dependencies: ["Dosing", "Exchange", "Notation", "Course", "Chronology"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "ExchangeTests",
      dependencies: [
        "VerlaufTesting", "StudyTesting", "Interchange", "Codes", "Exchange", "Notation", "Dosing", "Course",
        "Chronology", "Plain",
      ],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "CodesTests", dependencies: ["Codes", "Exchange", "Dosing", "Course", "Plain"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    // What leaves a study for others, held against what is derived before and after.
    .testTarget(
      name: "SharingTests",
      dependencies: [
        "VerlaufTesting", "StudyTesting", "Interchange", "Exchange", "Report", "Outcomes", "Notation", "Course",
        "Chronology", "Plain",
      ], swiftSettings: strict),
    .testTarget(
      name: "RegistryTests",
      dependencies: [
        "VerlaufTesting", "StudyTesting", "Registry", "Report", "Review", "Outcomes", "Exchange", "Notation", "Dosing",
        "Course", "Chronology", "Plain",
      ], swiftSettings: strict),
    .testTarget(
      name: "DoubleEntryTests",
      dependencies: [
        "VerlaufTesting", "StudyTesting", "DoubleEntry", "Statistics", "Exchange", "Notation", "Course", "Chronology",
        "Plain",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "OutcomesTests",
      dependencies: ["VerlaufTesting", "Outcomes", "Exchange", "Notation", "Dosing", "Course", "Chronology", "Plain"],
      swiftSettings: strict),
    .testTarget(
      name: "ReviewTests",
      dependencies: [
        "Review", "Imaging", "Outcomes", "Exchange", "Notation", "Dosing", "Course", "Chronology", "Plain",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "FiguresTests",
      dependencies: [
        "VerlaufTesting", "Figures", "Drawing", "Trials", "Outcomes", "Exchange", "Notation", "Dosing", "Course",
        "Chronology", "Plain",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReportTests",
      dependencies: [
        "VerlaufTesting", "Report", "Review", "Figures", "Drawing", "Outcomes", "Exchange", "Notation", "Dosing",
        "Course", "Chronology", "Plain",
      ],
      swiftSettings: strict),
    .target(
      name: "FuzzTargets", dependencies: ["Exchange", "Notation", "Dosing", "Course", "Chronology", "Plain"],
      path: "Fuzz/Targets",
      swiftSettings: strict),
    .testTarget(name: "CorpusTests", dependencies: ["FuzzTargets"], swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "VerlaufTesting", "VerlaufCommand", "StoreCommand", "Console", "Planning", "Report", "Exchange", "Dosing",
        "Plain",
      ],
      exclude: ["Readers"],
      swiftSettings: strict),
    .testTarget(
      name: "WorkbenchTests",
      dependencies: [
        "VerlaufTesting", "StudyTesting", "Workbench", "WorkbenchCommand", "Store", "DoubleEntry", "Report", "Review",
        "Outcomes",
        "Exchange", "Notation",
        "Course", "Chronology", "Plain",
      ],
      exclude: ["Browser"], swiftSettings: strict),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "VerlaufTesting", "StudyTesting", "Store", "StoreCommand", "StoreLoad", "Exchange", "Notation", "Course",
        "Chronology", "Plain", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    // As a package that uses the libraries would: one import, without the settings above.
    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "Verlauf", "Planning", "Imaging", "Report", "Review", "Figures", "Drawing", "Outcomes", "TumourResponse",
        "Trials",
        "Statistics", "Interchange",
        "Exchange", "Notation", "Dosing", "Course", "Chronology",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

if !hasWorkbench {
  package.products.removeAll { $0.name == "verlauf-workbench" }
  package.targets.removeAll { ["Workbench", "WorkbenchCommand", "WorkbenchTests"].contains($0.name) }
}
