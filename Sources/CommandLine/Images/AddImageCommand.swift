// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Chronology
import Console
import Course
import Exchange
import Imaging
import Outcomes
import Plain

/// `verlauf images add FILE --study S --patient 1 --assessment ID`
struct AddImageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Clean a picture, keep it in the study's folder images, and print its lines for the record.")

  @Argument(help: "A PNG, JPEG, TIFF or DICOM file; it stays as it is.", completion: .file())
  var file: String
  @OptionGroup var owner: ImageOwner
  @Option(help: "The assessment that it shows.")
  var assessment: String
  @Option(NumberRange(1...100_000), help: "The frame of a DICOM file with several, from 1.")
  var frame: Int = 1
  @Option(
    help: ArgumentHelp("Level and width: 40/400. Without it the first window of the file.", valueName: "level/width"))
  var window: String?
  @Option(help: ArgumentHelp("Make a region black (repeatable): \"512x40 at 0,0\".", valueName: "region"))
  var blank: [String] = []
  @Option(help: ArgumentHelp("Who has looked at the picture, and says that no name stands in it.", valueName: "who"))
  var confirm: String?
  @OptionGroup var words: ImageStatements

  func validate() throws {
    do throws(ValueSyntaxError) { if let window { _ = try ImageWindow(parsing: window) } } catch {
      throw ValidationError("--window \(error.text): expected \(error.advice)")
    }
    do throws(ValueSyntaxError) { for region in blank { _ = try ImageCrop(parsing: region) } } catch {
      throw ValidationError("--blank \(error.text): expected \(error.advice)")
    }
    if let confirm, confirm.trimmed.isEmpty {
      throw ValidationError("--confirm: expected who has looked at the picture")
    }
  }

  func run() async throws {
    let (study, outcome) = try await owner.outcome()
    var problems = ArgumentProblems()
    problems.check(
      assessment, among: outcome.patient.assessments.map(\.entry.id), "assessment of patient \(owner.patient)",
      "--assessment")
    try problems.stop()
    let cleaning = try clean()
    try tellOtherPatient(cleaning, study)
    tell(cleaning, outcome)
    guard let png = cleaning.png else {
      for doubt in cleaning.doubts { Terminal.tell("  \(doubt)") }
      Terminal.tell(
        "error: a name may stand in the picture; nothing was kept. Look at it; then either --blank \"WIDTHxHEIGHT at X,Y\" what stands there, or --confirm WHO that there is none."
      )
      throw ExitCode(1)
    }
    for doubt in cleaning.doubts { Terminal.tell("confirmed by \(confirm ?? "–"): \(doubt)") }
    try keep(png, cleaning.image)
    var image = cleaning.image
    words.state(in: &image)
    Terminal.tell(
      "kept: \(owner.study)/images/\(image.file) (\(cleaning.size.width) x \(cleaning.size.height) pixels); these lines belong under `images:` of \(assessment) in patients/\(owner.patient).yaml:"
    )
    Terminal.data(StudyFolder.text(of: [image]))
  }

  private func clean() throws -> ImageCleaner.Cleaning {
    var wish = ImageCleaner.Wish()
    wish.frame = frame
    wish.window = window.flatMap { try? ImageWindow(parsing: $0) }
    wish.blanked = blank.compactMap { try? ImageCrop(parsing: $0) }
    wish.confirmedBy = confirm?.trimmed
    let bytes = try FileInput.bytes(of: file, limit: ImageLimits.bytes)
    do throws(ImageFailure) { return try ImageCleaner().clean(bytes, wish) } catch {
      Terminal.tell("error: \(file): \(error)")
      throw ExitCode(2)
    }
  }

  /// A file that bears the pseudonym of another patient of the study in any field of identity is refused, and one that names none of them is told.
  private func tellOtherPatient(_ cleaning: ImageCleaner.Cleaning, _ study: Study) throws {
    guard let header = cleaning.header else { return }
    let named = header.named(among: study.patients.map(\.id))
    if let other = named.first(where: { $0.patient != owner.patient }) {
      Terminal.tell(
        "error: \(file): its header names patient \(other.patient) (\(other.field)), not \(owner.patient); nothing was kept. Is it the right file, and the right --patient?"
      )
      throw ExitCode(2)
    }
    if named.isEmpty, header.namesAnybody {
      Terminal.tell(
        "warning: whose it is cannot be told: what its header names is no patient of the study; that it is of \(owner.patient) is your word"
      )
    }
  }

  private func tell(_ cleaning: ImageCleaner.Cleaning, _ outcome: PatientOutcomes) {
    Terminal.tell("removed: \(cleaning.removed.joined(separator: "; "))")
    for warning in cleaning.warnings { Terminal.tell("warning: \(warning)") }
    guard let entry = outcome.patient.entries.first(where: { $0.id == assessment }),
      case .assessment(let own) = entry.content
    else { return }
    if let code = cleaning.image.modality, let words = own.modality.value,
      ScanModality(code)?.isNamed(in: words) == false
    {
      Terminal.tell("warning: its modality is \(code), and \(assessment) is by \(words)")
    }
    if let date = cleaning.image.date, let days = SeriesMatch.days(from: date, to: entry, outcome), days != 0 {
      Terminal.tell(
        "warning: it was made on \(date.text), \(abs(days)) \(abs(days) == 1 ? "day" : "days") \(days > 0 ? "after" : "before") \(assessment) can have been"
      )
    }
  }

  private func keep(_ png: [UInt8], _ image: AssessmentImage) throws {
    let folder = "\(owner.study)/images"
    let path = "\(folder)/\(image.file)"
    // The name is the digest: a file of that name with these bytes is this picture.
    let there = Result { () throws(FileRefusal) in
      try RegularFile.read(path, limit: ImageLimits.bytes, within: owner.study)
    }
    switch there {
    case .success(png): return
    case .failure(.missing): break
    case .success:
      Terminal.tell(
        "error: \(path) is there with other bytes than its name says: somebody has changed it; nothing was written. Move it away, then again."
      )
      throw ExitCode(2)
    case .failure(let refusal):
      Terminal.tell("error: \(path): \(refusal); nothing was written")
      throw ExitCode(2)
    }
    try Writing.attempt(protecting: []) { writer throws(WriteFailure) in
      try writer.writeFile(png, to: path, within: owner.study)
    }
  }
}
