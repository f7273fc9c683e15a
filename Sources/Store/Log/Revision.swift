// SPDX-License-Identifier: Apache-2.0

public import Course

/// A revision: who changed what, when and why.
public struct Revision: Sendable, Hashable, Identifiable {
  /// What a revision came of.
  public enum Kind: String, Sendable, Hashable {
    /// A folder was taken in.
    case imported = "import"
    /// Parts were changed.
    case save
    /// A person was removed with all that is said of them.
    case erasure
    /// What could be read of a damaged file was taken in.
    case restoration
  }

  /// Its number, from 1.
  public var id: Int
  /// When, in UTC: `2026-11-28T21:30:00.123Z`.
  public var at: String
  /// Who.
  public var by: String
  /// What it came of.
  public var kind: Kind
  /// Why; nil where nobody was asked, or what was said was erased with the person it was about.
  public var why: String?
  /// The hash that covers it and all before it, as 64 hexadecimal digits: noted elsewhere, it shows later that none of them was taken away.
  public var hash: String
  /// How many parts it changed.
  public var changes: Int
}

/// What a revision did to a part.
public struct PartChange: Sendable, Hashable {
  /// A field that changed, each side as it is written.
  public struct Field: Sendable, Hashable {
    /// Its key.
    public var name: String
    /// What stood there; nil for nothing.
    public var old: String?
    /// What stands there; nil for nothing.
    public var new: String?
  }

  /// The part.
  public var part: Int
  /// The patient whose it is; nil for what is of the study, and for a person who was erased.
  public var patient: Patient.ID?
  /// What it is, in words: `patient 3, surgery`.
  public var title: String
  /// Whether the text before and after is gone, since the person was erased.
  public var isErased: Bool
  /// The fields that changed; none where the part only moved.
  public var fields: [Field]
}
