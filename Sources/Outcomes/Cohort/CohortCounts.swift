// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain

/// Patients as they are named in rows and footnotes: all of them up to a limit, and above it how many there are.
public struct ListedPatients<Detail: Sendable>: Sendable {
  /// How many there are.
  public private(set) var count = 0
  /// Who they are, with what is said of each; empty where there are more than may be named.
  public private(set) var named: [(patient: Patient.ID, detail: Detail)] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// So many of whom nobody is named.
  init(unnamed count: Int) {
    limit = -1
    self.count = count
  }

  /// Whether all are named.
  public var isWhole: Bool { count == 0 || count <= limit }

  mutating func add(_ patient: Patient.ID, _ detail: Detail) {
    count += 1
    if isWhole { named.append((patient, detail)) } else { named = [] }
  }

  mutating func add(_ other: ListedPatients) {
    count += other.count
    if isWhole { named += other.named } else { named = [] }
  }

  mutating func sort() { named.sort { NaturalOrder.precedes($0.patient, $1.patient) } }
}

extension ListedPatients<Void> {
  /// Some patients, all of whom are named.
  public init(_ patients: [Patient.ID]) {
    self.init(limit: .max)
    for patient in patients { add(patient, ()) }
  }
}

/// How many patients have each value, by the group that they are compared in.
struct GroupedCounts<Value: Hashable & Sendable>: Sendable {
  struct Key: Hashable, Sendable {
    var value: Value
    var group: String?
  }

  private(set) var counts: [Key: Int] = [:]

  mutating func add(_ value: Value, _ group: String?, _ count: Int = 1) {
    counts[Key(value: value, group: group), default: 0] += count
  }

  mutating func add(_ other: GroupedCounts) { counts.merge(other.counts, uniquingKeysWith: +) }

  /// The same with groups by other names.
  func named(_ name: (String?) -> String?) -> GroupedCounts {
    var own = GroupedCounts()
    for (key, count) in counts { own.add(key.value, name(key.group), count) }
    return own
  }

  /// How many have each value, in a group or in all.
  func byValue(of group: String? = nil) -> [Value: Int] {
    counts.reduce(into: [:]) { found, item in
      if group == nil || item.key.group == group { found[item.key.value, default: 0] += item.value }
    }
  }
}

/// A fact by which patients of a cohort are described.
public enum Characteristic: Sendable, Hashable {
  /// Sex, by its word.
  case sex
  /// Arm of a trial.
  case arm
  /// Performance status at the start.
  case performanceStatus
  /// Histology.
  case histology
  /// Grade.
  case grade
  /// Site of the primary tumour.
  case site
  /// Stage.
  case stage
  /// Biomarkers, of which a patient may have several.
  case biomarker
  /// Other diseases, of which a patient may have several.
  case comorbidity
  /// Organs with metastases at the start, of which a patient may have several.
  case metastasis
  /// Lines before the start.
  case linesBefore
  /// A field of the study's own.
  case field(String)
}

/// The sufficient statistics of a cohort: how many patients have each value and each time. Those of parts of a cohort add up to those of the whole, in any order.
public struct CohortCounts: Sendable {
  struct Described: Hashable, Sendable {
    var characteristic: Characteristic
    /// What is stated; nil where nothing is.
    var text: String?
  }

  struct FieldNumber: Hashable, Sendable {
    var field: String
    var number: Double
  }

  /// A best response as far as tables ask for it.
  struct Best: Hashable, Sendable {
    var shown: Response
    var alternatives: [Response]
    var isShown: Bool

    func isOne(of responses: [Response]) -> Bool? {
      let can = Set(([shown] + alternatives).map(responses.contains))
      return can.count == 1 ? can.first : nil
    }
  }

  /// A row of the table of times.
  public struct Row: Sendable {
    /// Best response with its mark.
    public var best: Phrase?
    /// Growth modulation index.
    public var growth: NumberBounds?
    /// Times by end point.
    public var times: [EndPoint: TimeToEvent]
    /// The identifiers of their traces.
    public var traces: CohortEntry.Traces?
  }

  /// Patients by group; nil are those of no group.
  var groups: [String?: Int] = [:]
  var described = GroupedCounts<Described>()
  var ages = GroupedCounts<Double>()
  var numbers = GroupedCounts<FieldNumber>()
  /// The least age that is that or more.
  var ageCap: Double?
  var best: [Best: Int] = [:]
  var times: [EndPoint: GroupedCounts<TimeToEvent>] = [:]
  /// How many have a time to an end point, known or not.
  var timed: [EndPoint: Int] = [:]
  var byRule: [String: [TimeToEvent: Int]] = [:]
  var growth: [NumberBounds: Int] = [:]
  /// How many have a therapy at the start.
  var treated = 0
  /// Those of whom a time to progression is known at all, and those of them whose record tells of progression.
  var (followed, progressed) = (0, 0)
  var rows: ListedPatients<Row>
  var baselineUnknown: ListedPatients<Void>
  var measured: ListedPatients<Void>
  var judged: ListedPatients<Void>
  var readers: [String: ListedPatients<Void>] = [:]
  var late: ListedPatients<Phrase>
  var outside: ListedPatients<[Entry.ID]>
  var doubtful: ListedPatients<Phrase>
  var claimed: ListedPatients<Phrase>
  var ungrouped: ListedPatients<Void>
  var leftOut: [EndPoint: ListedPatients<Phrase>] = [:]
  var withoutLatest: [EndPoint: ListedPatients<Void>] = [:]
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
    rows = ListedPatients(limit: limit)
    (baselineUnknown, measured, judged) = (
      ListedPatients(limit: limit), ListedPatients(limit: limit), ListedPatients(limit: limit)
    )
    (late, doubtful, claimed) = (
      ListedPatients(limit: limit), ListedPatients(limit: limit), ListedPatients(limit: limit)
    )
    (outside, ungrouped) = (ListedPatients(limit: limit), ListedPatients(limit: limit))
  }

  /// How many patients there are.
  var count: Int { rows.count }

  /// Takes a patient in.
  mutating func add(_ entry: CohortEntry, of series: SeriesEntry, group: String?, isGrouped: Bool) {
    let id = series.id
    groups[group, default: 0] += 1
    if isGrouped, group == nil { ungrouped.add(id, ()) }
    describe(entry, series, group)
    if let age = series.age {
      ages.add(age, group)
      if series.isAgeAtLeast { ageCap = min(ageCap ?? age, age) }
    }
    rows.add(
      id, Row(best: entry.best?.marked, growth: entry.growth, times: entry.times, traces: entry.traces))
    if entry.hasTherapy {
      treated += 1
      if entry.hasBaseline == nil { baselineUnknown.add(id, ()) }
    }
    if entry.isMeasured {
      measured.add(id, ())
      readers[entry.reader ?? "", default: ListedPatients(limit: limit)].add(id, ())
    } else {
      judged.add(id, ())
    }
    if let mark = entry.lateBaseline {
      let shown = entry.best?.phrase ?? Phrase(same: "–")
      late.add(id, Phrase("(\(shown), \(mark))", "(\(shown), \(mark))"))
    }
    if !entry.visitsOutside.isEmpty { outside.add(id, entry.visitsOutside) }
    if let doubt = entry.doubt { doubtful.add(id, doubt) }
    if let own = entry.best {
      best[Best(shown: own.shown, alternatives: own.alternatives, isShown: own.isShown), default: 0] += 1
      if !own.isShown { claimed.add(id, own.phrase) }
    }
    if let index = entry.growth { growth[index, default: 0] += 1 }
    add(entry.times, id, group)
    for (rule, time) in entry.byRule where time.isKnown { byRule[rule, default: [:]][time, default: 0] += 1 }
    if entry.times[.progression] != nil {
      followed += 1
      if series.recordsProgression { progressed += 1 }
    }
  }

  private mutating func add(_ own: [EndPoint: TimeToEvent], _ id: Patient.ID, _ group: String?) {
    for (endPoint, time) in own {
      timed[endPoint, default: 0] += 1
      guard time.isKnown else {
        leftOut[endPoint, default: ListedPatients(limit: limit)].add(
          id, time.isDetermined ? time.phrase() : time.end.phrase)
        continue
      }
      times[endPoint, default: GroupedCounts()].add(time, group)
      if time.isWithoutLatest { withoutLatest[endPoint, default: ListedPatients(limit: limit)].add(id, ()) }
    }
  }

  private mutating func describe(_ entry: CohortEntry, _ series: SeriesEntry, _ group: String?) {
    func add(_ characteristic: Characteristic, _ text: String?) {
      described.add(Described(characteristic: characteristic, text: text), group)
    }
    add(.sex, series.sex?.rawValue)
    add(.arm, series.arm)
    add(.performanceStatus, entry.performanceStatus)
    add(.histology, series.histology)
    add(.grade, series.grade)
    add(.site, series.site)
    add(.stage, series.stage)
    for text in Set(series.biomarkers) { add(.biomarker, text) }
    for text in Set(series.comorbidity) { add(.comorbidity, text) }
    for organ in entry.metastases { add(.metastasis, organ) }
    add(.linesBefore, entry.linesBefore.map { "\($0)" })
    for (name, value) in series.fields {
      if let number = value.number {
        numbers.add(FieldNumber(field: name, number: number), group)
      } else {
        add(.field(name), value.text)
      }
    }
  }

  /// Takes the patients of another part in.
  mutating func add(_ other: CohortCounts) {
    groups.merge(other.groups, uniquingKeysWith: +)
    described.add(other.described)
    ages.add(other.ages)
    numbers.add(other.numbers)
    ageCap = [ageCap, other.ageCap].compactMap(\.self).min()
    best.merge(other.best, uniquingKeysWith: +)
    times.merge(other.times) { one, more in
      var all = one
      all.add(more)
      return all
    }
    timed.merge(other.timed, uniquingKeysWith: +)
    byRule.merge(other.byRule) { $0.merging($1, uniquingKeysWith: +) }
    growth.merge(other.growth, uniquingKeysWith: +)
    treated += other.treated
    followed += other.followed
    progressed += other.progressed
    rows.add(other.rows)
    baselineUnknown.add(other.baselineUnknown)
    measured.add(other.measured)
    judged.add(other.judged)
    late.add(other.late)
    outside.add(other.outside)
    doubtful.add(other.doubtful)
    claimed.add(other.claimed)
    ungrouped.add(other.ungrouped)
    readers.merge(other.readers, uniquingKeysWith: Self.joined)
    leftOut.merge(other.leftOut, uniquingKeysWith: Self.joined)
    withoutLatest.merge(other.withoutLatest, uniquingKeysWith: Self.joined)
  }

  private static func joined<Detail>(
    _ one: ListedPatients<Detail>, _ more: ListedPatients<Detail>
  ) -> ListedPatients<Detail> {
    var all = one
    all.add(more)
    return all
  }

  /// Puts the patients that are named into the order of a study folder.
  mutating func sort() {
    rows.sort()
    baselineUnknown.sort()
    measured.sort()
    judged.sort()
    late.sort()
    outside.sort()
    doubtful.sort()
    claimed.sort()
    ungrouped.sort()
    for key in readers.keys { readers[key]?.sort() }
    for key in leftOut.keys { leftOut[key]?.sort() }
    for key in withoutLatest.keys { withoutLatest[key]?.sort() }
  }

  /// The same with groups by other names.
  func named(_ name: (String?) -> String?) -> CohortCounts {
    var own = self
    own.groups = groups.reduce(into: [:]) { $0[name($1.key), default: 0] += $1.value }
    own.described = described.named(name)
    own.ages = ages.named(name)
    own.numbers = numbers.named(name)
    own.times = times.mapValues { $0.named(name) }
    return own
  }
}
