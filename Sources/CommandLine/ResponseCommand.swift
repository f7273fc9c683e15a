// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Console
import Course
import Outcomes
import Plain
import Report
public import TumourResponse

/// `verlauf response STUDY`
struct ResponseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "response", abstract: "Judge response from measured lesions, and say why at every visit.",
    discussion: """
      EXAMPLES
        verlauf response my-series
        verlauf response my-series --patient S1 --criteria choi
        verlauf response my-series --keep-response --format csv > time-points.csv

      Lesions stand in lesions.csv of the study folder (see Documentation/StudyFolder.md).
      """)

  @OptionGroup var input: StudyArguments
  @OptionGroup var format: FormatOption
  @OptionGroup var lesions: LesionArguments
  @Option(help: "recist, choi (size or density) or modified-choi (both).")
  var criteria: LesionCriteria = .recist
  @Option(NumberRange(0...400, "days"), help: "From the start of treatment, from which stable disease counts.")
  var stable: Int = 42
  @Option(NumberRange(1...400, "days"), help: "After which a response is confirmed.")
  var confirm: Int = 28
  @Option(
    NumberRange(0...20, "visits"),
    help: "Visits that may be not evaluable between a response and the visit that confirms it.")
  var tolerate: Int = 1
  @Flag(help: "After a response, keep PR until progression (EORTC) instead of judging each visit for itself.")
  var keepResponse = false
  @Flag(help: "After a complete response, wait for the next visit where a single node is all that is back (EORTC).")
  var reimageNode = false

  func run() async throws {
    let outcomes = try await input.outcomesToPrint()
    try lesions.check(outcomes, command: "response")
    let options = RECISTOptions(keepsPartialResponse: keepResponse, imagesLoneNodeAgain: reimageNode)
    let tables = [
      ResponseTables.timePoints(
        outcomes, patient: lesions.patient, reader: lesions.reader, criteria: criteria, options: options,
        reasonsBelow: format.chosen == .table),
      ResponseTables.best(
        outcomes, patient: lesions.patient, criteria: criteria, options: options, leastStableDays: stable,
        confirmation: .init(days: confirm, toleratedNotEvaluable: tolerate)),
      ResponseTables.disagreements(outcomes, patient: lesions.patient),
    ]
    format.show(tables.filter { !$0.rows.isEmpty })
  }
}

extension LesionCriteria: ExpressibleByArgument {}
