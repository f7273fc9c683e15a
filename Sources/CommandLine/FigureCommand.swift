// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Drawing
public import Figures
import Foundation
import Outcomes
import Plain
import Report

/// `verlauf figure STUDY --kind swimmer --out file.svg`
struct FigureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure", abstract: "Draw one figure as SVG, PDF or PNG.",
    discussion: """
      EXAMPLES
        verlauf figure my-series --kind swimmer --out swimmer.pdf
        verlauf figure my-series --kind course --out course.png --width 85
        verlauf figure my-series --kind doses --patient 3 --out doses.pdf
        verlauf figure my-series --kind swimmer --anchor maintenance --unit months --order duration --out swimmer.svg

      The ending of the file's name decides the format; PNG has 300 dots per inch.
      """)

  /// Which figure.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case course
    case swimmer
    case doses
  }

  @OptionGroup var input: StudyArguments
  @Option(help: "course (clinical course by imaging), swimmer, or doses (of one patient over time).")
  var kind: Kind = .swimmer
  @Option(
    name: .shortAndLong, help: "File to write: .svg, .pdf or .png.",
    completion: .file(extensions: ["svg", "pdf", "png"]))
  var out: String
  @OptionGroup var replace: ReplaceOption
  @Option(help: "For doses: the patient.")
  var patient: String?
  @Option(help: "For doses: the therapy, where the patient has several with doses.")
  var therapy: String?
  @Option(help: "For doses: the drug, where the therapy has several.")
  var drug: String?
  @Option(NumberRange(60...500, "mm"), help: "Width: 85 for a column, 180 for a page.")
  var width: Double = 180
  @Option(help: "Where time starts: diagnosis, \"first therapy\" or maintenance.")
  var anchor: CourseFigureOptions.Anchor = .diagnosis
  @Option(help: "months or years.")
  var unit: CourseFigureOptions.Unit = .months
  @Flag(help: "For a swimmer: how long responses held, as strips.")
  var responses = false
  @Option(help: "Order of lanes: recorded, duration or patient.")
  var order: CourseFigureOptions.Order = .recorded

  func validate() throws {
    guard ["svg", "pdf", "png"].contains(URL(fileURLWithPath: out).pathExtension.lowercased()) else {
      throw ValidationError("--out \(out): the name must end in .svg, .pdf or .png")
    }
    let choices = [("--patient", patient), ("--therapy", therapy), ("--drug", drug)]
    if kind != .doses, let (option, _) = choices.first(where: { $0.1 != nil }) {
      throw ValidationError("\(option) is for --kind doses; a figure of kind \(kind.rawValue) shows all patients")
    }
  }

  func run() async throws {
    let outcomes = try await input.outcomes()
    var options = CourseFigureOptions()
    options.anchor = anchor
    options.unit = unit
    options.order = order
    options.widthMillimetres = width
    options.linkPrefix = nil
    options.showsResponses = responses
    let scene =
      switch kind {
      case .swimmer: SwimmerPlot(outcomes).scene(options)
      case .course: ClinicalCourse(outcomes).scene(options)
      case .doses: DoseCoursePlot(try chosenDoses(outcomes)).scene(widthMillimetres: width)
      }
    let bytes: [UInt8]
    do throws(RasterRenderer.Failure) {
      switch URL(fileURLWithPath: out).pathExtension.lowercased() {
      case "pdf": bytes = try RasterRenderer().bytes(scene, format: .pdf)
      case "png": bytes = try RasterRenderer().bytes(scene, format: .png(dotsPerInch: 300))
      default: bytes = Array(SVGRenderer().render(scene).utf8)
      }
    } catch {
      Terminal.tell("error: \(out): \(error); nothing was written")
      if case .converterUnusable = error { throw Writing.inputOutputError }
      throw ExitCode(2)
    }
    try Writing.attempt(protecting: input.places) { writer throws(WriteFailure) in
      try writer.writeFile(bytes, to: out, replacing: replace.replace)
    }
    Terminal.say("\(out)")
  }

  /// The doses to draw: the one that patient, therapy and drug choose.
  private func chosenDoses(_ outcomes: StudyOutcomes) throws -> DoseCourse {
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
    if found.count == 1 { return found[0].course }
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

extension CourseFigureOptions.Anchor: ExpressibleByArgument {}
extension CourseFigureOptions.Unit: ExpressibleByArgument {}
extension CourseFigureOptions.Order: ExpressibleByArgument {}
