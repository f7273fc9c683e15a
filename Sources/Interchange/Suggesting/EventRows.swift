// SPDX-License-Identifier: Apache-2.0

import Plain

/// A file of one row an event: several rows a patient, and a column that says what happened. What a row makes follows from its word, and from nothing else.
struct EventRows {
  /// The place of the column that says what happened.
  let column: Int
  /// The entries that its words make, in the order of the list below.
  private(set) var kinds: [(entry: String, texts: [String])] = []
  /// Words of the column that are not in the list.
  private(set) var unknown: [String] = []

  /// The column of events; nil where each row is a patient, or no column has words of two kinds of events.
  init?(_ surveys: [ColumnSurvey], patients: [String], except others: Set<Int>) {
    guard Set(patients).subtracting([""]).count < patients.count(where: { !$0.isEmpty }) else { return nil }
    let found = surveys.indices.filter { !others.contains($0) && !surveys[$0].hasMore && surveys[$0].count > 0 }
      .compactMap { index -> (Int, [String: [String]])? in
        let known = Dictionary(grouping: surveys[index].texts) { Self.entry(of: $0) ?? "" }
        let count = surveys[index].texts.count - (known[""]?.count ?? 0)
        return known.keys.count(where: { !$0.isEmpty }) > 1 && count * 2 >= surveys[index].texts.count
          ? (index, known) : nil
      }
    guard found.count == 1, let (index, known) = found.first else { return nil }
    column = index
    unknown = known[""] ?? []
    kinds = Self.words.compactMap { entry, _ in known[entry].map { (entry, $0) } }
  }

  /// The entries of which a column of days is the time: its start, or its end where it has one.
  func times(isEnd: Bool) -> [(entry: String, key: String)] {
    kinds.map(\.entry).compactMap { entry in
      let hasEnd = ["treatment", "radiotherapy"].contains(entry)
      if isEnd { return hasEnd ? (entry, "ends") : nil }
      return (entry, hasEnd ? "starts" : "when")
    }
  }

  /// The entries of which a column of words can say what they are.
  var details: [(entry: String, key: String)] {
    kinds.map(\.entry).compactMap { entry in Self.details[entry].map { (entry, $0) } }
  }

  /// Headers of columns that say what an event is in words.
  static let detailHeaders: Set = [
    "was", "what", "detail", "details", "bezeichnung", "beschreibung", "name", "description", "art", "type", "typ",
    "agent", "substanz", "inhalt", "text",
  ]
  /// Headers of columns of the day on which an event ended.
  static let endHeaders: Set = ["bis", "ende", "end", "enddatum", "enddate", "stop", "stopdate", "to", "until"]

  private static let details = [
    "treatment": "therapy", "diagnosis": "diagnosis", "response": "assessment", "surgery": "surgery",
    "metastases": "metastases",
  ]

  private static func entry(of text: String) -> String? {
    let folded = HeaderWords.fold(text)
    return words.first { $0.words.contains(folded) }?.entry
  }

  /// What events are called in English and German: a closed list.
  private static let words: [(entry: String, words: Set<String>)] = [
    ("diagnosis", ["diagnose", "erstdiagnose", "diagnosis", "initialdiagnosis"]),
    ("metastases", ["metastasen", "metastasierung", "fernmetastasen", "metastases", "metastasis"]),
    ("surgery", ["operation", "op", "resektion", "surgery", "resection"]),
    ("radiotherapy", ["strahlentherapie", "bestrahlung", "radiatio", "radiotherapy", "radiation", "radiationtherapy"]),
    (
      "treatment",
      [
        "therapie", "systemtherapie", "chemotherapie", "chemo", "therapy", "treatment", "chemotherapy",
        "systemictherapy", "behandlung", "linie", "line", "therapielinie",
      ]
    ),
    (
      "response",
      [
        "staging", "restaging", "bildgebung", "ct", "mrt", "mri", "pet", "petct", "assessment", "imaging", "scan",
        "responseassessment", "tumorassessment", "verlaufskontrolle",
      ]
    ),
    ("progression", ["progress", "progression", "progredienz", "pd", "diseaseprogression"]),
    ("death", ["tod", "verstorben", "exitus", "death", "died", "dead"]),
    ("last-contact", ["letzterkontakt", "lastcontact", "lastfollowup", "followup", "lastseen"]),
  ]
}
