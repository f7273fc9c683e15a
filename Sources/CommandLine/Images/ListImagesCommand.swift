// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Chronology
import Console
import Course
import Imaging
import Outcomes
import Plain
import Report

/// `verlauf images FOLDER --study S --patient 1`
struct ListImagesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the series of a DICOM folder, and propose to which assessment each belongs by date and modality.")

  @Argument(help: "A folder of DICOM files, with folders in it up to eight deep.", completion: .directory)
  var folder: String
  @OptionGroup var owner: ImageOwner
  @OptionGroup var format: FormatOption

  func run() async throws {
    let (study, outcome) = try await owner.outcome()
    let found: SeriesFolder
    do throws(ImageFailure) { found = try SeriesFolder(folder) } catch {
      Terminal.tell("error: \(folder): \(error)")
      throw ExitCode(2)
    }
    if let problem = found.problem {
      Terminal.tell("error: \(problem)")
      throw ExitCode(2)
    }
    guard !found.series.isEmpty else {
      Terminal.tell("error: \(folder): no DICOM file with pixels among \(Terminal.count(found.files, "file"))")
      throw ExitCode(2)
    }
    let rows = found.series.map { row($0, outcome, study) }
    format.show([
      Table(
        name: "series", title: "Series of \(folder)",
        columns: [
          "First file", "Files", "Modality", "Date", "Size (pixels)", "Pixel (mm)", "Plane", "Assessment", "Remarks",
        ]
        .map { Table.Column($0) },
        rows: rows.map { $0.map { .words($0) } })
    ])
    if found.others > 0 {
      Terminal.tell("\(Terminal.count(found.others, "file")) without pixels, or no DICOM, left out")
    }
  }

  private func row(_ series: SeriesFolder.Series, _ outcome: PatientOutcomes, _ study: Study) -> [String] {
    let header = series.header
    let date = header.date.flatMap { try? StatedDate(parsing: $0.description) }
    let matches = SeriesMatch.all(date: date, modality: header.modality, outcome)
    let near = matches.filter { $0.days.map(abs) == matches.first?.days.map(abs) }
    let meant: String
    switch (matches.first?.days, near.count) {
    case (nil, 0): meant = "none by this date and modality"
    case (nil, _): meant = "not determined: no date to compare"
    case (let days?, 1):
      meant = "\(near[0].entry.id)" + (days == 0 ? "" : " (\(abs(days)) d \(days > 0 ? "before" : "after") the scan)")
    case (_, _): meant = "one of " + near.map(\.entry.id).joined(separator: ", ")
    }
    return [
      series.firstFile, "\(series.files)", header.modality ?? "–", date?.text ?? "–",
      header.columns.flatMap { columns in header.rows.map { "\(columns) x \($0)" } } ?? "–",
      header.spacing.map { String($0.text.dropLast(3)) } ?? "–", header.plane?.rawValue ?? "–", meant,
      series.remarks(of: owner.patient, among: study.patients.map(\.id)).joined(separator: "; "),
    ]
  }
}
