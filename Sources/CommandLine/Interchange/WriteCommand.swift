// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Console
import Course
import Exchange
import Figures
import Foundation
public import Interchange
import Outcomes
import Plain
import Report
import Review

/// `verlauf write FORMAT STUDY --out PATH`
struct WriteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Write a study for other programs, and say what their format cannot hold.",
    discussion: """
      EXAMPLES
        verlauf write table my-series --out tables
        verlauf write workbook my-series --out my-series.xlsx
        verlauf write redcap my-series --out project
        verlauf write obds my-series --out reports.xml
        verlauf write fhir my-series --out bundle.json
        verlauf write fhir my-series --out export --container ndjson
        verlauf write cdisc my-series --out sdtm --container xpt
        verlauf write phenopackets my-series --out cohort.json
        verlauf write omop my-series --out tables --partial-dates earliest
        verlauf write ndjson my-series --out my-series.ndjson
        verlauf write xlsx my-series --out report.xlsx
        verlauf write share my-series --out my-series.zip --licence CC-BY-4.0 --key ../my-series.key --new-key
        verlauf write docx my-series --out manuscript.docx
        verlauf write table my-series --out tables --deidentify --key ../my-series.key --new-key

      THE RECORD
        table        a CSV file for each kind of record, with the mapping by which `verlauf read table` makes the study of them again
        workbook     the same as one workbook with lists of values and explanations, which `verlauf read table` reads without more
        ndjson       lines of JSON, the head of the study and then a patient each, which `verlauf derive` reads
        share        what "available on request" promises, as a folder or an archive (.zip): the record as folder, JSON and tables, with codebook, definitions, versions, licence and a Frictionless Data Package; \
      de-identified unless --identified is said
        redcap       a data dictionary with an instrument for each kind of record, the records, and the mapping for `verlauf read redcap`
        obds         reports to a German cancer registry (oBDS 3.0.4), which `verlauf read obds` reads
        fhir         resources of FHIR R4 in a bundle, or in a file for each type (`--container ndjson`), which `verlauf read fhir` reads
        cdisc        datasets of CDISC's SDTM (Dataset-JSON 1.1, NDJSON or XPT) with a listing of their variables, which `verlauf read cdisc` reads
        phenopackets a cohort of Phenopackets v2, which `verlauf read phenopackets` reads
        bibtex, ris  the references alone, which `verlauf read bibtex` and `verlauf read ris` read
        ical         the plans of the record as a calendar
        omop         tables of the OMOP common data model 5.4 as CSV, with episodes, which `verlauf read omop` reads

      WHAT FOLLOWS FROM IT
      \(ReportFormat.all.map { "  \($0.name.padded(12)) \($0.summary)" }.joined(separator: "\n"))

      --deidentify writes what nobody can tell without the key whom it is of: pseudonyms, shifted dates, ages of 90 and above in one, texts of clinical words alone; and says what was done and what \
      still identifies. Documentation/Sharing.md says what becomes of every field.

      Exits with 0, 2 where nothing could be written. What the format cannot hold is in the report that is printed.
      """)

  @Argument(help: ArgumentHelp("\(Self.names.joined(separator: ", ")).", valueName: "format"))
  var name: String
  @OptionGroup var input: StudyArguments
  @Option(name: .shortAndLong, help: "The folder to write, or the file.", completion: .file())
  var out: String
  @Flag(help: "De-identify what is written; `share` does so by itself.")
  var deidentify = false
  @Flag(help: "Of `share`: write the record with all that identifies.")
  var identified = false
  @Option(
    help: ArgumentHelp(
      "Of `omop`, which has full dates alone: what becomes of a time known to a month, a year or an interval (\(PartialDatePolicy.allCases.map(\.rawValue).joined(separator: ", "))). Without it it is left out.",
      valueName: "policy"))
  var partialDates: PartialDatePolicy?
  @Option(
    help: ArgumentHelp(
      "Of `share`: the licence (\(Licence.ids.joined(separator: ", "))), or the terms in a sentence.",
      valueName: "licence"))
  var licence: String?
  @Option(
    help: ArgumentHelp(
      "Of `cdisc`: the container of the datasets, \(StudyFormat.cdisc.containers.joined(separator: ", ")). Of `fhir`: \(StudyFormat.fhir.containers.joined(separator: ", ")).",
      valueName: "container"))
  var container: String?
  @OptionGroup(title: "De-identification") var deidentifying: DeidentifyArguments
  @OptionGroup var replace: ReplaceChangedOption
  @OptionGroup var format: FormatOption
  @Option(help: "Of what follows from the record: the language of its words, en or de.")
  var language: Language?
  @OptionGroup(title: "Cohort, for what follows from the record") var cohort: CohortArguments

  /// The formats of the record and those of what follows from it.
  private static let names = StudyFormat.all.filter(\.isWritten).map(\.name) + ReportFormat.all.map(\.name)

  func validate() throws {
    if !Self.names.contains(name) {
      let nearest = Spelling.nearest(to: name, among: Self.names).map { "; did you mean `\($0)`?" } ?? ""
      throw ValidationError(
        "there is no format `\(name)` to write; expected \(Self.names.joined(separator: " or "))\(nearest)")
    }
    if out.isEmpty { throw ValidationError("--out: an empty path names no folder") }
    try checkContainer()
    try checkSharing()
    if partialDates != nil, StudyFormat.named(name)?.writeInDays == nil {
      throw ValidationError("--partial-dates: only of `omop`; `\(name)` has no need of full dates")
    }
    try deidentifying.check(isAsked: isDeidentified, out: out)
    if let ending, !out.lowercased().hasSuffix("." + ending) {
      throw ValidationError("--out \(out): `\(name)` is one file; its name must end in .\(ending)")
    }
    try refuseOptionsOfReports()
  }

  /// Whether it is a study to be given away under terms.
  private var isShared: Bool { StudyFormat.named(name)?.share != nil }
  private var isDeidentified: Bool { deidentify || isShared && !identified }

  /// What is given away has a licence, and is de-identified unless somebody says that it is not.
  private func checkSharing() throws {
    if identified, deidentify { throw ValidationError("--identified beside --deidentify; expected one of them") }
    guard isShared else {
      if identified {
        throw ValidationError("--identified: only of `share`; without --deidentify nothing else is de-identified")
      }
      if licence != nil { throw ValidationError("--licence: only of `share`") }
      return
    }
    guard let licence else {
      throw ValidationError(
        "data to share have a licence: --licence with one of \(Licence.ids.joined(separator: ", ")), or the terms in a sentence"
      )
    }
    do throws(Licence.Doubt) { _ = try Licence(licence) } catch {
      throw ValidationError(
        "--licence \(licence.prefix(80)): no licence for data, and no terms in a sentence; expected one of \(Licence.ids.joined(separator: ", "))"
          + (error.suggestion.map { "; did you mean `\($0)`?" } ?? ""))
    }
  }

  /// A container is one that the format has.
  private func checkContainer() throws {
    guard let container else { return }
    let known = StudyFormat.named(name)?.containers ?? []
    if known.isEmpty { throw ValidationError("--container: only of `cdisc` and `fhir`") }
    guard !known.contains(container) else { return }
    let nearest = Spelling.nearest(to: container, among: known).map { "; did you mean `\($0)`?" } ?? ""
    throw ValidationError(
      "--container \(container.prefix(80)): expected \(known.joined(separator: " or "))\(nearest)")
  }

  /// Options of what follows from the record change nothing in the record.
  private func refuseOptionsOfReports() throws {
    let chosen =
      (input.library.library == nil ? [] : ["--library"]) + (language == nil ? [] : ["--language"]) + cohort.chosen
    guard ReportFormat.named(name) == nil, let option = chosen.first else { return }
    throw ValidationError(
      "\(option) changes nothing in `\(name)`, which holds the record; it is for \(ReportFormat.all.map(\.name).joined(separator: " and "))"
    )
  }

  /// The ending of the one file that is written.
  private var ending: String? { ReportFormat.named(name)?.ending ?? StudyFormat.named(name)?.ending(in: container) }

  /// Whether the files go into one archive.
  private var isArchive: Bool { isShared && out.lowercased().hasSuffix(".zip") }

  /// What writes the record.
  private func writer(_ deidentified: Deidentification?) throws -> (Study) -> StudyWriting {
    let format = StudyFormat.named(name)
    if let share = format?.share, let licence, let own = try? Licence(licence) {
      let terms = SharingTerms(
        licence: own, deidentification: deidentified?.report, version: ReportInfo.version)
      return { share($0, terms) }
    }
    if let container, let write = format?.writeInto { return { write($0, container) } }
    if let write = format?.writeInDays { return { write($0, partialDates ?? .leaveOut) } }
    guard let write = format?.write else { throw ExitCode(2) }
    return { write($0) }
  }

  func run() async throws {
    if let own = ReportFormat.named(name) { return try await write(own) }
    let (study, _) = try await input.read()
    let deidentified = try isDeidentified ? deidentifying.apply(to: study, read: input.study) : nil
    var writing = try writer(deidentified)(deidentified?.study ?? study)
    if let refusal = writing.refusal {
      Terminal.tell("error: \(refusal); nothing was written")
      throw ExitCode(2)
    }
    if let deidentified, ending == nil, !writing.files.isEmpty {
      writing.files[DeidentificationReport.fileName] = deidentified.report.markdown
    }
    let files =
      (writing.files.map { OutputFile(path: $0.key, text: $0.value) }
      + writing.binaries.map { OutputFile(path: $0.key, bytes: $0.value) }).sorted { $0.path < $1.path }
    format.show([LossTable.table(writing.losses)] + DeidentificationTables.tables(deidentified?.report))
    guard !files.isEmpty else {
      Terminal.tell("error: nothing was written")
      throw ExitCode(2)
    }
    for remark in writing.remarks { Terminal.tell("warning: \(remark)") }
    if ending != nil {
      try save(files[0].bytes)
    } else if isArchive {
      try save(try packed(files))
    } else {
      try Writing.attempt(protecting: input.places) { writer throws(WriteFailure) in
        try writer.writeFolder(files, kind: isShared ? "share" : "tables", to: out, replacing: replace.replace)
      }
    }
    Terminal.tell(
      "\(out): \(Terminal.count(files.count, "file")), \(Terminal.count(writing.losses.count(.unplaced), "value")) that they cannot hold"
    )
  }

  /// Writes what follows from the record.
  private func write(_ own: ReportFormat) async throws {
    var outcomes = try await input.outcomes()
    var deidentified: Deidentification?
    if deidentify {
      let own = try deidentifying.apply(to: outcomes.study, read: input.study)
      outcomes = await StudyOutcomes(own.study, library: outcomes.library)
      deidentified = own
    }
    Terminal.progress("Making the report …")
    // Scans are no data to share: what is de-identified goes without.
    let report = Report(
      outcomes, cohort: try cohort.options(outcomes), language: language ?? .english,
      pictures: deidentify
        ? CoursePictures() : try await StudyImages.pictures(of: input.study, outcomes.study, inGreys: false))
    try cohort.check(report.cohort)
    let written: ReportFormat.Written
    do throws(ReportFormat.Refusal) { written = try own.write(report) } catch {
      Terminal.endProgress()
      Terminal.tell("error: \(error); nothing was written")
      throw ExitCode(2)
    }
    Terminal.endProgress()
    var losses = LossReport()
    for held in written.held {
      losses.add(.understood, file: "report", column: held.part, meaning: held.part, count: held.count)
    }
    for part in written.leftOut {
      losses.add(.unplaced, file: "report", column: part.part, meaning: part.why, count: part.count)
    }
    format.show([LossTable.table(losses)] + DeidentificationTables.tables(deidentified?.report))
    try save(written.bytes)
    let errors = report.review.count(.error)
    if errors > 0 {
      Terminal.tell("warning: \(Terminal.count(errors, "error")) of the review stand open; verlauf check tells them")
    }
    Terminal.tell(
      "\(out): \(Terminal.count(losses.count(.understood), "value")), \(Terminal.count(losses.count(.unplaced), "value")) that it does not hold"
    )
  }

  /// The files as one archive. Exits with 2 where nothing can pack them.
  private func packed(_ files: [OutputFile]) throws -> [UInt8] {
    do throws(ZipArchive.Failure) {
      return try ZipArchive.pack(files, searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "")
    } catch {
      Terminal.tell("error: \(error) Without .zip a folder is written; nothing was written now.")
      throw ExitCode(2)
    }
  }

  private func save(_ bytes: [UInt8]) throws {
    try Writing.attempt(protecting: input.places) { writer throws(WriteFailure) in
      try writer.writeFile(bytes, to: out, replacing: replace.replace)
    }
  }
}

extension PartialDatePolicy: ExpressibleByArgument {}
