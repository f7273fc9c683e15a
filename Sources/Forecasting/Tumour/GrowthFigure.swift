// SPDX-License-Identifier: Apache-2.0

package import Figures
import Marrow
import Outcomes
package import Plain
import Report

/// The sums of a patient's target lesions and the curves through them, a panel a line.
package enum GrowthFigure {
  /// The most panels of one figure.
  static let mostPanels = 8

  /// A figure; nil where no line has a curve.
  package static func plot(_ course: StudyGrowth.Course, in language: Language) -> DesignPlot? {
    let fitted = course.lines.filter { $0.fit != nil }
    guard !fitted.isEmpty else { return nil }
    let panels = fitted.prefix(mostPanels).map { line in
      let last = line.sums.map(\.day).max() ?? 0
      var curves = [
        DesignPlot.Curve(
          Phrase("measured", "gemessen")[language], line.sums.map { .init($0.day, $0.millimetres) }, isMarked: true,
          isQuiet: true)
      ]
      if let curve = line.fit?.curve {
        let places = (0...100).compactMap { step -> DesignPlot.Place? in
          let day = last * Double(step) / 100
          return curve.millimetres(day: day).map { .init(day, $0) }
        }
        curves.append(.init(Phrase("fitted", "angepasst")[language], places))
      }
      return DesignPlot.Panel(
        title: line.lesions.name ?? "",
        x: .init(Phrase("Days since the baseline", "Tage seit der Baseline")[language], .counts, from: 0),
        y: .init(Phrase("Sum of target lesions, mm", "Summe der Zielläsionen, mm")[language], from: 0),
        curves: curves)
    }
    let title = Phrase(
      "Target lesions of patient \(course.patient)\(course.reader.map { ", \($0)" } ?? "")",
      "Zielläsionen von Patient \(course.patient)\(course.reader.map { ", \($0)" } ?? "")")
    let caption = Phrase(
      "Sums of target lesions of patient \(course.patient) under each line of therapy, and the curve of growth and shrinkage through them: a description, which advises no dose.",
      "Summen der Zielläsionen von Patient \(course.patient) unter jeder Therapielinie und die Kurve aus Wachstum und Schrumpfung durch sie: eine Beschreibung, die zu keiner Dosis rät."
    )
    let left =
      course.lines.filter { $0.fit == nil }.compactMap(\.lesions.name)
      + fitted.dropFirst(mostPanels).compactMap(\.lesions.name)
    let untold =
      left.isEmpty
      ? []
      : [
        Phrase(
          "Not drawn, and in the table: \(left.joined(separator: ", ")).",
          "Nicht gezeichnet, und in der Tabelle: \(left.joined(separator: ", ")).")
      ]
    return DesignPlot(
      title: title[language], panels: Array(panels), caption: caption[language],
      notes: (untold + [ReportInfo.noticePhrase]).map { $0[language] })
  }
}
