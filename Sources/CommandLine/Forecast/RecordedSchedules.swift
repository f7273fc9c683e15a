// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Dosing
import Exchange
import Marrow
import Plain

/// The schedules of gemcitabine that a record states, as they are written for a forecast, and what stands in the way of one.
struct RecordedSchedules {
  var schedules: [String] = []
  var notes: [String] = []
  var refusal = ForecastRefusal.noCounts

  static func read(
    _ path: String, _ id: String, _ problems: inout ArgumentProblems
  ) async throws -> RecordedSchedules? {
    let reading = try await StudySource.read(path)
    StudyArguments.tell(reading.problems)
    guard let study = reading.study else {
      problems.note("--study \(path): the study cannot be read")
      return nil
    }
    problems.check(id, among: study.patients.map(\.id), "patient", "--patient")
    guard let patient = study.patients.first(where: { $0.id == id }) else { return nil }
    return RecordedSchedules(patient)
  }

  init(_ patient: Patient) {
    let counts = patient.entries.filter { entry in
      guard case .laboratory(let laboratory) = entry.content else { return false }
      return Analyte(named: laboratory.analyte) == .neutrophils
    }
    if counts.isEmpty {
      notes.append(
        "The record of patient \(patient.id) states no counts of neutrophils: the bands are of the population under the schedules of the record, and are not the patient's."
      )
    } else {
      refusal = .notDetermined(
        "this command does not read the \(counts.count) counts of the record; give them with --counts and --given")
    }
    for entry in patient.entries {
      switch entry.content {
      case .radiotherapy:
        let words = "Radiotherapy is stated (\(entry.id)): the models were not fitted on marrow that was irradiated."
        if !notes.contains(words) { notes.append(words) }
      case .therapy(let therapy): add(therapy, entry.id)
      default: break
      }
    }
  }

  private mutating func add(_ therapy: Therapy, _ id: String) {
    for phase in therapy.inFull.phases where MarrowDrug(rawValue: phase.drug) == .gemcitabine {
      let name = "\(id)/\(phase.id)"
      guard let dose = phase.dose.value, let lengths = phase.cycleLength.value?.days, !phase.days.isEmpty else {
        notes.append("\(name): dose, days or length of the cycle are not stated; no band.")
        continue
      }
      let others = therapy.inFull.phases.filter { $0.drug != phase.drug }
      if !others.isEmpty || therapy.drugs.count > 1 {
        notes.append(
          "\(name): given with other drugs; only what stands on the command line is forecast of such a therapy.")
        continue
      }
      let growth = phase.support.filter { $0.drug == MarrowDrug.pegfilgrastim.rawValue && !$0.days.isEmpty }
      for length in lengths {
        guard let pattern = CyclePattern(days: phase.days, cycleDays: length) else {
          notes.append("\(name): its days do not fit into \(length) days; no band.")
          continue
        }
        var text = "\(dose.text) \(pattern)"
        for support in growth {
          guard let days = CyclePattern(days: support.days, cycleDays: length) else { continue }
          text += "; pegfilgrastim 6 mg \(days)"
          if support.doseMilligrams.value == nil {
            notes.append("\(name): the dose of pegfilgrastim is not stated; 6 mg is the one that is modelled.")
          }
        }
        if !schedules.contains(text) { schedules.append(text) }
      }
      if lengths.count > 1 {
        notes.append(
          "\(name): the length of the cycle is open (\(lengths.map(String.init).joined(separator: " or ")) days); each has its band."
        )
      }
      let unknown = phase.support.filter { $0.drug != MarrowDrug.pegfilgrastim.rawValue }.map(\.drug)
      if !unknown.isEmpty { notes.append("\(name): \(unknown.joined(separator: ", ")) is not modelled.") }
    }
  }
}
