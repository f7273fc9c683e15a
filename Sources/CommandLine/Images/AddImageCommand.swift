// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Chronology
import Console
import Course
import Exchange
import Foundation
import Imaging
import Outcomes
import Plain

/// `verlauf images add FILE --study S --patient 1 --assessment ID`
struct AddImageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract:
      "Clean a picture, keep it in the study's folder images, and print its lines for the record, or write them there.")

  @Argument(help: "A PNG, JPEG, TIFF or DICOM file; it stays as it is.", completion: .file())
  var file: String
  @OptionGroup var owner: ImageOwner
  @Option(help: "The assessment that it shows.")
  var assessment: String
  @Option(NumberRange(1...100_000), help: "The frame of a DICOM file with several, from 1.")
  var frame: Int = 1
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Level and width: 40/400, -600/1500. Without it the first window of the file; beside --over that of the scan below.",
      valueName: "level/width"))
  var window: String?
  @Option(
    help: ArgumentHelp(
      "Draw a slice of PET between two standardised uptakes by body weight, in g/ml: 0/7.", valueName: "low/high"))
  var suv: String?
  @Flag(help: "Draw a PET dark on white.")
  var inverted = false
  @Option(
    help: ArgumentHelp(
      "A CT or MR slice of the same frame of reference, over which the PET is drawn in colours; --window is that of it.",
      valueName: "file"), completion: .file())
  var over: String?
  @Option(help: ArgumentHelp("Make a region black (repeatable): \"512x40 at 0,0\".", valueName: "region"))
  var blank: [String] = []
  @Option(help: ArgumentHelp("Who has looked at the picture, and says that no name stands in it.", valueName: "who"))
  var confirm: String?
  @OptionGroup var words: ImageStatements
  @Flag(
    help:
      "Write the lines into the file of the patient, whose other bytes stay; picture and lines are both written, or neither."
  )
  var write = false

  func validate() throws {
    do throws(ValueSyntaxError) { if let window { _ = try ImageWindow(parsing: window) } } catch {
      throw ValidationError("--window \(error.text): expected \(error.advice)")
    }
    do throws(ValueSyntaxError) { if let suv { _ = try UptakeWindow(ends: suv) } } catch {
      throw ValidationError("--suv \(error.text): expected \(error.advice)")
    }
    if suv == nil, inverted || over != nil {
      throw ValidationError("\(inverted ? "--inverted" : "--over"): expected --suv beside it, such as --suv 0/7")
    }
    if suv != nil, over == nil, window != nil {
      throw ValidationError(
        "--window beside --suv: expected one of them, or --over with the scan that the window is for")
    }
    if inverted, over != nil {
      throw ValidationError("--inverted beside --over: expected one of them; over a scan uptake has colours")
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
    if let lesion = words.lesion {
      let known = Set(outcome.patient.lesions.map(\.lesion)).sorted()
      problems.check(lesion, among: known, "lesion of patient \(owner.patient)", "--lesion")
    }
    try problems.stop()
    let cleaning = try clean()
    try tellOtherPatient(cleaning, study)
    tell(cleaning, outcome)
    if let way = cleaning.uptakeWay {
      Terminal.tell(
        "SUV by body weight: \(way); computed of the header, without conformity assessment: it must not decide a treatment"
      )
    }
    guard let png = cleaning.png else {
      for doubt in cleaning.doubts { Terminal.tell("  \(doubt)") }
      Terminal.tell(
        "error: a name may stand in the picture; nothing was kept. Look at it; then either --blank \"WIDTHxHEIGHT at X,Y\" what stands there, or --confirm WHO that there is none."
      )
      throw ExitCode(1)
    }
    for doubt in cleaning.doubts { Terminal.tell("confirmed by \(confirm ?? "–"): \(doubt)") }
    var image = cleaning.image
    words.state(in: &image)
    if write {
      try record(image, png)
      return
    }
    try keep(png, image)
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
    wish.uptake = suv.flatMap { try? UptakeWindow(ends: $0, isInverted: inverted) }
    wish.base = try over.map { try FileInput.bytes(of: $0, limit: ImageLimits.bytes) }
    do throws(ImageFailure) {
      if wish.uptake != nil, ImageFormat(bytes) == .dicom {
        wish.span = try PETFolder(beside: file, try ImageReader().petHeader(bytes)).span
      }
      return try ImageCleaner().clean(bytes, wish)
    } catch {
      Terminal.tell("error: \(file): \(error)")
      throw ExitCode(2)
    }
  }

  /// A file that bears the pseudonym of another patient of the study in any field of identity is refused, and one that names none of them is told.
  private func tellOtherPatient(_ cleaning: ImageCleaner.Cleaning, _ study: Study) throws {
    try tellOtherPatient(cleaning.header, file, study, "it")
    if let over { try tellOtherPatient(cleaning.under, over, study, "the scan below") }
  }

  private func tellOtherPatient(_ header: DICOMHeader?, _ file: String, _ study: Study, _ what: String) throws {
    guard let header else { return }
    let named = header.named(among: study.patients.map(\.id))
    if let other = named.first(where: { $0.patient != owner.patient }) {
      Terminal.tell(
        "error: \(file): its header names patient \(other.patient) (\(other.field)), not \(owner.patient); nothing was kept. Is it the right file, and the right --patient?"
      )
      throw ExitCode(2)
    }
    if named.isEmpty, header.namesAnybody {
      Terminal.tell(
        "warning: whose \(what) is cannot be told: what its header names is no patient of the study; that it is of \(owner.patient) is your word"
      )
    }
  }

  private func tell(_ cleaning: ImageCleaner.Cleaning, _ outcome: PatientOutcomes) {
    Terminal.tell("removed: \(cleaning.removed.joined(separator: "; "))")
    for warning in cleaning.warnings { Terminal.tell("warning: \(warning.english)") }
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

  /// Writes picture and lines, or neither.
  private func record(_ image: AssessmentImage, _ png: [UInt8]) throws {
    let insertion: ImageInsertion
    do throws(ImageInsertion.Refusal) {
      insertion = try ImageInsertion(
        image, to: assessment, of: owner.patient, in: DiskFiles(folder: owner.study))
    } catch {
      if case .isThere = error {
        let isNew = try keep(png, image)
        Terminal.tell("\(error)\(isNew ? "; its file was not in images and is there again" : "; nothing was written")")
        // What is said of it now is in no record.
        if words.saysAnything {
          Terminal.tell(
            "error: what --shows, --rights, --series and --lesion say is not in the record; change the lines of the picture there"
          )
          throw ExitCode(1)
        }
        return
      }
      Terminal.tell(
        "error: \(error); nothing was written. Without --write the picture is kept, and these lines are for you to put under `images:` of \(assessment):"
      )
      Terminal.data(StudyFolder.text(of: [image]))
      throw ExitCode(2)
    }
    let isNew = try keep(png, image)
    let file = FileRewrite(path: insertion.path, before: insertion.before, after: insertion.after)
    do {
      try Writing.attempt(protecting: []) { writer throws(WriteFailure) in
        try writer.rewriteFiles([file], in: owner.study)
      }
    } catch {
      // Of a file that is written and could not be looked at again the picture stays.
      let now = try? RegularFile.read(
        "\(owner.study)/\(file.path)", limit: max(file.before.count, file.after.count), within: owner.study)
      if isNew, now != file.after { forget(image) }
      throw error
    }
    let end = insertion.line - 1 + insertion.newLines
    Terminal.tell(
      "kept: \(owner.study)/images/\(image.file); written: \(owner.study)/\(insertion.path), lines \(insertion.line) to \(end)"
    )
  }

  /// Removes the picture that was kept for lines that could not be written.
  private func forget(_ image: AssessmentImage) {
    let path = "\(owner.study)/images/\(image.file)"
    do { try FileManager.default.removeItem(atPath: path) } catch {
      Terminal.tell("warning: \(path) is kept without its lines, and could not be removed; `verlauf check` tells of it")
    }
  }

  /// Keeps the picture; false where it is there already.
  @discardableResult
  private func keep(_ png: [UInt8], _ image: AssessmentImage) throws -> Bool {
    let folder = "\(owner.study)/images"
    let path = "\(folder)/\(image.file)"
    // The name is the digest: a file of that name with these bytes is this picture.
    let there = Result { () throws(FileRefusal) in
      try RegularFile.read(path, limit: ImageLimits.bytes, within: owner.study)
    }
    switch there {
    case .success(png): return false
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
    return true
  }
}
