// SPDX-License-Identifier: Apache-2.0

public import Course
public import Dosing
import Plain

/// Everything derived of one patient: a pure function of the record, so that a cohort streams and uses every core.
public struct PatientOutcomes: Sendable {
  /// The record.
  public var patient: Patient
  /// The record resolved in time.
  public var timeline: PatientTimeline
  /// Lines of therapy.
  public var lines: [LineOutcome]
  /// Systemic therapies by their times, those that only support among them.
  public var therapies: [TherapyOutcome]
  /// Where each therapy stands among them.
  private let places: [Entry.ID: Int]
  /// Readers of the lesions, first the one who counts where none is asked for; one nil where no reader is named.
  public var lesionReaders: [String?]
  /// The measured lesions by line of therapy and reader.
  public var lesionCourses: [TherapyCourse]
  /// Measurements that count for nothing, because nobody can have made them on that day.
  public var misplacedReadings: [MisplacedReading]
  /// Survival from diagnosis.
  public var survivalFromDiagnosis: Derived<TimeToEvent>?
  /// Survival from the first distant metastasis.
  public var survivalFromMetastasis: Derived<TimeToEvent>?

  /// Operations that may have taken disease away, each with the time to relapse after it, in order of time.
  public var resections: [ResectionOutcome]

  /// Derives the outcomes of a patient of a study; combinations are named as they are written.
  public init(_ patient: Patient, in study: Study) { self.init(patient, in: study, TreatmentNames()) }

  init(_ patient: Patient, in study: Study, _ names: TreatmentNames, _ readers: LesionReaders? = nil) {
    let timeline = PatientTimeline(patient, in: study)
    lesionReaders = readers?.ranked(patient) ?? LesionReaders.ranked(patient, in: study)
    let derivation = OutcomeDerivation(
      patient: patient, study: study, timeline: timeline, names: names, lesionReaders: lesionReaders)
    self.patient = patient
    self.timeline = timeline
    therapies = derivation.therapies()
    places = Dictionary(
      therapies.enumerated().map { ($0.element.entry.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    lines = derivation.lineOutcomes()
    lesionCourses = derivation.lesionCourses()
    misplacedReadings = derivation.misplaced
    survivalFromDiagnosis = derivation.survival(
      from: patient.diagnosis?.entry, origin: Phrase("diagnosis", "der Diagnose"), id: "survival-from-diagnosis")
    survivalFromMetastasis = derivation.survival(
      from: derivation.firstMetastasis, origin: Phrase("the first distant metastasis", "der ersten Fernmetastase"),
      id: "survival-from-metastasis")
    resections = derivation.resections()
  }

  /// The outcome of a therapy.
  public func therapy(_ id: Entry.ID) -> TherapyOutcome? {
    guard let place = places[id], therapies.indices.contains(place), therapies[place].entry.id == id else {
      return therapies.first { $0.entry.id == id }
    }
    return therapies[place]
  }

  /// Maintenance therapies.
  public var maintenance: [TherapyOutcome] { therapies.filter(\.isMaintenance) }

  /// All traces, in the order of the course.
  public var traces: [Trace] {
    var traces: [Trace] = []
    for therapy in therapies {
      traces += [
        therapy.line?.trace, therapy.duration.trace, therapy.bestResponse?.trace, therapy.responseDuration?.trace,
        therapy.timeToProgression?.trace, therapy.progressionFreeSurvival?.trace,
      ].compactMap(\.self)
      if therapy.isMeasured { traces += therapy.judged?.traces ?? [] }
      for phase in therapy.phases {
        traces += [phase.duration?.trace, phase.perWeek?.trace, phase.relative?.trace, phase.cumulative?.trace]
          .compactMap(\.self)
      }
    }
    for line in lines {
      traces += [
        line.bestResponse?.trace, line.timeToProgression.trace, line.progressionFreeSurvival.trace,
        line.growthModulationIndex?.trace,
      ].compactMap(\.self)
      // How long the response of a line held is no number of the line.
      if line.isMeasured {
        traces += [
          line.judged.bestResponse?.trace, line.judged.timeToProgression.trace,
          line.judged.progressionFreeSurvival.trace,
        ].compactMap(\.self)
      }
    }
    traces += resections.map(\.trace)
    traces += [survivalFromDiagnosis?.trace, survivalFromMetastasis?.trace].compactMap(\.self)
    return traces + patient.factTraces
  }
}

/// Everything derived of a study.
public struct StudyOutcomes: Sendable {
  /// The study.
  public var study: Study
  /// Per patient, in the order of the study.
  public var patients: [PatientOutcomes]
  /// The regimens, drugs and rule sets that doses are measured by.
  public var library: RegimenLibrary
  /// How combinations are named.
  public let names: TreatmentNames
  /// Where the records of the study stand, for those who show a value with the place of what it rests on. No value depends on it.
  public var places: Places

  /// Derives the outcomes of all patients one after the other, for those who cannot wait on others.
  package init(oneByOne study: Study, library: RegimenLibrary) {
    let names = TreatmentNames(study, library: library)
    let readers = LesionReaders(study)
    self.study = study
    self.library = library
    self.names = names
    places = Places()
    patients = study.patients.map { PatientOutcomes($0, in: study, names, readers) }
  }

  /// Derives the outcomes of one patient of a study whose other patients are elsewhere.
  ///
  /// - Parameters:
  ///   - patient: the one patient.
  ///   - study: the study without patients.
  ///   - readers: how many patients of the whole study each reader of lesions measured.
  package init(of patient: Patient, in study: Study, library: RegimenLibrary, readers: LesionReaders) {
    self.study = study
    self.study.patients = [patient]
    self.library = library
    names = TreatmentNames()
    places = Places()
    patients = [PatientOutcomes(patient, in: self.study, names, readers)]
  }

  /// Derives the outcomes of all patients, on every core.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - library: what doses are measured by. An empty one finds no dose above a limit and no departure from a regimen.
  ///   - places: where the records of the study stand, as reading gave them.
  public init(_ study: Study, library: RegimenLibrary, places: Places = Places()) async {
    let count = study.patients.count
    let chunk = 64
    self.study = study
    self.library = library
    self.places = places
    let names = TreatmentNames(study, library: library)
    let readers = LesionReaders(study)
    self.names = names
    guard count > chunk else {
      patients = study.patients.map { PatientOutcomes($0, in: study, names, readers) }
      return
    }
    patients = await withTaskGroup(of: (Int, [PatientOutcomes]).self) { group in
      for start in stride(from: 0, to: count, by: chunk) {
        group.addTask {
          let own = study.patients[start..<min(start + chunk, count)]
          return (start, own.map { PatientOutcomes($0, in: study, names, readers) })
        }
      }
      var parts: [Int: [PatientOutcomes]] = [:]
      for await (start, part) in group { parts[start] = part }
      return stride(from: 0, to: count, by: chunk).flatMap { parts[$0] ?? [] }
    }
  }

  /// A patient's outcomes.
  public func patient(_ id: Patient.ID) -> PatientOutcomes? { patients.first { $0.patient.id == id } }
}
