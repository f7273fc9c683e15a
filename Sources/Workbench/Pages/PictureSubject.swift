// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Outcomes
import Plain
import Store

/// An assessment with its pictures, and the one way in which they change: the fields of its form, checked as the form checks them, saved with the pixels as one revision.
struct PictureSubject {
  let pages: StudyPages
  let state: StudyState
  let place: StudyState.Place
  let part: StoredPart
  let entry: Entry
  let assessment: Assessment

  /// The assessment of an address.
  init(_ pages: StudyPages, _ state: StudyState, patient: Int, entry number: Int) async throws {
    let sheet = try await EntryPages(pages: pages, state: state).sheet(patient)
    guard let own = sheet.entries.first(where: { $0.part.id == number }),
      case .assessment(let assessment) = own.entry.content
    else { throw PageError.notFound }
    (self.pages, self.state, place, part, entry) = (pages, state, sheet.place, own.part, own.entry)
    self.assessment = assessment
  }

  var patient: Patient.ID { place.outcome.patient.id }
  var images: [AssessmentImage] { assessment.images }
  var address: Address { .pictures(place.part, part.id) }

  /// What the assessment is called: its kind, what it is by, and when it was.
  func title(_ language: Language) -> String {
    let words = EntryWords(entry)
    return ([words.title(language)] + words.when.prefix(1)).joined(separator: ", ")
  }

  /// The kept picture of an image; nil where the study does not have its pixels.
  func kept(_ image: AssessmentImage) -> Attachment? {
    state.pictures.first { $0.patient == patient && $0.name == image.file && $0.isHere }
  }

  /// Changes the pictures of the assessment.
  ///
  /// - Parameters:
  ///   - new: pixels that come with the change.
  ///   - why: what the history says of it.
  ///   - change: what becomes of the fields of the form.
  /// - Returns: what is wrong with them; nil where it is saved.
  func save(
    _ new: [(name: String, bytes: [UInt8])] = [], why: Phrase, _ change: (inout FormSheet) -> Void
  ) async throws -> FormProblems? {
    guard let kind = EntryKind.all.first(where: { $0.matches(entry.content) }) else { throw PageError.notFound }
    let form = try await EntryPages(pages: pages, state: state).entry(
      .entry(place.part, part.id), place.part, kind, part)
    var sheet = form.form.sheet(part.part)
    change(&sheet)
    let problems = form.problems(&sheet)
    guard !problems.hasErrors else { return problems }
    do {
      let text = try form.form.text(&sheet, base: part.part)
      _ = try await pages.store.save(
        [.replace(part.id, base: state.revision, text: text)],
        pictures: new.map { (patient, $0.name, $0.bytes) }, by: pages.visit.session.author, why: pages.visit(why))
    } catch let error as StoreError {
      if case .conflict = error { throw PageError(Words.goneMeanwhile, status: 409) }
      throw error
    } catch let error as PartFields.Unreadable {
      var problems = FormProblems()
      problems.all = error.problems.map { FormProblems.One(name: "", isError: true, words: $0.words) }
      return problems
    }
    return nil
  }
}
