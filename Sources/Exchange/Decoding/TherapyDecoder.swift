// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course

extension PatientDecoder {
  /// A systemic therapy with its phases.
  mutating func therapy(_ fields: Fields, id: Entry.ID) -> Entry.Content? {
    let drugs: [String] =
      if let item = fields.item("therapy"), let text = fields.text(of: item) { fields.drugs(text, item) } else { [] }
    var therapy = Therapy(drugs: drugs)
    therapy.intent = fields.word("intent", Intent.self)
    therapy.statedLine = fields.integer("line", 1...30)
    therapy.continues = reference(fields, "continues", [.therapy])
    if therapy.continues == id {
      log.error(fields.mark("continues"), "a therapy that continues itself", expected: "the id of the one before")
    }
    therapy.cycles = fields.recordedInteger("cycles", 0...500)
    therapy.cycleLength = cycleLength(fields)
    therapy.regimen = fields.text("regimen")
    therapy.effect = fields.text("effect")
    therapy.stopReason = fields.recorded("stopped for")
    for (index, phase) in fields.list("planned", KeyTables.phase).enumerated() {
      therapy.planned.append(
        self.phase(phase, of: therapy, default: free("\(id)-plan", number: index + 1), kind: .plan))
    }
    var marks: [Mark] = []
    for (index, phase) in fields.list("phases", KeyTables.phase).enumerated() {
      therapy.phases.append(
        self.phase(phase, of: therapy, default: free("\(id)-phase", number: index + 1), kind: .phase))
      marks.append(phase.has("cycles") ? phase.mark("cycles") : phase.mark)
    }
    checkCycles(therapy, marks)
    return .therapy(therapy)
  }

  private func cycleLength(_ fields: Fields) -> Recorded<CycleLength> {
    let basis = fields.text("every is from")
    if basis != nil, !fields.has("every") {
      log.error(fields.mark("every is from"), "`every is from` without `every`", expected: "both, or neither")
    }
    return fields.cycleLength("every", basis: basis)
  }

  private mutating func phase(
    _ fields: Fields, of therapy: Therapy, default id: String, kind: Names.Kind
  ) -> DosePhase {
    let id = fields.text("id") ?? id
    names.declare(id, kind, at: fields.has("id") ? fields.mark("id") : fields.mark, log: log)
    var phase = DosePhase(id: id, drug: drug(fields, therapy), location: fields.location)
    phase.dose = fields.recorded("dose") { text, item in fields.dose(text, item) }
    phase.doseIsImplied = fields.flag("dose is implied")
    phase.days = fields.days("days")
    phase.omittedDays = fields.days("omitted")
    for day in phase.omittedDays where phase.days.contains(day) {
      log.error(
        fields.mark("omitted"), "day \(day) is both given and omitted", expected: "each day in one of the lists")
    }
    phase.cycleLength = cycleLength(fields)
    if let cycles = fields.cycles("cycles") { (phase.firstCycle, phase.lastCycle) = cycles }
    phase.when = times(fields, "when", inTherapy: true)
    phase.reason = reason(fields)
    phase.support = fields.list("support", KeyTables.support).compactMap { support in
      guard let drug = support.text("drug") else { return nil }
      return SupportiveDrug(
        drug: drug, days: support.days("days"),
        doseMilligrams: support.recordedQuantity("dose", .milligrams),
        sources: support.sources())
    }
    phase.sources = fields.sources()
    return phase
  }

  private func drug(_ fields: Fields, _ therapy: Therapy) -> String {
    if let drug = fields.text("drug") {
      if !therapy.drugs.isEmpty, !therapy.drugs.contains(drug) {
        log.error(
          fields.mark("drug"), "\(ProblemLog.quoted(drug)) is no drug of this therapy",
          expected: Wording.list(therapy.drugs), suggestion: log.nearest(to: drug, in: therapy.drugs))
      }
      return drug
    }
    if therapy.drugs.count > 1 {
      log.error(
        fields.mark, "a dose phase without `drug` in a therapy of several", expected: Wording.list(therapy.drugs))
    }
    return therapy.drugs.first ?? ""
  }

  private func reason(_ fields: Fields) -> Recorded<DoseChangeReason> {
    guard let item = fields.item("reason") else { return .notRecorded }
    if case .text(let text) = item.content, text.trimmed != Fields.notStated, text.trimmed != Fields.unknown {
      log.error(
        item.mark, "\(ProblemLog.quoted(text)) for a reason",
        expected: "`{code: haematotoxicity, words: …}`, `not stated` or `unknown`")
      return .notRecorded
    }
    if case .text = item.content { return fields.recorded("reason") { _, _ in nil } }
    guard let reason = fields.fields("reason", KeyTables.reason) else { return .notRecorded }
    let code = reason.word("code", DoseChangeReason.Code.self)
    let words = reason.text("words")
    guard let code, let words else { return .notRecorded }
    return .stated(DoseChangeReason(code: code, words: words))
  }

  /// Cycles of phases against the cycles of the therapy, and against the phase before. Statements may disagree, so
  /// these are warnings.
  private func checkCycles(_ therapy: Therapy, _ marks: [Mark]) {
    for (index, phase) in therapy.phases.enumerated() {
      if let given = therapy.cycles.value, let last = phase.lastCycle ?? phase.firstCycle, last > given {
        log.warning(marks[index], "cycle \(last) of a therapy with \(given) cycles")
      }
      let earlier = therapy.phases[..<index].last {
        $0.drug == phase.drug && !Set($0.days).isDisjoint(with: phase.days)
      }
      if let earlier, let last = earlier.lastCycle, let first = phase.firstCycle, first < last {
        log.warning(
          marks[index], "cycles from \(first) on, but phase `\(earlier.id)` lasts to cycle \(last)",
          expected: "phases in order of time")
      }
    }
  }
}
