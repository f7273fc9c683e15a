// SPDX-License-Identifier: Apache-2.0

/// The rules of the review.
public enum RuleCatalogue {
  /// All rules, in the order in which findings of one severity are shown.
  public static let rules: [any Rule] = [
    ContradictionInTime(),
    OngoingAndDead(),
    OutsideTheCourse(),
    SeenAfterLastContact(),
    EndOfFollowUp(),
    ProgressionWithoutAssessment(),
    OverlappingTherapies(),
    StatedLine(),
    SecondDiagnosis(),
    DoubtfulDate(),
    ImpossibleAge(),
    OnlyByRounding(),
    UnsupportedClaim(),
    CyclesAgainstTime(),
    SegmentsAgainstTotal(),
    DoseDays(),
    SupportSpacing(),
    DoseLevels(),
    CumulativeLimit(),
    ShortInterval(),
    GivenWhileHeld(),
    AbsoluteDose(),
    UnusualDose(),
    UnusableLaboratory(),
    RowOutOfTime(),
    LesionRows(),
    LesionSelection(),
    JudgedAgainstMeasured(),
    ComparatorRates(),
    ToxicityWords(),
    GradeWords(),
    FirstDetection(),
    DiseaseAfterComplete(),
    ResponseWords(),
    StatementsThatDiffer(),
    MissingFact(),
  ]
}
