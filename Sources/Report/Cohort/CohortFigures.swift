// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
public import Drawing
public import Figures
public import Outcomes
public import Plain
import Statistics
import TumourResponse

/// The figures of a cohort, each with its data.
public struct CohortFigures: Sendable {
  let cohort: CohortOutcomes
  /// The language of what is drawn in words.
  let language: Language
  private let looks: TreatmentLooks
  /// Every member's lesions under the therapy of the anchor, with the time points under it.
  let measured: [(member: CohortOutcomes.Member, course: TumourCourse, points: [JudgedPoint])]

  /// The figures of a cohort.
  public init(_ cohort: CohortOutcomes, language: Language = .english) {
    self.cohort = cohort
    self.language = language
    looks = TreatmentLooks(cohort.outcomes)
    measured = cohort.members.compactMap { member in
      member.lesions.map { lesions in
        let points = cohort.options.judgement.criteria.judge(lesions.course)
        return (member, lesions.course, points.filter { lesions.isUnder($0.point.date) ?? true })
      }
    }
  }

  /// A phrase as the reader reads it.
  private func say(_ phrase: Phrase) -> String { phrase[language] }

  /// The same figures in English, whose data are for programs.
  private var english: CohortFigures { language == .english ? self : CohortFigures(cohort) }

  /// A figure of a cohort.
  public enum Kind: String, CaseIterable, Sendable {
    /// Progression-free survival.
    case progressionFree = "pfs"
    /// Overall survival.
    case survival = "os"
    /// The courses in order of duration, with how long responses held.
    case swimmer
    /// Best change of the sum of targets.
    case waterfall
    /// Change of the sum of targets over time.
    case spider
    /// Response at each visit.
    case responses
    /// Drugs from line to line.
    case lines
    /// Objective response beside published arms.
    case comparators

    /// What its files are called.
    var fileName: String { self == .swimmer ? "figure-swimmer-responses" : "figure-\(rawValue)" }

    /// Whether it sums patients up, rather than showing each.
    var sumsUp: Bool {
      switch self {
      case .progressionFree, .survival, .lines, .comparators: true
      case .swimmer, .waterfall, .spider, .responses: false
      }
    }
  }

  /// More patients than this have no figures with a lane, a line or a bar for each, unless they are asked for.
  static let mostLanes = 300

  /// Which figures of many patients are left out, why, and how to get them; nil of fewer.
  public static func leftOut(of patients: Int) -> Phrase? {
    patients > mostLanes
      ? Phrase(
        "Figures with a lane, a line or a bar for each patient are left out of more than \(mostLanes) patients (here \(patients)). `verlauf figure STUDY --kind swimmer --out swimmer.svg` draws them, 60 on a page; likewise course and responses. The kinds waterfall and spider put all on one page.",
        "Abbildungen mit einer Bahn, Linie oder Säule für jeden Patienten entfallen bei mehr als \(mostLanes) Patienten (hier \(patients)). `verlauf figure STUDY --kind swimmer --out swimmer.svg` zeichnet sie, 60 auf einer Seite; ebenso course und responses. Die Arten waterfall und spider stellen alle auf einer Seite dar."
      )
      : nil
  }

  /// All figures for which there are data, of many patients without those that have a lane for each (``leftOut(of:)``).
  ///
  /// - Parameters:
  ///   - options: size and colours.
  ///   - withSwimmer: whether the swimmer plot is one of them; a report has one of its own.
  public func all(options: FigureOptions = FigureOptions(), withSwimmer: Bool = true) -> [ReportFigure] {
    Kind.allCases.filter { kind in
      (withSwimmer || kind != .swimmer) && (kind.sumsUp || cohort.members.count <= Self.mostLanes)
    }.flatMap { figures($0, options: options) }
  }

  /// One figure, on as many pages as it needs; none where there are no data for it (``missing(_:)``).
  public func figures(_ kind: Kind, options: FigureOptions = FigureOptions(), patientsPerPage: Int = 60)
    -> [ReportFigure]
  {
    func figure(_ caption: Phrase, _ scene: Scene?, _ csv: [[CSVField]]?) -> [ReportFigure] {
      guard let scene, let csv else { return [] }
      return [ReportFigure(name: kind.fileName, caption: say(caption), scene: scene, csv: CSV.text(csv))]
    }
    let anchor = cohort.options.anchor.phrase
    var options = options
    options.language = language
    switch kind {
    case .progressionFree, .survival:
      let endPoint = kind == .survival ? EndPoint.survival : .progressionFree
      guard let plot = survival(endPoint), let data = english.survival(endPoint) else { return [] }
      return ReportFigure.pages(
        kind.fileName, say(Phrase("\(endPoint.phrase) from \(anchor).", "\(endPoint.phrase) ab \(anchor).")),
        plot.pages(in: language).map { $0.scene(options) }, csv: CSV.text(data.csv), in: language)
    case .swimmer: return swimmer(options, patientsPerPage)
    case .waterfall:
      let plot = waterfall
      return figure(
        Phrase(
          "Best change of the sum of target lesions from the baseline of the time from \(anchor) (RECIST 1.1).",
          "Beste Änderung der Summe der Zielläsionen gegenüber der Baseline der Zeit ab \(anchor) (RECIST 1.1)."),
        plot?.scene(options),
        english.waterfall?.csv)
    case .spider:
      let plot = spider
      return figure(
        Phrase(
          "Change of the sum of target lesions over the time from \(anchor) (RECIST 1.1).",
          "Änderung der Summe der Zielläsionen im Verlauf ab \(anchor) (RECIST 1.1)."), plot?.scene(options),
        english.spider?.csv)
    case .responses:
      guard let strip = heatStrip, let data = english.heatStrip else { return [] }
      let pages = strip.pages(of: patientsPerPage, in: language)
      return ReportFigure.pages(
        kind.fileName,
        say(Phrase("Response at each visit since \(anchor).", "Ansprechen bei jeder Kontrolle seit \(anchor).")),
        pages.map { $0.scene(options) }, csv: CSV.text(data.csv), in: language)
    case .lines:
      let plot = transitions
      return figure(
        Phrase(
          "Systemic therapies in the order of lines, and where the courses ended.",
          "Systemische Therapien in der Folge der Linien, und wo die Verläufe endeten."), plot?.scene(options),
        english.transitions?.csv)
    case .comparators:
      let plot = forest
      return figure(
        Phrase(
          "Objective response of this cohort beside published arms; nothing is pooled.",
          "Objektives Ansprechen dieser Kohorte neben publizierten Armen; nichts ist zusammengefasst."),
        plot?.scene(options), english.forest?.csv)
    }
  }

  /// Why there is no figure of a kind.
  public func missing(_ kind: Kind) -> Phrase {
    let anchor = cohort.options.anchor.phrase
    return switch kind {
    case .progressionFree, .survival:
      Self.refusal(cohort)
        ?? (kind == .survival
          ? Phrase(
            "no patient has a survival time from \(anchor)", "kein Patient hat eine Überlebenszeit ab \(anchor)")
          : Phrase(
            "no patient has a progression-free time from \(anchor)",
            "kein Patient hat eine progressionsfreie Zeit ab \(anchor)"))
    case .swimmer: Phrase("no patient has a response", "kein Patient hat ein Ansprechen")
    case .waterfall, .spider:
      Phrase(
        "no lesions were measured under the therapy from \(anchor)",
        "unter der Therapie ab \(anchor) wurden keine Läsionen gemessen")
    case .responses:
      Phrase(
        "no visit is recorded under the therapy from \(anchor)",
        "unter der Therapie ab \(anchor) ist keine Kontrolle dokumentiert")
    case .lines: Phrase("no systemic therapy is recorded", "keine systemische Therapie ist dokumentiert")
    case .comparators:
      Phrase(
        "no published arm with a response rate is in comparators.csv, or no response is recorded",
        "kein publizierter Arm mit Ansprechrate steht in comparators.csv, oder kein Ansprechen ist dokumentiert")
    }
  }

  /// The courses in order of duration with how long responses held; none without a response.
  private func swimmer(_ options: FigureOptions, _ patientsPerPage: Int) -> [ReportFigure] {
    guard cohort.members.contains(where: { $0.best != nil }) else { return [] }
    var swimmer = CourseFigureOptions(
      anchor: .cohort(cohort.options.anchor), order: .duration,
      widthMillimetres: options.widthMillimetres, linkPrefix: nil)
    swimmer.showsResponses = true
    swimmer.print = options.print
    swimmer.language = language
    swimmer.responses = cohort.options.responses
    swimmer.judgement = cohort.options.judgement
    swimmer.patientsPerPage = patientsPerPage
    let plot = SwimmerPlot(cohort.outcomes)
    return ReportFigure.pages(
      Kind.swimmer.fileName, plot.caption(swimmer), plot.pages(swimmer), csv: CohortTables.times(cohort).csv,
      in: language)
  }

  // MARK: survival

  /// More groups than this nobody compares by their curves.
  static let mostCurves = 6 * SurvivalPlot.curvesPerPage

  /// Why no curves are drawn of a cohort whose patients are compared; nil where they are.
  public static func refusal(_ cohort: CohortOutcomes) -> Phrase? { refusal(groups: cohort.groups.count) }

  static func refusal(groups: Int) -> Phrase? {
    groups > mostCurves
      ? Phrase(
        "Curves are not drawn: there are \(groups) groups, and no more than \(mostCurves) are drawn, \(SurvivalPlot.curvesPerPage) on a page. Compare by a field of the study with fewer values (`fields` in study.yaml and --by FIELD), or draw without --by; the tables have all groups.",
        "Kurven sind nicht gezeichnet: es gibt \(groups) Gruppen, und höchstens \(mostCurves) werden gezeichnet, \(SurvivalPlot.curvesPerPage) auf einer Seite. Vergleichen lässt sich nach einem Feld der Studie mit weniger Werten (`fields` in study.yaml und --by FELD), oder ohne --by; die Tabellen haben alle Gruppen."
      )
      : nil
  }

  /// Curves of an end point: of each group where patients are compared, else of the cohort; nil without times, and for more groups than
  /// can be compared (``refusal(_:)``). `SurvivalPlot.pages` draws those that one page tells apart.
  public func survival(_ endPoint: EndPoint) -> SurvivalPlot? {
    guard Self.refusal(cohort) == nil else { return nil }
    let groups: [String?] = cohort.groups.isEmpty ? [nil] : cohort.groups.map(Optional.some)
    let estimates = groups.compactMap { cohort.estimate(endPoint, group: $0) }
    guard !estimates.isEmpty else { return nil }
    let end = estimates.flatMap(\.times).map { ($0.length.upper ?? $0.length.lower)?.months ?? 0 }.max() ?? 0
    guard end > 0 else { return nil }
    let riskTimes = SurvivalPlot.riskTimes(upTo: end)
    let level = CohortTables.percent(cohort.options.level)
    let curves = estimates.map { curve($0, riskTimes) }
    let meanings = [
      (Phrase.notReachedSign, Phrase("not reached", "nicht erreicht")),
      (Phrase.notDeterminedSign, Phrase("not determined", "nicht bestimmt")),
    ].filter { letters, _ in curves.contains { $0.detail.contains(say(letters)) } }
      .map { Phrase("; \($0): \($1)", "; \($0): \($1)") }.joined()
    let scale = cohort.options.scale.phrase
    return SurvivalPlot(
      curves: curves,
      timeTitle: say(
        Phrase("Months since \(cohort.options.anchor.phrase)", "Monate seit \(cohort.options.anchor.phrase)")),
      valueTitle: say(Phrase("\(endPoint.phrase), %", "\(endPoint.phrase), %")), riskTimes: riskTimes,
      bandTitle: say(Phrase("\(level)\u{A0}% interval (\(scale))", "\(level)-%-KI (\(scale))")),
      notes: [
        say(
          Phrase(
            "\(estimates[0].curve.phrase). Medians with \(level) % \(scale) intervals\(meanings).",
            "\(estimates[0].curve.phrase). Mediane mit \(level)-%-Konfidenzintervallen (\(scale))\(meanings)."))
      ] + undrawn(endPoint, curves).map(say))
  }

  /// Who is in no curve, and which group has none.
  private func undrawn(_ endPoint: EndPoint, _ curves: [SurvivalPlot.Curve]) -> [Phrase] {
    var notes: [Phrase] = []
    func tell(_ what: Phrase, _ patients: [Phrase]) {
      guard !patients.isEmpty else { return }
      let count = Phrase(
        "\(patients.count) of \(cohort.members.count) patients",
        "\(patients.count) von \(cohort.members.count) Patienten")
      let who = patients.count > 12 ? count : patients.joined(separator: ", ")
      notes.append(Phrase("\(what): \(who).", "\(what): \(who)."))
    }
    let empty = cohort.groups.filter { group in !curves.contains { $0.name == group } }
    if !empty.isEmpty {
      let names = empty.joined(separator: ", ")
      notes.append(
        Phrase("No curve, for want of a time: \(names).", "Keine Kurve mangels einer Zeit: \(names)."))
    }
    tell(
      Phrase(
        "The event has no latest time, and is not drawn as one",
        "Das Ereignis hat keine späteste Zeit und ist nicht als solches gezeichnet"),
      cohort.withoutLatest(endPoint).map { Phrase(same: $0) })
    tell(
      Phrase("In no group and not drawn", "In keiner Gruppe und nicht gezeichnet"),
      cohort.groups.isEmpty ? [] : cohort.ungrouped.map { Phrase(same: $0) })
    tell(
      Phrase("Without a time and not drawn", "Ohne Zeit und nicht gezeichnet"),
      cohort.leftOut(endPoint).map { Phrase("\($0.patient) (\($0.reason))", "\($0.patient) (\($0.reason))") })
    return notes
  }

  private func curve(_ estimate: SurvivalEstimate, _ riskTimes: [Double]) -> SurvivalPlot.Curve {
    let observations = estimate.times.observations(cohort.options.uncertainty)
    let censored = observations.filter { !$0.right.isFinite }.map(\.left)
    let drawn: SurvivalPlot.Estimate =
      switch estimate.curve {
      case .kaplanMeier(let curve):
        .steps(
          curve.steps.filter { $0.events > 0 }.map { step in
            let limits = curve.interval(step, scale: estimate.scale, level: estimate.level)
            return .init(time: step.time, survival: step.survival, lower: limits.lower, upper: limits.upper)
          })
      case .turnbull(let curve):
        .intervals(
          curve.cells.filter { $0.right.isFinite }.map {
            .init(start: $0.left, end: $0.right, survival: $0.survivalAfter)
          })
      }
    var drawing = SurvivalPlot.Curve(
      name: estimate.group ?? say(Phrase("All patients", "Alle Patienten")),
      detail: say(Phrase("median \(estimate.quantile(0.5).phrase) mo", "Median \(estimate.quantile(0.5).phrase) Mon.")),
      estimate: drawn,
      censored: censored.sorted(),
      risk: riskTimes.map { time in
        SurvivalPlot.Risk(
          // Known to be followed and free up to here: the surely-at-risk of uncertain times.
          atRisk: observations.filter { $0.left >= time }.count, censored: censored.filter { $0 < time }.count)
      },
      end: observations.map { $0.right.isFinite ? $0.right : $0.left }.max())
    let median = estimate.quantile(0.5).range
    drawing.median = median.flatMap { $0.isExact ? $0.lower : nil }.map { .at($0) } ?? .undrawn
    if cohort.options.group == .therapy, let group = estimate.group {
      let therapy = cohort.members.first { $0.group == group }?.therapy
      drawing.treatment = therapy.flatMap { looks.look(of: $0.therapy.drugs) }
    }
    return drawing
  }

  // MARK: lesions

  /// Best change of the sum of targets; nil without measured lesions.
  public var waterfall: WaterfallPlot? {
    guard !measured.isEmpty else { return nil }
    return WaterfallPlot(
      bars: measured.map { member, course, points in
        // Nothing after the first progression, nor what another therapy may have brought.
        let counted = Self.upToProgression(points).filter { member.lesions?.isUnder($0.point.date) == true }
        let change = counted.compactMap(\.point.percentFromBaseline).min()
        let hasNew = counted.contains { $0.point.newLesion.counts }
        return .init(
          patient: member.patient.id, change: change, best: Self.best(member), hasNewLesion: hasNew,
          unavailable: say(
            counted.isEmpty
              ? Self.unmeasuredAfter
              : (Self.baselineSum(course) ?? 0) > 0
                ? Phrase("has no complete sum after baseline", "hat keine vollständige Summe nach der Baseline")
                : Phrase("has no baseline sum to compare with", "hat keine Baseline-Summe zum Vergleich")))
      }
        + cohort.members.filter { !$0.patient.lesions.isEmpty && $0.lesions == nil && $0.therapy != nil }.map {
          member in
          .init(
            patient: member.patient.id, change: nil, best: Self.best(member),
            unavailable: say(Self.unmeasuredAfter))
        },
      valueTitle: say(
        Phrase("Best change of the sum of diameters,\u{A0}%", "Beste Änderung der Durchmessersumme,\u{A0}%")),
      notes: [
        say(
          Phrase(
            "Best change up to the first progression; best response \(whose).",
            "Beste Änderung bis zum ersten Progress; bestes Ansprechen \(whose)."))
      ] + late + unmeasured)
  }

  /// Of how many nobody measured a lesion.
  private var unmeasured: [String] {
    let count = cohort.members.count { $0.patient.lesions.isEmpty }
    return count == 0
      ? []
      : [
        say(
          Phrase(
            "Not drawn, since no lesion was measured: \(count) of \(cohort.members.count) patients.",
            "Nicht gezeichnet, da keine Läsion gemessen wurde: \(count) von \(cohort.members.count) Patienten."))
      ]
  }

  /// The sum of the targets at baseline as far as they have a size; nil without any.
  private static func baselineSum(_ course: TumourCourse) -> Double? {
    RECIST.timePoints(course).first?.baselineSum.map { Double($0.number) }
  }

  private static func upToProgression(_ points: [JudgedPoint]) -> [JudgedPoint] {
    guard let first = points.firstIndex(where: { $0.response == .progressive }) else { return points }
    return Array(points[...first])
  }

  /// Change of the sum over time; nil without measured lesions.
  public var spider: SpiderPlot? {
    guard !measured.isEmpty else { return nil }
    let courses = measured.map { member, course, points in
      SpiderPlot.Line(
        patient: member.patient.id, best: Self.best(member),
        assessments: [.init(time: 0, change: 0)]
          + points.compactMap { point in
            guard let change = point.point.percentFromBaseline else { return nil }
            return .init(
              time: TimeLength.days(point.point.date.number - course.baseline.date.number).months, change: change,
              isProgression: point.response == .progressive, hasNewLesion: point.point.newLesion.counts)
          })
    }
    let single = courses.filter { line in !line.assessments.contains { $0.time > 0 } }.map(\.patient)
    let alone =
      single.isEmpty
      ? []
      : [
        say(
          Phrase(
            "Not drawn, since no sum after baseline can be compared with it: \(single.joined(separator: ", ")).",
            "Nicht gezeichnet, da keine Summe nach der Baseline mit ihr vergleichbar ist: \(single.joined(separator: ", "))."
          ))
      ]
    let elsewhere = cohort.members.filter { !$0.patient.lesions.isEmpty && $0.lesions == nil }.map(\.patient.id)
    let unfollowed =
      elsewhere.isEmpty
      ? []
      : [
        say(
          Phrase(
            "Not drawn, since no lesion was measured under the therapy after the baseline: \(elsewhere.joined(separator: ", ")).",
            "Nicht gezeichnet, da unter der Therapie nach der Baseline keine Läsion gemessen wurde: \(elsewhere.joined(separator: ", "))."
          ))
      ]
    return SpiderPlot(
      lines: courses.filter { !single.contains($0.patient) },
      timeTitle: say(Phrase("Months since baseline", "Monate seit der Baseline")),
      valueTitle: say(
        Phrase(
          "Change of the sum of diameters from baseline,\u{A0}%",
          "Änderung der Durchmessersumme seit der Baseline,\u{A0}%")),
      notes: [say(Phrase("Best response \(whose).", "Bestes Ansprechen \(whose)."))] + alone + unfollowed + unmeasured)
  }

  /// Whose best response only the source states.
  private var stated: [String] {
    let found = cohort.members.filter { $0.best.map { !$0.value.isShown } ?? false }
    let all = found.map { member in
      Phrase(same: "\(member.patient.id) (") + (member.best?.value.phrase ?? .none) + Phrase(same: ")")
    }.joined(separator: ", ")
    return found.isEmpty
      ? []
      : [
        say(
          Phrase(
            "Best response as only the source states it: \(all).",
            "Bestes Ansprechen, wie allein die Quelle es angibt: \(all)."))
      ]
  }

  private static func best(_ member: CohortOutcomes.Member) -> Response {
    member.best.flatMap(\.value.response) ?? .notEvaluable
  }

  /// Whose best responses are shown: those of the tables.
  private var whose: Phrase {
    let criteria = cohort.options.judgement.criteria.phrase
    return cohort.options.responses == .measured
      ? Phrase(
        "by \(criteria), not confirmed, SD from 6 weeks", "nach \(criteria), nicht bestätigt, SD ab 6 Wochen")
      : Phrase("as judged by the source", "wie von der Quelle beurteilt")
  }

  private static let unmeasuredAfter = Phrase(
    "has no measurement after baseline", "hat keine Messung nach der Baseline")

  /// Baselines that were not measured in time.
  private var late: [String] {
    var marks: [(mark: String, patients: [String])] = []
    for measured in measured {
      guard let mark = measured.member.lesions?.baselineWords.map(say) else { continue }
      if let index = marks.firstIndex(where: { $0.mark == mark }) {
        marks[index].patients.append(measured.member.patient.id)
      } else {
        marks.append((mark, [measured.member.patient.id]))
      }
    }
    return marks.isEmpty ? [] : [marks.map { "\($1.joined(separator: ", ")): \($0)" }.joined(separator: "; ") + "."]
  }

  /// Response at each visit, by the judgement that the tables count; nil without visits.
  public var heatStrip: ResponseHeatStrip? {
    let rows = cohort.members.map { member in
      var cells: [ResponseHeatStrip.Cell?] = member.visits.map { $0.map { .response($0) } }
      if member.outcomes.observedDeath != nil, !cells.isEmpty { cells.append(.death) }
      return ResponseHeatStrip.Row(
        patient: member.patient.id, best: member.best.flatMap(\.value.response), cells: cells)
    }
    let width = rows.map(\.cells.count).max() ?? 0
    guard width > 0 else { return nil }
    return ResponseHeatStrip(
      columns: (1...width).map { "\($0)" }, columnTitle: say(Phrase("Visit in order", "Kontrolle der Reihe nach")),
      rows: rows,
      notes: ([CohortTables.judgement(cohort)]
        + [CohortTables.outside(cohort), CohortTables.withoutBest(cohort)].compactMap(\.self)).map(say) + stated)
  }

  // MARK: lines

  /// What a line is called whatever its drugs are called: `gemcitabine + docetaxel → gemcitabine`.
  private func name(of line: LineOfTherapy, _ outcome: PatientOutcomes) -> String {
    line.therapies.compactMap { outcome.therapy($0) }.map {
      cohort.outcomes.names.generic($0.therapy.drugs).joined(separator: " + ")
    }.joined(separator: " → ")
  }

  /// Drugs from line to line; maintenance stands with the line it continues. nil without therapies.
  public var transitions: TransitionPlot? {
    let members = cohort.members.map(\.outcomes)
    let width = members.map(\.lines.count).max() ?? 0
    guard width > 0 else { return nil }
    let abbreviations = DrugAbbreviations(cohort.outcomes)
    var plot = TransitionPlot(
      columns: (1...width).map { say(Phrase("Line \($0)", "Linie \($0)")) },
      paths: members.map { outcome in
        TransitionPlot.Path(
          steps: outcome.lines.map { Optional(name(of: $0.line, outcome)) },
          end: outcome.observedDeath == nil ? .alive : .dead)
      }, endTitle: say(Phrase("Outcome", "Ausgang")),
      notes: [
        say(
          Phrase(
            "→ maintenance that continues its line. Alive: at last contact or the data cut-off.",
            "→ Erhaltung, die ihre Linie fortsetzt. Lebend: beim letzten Kontakt oder Datenschnitt."))
      ])
    var drugs: Set<String> = []
    for outcome in members {
      for line in outcome.lines.map(\.line) {
        let therapies = line.therapies.compactMap { outcome.therapy($0)?.therapy }
        let name = name(of: line, outcome)
        plot.looks[name] = therapies.first.flatMap { looks.look(of: $0.drugs) }
        plot.shortNames[name] = abbreviations.short(line: name)
        drugs.formUnion(therapies.flatMap(\.drugs))
      }
    }
    plot.shortNote = abbreviations.footnote(of: drugs)
    return plot
  }

  // MARK: comparators

  /// Objective response beside published arms; nil without arms that report it.
  public var forest: ForestPlot? {
    let arms = cohort.publishedArms.filter { $0.arm.endpoint == .response }
    let own = cohort.objectiveResponse
    guard !arms.isEmpty, own.total > 0, cohort.members.contains(where: { $0.best != nil }) else { return nil }
    let options = cohort.options
    let ours = ForestPlot.Row(
      label: say(Phrase("From \(options.anchor.phrase)", "Ab \(options.anchor.phrase)")), count: own.total,
      events: Self.words(own.yes...own.yes + own.undecided),
      estimate: own.share(undecidedAsYes: false).map { $0 * 100 },
      lower: own.interval(undecidedAsYes: false)?.lower.map { $0 * 100 },
      upper: own.interval(undecidedAsYes: true)?.upper.map { $0 * 100 }, isEmphasised: true)
    let level = CohortTables.percent(options.level)
    return ForestPlot(
      entries: [
        .heading(say(Phrase("This cohort", "Diese Kohorte"))), .row(ours),
        .heading(say(Phrase("Published arms", "Publizierte Arme"))),
      ] + arms.enumerated().map { .row(row($1, key: "\($0 + 1)")) },
      labelTitle: "Arm", eventsTitle: "CR + PR",
      estimateTitle: say(Phrase("% (\(level) % interval)", "% (\(level)-%-KI)")),
      axisTitle: say(Phrase("Objective response, %", "Objektives Ansprechen, %")),
      notes: arms.enumerated().map { "\($0 + 1) \($1.arm.source)" } + [
        say(
          Phrase(
            "\(options.proportion.phrase) \(level) % intervals; nothing is pooled.",
            "\(level)-%-Konfidenzintervalle nach \(options.proportion.phrase); nichts ist zusammengefasst."))
      ] + stated)
  }

  private func row(_ published: PublishedArm, key: String) -> ForestPlot.Row {
    let arm = published.arm
    let events =
      published.events == .notAttainable ? "?" : published.withEvent.map(Self.words) ?? say(.notStated)
    guard let count = arm.count, published.unavailable == nil else {
      return .init(
        label: arm.name, count: arm.count, events: events, keys: key, unavailable: published.unavailable.map(say))
    }
    return .init(
      label: arm.name, count: count, events: events,
      estimate: arm.rate?.percent ?? arm.counted.map { Double($0) / Double(count) * 100 },
      lower: published.interval?.lower.map { $0 * 100 }, upper: published.interval?.upper.map { $0 * 100 }, keys: key)
  }

  private static func words(_ counts: ClosedRange<Int>) -> String {
    counts.count == 1 ? "\(counts.lowerBound)" : "\(counts.lowerBound)–\(counts.upperBound)"
  }
}
