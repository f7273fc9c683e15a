// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Dosing
import Outcomes

/// `treatments`: what was given before a therapy, as a table lists it.
struct TreatmentsClaim: PatientClaimKind {
  let given: [String]
  let before: Entry.ID?

  var words: String { "treatments" + (before.map { " before \($0)" } ?? "") + ": \(given.joined(separator: "; "))" }
  var topics: [String] { ["pretreatment", "treatments"] }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let treatments = outcome.timeline.sorted(
      outcome.patient.entries.filter { Self.isTreatment($0) || $0.id == before })
    let recorded = treatments.prefix { $0.id != before }.compactMap { entry in
      Self.treatment(entry, record.outcomes.library).map { (entry: entry, words: $0) }
    }
    let claimed = given.map {
      (text: $0, words: Words.treatment($0, record.outcomes.library, abbreviations: record.study.abbreviations))
    }
    // Two radiotherapies are not one: each that is listed needs an event of its own.
    var left = Array(recorded.indices)
    var missing: [String] = []
    var found: [(text: String, place: Int)] = []
    for item in claimed {
      if let place = left.firstIndex(where: { recorded[$0].words == item.words })
        ?? left.firstIndex(where: { Self.isNamed(item.text, recorded[$0].entry) })
      {
        found.append((item.text, left.remove(at: place)))
      } else {
        missing.append(item.text)
      }
    }
    // A word for an operation may mean it with what follows it at once, a second look or a re-excision: nothing else lies between them.
    let matched = Set(found.map(\.place))
    var together: [String] = []
    for place in left where Self.isOperation(recorded[place].words) || Self.isBoost(recorded[place].entry) {
      let isRun = { (step: Int) -> Bool in
        var other = place + step
        while recorded.indices.contains(other), recorded[other].words == recorded[place].words {
          if matched.contains(other) { return true }
          other += step
        }
        return false
      }
      if isRun(-1) || isRun(1) { together.append(recorded[place].entry.id) }
    }
    let extra = left.map { recorded[$0].entry.id }.filter { !together.contains($0) }
    let evidence = recorded.map { Evidence($0.entry, $0.words.sorted().map(Self.phrase).joined(separator: " + ")) }
    var problems: [Phrase] = []
    if !missing.isEmpty {
      problems.append(
        Phrase(
          "no event is recorded for \(missing.joined(separator: ", ").lowercased())",
          "kein Ereignis ist dokumentiert: „\(missing.joined(separator: ", "))“"))
    }
    if !extra.isEmpty {
      problems.append(
        Phrase(
          "recorded but not listed: \(extra.joined(separator: ", "))",
          "dokumentiert, aber nicht gelistet: \(extra.joined(separator: ", "))"))
    }
    let swapped = zip(found, found.dropFirst()).first { one, next in
      outcome.timeline.order(of: recorded[next.place].entry.id, to: recorded[one.place].entry.id) == .before
    }
    if let (one, next) = swapped {
      problems.append(
        Phrase(
          "\(one.text.lowercased()) is listed before \(next.text.lowercased()), which came first",
          "„\(one.text)“ ist vor „\(next.text)“ gelistet, das zuerst kam"))
    }
    guard !problems.isEmpty else {
      return Judgement(
        .supported,
        Phrase(
          "Each treatment has its event\(together.isEmpty ? "" : "; \(together.joined(separator: ", ")) \(together.count == 1 ? "is" : "are") taken with the one beside").",
          "Jede Behandlung hat ihr Ereignis\(together.isEmpty ? "" : "; \(together.joined(separator: ", ")) \(together.count == 1 ? "gilt" : "gelten") zusammen mit dem daneben")."
        ),
        evidence: evidence)
    }
    // That nothing is recorded excludes nothing; a treatment that the list leaves out, or turns round, does.
    let isExcluded = !extra.isEmpty || swapped != nil
    return Judgement(
      isExcluded ? .contradicted : .notFound, Words.sentence(problems), evidence: evidence,
      settledBy: missing.isEmpty && extra.isEmpty
        ? Phrase("The dates of these treatments.", "Die Daten dieser Behandlungen.")
        : Phrase(
          "The operation, radiotherapy or infusion record of \((missing + extra).joined(separator: ", ").lowercased()).",
          "Operations-, Bestrahlungs- oder Infusionsprotokoll: „\((missing + extra).joined(separator: ", "))“.")
    )
  }

  /// A treatment by its words, of which those that are no drug are the table's.
  private static func phrase(_ word: String) -> Phrase {
    switch word {
    case "surgery": Phrase("surgery", "Operation")
    case "radiation": Phrase("radiation", "Strahlentherapie")
    case "ablation": Phrase("ablation", "Ablation")
    case "transplant": Phrase("transplant", "Transplantation")
    default: Phrase(same: word)
    }
  }

  /// Whether a procedure is called by its own name: `amputation`.
  private static func isNamed(_ text: String, _ entry: Entry) -> Bool {
    let name = Words.plain(text)
    guard !name.isEmpty else { return false }
    switch entry.content {
    case .surgery(let surgery): return " \(Words.plain(surgery.procedure)) ".contains(" \(name) ")
    case .ablation(let ablation): return " \(Words.plain(ablation.technique.value ?? "")) ".contains(" \(name) ")
    default: return false
    }
  }

  /// A boost belongs to its course of radiation.
  private static func isBoost(_ entry: Entry) -> Bool {
    guard case .radiotherapy(let radiation) = entry.content else { return false }
    return radiation.target.value?.lowercased().contains("boost") ?? false
  }

  /// Operations alone: two courses of radiation are two.
  private static func isOperation(_ words: Set<String>) -> Bool { words == ["surgery"] }

  private static func isTreatment(_ entry: Entry) -> Bool { treatment(entry, RegimenLibrary()) != nil }

  private static func treatment(_ entry: Entry, _ library: RegimenLibrary) -> Set<String>? {
    switch entry.content {
    case .therapy(let therapy):
      // `Gem/Doc` is written as one name, and is two drugs.
      therapy.drugs.reduce(into: Set<String>()) { $0.formUnion(Words.treatment($1, library)) }
    case .surgery: ["surgery"]
    case .radiotherapy: ["radiation"]
    case .ablation: ["ablation"]
    case .transplant: ["transplant"]
    default: nil
    }
  }
}
