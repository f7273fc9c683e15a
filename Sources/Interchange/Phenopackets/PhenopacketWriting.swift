// SPDX-License-Identifier: Apache-2.0

package import Course
import Notation
import Plain

/// Writes a study as a cohort of Phenopackets v2, and says what they cannot hold.
///
/// The cohort is read back before it is given out: what comes back as it was is held, and everything else is told. A time that is neither a day nor a time within two of them stands in words of the record, as a class of an ontology of our own; no date is made up.
package enum PhenopacketWriting {
  /// The file, and what it cannot hold.
  ///
  /// - Parameter day: the day on which it is made (`created`), as a date of ISO.
  package static func write(_ study: Study, day: String) -> StudyWriting {
    let flat = FlatRows(study)
    let name = "cohort.json"
    let (text, reading) = written(study, flat, name, day)
    return .readBack(study, flat, name: name, text: text, reading, of: "phenopackets")
  }

  /// The cohort with what is read of it. A time that counts from an entry which is not written is taken out again.
  private static func written(_ study: Study, _ flat: FlatRows, _ name: String, _ day: String) -> (String, StudyReading)
  {
    var untimed: [String: Set<String>] = [:]
    var text = ""
    var reading = StudyReading(losses: LossReport(), misfits: [], warnings: [])
    for _ in 0..<rounds {
      let members = self.members(study, flat, untimed, day)
      text = document(study, members, day)
      reading = PhenopacketReading.read(
        StudyFormat.Request(files: [InputFile(name: name, text: text)], keepsGoing: true))
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      var isChanged = false
      for misfit in reading.misfits {
        // `patient 7, Phenopacket`, on the line of the words of the time.
        guard let record = misfit.place.record, record.hasPrefix("patient ") else { continue }
        let id = String(record.dropFirst("patient ".count).prefix { $0 != "," })
        guard let own = members.first(where: { $0.id == id }) else { continue }
        let line = misfit.place.row.flatMap { lines.indices.contains($0 - 1) ? lines[$0 - 1] : nil } ?? ""
        let found = own.stated.filter { line.contains($0.quoted) }
        for entry in found.isEmpty ? own.stated : found
        where untimed[id, default: []].insert(entry.name).inserted { isChanged = true }
      }
      if !isChanged { break }
    }
    return (text, reading)
  }

  /// So often is a cohort written anew.
  private static let rounds = 12

  private static func members(
    _ study: Study, _ flat: FlatRows, _ untimed: [String: Set<String>], _ day: String
  ) -> [PhenopacketMember] {
    study.patients.map { patient in
      var member = PhenopacketMember(
        patient.id, flat.rows.filter { $0.patient == patient.id }, untimed: untimed[patient.id] ?? [])
      member.make(day)
      return member
    }
  }

  private static func document(_ study: Study, _ members: [PhenopacketMember], _ day: String) -> String {
    let cohort = JSON.object([
      ("id", "cohort"), ("description", .string(study.title)),
      ("members", .array(members.map { .object($0.members) })),
      ("metaData", PhenopacketMember.metaData(day, [])),
    ])
    return cohort.text() + "\n"
  }
}
