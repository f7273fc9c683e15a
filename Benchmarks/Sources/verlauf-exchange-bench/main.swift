// SPDX-License-Identifier: Apache-2.0

import Foundation
import Interchange
import Measuring

/// A reader of the program with its files below the folder that `make_exchange_data.py` and `make_format_data.py` wrote.
struct Reader {
  var words: String
  var format: StudyFormat
  /// The folder of its files, or its file.
  var place: String
  var ending: String?
  var mapping: String?
}

let readers: [String: Reader] = [
  "fhir": Reader(words: "FHIR NDJSON to a study", format: .fhir, place: "fhir", ending: "ndjson"),
  // Encounters are no facts of a course: all that is done with them is to take them apart, check and count them.
  "scan": Reader(words: "the same taken apart, checked, counted", format: .fhir, place: "scan", ending: "ndjson"),
  "obds": Reader(words: "oBDS to a study", format: .obds, place: "reports.xml"),
  "table": Reader(words: "CSV by a mapping to a study", format: .table, place: "table.csv", mapping: "mapping.yaml"),
  "cdisc-csv": Reader(words: "CDISC, CSV to a study", format: .cdisc, place: "cdisc-csv", ending: "csv"),
  "cdisc-ndjson": Reader(words: "CDISC, NDJSON to a study", format: .cdisc, place: "cdisc-ndjson", ending: "ndjson"),
  "cdisc-xpt": Reader(words: "CDISC, XPT to a study", format: .cdisc, place: "cdisc-xpt", ending: "xpt"),
  "omop": Reader(words: "OMOP to a study", format: .omop, place: "omop", ending: "csv"),
  "phenopackets": Reader(
    words: "phenopackets to a study", format: .phenopackets, place: "phenopackets", ending: "json"),
]

// One reader in a process of its own, so that memory is its own.
let arguments = CommandLine.arguments
guard arguments.count == 3, readers[arguments[1]] != nil || ["decoder", "serialization"].contains(arguments[1]) else {
  print("verlauf-exchange-bench decoder|serialization|\(readers.keys.sorted().joined(separator: "|")) FOLDER")
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
let urls: [URL]
let name: String
let found: String
if let reader = readers[what] {
  urls = try reader.ending.map { try files(reader.place, $0) } ?? [folder.appendingPathComponent(reader.place)]
  name = "verlauf: \(reader.words)"
  let reading = reader.format.read?(
    StudyFormat.Request(
      files: urls.map { InputFile(path: $0.path) },
      mapping: reader.mapping.map { InputFile(path: folder.appendingPathComponent($0).path) }, keepsGoing: true))
  let patients = reading?.study?.patients ?? []
  let entries = patients.reduce(0) { $0 + $1.entries.count }
  found =
    what == "scan"
    ? "\(reading?.losses.count(.leftOut) ?? 0) values" : "\(patients.count) patients, \(entries) entries"
} else {
  // Each line into a value, as a program would do it without a reader of its own: one with a few of its elements, or one of dictionaries.
  urls = try files("fhir", "ndjson")
  name =
    what == "decoder" ? "Foundation's JSONDecoder, a line a value" : "Foundation's JSONSerialization, a line a value"
  let decoder = JSONDecoder()
  let count = try urls.reduce(0) { count, url in
    try Data(contentsOf: url).split(separator: 0x0A).reduce(count) {
      if what == "decoder" {
        _ = try decoder.decode(AnyResource.self, from: $1)
      } else {
        _ = try JSONSerialization.jsonObject(with: $1)
      }
      return $0 + 1
    }
  }
  found = "\(count) lines"
}
let seconds = processorSeconds() - before
let megabytes = try size(urls)
print(
  [
    name.padding(toLength: 48, withPad: " ", startingAt: 0),
    String(
      format: "%8.1f MB %8.2f s of a core %8.2f MB/s %8.0f MB peak", megabytes, seconds, megabytes / max(seconds, 1e-9),
      peakMegabytes()),
    found,
  ].joined(separator: "  "))
