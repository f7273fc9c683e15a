// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

// Adverse events of a record: those entered as such, and events and complications whose words rules know.
extension RecordedDayReader {
  /// Events and complications since the last dose whose words rules know: they are adverse events that nobody entered as such. Others are told, and not used.
  func readEvents(
    _ own: PatientTimeline.TherapyOnDay, on day: Day, since: Day?, _ observations: inout Observations,
    _ facts: inout [RecordedFact]
  ) {
    for entry in patient.entries {
      let words: String
      switch entry.content {
      case .event(let text): words = text
      case .complication(let complication) where !complication.isAbsence: words = complication.term
      default: continue
      }
      guard let event = timeline.start(of: entry.id), case let bounds = timeline.bounds(of: event),
        bounds.earliest.map({ $0 <= day }) ?? true,
        since.map({ since in bounds.latest.map { $0 > since } ?? true }) ?? true
      else { continue }
      var fact = RecordedFact(
        words, "", when: Self.words(bounds), record: .entry(entry.id, of: patient.id), sources: entry.sources,
        use: .notUsed("no rule reads these words; an adverse event is `toxicity: …` with its grade and version"))
      defer { facts.append(fact) }
      let meant = self.words(ofRules: words, under: own)
      let term = ToxicityTerms.graded(ToxicityTerms.withoutGrade(words))
      guard !meant.isEmpty || term != nil else { continue }
      let isSince = since.map { since in bounds.earliest.map { $0 > since } ?? false } ?? false
      guard !ToxicityTerms.isHistory(words) else {
        fact.use = .notUsed("it tells of the past")
        continue
      }
      guard isSince, !ToxicityTerms.isSuspected(words), bounds.latest.map({ $0 <= day }) ?? false else {
        // It may be of this interval: that it was not is not known.
        for word in meant where observations.facts[word] != true {
          observations.facts[word] = nil
          observations.openFacts.insert(word)
          observations.possibleFacts.insert(word)
        }
        observations.possibilities.append("\(words) (\(Self.words(bounds))) counts since the last dose")
        if let term { observations.possibleGrades[term] = 5 }
        fact.use = .notUsed("whether it is since the last dose is not known")
        continue
      }
      for word in meant { observations.facts[word] = true }
      if meant.contains(Observations.feverOrInfection) { observations.isFever = true }
      if let term { observations.addUngraded(term) }
      fact.use = .questioned(
        "as \((meant + [term.map { "\($0) without a grade" }].compactMap(\.self)).joined(separator: ", "))")
    }
  }

  /// Diseases beside the tumour whose words rules know: they are there on each day.
  func readComorbidity(_ observations: inout Observations, _ facts: inout [RecordedFact]) {
    for words in patient.comorbidity {
      let meant = ToxicityTerms.facts(words).filter { Self.lastingFacts.contains($0) }
      observations.presentFacts.formUnion(meant)
      for word in meant { observations.facts[word] = true }
      facts.append(
        RecordedFact(
          words, "comorbidity", when: "no day stated", record: .patient(patient.id), sources: patient.sources,
          use: meant.isEmpty
            ? .notUsed("no rule reads these words") : .questioned("as \(meant.joined(separator: ", "))")))
    }
  }

  /// Facts that a disease beside the tumour may be, and not only an event.
  private static let lastingFacts: Set = [
    "Child-Pugh A", "Child-Pugh B", "Child-Pugh C", "moderate hepatic impairment", "severe hepatic impairment",
    "severe renal failure", "cardiac dysfunction",
  ]

  /// The yes/no words of rules that words of the record answer with yes; under ifosfamide the signs of its encephalopathy are one.
  func words(ofRules term: String, under own: PatientTimeline.TherapyOnDay) -> [String] {
    let facts = ToxicityTerms.facts(term)
    let word = "encephalopathy"
    guard !facts.contains(word), ToxicityTerms.isSignOfEncephalopathy(term),
      own.therapy.drugs.contains(where: { library.isSame($0, "ifosfamide") })
    else { return facts }
    return facts + [word]
  }
}
