// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain

/// What an operation left of the disease, and how long the patient was free of it then.
public struct ResectionOutcome: Sendable {
  /// The entry of the operation.
  public var entry: Entry
  /// The operation.
  public var surgery: Surgery
  /// Whether it left disease that was known.
  public var left: Left
  /// Time from the operation to relapse; nil where it is not known that none was left.
  public var time: TimeToEvent?
  /// Why, with the words of the value: `not determined (the resection margin is not stated)`.
  public var trace: Trace

  /// What an operation left of the known disease.
  public enum Left: Sendable, Hashable {
    /// Nothing, as recorded, and by what.
    case nothing(Phrase)
    /// Some, and what.
    case disease(Phrase)
    /// It is not known, and why.
    case open(Phrase)

    /// In every language.
    public var phrase: Phrase {
      switch self {
      case .nothing(let why), .disease(let why), .open(let why): why
      }
    }
  }
}

extension Definition {
  /// Time from an operation that left no known disease to relapse.
  public static func timeToRelapse(_ definitions: Definitions) -> Definition {
    Definition(
      name: Phrase("Time to relapse after resection", "Zeit bis zum Rezidiv nach Resektion"),
      text: Phrase(
        "From a resection that left no known disease to local relapse, metastases or progression. None is left where every place of disease that was known by then (primary tumour, metastases, relapses, measured lesions) was operated with R0 or R1, or where a complete response was seen after the operation and before any relapse. Without relapse it is censored at the last assessment that shows a complete response, before any further therapy that is not adjuvant; death without relapse does not end it.",
        "Von einer Resektion, die keine bekannte Erkrankung zurückließ, bis zu Lokalrezidiv, Metastasen oder Progress. Nichts blieb zurück, wo jeder bis dahin bekannte Ort der Erkrankung (Primärtumor, Metastasen, Rezidive, gemessene Läsionen) mit R0 oder R1 operiert wurde, oder wo nach der Operation und vor jedem Rezidiv eine komplette Remission gesehen wurde. Ohne Rezidiv zensiert bei der letzten Untersuchung mit kompletter Remission, vor jeder weiteren Therapie, die nicht adjuvant ist; Tod ohne Rezidiv beendet sie nicht."
      ) + countedDays(definitions),
      source: Phrase(
        "After Bellera CA, et al. Ann Oncol 2015;26:865-872 (DATECAN, sarcoma), with relapse alone as event; R1 is counted with R0, both are shown",
        "Nach Bellera CA, et al. Ann Oncol 2015;26:865-872 (DATECAN, Sarkome), mit dem Rezidiv allein als Ereignis; R1 zählt wie R0, beide werden gezeigt"
      ))
  }
}

extension CensoringRule {
  /// For the time to relapse after a resection: relapse and progression however they were found, else the last visit without disease.
  static let afterResection = CensoringRule(
    id: "after-resection", name: "relapse after resection",
    source: "no guideline's: relapse, metastases and progression count however they were found",
    countsClinicalProgression: true, newTherapy: .ignore, missedVisits: nil, end: .lastAdequateVisit,
    needsBaseline: false)
}
