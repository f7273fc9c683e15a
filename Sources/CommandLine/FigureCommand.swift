// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Console
import Drawing
public import Figures
import Foundation
import Outcomes
import Plain
import Report

/// `verlauf figure STUDY --kind swimmer --out file.svg`
struct FigureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure", abstract: "Draw one figure as SVG, PDF, PNG or TIFF.",
    discussion: """
      EXAMPLES
        verlauf figure my-series --kind swimmer --out swimmer.pdf
        verlauf figure my-series --kind course --out course.png --width 85
        verlauf figure my-series --kind course --out figure-1.tiff
        verlauf figure my-series --kind doses --patient 3 --out doses.pdf
        verlauf figure my-series --kind swimmer --anchor maintenance --unit months --order duration --out swimmer.svg
        verlauf figure my-series --kind swimmer --adverse-events 3 --strips --grey --out swimmer.svg
        verlauf figure my-series --kind os --anchor line-1 --by histology --out os.pdf
        verlauf figure my-series --kind waterfall --criteria choi --out waterfall.svg

      The ending of the file's name decides the format; PNG and TIFF have 300 dots per inch. Swimmer, course and responses of more than 60 patients
      have several pages: swimmer.svg, swimmer-page-2.svg and so on.
      """)

  /// Which figure.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case course
    case swimmer
    case doses
    case pfs
    case os
    case waterfall
    case spider
    case responses
    case lines
    case comparators

    /// The figure of a cohort that it is; nil for courses and doses.
    var ofCohort: CohortFigures.Kind? { self == .swimmer ? nil : CohortFigures.Kind(rawValue: rawValue) }
    var isCourse: Bool { self == .course || self == .swimmer }
  }

  @OptionGroup var input: StudyArguments
  @Option(
    help:
      "course (clinical course by imaging), swimmer, doses (of one patient over time), or a figure of the cohort: pfs, os, waterfall, spider, responses, lines, comparators."
  )
  var kind: Kind = .swimmer
  @Option(
    name: .shortAndLong, help: "File to write: .svg, .pdf, .png or .tiff (.tif).",
    completion: .file(extensions: ["svg", "pdf", "png", "tiff", "tif"]))
  var out: String
  @OptionGroup var replace: ReplaceOption
  @Option(help: "For doses: the patient.")
  var patient: String?
  @Option(help: "For doses: the therapy, where the patient has several with doses.")
  var therapy: String?
  @Option(help: "For doses: the drug, where the therapy has several.")
  var drug: String?
  @OptionGroup var page: FigurePrintArguments
  @OptionGroup var reader: LanguageOption
  @Option(NumberRange(1...300, "patients"), help: "On a page of swimmer, course or responses.")
  var perPage: Int = 60
  @Option(
    help: ArgumentHelp(
      "Where time starts. Courses: diagnosis, \"first therapy\", or as `verlauf cohort`; without it the diagnosis, or the first therapy where no time of diagnosis is known. Figures of the cohort: as `verlauf cohort`.",
      valueName: "anchor"))
  var anchor: String?
  @Option(help: "For courses: months or years.")
  var unit: CourseFigureOptions.Unit = .months
  @Flag(help: "For a swimmer: how long responses held, as strips.")
  var strips = false
  @Option(
    NumberRange(1...5),
    help: "For courses: draw adverse events of this grade and above; 1 draws those without a grade too.")
  var adverseEvents: Int?
  @Option(
    help: ArgumentHelp(
      "For courses: lanes as recorded, or by duration or patient. For groups: a group in the order in which they are shown; once for each.",
      valueName: "order"))
  var order: [String] = []
  @OptionGroup(title: "Rules") var rule: CohortRuleArguments
  @OptionGroup(title: "Estimates, for figures of the cohort") var estimates: CohortEstimateArguments

  func validate() throws {
    guard ["svg", "pdf", "png", "tiff", "tif"].contains(ending) else {
      throw ValidationError("--out \(out): the name must end in .svg, .pdf, .png or .tiff")
    }
    let choices = [("--patient", patient), ("--therapy", therapy), ("--drug", drug)]
    if kind != .doses, let (option, _) = choices.first(where: { $0.1 != nil }) {
      throw ValidationError("\(option) is for --kind doses; a figure of kind \(kind.rawValue) shows all patients")
    }
    if kind.isCourse {
      guard anchor.map({ CourseFigureOptions.Anchor($0) != nil }) ?? true else {
        throw ValidationError(
          "--anchor \(anchor ?? ""): expected diagnosis, \"first therapy\", maintenance, line-1, advanced-1 or metastasis"
        )
      }
      guard order.count <= 1, order.allSatisfy({ CourseFigureOptions.Order(rawValue: $0) != nil }) else {
        throw ValidationError("--order \(order.joined(separator: " ")): expected recorded, duration or patient")
      }
      if estimates.by != nil {
        throw ValidationError("--by is for pfs and os; a figure of kind \(kind.rawValue) compares no groups")
      }
    } else if kind.ofCohort != nil {
      guard anchor.map({ CohortOptions.Anchor($0) != nil }) ?? true else {
        throw ValidationError(
          "--anchor \(anchor ?? ""): expected maintenance, advanced-1, line-1, diagnosis or metastasis for --kind \(kind.rawValue)"
        )
      }
      if estimates.by == nil, !order.isEmpty { throw CohortEstimateArguments.withoutGroups }
    }
    if !kind.isCourse, kind.ofCohort == nil {
      let given = [
        ("--anchor", anchor != nil), ("--order", !order.isEmpty), ("--by", estimates.by != nil),
        ("--reader", rule.reader != nil),
      ]
      if let (option, _) = given.first(where: \.1) {
        throw ValidationError("\(option) changes nothing in a figure of kind \(kind.rawValue)")
      }
    }
    if !kind.isCourse, adverseEvents != nil {
      throw ValidationError("--adverse-events is for --kind swimmer or course")
    }
    if kind != .swimmer, strips { throw ValidationError("--strips is for --kind swimmer") }
  }

  private var ending: String { URL(fileURLWithPath: out).pathExtension.lowercased() }

  func run() async throws {
    let outcomes = try await input.outcomesToPrint()
    let (caption, scenes) = try await drawn(outcomes)
    var files: [(name: String, bytes: [UInt8])] = []
    do throws(RasterRenderer.Failure) {
      for (index, scene) in scenes.enumerated() {
        files.append((name(ofPage: index), try bytes(scene)))
      }
    } catch {
      Terminal.tell("error: \(out): \(error); nothing was written")
      if case .converterUnusable = error { throw Writing.inputOutputError }
      throw ExitCode(2)
    }
    try Writing.attempt(protecting: input.places) { writer throws(WriteFailure) in
      try writer.check(files: files.map(\.name), replacing: replace.replace)
    }
    for file in files {
      try Writing.attempt(protecting: input.places) { writer throws(WriteFailure) in
        try writer.writeFile(file.bytes, to: file.name, replacing: replace.replace)
      }
      Terminal.say("\(file.name)")
    }
    let stale = pages(after: scenes.count)
    if !stale.isEmpty {
      let names = stale.prefix(5).joined(separator: ", ") + (stale.count > 5 ? " and \(stale.count - 5) more" : "")
      Terminal.tell("warning: \(names): there from before, and no page of this figure")
    }
    // What the picture leaves to its caption, such as that doses decide nothing, reaches the person.
    Terminal.tell("caption: \(caption)")
  }

  private func bytes(_ scene: Scene) throws(RasterRenderer.Failure) -> [UInt8] {
    switch ending {
    case "pdf": try RasterRenderer().bytes(scene, format: .pdf)
    case "png": try RasterRenderer().bytes(scene, format: .png(dotsPerInch: 300))
    case "tiff", "tif": try RasterRenderer().bytes(scene, format: .tiff(dotsPerInch: 300))
    default: Array(SVGRenderer().render(scene).utf8)
    }
  }

  /// `swimmer.svg`, `swimmer-page-2.svg`
  private func name(ofPage index: Int) -> String {
    index == 0 ? out : String(out.dropLast(ending.count + 1)) + "-page-\(index + 1)." + out.suffix(ending.count)
  }

  /// Files that have the names of pages beyond the last: those of an older run that had more.
  private func pages(after count: Int) -> [String] {
    let file = URL(fileURLWithPath: out)
    let stem = file.deletingPathExtension().lastPathComponent + "-page-"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path)) ?? []
    let numbers = names.compactMap { name -> Int? in
      guard name.hasPrefix(stem), name.hasSuffix("." + out.suffix(ending.count)) else { return nil }
      let digits = name.dropFirst(stem.count).dropLast(ending.count + 1)
      return Int(digits).flatMap { $0 > max(1, count) && String($0) == digits ? $0 : nil }
    }
    return numbers.sorted().map { name(ofPage: $0 - 1) }
  }

  /// The pages of the figure with the caption of all.
  private func drawn(_ outcomes: StudyOutcomes) async throws -> (caption: String, scenes: [Scene]) {
    if kind == .doses {
      let doses = try chosenDoses(outcomes)
      let look = TreatmentLooks(outcomes).look(of: [doses.drug])
      let plot = DoseCoursePlot(doses.course, look: look, print: page.print, language: reader.language)
      return (doses.course.caption(in: reader.language), [plot.scene(widthMillimetres: page.width)])
    }
    if let kind = kind.ofCohort { return try cohortDrawn(kind, outcomes) }
    var chosen = CohortOptions()
    try rule.choose(&chosen, outcomes)
    if let name = anchor, let start = CohortOptions.Anchor(name),
      !outcomes.patients.contains(where: { $0.start(of: start) != nil })
    {
      Terminal.tell("error: nobody has the anchor `\(name)`")
      throw ExitCode(2)
    }
    var options = CourseFigureOptions()
    options.anchor = anchor.flatMap { CourseFigureOptions.Anchor($0) }
    options.unit = unit
    options.order = order.first.flatMap { CourseFigureOptions.Order(rawValue: $0) } ?? .recorded
    options.widthMillimetres = page.width
    options.print = page.print
    options.linkPrefix = nil
    options.showsResponses = strips
    options.responses = chosen.responses
    options.judgement = chosen.judgement
    options.adverseEventsFrom = adverseEvents
    options.patientsPerPage = perPage
    options.language = reader.language
    if kind == .swimmer {
      let swimmer = SwimmerPlot(outcomes)
      return (swimmer.caption(options), swimmer.pages(options))
    }
    let course = ClinicalCourse(
      outcomes,
      pictures: try await StudyImages.pictures(of: input.study, outcomes.study, inGreys: options.print == .greyscale))
    for warning in course.imageWarnings(options) { Terminal.tell("warning: \(warning.english)") }
    let supplement = course.supplement(options)
    let caption = course.caption(options)
    guard !supplement.isEmpty else { return (caption, course.pages(options)) }
    let below = Phrase("Supplementary images:", "Ergänzende Bilder:")[reader.language]
    return (
      "\(caption) \(below) \(course.supplementCaption(options))", course.pages(options) + supplement
    )
  }

  private func cohortDrawn(
    _ kind: CohortFigures.Kind, _ outcomes: StudyOutcomes
  ) throws -> (caption: String, scenes: [Scene]) {
    let options = try estimates.options(
      outcomes, rule, anchor: anchor.flatMap { CohortOptions.Anchor($0) }, groupOrder: order)
    let cohort = CohortOutcomes(outcomes, options: options)
    try estimates.check(cohort)
    let figures = CohortFigures(cohort, language: reader.language)
    let drawn = figures.figures(kind, options: page.options, patientsPerPage: perPage)
    if let first = drawn.first { return (first.caption, drawn.map(\.scene)) }
    Terminal.tell("error: no figure \(kind.rawValue): \(figures.missing(kind).english)")
    throw ExitCode(2)
  }

  /// The doses to draw: the one that patient, therapy and drug choose.
  private func chosenDoses(_ outcomes: StudyOutcomes) throws -> (drug: String, course: DoseCourse) {
    let all = outcomes.doseCourses
    var problems = ArgumentProblems()
    problems.check(patient, among: all.map(\.patient), "patient with doses to draw", "--patient")
    let own = all.filter { (patient ?? $0.patient) == $0.patient }
    problems.check(therapy, among: own.map(\.therapy), "therapy with doses to draw", "--therapy")
    let ofTherapy = own.filter { (therapy ?? $0.therapy) == $0.therapy }
    problems.check(drug, among: (ofTherapy.isEmpty ? own : ofTherapy).map(\.drug), "drug with doses to draw", "--drug")
    try problems.stop()
    let found = all.filter { item in
      (patient ?? item.patient) == item.patient && (therapy ?? item.therapy) == item.therapy
        && (drug ?? item.drug) == item.drug
    }
    if found.count == 1 { return (found[0].drug, found[0].course) }
    let told =
      found.isEmpty
      ? "error: no doses that can be drawn; there are:" : "error: several; choose with --patient, --therapy, --drug:"
    Terminal.tell("\(told)")
    for item in found.isEmpty ? all : found {
      Terminal.tell("  --patient \(item.patient) --therapy \(item.therapy) --drug \(item.drug)")
    }
    throw ExitCode(2)
  }
}

extension CourseFigureOptions.Unit: ExpressibleByArgument {}
