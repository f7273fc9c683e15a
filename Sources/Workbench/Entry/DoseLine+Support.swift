// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// A drug given in support, in a line of its own: `Pegfilgrastim 6 mg s.c. Tag 9`, `G-CSF days 3-10`. The record holds it with the dose beside which it is given.
extension DoseLine {
  /// The words at the front of a line that name what only supports, or a corticosteroid; nil where none do, or the therapy is of it.
  func supportiveName(but drugs: [String]) -> String? {
    let own = Set(drugs.map(Self.generic))
    // A name ends where the dose begins.
    let most = words.firstIndex { $0.first?.isNumber ?? false } ?? words.count
    for count in stride(from: min(4, most), to: 0, by: -1) {
      let name = words[..<count].joined(separator: " ")
      guard SupportiveDrugs.contain(name) || SupportiveDrugs.isCorticosteroid(name) else { continue }
      return own.contains(Self.generic(name)) ? nil : name
    }
    return nil
  }

  private static func generic(_ drug: String) -> String {
    DrugNames.generic(drug.trimmed) ?? drug.trimmed.lowercased()
  }

  /// The dose in mg, the days of the cycle and the cycles; nothing else has a field.
  mutating func support(_ name: String) throws(Problem) {
    // The record has generic names.
    fields["drug"] = Self.generic(name)
    index = name.split(separator: " ").count
    if word.first?.isNumber ?? false { try supportDose() }
    while index < words.count { try supportPart() }
    guard fields["omitted"] == nil else {
      throw Problem(
        phrase: Phrase(
          "What was left out of a drug in support has no field.",
          "Was von einer Begleitmedikation ausgelassen wurde, hat kein Feld."))
    }
  }

  private mutating func supportDose() throws(Problem) {
    let text = words[index..<min(words.count, index + 2)].joined(separator: " ")
    guard let dose = try? Dose(parsing: text), dose.unit == .milligrams else {
      throw Problem(
        phrase: Phrase(
          "“\(text)”: the dose of a drug in support is recorded in mg, as in `6 mg` or `300 µg`.",
          "„\(text)“: die Dosis einer Begleitmedikation wird in mg dokumentiert, wie `6 mg` oder `300 µg`."))
    }
    fields["dose"] = "\(Quantity.digits(dose.amount)) mg"
    index += 2
    _ = take(["absolut", "abs", "absolute", "total"])
  }

  private mutating func supportPart() throws(Problem) {
    if take([",", "(", ")"]) { return }
    if Self.routes.contains(ahead(0)) {
      leftOut.append(words[index])
      index += 1
      return
    }
    if take(Self.dayWords) { return try list("days", separator: "\n") }
    if ["an", "on", "am"].contains(word), Self.dayWords.contains(ahead(1)) {
      index += 2
      return try list("days", separator: "\n")
    }
    if let often = frequency() {
      guard often == "daily" else {
        throw Problem(
          phrase: Phrase(
            "How often a day has no field for a drug in support: write the dose of a day.",
            "Wie oft am Tag, hat bei Begleitmedikation kein Feld: bitte die Dosis eines Tages schreiben."))
      }
      return try set("daily", "daily")
    }
    if ["nur", "only", "in"].contains(word), Self.cycleWords.contains(ahead(1)) { index += 1 }
    if take(Self.cycleWords) { return try cycles() }
    if take(["from", "ab"]), take(["c", "cycle", "zyklus"]) { return try cycles(isOpen: true) }
    throw unknown()
  }

  /// The number of the phase beside which it is given: the dose above it, or the last above it that has its cycles.
  func phase(among above: ArraySlice<DoseLine>, after count: Int) throws(Problem) -> Int {
    if let cycles = fields["cycles"] {
      guard let own = above.lastIndex(where: { $0.fields["cycles"] == cycles }) else {
        throw Problem(
          phrase: Phrase(
            "No dose above it has the cycles \(cycles): a drug in support is of a dose, and stands below its line.",
            "Keine Dosis darüber hat die Zyklen \(cycles): eine Begleitmedikation gehört zu einer Dosis und steht unter deren Zeile."
          ))
      }
      return count + own + 1
    }
    if !above.isEmpty { return count + above.count }
    guard count == 1 else {
      throw Problem(
        phrase: Phrase(
          "Beside which dose? A drug in support stands below the line of the dose with which it is given.",
          "Zu welcher Dosis? Eine Begleitmedikation steht unter der Zeile der Dosis, mit der sie gegeben wird."))
    }
    return 1
  }

  /// The fields of the drug in support; what is taken every day is of all days of the cycle.
  func supportFields(_ every: String?) throws(Problem) -> [String: String] {
    var own = fields
    own["cycles"] = nil
    guard own.removeValue(forKey: "daily") != nil, own["days"] == nil else { return own }
    guard let length = every?.wholeMatch(of: /(\d+) d/)?.1 else {
      throw Problem(
        phrase: Phrase(
          "Every day of which cycle? The dose above says no cycle length: write the days, as in `days 1-21`.",
          "Jeden Tag welches Zyklus? Die Dosis darüber nennt keine Zykluslänge: bitte die Tage schreiben, wie `Tag 1-21`."
        ))
    }
    own["days"] = "1-\(length)"
    return own
  }
}
