// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology
public import Course

/// What is wrong with the choice of lesions at baseline, by RECIST 1.1.
public struct SelectionProblem: Sendable, Hashable {
  /// The lesions concerned.
  public var lesions: [String]
  /// What was found and what the rule is.
  public var text: String { phrase.english }
  /// The same in every language.
  public var phrase: Phrase
  /// The first reading that it is about.
  public var first: LesionReading
}

extension RECIST {
  /// The numbers by which target lesions are chosen.
  public enum Selection {
    /// Targets at most.
    public static let mostTargets = 5
    /// Targets at most in one organ; all lymph nodes are one.
    public static let mostAnOrgan = 2
    /// Least longest diameter.
    public static let leastDiameter = Millimetres.mm(10)
    /// Least longest diameter by chest X-ray.
    public static let leastByFilm = Millimetres.mm(20)
    /// Slice up to which the least diameter holds; above it, twice the slice.
    public static let thickestSlice = Millimetres.mm(5)
    /// Least short axis of a node.
    public static let leastShortAxis = Millimetres.mm(15)
    /// Days from baseline to treatment at most: four weeks.
    public static let mostDaysBefore = 28
  }

  /// Judges the baseline of `readings` by one reader, the last day that surely lies on or before `treatmentStart` unless another is given: at most
  /// five targets, two an organ, all measurable; and that it lies at most four weeks before the start. Of a start that is known between bounds
  /// only what is certain is told.
  public static func selectionProblems(
    _ readings: [LesionReading], baseline: Day? = nil, treatmentStart: DayBounds = .unbounded
  ) -> [SelectionProblem] {
    guard let first = readings.map(\.date).min() else { return [] }
    let surely = treatmentStart.earliest.flatMap { start in readings.map(\.date).filter { $0 <= start }.max() }
    let baseline = baseline ?? surely ?? first
    let rows = readings.filter { $0.date == baseline }
    // What was measured before and is gone at this baseline is no target of it.
    let measuredBefore = Set(
      readings.filter { $0.date < baseline && $0.state.isThere }.map(\.lesion))
    let chosen = rows.filter { $0.role == .target }
    let targets = chosen.filter { $0.state != .absent || !measuredBefore.contains($0.lesion) }
    var problems: [SelectionProblem] = []
    func add(_ rows: [LesionReading], _ phrase: Phrase) {
      guard let first = rows.first else { return }
      problems.append(SelectionProblem(lesions: rows.map(\.lesion), phrase: phrase, first: first))
    }
    let names = Set(targets.map(\.lesion))
    for (lesion, own) in Dictionary(
      grouping: readings.filter { $0.role == .target && $0.date > baseline }, by: \.lesion
    )
    .sorted(by: { $0.key < $1.key }) where !chosen.contains(where: { $0.lesion == lesion }) {
      add(
        own,
        Phrase(
          "target \(lesion) has no row at baseline (\(baseline)): it enters no sum",
          "Zielläsion \(lesion) hat bei Baseline (\(baseline)) keine Zeile: sie geht in keine Summe ein"))
    }
    if names.count > Selection.mostTargets {
      add(
        targets,
        Phrase(
          "\(names.count) target lesions; at most \(Selection.mostTargets) are followed",
          "\(names.count) Zielläsionen; höchstens \(Selection.mostTargets) werden verfolgt"))
    }
    var organs: [String: [LesionReading]] = [:]
    for target in targets {
      let organ = target.isNode ? "lymph nodes" : target.site ?? ""
      if !organ.isEmpty { organs[organ, default: []].append(target) }
    }
    for (organ, rows) in organs.sorted(by: { $0.key < $1.key })
    where Set(rows.map(\.lesion)).count > Selection.mostAnOrgan {
      add(
        rows,
        Phrase(
          "\(Set(rows.map(\.lesion)).count) targets in \(organ); at most \(Selection.mostAnOrgan) an organ (all nodes are one organ)",
          "\(Set(rows.map(\.lesion)).count) Zielläsionen in einem Organ (\(Phrase.organ(organ))); höchstens \(Selection.mostAnOrgan) je Organ (alle Lymphknoten sind ein Organ)"
        )
      )
    }
    for target in targets {
      guard case .measured(let length) = target.state else {
        add(
          [target],
          Phrase(
            "target \(target.lesion) is not measured at baseline",
            "Zielläsion \(target.lesion) ist bei Baseline nicht gemessen"))
        continue
      }
      if target.isNode {
        if length < Selection.leastShortAxis {
          add(
            [target],
            Phrase(
              "node \(target.lesion) of \(length.phrase); a target node has a short axis of at least \(Selection.leastShortAxis.phrase)",
              "Lymphknoten \(target.lesion) mit \(length.phrase); ein Ziellymphknoten hat eine Kurzachse von mindestens \(Selection.leastShortAxis.phrase)"
            )
          )
        }
      } else {
        // At least 10 mm, or twice the slice where slices are thicker than 5 mm; 20 mm by chest X-ray.
        let isFilm = ["chest x-ray", "x-ray"].contains(target.method?.lowercased() ?? "")
        let slice = target.slice.flatMap {
          $0 > Selection.thickestSlice ? Millimetres(hundredths: 2 * $0.hundredths) : nil
        }
        let least = isFilm ? Selection.leastByFilm : max(Selection.leastDiameter, slice ?? .zero)
        if length < least {
          add(
            [target],
            Phrase(
              "target \(target.lesion) of \(length.phrase); measurable from \(least.phrase)",
              "Zielläsion \(target.lesion) mit \(length.phrase); messbar ab \(least.phrase)")
              + (isFilm
                ? Phrase(" by X-ray", " im Röntgenbild")
                : slice == nil
                  ? .none
                  : Phrase(
                    " with slices of \(target.slice?.phrase ?? .none)",
                    " bei Schichten von \(target.slice?.phrase ?? .none)")))
        }
      }
      if target.isTreatedLocally {
        add(
          [target],
          Phrase(
            "target \(target.lesion) was irradiated or treated locally before; measurable only if it has grown since",
            "Zielläsion \(target.lesion) wurde zuvor bestrahlt oder lokal behandelt; messbar nur, wenn sie seither gewachsen ist"
          ))
      }
    }
    if let days = treatmentStart.earliest.map({ $0.number - baseline.number }), days > Selection.mostDaysBefore {
      add(
        rows,
        Phrase(
          "baseline \(days) days before treatment; at most 4 weeks",
          "Baseline \(days) Tage vor Therapiebeginn; höchstens 4 Wochen"))
    }
    if let days = treatmentStart.latest.map({ baseline.number - $0.number }), days > 0 {
      add(
        rows,
        Phrase(
          "no measurement on or before the first dose: the baseline lies \(days) days after it",
          "keine Messung bis zur ersten Gabe: die Baseline liegt \(days) \(days == 1 ? "Tag" : "Tage") danach"))
    }
    return problems
  }
}
