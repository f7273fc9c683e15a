// SPDX-License-Identifier: Apache-2.0

package import Chronology
package import Course
package import Dosing
package import Marrow
import Plain

/// The schedules of gemcitabine that a record states, as they are written for a forecast, and what stands in the way of one.
package struct RecordedSchedules: Sendable {
  /// The schedules, as they are written.
  package private(set) var schedules: [String] = []
  /// What was left out or taken for granted.
  package private(set) var notes: [String] = []
  /// Why nothing is said of the patient, unless something else stands in the way.
  package private(set) var refusal = ForecastRefusal.noCounts
  /// What holds of bands of the population alone.
  package private(set) var populationNotes: [String] = []
  /// Why schedules that are stated have no band.
  private var reasons: [String] = []
  /// Whether the record has counts of neutrophils.
  package let hasCounts: Bool
  private let patient: Patient
  private let timeline: PatientTimeline
  private let library: RegimenLibrary

  /// What a record states.
  package init(_ patient: Patient, _ timeline: PatientTimeline, _ library: RegimenLibrary) {
    self.patient = patient
    self.timeline = timeline
    self.library = library
    hasCounts = patient.entries.contains { entry in
      guard case .laboratory(let laboratory) = entry.content else { return false }
      return Analyte(named: laboratory.analyte) == .neutrophils
    }
    notes += patient.entries.compactMap { Self.outside($0) }
    // What only supports leaves the counts alone, but for growth factors.
    let therapies = patient.therapies.filter { entry, therapy in
      !patient.isSupportive(entry) || therapy.drugs.contains { library.drug(named: $0)?.kind == .growthFactor }
    }
    for (entry, therapy) in therapies {
      if let other = therapies.first(where: { $0.entry.id != entry.id && Self.overlap($0.entry, entry, timeline) }) {
        if Self.gives(.gemcitabine, therapy, library) {
          noBand("\(entry.id): \(Self.drugs(other.therapy)) (\(other.entry.id)) runs at the same time")
        }
      } else {
        add(therapy, entry.id, library)
      }
      // Of a therapy with single administrations the past is read, and refuses.
      if therapy.administrations.isEmpty, Self.gives(.gemcitabine, therapy, library),
        let words = RecordedStop.words(of: .gemcitabine, entry, after: nil, before: nil, patient, timeline, library)
      {
        notes.append(
          "\(entry.id) has no end in the record, which says that treatment was stopped, paused or changed (\(words)): the schedules are those of before."
        )
      }
    }
    let others = therapies.filter { !Self.gives(.gemcitabine, $0.therapy, library) }
    if !others.isEmpty {
      notes.append(
        "Left out, and not in the bands: "
          + others.map { "\(Self.drugs($0.therapy)) (\($0.entry.id))" }.joined(separator: ", ") + ".")
    }
    let unread = Set(
      patient.entries.compactMap { entry -> String? in
        guard case .laboratory(let own) = entry.content, Analyte(named: own.analyte) == nil,
          ["neutro", "granulo"].contains(where: own.analyte.lowercased().contains)
        else { return nil }
        return own.analyte
      }
    ).sorted()
    if !unread.isEmpty {
      notes.append(
        "Not read as counts of neutrophils: \(unread.map { "“\($0)”" }.joined(separator: ", ")) (`neutrophils` or `ANC` is)."
      )
    }
    if !hasCounts {
      let bands =
        schedules.isEmpty
        ? "."
        : ": the bands are of the population under the schedules of the record, and are not the patient's."
      populationNotes.insert("The record of patient \(patient.id) states no counts of neutrophils\(bands)", at: 0)
    }
    if schedules.isEmpty, case .noCounts = refusal {
      refusal = .noSchedule(reasons)
    }
  }

  /// How far a body surface may lie from that of the record before it is asked about: as far as a dose in mg may from its dose per m².
  private static let allowedShare = 0.1

  /// The body surface of the recorded height and weight (Mosteller), where somebody can have both.
  package enum OwnSurface: Sendable {
    /// In m².
    case squareMetres(Double)
    /// Nobody has both.
    case impossible(heightCentimetres: Double, weightKilograms: Double)
    /// One of them is not recorded, or in several statements.
    case notRecorded
  }

  /// The body surface of the recorded height and weight.
  package static func ownSurface(of patient: Patient) -> OwnSurface {
    guard let height = patient.heightCentimetres.value, let weight = patient.weightKilograms.value,
      let own = SurfaceFormula.mosteller.squareMetres(heightCentimetres: height, weightKilograms: weight, sex: nil)
    else { return .notRecorded }
    let isPossible = BodySize(heightCentimetres: height, weightKilograms: weight).isOfABody
    return isPossible ? .squareMetres(own) : .impossible(heightCentimetres: height, weightKilograms: weight)
  }

  /// What the record's height and weight say of a body surface that is stated; nil where they are of one size, or where the record has none.
  package func question(ofSurface surface: Double) -> String? {
    guard let height = patient.heightCentimetres.value, let weight = patient.weightKilograms.value,
      case let size = Self.ownSurface(of: patient)
    else { return nil }
    if case .impossible = size {
      return
        "Nobody has the \(Numbers.text(height)) cm and \(Numbers.text(weight)) kg that the record states of patient \(patient.id): the body surface of \(Numbers.text(surface, decimals: 2)) m², with which milligrams are computed, cannot be held against them. Which is right?"
    }
    guard case .squareMetres(let own) = size, abs(surface - own) > Self.allowedShare * own else { return nil }
    return
      "A body surface of \(Numbers.text(surface, decimals: 2)) m² is not of patient \(patient.id), whose \(Numbers.text(height)) cm and \(Numbers.text(weight)) kg in the record are \(Numbers.text(own, decimals: 2)) m² (Mosteller): which is right? Milligrams are computed with the former."
  }

  /// What was given and counted, day by day, or why that is not known.
  package func past(_ surface: Double?, from: Day?) throws(MarrowProblem) -> RecordedPast.Reading {
    try RecordedPast.read(patient, timeline, library, surface: surface, from: from)
  }

  /// What a record states that takes the patient out of what the models were fitted on, or that counts were low; nil for any other entry.
  private static func outside(_ entry: Entry) -> String? {
    switch entry.content {
    case .radiotherapy:
      return "Radiotherapy is stated (\(entry.id)): the models were not fitted on marrow that was irradiated."
    case .transplant(let transplant):
      return "A transplant (\(transplant.what)) is stated (\(entry.id)): the models were not fitted on such patients."
    case .metastases(let metastases) where metastases.sites.contains { BodySite($0).organ == "bone marrow" }:
      return "Metastases of the bone marrow are stated (\(entry.id)): the models were not fitted on such patients."
    case .toxicity(let toxicity) where !toxicity.isAbsence && ToxicityTerms.isHaematological(toxicity.term):
      let grade = toxicity.grade.value.map { ", grade \($0)" } ?? ""
      return
        "The record states \(toxicity.term)\(grade) (\(entry.id)): the bands do not know of it, and say nothing of how often that patient has it."
    default: return nil
    }
  }

  /// Whether two therapies run at the same time for certain: they begin together, or one begins before the other ends.
  private static func overlap(_ one: Entry, _ other: Entry, _ timeline: PatientTimeline) -> Bool {
    if timeline.order(of: one.id, to: other.id) == .same { return true }
    func reaches(_ first: Entry, _ second: Entry) -> Bool {
      guard timeline.order(of: first.id, to: second.id) == .before, let end = timeline.end(of: first.id),
        let start = timeline.start(of: second.id), let overlap = timeline.length(from: start, to: end).lower
      else { return false }
      return overlap > .zero
    }
    return reaches(one, other) || reaches(other, one)
  }

  private static func gives(_ drug: MarrowDrug, _ therapy: Therapy, _ library: RegimenLibrary) -> Bool {
    let ofRegimen = therapy.regimen.flatMap { library.regimens[$0] }?.components.map(\.drug) ?? []
    return (therapy.drugs + therapy.phases.map(\.drug) + ofRegimen).contains { library.isSame($0, drug.rawValue) }
  }

  private static func drugs(_ therapy: Therapy) -> String {
    therapy.drugs.isEmpty ? therapy.regimen ?? "a therapy" : therapy.drugs.joined(separator: " with ")
  }

  /// Says why a schedule has no band.
  private mutating func noBand(_ why: String) {
    notes.append(why + "; no band.")
    reasons.append(why)
  }

  private mutating func add(_ therapy: Therapy, _ id: String, _ library: RegimenLibrary) {
    func isModelled(_ name: String, _ drug: MarrowDrug) -> Bool { library.isSame(name, drug.rawValue) }
    let phases = therapy.phases.filter { isModelled($0.drug, .gemcitabine) }
    if phases.isEmpty, therapy.drugs.count == 1,
      let (plan, _) = TherapyAccount.plan(therapy.drugs[0], therapy, library),
      isModelled(therapy.drugs[0], .gemcitabine), plan.otherAmounts.isEmpty
    {
      let text = "\(plan.dose.text) \(plan.pattern)"
      if !schedules.contains(text) { schedules.append(text) }
    } else if phases.isEmpty, Self.gives(.gemcitabine, therapy, library) {
      noBand("\(id): gemcitabine without a dose phase that has its dose, days and cycle")
    }
    if !phases.isEmpty, !therapy.administrations.isEmpty {
      populationNotes.append(
        "\(id): bands are of the doses that its phases state, and not of what `administrations.csv` says was given.")
    }
    if let both = withDocetaxel(therapy, id, library) {
      if !schedules.contains(both) { schedules.append(both) }
      return
    }
    for phase in phases {
      let name = "\(id)/\(phase.id)"
      guard let dose = phase.dose.value, let lengths = phase.cycleLength.value?.days, !phase.days.isEmpty else {
        noBand("\(name): dose, days or length of the cycle are not stated")
        continue
      }
      let others = therapy.phases.filter { !isModelled($0.drug, .gemcitabine) }
      if !others.isEmpty || therapy.drugs.count > 1 {
        reasons.append("\(name) is given with other drugs")
        notes.append(
          "\(name): given with other drugs; only what stands on the command line is forecast of such a therapy.")
        continue
      }
      guard let growth = growthFactor(phase, name, library) else { continue }
      for length in lengths {
        guard let pattern = CyclePattern(days: phase.days, cycleDays: length) else {
          noBand("\(name): its days do not fit into \(length) days")
          continue
        }
        var text = "\(dose.text) \(pattern)"
        var isWhole = true
        for support in growth {
          if let days = CyclePattern(days: support.days, cycleDays: length) {
            text += "; pegfilgrastim 6 mg \(days)"
          } else {
            noBand("\(name): the days of \(support.drug) do not fit into \(length) days")
            isWhole = false
          }
        }
        if isWhole, !schedules.contains(text) { schedules.append(text) }
      }
      if lengths.count > 1 {
        notes.append(
          "\(name): the length of the cycle is open (\(lengths.map(String.init).joined(separator: " or ")) days); each has its band."
        )
      }
    }
  }

  /// Gemcitabine with docetaxel, of which there is a model, where each has one phase with a dose, days and the same cycle, and neither a growth factor; nil for anything else.
  private mutating func withDocetaxel(_ therapy: Therapy, _ id: String, _ library: RegimenLibrary) -> String? {
    func phases(_ drug: MarrowDrug) -> [DosePhase] {
      therapy.phases.filter { library.isSame($0.drug, drug.rawValue) }
    }
    let (gemcitabine, docetaxel) = (phases(.gemcitabine), phases(.docetaxel))
    guard gemcitabine.count == 1, docetaxel.count == 1, therapy.phases.count == 2,
      therapy.drugs.allSatisfy({ name in
        [MarrowDrug.gemcitabine, .docetaxel].contains { library.isSame(name, $0.rawValue) }
      }), let lengths = gemcitabine[0].cycleLength.value?.days, lengths.count == 1,
      docetaxel[0].cycleLength.value?.days == lengths
    else { return nil }
    let texts = [gemcitabine[0], docetaxel[0]].compactMap { phase -> String? in
      guard let dose = phase.dose.value, !phase.days.isEmpty,
        phase.support.allSatisfy({ library.drug(named: $0.drug)?.kind == .supportive }),
        let pattern = CyclePattern(days: phase.days, cycleDays: lengths[0])
      else { return nil }
      return "\(dose.text) \(pattern)"
    }
    return texts.count == 2 ? "\(texts[0]); \(MarrowDrug.docetaxel.rawValue) \(texts[1])" : nil
  }

  /// The pegfilgrastim of a phase; nil after a note where a growth factor was given that has no model, or not as it is modelled: counts under it are not those of the drug alone.
  private mutating func growthFactor(_ phase: DosePhase, _ name: String, _ library: RegimenLibrary) -> [SupportiveDrug]?
  {
    var growth: [SupportiveDrug] = []
    for support in phase.support {
      if !library.isSame(support.drug, MarrowDrug.pegfilgrastim.rawValue) {
        // What is no growth factor for certain leaves the counts alone.
        let kind = library.drug(named: support.drug)?.kind
        if let kind, kind != .growthFactor { continue }
        noBand("\(name): \(support.drug) \(kind == nil ? "may be" : "is") a growth factor, and is not modelled")
        return nil
      }
      guard !support.days.isEmpty, support.doseMilligrams.value.map({ $0 == 6 }) ?? true else {
        noBand(
          "\(name): \(support.drug) is modelled as 6 mg on stated days, and the record has "
            + (support.days.isEmpty
              ? "no days of it" : "\(support.doseMilligrams.value.map { Numbers.text($0) } ?? "no") mg"))
        return nil
      }
      if support.doseMilligrams.value == nil {
        notes.append("\(name): the dose of pegfilgrastim is not stated; 6 mg is the one that is modelled.")
      }
      growth.append(support)
    }
    return growth
  }
}
