// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain
import Review
import Store

/// Pages of the study that is open.
struct StudyPages: Sendable {
  let desk: Desk
  let visit: Visit
  let open: OpenStudy

  var store: Store { open.store }
  var isForm: Bool { visit.call.method == .post }

  /// The answer of an address; nil where it is none of the study's.
  func answer(_ address: Address) async throws -> Answer? {
    let state = try await open.state()
    switch address {
    case .study: return try await StudyPage(pages: self, state: state).answer()
    case .patient(let number):
      guard let place = state.patient(number) else { throw PageError.notFound }
      return try await PatientPage(pages: self, state: state, place: place).answer()
    case .summary(let number):
      guard let place = state.patient(number) else { throw PageError.notFound }
      return try await SummaryPage(pages: self, state: state, place: place).answer()
    case .summaryDocument(let number):
      guard let place = state.patient(number) else { throw PageError.notFound }
      return try await SummaryPage(pages: self, state: state, place: place).document()
    case .laboratoryRows(let number), .lesionRows(let number):
      guard let place = state.patient(number) else { throw PageError.notFound }
      return try await RowsPage(
        pages: self, state: state, place: place, table: address == .lesionRows(number) ? .lesion : .laboratory
      ).answer()
    case .attachment(let number, let file):
      guard let place = state.patient(number),
        let attachment = try await store.attachments().first(where: {
          $0.id == file && $0.patient == place.outcome.patient.id
        })
      else { throw PageError.notFound }
      return .download(try await store.bytes(of: file), type: attachment.mediaType, name: attachment.name)
    case .dossier(let number):
      guard let place = state.patient(number) else { throw PageError.notFound }
      return try await DossierPage(pages: self, state: state, place: place).answer()
    case .dose(let number):
      guard let place = state.patient(number) else { throw PageError.notFound }
      return DosePage(pages: self, state: state, place: place).answer()
    case .forecast(let number):
      guard let place = state.patient(number) else { throw PageError.notFound }
      return try await ForecastPage(pages: self, state: state, place: place).answer()
    case .pictures, .picture, .newPicture, .newPicturePixels, .pixels:
      return try await PicturePages(pages: self, state: state).answer(address)
    case .cycles(let number, let entry):
      guard let place = state.patient(number) else { throw PageError.notFound }
      return try await CyclesPage(pages: self, state: state, place: place, entry: entry).answer()
    case .paste(let number):
      guard let place = state.patient(number) else { throw PageError.notFound }
      return try await PastePage(pages: self, state: state, place: place).answer()
    case .double: return try await DoublePage(pages: self, state: state).answer()
    case .doublePatient(let number):
      guard let place = state.patient(number) else { throw PageError.notFound }
      return try await DoublePatientPage(pages: self, state: state, place: place).answer()
    case .findings: return FindingsPage(pages: self, state: state).answer()
    case .finding(let name): return try await FindingPage(pages: self, state: state, name: name).answer()
    case .report, .reportPart, .reportArchive: return try await ReportPages(pages: self, state: state).answer(address)
    case .trial: return try await TrialPage(pages: self, state: state).answer()
    case .history: return try await HistoryPages(pages: self, state: state).list()
    case .revision(let number): return try await HistoryPages(pages: self, state: state).revision(number)
    case .writeFolder where isForm: return try await writeFolder(state)
    default: return try await EntryPages(pages: self, state: state).answer(address)
    }
  }

  /// Puts the study into the folder that it was read from, where that says nothing that the study has not said.
  private func writeFolder(_ state: StudyState) async throws -> Answer {
    let sync = try await open.sync()
    guard sync.state == .behind, let folder = open.folder, let revision = sync.revision else {
      throw PageError(Words.folderParted, status: 409)
    }
    let (old, new) = (try await store.files(at: revision), try await store.files(at: state.revision))
    var pictures: [String: [UInt8]] = [:]
    for picture in state.pictures where picture.isHere {
      pictures[picture.name] = try await store.bytes(of: picture.id)
    }
    do throws(WriteFailure) { try FolderWriting.write(new, over: old, pictures: pictures, in: folder) } catch {
      throw PageError(Phrase("\(error)", "\(error)"))
    }
    return Answer.see(.study, "told=saved")
  }

  /// The frame of a page of this study.
  func layout(_ state: StudyState, _ tab: Layout.Tab?) -> Layout {
    Layout(
      visit: visit,
      frame: Layout.Frame(
        title: state.study.title, errors: state.review.count(.error), isReadOnly: store.isReadOnly), tab: tab)
  }
}
