// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// The places of disease that were known by an operation, and which of them were operated by then with R0 or R1.
struct KnownDisease {
  /// What a reader must know of how places and operations were put together.
  private(set) var notes: [Phrase] = []
  /// Findings that may lie after the operation by their times, and must lie before it, since it was of them.
  private(set) var operated: Set<Entry.ID> = []
  private let procedure: LocalProcedure
  private let derivation: OutcomeDerivation
  /// Places that no operation with R0 or R1 is known to have taken.
  private var remaining: [Place] = []
  private var measured: [Phrase] = []

  private struct Place {
    var name: Phrase
    var site: String?
    var lesion = ""
    /// When it was found; nil for the primary tumour and for what is measured.
    var found: Entry?
  }

  init(by procedure: LocalProcedure, _ procedures: [LocalProcedure], _ derivation: OutcomeDerivation) {
    self.procedure = procedure
    self.derivation = derivation
    let timeline = derivation.timeline
    func isBy(_ entry: Entry) -> Bool {
      entry.id == procedure.entry.id
        || [.before, .same, .notAfter].contains(timeline.order(of: entry.id, to: procedure.entry.id))
    }
    let radical = procedures.filter { isBy($0.entry) && Self.isRadical($0.entry) }
    func isTaken(_ place: Place, _ by: LocalProcedure) -> Bool {
      guard let found = place.found else { return true }
      return Self.isFound(found, by: by.entry, timeline) || Self.presupposes(by, found, derivation)
    }
    var unclear: [Place] = []
    for place in places() {
      let relations = radical.filter { isTaken(place, $0) }.map { $0.relation(to: place.lesion, place.site) }
      if relations.contains(.same) { continue }
      unclear.append(place)
    }
    // An operation of which nobody says where it was, and one place of disease that it can have been of.
    let names = Set(unclear.map(\.name))
    if names.count == 1, let place = unclear.first,
      let own = radical.first(where: {
        !$0.hasSite && isTaken(place, $0) && $0.relation(to: place.lesion, place.site) == .open
      })
        ?? radical.first(where: { place.site == nil && isTaken(place, $0) && $0.entry.id == procedure.entry.id })
    {
      notes.append(
        Phrase(
          "That \(own.entry.id) was of the one place of disease that was known (\(place.name)) is taken for granted: one of the two sites is not stated.",
          "Dass \(own.entry.id) den einen bekannten Ort der Erkrankung betraf (\(place.name)), ist angenommen: einer der beiden Orte ist nicht angegeben."
        ))
      unclear = []
    }
    remaining = unclear
    measured = stillMeasured()
    let own = derivation.patient.entries.filter { Self.presupposes(procedure, $0, derivation) }
    operated = Set(own.map(\.id))
    for found in own {
      notes.append(
        Phrase(
          "\(found.id) are taken as found before \(procedure.entry.id), which was of their site; their times leave it open.",
          "\(found.id) gelten als vor \(procedure.entry.id) gefunden, da deren Ort operiert wurde; ihre Zeiten lassen es offen."
        ))
    }
  }

  /// Whether something was certainly found by an operation.
  private static func isFound(_ found: Entry, by operation: Entry, _ timeline: PatientTimeline) -> Bool {
    [.before, .same, .notAfter].contains(timeline.order(of: found.id, to: operation.id))
  }

  /// Whether an operation was of metastases whose times leave open which came first: it was of their sites, no others were known there by then, and the primary tumour lies elsewhere.
  private static func presupposes(
    _ operation: LocalProcedure, _ found: Entry, _ derivation: OutcomeDerivation
  ) -> Bool {
    let (patient, timeline) = (derivation.patient, derivation.timeline)
    func sites(_ entry: Entry) -> [String] {
      guard case .metastases(let metastases) = entry.content, metastases.presence == .found else { return [] }
      return metastases.sites
    }
    func isOf(_ site: String?) -> Bool { operation.relation(to: "", site) == .same }
    let own = sites(found)
    guard !own.isEmpty, own.allSatisfy(isOf), timeline.order(of: found.id, to: operation.entry.id) == .open else {
      return false
    }
    let isPrimary = patient.entries.contains { entry in
      if case .diagnosis(let diagnosis) = entry.content { diagnosis.site.value.map(isOf) ?? false } else { false }
    }
    let others = patient.entries.contains { other in
      other.id != found.id && sites(other).contains(where: isOf)
        && timeline.order(of: other.id, to: operation.entry.id) != .after
    }
    return !isPrimary && !others
  }

  /// Whether an operation is recorded with R0 or R1.
  private static func isRadical(_ entry: Entry) -> Bool {
    guard case .surgery(let surgery) = entry.content else { return false }
    return ["R0", "R1"].contains(margin(surgery))
  }

  /// `R0`, `R1`, `R2` of `R0 (microscopically)`; nil where none of them is said.
  private static func margin(_ surgery: Surgery) -> String? {
    guard let text = surgery.margin.value?.uppercased().trimmed,
      let head = text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).first
    else { return nil }
    return ["R0", "R1", "R2"].contains(String(head)) ? String(head) : nil
  }

  /// What the operation left.
  func left(by surgery: Surgery) -> ResectionOutcome.Left {
    guard let margin = Self.margin(surgery) else {
      if surgery.margin.value == nil, measured.isEmpty, let seen = completeResponse() {
        return .nothing(
          Phrase(
            "none: a complete response (\(seen)); the margin is not stated",
            "keine: eine komplette Remission (\(seen)); der Rand ist nicht angegeben"))
      }
      return .open(
        surgery.margin.value.map {
          Phrase("the margin is “\($0)”, not R0, R1 or R2", "der Rand ist „\($0)“, nicht R0, R1 oder R2")
        }
          ?? Phrase("the resection margin is not stated", "der Resektionsrand ist nicht angegeben"))
    }
    if margin == "R2" { return .disease(Phrase("R2: disease was left", "R2: Erkrankung blieb zurück")) }
    if let first = measured.first { return .disease(first) }
    if remaining.isEmpty {
      return .nothing(
        Phrase("none: \(margin), all that was known was operated", "keine: \(margin), alles Bekannte wurde operiert"))
    }
    if let seen = completeResponse() {
      return .nothing(
        Phrase(
          "none: \(margin), and a complete response (\(seen))",
          "keine: \(margin), und eine komplette Remission (\(seen))"))
    }
    var names: [Phrase] = []
    for name in remaining.map(\.name) where !names.contains(name) { names.append(name) }
    let all = names.joined(separator: ", ")
    return .open(
      Phrase(
        "that all known disease was operated with R0 or R1 is not recorded: \(all)",
        "dass alle bekannte Erkrankung mit R0 oder R1 operiert wurde, ist nicht dokumentiert: \(all)"))
  }

  // MARK: places

  private func places() -> [Place] {
    let (patient, timeline) = (derivation.patient, derivation.timeline)
    func isKnown(_ entry: Entry) -> Bool {
      ![.after, .notBefore].contains(timeline.order(of: entry.id, to: procedure.entry.id))
    }
    /// Whether none was left of it before the operation: metastases by `none`, everything by a complete response.
    func isGone(_ found: Entry) -> Bool {
      patient.entries.contains { seen in
        let shows =
          switch seen.content {
          case .assessment(let assessment): assessment.response.value == .complete
          case .metastases(let none): none.presence == .absent
          default: false
          }
        return shows && timeline.order(of: found.id, to: seen.id) == .before
          && [.before, .notAfter, .same].contains(timeline.order(of: seen.id, to: procedure.entry.id))
      }
    }
    var places: [Place] = []
    for entry in patient.entries {
      switch entry.content {
      case .diagnosis(let diagnosis):
        let site = diagnosis.site.value
        places.append(Place(name: Self.named(Phrase("primary tumour", "Primärtumor"), site), site: site))
      case .localRelapse(let relapse) where isKnown(entry) && !isGone(entry):
        let site = relapse.site.value ?? patient.diagnosis?.diagnosis.site.value
        places.append(Place(name: Self.named(Phrase("local relapse", "Lokalrezidiv"), site), site: site, found: entry))
      case .metastases(let metastases) where metastases.presence == .found && isKnown(entry) && !isGone(entry):
        let word = Phrase("metastases", "Metastasen")
        if metastases.sites.isEmpty { places.append(Place(name: Self.named(word, nil), found: entry)) }
        places += metastases.sites.map { Place(name: Self.named(word, $0), site: $0, found: entry) }
      default: continue
      }
    }
    return places + lesions()
  }

  private static func named(_ what: Phrase, _ site: String?) -> Phrase {
    let place = site.map(Phrase.organ) ?? Phrase("site not stated", "Ort nicht angegeben")
    return Phrase("\(what) (\(place))", "\(what) (\(place))")
  }

  /// Lesions that were seen before the operation.
  private func lesions() -> [Place] {
    guard let latest = procedure.bounds.latest else { return [] }
    var seen: Set<String> = []
    return derivation.patient.lesions.filter { $0.date <= latest && Self.isSeen($0) && seen.insert($0.lesion).inserted }
      .map { Place(name: Phrase("lesion \($0.lesion)", "Läsion \($0.lesion)"), site: $0.site, lesion: $0.lesion) }
  }

  private static func isSeen(_ reading: LesionReading) -> Bool {
    switch reading.state {
    case .measured(let size): size > .zero
    case .present, .tooSmall, .progressed, .merged: true
    case .absent, .notEvaluated: false
    }
  }

  /// Lesions that were known before the operation and are seen at the next look after it: they were left.
  private func stillMeasured() -> [Phrase] {
    let rows = derivation.patient.lesions
    guard let earliest = procedure.bounds.earliest, let latest = procedure.bounds.latest else { return [] }
    let before = Set(rows.filter { $0.date <= earliest && Self.isSeen($0) }.map(\.lesion))
    return before.sorted().compactMap { lesion in
      let next = rows.filter { $0.lesion == lesion && $0.date > latest && $0.state != .notEvaluated }.min {
        $0.date < $1.date
      }
      guard let next, Self.isSeen(next) else { return nil }
      return Phrase(
        "lesion \(lesion) was still seen on \(next.date)", "Läsion \(lesion) war am \(next.date) noch zu sehen")
    }
  }

  /// A complete response certainly after the operation and certainly before any relapse, progression or further therapy.
  private func completeResponse() -> Entry.ID? {
    let (patient, timeline) = (derivation.patient, derivation.timeline)
    func isAfter(_ entry: Entry) -> Bool { timeline.order(of: entry.id, to: procedure.entry.id) == .after }
    let ends = patient.entries.filter { entry in
      guard ![.before, .notAfter, .same].contains(timeline.order(of: entry.id, to: procedure.entry.id)) else {
        return false
      }
      return switch entry.content {
      case .localRelapse: true
      case .metastases(let metastases): metastases.presence == .found
      case .assessment(let assessment): assessment.response.value == .progressive
      case .therapy(let therapy): therapy.intent != .adjuvant
      default: false
      }
    }
    return patient.assessments.first { entry, assessment in
      assessment.response.value == .complete && isAfter(entry)
        && ends.allSatisfy { timeline.order(of: entry.id, to: $0.id) == .before }
    }?.entry.id
  }
}
