// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// The events of a patient by all that a person may call them: the id, the kind, the drugs and their short forms, in English and German.
struct EventNames: Sendable {
  /// An event that a time may refer to.
  struct Event: Sendable, Equatable {
    var id: String
    var lasts: Bool
    /// What it may be called, in small letters.
    var names: Set<String>
    /// Drugs of a therapy, in small letters.
    var drugs: [String]
  }

  let events: [Event]

  init(_ entries: [Entry]) {
    var events = entries.map { entry in
      var names: Set<String> = [entry.id.lowercased(), entry.id.replacing("-", with: " ").lowercased()]
      let words = EntryWords(entry)
      names.formUnion(Self.words[words.kind] ?? [words.kind])
      if !words.value.isEmpty { names.insert(words.value.lowercased()) }
      var drugs: [String] = []
      if case .therapy(let therapy) = entry.content {
        drugs = therapy.drugs.map { $0.lowercased() }
        if therapy.intent == .maintenance { names.formUnion(Self.maintenance) }
      }
      return Event(id: entry.id, lasts: entry.content.lasts, names: names, drugs: drugs)
    }
    for case .therapy(let therapy) in entries.map(\.content) {
      events += (therapy.phases + therapy.planned).map { phase in
        Event(id: phase.id, lasts: true, names: [phase.id.lowercased()], drugs: [])
      }
    }
    events.append(
      Event(
        id: Identifier.cutOff, lasts: false, names: ["cut-off", "cut off", "data cut-off", "datenschnitt"], drugs: []))
    self.events = events
  }

  private init(_ events: [Event]) { self.events = events }

  /// With an entry that is being typed and has no place among the others yet.
  func with(_ id: String, _ kind: String, _ value: String) -> EventNames {
    guard event(id) == nil else { return self }
    var names: Set<String> = [id.lowercased(), id.replacing("-", with: " ").lowercased()]
    if !value.isEmpty { names.insert(value.lowercased()) }
    let drugs = kind == "therapy" ? value.split(separator: "+").map { String($0).trimmed.lowercased() } : []
    let lasts = ["therapy", "radiotherapy", "best supportive care", "follow-up"].contains(kind)
    return EventNames(events + [Event(id: id, lasts: lasts, names: names, drugs: drugs)])
  }

  private static let maintenance: Set = ["maintenance", "maintenance therapy", "erhaltung", "erhaltungstherapie"]

  /// What entries of a kind may be called.
  private static let words: [String: Set<String>] = [
    "diagnosis": ["diagnosis", "initial diagnosis", "first diagnosis", "diagnose", "erstdiagnose", "ed"],
    "surgery": ["surgery", "operation", "op", "resection", "resektion"], "death": ["death", "tod"],
    "metastases": ["metastases", "metastasis", "metastasen", "metastasierung"],
    "radiotherapy": ["radiotherapy", "radiation", "strahlentherapie", "bestrahlung", "rt"],
    "best supportive care": ["best supportive care", "supportive care", "bsc"],
    "follow-up": ["follow-up", "follow up", "nachsorge"], "last contact": ["last contact", "letzter kontakt"],
    "local relapse": ["local relapse", "lokalrezidiv", "rezidiv", "relapse"], "therapy": ["therapy", "therapie"],
    "assessment": ["assessment", "imaging", "bildgebung"], "biopsy": ["biopsy", "biopsie"],
  ]

  /// The events that a name means; several where it may mean each of them.
  func meant(_ name: String) -> [Event] {
    let name = name.lowercased().trimmed
    guard !name.isEmpty else { return [] }
    if let own = events.first(where: { $0.id.lowercased() == name }) { return [own] }
    let slug = Identifier.slug(name)
    let exact = events.filter { $0.names.contains(name) || $0.names.contains(slug) }
    if !exact.isEmpty { return exact }
    // `Gem/Doc`: the beginning of each drug.
    let parts = name.split(whereSeparator: { "/+".contains($0) }).map { String($0).trimmed }.filter { $0.count >= 2 }
    guard !parts.isEmpty else { return [] }
    let byDrugs = events.filter { event in
      event.drugs.count == parts.count && parts.allSatisfy { part in event.drugs.contains { $0.hasPrefix(part) } }
    }
    if !byDrugs.isEmpty { return byDrugs }
    return events.filter { event in
      parts.allSatisfy { part in event.drugs.contains { $0.hasPrefix(part) } } && !event.drugs.isEmpty
    }
  }

  /// The event of an id.
  func event(_ id: String) -> Event? { events.first { $0.id == id } }

  /// The nearest spelling of a name, where nothing is called so.
  func nearest(_ name: String) -> String? {
    Spelling.nearest(to: name.lowercased(), among: events.flatMap { [$0.id] + $0.names }.sorted())
  }
}
