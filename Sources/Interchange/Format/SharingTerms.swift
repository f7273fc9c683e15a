// SPDX-License-Identifier: Apache-2.0

/// What goes with a study that is given away, beside the record.
public struct SharingTerms: Sendable, Hashable {
  /// The licence.
  public var licence: Licence
  /// What was done to it; nil for one that names its patients.
  public var deidentification: DeidentificationReport?
  /// The version of the program.
  public var version: String

  /// Terms.
  public init(licence: Licence, deidentification: DeidentificationReport?, version: String) {
    self.licence = licence
    self.deidentification = deidentification
    self.version = version
  }
}
