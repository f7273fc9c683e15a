// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain

/// Responses, doses, toxicity, and how patients came to maintenance.
extension SeriesWriter {
  /// Response and disease control as best response under maintenance, and the growth modulation index of the line.
  func responses() -> [Assumption] {
    guard !cohort.members.isEmpty else {
      return [open("objective-response", "objective response as best response under maintenance", .share, "")]
    }
    var found = [
      share(
        "objective-response", "objective response (CR + PR) as best response under maintenance",
        cohort.objectiveResponse, undecided: "no response is stated, or the order of visits is open"),
      share(
        "disease-control", "\(cohort.diseaseControlWords.english) as best response under maintenance",
        cohort.diseaseControl,
        undecided: "no response is stated, or the order of visits is open"),
    ]
    if let index = growthIndex { found.append(index) }
    return found
  }

  /// The index of the lines to which maintenance belongs.
  private var growthIndex: Assumption? {
    let threshold = cohort.options.growthThreshold
    let values = cohort.members.map { member -> Bool? in
      let line = member.outcomes.lines.first { $0.line.therapies.contains(member.start.id) }
      guard let index = line?.growthModulationIndex?.value else { return nil }
      if let low = index.lower, low >= threshold { return true }
      if let high = index.upper, high < threshold { return false }
      return nil
    }
    return share(
      "growth-modulation", "growth modulation index of \(Numbers.text(threshold, decimals: 2)) or more, with induction",
      share(values), undecided: "the index is censored, spans the threshold, or has no line before it")
  }

  // MARK: doses

  /// How maintenance began, and whose dose was cut for toxicity before it and under it.
  func doses() -> [Assumption] {
    guard !cohort.members.isEmpty else {
      return [
        open("reduced-at-start", "maintenance begun at a reduced dose for toxicity", .share, ""),
        open("reduced-later", "dose or days cut for toxicity under maintenance", .share, ""),
      ]
    }
    let began = cohort.members.map { Beginning($0) }
    let known = Dictionary(grouping: began.filter { $0.text != nil }) { $0.text ?? "" }
    var starts: [(text: String, drugs: Set<String>, count: Int)] = []
    for (text, own) in known { starts.append((text: text, drugs: own[0].drugs, count: own.count)) }
    starts.sort { one, other in one.count == other.count ? one.text < other.text : one.count > other.count }
    var all = drugs(began)
    all += starts.enumerated().map { index, start in
      share(
        "starting-dose-\(index + 1)", "maintenance begun with \(start.text)",
        // Whose drugs are others did not begin with this, whatever their dose.
        share(began.map { own in own.text.map { $0 == start.text } ?? (own.drugs == start.drugs ? nil : false) }),
        option: "--regimen", undecided: "the first dose is not stated")
    }
    if starts.isEmpty {
      all += [open("starting-dose-1", "how maintenance was begun", .share, "no dose is stated", option: "--regimen")]
    }
    all.append(
      share(
        "reduced-at-start", "maintenance begun at a reduced dose for toxicity before it",
        share(cohort.members.map { Self.isReducedAtStart($0.therapy) }),
        undecided: "no phase is stated, or a dose below the plan has no reason"))
    all.append(
      share(
        "reduced-later", "dose or days cut for toxicity under maintenance",
        share(cohort.members.map { Self.isReducedLater($0.therapy) }), undecided: "no phase is stated"))
    return all + anotherMaintenance() + [intensity]
  }

  /// How maintenance began: its drugs, and `gemcitabine 900 mg/m² d1, d8, repeated d22` where a dose is stated.
  private struct Beginning {
    var drugs: Set<String>
    var name: String
    var text: String?

    init(_ member: CohortMember) {
      let therapy = member.therapy
      let stated = therapy?.therapy.drugs ?? []
      drugs = Set(stated)
      name = stated.isEmpty ? (therapy?.name ?? "drugs that are not stated") : stated.joined(separator: " + ")
      let phases = therapy?.phases.map(\.phase) ?? []
      let firsts = stated.compactMap { drug in phases.first { $0.drug == drug } }
      let texts = firsts.compactMap { phase -> String? in
        guard let dose = phase.dose.value else { return nil }
        let days = phase.days.isEmpty ? "" : " \(CyclePattern.text(phase.days))"
        let cycle = phase.cycleLength.value.map { length in
          ", repeated " + length.days.map { "d\($0 + 1)" }.joined(separator: " or ")
        }
        return "\(phase.drug) \(dose.phrase.english)\(days)\(cycle ?? "")"
      }
      text = texts.isEmpty ? nil : texts.joined(separator: "; ")
    }
  }

  /// With which drugs, where they are not the same for all: then no other number of the series is of one treatment.
  private func drugs(_ began: [Beginning]) -> [Assumption] {
    var kinds: [(name: String, drugs: Set<String>, count: Int)] = []
    for own in Dictionary(grouping: began, by: \.drugs).values {
      kinds.append((name: own[0].name, drugs: own[0].drugs, count: own.count))
    }
    kinds.sort { one, other in one.count == other.count ? one.name < other.name : one.count > other.count }
    guard kinds.count > 1 else { return [] }
    return kinds.enumerated().map { index, kind in
      share(
        "\(TrialPlan.drugsKey)\(index + 1)", "maintenance with \(kind.name)",
        share(began.map { own in own.drugs == kind.drugs }),
        remark: "what is shown of the series is of all its drugs together", undecided: "no drug is stated")
    }
  }

  /// Who had another maintenance later, where somebody had: time runs from the first alone.
  private func anotherMaintenance() -> [Assumption] {
    let had = cohort.members.map { member -> Bool? in
      member.outcomes.therapies.contains { $0.isMaintenance && $0.entry.id != member.start.id }
    }
    guard had.contains(true) else { return [] }
    return [
      share(
        "another-maintenance", "had another maintenance beside the first, of which nothing is counted here", share(had),
        remark: "time runs from the first, and ends without an event where another therapy begins",
        undecided: "no therapy is stated")
    ]
  }

  private static func isForToxicity(_ phase: DosePhase) -> Bool? {
    phase.reason.value.map { $0.code == .haematotoxicity || $0.code == .toxicity }
  }

  /// The first phase of each drug of a therapy, and those after it.
  private static func parted(_ therapy: TherapyOutcome?) -> (first: [DosePhase], later: [DosePhase])? {
    guard let phases = therapy?.phases.map(\.phase), !phases.isEmpty else { return nil }
    let firsts = Set(phases.map(\.drug)).compactMap { drug in phases.first { $0.drug == drug }?.id }
    return (phases.filter { firsts.contains($0.id) }, phases.filter { !firsts.contains($0.id) })
  }

  private static func isReducedAtStart(_ therapy: TherapyOutcome?) -> Bool? {
    guard let therapy, let (first, _) = parted(therapy) else { return nil }
    if first.contains(where: { isForToxicity($0) == true }) { return true }
    // A dose below the plan without a reason may have been cut for it.
    let isUnexplained = first.contains { phase in
      guard isForToxicity(phase) == nil, let dose = phase.dose.value,
        let planned = therapy.therapy.planned.first(where: { $0.drug == phase.drug })?.dose.value
      else { return false }
      return planned.unit == dose.unit && dose.amount < planned.amount
    }
    return isUnexplained ? nil : false
  }

  private static func isReducedLater(_ therapy: TherapyOutcome?) -> Bool? {
    parted(therapy).map { $0.later.contains { isForToxicity($0) == true } }
  }

  /// Dose a week over that of the plan, over all phases.
  private var intensity: Assumption {
    let (id, quantity) = ("relative-intensity", "dose a week over that of the plan, over all phases")
    let found = cohort.members.map { member in member.therapy?.phases.compactMap { $0.relative?.value } ?? [] }
    let all = found.flatMap(\.self)
    guard !all.isEmpty else { return open(id, quantity, .share, "no plan is stated to measure doses by") }
    return Assumption(
      id, quantity, .share,
      value: NumberBounds(
        lower: all.map { $0.lower ?? 0 }.min(),
        upper: all.contains { $0.upper == nil } ? nil : all.compactMap(\.upper).max()),
      effectivePatients: NumberBounds(Double(found.count { !$0.isEmpty })), origin: .series, source: source,
      records: records,
      standing: .told(
        all.count == 1 ? "of one phase" : "from the least to the greatest of \(all.count) phases"),
      remark: "phases without a plan are left out")
  }

  // MARK: toxicity

  /// Patients with an adverse event of grade 3 or more under maintenance.
  func severeToxicity() -> Assumption {
    let (id, quantity) = ("toxicity-grade-3", "an adverse event of grade 3 or more under maintenance")
    let events = cohort.members.map(Self.events)
    let values = events.map { own -> Bool? in
      if own.contains(where: { ($0.grade.value?.range.lowerBound ?? 0) >= 3 }) { return true }
      guard !own.isEmpty, own.allSatisfy({ ($0.grade.value?.range.upperBound ?? 5) < 3 }) else { return nil }
      return false
    }
    var terms: [String: Int] = [:]
    for own in events { for term in Set(own.map(\.term)) { terms[term, default: 0] += 1 } }
    let told = terms.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.prefix(8)
      .map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
    let remark = told.isEmpty ? "no adverse event is recorded under maintenance" : "recorded, patients: \(told)"
    return share(
      id, quantity, share(values), option: "--tolerable and --toxic", remark: remark,
      undecided: "no grade is stated; that none was serious says no grade")
  }

  /// Adverse events put down to the therapy at which time starts, or that certainly lie in it where none is named.
  private static func events(_ member: CohortMember) -> [Toxicity] {
    let timeline = member.outcomes.timeline
    return member.patient.entries.compactMap { entry in
      guard case .toxicity(let toxicity) = entry.content, !toxicity.isAbsence else { return nil }
      if let therapy = toxicity.of { return therapy == member.start.id ? toxicity : nil }
      guard let start = timeline.start(of: member.start.id), let end = timeline.end(of: member.start.id),
        let event = timeline.start(of: entry.id), let after = timeline.length(from: start, to: event).lower,
        let before = timeline.length(from: event, to: end).lower
      else { return nil }
      return after >= .zero && before >= .zero ? toxicity : nil
    }
  }

  // MARK: the way to maintenance

  /// Patients who did not progress under the induction that maintenance follows, of all who had it.
  func inductionControl() -> Assumption {
    let (id, quantity) = ("induction-control", "not progressive after the induction that maintenance follows")
    let option = "--eligible"
    let names = Set(cohort.members.compactMap { Self.induction(of: $0.outcomes, $0.start.id)?.name })
    guard !names.isEmpty else {
      return open(id, quantity, .share, "the record does not say which therapy maintenance continues", option: option)
    }
    let induced = cohort.outcomes.patients.compactMap { outcomes -> (isMember: Bool, isControlled: Bool?)? in
      let maintenance = cohort.members.first { $0.patient.id == outcomes.patient.id }
      let own = maintenance.flatMap { Self.induction(of: outcomes, $0.start.id) }
      guard let therapy = own ?? outcomes.therapies.last(where: { names.contains($0.name) && !$0.isMaintenance }) else {
        return nil
      }
      return (maintenance != nil, Self.isControlled(therapy, outcomes))
    }
    let list = names.sorted().joined(separator: ", ")
    guard induced.contains(where: { !$0.isMember }) else {
      return open(
        id, quantity, .share,
        (induced.count == 1
          ? "the one recorded patient with \(list) went on to maintenance"
          : "all \(induced.count) recorded patients with \(list) went on to maintenance")
          + ": who is in the series was chosen by it",
        option: option)
    }
    return share(
      id, quantity, share(induced.map(\.isControlled)), option: option,
      remark: "\(induced.count) patients had \(list), \(induced.count(where: \.isMember)) of them maintenance",
      undecided: "no response is stated, or whether progression came before the end is open")
  }

  /// Whether a patient came through a therapy without progression: the best response says that there was control, and the end that it was not lost before.
  private static func isControlled(_ therapy: TherapyOutcome, _ outcomes: PatientOutcomes) -> Bool? {
    let controlled: [Response] = [.complete, .partial, .stable, .nonCompleteNonProgressive]
    let best = therapy.bestResponse?.value.isOne(of: controlled)
    if best == false { return false }
    switch isProgressiveAtEnd(therapy, outcomes) {
    case true: return false
    case nil: return nil
    default: return best
    }
  }

  /// Whether progression came not later than the last day of a therapy; nil where the record leaves it open.
  private static func isProgressiveAtEnd(_ therapy: TherapyOutcome, _ outcomes: PatientOutcomes) -> Bool? {
    guard let time = therapy.timeToProgression?.value, time.isEvent else { return false }
    if time.end == .progressionBeforeStop { return true }
    let timeline = outcomes.timeline
    guard let start = timeline.start(of: therapy.entry.id), let end = timeline.end(of: therapy.entry.id) else {
      return nil
    }
    let treated = timeline.length(from: start, to: end)
    if let last = time.length.upper, let least = treated.lower, last <= least { return true }
    if let first = time.length.lower, let most = treated.upper, first > most { return false }
    return nil
  }

  /// The therapy that a maintenance continues.
  private static func induction(of outcomes: PatientOutcomes, _ maintenance: Entry.ID) -> TherapyOutcome? {
    if let stated = outcomes.therapy(maintenance)?.therapy.continues { return outcomes.therapy(stated) }
    let line = outcomes.lines.first { $0.line.therapies.contains(maintenance) }?.line.therapies ?? []
    return line.prefix { $0 != maintenance }.last.flatMap(outcomes.therapy)
  }

  /// From the end of induction to the first dose of maintenance: who progresses in it never comes in.
  func guaranteeTime() -> Assumption {
    let (id, quantity) = ("guarantee-time", "from the end of induction to the first dose of maintenance")
    let lengths = cohort.members.compactMap { member -> LengthBounds? in
      let timeline = member.outcomes.timeline
      guard let induction = Self.induction(of: member.outcomes, member.start.id),
        let end = timeline.end(of: induction.entry.id), let start = timeline.start(of: member.start.id)
      else { return nil }
      let length = timeline.length(from: end, to: start)
      return length.upper == nil ? nil : LengthBounds(lower: length.lower.map { max($0, .zero) }, upper: length.upper)
    }
    guard !lengths.isEmpty else { return open(id, quantity, .months, "the record bounds it of no patient") }
    let missing = cohort.members.count - lengths.count
    return Assumption(
      id, quantity, .months,
      value: NumberBounds(
        lower: lengths.map { $0.lower?.months ?? 0 }.min(), upper: lengths.compactMap { $0.upper?.months }.max()),
      effectivePatients: NumberBounds(Double(lengths.count)), origin: .series, source: source, records: records,
      standing: .told("as it was; a trial states how long after induction patients may come in"),
      remark: missing == 0 ? "" : "not bounded by the record of \(missing)")
  }

  /// Patients that came to maintenance in a year of the study's period.
  func accrual() -> Assumption {
    let (id, quantity) = ("accrual", "patients who came to maintenance in a year of the period of the series")
    let option = "--per-month"
    let bounds = cohort.study.period.value?.bounds
    let until = [bounds?.latest, cohort.study.dataCutOff.value?.bounds.latest].compactMap(\.self).min()
    guard let first = bounds?.earliest, let last = until, first < last, !cohort.members.isEmpty else {
      return open(id, quantity, .patientsPerYear, "the period of the series is not stated", option: option)
    }
    let most = TimeLength.days(last.number - first.number + 1)
    let count = cohort.members.count
    let limits = Garwood.rate(events: count, months: most.months, level: rule.level)
    return Assumption(
      id, quantity, .patientsPerYear, value: NumberBounds(lower: Double(count) / most.years, upper: nil),
      interval: Assumption.Interval(
        lower: limits?.lower.map { $0 * 12 }, upper: nil, level: rule.level, method: "Garwood"),
      effectivePatients: NumberBounds(Double(count)), origin: .series, source: "period of the study",
      records: [.study],
      standing: .told("who was treated and reported, not who could come in; a trial states its own"),
      remark:
        "\(count) in at most \(Numbers.text(most.years)) \(Numbers.text(most.years) == "1" ? "year" : "years"); the period is known to the year or less"
    )
  }
}
