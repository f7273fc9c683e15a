// SPDX-License-Identifier: Apache-2.0

public import Course
public import Dosing
public import Plain

/// A cohort as its tables and estimates need it: the sufficient statistics of its patients, by groups under their names.
///
/// It is made of a cohort in memory, or of the lines of patients that were derived one by one: the same tables come of both.
public struct CohortSummary: Sendable {
  /// What holds for the whole study; its patients are not asked for.
  public let study: Study
  /// What was chosen.
  public let options: CohortOptions
  /// The cohort's own counts, with groups by their names.
  let counts: CohortCounts
  /// How many patients the study has.
  public let patientCount: Int
  /// Patients of whose tables cells were not understood.
  public let unread: ListedPatients<Void>
  /// Patients without the anchor, with why.
  public let excluded: ListedPatients<Phrase>
  /// Groups in the order that was chosen, else by name, the reference first; empty if patients are not compared.
  public let groups: [String]
  /// Groups that the options name and that nobody is in.
  public let unknownGroups: [String]
  /// The counts of each line for advanced disease, the first first.
  let lines: [CohortCounts]

  /// The summary of the cohort from the anchor of the options.
  public init(_ series: SeriesCounts, in study: Study, options: CohortOptions, library: RegimenLibrary) {
    self.study = study
    self.options = options
    let own = series.cohorts[options.anchor] ?? CohortCounts(limit: series.limit)
    let names = series.groupNames(own.groups, library: library)
    counts = own.named { group in group.flatMap { names[$0] } }
    patientCount = series.patients.count
    unread = series.unread
    lines = (0..<series.lastAdvancedLine).map {
      series.cohorts[.advancedLine($0 + 1)] ?? CohortCounts(limit: series.limit)
    }
    var excluded = ListedPatients<Phrase>(limit: series.limit)
    let reason = options.anchor.missing
    if series.patients.isWhole {
      let members = Set(own.rows.named.map(\.patient))
      for (patient, _) in series.patients.named where !members.contains(patient) { excluded.add(patient, reason) }
    } else {
      excluded = ListedPatients(unnamed: series.patients.count - own.count)
    }
    self.excluded = excluded
    let found = Set(names.values).sorted(by: NaturalOrder.precedes)
    func named(_ name: String) -> String? { found.first { series.groupKey($0) == series.groupKey(name) } }
    var ordered: [String] = []
    for group in [options.referenceGroup.flatMap(named)] + options.groupOrder.map(named) + found.map(Optional.some) {
      if let group, !ordered.contains(group) { ordered.append(group) }
    }
    groups = ordered
    unknownGroups = (options.groupOrder + [options.referenceGroup].compactMap(\.self)).filter { named($0) == nil }
  }

  /// How many patients are in the cohort.
  public var count: Int { counts.count }

  /// How many patients there are, in a group or in all.
  public func count(of group: String?) -> Int { group == nil ? count : counts.groups[group] ?? 0 }

  /// How many members have a therapy at the start.
  public var treatedCount: Int { counts.treated }

  /// How many members of a group, or of all, have each stated value; nil stands for those of whom none is stated.
  public func values(of characteristic: Characteristic, group: String? = nil) -> [String?: Int] {
    counts.described.counts.reduce(into: [:]) { found, item in
      guard item.key.value.characteristic == characteristic, group == nil || item.key.group == group else { return }
      found[item.key.value.text, default: 0] += item.value
    }
  }

  /// The ages of a group, or of all, each as often as somebody has it; and from which on some are that or more.
  public func ages(of group: String? = nil) -> (numbers: [Double: Int], cap: Double?) {
    (counts.ages.byValue(of: group), counts.ageCap)
  }

  /// The values of a field of numbers, each as often as somebody has it.
  public func numbers(of field: String, group: String? = nil) -> [Double: Int] {
    counts.numbers.byValue(of: group).reduce(into: [:]) { found, item in
      if item.key.field == field { found[item.key.number, default: 0] += item.value }
    }
  }

  /// Whether anybody has a time to an end point, known or not.
  public func hasTimes(_ endPoint: EndPoint) -> Bool { (counts.timed[endPoint] ?? 0) > 0 }

  /// Times of an end point that enter estimates.
  public func times(_ endPoint: EndPoint, group: String? = nil) -> CountedTimes {
    CountedTimes(counts.times[endPoint]?.byValue(of: group) ?? [:])
  }

  /// Times of an end point that enter no estimate because their statements contradict each other, or because nothing bounds them, with why.
  public func leftOut(_ endPoint: EndPoint) -> ListedPatients<Phrase> {
    counts.leftOut[endPoint] ?? ListedPatients(limit: 0)
  }

  /// Patients whose event has no latest time and who enter estimates of the end point all the same.
  public func withoutLatest(_ endPoint: EndPoint) -> ListedPatients<Void> {
    counts.withoutLatest[endPoint] ?? ListedPatients(limit: 0)
  }

  /// Whether there are times to progression, and none of them ended by progression: perhaps because nobody recorded any.
  public var recordsNoProgression: Bool { counts.followed > 0 && counts.progressed == 0 }

  /// Patients who are in no group because the record does not state it; none if patients are not compared.
  public var ungrouped: ListedPatients<Void> { counts.ungrouped }
  /// Patients of whom the record shows no assessment before the start of a therapy.
  public var baselineUnknown: ListedPatients<Void> { counts.baselineUnknown }
  /// Patients whose response is measured.
  public var measured: ListedPatients<Void> { counts.measured }
  /// Patients whose response is as judged.
  public var judged: ListedPatients<Void> { counts.judged }
  /// Patients by the reader who measured; empty for one without a name.
  public var readers: [String: ListedPatients<Void>] { counts.readers }
  /// Patients whose baseline was not measured in time, with response and mark.
  public var lateBaselines: ListedPatients<Phrase> { counts.late }
  /// Patients with visits after death or the data cut-off.
  public var visitsOutside: ListedPatients<[Entry.ID]> { counts.outside }
  /// Patients whose complete response is in doubt, with why.
  public var doubtful: ListedPatients<Phrase> { counts.doubtful }
  /// Patients whose best response only the source states, with it.
  public var claimed: ListedPatients<Phrase> { counts.claimed }
  /// The rows of the table of times.
  public var rows: ListedPatients<CohortCounts.Row> { counts.rows }

  /// Histologies that the record writes in several ways and that count as one, each with its spellings, the one that is shown first.
  public var joinedHistologies: [[String]] {
    let written = values(of: .histology).reduce(into: [String: Int]()) { found, item in
      if let text = item.key, !Silence.isMissing(text) { found[text] = item.value }
    }
    let shown = written.commonSpellings(by: TumourNames.key)
    return Dictionary(grouping: Set(written.keys.map(\.nameKey)), by: TumourNames.key).filter { $0.value.count > 1 }
      .compactMap { key, names in
        shown[key].map { first in [first] + names.filter { $0 != first.nameKey }.sorted() }
      }.sorted { $0[0].nameKey < $1[0].nameKey }
  }

  /// The same options and study for the counts of a line for advanced disease.
  private init(_ counts: CohortCounts, of line: Int, in whole: CohortSummary) {
    study = whole.study
    var options = whole.options
    options.anchor = .advancedLine(line)
    self.options = options
    self.counts = counts
    patientCount = whole.patientCount
    unread = whole.unread
    excluded = ListedPatients(limit: 0)
    groups = []
    unknownGroups = []
    lines = []
  }

  /// The cohort of each line for advanced disease, the first first.
  public var byLine: [CohortSummary] {
    lines.enumerated().map { CohortSummary($1, of: $0 + 1, in: self) }
  }
}

extension CohortSummary {
  /// The summary of a cohort in memory.
  ///
  /// - Parameters:
  ///   - cohort: the cohort.
  ///   - isWhole: also what is asked of other rules and of every line, which is derived then.
  public init(_ cohort: CohortOutcomes, isWhole: Bool = false) {
    var series = SeriesCounts(limit: .max, grouping: cohort.options.group)
    let members = Dictionary(cohort.members.map { ($0.patient.id, $0) }, uniquingKeysWith: { one, _ in one })
    let last =
      isWhole
      ? cohort.outcomes.patients.compactMap { $0.lines.compactMap(\.line.numberInAdvancedDisease).max() }.max() ?? 0 : 0
    let lines = (0..<last).map { CohortOptions.Anchor.advancedLine($0 + 1) }.filter { $0 != cohort.options.anchor }
    let entries = cohort.outcomes.patients.mapOnAllCores { patient in
      var entry = SeriesEntry(patient)
      entry.cohorts = Self.entries(of: patient, members[patient.patient.id], lines, cohort, isWhole: isWhole)
      return entry
    }
    for entry in entries { series.add(entry) }
    self.init(series, in: cohort.study, options: cohort.options, library: cohort.outcomes.library)
  }

  /// A patient from the anchor, and from lines for advanced disease. One derivation serves all of them.
  private static func entries(
    of patient: PatientOutcomes, _ own: CohortMember?, _ lines: [CohortOptions.Anchor], _ cohort: CohortOutcomes,
    isWhole: Bool
  ) -> [CohortEntry] {
    let choice = cohort.options.judgement
    var start = own.map { CohortEntry($0, anchors: [cohort.options.anchor], choice: choice) }
    guard isWhole else { return [start].compactMap(\.self) }
    let derivation = OutcomeDerivation(
      patient: patient.patient, study: cohort.study, timeline: patient.timeline, choice: choice,
      lesionReaders: patient.lesionReaders)
    func member(_ options: CohortOptions, otherRules: [CensoringRule?] = []) -> CohortMember? {
      try? CohortMember(
        patient, in: cohort.study, cohort.outcomes.names, options, derivation, otherRules: otherRules)
    }
    // The member in memory has no times by the other rules.
    if start != nil, let found = member(cohort.options, otherRules: cohort.options.otherRules) {
      start?.byRule = found.byRule
    }
    let others = lines.compactMap { anchor in
      var options = cohort.options
      options.anchor = anchor
      options.group = nil
      return member(options).map { CohortEntry($0, anchors: [anchor], choice: choice) }
    }
    return [start].compactMap(\.self) + others
  }
}

extension CohortOptions.Anchor {
  /// Why a patient has no such start.
  var missing: Phrase {
    switch self {
    case .diagnosis: Phrase("no diagnosis with a time", "keine Diagnose mit Zeitangabe")
    case .metastasis: Phrase("no metastasis with a time", "keine Metastase mit Zeitangabe")
    case .maintenance: Phrase("no maintenance", "keine Erhaltung")
    case .line(let number): Phrase("no line \(number)", "keine Linie \(number)")
    case .advancedLine(let number):
      Phrase("no line \(number) for advanced disease", "keine Linie \(number) der fortgeschrittenen Erkrankung")
    }
  }
}
