// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain

/// Given although a rule said hold, or less.
struct GivenWhileHeld: Rule {
  let id = "given-while-held"
  let severity = Severity.warning
  let summary = Phrase(
    "A dose given, or given in full, where a rule set of the regimen says less",
    "Eine Gabe, ganz oder voll, wo ein Regelsatz des Regimes weniger sagt")
  let explanation =
    "What was known before each dose given (counts, liver and kidney, toxicity since the dose before, what earlier events have left) through the rule sets of "
    + "the regimen that the therapy names: of sets that read the same kind of values the first. Rule sets differ: the finding "
    + "names which one. A warning where the rules say hold, delay or stop, a note where they say less. A dose that rises again is one where the set forbids it. "
    + "Nothing is assumed normal; an unknown value never makes a finding."
  let needs = "`regimen` of the therapy; `administrations.csv`; `labs.csv` or toxicities"
  let source = "the rule set's sources in the library (`verlauf regimen show ID`)"

  static let tolerance = Threshold(
    "dose above what is allowed", 0.5, "percentage points", why: "rounding of a dose per m²: 755 of 1000 mg/m² is 75 %"
  )
  let thresholds = [
    Self.tolerance,
    Threshold(
      "age of a count", Double(AdministrationAudit.window), "d", why: "older counts say little of the day of treatment"),
  ]

  let fires = RuleExample(
    "in full with 0.4 × 10⁹ neutrophils/L the day before", course: Self.course,
    files: Self.files(neutrophils: "0.4"))
  let passes = RuleExample(
    "with 2 × 10⁹/L", course: Self.course, files: Self.files(neutrophils: "2"))
  private static let course = """
    - therapy: gemcitabine
      id: gem
      regimen: gemcitabine-1000-q28
      when: 2024-01-08
    """
  private static func files(neutrophils: String) -> [RuleExample.File] {
    [
      .init("administrations.csv", "patient,therapy,cycle,day,date,dose\n1,gem,1,8,2024-01-15,1000 mg/m2"),
      .init(
        "labs.csv",
        "patient,analyte,when,value,unit\n1,ANC,2024-01-14,\(neutrophils),10^9/L\n1,platelets,2024-01-14,150,10^9/L"),
    ]
  }

  func find(in context: ReviewContext) -> [Found] {
    let library = context.outcomes.library
    return context.outcomes.patients.flatMap { outcome -> [Found] in
      let patient = outcome.patient
      let reader = RecordedDayReader(outcome.timeline, library: library, window: AdministrationAudit.window)
      return patient.therapies.flatMap { entry, therapy -> [Found] in
        guard let regimen = context.regimen(of: therapy) else { return [] }
        return regimen.drugs.flatMap { drug -> [Found] in
          let sets = Self.first(regimen.rules.compactMap { library.rules[$0] }, of: drug)
          guard !sets.isEmpty else { return [] }
          let doses = reader.doses(of: drug, in: entry, therapy)
          return doses.indices.compactMap { index -> Found? in
            let given = doses[index].administration
            guard let planned = regimen.component(of: drug, on: given.day, in: library)?.dose else { return nil }
            let verdicts = sets.compactMap { Verdict($0, drug, planned: planned, doses[...index].map(\.step)) }
            // Of sets that allow the same, the first of the regimen is named.
            guard let strictest = verdicts.min(by: { $0.allowed < $1.allowed }) else { return nil }
            return found(strictest, given, patient, entry)
          }
        }
      }
    }
  }

  /// The sets that answer another question than those before them: the first for counts, the first for the liver.
  private static func first(_ sets: [RuleSet], of drug: String) -> [RuleSet] {
    var kinds: Set<String> = []
    return sets.filter { set in
      guard set.drugs.contains(drug) else { return false }
      let own = set.kinds(of: drug)
      defer { kinds.formUnion(own) }
      return !own.isSubset(of: kinds)
    }
  }

  /// What one set says of one dose given.
  private struct Verdict {
    var set: RuleSet
    var decision: RuleDecision
    /// The most that it allows, in percent of the plan; 0 for none.
    var allowed: Double
    /// What was given, in percent of the plan.
    var given: Double
    /// `hold`, `75 %`, `1.1 mg/m²`.
    var says: Phrase
    /// What it looked at.
    var reasons: [Phrase]

    /// Nil where the set allows what was given, or cannot be set against it.
    ///
    /// - Parameter steps: the doses given, the one in question the last.
    init?(_ set: RuleSet, _ drug: String, planned: Dose, _ steps: [RecordedDrug.GivenStep]) {
      guard let last = steps.last, let dose = last.dose, dose.unit == planned.unit, planned.amount > 0 else {
        return nil
      }
      self.set = set
      given = dose.amount / planned.amount * 100
      var earlier = Array(steps.dropLast())
      switch set.reEscalation {
      case .allowed: earlier = []
      // What was given counts where no dose may rise again; events count in any case.
      case .notStated: for index in earlier.indices { earlier[index].dose = nil }
      case .never: break
      }
      let history = RuleHistory(set, drug, earlier)
      let known = last.observations(for: set)
      decision = set.decide(drug, planned: planned, known, memory: history.memory)
      guard decision.applies == .yes else { return nil }
      let most = decision.outcome == .undecided ? decision.atMost : decision.outcome
      switch most {
      case .give(let percent):
        (allowed, says) = (percent, Phrase.number(percent) + Phrase(same: " %"))
      case .giveDose(let posology):
        guard posology.dose.unit == planned.unit else { return nil }
        (allowed, says) = (posology.dose.amount / planned.amount * 100, posology.phrase)
      case .hold: (allowed, says) = (0, Phrase("hold", "aussetzen"))
      case .delay: (allowed, says) = (0, Phrase("delay", "verschieben"))
      case .stop: (allowed, says) = (0, Phrase("stop", "beenden"))
      case .undecided, nil: return nil
      }
      guard given > 0, given > allowed + GivenWhileHeld.tolerance.value else { return nil }
      let ids =
        decision.deciders
        // A row for the full dose is no reason for less.
        .filter { id in !set.rows.contains { $0.id == id && $0.action == .percent(100) } }
      reasons = ids.flatMap { set.looked(at: known, by: $0) }
      reasons += history.events.map { Phrase("\($0.id) before \($0.before)", "\($0.id) vor dem \($0.before)") }
      if reasons.isEmpty, let level = earlier.last(where: { ($0.dose?.amount ?? .infinity) < dose.amount }) {
        reasons = [
          Phrase(
            "a dose that rises again after \(level.dose.map { Posology($0).phrase } ?? Phrase("less", "weniger")) on \(level.date)",
            "eine Dosis, die nach \(level.dose.map { Posology($0).phrase } ?? Phrase("less", "weniger")) am \(level.date) wieder steigt"
          )
        ]
      }
      reasons = reasons.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
  }

  private func found(_ verdict: Verdict, _ given: Administration, _ patient: Patient, _ entry: Entry) -> Found {
    let (set, decision) = (verdict.set, verdict.decision)
    let reasons =
      verdict.reasons.isEmpty ? Phrase("what is known", "was bekannt ist") : verdict.reasons.joined(separator: ", ")
    return Found(
      patient: patient.id, about: "\(entry.id)-\(given.drug)-c\(given.cycle)-d\(given.day)",
      severity: verdict.allowed == 0 ? .warning : .note,
      Phrase(
        "\(given.drug) at \(Phrase.number(verdict.given)) % was given on \(given.date); \(set.id) says \(verdict.says) for \(reasons).",
        "\(given.drug) wurde am \(given.date) mit \(Phrase.number(verdict.given)) % gegeben; \(set.id) sagt \(verdict.says), wegen \(reasons)."
      ),
      arithmetic: Phrase(
        "rule \(decision.decidedBy ?? "–") of \(set.name) (\(set.origin))",
        "Regel \(decision.decidedBy ?? "–") von „\(set.name)“ („\(set.origin)“)"),
      evidence: [Evidence(given, of: entry, patient)],
      settledBy: Phrase(
        "The rules that the centre followed, and the counts on which it decided.",
        "Die Regeln, nach denen das Zentrum vorging, und die Werte, nach denen es entschied."))
  }
}
