// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// Laboratory values that no dose rule can use.
struct UnusableLaboratory: Rule {
  let id = "laboratory-not-usable"
  let severity = Severity.warning
  let summary = Phrase(
    "A laboratory value that dose rules cannot use",
    "Ein Laborwert, den Dosisregeln nicht verwenden können")
  let explanation =
    "A value that nobody can have, one without a unit or in a unit that is none of its analyte, a name that is none of an analyte of the rules, and values of one "
    + "analyte and day that differ. Rules take such a value as not known; an older one does not stand in for it. Analytes that charts have and no rule speaks of (C-reactive protein, "
    + "sodium, tumour markers) are passed over. A value without an exact day is a note, one for a patient."
  let needs = "`labs.csv`, or `lab` in a course"
  let source = "units and possible values as `verlauf adapt` takes them"

  let fires = RuleExample(
    "neutrophils of 800 × 10⁹/L",
    files: [.init("labs.csv", "patient,analyte,when,value,unit\n1,neutrophils,2024-01-08,800,10^9/L")])
  let passes = RuleExample(
    "neutrophils of 800/µL",
    files: [.init("labs.csv", "patient,analyte,when,value,unit\n1,neutrophils,2024-01-08,800,/µL")])

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient -> [Found] in
      let record = LaboratoryRecord(patient)
      guard !record.doubts.isEmpty else { return [] }
      let entries = Dictionary(patient.entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      var undated: [LaboratoryRecord.Doubt] = []
      var named: [String: [LaboratoryRecord.Doubt]] = [:]
      var found: [Found] = []
      for doubt in record.doubts {
        switch doubt.problem {
        case .noDay: undated.append(doubt)
        case .unknownAnalyte(let name, _): named[name, default: []].append(doubt)
        default:
          found.append(
            self.found(
              doubt.entries.joined(separator: "-"), [doubt], entries, patient, context,
              Self.words(doubt),
              settledBy: Phrase("The laboratory's report.", "Der Laborbefund.")))
        }
      }
      // A name stands in many rows: it is told once, with the first of its lines.
      found += named.sorted { $0.key < $1.key }.map { name, doubts in
        let first = doubts.first.map(Self.words) ?? .none
        return self.found(
          "analyte-\(name)", doubts, entries, patient, context,
          doubts.count > 1
            ? Phrase("\(doubts.count) values, the first \(first)", "\(doubts.count) Werte, der erste \(first)") : first,
          settledBy: Phrase("The analyte that is meant.", "Der gemeinte Laborwert."))
      }
      if let first = undated.first {
        var note = self.found(
          "undated", undated, entries, patient, context,
          undated.count == 1
            ? Self.words(first)
            : Phrase("\(undated.count) values, the first ", "\(undated.count) Werte, der erste ") + Self.words(first),
          settledBy: Phrase("The day of each value.", "Der Tag jedes Werts."))
        note.severity = .note
        found.append(note)
      }
      return found
    }
  }

  private func found(
    _ about: String, _ doubts: [LaboratoryRecord.Doubt], _ entries: [Entry.ID: Entry], _ patient: Patient,
    _ context: ReviewContext, _ why: Phrase, settledBy: Phrase
  ) -> Found {
    let ids = doubts.flatMap(\.entries)
    let places = ids.prefix(3).compactMap { entry in
      context.outcomes.places[.entry(entry, of: patient.id)].map { "\($0.file):\($0.line)" }
    }
    let evidence = ids.compactMap { entries[$0] }.map { entry in
      var text = entry.id
      if case .laboratory(let value) = entry.content {
        text = "\(value.analyte) \(value.relation?.printed ?? "")\(value.value) \(value.unit)"
      }
      return Evidence(entry, same: text)
    }
    return Found(
      patient: patient.id, about: about,
      (places.isEmpty
        ? Phrase("Dose rules", "Dosisregeln")
        : Phrase(
          "\(places.joined(separator: ", ")): dose rules", "`\(places.joined(separator: "`, `"))`: Dosisregeln"))
        + Phrase(" cannot use \(why)", " können das nicht verwenden: \(why)")
        + Phrase(same: why.english.hasSuffix("?") ? "" : "."),
      evidence: evidence, settledBy: settledBy)
  }

  private static func words(_ doubt: LaboratoryRecord.Doubt) -> Phrase {
    doubt.phrase + Phrase(same: ": ") + doubt.problem.phrase
  }
}
