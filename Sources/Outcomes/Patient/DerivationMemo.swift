// SPDX-License-Identifier: Apache-2.0

import Course
import Chronology
import Plain

/// What of a patient was derived before and is asked again, by every end point, every rule and every start of time. It follows from the derivation alone, which never changes.
final class DerivationMemo {
  /// Facts of what follows a therapy: they are the same from every origin.
  struct Following {
    var facts: [Fact]
    var notes: [Phrase]
  }

  struct FollowingKey: Hashable {
    var entry: Entry.ID
    var therapies: [Entry.ID]
    /// Whether visits after another therapy count too.
    var goesOn: Bool
  }

  var visits: [[Entry.ID]: JudgedVisits] = [:]
  var newDisease: [[Entry.ID]: [(entry: Entry, kind: NewDisease)]] = [:]
  var stops: [[Entry.ID]: [(entry: Entry, end: EventID)]] = [:]
  var following: [FollowingKey: Following] = [:]
  var endOfLife: [Moment: [Fact]] = [:]
  var baselines: [Entry.ID: Bool?] = [:]
}
