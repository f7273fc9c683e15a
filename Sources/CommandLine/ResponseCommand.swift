public import ArgumentParser
import Course
import Outcomes
public import Report
import TumourResponse

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
  @Option(help: "One patient only.")
  var patient: String?
  @Option(help: "One reader only.")
  var reader: String?
  @Option(help: "recist, choi (size or density) or modified-choi (both).")
  var criteria: ResponseTables.Criteria = .recist
  @Option(help: "Days from the start of treatment from which stable disease counts.")
  var stable: Int = 42
  @Option(help: "Days after which a response is confirmed.")
  var confirm: Int = 28
  @Flag(help: "After a response, keep PR until progression (EORTC) instead of judging each visit for itself.")
  var keepResponse = false

  func validate() throws {
    guard (0...400).contains(stable) else { throw ValidationError("--stable \(stable): expected days, 0 to 400") }
    guard (1...400).contains(confirm) else { throw ValidationError("--confirm \(confirm): expected days, 1 to 400") }
  }

  func run() async throws {
    let outcomes = try await input.outcomes()
    let measured = outcomes.patients.filter { !$0.patient.lesions.isEmpty }
    if let patient, !measured.contains(where: { $0.patient.id == patient }) {
      Terminal.tell(
        "error: no lesions of a patient `\(patient)`; there are: "
          + (measured.isEmpty ? "none" : measured.map(\.patient.id).joined(separator: ", ")))
      throw ExitCode(2)
    }
    if measured.isEmpty {
      Terminal.tell(
        "error: no lesions are recorded; expected lesions.csv in the study folder (see `verlauf help response`)")
      throw ExitCode(2)
    }
    let options = RECISTOptions(keepsPartialResponse: keepResponse)
    var points = ResponseTables.timePoints(
      outcomes, patient: patient, reader: reader, criteria: criteria, options: options)
    if format.chosen == .table { points = Self.reasonsBelow(points) }
    let tables = [
      points,
      ResponseTables.best(
        outcomes, patient: patient, criteria: criteria, options: options, leastStableDays: stable,
        confirmationDays: confirm),
      ResponseTables.disagreements(outcomes, patient: patient),
    ]
    format.show(tables.filter { !$0.rows.isEmpty })
  }

  /// A terminal has no room for a column of sentences: they stand below the table, a line a visit.
  private static func reasonsBelow(_ table: Table) -> Table {
    var narrow = table
    narrow.columns.removeLast()
    narrow.rows = table.rows.map { Array($0.dropLast()) }
    let reasons = table.rows.map { row in
      let reader = row[1].text == "–" ? "" : ", \(row[1].text)"
      return "\(row[0].text), \(row[2].text)\(reader): \(row.last?.text ?? "")."
    }
    narrow.footnotes = reasons + table.footnotes
    return narrow
  }
}

extension ResponseTables.Criteria: ExpressibleByArgument {}
