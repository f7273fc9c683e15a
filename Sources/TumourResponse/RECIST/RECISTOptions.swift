// SPDX-License-Identifier: Apache-2.0

/// Where RECIST 1.1 leaves room, or groups read it differently. Each choice is named in the explanation it decides.
public struct RECISTOptions: Sendable, Hashable {
  /// Whether targets that were seen may prove progression although others were not seen.
  public var partialSumProvesProgression: Bool
  /// After a partial response, whether visits between the limits of response and progression stay partial response.
  public var keepsPartialResponse: Bool
  /// Regrowth after a sum of 0.
  public var regrowthFromZero: RegrowthFromZero
  /// Whether progression by a lesion that was equivocal and is later confirmed is dated to its first sighting.
  public var backDatesEquivocal: Bool
  /// Whether a single target node that is all that is back after a complete response must be seen again at the next visit that shows it
  /// (EORTC, questions and answers: "should ideally be reimaged").
  public var imagesLoneNodeAgain: Bool

  /// How regrowth from a smallest sum of 0 is judged, where a percentage has no meaning.
  public enum RegrowthFromZero: String, Sendable, Hashable, CaseIterable {
    /// Progression from 5 mm on, or at once where the response before was complete.
    case fiveMillimetres = "5 mm"
    /// Progression only where the response before was complete; else judged against baseline.
    case onlyAfterCompleteResponse = "only after complete response"
  }

  /// The defaults: a part may prove progression (EORTC), each visit is judged for itself, 5 mm from zero, back-dating.
  public init(
    partialSumProvesProgression: Bool = true, keepsPartialResponse: Bool = false,
    regrowthFromZero: RegrowthFromZero = .fiveMillimetres, backDatesEquivocal: Bool = true,
    imagesLoneNodeAgain: Bool = false
  ) {
    self.partialSumProvesProgression = partialSumProvesProgression
    self.keepsPartialResponse = keepsPartialResponse
    self.regrowthFromZero = regrowthFromZero
    self.backDatesEquivocal = backDatesEquivocal
    self.imagesLoneNodeAgain = imagesLoneNodeAgain
  }
}
