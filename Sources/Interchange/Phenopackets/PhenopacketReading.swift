// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// Reads Phenopackets v2 (JSON): single packets, cohorts and families, several a file or one a line.
///
/// In memory are where each packet stands and the packet that is read; of a file, while its packets are looked for, its bytes.
package enum PhenopacketReading {
  /// What files may hold; what is more is refused before anything is made of it.
  enum Limits {
    static let file = 256_000_000
    static let all = 1_000_000_000
    static let line = 32_000_000
    static let text = 8_000_000
    /// Values one within the other; packets have some fifteen.
    static let depth = 48
    static let values = 10_000_000
    /// Values of one packet.
    static let packet = 200_000
  }

  /// Reads a study from phenopackets.
  package static func read(_ request: StudyFormat.Request) -> StudyReading {
    var files = PhenopacketFiles()
    for file in request.files { files.read(file) }
    var outcome = files.outcome
    var study = GatheredStudy("Phenopackets", request, about: "As the phenopackets state it.")
    for packet in files.packets.sorted(by: { NaturalOrder.precedes($0.id, $1.id) }) {
      guard let element = files.element(packet) else {
        outcome.isBroken = true
        outcome.misfits.append(
          Misfit(packet.place, "the file has changed while it was read", expected: "a file that stays as it is"))
        continue
      }
      var patient = PhenopacketPatient(id: packet.id, place: packet.place)
      swap(&patient.outcome, &outcome)
      patient.read(element)
      let draft = patient.finished()
      swap(&patient.outcome, &outcome)
      study.add(draft, &outcome)
    }
    return study.reading(&outcome, expected: "a phenopacket with its `subject`, a cohort or a family")
  }
}
