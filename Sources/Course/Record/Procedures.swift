// SPDX-License-Identifier: Apache-2.0

/// An operation on the tumour.
public struct Surgery: Sendable, Hashable {
  /// What was done: `complete excision`.
  public var procedure: String
  /// Site.
  public var site: Recorded<String>
  /// Resection margin: `R0`, `R1`, `R2`.
  public var margin: Recorded<String>

  /// An operation.
  public init(procedure: String, site: Recorded<String> = .notRecorded, margin: Recorded<String> = .notRecorded) {
    self.procedure = procedure
    self.site = site
    self.margin = margin
  }
}

/// A course of radiotherapy.
public struct Radiotherapy: Sendable, Hashable {
  /// Target: `resection site`, `right ilium`.
  public var target: Recorded<String>
  /// Intent.
  public var intent: Intent?
  /// Total dose in gray.
  public var doseGray: Recorded<Double>
  /// Number of fractions.
  public var fractions: Recorded<Int>

  /// Radiotherapy of a target.
  public init(target: Recorded<String>, intent: Intent? = nil) {
    self.target = target
    self.intent = intent
    doseGray = .notRecorded
    fractions = .notRecorded
  }
}

/// Local ablation of a lesion.
public struct Ablation: Sendable, Hashable {
  /// Site.
  public var site: Recorded<String>
  /// Technique: `radiofrequency`.
  public var technique: Recorded<String>

  /// Ablation at a site.
  public init(site: Recorded<String>, technique: Recorded<String> = .notRecorded) {
    self.site = site
    self.technique = technique
  }
}
