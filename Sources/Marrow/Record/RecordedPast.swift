// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
public import Dosing
import Plain

/// What a record states of a patient under gemcitabine as a forecast takes it: what was given, day by day, and the counts of neutrophils.
///
/// Hour 0 is the day of the first dose. A dose is taken to be given at the beginning of its day, and a count of that day to be drawn before it.
public struct RecordedPast: Sendable, Hashable {
  /// The therapy whose doses these are.
  public let therapy: Entry.ID
  /// The day of hour 0.
  public let origin: Day
  /// Doses and counts.
  public let counts: PatientCounts
  /// A cycle that has a row.
  public struct Cycle: Sendable, Hashable {
    /// Its number in the record.
    public let number: Int
    /// Its first day.
    public let start: Hours
  }
  /// The cycles that have a row, in the order of time.
  public let cycles: [Cycle]
  /// When the next cycle begins: on the day that is asked for, else a cycle of the plan after the last day 1.
  public let next: Hours
  /// Where the therapy has an end before the next cycle: `gem had ended by 2024-07-08, stopped for progression`.
  public let ended: String?
  /// What was recorded since the last dose in words that are not read as a stop, each quoted with its entry.
  public let unread: [String]
  /// Progression that was found since the last dose: `a3 (2024-02-01)`.
  public let progressions: [String]
  /// What typical values of models follow.
  public let traits: PatientTraits
  /// What stands in the way of a fit.
  public let circumstances: PatientForecast.Circumstances
  /// What was left out or taken for granted, in words.
  public let notes: [String]

  /// The day of a time.
  public func day(of time: Hours) -> Day { Day(origin.number + Int(time.days.rounded(.down))) }

  /// A past, or why the record gives none.
  public enum Reading: Sendable, Hashable {
    /// It is known day by day.
    case past(RecordedPast)
    /// It is not; in words.
    case missing(String)
  }

  /// Days before the first dose within which a count is one of its baseline; no source.
  public static let daysBefore = 42
  /// Days after another therapy, or a growth factor, in which the marrow is not at rest; no source: as long as a cycle.
  public static let daysOfRecovery = 28

  /// Reads the record.
  ///
  /// - Parameters:
  ///   - patient: the patient.
  ///   - timeline: the patient's time.
  ///   - library: drugs and regimens.
  ///   - surface: body surface in m², for doses in mg/m² whose mg is not stated.
  ///   - from: the day on which the next cycle begins; nil for the one that is due. Each planned day before it must have a row.
  /// - Throws: a body surface that is needed and missing; a dose or a count that no model takes; a day that is not after the last dose.
  public static func read(
    _ patient: Patient, _ timeline: PatientTimeline, _ library: RegimenLibrary, surface: Double?, from: Day? = nil
  ) throws(MarrowProblem) -> Reading {
    let given = timeline.treatments.filter { _, therapy in
      therapy.administrations.contains { !$0.isOmission && library.isSame($0.drug, MarrowDrug.gemcitabine.rawValue) }
    }
    guard let (entry, therapy) = given.last else {
      return .missing(
        "the record has no single administrations of gemcitabine (`administrations.csv`): what was given before the counts has to be known day by day"
      )
    }
    let begin = from ?? due(therapy, library)
    guard let begin, let latest = last(therapy), begin > latest else {
      throw MarrowProblem(
        "begin of the next cycle", found: begin.map { "\($0)" } ?? "none",
        expected:
          "a day after the last dose of \(entry.id)\(last(therapy).map { ", \($0)" } ?? "") (--from says another)")
    }
    if let gap = gap(in: therapy, entry, patient, timeline, library, before: begin) {
      return .missing("\(entry.id): \(gap)")
    }
    var reader = Reader(
      entry: entry, therapy: therapy, patient: patient, timeline: timeline, library: library, begin: begin,
      asked: from)
    if from == nil { reader.noteLength() }
    if let due = due(therapy, library), due < begin {
      reader.notes.append(
        "\(entry.id): a day 1 was due on \(due); from then to \(begin) nothing is taken to have been given, since no row says so."
      )
    }
    return .past(try reader.past(surface))
  }

  private static func last(_ therapy: Therapy) -> Day? {
    therapy.administrations.filter { !$0.isOmission }.map(\.date).max()
  }

  /// A cycle of the plan after the last day 1.
  private static func due(_ therapy: Therapy, _ library: RegimenLibrary) -> Day? {
    let length = TherapyAccount.pattern(MarrowDrug.gemcitabine.rawValue, therapy, library)?.cycleDays ?? usualLength
    return TherapyAccount.cycles(therapy.administrations).map(\.startDay).max().map { Day($0 + length) }
  }

  /// Days of a cycle of which no length is stated.
  private static let usualLength = 28

  /// What of the doses before a day is not known; nil where all is.
  private static func gap(
    in therapy: Therapy, _ entry: Entry, _ patient: Patient, _ timeline: PatientTimeline, _ library: RegimenLibrary,
    before day: Day
  ) -> String? {
    if let row = MisplacedAdministration.all(of: entry, therapy, patient, timeline).first {
      return "\(row.administration.drug) of \(row.administration.date) cannot have been given, \(row.why)"
    }
    if let row = therapy.administrations.first(where: { !$0.isOmission && $0.dose == nil && $0.milligrams == nil }) {
      return "\(row.drug) of \(row.date) has no dose"
    }
    if let gap = TherapyAccount.gaps(entry, therapy, library: library).first(where: {
      $0.rows.isEmpty && !hasRows($0.drug, therapy)
    }) {
      return "\(gap.drug): \(gap.why)"
    }
    let settles =
      ": what was given then is not known; a row that says so, or another begin of the next cycle (--from), settles it"
    // What was due before the day, unless treatment had ended by then.
    let ended = timeline.isOngoing(entry) ? nil : timeline.end(of: entry.id).flatMap { timeline.bounds(of: $0).latest }
    let limit = min(ended ?? day, Day(day.number - 1))
    let due = DueDays(therapy, library)
    if let words = due.missing(until: limit) {
      // What is due after the data cut-off is still to be given, and nobody has left it out.
      if let cutOff = timeline.cutOff.flatMap({ timeline.bounds(of: $0).latest }), cutOff < limit,
        due.missing(until: cutOff) == nil
      {
        return
          "a cycle is under way at the data cut-off (\(words)): nothing can be said of the next before it is given; `verlauf forecast --from` asks from another day"
      }
      return words + settles
    }
    if let words = death(patient, timeline, before: day) { return words }
    return nil
  }

  /// What the record says of a death that was not surely later than a day: an entry, a side effect of grade 5, the words of an event.
  private static func death(_ patient: Patient, _ timeline: PatientTimeline, before day: Day) -> String? {
    for entry in patient.entries {
      let words: String
      switch entry.content {
      case .death: words = "the death of the patient"
      case .toxicity(let toxicity) where !toxicity.isAbsence && toxicity.grade.value?.range.lowerBound == 5:
        words = "\(toxicity.term) of grade 5, which is death"
      case .event(let text) where VitalStatus.tellsOfDeath(text): words = "a death (“\(text)”)"
      default: continue
      }
      let bounds = timeline.start(of: entry.id).map { timeline.bounds(of: $0) }
      if let earliest = bounds?.earliest, earliest >= day { continue }
      let when = bounds?.latest.map { $0 < day ? " by \($0), before \(day)" : nil } ?? nil
      return "the record states \(words) (\(entry.id))\(when ?? ", and not that it was after \(day)")"
    }
    return nil
  }

  private static func hasRows(_ drug: String, _ therapy: Therapy) -> Bool {
    therapy.administrations.contains { $0.drug == drug }
  }
}

extension RecordedPast {
  /// Collects doses, counts and what stands beside them.
  private struct Reader {
    let entry: Entry
    let therapy: Therapy
    let patient: Patient
    let timeline: PatientTimeline
    let library: RegimenLibrary
    let begin: Day
    /// The begin where somebody asks for it: what was said later is not known then.
    let asked: Day?
    var circumstances = PatientForecast.Circumstances()
    var notes: [String] = []
    var ended: String?

    mutating func past(_ surface: Double?) throws(MarrowProblem) -> RecordedPast {
      let rows = therapy.administrations.filter { !$0.isOmission }.sorted { $0.date < $1.date }
      guard let origin = rows.first?.date, let lastDose = rows.last?.date else {
        throw MarrowProblem("administrations", found: "none", expected: "doses that were given")
      }
      if let end = timeline.isOngoing(entry)
        ? nil : timeline.end(of: entry.id).flatMap({ timeline.bounds(of: $0).latest }),
        end < begin, !entry.ends.isEmpty
      {
        let own = "\(entry.id) had ended by \(end)\(therapy.stopReason.value.map { ", stopped for \($0)" } ?? "")"
        ended = own
        notes.append("\(own): the record plans no cycle of it from \(begin).")
      }
      if DueDays(therapy, library).isUnknown {
        notes.append("\(entry.id): the days of a cycle are not stated; the rows are taken to be all that was given.")
      }
      func hours(_ day: Day) -> Hours { Hours(days: Double(day.number - origin.number)) }
      var infusions: [Infusion] = []
      for row in rows {
        guard let drug = drug(row.drug) else { continue }
        let amount = try milligrams(row, surface)
        let isAfterGemcitabine =
          drug == .docetaxel && rows.contains { $0.date == row.date && self.drug($0.drug) == .gemcitabine }
        infusions.append(
          try Infusion(
            drug, at: hours(row.date) + Hours(isAfterGemcitabine ? 0.5 : 0), amount,
            over: MarrowSchedule.duration(drug, amount)))
      }
      growthFactorsOfPhases(rows)
      circumstances.stop = RecordedStop.words(
        of: .gemcitabine, entry, after: lastDose, before: asked, patient, timeline, library)
      let unread =
        circumstances.stop == nil
        ? RecordedStop.unread(of: entry, since: lastDose, before: asked, patient, timeline) : []
      if !unread.isEmpty {
        notes.append("Recorded since the last dose, not understood as a stop: \(unread.joined(separator: "; ")).")
      }
      circumstances.nextTherapy = RecordedStop.otherDrug(
        than: therapy.drugs + therapy.administrations.map(\.drug), since: lastDose, before: asked, patient, timeline,
        library)
      let progressions = RecordedStop.progressions(of: entry, since: lastDose, before: asked, patient, timeline)
      if !progressions.isEmpty {
        notes.append(
          "Progression is recorded since the last dose: \(progressions.joined(separator: ", "))\(entry.ends.isEmpty ? "; whether \(entry.id) goes on is not said" : "")."
        )
      }
      let (rested, end) = others(from: origin, to: lastDose)
      marrow()
      let observations = try observations(from: origin, restedFrom: rested, before: end)
      return RecordedPast(
        therapy: entry.id, origin: origin,
        counts: PatientCounts(infusions.sorted { $0.start < $1.start }, observations),
        cycles: TherapyAccount.cycles(therapy.administrations).enumerated().map { index, cycle in
          Cycle(number: cycle.number ?? index + 1, start: hours(Day(cycle.startDay)))
        }.sorted { $0.start < $1.start }, next: hours(begin),
        ended: ended, unread: unread, progressions: progressions,
        traits: PatientTraits(patient, timeline, before: entry.id, on: origin),
        circumstances: circumstances, notes: notes)
    }

    /// Where the day of the next cycle follows from a length that nobody states.
    mutating func noteLength() {
      guard TherapyAccount.pattern(MarrowDrug.gemcitabine.rawValue, therapy, library) == nil else { return }
      notes.append(
        "\(entry.id): the length of a cycle is not stated; the next is taken to begin \(RecordedPast.usualLength) days after the last day 1 (--from says when)."
      )
    }

    /// The drug of a row that has a model; what has none stands in the way.
    private mutating func drug(_ name: String) -> MarrowDrug? {
      if let drug = MarrowDrug.allCases.first(where: { library.isSame(name, $0.rawValue) }) { return drug }
      if library.drug(named: name)?.kind == .growthFactor {
        circumstances.hadGrowthFactor = true
      } else if !circumstances.otherDrugs.contains(name) {
        circumstances.otherDrugs.append(name)
      }
      return nil
    }

    /// Milligrams that a row states, else of its dose a m². Where both are there they must be of one body surface.
    private func milligrams(_ row: Administration, _ surface: Double?) throws(MarrowProblem) -> Milligrams {
      if let own = row.milligrams {
        if let dose = row.dose, dose.unit == .milligramsPerSquareMetre, let surface,
          abs(own - dose.amount * surface) > 0.1 * own
        {
          throw MarrowProblem(
            "\(row.drug) of \(row.date)",
            found:
              "\(dose.text) and \(Numbers.text(own)) mg, which at \(Numbers.text(surface, decimals: 2)) m² are \(Numbers.text(dose.amount * surface, decimals: 0)) mg",
            expected: "a dose and milligrams that agree within a tenth")
        }
        return Milligrams(own)
      }
      switch row.dose?.unit {
      case .milligrams: return Milligrams(row.dose?.amount ?? 0)
      case .milligramsPerSquareMetre:
        guard let surface else {
          throw MarrowProblem(
            "body surface", found: "none", expected: "one, since \(row.drug) of \(row.date) is in mg/m² (--surface 1.8)"
          )
        }
        return Milligrams(perSquareMetre: row.dose?.amount ?? 0, surface: surface)
      default:
        throw MarrowProblem(
          "\(row.drug) of \(row.date)", found: row.dose?.text ?? "no dose", expected: "a dose in mg or mg/m²")
      }
    }

    /// A growth factor of the plan that no row has: whether it was given is not known.
    private mutating func growthFactorsOfPhases(_ rows: [Administration]) {
      for support in therapy.phases.flatMap(\.support) {
        let kind = library.drug(named: support.drug)?.kind
        guard kind == .growthFactor || kind == nil, !rows.contains(where: { library.isSame($0.drug, support.drug) })
        else {
          continue
        }
        noteGrowthFactor(isModelled: library.isSame(support.drug, MarrowDrug.pegfilgrastim.rawValue))
        notes.append(
          "\(entry.id): \(support.drug) belongs to a phase and has no row of its own: on which days it was given is not known."
        )
      }
    }

    /// Other therapies near these doses: the day from which the marrow is at rest after one before them, and the first day on which one can have begun after them.
    private mutating func others(from origin: Day, to last: Day) -> (rested: Day?, end: Day?) {
      var (rested, end): (Day?, Day?) = (nil, nil)
      for (other, therapy) in patient.therapies where other.id != entry.id {
        let isGrowthFactor = therapy.drugs.contains { library.drug(named: $0)?.kind == .growthFactor }
        let isModelled = therapy.drugs.allSatisfy { library.isSame($0, MarrowDrug.pegfilgrastim.rawValue) }
        let name = "\(therapy.drugs.joined(separator: " with ")) (\(other.id))"
        let began = timeline.start(of: other.id).map { timeline.bounds(of: $0) }
        let ended = timeline.end(of: other.id).map { timeline.bounds(of: $0) }
        guard isGrowthFactor || !patient.isSupportive(other) else {
          if therapy.drugs.contains(where: SupportiveDrugs.isCorticosteroid),
            ended?.latest.map({ $0 >= origin }) ?? true,
            began?.earliest.map({ $0 < begin }) ?? true
          {
            notes.append("\(name): a corticosteroid raises counts of neutrophils, and is not in the model.")
          }
          continue
        }
        if let earliest = began?.earliest, earliest >= (isGrowthFactor ? begin : Day(last.number + 1)) {
          guard !isGrowthFactor else { continue }
          end = min(end ?? earliest, earliest)
          // Without a day that is asked for, whatever the record says has begun.
          if asked == nil && entry.ends.isEmpty || earliest < begin { circumstances.nextTherapy = name }
        } else if let latest = ended?.latest, latest < origin {
          let gap = origin.number - latest.number
          if gap >= RecordedPast.daysOfRecovery {
            let rest = Day(latest.number + RecordedPast.daysOfRecovery)
            rested = max(rested ?? rest, rest)
          } else if isGrowthFactor {
            noteGrowthFactor(isModelled: isModelled)
          } else {
            circumstances.otherReasons.append(
              "\(name) ended \(gap) days before the first dose, and the marrow was not at rest")
          }
        } else if isGrowthFactor {
          noteGrowthFactor(isModelled: isModelled)
        } else {
          circumstances.otherDrugs.append(name)
        }
      }
      return (rested, end)
    }

    /// What the record states of the marrow, of growth factors and of another disease of it.
    private mutating func marrow() {
      for disease in patient.comorbidity.compactMap(MarrowWords.diseaseOfMarrow(comorbidity:)) {
        circumstances.otherReasons.append("a disease of the marrow is stated (comorbidity: “\(disease)”)")
      }
      for other in patient.entries {
        switch other.content {
        case .metastases(let metastases)
        where metastases.presence == .found && metastases.sites.contains { BodySite($0).organ == "bone marrow" }:
          circumstances.hasMarrowInvolvement = true
        case .biopsy(let biopsy):
          let words = [biopsy.site.value, biopsy.result.value].compactMap(\.self).joined(separator: " ")
          if MarrowWords.tellsInvolvement(words) { circumstances.hasMarrowInvolvement = true }
        case .radiotherapy(let radiotherapy):
          if radiotherapy.target.value.map(MarrowWords.isOfMarrow) ?? false {
            circumstances.hadMarrowRadiation = true
          }
        case .transplant(let transplant):
          circumstances.otherReasons.append("a transplant (\(transplant.what)) is stated")
        case .diagnosis(let diagnosis):
          if MarrowWords.isDiseaseOfMarrow(diagnosis.histology) {
            circumstances.otherReasons.append("\(diagnosis.histology) is a disease of the marrow")
          }
        default: break
        }
        events(other)
        let factors = growthFactors(in: other)
        if !factors.isEmpty, mayBeBefore(other) {
          noteGrowthFactor(isModelled: !factors.contains(.other))
          notes.append("\(other.id) tells of a growth factor.")
        }
      }
      if !circumstances.hadGrowthFactor, !circumstances.hadGrowthFactorOnUnknownDays {
        notes.append("No growth factor is recorded near these doses; none is taken to have been given.")
      }
    }

    /// What the words of an entry say of the marrow, of granulocytes and of corticosteroids.
    private mutating func events(_ other: Entry) {
      guard mayBeBefore(other) else { return }
      for own in RecordedWords.of(other).map(\.words) + [other.note].compactMap(\.self) { events(own, other.id) }
    }

    private mutating func events(_ own: String, _ id: Entry.ID) {
      if MarrowWords.tellsInvolvementInEvent(own) { circumstances.hasMarrowInvolvement = true }
      if MarrowWords.tellsRadiationOfMarrow(own) { circumstances.hadMarrowRadiation = true }
      if let disease = MarrowWords.diseaseOfMarrow(inEvent: own) {
        circumstances.otherReasons.append("a disease of the marrow is stated (\(id): “\(disease)”)")
      }
      if MarrowWords.tellsGranulocytes(own) {
        circumstances.otherReasons.append("granulocytes were given (\(id): “\(own)”)")
      }
      if MarrowWords.tellsCorticosteroid(own) {
        notes.append("\(id): “\(own)”: a corticosteroid raises counts of neutrophils, and is not in the model.")
      }
    }

    private func mayBeBefore(_ entry: Entry) -> Bool {
      timeline.start(of: entry.id).map { timeline.bounds(of: $0) }?.earliest.map { $0 < begin } ?? true
    }

    /// A growth factor that is not among the doses: one that has a model lacks its days alone.
    private mutating func noteGrowthFactor(isModelled: Bool) {
      if isModelled { circumstances.hadGrowthFactorOnUnknownDays = true } else { circumstances.hadGrowthFactor = true }
    }

    /// The growth factors of which the words of an entry that is no therapy tell: they say that one was given, or nobody knows.
    private func growthFactors(in entry: Entry) -> Set<MarrowWords.GrowthFactor> {
      let words: [String?] =
        switch entry.content {
        case .decision(let text), .plan(let text), .event(let text): [text]
        case .supportiveCare(let text), .followUp(let text): [text]
        case .toxicity(let toxicity): [toxicity.term]
        default: []
        }
      return (words + [entry.note]).compactMap(\.self).reduce(into: []) {
        $0.formUnion(MarrowWords.growthFactors(in: $1, library))
      }
    }

    /// The counts from before the first dose on, up to the next therapy. One of which only bounds of its day are known is taken at each day of them.
    private mutating func observations(
      from origin: Day, restedFrom rested: Day?, before end: Day?
    ) throws(MarrowProblem) -> [CountObservation] {
      let record = LaboratoryRecord(patient)
      let early = Day(origin.number - RecordedPast.daysBefore)
      let first = max(early, rested ?? early)
      var later = 0
      func isMeant(_ earliest: Day, _ latest: Day) -> Bool {
        guard earliest >= first, latest <= begin, end.map({ latest < $0 }) ?? true else {
          later += 1
          return false
        }
        return true
      }
      func hours(_ day: Day) -> Hours { Hours(days: Double(day.number - origin.number)) }
      var found: [CountObservation] = []
      for value in record.values where value.analyte == .neutrophils && isMeant(value.day, value.day) {
        if let own = try observation(value.value, value.relation, "\(value.day)", hours(value.day), nil) {
          found.append(own)
        }
      }
      for doubt in record.doubts where doubt.analyte == .neutrophils {
        guard case .noDay = doubt.problem, let earliest = doubt.bounds.earliest, let latest = doubt.bounds.latest,
          latest.number - earliest.number <= CountObservation.mostDays,
          let own = doubt.entries.first.flatMap(patient.entry),
          case .laboratory(let laboratory) = own.content,
          let value = try? Analyte.neutrophils.canonical(laboratory.value, unit: laboratory.unit)
        else {
          notes.append("\(doubt.words) is not counted: \(doubt.problem).")
          continue
        }
        guard isMeant(earliest, latest) else { continue }
        if let own = try observation(
          value, laboratory.relation, "\(earliest) to \(latest)", hours(earliest), hours(latest))
        {
          found.append(own)
        }
      }
      if later > 0 {
        notes.append(
          "\(later) \(later == 1 ? "count is" : "counts are") not counted: not surely of the time from \(first) to \(end.map { min($0, begin) } ?? begin)."
        )
      }
      return found
    }

    private mutating func observation(
      _ value: Double, _ relation: ValueRelation?, _ day: String, _ time: Hours, _ latest: Hours?
    ) throws(MarrowProblem) -> CountObservation? {
      switch relation {
      case .more, .atLeast:
        notes.append(
          "neutrophils \(relation?.printed ?? "")\(Numbers.text(value, decimals: 2)) of \(day) is not counted: the fit takes counts and upper limits."
        )
        return nil
      case .less, .atMost, nil:
        guard value > 0 else {
          // Without it the counts that are left would be the better ones.
          circumstances.otherReasons.append(
            "neutrophils 0 of \(day) are below a limit that is not stated (\u{201C}<0.1\u{201D} states one), and without them the counts would look better than they were"
          )
          return nil
        }
        return try CountObservation(at: time, until: latest, value, isBelow: relation != nil)
      }
    }
  }
}
