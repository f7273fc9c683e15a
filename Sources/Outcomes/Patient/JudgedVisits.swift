// SPDX-License-Identifier: Apache-2.0

public import Plain
import Chronology
public import Course
public import TumourResponse

/// The visits under some therapies as the source judged them: one judgement each.
///
/// A visit may be judged by several criteria, by several readers, or region by region. Of criteria those that are asked for count (RECIST) where a
/// therapy was judged by them, else those of most visits; of readers the one that is asked for, else the one who judged first, then most visits, then the
/// first by name, whatever the order of the record; what names neither
/// counts with either. A region is not the patient: of
/// several on one day the least good response counts, and a complete response of one region is a partial one of the patient while disease is
/// recorded elsewhere. Assessments that are passed over are told.
public struct JudgedVisits: Sendable {
  /// A judged visit.
  public struct Visit: Sendable {
    /// The assessment's entry.
    public var entry: Entry
    /// The assessment.
    public var assessment: Assessment
    /// The response that it gives for the patient.
    public var response: Response
  }

  /// The visits that count, by their times.
  public var visits: [Visit]
  /// Judged visits that certainly lie after death or the data cut-off: they count for nothing, and are told.
  public var outside: [Visit]
  /// What was passed over or read otherwise than stated, in sentences of every language.
  public var notes: [Phrase]
  /// Disease that is seen after a complete response, without a progression in between; the first first.
  public var reappearances: [Reappearance]

  /// What a number that rests on these visits must be read with.
  var told: [Phrase] { notes + reappearances.prefix(1).map(\.words) }

  /// Disease that is seen after a complete response: it is progression, or the response was not complete (RECIST 1.1, Table 3, footnote a).
  public struct Reappearance: Sendable {
    /// The complete response.
    public var complete: Visit
    /// The visit that shows disease.
    public var again: Visit

    /// `PR (ct-2) after CR (ct-1): …`
    public var words: Phrase {
      Phrase(
        "\(again.response.rawValue) (\(again.entry.id)) after CR (\(complete.entry.id)): disease that is seen again after a complete response is progression, or the response was not complete (RECIST 1.1, Table 3, footnote a).",
        "\(again.response.rawValue) (\(again.entry.id)) nach CR (\(complete.entry.id)): Erkrankung, die nach kompletter Remission wieder zu sehen ist, ist ein Progress, oder die Remission war nicht komplett (RECIST 1.1, Tabelle 3, Fußnote a)."
      )
    }
  }

  /// The visits that judge one of these therapies.
  init(_ patient: Patient, of therapies: [Entry.ID], _ timeline: PatientTimeline, _ choice: JudgementChoice = .init()) {
    let all = timeline.assessments(judging: therapies).compactMap { entry, assessment in
      assessment.response.value.map { Visit(entry: entry, assessment: assessment, response: $0) }
    }
    visits = all.filter { !timeline.isOutsideObservation($0.entry) }
    outside = all.filter { timeline.isOutsideObservation($0.entry) }
    notes = []
    reappearances = []
    keepOne(Phrase("another criteria counts", "andere Kriterien zählen"), timeline) {
      $0.criteria.value
    } among: { names, counts in
      names.first(where: choice.criteria.isMeant) ?? names.first { counts[$0] == counts.values.max() }
    }
    keepOne(Phrase("another reader counts", "ein anderer Befunder zählt"), timeline) {
      $0.judgedBy.value
    } among: { names, _ in
      names.first { $0 == choice.reader } ?? names.first
    }
    joinRegions(patient, timeline)
    joinDays(timeline)
    findReappearances(timeline)
  }

  private mutating func findReappearances(_ timeline: PatientTimeline) {
    let completes = visits.filter { $0.response == .complete }
    guard !completes.isEmpty else { return }
    func isBefore(_ one: Visit, _ other: Visit) -> Bool {
      timeline.order(of: one.entry.id, to: other.entry.id) == .before
    }
    let progressions = visits.filter { $0.response == .progressive }
    reappearances = visits.filter { [.partial, .stable, .nonCompleteNonProgressive].contains($0.response) }
      .compactMap { again in
        guard !progressions.contains(where: { isBefore($0, again) }) else { return nil }
        return completes.first { isBefore($0, again) }.map { Reappearance(complete: $0, again: again) }
      }
      .sorted { isBefore($0.again, $1.again) }
  }

  /// Keeps one value of what was stated of the visits of each therapy, and what states none.
  private mutating func keepOne(
    _ what: Phrase, _ timeline: PatientTimeline, _ value: (Assessment) -> String?,
    among choose: (_ names: [String], _ counts: [String: Int]) -> String?
  ) {
    // One value or none: nothing to choose.
    guard Set(visits.compactMap { value($0.assessment) }).count > 1 else { return }
    var judged: [Entry.ID: Entry.ID] = [:]
    for visit in visits {
      judged[visit.entry.id] = visit.assessment.of ?? timeline.therapy(inForceAt: visit.entry).therapies.first
    }
    var chosen: [Entry.ID: String] = [:]
    for (therapy, own) in Dictionary(grouping: visits, by: { judged[$0.entry.id] ?? "" }) {
      let named = own.compactMap { value($0.assessment) }
      let counts = named.reduce(into: [:]) { counts, name in counts[name, default: 0] += 1 }
      guard counts.count > 1 else { continue }
      // Who judged first, then who judged most; the order of the record says nothing.
      let ranks = counts.map { name, count in
        let days = own.filter { value($0.assessment) == name }.compactMap { visit in
          timeline.start(of: visit.entry.id).flatMap { timeline.bounds(of: $0).earliest?.number }
        }
        return (name: name, first: days.min() ?? Int.max, count: count)
      }
      let names = ranks.sorted { one, other in
        (one.first, -one.count) == (other.first, -other.count)
          ? NaturalOrder.precedes(one.name, other.name) : (one.first, -one.count) < (other.first, -other.count)
      }.map(\.name)
      chosen[therapy] = choose(names, counts)
    }
    guard !chosen.isEmpty else { return }
    let all = visits
    visits = all.filter { visit in
      guard let choice = chosen[judged[visit.entry.id] ?? ""], let stated = value(visit.assessment) else { return true }
      return stated == choice
    }
    let left = all.filter { visit in !visits.contains { $0.entry.id == visit.entry.id } }
    let names = left.map { "\($0.entry.id) (\(value($0.assessment) ?? ""): \($0.response.rawValue))" }.joined(
      separator: ", ")
    notes.append(Phrase("Not counted, since \(what): \(names).", "Nicht gezählt, denn \(what): \(names)."))
  }

  /// Makes the responses of regions those of the patient.
  private mutating func joinRegions(_ patient: Patient, _ timeline: PatientTimeline) {
    func day(_ visit: Visit) -> Day? {
      timeline.start(of: visit.entry.id).map { timeline.bounds(of: $0) }.flatMap { $0.isExact ? $0.earliest : nil }
    }
    let sites = patient.entries.flatMap { entry in
      if case .metastases(let metastases) = entry.content { metastases.sites } else { [String]() }
    }
    for index in visits.indices {
      guard let region = visits[index].assessment.region.value, let date = day(visits[index]) else { continue }
      let stated = visits[index].response
      let others = visits.filter { other in
        other.entry.id != visits[index].entry.id && other.assessment.region.value.map { $0 != region } ?? false
          && day(other) == date
      }
      var joined = others.reduce(stated) { Response.lessGood($0, $1.assessment.response.value ?? $0) }
      if joined == .complete, others.isEmpty, sites.contains(where: { !Self.isSame($0, region) }) { joined = .partial }
      guard joined != stated else { continue }
      visits[index].response = joined
      let names = others.map { "\($0.entry.id) (\($0.assessment.response.value?.rawValue ?? ""))" }.joined(
        separator: ", ")
      notes.append(
        Phrase(
          "\(visits[index].entry.id): \(stated.rawValue) of one region (\(region)) counts as \(joined.rawValue), ",
          "\(visits[index].entry.id): \(stated.rawValue) einer Region (\(region)) zählt als \(joined.rawValue), ")
          + (others.isEmpty
            ? Phrase(
              "since disease is recorded elsewhere and not stated to be gone.",
              "da anderswo Erkrankung dokumentiert und nicht als verschwunden angegeben ist.")
            : Phrase("as \(names) of the same day.", "wie \(names) am selben Tag.")))
    }
  }

  /// Of several judgements of one day the least good counts for all of them: the patient has one response at a time.
  private mutating func joinDays(_ timeline: PatientTimeline) {
    let days = visits.map { visit -> Day? in
      timeline.start(of: visit.entry.id).map { timeline.bounds(of: $0) }.flatMap { $0.isExact ? $0.earliest : nil }
    }
    for (day, places) in Dictionary(grouping: visits.indices, by: { days[$0] }) where day != nil && places.count > 1 {
      let responses = places.map { visits[$0].response }
      guard Set(responses).count > 1, let first = responses.first else { continue }
      let joined = responses.dropFirst().reduce(first) { Response.lessGood($0, $1) }
      let names = places.map { "\(visits[$0].entry.id) (\(visits[$0].response.rawValue))" }.joined(separator: ", ")
      for place in places { visits[place].response = joined }
      notes.append(
        Phrase(
          "Judged differently on one day: \(names). \(joined.rawValue), the least good, counts.",
          "An einem Tag verschieden beurteilt: \(names). \(joined.rawValue), das ungünstigste, zählt."))
    }
  }

  /// Whether a site and a region are of one organ, or one of them says the other in words: `abdomen` and `upper abdomen`.
  private static func isSame(_ site: String, _ region: String) -> Bool {
    if !Set(BodySite.all(in: site).map(\.organ)).isDisjoint(with: BodySite.all(in: region).map(\.organ)) { return true }
    let (site, region) = (site.lowercased(), region.lowercased())
    return region.contains(site) || site.contains(region)
  }
}

/// Whose judgement by which criteria counts where a visit was judged more than once.
public struct JudgementChoice: Sendable, Hashable {
  /// The criteria.
  public var criteria: LesionCriteria
  /// The reader by name; nil where the record decides: of measurements who read most patients of the study, of judgements who judged first.
  public var reader: String?

  /// RECIST 1.1 by the first reader.
  public init(criteria: LesionCriteria = .recist, reader: String? = nil) {
    self.criteria = criteria
    self.reader = reader
  }
}

extension Response {
  /// The response of a patient of whom two regions gave these: progression of one is the patient's; where one could not be evaluated the other cannot
  /// be more than partial.
  fileprivate static func lessGood(_ one: Response, _ other: Response) -> Response {
    if one == .progressive || other == .progressive { return .progressive }
    if one == .notEvaluable || other == .notEvaluable {
      let known = one == .notEvaluable ? other : one
      return known == .complete ? .partial : known
    }
    return better(one, other) == one ? other : one
  }
}

extension OutcomeDerivation {
  /// The responses of the visits that count; nil for an assessment without one. One that another judgement stands for is none.
  func visits(of therapies: [Entry.ID]) -> [Response?] {
    let counted = Dictionary(
      judgedVisits(of: therapies).visits.map { ($0.entry.id, $0.response) }, uniquingKeysWith: { one, _ in one })
    return assessments(of: therapies).filter { entry, assessment in
      counted[entry.id] != nil || assessment.response.value == nil && !timeline.isOutsideObservation(entry)
    }.map { counted[$0.entry.id] }
  }
}

extension PatientOutcomes {
  /// The visits under some therapies as the source judged them.
  public func judgedVisits(of therapies: [Entry.ID], _ choice: JudgementChoice = .init()) -> JudgedVisits {
    JudgedVisits(patient, of: therapies, timeline, choice)
  }
}
