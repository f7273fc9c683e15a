// SPDX-License-Identifier: Apache-2.0

package import Course
import Chronology
import Plain

extension Therapy: Described {
  package static let notation = described(holdsRows: false)

  /// A therapy in JSON, which has no other file for single administrations.
  package static let wholeNotation = described(holdsRows: true)

  private static func described(holdsRows: Bool) -> Record<Therapy> {
    Record<Therapy>(
      "therapy", title: "a therapy", "Drugs given together, joined by ` + `. It lasts.", blank: { Therapy(drugs: []) },
      [
        .required("therapy", \.drugs, .drugs, "Drugs given together, joined by ` + `. It lasts."),
        .optionalStated("intent", \.intent, .words(), "Why it was given."),
        .optionalStated("line", \.statedLine, .integer(1...30), "The line, only where the source numbers it."),
        .optional(
          "continues", \.continues, .reference([.therapy]), "For maintenance: id of the therapy it continues."),
        .optional(
          "regimen", \.regimen, .identifier, "The regimen of the library that it follows: `verlauf regimen list`."),
        .stated("cycles", \.cycles, .integer(0...500), "Number of cycles given."),
        .stated(
          "every", \.cycleLength, .cycleLength,
          "Cycle length: `21 d`; `21 d or 28 d` where the source leaves it open."),
        .optional(
          "every is from", \.lengthBasis, .text,
          "Where a length comes from that is not stated for this patient."),
        .recorded("delay", \.delay, .span, "By how much its cycles were delayed in all: `2 wk`; `0 d` for not at all."),
        .recorded("delayed for", \.delayReason, .text, "Why they were delayed."),
        .optional("effect", \.effect, .text, "Effect in the source's words."),
        .stated("stopped for", \.stopReason, .text, "Why it was stopped."),
        .many("planned", \.planned, .phases(.plan), "What was meant and not given so."),
        .many("phases", \.phases, .phases(.phase), "What was given, in order of time."),
      ] + (holdsRows ? [.many("administrations", \.administrations, .administrations, "Single administrations.")] : []),
      finish: { therapy, mapping in
        let reader = mapping.reader
        if therapy.continues == reader.entry {
          reader.log.error(
            mapping.mark("continues"), "a therapy that continues itself", expected: "the id of the one before")
        }
        checkBasis(mapping)
        therapy.fillDaily()
        therapy.checkCycles(reader)
      })
  }

  /// Where the length of a cycle comes from.
  fileprivate var lengthBasis: String? {
    get { cycleLength.value?.basis }
    set { cycleLength = cycleLength.map { CycleLength(days: $0.days, basis: newValue) } }
  }

  fileprivate static func checkBasis(_ mapping: Mapping) {
    guard mapping.has("every is from"), !mapping.has("every") else { return }
    mapping.log.error(
      mapping.mark("every is from"), "`every is from` without `every`", expected: "both, or neither")
  }

  /// A drug that is taken every day in a therapy whose cycles have one length is taken on all its days.
  private mutating func fillDaily() {
    guard let length = cycleLength.value?.days, length.count == 1 else { return }
    for path in [\Therapy.phases, \.planned] {
      for index in self[keyPath: path].indices
      where self[keyPath: path][index].cycleLength.value?.basis == DailySchedule.basis {
        self[keyPath: path][index].days = Array(1...length[0])
        // The length is that of the therapy.
        self[keyPath: path][index].cycleLength = .notRecorded
      }
    }
  }

  /// Cycles of phases against the cycles of the therapy, and against the phase before. Statements may disagree, so
  /// these are warnings.
  private func checkCycles(_ reader: Reader) {
    for (index, phase) in phases.enumerated() where reader.phaseMarks.indices.contains(index) {
      let mark = reader.phaseMarks[index]
      if let given = cycles.value, let last = phase.lastCycle ?? phase.firstCycle, last > given {
        reader.log.warning(mark, "cycle \(last) of a therapy with \(given) cycles")
      }
      let earlier = phases[..<index].last {
        $0.drug == phase.drug && !Set($0.days).isDisjoint(with: phase.days)
      }
      if let earlier, let last = earlier.lastCycle, let first = phase.firstCycle, first < last {
        reader.log.warning(
          mark, "cycles from \(first) on, but phase `\(earlier.id)` lasts to cycle \(last)",
          expected: "phases in order of time")
      }
    }
  }
}

extension DosePhase: Described {
  package static let notation = Record<DosePhase>(
    "phase", title: "a dose phase", "One dose of one drug on the same days of each cycle.", inlineWidth: 110,
    blank: { DosePhase(id: "", drug: "") },
    [
      Field(
        KeyTable.Key("id", .identifier, "Name, unique in the patient."),
        read: { phase, mapping in
          phase.id = mapping.name("id") ?? ""
          return true
        }, write: { phase, writer in writer.impliedIDs.contains(phase.id) ? nil : Item(text: phase.id) }),
      Field(
        KeyTable.Key("drug", .text, "The drug; only needed where the therapy has several."),
        read: { phase, mapping in
          phase.drug = mapping.text("drug") ?? ""
          return true
        }, write: { phase, writer in writer.drugs == [phase.drug] ? nil : Item(text: phase.drug) }),
      .recorded("dose", \.dose, .dose, "Dose of one administration."),
      .flag("dose is implied", \.doseIsImplied, "The dose is carried over and not restated."),
      .many(
        "days", \.days, .phaseDays,
        "Days of the cycle on which it is given, ascending; for a drug taken day after day `daily`, `twice daily` or `4 weeks on, 2 off`."
      ),
      .with(
        "times a day", \.timesADay, .integer(1...6), absent: 1,
        "Administrations on each of these days, where there are several: 2 for twice daily."),
      .many("omitted", \.omittedDays, .days, "Days of the plan on which nothing was given."),
      .recorded("every", \.cycleLength, .cycleLength, "Cycle length."),
      .optional(
        "every is from", \.lengthBasis, .text, "Where a length comes from that is not stated for this patient."),
      .recorded("delay", \.delay, .span, "By how much its cycles were delayed in all: `2 wk`; `0 d` for not at all."),
      .recorded("delayed for", \.delayReason, .text, "Why they were delayed."),
      .optional(
        "cycles", \.cycleSpan, .cycleSpan, "First and last cycle of the phase: `1-3`, `4`, `16-`."),
      Field.many("when", \.when, Form<StatedTime>.time.oneOrMore, "When the phase began.").inTherapy,
      .recorded("reason", \.reason, .reason, "Why it differs from the plan or the phase before."),
      .many("support", \.support, SupportiveDrug.notation.form.list(of: "a supportive drug"), "Supportive drugs."),
      .sources(\.sources),
    ],
    finish: { phase, mapping in
      let reader = mapping.reader
      if phase.id.isEmpty { phase.id = reader.free(reader.phase.stem, number: reader.phase.number) }
      reader.names.declare(phase.id, reader.phase.kind, at: mapping.mark("id"), log: reader.log)
      reader.place(.phase(phase.id, of: reader.patient), mapping.mark)
      reader.phaseMarks.append(mapping.mark("cycles"))
      phase.checkDrug(mapping)
      if let schedule = mapping.item("days").flatMap(Form<[Int]>.schedule) { phase.take(schedule, mapping) }
      for day in phase.omittedDays where phase.days.contains(day) {
        reader.log.error(
          mapping.mark("omitted"), "day \(day) is both given and omitted", expected: "each day in one of the lists")
      }
      Therapy.checkBasis(mapping)
    })

  /// What a schedule of every day says beside its days: how often, and how long a block is.
  fileprivate mutating func take(_ schedule: DailySchedule, _ mapping: Mapping) {
    let words = ProblemLog.quoted(mapping.text("days") ?? "")
    if let times = schedule.timesADay {
      if mapping.has("times a day"), timesADay != times {
        mapping.log.error(
          mapping.mark("times a day"), "`times a day: \(timesADay)` beside \(words)", expected: "one of them")
      }
      timesADay = times
    }
    guard mapping.has("every") else {
      cycleLength = .stated(
        CycleLength(days: [schedule.length], basis: schedule.pauses ? nil : DailySchedule.basis))
      return
    }
    guard let length = cycleLength.value?.days, length.count == 1 else {
      mapping.log.error(
        mapping.mark("every"), "\(words) in cycles of no one length", expected: "one length, or no `every`")
      return
    }
    if schedule.pauses, length[0] != schedule.length {
      mapping.log.error(
        mapping.mark("every"), "a cycle of \(length[0]) days beside \(words), which are \(schedule.length)",
        expected: "`every: \(schedule.length) d`, or no `every`")
    } else if !schedule.pauses {
      days = Array(1...length[0])
    }
  }

  fileprivate var lengthBasis: String? {
    get { cycleLength.value?.basis }
    set { cycleLength = cycleLength.map { CycleLength(days: $0.days, basis: newValue) } }
  }

  /// First and last cycle as they are written together.
  fileprivate var cycleSpan: CycleSpan? {
    get { firstCycle.map { CycleSpan(first: $0, last: lastCycle) } }
    set { (firstCycle, lastCycle) = (newValue?.first, newValue?.last) }
  }

  /// A phase that names no drug is of the only one.
  private mutating func checkDrug(_ mapping: Mapping) {
    let drugs = mapping.reader.drugs
    if !drug.isEmpty {
      if let meant = mapping.reader.drugOfTherapy(drug) {
        drug = meant
      } else if !drugs.isEmpty {
        mapping.log.error(
          mapping.mark("drug"), "\(ProblemLog.quoted(drug)) is no drug of this therapy",
          expected: Wording.list(drugs), suggestion: mapping.log.nearest(to: drug, in: drugs))
      }
      return
    }
    if drugs.count > 1 {
      mapping.log.error(
        mapping.mark, "a dose phase without `drug` in a therapy of several", expected: Wording.list(drugs))
    }
    drug = drugs.first ?? ""
  }
}

/// The cycles of a phase, from 1.
struct CycleSpan: Sendable, Equatable {
  var first: Int
  /// The last; nil while it is open.
  var last: Int?
}

extension Form where Value == CycleSpan {
  fileprivate static var cycleSpan: Form {
    Form(
      .either([.integer(1, 500), .pattern("^[0-9]+(-[0-9]*)?$", "1-3")]),
      text: { text, item, reader in
        let parts = text.map { $0 == "–" ? "-" : $0 }.split(separator: "-", omittingEmptySubsequences: false)
          .map { WholeNumber.parse(String($0).trimmed) }
        if parts.count <= 2, let first = parts.first.flatMap({ $0 }), (1...500).contains(first) {
          if parts.count == 1 { return CycleSpan(first: first, last: first) }
          if text.hasSuffix("-") { return CycleSpan(first: first, last: nil) }
          if let last = parts[1], last >= first, last <= 500 { return CycleSpan(first: first, last: last) }
        }
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for cycles",
          expected: "first and last: `1-3`, `4`, `16-` (from 1, rising)")
        return nil
      },
      print: { span in
        guard let last = span.last else { return "\(span.first)-" }
        return last == span.first ? "\(last)" : "\(span.first)-\(last)"
      })
  }
}

extension Form where Value == [DosePhase] {
  /// The dose phases of the therapy that is read, given or planned.
  fileprivate static func phases(_ kind: Names.Kind) -> Form {
    let form = DosePhase.notation.form
    return Form(
      .list(form.schema),
      read: { item, reader in
        if kind == .phase { reader.phaseMarks = [] }
        let items = reader.items(item, of: DosePhase.notation.table.title)
        return items.enumerated().compactMap { index, item in
          reader.phase = ("\(reader.entry)-\(kind == .plan ? "plan" : "phase")", index + 1, kind)
          return form.read(item, reader)
        }
      },
      write: form.list(of: "").write)
  }
}

extension Form where Value == [String] {
  /// Drugs joined by ` + `, kept for the phases that follow.
  fileprivate static var drugs: Form {
    Form(
      .text,
      text: { text, item, reader in
        var drugs: [String] = []
        for part in text.parts(by: "+") {
          if part.isEmpty {
            reader.log.error(
              item.mark, "\(ProblemLog.quoted(text)) has a drug without a name", expected: "`drug + drug`")
          } else if ChartDoubt.isBareDenial(
            part, of: ["therapy", "treatment", "therapie", "chemotherapy", "chemotherapie"])
          {
            reader.log.error(
              item.mark, "\(ProblemLog.quoted(text)) for a therapy",
              expected: "drugs; leave the entry out, or record `decision: …` or `best supportive care: true`")
          } else if !Silence.isMissing(part), ChartAssertion(part, .treatment) != .affirmed {
            reader.log.error(
              item.mark, "\(ProblemLog.quoted(part)) for a therapy, which may not have been given",
              expected:
                "drugs that were given; what was planned, refused or left out is a `decision:` or an `event:` with these words"
            )
          } else if let entry = OtherTreatment.entry(part) {
            reader.log.error(
              item.mark, "\(ProblemLog.quoted(part)) for a drug", expected: "an entry of its own: `\(entry)`")
          } else if drugs.contains(where: { $0.lowercased() == part.lowercased() }) {
            reader.log.error(item.mark, "the drug \(ProblemLog.quoted(part)) is there twice")
          } else {
            drugs.append(part)
          }
        }
        reader.drugs = drugs
        return drugs
      }, print: { $0.joined(separator: " + ") })
  }
}

extension DoseChangeReason: Described {
  package static let notation = Record<DoseChangeReason>(
    "reason", title: "a reason", "Why a dose was changed.", inlineWidth: 400,
    blank: { DoseChangeReason(code: .other, words: "") },
    [
      .required("code", \.code, .words(), "The kind of reason."),
      .required("words", \.words, .text, "The source's words."),
    ])
}

extension Form where Value == DoseChangeReason {
  fileprivate static var reason: Form {
    Form(
      .table("reason"),
      read: { item, reader in
        if case .text(let text) = item.content {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for a reason",
            expected: "`{code: haematotoxicity, words: …}`, `not stated` or `unknown`")
          return nil
        }
        return DoseChangeReason.notation.read(item, reader)
      }, write: { DoseChangeReason.notation.write($0, $1) })
  }
}

extension SupportiveDrug: Described {
  package static let notation = Record<SupportiveDrug>(
    "support", title: "a supportive drug", "A drug given in support, on days of the cycle.", inlineWidth: 400,
    blank: { SupportiveDrug(drug: "", days: []) },
    [
      .required("drug", \.drug, .text, "Generic name."), .many("days", \.days, .days, "Days of the cycle."),
      .recorded("dose", \.doseMilligrams, .measure(.milligrams, "6 mg"), "Dose in mg."), .sources(\.sources),
    ])
}

extension Field {
  /// The field where a cycle without a therapy may stand in a time: it is of the therapy that is read.
  var inTherapy: Field {
    Field(
      key,
      read: { root, mapping in
        let before = mapping.reader.isInTherapy
        mapping.reader.isInTherapy = true
        defer { mapping.reader.isInTherapy = before }
        return self.read(&root, mapping)
      }, write: write)
  }
}
