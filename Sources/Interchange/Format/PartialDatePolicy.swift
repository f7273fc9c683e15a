// SPDX-License-Identifier: Apache-2.0

/// What becomes of a time that is known to a month, a year or an interval, in a format that has no date but a full one.
public enum PartialDatePolicy: String, Sendable, Hashable, CaseIterable {
  /// Nothing is written.
  case refuse
  /// Its first day is written, and the time as it was stated beside it.
  case earliest
  /// Its last day is written, and the time as it was stated beside it.
  case latest
  /// What has no full date is left out, and told.
  case leaveOut = "leave-out"
}
