// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
public import Plain

/// An operation, irradiation or ablation of lesions between two measurements: that they are smaller or gone from then on is no response to a drug.
///
/// RECIST 1.1 counts lesions with local treatment as measurable only if they have grown since (section 3.2). Of what was cut out, irradiated or ablated
/// after the baseline nobody knows what the drug would have done: the targets are not evaluable from then on. What grows is progression all the same, save
/// after ablation, whose scar is larger than the lesion was.
public struct LocalTreatment: Sendable, Hashable {
  /// The entry of the record; nil where the row of a lesion says it.
  public var entry: Entry.ID?
  /// The lesions, by name.
  public var lesions: Set<String>
  /// The first day on which it may have been done.
  public var from: Day
  /// Whether a length measured from then on is the tumour's: not after an ablation.
  public var leavesLength: Bool
  /// What was done and when: `surgery of 2020-05-25`.
  public var phrase: Phrase

  /// A treatment.
  public init(
    entry: Entry.ID? = nil, lesions: Set<String>, from: Day, leavesLength: Bool = true, phrase: Phrase
  ) {
    self.entry = entry
    self.lesions = lesions
    self.from = from
    self.leavesLength = leavesLength
    self.phrase = phrase
  }
}
