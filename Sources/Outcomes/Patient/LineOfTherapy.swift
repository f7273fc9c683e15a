// SPDX-License-Identifier: Apache-2.0

public import Course

/// A line of therapy: a systemic therapy with the maintenance that continues it.
public struct LineOfTherapy: Sendable, Hashable {
  /// Number among all systemic therapies, from 1.
  public var number: Int
  /// Number among lines for advanced disease (perioperative therapy not counted), from 1.
  public var numberInAdvancedDisease: Int?
  /// The therapy that opened it, then what continues it.
  public var therapies: [Entry.ID]
  /// `gemcitabine + docetaxel → gemcitabine`
  public var name: String

  /// The lines of a patient, in the order of the record.
  static func lines(of patient: Patient) -> [LineOfTherapy] {
    var lines: [LineOfTherapy] = []
    var advanced = 0
    for (entry, therapy) in patient.therapies {
      if let continued = therapy.continues,
        let index = lines.firstIndex(where: { $0.therapies.contains(continued) })
      {
        lines[index].therapies.append(entry.id)
        lines[index].name += " → " + therapy.name
        continue
      }
      let isPerioperative = therapy.intent == .neoadjuvant || therapy.intent == .adjuvant
      if !isPerioperative { advanced += 1 }
      lines.append(
        LineOfTherapy(
          number: lines.count + 1, numberInAdvancedDisease: isPerioperative ? nil : advanced, therapies: [entry.id],
          name: therapy.name))
    }
    return lines
  }
}
