// SPDX-License-Identifier: Apache-2.0

import Course
import Synchronization

/// What was derived of patients, while it holds: a few, by patient and by the revisions with which patient and study became what they are.
final class StudyCache: Sendable {
  /// What is kept, and for which state.
  private struct Kept: Sendable {
    var patient: Int
    var study: Int
    var value: any Sendable
    var used: UInt64
  }

  private struct Key: Hashable {
    var patient: Patient.ID
    var name: String
    var type: ObjectIdentifier
  }

  /// So many are kept.
  static let most = 256

  private let state = Mutex((kept: [Key: Kept](), clock: UInt64(0)))

  /// The value of a name in a state, if it is kept.
  func value<Value: Sendable>(
    _ patient: Patient.ID, _ name: String, at revisions: (patient: Int, study: Int), _: Value.Type
  ) -> Value? {
    state.withLock { state in
      let key = Key(patient: patient, name: name, type: ObjectIdentifier(Value.self))
      guard let kept = state.kept[key], kept.patient == revisions.patient, kept.study == revisions.study else {
        return nil
      }
      state.clock += 1
      state.kept[key]?.used = state.clock
      return kept.value as? Value
    }
  }

  /// Keeps a value; the one that was used longest ago goes.
  func keep<Value: Sendable>(
    _ value: Value, _ patient: Patient.ID, _ name: String, at revisions: (patient: Int, study: Int)
  ) {
    state.withLock { state in
      state.clock += 1
      let key = Key(patient: patient, name: name, type: ObjectIdentifier(Value.self))
      state.kept[key] = Kept(patient: revisions.patient, study: revisions.study, value: value, used: state.clock)
      guard state.kept.count > Self.most, let oldest = state.kept.min(by: { $0.value.used < $1.value.used })?.key else {
        return
      }
      state.kept[oldest] = nil
    }
  }

  /// Forgets a patient.
  func forget(_ patient: Patient.ID) {
    state.withLock { state in
      for key in state.kept.keys where key.patient == patient { state.kept[key] = nil }
    }
  }
}
