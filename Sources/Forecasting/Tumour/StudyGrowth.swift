// SPDX-License-Identifier: Apache-2.0

package import Course
package import Marrow
package import Outcomes
package import Plain
package import Report
import TumourResponse

/// Growth and shrinkage of target lesions of the patients of a study, line by line, and compared between the lines of each.
package struct StudyGrowth: Sendable {
  /// A patient with lesions, as one reader followed them.
  package struct Course: Sendable {
    /// The patient.
    package let patient: Patient.ID
    /// The reader; nil where none is named.
    package let reader: String?
    /// The lines, in the order of time.
    package let lines: [LineGrowth]
  }

  /// The curve that was asked for.
  package let form: LineGrowth.Form
  /// The courses, in the order of the study.
  package let courses: [Course]

  /// The curves of every line under which lesions were followed.
  ///
  /// - Parameters:
  ///   - outcomes: the study.
  ///   - patient: one of them alone; nil for all.
  ///   - reader: one reader alone; nil for all.
  ///   - form: the curve.
  package init(
    _ outcomes: StudyOutcomes, patient: Patient.ID? = nil, reader: String? = nil, form: LineGrowth.Form = .stein
  ) {
    self.form = form
    var courses: [Course] = []
    for outcome in outcomes.patients where patient == nil || outcome.patient.id == patient {
      var readers: [String?] = []
      for own in outcome.lesionCourses.map(\.reader) where !readers.contains(own) { readers.append(own) }
      for own in readers where reader == nil || own == reader {
        let lines = outcome.lesionCourses.filter { $0.reader == own }.map { LineGrowth($0, outcome, form) }
        courses.append(Course(patient: outcome.patient.id, reader: own, lines: lines))
      }
    }
    self.courses = courses
  }

  /// Whether there are lesions at all.
  package var isEmpty: Bool { courses.isEmpty }

  /// The tables: a row a line, then a row for each line after one of the same patient; the second only where something can be compared.
  package var tables: [PhraseTable] { [rates] + (comparisons.rows.isEmpty ? [] : [comparisons]) }

  // MARK: a row a line

  /// The rates of the form, without the start.
  private var parameters: [TumourFit.Parameter] {
    switch form {
    case .stein: [.growth, .shrinkage]
    case .claret: [.growth, .effect, .resistance]
    case .zecchin: [.growth, .effect]
    }
  }

  private static let perDay = Phrase("% a day", "% je Tag")

  private static func name(_ parameter: TumourFit.Parameter) -> Phrase {
    switch parameter {
    case .start: Phrase("Start", "Beginn")
    case .growth: Phrase("Growth", "Wachstum")
    case .shrinkage: Phrase("Shrinkage", "Schrumpfung")
    case .effect: Phrase("Effect of the drugs", "Wirkung der Substanzen")
    case .resistance: Phrase("Fading of the effect", "Nachlassen der Wirkung")
    }
  }

  private var rates: PhraseTable {
    var columns: [PhraseTable.Column] = [
      .init("Pat. ID", "Pat.-Nr."), .init("Line", "Linie"), .init("Reader", "Befunder"),
      .init("Baseline", "Baseline", .day), .init("Sums", "Summen", .number),
      .init("Over days", "Über Tage", .number),
    ]
    for parameter in parameters {
      columns.append(.init(Self.name(parameter), .number, unit: Self.perDay))
      columns.append(
        .init(
          Phrase("\(Self.name(parameter)): 95 % interval", "\(Self.name(parameter)): 95-%-Intervall"), unit: Self.perDay
        ))
    }
    columns += [
      .init("Doubling by growth", "Verdopplung durch Wachstum", .number, unit: Phrase(same: "d")),
      .init("Scatter of a sum", "Streuung einer Summe", .number, unit: Phrase(same: "%")),
      .init("Remarks", "Bemerkungen"),
    ]
    var table = PhraseTable(
      name: "growth",
      title: Phrase(
        "Growth and shrinkage of target lesions by line", "Wachstum und Schrumpfung der Zielläsionen je Linie"),
      columns: columns)
    for course in courses {
      for line in course.lines {
        table.rows.append(row(course, line, count: columns.count))
      }
    }
    table.footnotes = footnotes
    return table
  }

  private func row(_ course: Course, _ line: LineGrowth, count: Int) -> [PhraseTable.Cell] {
    let head: [PhraseTable.Cell] = [
      .words(Phrase(same: course.patient)), .words(Phrase(same: line.lesions.name ?? "–")),
      course.reader.map { .words(Phrase(same: $0)) } ?? .init(.missing(.dash)),
      .init(.day(line.lesions.course.baseline.date)),
    ]
    guard let fit = line.fit else {
      let why: Phrase = if case .refused(let why) = line.result { why } else { .none }
      let open: [PhraseTable.Cell] = [.init(.missing(.dash)), .init(.missing(.dash)), .missing(.notDetermined)]
      return head + open
        + [PhraseTable.Cell](repeating: .init(.missing(.dash)), count: count - head.count - open.count - 1)
        + [.words(why)]
    }
    var cells = head
    cells.append(.number(Double(fit.sums), decimals: 0))
    cells.append(.number(line.sums.map(\.day).max() ?? 0, decimals: 0))
    for parameter in parameters {
      guard let estimate = fit.estimate(parameter), let interval = estimate.interval else {
        cells += [.missing(.notDetermined), .init(.missing(.dash))]
        continue
      }
      cells.append(.number(estimate.value * 100, decimals: 3))
      cells.append(.init(.words(Self.text(interval.lowerBound * 100, interval.upperBound * 100, decimals: 3))))
    }
    let doubling = fit.estimate(.growth).flatMap { $0.interval == nil ? nil : TumourCurve.doublingDays($0.value) }
    cells.append(doubling.map { .number($0, decimals: 0) } ?? .init(.missing(.dash)))
    cells.append(fit.scatter.map { .number($0 * 100, decimals: 1) } ?? .init(.missing(.dash)))
    cells.append(.words((Self.words(fit.form) + line.notes).joined(separator: "; ")))
    return cells
  }

  /// An interval; of a narrow one as many digits as show that it has a width.
  private static func text(_ lower: Double, _ upper: Double, decimals: Int) -> Phrase {
    let isNarrow = Numbers.text(lower, decimals: decimals) == Numbers.text(upper, decimals: decimals)
    let decimals = isNarrow ? decimals + 2 : decimals
    return Phrase(
      "\(Phrase.number(lower, decimals: decimals)) to \(Phrase.number(upper, decimals: decimals))",
      "\(Phrase.number(lower, decimals: decimals)) bis \(Phrase.number(upper, decimals: decimals))")
  }

  private static func words(_ form: TumourFit.Form) -> [Phrase] {
    switch form {
    case .growthAlone:
      [Phrase("growth alone: the sums determine no shrinkage", "nur Wachstum: die Summen bestimmen keine Schrumpfung")]
    case .shrinkageAlone:
      [Phrase("shrinkage alone: the sums determine no growth", "nur Schrumpfung: die Summen bestimmen kein Wachstum")]
    case .stein, .claret, .zecchin: []
    }
  }

  // MARK: between lines

  private var comparisons: PhraseTable {
    var table = PhraseTable(
      name: "growth-between-lines",
      title: Phrase("Rates between lines of the same patient", "Raten zwischen Linien desselben Patienten"),
      columns: [
        .init("Pat. ID", "Pat.-Nr."), .init("Reader", "Befunder"), .init("Line", "Linie"),
        .init("Over line", "Gegen Linie"), .init("Rate", "Rate"), .init("Ratio", "Verhältnis", .number),
        .init("95 % interval", "95-%-Intervall"),
      ])
    for course in courses {
      for (earlier, later) in zip(course.lines, course.lines.dropFirst()) {
        for parameter in parameters {
          guard let one = later.fit, let other = earlier.fit, let found = TumourComparison(one, over: other, parameter)
          else { continue }
          table.rows.append([
            .words(Phrase(same: course.patient)),
            course.reader.map { .words(Phrase(same: $0)) } ?? .init(.missing(.dash)),
            .words(Phrase(same: later.lesions.name ?? "–")), .words(Phrase(same: earlier.lesions.name ?? "–")),
            .words(Self.name(parameter)), .number(found.ratio, decimals: 2),
            .words(Self.text(found.interval.lowerBound, found.interval.upperBound, decimals: 2)),
          ])
        }
      }
    }
    table.footnotes = [
      Phrase(
        "The rate under a line over that under the line before it of the same patient, who is the own control: what was measured, and no effect of the later drugs. Time and the order of lines differ too, and targets are chosen anew for each line. Welch's interval of the logarithm, fits taken as independent, though the last sum of a line may be the first of the next.",
        "Die Rate unter einer Linie durch die unter der Linie davor desselben Patienten, der seine eigene Kontrolle ist: was gemessen wurde, und keine Wirkung der späteren Substanzen. Auch Zeit und Reihenfolge der Linien sind verschieden, und Zielläsionen werden für jede Linie neu gewählt. Welchs Intervall des Logarithmus, Anpassungen als unabhängig genommen, obwohl die letzte Summe einer Linie die erste der nächsten sein kann."
      ), Self.notice,
    ]
    return table
  }

  // MARK: footnotes

  /// What it is not.
  private static let notice =
    Phrase(
      "A description of sums that were measured: it advises no drug and no dose. ",
      "Eine Beschreibung gemessener Summen: sie rät zu keiner Substanz und keiner Dosis. ") + ReportInfo.noticePhrase

  private var footnotes: [Phrase] {
    let curve =
      switch form {
      case .stein:
        Phrase(
          "y₀ (e^(−d t) + e^(g t) − 1) (Stein et al., Oncologist 2008;13:1046), or its part with one rate where the sums determine no other (Wilkerson et al., Lancet Oncol 2017;18:143).",
          "y₀ (e^(−d t) + e^(g t) − 1) (Stein et al., Oncologist 2008;13:1046), oder sein Teil mit einer Rate, wo die Summen keine andere bestimmen (Wilkerson et al., Lancet Oncol 2017;18:143)."
        )
      case .claret:
        Phrase(
          "dy/dt = g y − k e^(−λ t) E y (Claret et al., J Clin Oncol 2009;27:4103), with E = 1 from the first day of each therapy of the line to its last, whatever the dose.",
          "dy/dt = g y − k e^(−λ t) E y (Claret et al., J Clin Oncol 2009;27:4103), mit E = 1 vom ersten bis zum letzten Tag jeder Therapie der Linie, gleich mit welcher Dosis."
        )
      case .zecchin:
        Phrase(
          "dy/dt = (g − k E) y (Zecchin et al., Br J Clin Pharmacol 2016;82:717), with E = 1 from the first day of each therapy of the line to its last, whatever the dose.",
          "dy/dt = (g − k E) y (Zecchin et al., Br J Clin Pharmacol 2016;82:717), mit E = 1 vom ersten bis zum letzten Tag jeder Therapie der Linie, gleich mit welcher Dosis."
        )
      }
    return [
      curve
        + Phrase(
          " Least squares of the logarithms of the sums of target lesions (RECIST 1.1) by days since the baseline of the line; 95 % intervals of Wald on the logarithm of a rate with Student's t, of a scatter of half a unit of the last digit of a sum at least. At least \(TumourFit.leastSums) sums. A sum in which a target is missing, treated locally or grown together with another lesion is of other lesions, and counts for none.",
          " Kleinste Quadrate der Logarithmen der Summen der Zielläsionen (RECIST 1.1) nach Tagen seit der Baseline der Linie; 95-%-Intervalle nach Wald auf dem Logarithmus einer Rate mit Students t, mit einer Streuung von mindestens einer halben Einheit der letzten Stelle einer Summe. Mindestens \(TumourFit.leastSums) Summen. Eine Summe, in der eine Zielläsion fehlt, lokal behandelt oder mit einer anderen Läsion verwachsen ist, ist von anderen Läsionen und zählt nicht."
        ), Self.notice,
    ]
  }
}
