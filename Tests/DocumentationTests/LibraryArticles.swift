// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Chronology
import Course
import Dosing
import Drawing
import Exchange
import Figures
import Interchange
import Notation
import Outcomes
import Report
import Review
import Statistics
import Trials
import TumourResponse

/// The code of the articles runs, and gives what the articles say. ``ArticleTests`` holds the two texts together.
@Suite struct LibraryArticles {
  /// Simon's published optimal design for 20 % against 40 %; its level read by eight-weekly scans with one death of ten events, from the reference table `own_scan_interval_simon`.
  @Test func trials() throws {
    let rates = try RateHypotheses(null: 0.2, alternative: 0.4)
    let search = try SimonSearch(rates, ErrorRates(alpha: 0.05, power: 0.8), limit: 100)
    let design = search.optimal.design
    #expect(design == (try TwoStageDesign(stopAtMost: 3, of: 13, critical: 12, of: 43)))

    let seen = try LandmarkUnderSchedule(
      landmark: Months(3), rates, schedule: ImagingSchedule(every: Months(weeks: 8)), deaths: 0.1)
    let actual = seen.actual(design)
    #expect(abs(actual.alpha - 0.655) < 5e-4)
    let bounds = DesignPlot.bounds(of: [("optimal", design)], rates)
    let picture = bounds.scene(FigureOptions(widthMillimetres: 85))
    #expect(SceneAudit(picture).isClean && bounds.panels[0].bars.count == 4)
  }

  /// Three times as in the published series: 6, 14 and 21 months, the second censored. S(6) = 2/3; S(21) = 0; the median is the first time with S ≤ ½: 21.
  @Test func statistics() throws {
    let sample = try SurvivalSample(times: [6, 14, 21], events: [true, false, true])
    let curve = try KaplanMeier(sample)
    let median = curve.median()
    #expect(median.estimate == 21)
    #expect(curve.steps.map(\.atRisk).first == 3)

    let between = try IntervalSample([.between(5.5, 6.5), .after(13.5), .between(20.5, 21.5)])
    let estimate = Turnbull(between)
    let atSix = estimate.survival(at: 6)
    #expect(abs(atSix.lowerBound - 2 / 3.0) < 1e-9 && atSix.upperBound == 1)
  }

  /// The spreadsheet of the examples: forty patients, and nothing that is not understood.
  @Test func interchange() throws {
    let folder = ArticleTests.root.appendingPathComponent("Examples/spreadsheet").path + "/"
    let request = StudyFormat.Request(
      files: [InputFile(path: folder + "patienten.csv")], mapping: InputFile(path: folder + "mapping.yaml"))
    let reading = StudyFormat.table.read?(request)
    for misfit in reading?.misfits ?? [] { print(misfit) }
    #expect(reading?.study?.patients.count == 40)
    #expect(reading?.losses.isWhole == true)
  }

  /// ± half a month of the last digit: 6 mo is 5.5 to 6.5; the sum of two such spans is 11 to 13.
  @Test func chronology() throws {
    var network = TemporalNetwork()
    let start = network.addEvent("start of maintenance")
    let scan = network.addEvent("progression")
    let death = network.addEvent("death")
    let span = try StatedSpan(parsing: "6 mo")
    network.constrain(from: start, to: scan, span.bounds(), statement: StatementID(index: 0))
    network.constrain(from: scan, to: death, span.bounds(), statement: StatementID(index: 1))
    let survival = network.bounds(from: start, to: death)
    #expect(survival.lower?.months == 11 && survival.upper?.months == 13)

    let contradiction = network.constrain(
      from: start, to: death, try StatedSpan(parsing: "2 mo").bounds(), statement: StatementID(index: 2))
    #expect(contradiction != nil)
    #expect(network.conflicts.count == 1)
  }

  /// DuBois: 0.007184 × 175^0.725 × 73^0.425 = 1.88 m²; × 900 mg/m² = 1692 mg.
  @Test func dosing() throws {
    let size = BodySize(heightCentimetres: 175, weightKilograms: 73, sex: .male)
    var order = DoseOrder(Dose(amount: 900, unit: .milligramsPerSquareMetre), size: size)
    order.formula = .duBois
    let dose = try order.compute()
    #expect(abs(dose.calculatedMilligrams - 900 * 0.007184 * pow(175, 0.725) * pow(73, 0.425)) < 1e-9)
    for step in dose.steps { #expect(!step.isEmpty) }
  }

  @Test func drawing() {
    let bars = [
      WaterfallPlot.Bar(patient: "1", change: -42, best: .partial),
      WaterfallPlot.Bar(patient: "2", change: 12, best: .stable),
    ]
    let scene = WaterfallPlot(bars: bars).scene(FigureOptions(widthMillimetres: 85))
    let svg = SVGRenderer().render(scene)
    #expect(SceneAudit(scene).isClean)
    #expect(svg.hasPrefix("<?xml") || svg.hasPrefix("<svg"))
  }

  /// RECIST 1.1: 100 mm at baseline, 60 mm is −40 % (PR); from the nadir 60 to 75 mm is +25 % and +15 mm (PD).
  @Test func response() throws {
    let days = try ["2024-01-02", "2024-03-05", "2024-05-07"].map { try #require(Day(iso: $0)) }
    let course = TumourCourse(
      lesions: [.init(id: "T1", role: .target, site: "liver")],
      baseline: .init(date: days[0], states: ["T1": .measured(Millimetres(hundredths: 10_000))]),
      visits: [
        .init(date: days[1], states: ["T1": .measured(Millimetres(hundredths: 6_000))]),
        .init(date: days[2], states: ["T1": .measured(Millimetres(hundredths: 7_500))]),
      ])
    let points = RECIST.timePoints(course)
    #expect(points.map(\.overall) == [.partial, .progressive])
    for point in points { #expect(!point.reasons.isEmpty) }
  }
}
