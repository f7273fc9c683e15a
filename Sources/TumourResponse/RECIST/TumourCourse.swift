// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course

/// The lesions of one patient as one reader followed them: baseline, then visits.
public struct TumourCourse: Sendable, Hashable {
  /// A lesion with what does not change from visit to visit.
  public struct Lesion: Sendable, Hashable {
    /// Its name.
    public var id: String
    /// Its part in the judgement.
    public var role: LesionRole
    /// The organ.
    public var site: String?
    /// Whether it is a lymph node.
    public var isNode: Bool

    /// A lesion.
    public init(id: String, role: LesionRole, site: String? = nil, isNode: Bool = false) {
      self.id = id
      self.role = role
      self.site = site
      self.isNode = isNode
    }
  }

  /// What was seen on one day.
  public struct Visit: Sendable, Hashable {
    /// The day.
    public var date: Day
    /// What was seen of each lesion; a lesion that is not there was not looked at (or, if new, not there).
    public var states: [String: LesionState]
    /// Densities in Hounsfield units.
    public var densities: [String: Double]
    /// New lesions that could still be something else on this day.
    public var equivocal: Set<String>

    /// A visit.
    public init(
      date: Day, states: [String: LesionState], densities: [String: Double] = [:], equivocal: Set<String> = []
    ) {
      self.date = date
      self.states = states
      self.densities = densities
      self.equivocal = equivocal
    }
  }

  /// The lesions, in order of appearance.
  public var lesions: [Lesion]
  /// The visit against which response is judged.
  public var baseline: Visit
  /// Later visits, by date.
  public var visits: [Visit]
  /// What was done to single lesions after the baseline.
  public var treated: [LocalTreatment] = []

  /// A course.
  public init(lesions: [Lesion], baseline: Visit, visits: [Visit]) {
    self.lesions = lesions
    self.baseline = baseline
    self.visits = visits.sorted { $0.date < $1.date }
  }

  /// The course that one reader's rows describe, from the last day on or before `baselineBy` (else the first day) on;
  /// nil without rows.
  ///
  /// Several rows of one lesion on one day are its parts after it split: their lengths are added. A lesion that is called new, but was
  /// there at this baseline or before, is not new to what is judged against it: it is followed as a non-target. One that is absent at this
  /// baseline is no target and no non-target: seen again, it is new. The density of a lesion in parts is the mean of its parts, if all have one. A
  /// part that was there at the visit before and has no row is not gone: the length of the lesion is not known. The order of rows means nothing.
  public init?(_ readings: [LesionReading], reader: String? = nil, baselineBy: Day? = nil) {
    let own = readings.filter { $0.reader == reader }
    let days = Array(Set(own.map(\.date))).sorted()
    let start = baselineBy.flatMap { limit in days.last { $0 <= limit } } ?? days.first
    guard let start else { return nil }
    var lesions: [Lesion] = []
    var known: Set<String> = []
    var visits: [Day: Visit] = [:]
    let old = Set(own.filter { $0.role == .new && $0.date <= start && $0.state.isThere }.map(\.lesion))
    let there = Set(own.filter { $0.date == start && $0.state != .absent }.map(\.lesion))
    let gone = Set(own.filter { $0.date == start && $0.state == .absent }.map(\.lesion)).subtracting(there)
    var densities: [Day: [String: [Double?]]] = [:]
    let sited = Dictionary(
      own.filter { $0.site != nil }.map { ($0.lesion, $0) }, uniquingKeysWith: { first, _ in first })
    let byDay = Dictionary(grouping: own, by: \.date)
    for reading in days.filter({ $0 >= start }).flatMap({ byDay[$0] ?? [] }) {
      if known.insert(reading.lesion).inserted {
        let role: LesionRole =
          gone.contains(reading.lesion) ? .new : old.contains(reading.lesion) ? .nonTarget : reading.role
        let sited = sited[reading.lesion] ?? reading
        lesions.append(Lesion(id: reading.lesion, role: role, site: sited.site, isNode: sited.isNode))
      }
      var visit = visits[reading.date] ?? Visit(date: reading.date, states: [:])
      visit.states[reading.lesion] =
        visit.states[reading.lesion].map { $0.joined(with: reading.state) } ?? reading.state
      if reading.state.isThere || reading.density != nil {
        densities[reading.date, default: [:]][reading.lesion, default: []].append(reading.density)
      }
      if reading.isEquivocal { visit.equivocal.insert(reading.lesion) }
      visits[reading.date] = visit
    }
    for missing in LesionReading.missingParts(own.filter { $0.date >= start }) {
      let state = visits[missing.date]?.states[missing.lesion]
      visits[missing.date]?.states[missing.lesion] = state?.joined(with: .notEvaluated)
    }
    for (day, lesions) in densities {
      for (lesion, parts) in lesions where !parts.contains(nil) {
        visits[day]?.densities[lesion] = parts.compactMap(\.self).reduce(0, +) / Double(parts.count)
      }
    }
    guard let baseline = visits[start] else { return nil }
    self.init(lesions: lesions, baseline: baseline, visits: visits.values.filter { $0.date > start })
  }

  /// The local treatment of a lesion that came before what a visit shows of it; nil without one. On the day itself a lesion that is gone has been
  /// treated, and one that is there was measured before.
  func treatment(of id: String, before visit: Visit) -> LocalTreatment? {
    treated.first { own in
      own.lesions.contains(id)
        && (own.from < visit.date || own.from == visit.date && visit.states[id] == .absent)
    }
  }

  /// Target lesions.
  public var targets: [Lesion] { lesions.filter { $0.role == .target } }
  /// Non-target lesions.
  public var nonTargets: [Lesion] { lesions.filter { $0.role == .nonTarget } }
}

extension LesionReading {
  /// Parts of lesions that were there at the visit before, and have no row beside those of other parts: by one reader.
  static func missingParts(_ rows: [LesionReading]) -> [(lesion: String, part: String, date: Day)] {
    var found: [(lesion: String, part: String, date: Day)] = []
    for (lesion, own) in Dictionary(grouping: rows, by: \.lesion).sorted(by: { $0.key < $1.key }) {
      guard own.contains(where: { $0.part != nil }) else { continue }
      var there: Set<String> = []
      for (day, parts) in Dictionary(grouping: own, by: \.date).sorted(by: { $0.key < $1.key }) {
        let named = Set(parts.compactMap(\.part))
        // A row without a part is of the whole.
        if named.count == Set(parts.map(\.part)).count {
          found += there.subtracting(named).sorted().map { (lesion, $0, day) }
        }
        let gone = Set(parts.filter { $0.state == .absent }.compactMap(\.part))
        there = parts.contains { $0.part == nil } ? [] : there.union(named).subtracting(gone)
      }
    }
    return found
  }
}
