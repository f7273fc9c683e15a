// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Drawing
import Exchange
import Figures
import Imaging
import Notation
import Outcomes
import Plain
import Report
import Review
import Store

/// The study that is open: its file, and what was derived of its last revision.
actor OpenStudy {
  /// The file.
  nonisolated let store: Store
  /// The folder that it was read from when it was opened; nil where it was no folder.
  nonisolated let folder: String?
  /// The file of the second entry that it is compared with.
  private(set) var second: String?
  private let library: RegimenLibrary
  private var kept: StudyState?
  private var making: (revision: Int, task: Task<StudyState, any Error>)?
  private var reports: [(revision: Int, settings: ReportSettings, report: Report)] = []
  private var secret: String?
  private var pictures: (revision: Int, all: [String: [String]]) = (0, [:])
  /// Pictures that were chosen and are not kept yet.
  nonisolated let pending = PendingPictures()
  private var looked: [String: KeptImages.State] = [:]
  private var scans: [(revision: Int, inGreys: Bool, pictures: CoursePictures)] = []
  private var synced: (last: Int, files: [String: String]?, sync: FolderSync)?

  init(_ store: Store, folder: String? = nil, library: RegimenLibrary) {
    self.store = store
    self.folder = folder
    self.library = library
  }

  /// The study as it is now, with all that was derived of it. Made once for a revision, whoever asks.
  func state() async throws -> StudyState {
    let revision = try await store.lastRevision()
    if let kept, kept.revision == revision { return kept }
    if let making, making.revision == revision { return try await making.task.value }
    let secret = try await addressSecret()
    let task = Task { [store, library, looked] in
      try await StudyState(store, at: revision, library: library, secret: secret, looked: looked)
    }
    making = (revision, task)
    defer { if making?.revision == revision { making = nil } }
    let state = try await task.value
    if (kept?.revision ?? 0) < revision { kept = state }
    for case .readable(let digest, let width, let height, let extras) in (state.kept?.files ?? [:]).values {
      looked[digest] = .readable(digest: digest, width: width, height: height, extras: extras)
    }
    return state
  }

  /// The scans of a state as figures embed them; the last few are kept.
  private func scans(_ state: StudyState, inGreys: Bool) async -> CoursePictures {
    guard !state.pictures.isEmpty else { return CoursePictures() }
    if let known = scans.first(where: { $0.revision == state.revision && $0.inGreys == inGreys }) {
      return known.pictures
    }
    var files = StudyPictures([:])
    for picture in state.pictures where picture.isHere {
      files.files[picture.name] = (try? await store.bytes(of: picture.id)).map { .success($0) }
    }
    let made = await files.printed(of: state.study, inGreys: inGreys).pictures
    scans.append((state.revision, inGreys, made))
    if scans.count > 2 { scans.removeFirst() }
    return made
  }

  /// How the folder stands to the study; looked up again where either has changed.
  func sync() async throws -> FolderSync {
    guard let folder else { return FolderSync(state: .none, revision: nil) }
    let last = try await store.lastRevision()
    let files = try? FolderFormat.canonical(DiskFiles(folder: folder))
    if let known = synced, known.last == last, known.files == files { return known.sync }
    let sync = try await FolderSync(files, store, last: last)
    synced = (last, files, sync)
    return sync
  }

  /// Chooses the file of a second entry.
  func compare(with second: String?) { self.second = second }

  /// Drawings of a revision, each made once; those of another revision are let go.
  func pictures(_ name: String, of revision: Int, make: @Sendable () -> [String]) -> [String] {
    if pictures.revision != revision { pictures = (revision, [:]) }
    if let known = pictures.all[name] { return known }
    let made = make()
    if pictures.all.count < Self.mostPictures { pictures.all[name] = made }
    return made
  }

  private static let mostPictures = 400

  /// The report of a state; the last few are kept.
  func report(_ state: StudyState, _ settings: ReportSettings, in language: Language) async -> Report {
    if let known = reports.first(where: {
      $0.revision == state.revision && $0.settings == settings && $0.report.language == language
    }) {
      return known.report
    }
    let report = Report(
      state.outcomes, options: settings.figureOptions, cohort: settings.cohortOptions(state.outcomes),
      language: language, pictures: await scans(state, inGreys: settings.print == .greyscale), images: state.kept)
    reports.append((state.revision, settings, report))
    if reports.count > 4 { reports.removeFirst() }
    return report
  }

  /// Whether the file was made for a second entry.
  func isSecondEntry() async throws -> Bool {
    try await store.history(before: 2, most: 1).first?.why == SecondFile.why
  }

  /// What tells this study from every other, and says nothing of it.
  func identity() async throws -> String {
    Hexadecimal.name(of: try await addressSecret() + "\nstudy")
  }

  /// What makes addresses of findings tell nothing: the hash of the first revision, which random bytes went into and which no address shows.
  private func addressSecret() async throws -> String {
    if let secret { return secret }
    let own = try await store.history(before: 2, most: 1).first?.hash ?? ""
    secret = own
    return own
  }
}

/// A study in one revision, with all that was derived of it.
struct StudyState: Sendable {
  let revision: Int
  /// What reading told beside the study.
  let problems: [Problem]
  let outcomes: StudyOutcomes
  let review: StudyReview
  /// The patients in the order of the study, with the parts that they are.
  let patients: [Place]
  /// The pictures of assessments that are kept with their patients.
  let pictures: [Attachment]
  /// What they are; nil where the study has no pictures and names none.
  let kept: KeptImages?
  private let byPart: [Int: Int]
  private let byID: [Patient.ID: Int]
  private let byPatient: [Patient.ID?: [Finding]]
  private let secret: String

  /// A patient in the list.
  struct Place: Sendable {
    /// The number in addresses.
    let part: Int
    /// From 1.
    let position: Int
    let summary: Store.PatientSummary
    let outcome: PatientOutcomes
  }

  var study: Study { outcomes.study }

  /// - Parameter looked: what is known of pictures, by their digests.
  init(
    _ store: Store, at revision: Int, library: RegimenLibrary, secret: String, looked: [String: KeptImages.State] = [:]
  ) async throws {
    let reading = try await store.study(at: revision)
    guard let study = reading.study else { throw StoreError.unreadable(reading.errors) }
    outcomes = await StudyOutcomes(study, library: library, places: reading.places)
    pictures = try await store.pictures(at: revision)
    kept = try await Self.kept(of: study, pictures, store, looked)
    review = StudyReview(outcomes, images: kept)
    problems = reading.problems
    byPatient = Dictionary(grouping: review.findings, by: \.patient)
    self.revision = revision
    self.secret = secret
    let summaries = Dictionary(try await store.patients().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    patients = outcomes.patients.compactMap { outcome in
      summaries[outcome.patient.id].map { (outcome, $0) }
    }.enumerated().map { index, own in
      Place(part: own.1.part, position: index + 1, summary: own.1, outcome: own.0)
    }
    byPart = Dictionary(patients.enumerated().map { ($1.part, $0) }, uniquingKeysWith: { first, _ in first })
    byID = Dictionary(
      patients.enumerated().map { ($1.outcome.patient.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What the pictures are that the record names; only those that nobody has looked at are read.
  private static func kept(
    of study: Study, _ pictures: [Attachment], _ store: Store, _ looked: [String: KeptImages.State]
  ) async throws -> KeptImages? {
    guard !StudyPictures.named(by: study).isEmpty else { return nil }
    var (known, files) = ([String: KeptImages.State](), StudyPictures([:]))
    for picture in pictures where picture.isHere {
      if let state = looked[picture.digest] {
        known[picture.name] = state
      } else {
        files.files[picture.name] = .success(try await store.bytes(of: picture.id))
      }
    }
    let new = await files.kept()
    return KeptImages(known.merging(new.files) { own, _ in own })
  }

  /// The patient of a number.
  func patient(_ part: Int) -> Place? { byPart[part].map { patients[$0] } }
  /// The patient of an id.
  func patient(id: Patient.ID?) -> Place? { id.flatMap { byID[$0] }.map { patients[$0] } }

  /// How a finding is called in addresses: what it is of cannot be read from it.
  func address(of finding: Finding) -> String {
    Hexadecimal.name(of: secret + "\n" + finding.id)
  }

  /// The finding of an address, open or decided.
  func finding(_ address: String) -> Finding? {
    (review.findings + review.decided).first { self.address(of: $0) == address }
  }

  /// The findings of a patient that are open.
  func findings(of patient: Patient.ID?) -> [Finding] { byPatient[patient] ?? [] }
}
