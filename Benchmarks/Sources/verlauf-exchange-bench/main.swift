// SPDX-License-Identifier: Apache-2.0

import Foundation
import Interchange
import Measuring

// One reader in a process of its own, so that memory is its own: `verlauf-exchange-bench fhir|scan|foundation|obds|table FOLDER`, a folder that `make_exchange_data.py` wrote.
let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  print("verlauf-exchange-bench fhir|scan|foundation|obds|table FOLDER")
  exit(64)
}
let (what, folder) = (arguments[1], URL(fileURLWithPath: arguments[2]))

func files(_ below: String, _ ending: String) throws -> [URL] {
  try FileManager.default.contentsOfDirectory(
    at: folder.appendingPathComponent(below), includingPropertiesForKeys: [.fileSizeKey]
  ).filter { $0.pathExtension == ending }.sorted { $0.path < $1.path }
}

func size(_ urls: [URL]) throws -> Double {
  try urls.reduce(0) { $0 + Double(try $1.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0) } / 1e6
}

/// What every resource has.
struct AnyResource: Decodable {
  struct Subject: Decodable { var reference: String? }
  struct Coding: Decodable { var system: String?, code: String?, display: String? }
  struct Concept: Decodable { var coding: [Coding]?, text: String? }
  struct Quantity: Decodable { var value: Double?, unit: String?, system: String?, code: String? }
  struct Text: Decodable { var status: String?, div: String? }
  struct Meta: Decodable { var versionId: String?, lastUpdated: String?, source: String?, profile: [String]? }
  var resourceType: String, id: String?, status: String?, meta: Meta?, text: Text?, subject: Subject?, code: Concept?
  var valueQuantity: Quantity?, effectiveDateTime: String?
}

let before = processorSeconds()
let megabytes: Double
let found: Int
switch what {
case "fhir", "scan":
  // Encounters are no facts of a course: all that is done with them is to take them apart, check and count them.
  let urls = try files("fhir", "ndjson").filter { what == "fhir" || $0.lastPathComponent == "Encounter.ndjson" }
  megabytes = try size(urls)
  let reading = StudyFormat.fhir.read?(
    StudyFormat.Request(files: urls.map { InputFile(path: $0.path) }, keepsGoing: true))
  found = what == "fhir" ? reading?.study?.patients.count ?? 0 : reading?.losses.count(.leftOut) ?? 0
case "foundation":
  // Each line into a value with a few of its elements, as a program would do it without a reader of its own.
  let urls = try files("fhir", "ndjson")
  megabytes = try size(urls)
  let decoder = JSONDecoder()
  found = try urls.reduce(0) { count, url in
    try Data(contentsOf: url).split(separator: 0x0A).reduce(count) {
      _ = try decoder.decode(AnyResource.self, from: $1)
      return $0 + 1
    }
  }
case "obds":
  let url = folder.appendingPathComponent("reports.xml")
  megabytes = try size([url])
  found =
    StudyFormat.obds.read?(StudyFormat.Request(files: [InputFile(path: url.path)], keepsGoing: true)).study?.patients
    .count ?? 0
case "table":
  let url = folder.appendingPathComponent("table.csv")
  megabytes = try size([url])
  found =
    StudyFormat.table.read?(
      StudyFormat.Request(
        files: [InputFile(path: url.path)],
        mapping: InputFile(path: folder.appendingPathComponent("mapping.yaml").path),
        keepsGoing: true)
    ).study?.patients.count ?? 0
default:
  print("no reader \(what)")
  exit(64)
}
let seconds = processorSeconds() - before
let words = [
  "fhir": "verlauf: FHIR NDJSON to a study", "scan": "verlauf: NDJSON taken apart, checked, counted",
  "foundation": "Foundation's JSONDecoder, a line a value", "obds": "verlauf: oBDS to a study",
  "table": "verlauf: CSV by a mapping to a study",
]
let line = [
  (words[what] ?? what).padding(toLength: 48, withPad: " ", startingAt: 0),
  String(
    format: "%8.1f MB %8.2f s of a core %8.2f MB/s %8.0f MB peak", megabytes, seconds, megabytes / max(seconds, 1e-9),
    peakMegabytes()),
  "\(found)",
]
print(line.joined(separator: "  "))
