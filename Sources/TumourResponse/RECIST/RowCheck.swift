// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology
public import Course

/// Rows of lesions that contradict each other, or that nobody believes.
public struct RowProblem: Sendable, Hashable {
  /// The lesions concerned.
  public var lesions: [String]
  /// The day.
  public var date: Day
  /// What was found and what would be right.
  public var text: String { phrase.english }
  /// The same in every language.
  public var phrase: Phrase
  /// Whether the rows cannot all be true; else they are questioned.
  public var isContradiction: Bool
  /// The rows that it is about.
  public var rows: [LesionReading]
}

extension RECIST {
  /// A length above this is questioned. No paper sets it: it is longer than the trunk of most adults is wide, and a slip of the decimal point or
  /// of the unit is likelier than a lesion of that size.
  public static let longestBelieved = Millimetres.mm(500)

  /// What the rows of one reader say against each other, in the order of days and lesions.
  public static func rowProblems(_ readings: [LesionReading]) -> [RowProblem] {
    guard let first = readings.map(\.date).min() else { return [] }
    let sites = Dictionary(
      readings.compactMap { row in row.site.map { (row.lesion, BodySite($0)) } },
      uniquingKeysWith: { first, _ in first })
    let roles = Dictionary(readings.map { ($0.lesion, $0.role) }, uniquingKeysWith: { first, _ in first })
    let byDay = Dictionary(grouping: readings, by: \.date).sorted { $0.key < $1.key }
    let parts = LesionReading.missingParts(readings).map { missing in
      RowProblem(
        lesions: [missing.lesion], date: missing.date,
        phrase: Phrase(
          "part \(missing.part) of \(missing.lesion) has no row on \(missing.date), and was there before: what is gone is `absent`; without it the length of \(missing.lesion) is not known",
          "Teil \(missing.part) von \(missing.lesion) hat am \(missing.date) keine Zeile und war zuvor da: was verschwunden ist, ist `absent`; ohne ihn ist die Länge von \(missing.lesion) nicht bekannt"
        ), isContradiction: false, rows: readings.filter { $0.lesion == missing.lesion && $0.date == missing.date })
    }
    return parts
      + byDay.flatMap { day, rows in
        (day == first ? newAtBaseline(rows, day) : []) + twice(rows, day) + merges(rows, day, sites, roles)
          + lengths(rows, day)
          + (day == first ? [] : wordsForLengths(rows, day))
      }
  }

  private static func newAtBaseline(_ rows: [LesionReading], _ day: Day) -> [RowProblem] {
    rows.filter { $0.role == .new && $0.state.isThere }.map { row in
      RowProblem(
        lesions: [row.lesion], date: day,
        phrase: Phrase(
          "\(row.lesion) is called new on \(day), the day of the first measurement: what is there at baseline is a target or a non-target",
          "\(row.lesion) heißt am \(day) neu, am Tag der ersten Messung: was bei Baseline da ist, ist Ziel- oder Nicht-Zielläsion"
        ),
        isContradiction: true, rows: [row])
    }
  }

  /// A lesion is there as a whole or in parts; each part once.
  private static func twice(_ rows: [LesionReading], _ day: Day) -> [RowProblem] {
    Dictionary(grouping: rows, by: \.lesion).sorted { $0.key < $1.key }.compactMap { lesion, own in
      guard own.count > 1, Set(own.map(\.part)).count < own.count || own.contains(where: { $0.part == nil }) else {
        return nil
      }
      return RowProblem(
        lesions: [lesion], date: day,
        phrase: Phrase(
          "\(lesion) is there \(own.count == 2 ? "twice" : "\(own.count) times") on \(day), and its lengths are added: one row a lesion, or one a part, each with its `part`",
          "\(lesion) steht am \(day) \(own.count == 2 ? "zweimal" : "\(own.count)-mal") da, und die Längen werden addiert: eine Zeile je Läsion, oder eine je Teil, jede mit ihrem `part`"
        ), isContradiction: true, rows: own)
    }
  }

  private static func merges(
    _ rows: [LesionReading], _ day: Day, _ sites: [String: BodySite], _ roles: [String: LesionRole]
  ) -> [RowProblem] {
    var states: [String: LesionState] = [:]
    for row in rows { states[row.lesion] = states[row.lesion].map { $0.joined(with: row.state) } ?? row.state }
    let visit = TumourCourse.Visit(date: day, states: states)
    var told: Set<String> = []
    return rows.compactMap { row in
      guard case .merged(let next) = row.state, case .merged? = states[row.lesion] else { return nil }
      guard let whole = visit.whole(of: row.lesion) else {
        guard let circle = visit.circle(from: row.lesion), told.isDisjoint(with: circle) else { return nil }
        told.formUnion(circle)
        let own = rows.filter { circle.contains($0.lesion) }
        return RowProblem(
          lesions: circle, date: day,
          phrase: Phrase(
            "\(circle.joined(separator: ", ")) merged in a circle on \(day): one of them must carry the length of the mass",
            "\(circle.joined(separator: ", ")) am \(day) im Kreis verschmolzen: eine davon muss die Länge des Konglomerats tragen"
          ),
          isContradiction: true, rows: own)
      }
      let into = Phrase(
        "\(row.lesion) merged into \(next)\(whole == next ? "" : ", and so into \(whole),") on \(day)",
        "\(row.lesion) am \(day) mit \(next)\(whole == next ? "" : ", und so mit \(whole),") verschmolzen")
      let own = [row] + rows.filter { $0.lesion == whole }
      if let mine = sites[row.lesion], let other = sites[next] {
        if mine.isApart(from: other) {
          return RowProblem(
            lesions: [row.lesion, next], date: day,
            phrase: Phrase(
              "\(into), and \(place(of: row.lesion, mine)) and \(place(of: next, other)) cannot grow together: its length is not known",
              "\(into), doch \(place(of: row.lesion, mine)) und \(place(of: next, other)) können nicht zusammenwachsen: die Länge ist nicht bekannt"
            ), isContradiction: true, rows: own)
        }
        if mine.touches(other) {
          return RowProblem(
            lesions: [row.lesion, next], date: day,
            phrase: Phrase(
              "\(into): \(place(of: row.lesion, mine)) into \(place(of: next, other)), two organs; the length counts as that of one mass",
              "\(into): \(place(of: row.lesion, mine)) in \(place(of: next, other)), zwei Organe; die Länge zählt als die eines Konglomerats"
            ), isContradiction: false, rows: own)
        }
      }
      switch states[whole] {
      case .absent:
        return RowProblem(
          lesions: [row.lesion, whole], date: day,
          phrase: Phrase("\(into), which is absent on that day", "\(into), das an dem Tag fehlt"),
          isContradiction: true,
          rows: own)
      case nil:
        return RowProblem(
          lesions: [row.lesion, whole], date: day,
          phrase: Phrase(
            "\(into), which has no row on that day: its length is not known",
            "\(into), das an dem Tag keine Zeile hat: die Länge ist nicht bekannt"),
          isContradiction: true, rows: own)
      case .present, .notEvaluated, .progressed, .merged:
        guard row.role == .target else { return nil }
        return RowProblem(
          lesions: [row.lesion, whole], date: day,
          phrase: Phrase(
            "target \(into), which is not measured: the targets are NE without the length of the mass",
            "Zielläsion \(into), das nicht gemessen ist: ohne die Länge des Konglomerats sind die Zielläsionen NE"),
          isContradiction: false, rows: own)
      case .measured, .tooSmall:
        guard row.role == .target, let role = roles[whole], role != .target else { return nil }
        return RowProblem(
          lesions: [row.lesion, whole], date: day,
          phrase: Phrase(
            "target \(into), which is no target: the mass holds what the sum at baseline does not have, and without the length of the target alone the targets are NE",
            "Zielläsion \(into), das keine Zielläsion ist: das Konglomerat enthält, was die Summe bei Baseline nicht hat, und ohne die Länge der Zielläsion allein sind die Zielläsionen NE"
          ), isContradiction: false, rows: own)
      }
    }
  }

  /// `T2 (lung)`
  private static func place(of lesion: String, _ site: BodySite) -> Phrase {
    Phrase(same: "\(lesion) (") + Phrase.organ(site.organ) + Phrase(same: ")")
  }

  /// A target is measured: a word in place of its length decides without a sum (`progressed`), or leaves the sum open (`present`). At the first
  /// measurement the choice of targets is asked for it (``selectionProblems(_:baseline:treatmentStart:)``).
  private static func wordsForLengths(_ rows: [LesionReading], _ day: Day) -> [RowProblem] {
    rows.filter { $0.role == .target }.compactMap { row in
      let phrase: Phrase
      switch row.state {
      case .progressed:
        phrase = Phrase(
          "target \(row.lesion) is called `progressed` on \(day), without its length: PD rests on that word alone",
          "Zielläsion \(row.lesion) heißt am \(day) `progressed`, ohne Länge: PD beruht allein auf diesem Wort")
      case .present:
        phrase = Phrase(
          "target \(row.lesion) is `present` on \(day), without its length: the targets are NE, and a progression of it is not seen",
          "Zielläsion \(row.lesion) ist am \(day) `present`, ohne Länge: die Zielläsionen sind NE, und ein Progress davon ist nicht zu sehen"
        )
      case .measured, .absent, .tooSmall, .merged, .notEvaluated: return nil
      }
      return RowProblem(lesions: [row.lesion], date: day, phrase: phrase, isContradiction: false, rows: [row])
    }
  }

  private static func lengths(_ rows: [LesionReading], _ day: Day) -> [RowProblem] {
    rows.compactMap { row in
      guard case .measured(let length) = row.state, length > longestBelieved || length <= .zero else { return nil }
      return RowProblem(
        lesions: [row.lesion], date: day,
        phrase: length > .zero
          ? Phrase(
            "\(row.lesion) of \(length.phrase) on \(day): longer than \(longestBelieved.phrase)",
            "\(row.lesion) mit \(length.phrase) am \(day): länger als \(longestBelieved.phrase)")
          : Phrase(
            "\(row.lesion) of \(length.phrase) on \(day): what is gone is `absent`",
            "\(row.lesion) mit \(length.phrase) am \(day): was verschwunden ist, ist `absent`"),
        isContradiction: length <= .zero,
        rows: [row])
    }
  }
}

extension TumourCourse.Visit {
  /// The lesions of the circle that a chain of merges ends in, in their natural order; nil where it ends.
  fileprivate func circle(from id: String) -> [String]? {
    var path: [String] = []
    var current = id
    while case .merged(let next)? = states[current] {
      if let start = path.firstIndex(of: current) { return path[start...].sorted() }
      path.append(current)
      current = next
    }
    return nil
  }
}
