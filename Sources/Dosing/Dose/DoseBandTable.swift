// SPDX-License-Identifier: Apache-2.0

/// A table of dose bands: from which computed dose on which dose is given.
///
/// National tables state where each band begins; neighbouring bands meet near their geometric mean, so that the change is as
/// large upwards as downwards.
public struct DoseBandTable: Sendable, Hashable, Identifiable {
  /// Identifier: `nhs-1-mg-ml`.
  public var id: String
  /// What it is for.
  public var name: String
  /// The bands in ascending order.
  public var bands: [Band]
  /// Where the last band ends, in mg (not included).
  public var end: Double
  /// Decimals to which the computed dose is rounded before it is looked up; the steps of the table have as many.
  public var decimals: Int
  /// A note of its author.
  public var note: String?
  /// Where it is from.
  public var sources: [LibrarySource]

  /// A band.
  public struct Band: Sendable, Hashable {
    /// Computed dose in mg from which the band holds.
    public var from: Double
    /// Dose in mg that is given.
    public var dose: Double

    /// A band.
    public init(from: Double, dose: Double) {
      self.from = from
      self.dose = dose
    }
  }

  /// What happens to a dose on the step between two bands.
  public enum OnStep: String, Sendable, Hashable, CaseIterable {
    /// The upper band: "To (A)" of the NHS tables.
    case up
    /// The lower band: "To (B)".
    case down
  }

  /// A table.
  public init(
    id: String, name: String, bands: [Band], end: Double, decimals: Int = 2, note: String? = nil,
    sources: [LibrarySource] = []
  ) {
    self.id = id
    self.name = name
    self.bands = bands
    self.end = end
    self.decimals = decimals
    self.note = note
    self.sources = sources
  }

  /// A table of doses whose bands meet at the geometric mean, rounded to the decimals of the table.
  public static func geometric(
    id: String, name: String, doses: [Double], from: Double, end: Double, decimals: Int = 2,
    sources: [LibrarySource] = []
  ) -> DoseBandTable {
    var bands: [Band] = []
    for (index, dose) in doses.enumerated() {
      let step = index == 0 ? from : rounded((doses[index - 1] * dose).squareRoot(), decimals)
      bands.append(Band(from: step, dose: dose))
    }
    return DoseBandTable(id: id, name: name, bands: bands, end: end, decimals: decimals, sources: sources)
  }

  /// The dose for a computed one in mg; nil outside the table.
  public func band(for milligrams: Double, onStep: OnStep) -> Double? {
    let value = Self.rounded(milligrams, decimals)
    guard let first = bands.first, value >= first.from, value < end || (value == end && onStep == .down) else {
      return nil
    }
    var low = 0
    var high = bands.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if bands[middle].from <= value { low = middle } else { high = middle }
    }
    if onStep == .down, low > 0, bands[low].from == value { return bands[low - 1].dose }
    return bands[low].dose
  }

  private static func rounded(_ value: Double, _ decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<max(0, decimals) { scale *= 10 }
    return (value * scale).rounded() / scale
  }
}
