// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Console
import Course
import Figures
import Forecasting
import Outcomes
import Plain

/// `verlauf growth STUDY`
struct LesionGrowthCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "growth",
    abstract: "How fast target lesions grew and shrank under each line of therapy, and between lines of a patient.",
    discussion: """
      A curve of growth and shrinkage through the sums of target lesions of each line, with its rates and their intervals, or why there is none: too few sums, sums of other \
      lesions, a baseline that is open. Lines of one patient are compared with each other. It describes what was measured, and advises no drug and no dose.

      EXAMPLES
        verlauf growth my-series
        verlauf growth Examples/invented-cohort --patient C04 --reader central --figure growth.svg
        verlauf growth my-series --form claret                        an effect that fades, the drugs on or off

      Lesions stand in lesions.csv of the study folder; the sums are those that `verlauf response` judges. Forms and sources: Documentation/Marrow.md. \
      No conformity assessment was made: it must not decide a treatment.
      """)

  @OptionGroup var input: StudyArguments
  @OptionGroup var lesions: LesionArguments
  @Option(
    help:
      "stein (growth and shrinkage, or one of them), claret (an effect that fades) or zecchin (a constant effect).")
  var form: LineGrowth.Form = .stein
  @OptionGroup(title: "Figure") var drawing: DesignFigureArguments
  @OptionGroup var speaker: LanguageOption
  @OptionGroup var format: FormatOption

  private static let draws: [DesignFigureArguments.Kind] = [.growth]

  func validate() throws {
    try drawing.check(Self.draws)
    if drawing.figure != nil, lesions.patient == nil {
      throw ValidationError("--figure needs --patient: a figure is of one")
    }
    if speaker.language != .english, drawing.figure == nil {
      throw ValidationError("--language is for --figure: tables are English")
    }
  }

  func run() async throws {
    let outcomes = try await input.outcomesToPrint()
    try lesions.check(outcomes, command: "growth")
    let growth = StudyGrowth(outcomes, patient: lesions.patient, reader: lesions.reader, form: form)
    if drawing.figure != nil {
      let courses = growth.courses.filter { GrowthFigure.plot($0, in: .english) != nil }
      if courses.count > 1 {
        Terminal.tell("several readers: the figure is of \(courses[0].reader ?? "the first"); --reader says another")
      }
      if let course = courses.first {
        try drawing.write(Self.draws, reading: input.places, in: speaker.language) { _, language in
          // It has a curve in each language.
          GrowthFigure.plot(course, in: language) ?? .init(panels: [], caption: "")
        }
      } else {
        Terminal.tell("nothing is drawn: no line has a curve")
      }
    }
    format.show(growth.tables)
  }
}

extension LineGrowth.Form: ExpressibleByArgument {}
