// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// Words of a course in German, as a discharge letter has them: noun after noun without articles, so that no name that is put in breaks the grammar.
enum GermanWording {
  private static let months = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
  ]
  private static let units = [
    "d": ("Tag", "Tage"), "wk": ("Woche", "Wochen"), "mo": ("Monat", "Monate"), "y": ("Jahr", "Jahre"),
  ]
  /// Longer words first: `more than` before what it begins with.
  private static let qualifiers = [
    (">=", "mindestens"), ("≥", "mindestens"), ("<=", "höchstens"), ("≤", "höchstens"), (">", "mehr als"),
    ("<", "weniger als"), ("~", "etwa"), ("more than", "mehr als"), ("at least", "mindestens"), ("over", "über"),
    ("nearly", "knapp"), ("almost", "knapp"), ("less than", "weniger als"), ("at most", "höchstens"),
    ("up to", "bis zu"), ("about", "etwa"), ("approximately", "etwa"), ("exactly", "genau"),
    ("within", "innerhalb von"),
  ]

  /// `3`, `2,5`
  static func number(_ value: Double, decimals: Int = 1) -> String {
    Numbers.text(value, decimals: decimals, in: .german)
  }

  /// A number of metastases as a chart has it: `3`, `multipel`; what is written otherwise stays.
  static func number(_ stated: String) -> String {
    let words = [
      "multiple": "multipel", "several": "mehrere", "single": "1", "one": "1", "two": "2", "three": "3",
      "few": "wenige",
      "many": "viele", "numerous": "zahlreich",
    ]
    return words[stated] ?? stated
  }

  /// `1 Zyklus`, `2 Zyklen`
  static func count(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

  /// `a, b und c`
  static func list(_ items: [String], _ word: String = "und") -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(word) " + last
  }

  /// `6 mo` as `6 Monate`, `nearly 5 y` as `knapp 5 Jahre`, `3-4 mo` as `3–4 Monate`; what is written otherwise stays, in quotes.
  static func span(_ text: String) -> String {
    var rest = text.trimmed
    var opening = ""
    for (word, german) in qualifiers where rest.hasPrefix(word) {
      opening = german + " "
      rest = rest.dropFirst(word.count).description.trimmed
      break
    }
    let parts = rest.split(separator: " ").map(String.init)
    guard parts.count == 2, let unit = units[parts[1]],
      parts[0].allSatisfy({ $0.isNumber || ".-–½¼¾".contains($0) })
    else { return "„\(text)“" }
    let number = parts[0].replacing("-", with: "–").replacing(".", with: ",")
    return "\(opening)\(number) \(["1", "½", "0,5"].contains(number) ? unit.0 : unit.1)"
  }

  /// `1.12.2019`, `Mai 2021`, `2019`, `etwa Mai 2021`; what is less exact as it is written.
  static func date(_ date: StatedDate) -> String {
    guard let day = date.bounds.earliest, !date.isUncertain, !date.isApproximate else {
      let plain = date.text.filter { !"~?%".contains($0) }
      guard let inner = try? StatedDate(parsing: plain), inner.text != date.text, !inner.isApproximate,
        !inner.isUncertain
      else { return "Zeitangabe \(date.text)" }
      return "\(date.isUncertain ? "vermutlich" : "etwa") \(self.date(inner))"
    }
    let (year, month, number) = day.civil
    switch date.precision {
    case .day: return "\(number).\(month).\(year)"
    case .month: return "\(months[month - 1]) \(year)"
    case .year: return "\(year)"
    case .season, .unspecified, .interval: return "Zeitangabe \(period(date.text))"
    }
  }

  /// `2014/2021` as `2014–2021`, `2014/..` as `2014 oder später`.
  static func period(_ text: String) -> String {
    let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2 else { return text }
    if ends[1] == ".." || ends[1].isEmpty { return "\(ends[0]) oder später" }
    if ends[0] == ".." || ends[0].isEmpty { return "bis \(ends[1])" }
    return ends.joined(separator: " – ")
  }

  /// Bounds in words: `5,5 bis 6,5 Monate`, `höchstens 1,4 Monate`, `eine nicht angegebene Zeit`.
  static func words(_ bounds: LengthBounds) -> String {
    func months(_ text: String) -> String { "\(text) \(text == "1" ? "Monat" : "Monate")" }
    // What prints as no time at all says nothing.
    let low = bounds.lower.flatMap { Numbers.isZero($0.months) ? nil : number($0.months) }
    switch (low, bounds.upper.map { number($0.months) }) {
    case (nil, nil): return "eine nicht angegebene Zeit"
    case (let low?, nil): return "mindestens \(months(low))"
    case (nil, let high?): return "höchstens \(months(high))"
    case (let low?, let high?): return low == high ? months(low) : "\(low) bis \(months(high))"
    }
  }

  /// `58 Jahre`, `90 Jahre oder älter`
  static func age(_ age: StatedAge) -> String {
    if let months = age.months { return count(months, "Monat", "Monate") }
    return count(age.years, "Jahr", "Jahre") + (age.isAtLeast ? " oder älter" : "")
  }

  /// `1000 mg/m²`, `AUC 5`, with the digits that were stated.
  static func dose(_ dose: Dose) -> String {
    let amount = Numbers.unmistakable(dose.amount, decimals: 4).replacing(".", with: ",")
    return dose.unit == .areaUnderCurve ? "AUC \(amount)" : "\(amount) \(dose.unit.printed)"
  }

  /// Days of a cycle: `Tag 1, 8 und 15`, `Tag 1 bis 28`.
  static func days(_ days: [Int]) -> String {
    guard let first = days.first, let last = days.last, days.count > 1 else { return "Tag \(days.first ?? 1)" }
    if days.count > 2, last - first == days.count - 1 { return "Tag \(first) bis \(last)" }
    return "Tag \(list(days.map(String.init)))"
  }

  /// What therapy is given for; nil where that stands in the name of the therapy.
  static func intent(_ intent: Intent) -> String {
    switch intent {
    case .neoadjuvant: "neoadjuvant"
    case .adjuvant: "adjuvant"
    case .firstLine: "Erstlinie"
    case .secondLine: "Zweitlinie"
    case .thirdLine: "Drittlinie"
    case .salvage: "Salvage-Therapie"
    case .curative: "kurativ"
    case .consolidation: "Konsolidierung"
    case .maintenance: "Erhaltungstherapie"
    case .palliative: "palliativ"
    }
  }

  /// A category of response.
  static func response(_ response: Response) -> String {
    switch response {
    case .complete: "komplette Remission"
    case .partial: "partielle Remission"
    case .stable: "stabile Erkrankung"
    case .nonCompleteNonProgressive:
      "weder komplette Remission noch Progress einer nicht messbaren Erkrankung"
    case .progressive: "Progress"
    case .notEvaluable: "nicht beurteilbar"
    }
  }

  /// A word of a chart that is no category.
  static func response(_ other: StatedResponse.Other) -> String {
    switch other {
    case .pathologicalComplete: "pathologisch komplette Remission"
    case .mixed: "gemischtes Ansprechen"
    case .minor: "geringes Ansprechen (Minor Response)"
    case .noEvidenceOfDisease: "kein Anhalt für Tumor"
    }
  }
}
