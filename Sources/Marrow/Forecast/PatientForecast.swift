// SPDX-License-Identifier: Apache-2.0

/// The forecast of a patient from own counts, or why there is none.
public enum PatientForecast: Sendable {
  /// What schedules would do, with the fit behind it.
  case forecast(IndividualFit, MarrowPosterior, [CountForecast])
  /// Nothing is said.
  case refused(ForecastRefusal)

  /// What is known of a patient beside counts.
  public struct Circumstances: Sendable, Hashable {
    /// Drugs that were given and have no model here, by their names.
    public var otherDrugs: [String] = []
    /// Whether a growth factor was given that is not among the infusions.
    public var hadGrowthFactor = false
    /// Whether pegfilgrastim, of which there is a model, was given on days that are not known.
    public var hadGrowthFactorOnUnknownDays = false
    /// Words by which treatment was stopped, with the entry in which they stand, where the record gives it no end.
    public var stop: String?
    /// Another therapy that has begun since the last dose, by its name.
    public var nextTherapy: String?
    /// Whether the marrow is involved.
    public var hasMarrowInvolvement = false
    /// Whether marrow was irradiated.
    public var hadMarrowRadiation = false
    /// What else takes the patient out of what the models were fitted on, in words.
    public var otherReasons: [String] = []

    /// Nothing of it.
    public init() {}

    /// Why they stand in the way of any forecast; nil where they do not.
    public var refusal: ForecastRefusal? {
      if let stop { return .stopped(stop) }
      if let nextTherapy { return .anotherTherapy(nextTherapy) }
      if !otherDrugs.isEmpty { return .noModel(otherDrugs) }
      if hadGrowthFactor { return .growthFactorNotModelled }
      if hadGrowthFactorOnUnknownDays { return .growthFactorDaysNotKnown }
      if hasMarrowInvolvement { return .outside("involvement of the marrow is stated") }
      if hadMarrowRadiation { return .outside("radiation of marrow is stated") }
      if !otherReasons.isEmpty { return .outside(otherReasons.joined(separator: "; ")) }
      return nil
    }
  }

  /// Fits the counts, checks the fit by a second optimiser, draws from the posterior, and solves every alternative.
  public static func make(
    _ model: MarrowModel, _ question: CountForecast.Question, _ alternatives: [CountForecast.Alternative],
    _ circumstances: Circumstances = Circumstances(), priorWeight: Double = 1, draws: Int = 1000, seed: UInt64 = 1,
    isChecked: Bool = true
  ) async throws(MarrowProblem) -> PatientForecast {
    if let refusal = circumstances.refusal { return .refused(refusal) }
    let drugs = Set((question.past.infusions + alternatives.flatMap(\.infusions)).map(\.drug))
    guard drugs.isSubset(of: model.structure.drugs) else {
      let isGrowthFactor = drugs.contains(.pegfilgrastim) && !model.structure.drugs.contains(.pegfilgrastim)
      return .refused(isGrowthFactor ? .growthFactorNotModelled : .noModel(drugs.map(\.rawValue).sorted()))
    }
    if question.past.observations.isEmpty { return .refused(.noCounts) }
    let prior = try MarrowPrior(model)
    // The second optimiser begins at the typical patient and knows nothing of the first: it works beside it and beside the draws.
    async let second = isChecked ? secondOpinion(prior, question.past, priorWeight) : nil
    let fit = try IndividualFit(prior, question.past, priorWeight: priorWeight)
    if let refusal = refusal(fit) { return .refused(refusal) }
    let posterior = try await MarrowPosterior(fit, draws: draws, seed: seed)
    let forecasts =
      posterior.isBelievable ? try await CountForecast.all(posterior, question, alternatives) : nil
    if let other = try await second?.get() {
      let distance = zip(other, fit.etas).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      // Half of the last digit that is shown of a probability moves an eta by more.
      if distance > 1e-3 { return .refused(.disagreement(distance)) }
    }
    guard let forecasts else {
      return .refused(.uneven(effective: posterior.effectiveSize, draws: posterior.draws.count))
    }
    return .forecast(fit, posterior, forecasts)
  }

  private static func secondOpinion(
    _ prior: MarrowPrior, _ past: PatientCounts, _ weight: Double
  ) async -> Result<[Double], MarrowProblem> {
    Result { () throws(MarrowProblem) in
      try IndividualFit.secondOpinion(prior, past, priorWeight: weight).etas
    }
  }

  /// What is wrong with a fit; nil where nothing is.
  static func refusal(_ fit: IndividualFit) -> ForecastRefusal? {
    if !fit.atBounds.isEmpty { return .atBounds(fit.atBounds) }
    if fit.minima > 1 { return .notDetermined("\(fit.minima) minima of the same worth") }
    if fit.largestSlope > 1e-3 { return .notDetermined("a slope of \(fit.largestSlope) is left at the minimum") }
    let surprise = fit.surprise
    return surprise.p < IndividualFit.Surprise.least ? .surprising(surprise) : nil
  }
}
