// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
public import Plain
public import TumourResponse

/// An operation, irradiation or ablation that may have been of lesions that are followed.
public struct LocalProcedure: Sendable, Hashable {
  /// The entry.
  public var entry: Entry
  /// What it was: `surgery (liver)`.
  public var phrase: Phrase
  /// When it may have been; for what lasts, when it began.
  public var bounds: DayBounds
  /// When it ended; as it began where it does not last.
  public var end: DayBounds
  /// Whether a length measured afterwards is the tumour's: not after an ablation.
  public var leavesLength: Bool
  /// Whether its words name a place.
  var hasSite: Bool { sites.contains { !Self.isNowhere($0) } }
  private let sites: [BodySite]
  private let words: Set<String>

  /// Nil for any other entry, and for operations that take nothing of a tumour away.
  init?(_ entry: Entry, _ timeline: PatientTimeline) {
    let site: String?
    var inWords = ""
    switch entry.content {
    case .surgery(let surgery):
      inWords = surgery.procedure
      site = surgery.site.value
      phrase = Phrase("surgery", "Operation")
    case .radiotherapy(let radiotherapy):
      site = radiotherapy.target.value
      phrase = Phrase("radiotherapy", "Bestrahlung")
    case .ablation(let ablation):
      site = ablation.site.value
      phrase = Phrase("ablation", "Ablation")
    default: return nil
    }
    let tokens = inWords.lowercased().split { !$0.isLetter }.map(String.init)
    guard !tokens.contains(where: Self.leaves.contains) else { return nil }
    let stated = site.map { $0.trimmed } ?? ""
    let text = stated.isEmpty ? inWords : stated
    if !text.isEmpty { phrase = phrase + Phrase(same: " (") + Self.place(text) + Phrase(same: ")") }
    self.entry = entry
    bounds = timeline.start(of: entry.id).map { timeline.bounds(of: $0) } ?? .unbounded
    end = timeline.end(of: entry.id).map { timeline.bounds(of: $0) } ?? bounds
    leavesLength = if case .ablation = entry.content { false } else { true }
    words = Set((inWords + " " + stated).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    sites = stated.isEmpty ? Self.sites(ofProcedure: inWords) : BodySite.all(in: stated)
  }

  /// An organ in every language; other words as they were written.
  private static func place(_ text: String) -> Phrase {
    let organ = Phrase.organ(text)
    return organ == Phrase(same: text) ? Phrase("\(text)", "„\(text)“") : organ
  }

  /// Whether it was of a lesion: `same` by its site or name, `elsewhere`, or open.
  func relation(to lesion: String, _ site: String?) -> BodySite.Relation {
    if isNamed(lesion.lowercased()) { return .same }
    guard let site else { return .open }
    let mine = BodySite(site)
    let relations = sites.map { place -> BodySite.Relation in
      switch mine.relation(to: place) {
      case .same: .same
      case .adjoining, .elsewhere: .elsewhere
      case .open:
        // Of one organ, and not known which part; or words that name no place, or a place where such an organ may be.
        mine.organ == place.organ || Self.isNowhere(place) || mine.isWidespread
          || !mine.isOrgan && place.isOrgan == false
          ? .open : .elsewhere
      }
    }
    if relations.isEmpty || relations.contains(.same) { return relations.isEmpty ? .open : .same }
    return relations.contains(.open) ? .open : .elsewhere
  }

  /// Whether the words name lesions and no place, this one among them: `T1 and T2`, not `T1 vertebra`.
  private func isNamed(_ lesion: String) -> Bool {
    words.contains(lesion) && lesion.contains(where: \.isLetter)
      && words.allSatisfy { word in
        word == lesion || Self.nowhere.contains(word) || Self.joints.contains(word)
          || word.count <= 4 && word.contains(where: \.isNumber)
      }
  }

  /// The organs that the words of an operation name; none where they name none.
  private static func sites(ofProcedure words: String) -> [BodySite] {
    let tokens = words.lowercased().split { !$0.isLetter }.map(String.init)
    let sides = tokens.filter { ["left", "right", "links", "rechts"].contains($0) }.joined(separator: " ")
    let organs = tokens.compactMap { token -> String? in
      let own = BodySite(token)
      return own.isOrgan ? own.organ : operations.first { token.hasSuffix($0.key) }?.value
    }
    return Set(organs).sorted().map { BodySite("\(sides) \($0)") }
  }

  /// Whether words name no place of the body.
  private static func isNowhere(_ site: BodySite) -> Bool {
    !site.isOrgan && site.organ.split(separator: " ").allSatisfy { nowhere.contains(String($0)) }
  }

  /// Operations by the organ that they take a part of.
  private static let operations = [
    "lobectomy": "lung", "lobektomie": "lung", "pneumonectomy": "lung", "pneumonektomie": "lung",
    "hepatectomy": "liver", "hepatektomie": "liver", "nephrectomy": "kidney", "nephrektomie": "kidney",
    "adrenalectomy": "adrenal gland", "adrenalektomie": "adrenal gland", "splenectomy": "spleen",
    "splenektomie": "spleen", "pancreatectomy": "pancreas", "pankreatektomie": "pancreas",
    "lymphadenectomy": "lymph node", "lymphadenektomie": "lymph node",
  ]
  /// Operations that take no lesion away.
  private static let leaves: Set = [
    "biopsy", "biopsie", "port", "portimplantation", "stent", "drain", "drainage", "catheter", "katheter", "shunt",
    "fixation", "osteosynthesis", "osteosynthese", "nailing", "none", "keine",
  ]
  private static let joints: Set = [
    "and", "und", "of", "the", "lesion", "lesions", "läsion", "läsionen", "rfa", "sbrt",
  ]
  private static let nowhere: Set = [
    "tumor", "tumour", "residual", "target", "resection", "resektion", "bed", "tumorbett", "primary", "local", "site",
    "oligoprogressive", "progressive", "disease", "mass", "macroscopic", "complete", "excision", "recurrence", "area",
    "metastasectomy", "metastasektomie", "rest", "resttumor", "unknown", "lesional", "symptomatic", "largest",
    "one", "two", "all", "pain", "painful", "involved", "field", "remaining", "remnant", "tumore", "herd", "herde",
  ]
}

extension OutcomeDerivation {
  /// Operations, irradiations and ablations of the record, as far as they lie within what was observed.
  var localProcedures: [LocalProcedure] {
    patient.entries.filter { !timeline.isOutsideObservation($0) }.compactMap { LocalProcedure($0, timeline) }
  }

  /// What was done to the lesions of a course after its baseline, and surely so, and what may have been.
  ///
  /// A row says it of its lesion (`treated`), yes or no; else the site of the procedure and that of the lesion do.
  func localTreatments(_ course: TumourCourse, _ rows: [LesionReading]) -> (
    certain: [LocalTreatment], open: [OpenTreatment]
  ) {
    var certain: [LocalTreatment] = []
    var open: [OpenTreatment] = []
    let lesions = course.lesions.filter { $0.role != .new }
    let last = course.visits.map(\.date).max() ?? course.baseline.date
    let own = Dictionary(grouping: rows.filter { $0.date > course.baseline.date }, by: \.lesion)
    let denied = Set(lesions.map(\.id).filter { id in own[id]?.contains { $0.treatedLocally == false } ?? false })
    for procedure in localProcedures {
      let start = course.baseline.date
      guard procedure.end.latest.map({ $0 >= start }) ?? true, procedure.bounds.earliest.map({ $0 <= last }) ?? true
      else { continue }
      // What began before the baseline and went on after it counts from the baseline.
      let isLater = [procedure.bounds.earliest, procedure.end.earliest].contains { $0.map { $0 >= start } ?? false }
      let earliest = max(procedure.bounds.earliest ?? start, start)
      var sure: Set<String> = []
      var doubtful: [String] = []
      for lesion in lesions where !denied.contains(lesion.id) {
        switch procedure.relation(to: lesion.id, lesion.site) {
        case .same where isLater: sure.insert(lesion.id)
        // Of one without any time it is asked only where its site is that of the lesion: it may have been years before.
        case .open where !isLater && procedure.entry.when.isEmpty: continue
        case .same, .open: doubtful.append(lesion.id)
        case .elsewhere, .adjoining: continue
        }
      }
      if !sure.isEmpty {
        certain.append(
          LocalTreatment(
            entry: procedure.entry.id, lesions: sure, from: earliest, leavesLength: procedure.leavesLength,
            phrase: procedure.phrase + Phrase(" of ", " vom ") + procedure.bounds.phrase))
      }
      if !doubtful.isEmpty {
        open.append(
          OpenTreatment(
            procedure: procedure, lesions: doubtful, isTimeOpen: !isLater, isSiteStated: procedure.hasSite))
      }
    }
    for lesion in lesions {
      guard !rows.contains(where: { $0.lesion == lesion.id && $0.date == course.baseline.date && $0.isTreatedLocally }),
        let first = own[lesion.id]?.filter(\.isTreatedLocally).map(\.date).min(),
        !certain.contains(where: { $0.lesions.contains(lesion.id) && $0.from <= first })
      else { continue }
      // The row is of the day after which it was done.
      certain.append(
        LocalTreatment(
          lesions: [lesion.id], from: Day(first.number - 1),
          phrase: Phrase("so its row of \(first)", "laut Zeile vom \(first)")))
    }
    return (certain, open)
  }
}

/// A procedure of which it is open whether it was of lesions that are followed.
public struct OpenTreatment: Sendable, Hashable {
  /// The procedure.
  public var procedure: LocalProcedure
  /// The lesions that it may have been of.
  public var lesions: [String]
  /// Whether it is open that it came after the baseline; else where it was.
  public var isTimeOpen: Bool
  /// Whether the record says where it was.
  public var isSiteStated: Bool
}
