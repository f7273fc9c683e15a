// SPDX-License-Identifier: Apache-2.0

package import Course
import Notation
import Plain

/// Writes a study as a bundle of resources of FHIR R4, and says what they cannot hold.
///
/// The bundle is read back before it is given out: what comes back as it was is held, and everything else is told. A time that is no date of FHIR stands as it was stated in an extension of our own; no date is made up.
package enum FHIRWriting {
  /// The file, and what it cannot hold.
  package static func write(_ study: Study) -> StudyWriting {
    let flat = FlatRows(study)
    let name = "bundle.json"
    let (text, reading) = written(study, flat, name)
    return .readBack(study, flat, name: name, text: text, reading, of: "resources")
  }

  /// The bundle with what is read of it. A time that counts from an entry which is not written is taken out again.
  private static func written(_ study: Study, _ flat: FlatRows, _ name: String) -> (String, StudyReading) {
    var untimed: [String: Set<String>] = [:]
    var text = ""
    var reading = StudyReading(losses: LossReport(), misfits: [], warnings: [])
    for _ in 0..<rounds {
      text = document(study, flat, untimed)
      reading = FHIRReading.read(StudyFormat.Request(files: [InputFile(name: name, text: text)], keepsGoing: true))
      var isChanged = false
      for misfit in reading.misfits {
        // `patient 7, Condition/…`, or the patient alone.
        let parts = (misfit.place.record ?? "").split(separator: "/")
        guard let id = parts.first?.dropFirst("patient ".count).prefix(while: { $0 != "," }) else { continue }
        let rows = flat.rows.filter { $0.patient == id }
        let own = FHIRResources(String(id), rows)
        let found = parts.count > 1 ? own.name(of: "urn:uuid:\(parts[parts.count - 1])").map { [$0] } : nil
        for name in found ?? own.entries.map(\.name) where untimed[String(id), default: []].insert(name).inserted {
          isChanged = true
        }
      }
      if !isChanged { break }
    }
    return (text, reading)
  }

  /// So often is a bundle written anew.
  private static let rounds = 12

  /// The whole bundle.
  static func document(_ study: Study, _ flat: FlatRows, _ untimed: [String: Set<String>] = [:]) -> String {
    var entries: [JSON] = []
    for patient in study.patients {
      var own = FHIRResources(
        patient.id, flat.rows.filter { $0.patient == patient.id }, untimed: untimed[patient.id] ?? [])
      entries += own.made().map { resource in
        .object([("fullUrl", .string(resource.address)), ("resource", .object(resource.members))])
      }
    }
    let bundle = JSON.object([
      ("resourceType", "Bundle"), ("type", "collection"), ("entry", .array(entries)),
    ])
    return bundle.text() + "\n"
  }
}
