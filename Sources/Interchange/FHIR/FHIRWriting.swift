// SPDX-License-Identifier: Apache-2.0

package import Course
import Notation
import Plain

/// Writes a study as resources of FHIR R4, in one bundle or in a file for each type, and says what they cannot hold.
///
/// The files are read back before they are given out: what comes back as it was is held, and everything else is told. A time that is no date of FHIR stands as it was stated in an extension of our own; no date is made up.
package enum FHIRWriting {
  /// The names of the shapes that files can have; the first is that which is taken without one.
  package static let shapes = FHIRShape.allCases.map(\.rawValue)
  /// Those of ``shapes`` that are a folder of files.
  package static let folders = [FHIRShape.ndjson.rawValue]

  /// The files, and what they cannot hold.
  ///
  /// - Parameter shape: one of ``shapes``.
  package static func write(_ study: Study, shape name: String = FHIRShape.bundle.rawValue) -> StudyWriting {
    guard let shape = FHIRShape(rawValue: name) else {
      return StudyWriting(files: [:], refusal: "no shape \(ProblemLog.quoted(name))", losses: LossReport())
    }
    let flat = FlatRows(study)
    let made = written(study, flat, shape)
    var writing = StudyWriting.readBack(study, flat, files: made.files, made.reading, of: "resources")
    guard !writing.files.isEmpty else { return writing }
    for own in made.unclaimed {
      writing.losses.add(
        .kept, file: own.type, column: "meta.profile",
        meaning: "written without the profile `\(own.profile)`: \(own.words)", example: own.entry)
    }
    return writing
  }

  /// The files with what is read of them. A time that counts from an entry which is not written is taken out again.
  private static func written(_ study: Study, _ flat: FlatRows, _ shape: FHIRShape) -> Made {
    let rows = Dictionary(grouping: flat.rows, by: \.patient)
    var untimed: [String: Set<String>] = [:]
    var made: (files: [String: String], unclaimed: [FHIRResources.Unclaimed]) = ([:], [])
    var reading = StudyReading(losses: LossReport(), misfits: [], warnings: [])
    for _ in 0..<rounds {
      made = Self.files(study, rows, untimed, shape)
      let inputs = made.files.sorted { $0.key < $1.key }.map { InputFile(name: $0.key, text: $0.value) }
      reading = FHIRReading.read(StudyFormat.Request(files: inputs, keepsGoing: true))
      var isChanged = false
      for misfit in reading.misfits {
        // `patient 7, Condition/…`, or the patient alone.
        let parts = (misfit.place.record ?? "").split(separator: "/")
        guard let id = parts.first?.dropFirst("patient ".count).prefix(while: { $0 != "," }) else { continue }
        let own = FHIRResources(String(id), rows[String(id)] ?? [])
        let found = parts.count > 1 ? own.name(of: "urn:uuid:\(parts[parts.count - 1])").map { [$0] } : nil
        for name in found ?? own.entries.map(\.name) where untimed[String(id), default: []].insert(name).inserted {
          isChanged = true
        }
      }
      if !isChanged { break }
    }
    return Made(files: made.files, unclaimed: made.unclaimed, reading: reading)
  }

  private struct Made {
    var files: [String: String]
    /// What profiles demand and the record does not state.
    var unclaimed: [FHIRResources.Unclaimed]
    /// What is read of the files.
    var reading: StudyReading
  }

  /// So often are resources written anew.
  private static let rounds = 12

  /// All files of a shape by their names.
  private static func files(
    _ study: Study, _ rows: [String: [FlatRows.Row]], _ untimed: [String: Set<String>], _ shape: FHIRShape
  ) -> (files: [String: String], unclaimed: [FHIRResources.Unclaimed]) {
    var entries: [JSON] = []
    var unclaimed: [FHIRResources.Unclaimed] = []
    var lines: [String: String] = [:]
    for patient in study.patients {
      var own = FHIRResources(
        patient.id, rows[patient.id] ?? [], untimed: untimed[patient.id] ?? [], shape: shape)
      for resource in own.made() {
        switch shape {
        case .bundle:
          entries.append(
            .object([("fullUrl", .string(resource.address)), ("resource", .object(resource.members))]))
        case .ndjson: lines[resource.type + ".ndjson", default: ""] += JSON.object(resource.members).text(.line) + "\n"
        }
      }
      unclaimed += own.unclaimed
    }
    guard shape == .bundle else { return (lines, unclaimed) }
    let bundle = JSON.object([
      ("resourceType", "Bundle"), ("type", "collection"), ("entry", .array(entries)),
    ])
    return (["bundle.json": bundle.text() + "\n"], unclaimed)
  }
}
