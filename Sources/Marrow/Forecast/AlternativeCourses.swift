// SPDX-License-Identifier: Apache-2.0

/// The equations of all alternatives after one past, for many draws: eight at once where the structure is solved in batches, else one after the other.
struct AlternativeCourses: Sendable {
  let prior: MarrowPrior
  let question: CountForecast.Question
  private let past: DosePlan
  private let plans: [DosePlan]

  init(
    _ prior: MarrowPrior, _ question: CountForecast.Question, _ alternatives: [CountForecast.Alternative]
  ) throws(MarrowProblem) {
    self.prior = prior
    self.question = question
    let structure = prior.typical.structure
    past = try DosePlan(structure, question.past.infusions)
    var plans: [DosePlan] = []
    for alternative in alternatives {
      guard alternative.infusions.allSatisfy({ $0.start >= question.start }) else {
        throw MarrowProblem(alternative.name, found: "a dose before the window", expected: "doses from its begin on")
      }
      plans.append(try DosePlan(structure, question.past.infusions + alternative.infusions))
    }
    self.plans = plans
  }

  private var begin: Double { min(question.past.start, question.start).value }

  /// Of each draw a course of each alternative.
  func courses(_ draws: ArraySlice<[Double]>) throws(MarrowProblem) -> [[CountForecast.Course]] {
    guard let batch = BatchSimulator(prior.typical.structure, control: .draws) else { return try oneByOne(draws) }
    var all: [[CountForecast.Course]] = []
    all.reserveCapacity(draws.count)
    for first in stride(from: draws.startIndex, to: draws.endIndex, by: BatchMethod.lanes) {
      let own = draws[first..<min(first + BatchMethod.lanes, draws.endIndex)]
      // Where the equations of one of eight have no solution, each is tried alone, and the problem is its own.
      if let found = try? together(own, batch) { all += found } else { all += try oneByOne(own) }
    }
    return all
  }

  /// One draw after the other: the reference of what is solved in batches.
  func oneByOne(_ draws: ArraySlice<[Double]>) throws(MarrowProblem) -> [[CountForecast.Course]] {
    let simulator = Simulator<Double>(prior.typical.structure, control: .draws)
    let index = prior.typical.structure.countIndex
    var all: [[CountForecast.Course]] = []
    all.reserveCapacity(draws.count)
    for draw in draws {
      simulator.begin(prior.values(draw), at: begin)
      try simulator.run(past, to: question.start.value)
      let moment = simulator.moment()
      var own: [CountForecast.Course] = []
      for plan in plans {
        simulator.resume(moment)
        var follow = Following(question, from: simulator.count)
        try simulator.run(plan, to: question.end.value) { () throws(MarrowProblem) in
          let curve = simulator.solver.curve(of: index)
          follow.wanted.take(curve)
          follow.watch.take(curve)
        }
        own.append(follow.course(last: simulator.count))
      }
      all.append(own)
    }
    return all
  }

  /// Within so many hours a count does not turn twice: cells need a quarter of the mean transit time, some twenty hours, from one compartment to the next.
  private static let shortHours = 6.0

  /// Up to eight draws with the same steps.
  func together(
    _ draws: ArraySlice<[Double]>, _ batch: BatchSimulator
  ) throws(MarrowProblem) -> [[CountForecast.Course]] {
    let index = prior.typical.structure.countIndex
    batch.begin(draws.map { prior.values($0) }, at: begin)
    try batch.run(past, to: question.start.value)
    let moment = batch.moment()
    var all = [[CountForecast.Course]](repeating: [], count: draws.count)
    for plan in plans {
      batch.resume(moment)
      var follow = (0..<draws.count).map { Following(question, from: batch.count($0)) }
      let solver = batch.solver
      try batch.run(plan, to: question.end.value) { () throws(MarrowProblem) in
        let end = solver.stepStart + solver.stepWidth
        if solver.stepWidth <= Self.shortHours, !follow[0].wanted.isDue(by: end), solver.isPlain(index, question.limits)
        {
          for lane in follow.indices {
            let (from, to) = solver.ends(of: index, lane)
            follow[lane].watch.take(from, to, from: solver.stepStart, to: end)
          }
          return
        }
        solver.readCurve(of: index)
        for lane in follow.indices {
          let curve = solver.curve(lane)
          follow[lane].wanted.take(curve)
          follow[lane].watch.take(
            curve, values: solver.values + lane, slopes: solver.slopes + lane, apart: BatchMethod.lanes)
        }
      }
      for lane in follow.indices { all[lane].append(follow[lane].course(last: batch.count(lane))) }
    }
    return all
  }

  /// What is kept of a course while it is solved.
  private struct Following {
    var wanted: PendingTimes<Double>
    var watch: NadirWatch

    init(_ question: CountForecast.Question, from count: Double) {
      wanted = PendingTimes(question.times.map(\.value))
      wanted.take(at: question.start.value, count: count)
      watch = NadirWatch(from: question.start.value, to: question.end.value, limits: question.limits)
    }

    mutating func course(last count: Double) -> CountForecast.Course {
      wanted.take(at: .infinity, count: count)
      return CountForecast.Course(
        counts: wanted.taken.map(\.count), nadir: watch.least, nadirTime: watch.leastTime, below: watch.below)
    }
  }
}
