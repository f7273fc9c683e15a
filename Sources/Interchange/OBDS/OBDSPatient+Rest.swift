// SPDX-License-Identifier: Apache-2.0

import Notation

extension OBDSPatient {
  /// Keeps everything of an element in the note of an entry that nobody has read.
  mutating func noteRest(of element: ReportElement?, on entry: Int) {
    guard let element else { return }
    for leaf in element.rest(in: record) { note(leaf, on: entry) }
  }

  /// Leaves out everything of an element that nobody has read.
  mutating func leaveOutRest(of element: ReportElement?, _ reason: String) {
    for leaf in element?.rest(in: record) ?? [] { leaveOut(leaf, reason) }
  }

  /// Tells everything of an element that nobody has read.
  mutating func tellRest(of element: ReportElement, on entry: Int?) {
    for leaf in element.rest(in: record) {
      tell(leaf, "\(ProblemLog.quoted(leaf.raw)), which is not known here", on: entry)
    }
  }
}
