// SPDX-License-Identifier: Apache-2.0

import CMarrow
import Foundation
import Testing

@testable import Marrow

/// Eight patients at once beside one after the other, which is the reference.
@Suite("Batches of patients")
struct BatchTests {
  private func eight(_ function: (UnsafePointer<Double>?, UnsafeMutablePointer<Double>?) -> Void, _ x: [Double])
    -> [Double]
  {
    var y = [Double](repeating: .nan, count: 8)
    x.withUnsafeBufferPointer { from in y.withUnsafeMutableBufferPointer { function(from.baseAddress, $0.baseAddress) }
    }
    return y
  }

  /// Exponentials and logarithms beside those of the C library: within four units of the last place. What has none is none.
  @Test func functions() throws {
    let variant = try #require(BatchMethod.variants.first)
    let width = 1400.0 / 32_000
    for step in 0..<4000 {
      let x: [Double] = (0..<8).map { lane in
        let place = Double(step * 8 + lane)
        return place * width - 699.999
      }
      let positive: [Double] = x.map { Foundation.exp($0) }
      for (own, library) in zip(eight(variant.exponentials, x), positive) {
        #expect(abs(own - library) <= 4 * library.ulp, "\(own) \(library)")
      }
      let logarithms: [Double] = positive.map { Foundation.log($0) }
      for (own, library) in zip(eight(variant.logarithms, positive), logarithms) {
        #expect(abs(own - library) <= 4 * library.ulp, "\(own) \(library)")
      }
    }
    // Beyond ±708 it is what it is there, and so nearly nothing or more than any step allows.
    let powers = eight(variant.exponentials, [-.infinity, .infinity, 800, -800, .nan, 0, 1, 708])
    #expect(powers[0].isNaN && powers[1].isNaN && powers[4].isNaN && powers[5] == 1)
    #expect(powers[2] == powers[7] && powers[2] > 1e307 && powers[3] > 0 && powers[3] < 1e-307)
    #expect(
      eight(variant.logarithms, [0, -1, .nan, -.infinity, 1e-310, .infinity, -0.0, -1e-3]).allSatisfy { $0.isNaN })
  }

  /// A model, and what is given before and in two alternatives of it.
  private func asked(_ id: String) throws -> (MarrowPrior, CountForecast.Question, [CountForecast.Alternative]) {
    let model = try #require(try MarrowModels()[id])
    let before = try MarrowSchedule(parsing: "1000 mg/m2 d1, d8 q21")
    let next =
      switch id {
      case "gemcitabine-pegfilgrastim": ["900 mg/m2 d1, d8 q21; pegfilgrastim 6 mg d9 q21", "500 mg/m2 d1, d15 q28"]
      case "gemcitabine-docetaxel": ["900 mg/m2 d1, d8 q21; docetaxel 75 mg/m2 d8 q21", "500 mg/m2 d1, d15 q28"]
      default: ["1000 mg/m2 d1, d8, d15 q28", "500 mg/m2 d1, d15 q28"]
      }
    let start = Hours(days: 21)
    let past = PatientCounts(try before.infusions(from: .zero, cycles: 1, surface: 1.8), [])
    return (
      try MarrowPrior(model), try CountForecast.Question(after: past, from: start, to: Hours(days: 49)),
      try next.map {
        .init($0, try MarrowSchedule(parsing: $0).infusions(from: start, cycles: 1, surface: 1.8))
      }
    )
  }

  /// Courses of 19 draws, the last three of which share their batch with nobody: both ways are held to a relative 1e-6 a step, and differ by less than 1e-4.
  @Test(arguments: ["gemcitabine", "gemcitabine-pegfilgrastim", "gemcitabine-docetaxel"])
  func theSameNumbersAsOneByOne(id: String) throws {
    let (prior, question, alternatives) = try asked(id)
    let draws = try MarrowPosterior.population(prior, draws: 100, seed: 4).draws.prefix(19)
    let solving = try AlternativeCourses(prior, question, alternatives)
    let (one, all) = (try solving.oneByOne(draws), try solving.courses(draws))
    #expect(all.count == 19)
    var worst = (count: 0.0, hours: 0.0)
    for (own, other) in zip(one.joined(), all.joined()) {
      #expect(own.counts.count == 29 && other.counts.count == 29)
      for (a, b) in zip(own.counts + [own.nadir], other.counts + [other.nadir]) {
        worst.count = max(worst.count, abs(a / b - 1))
      }
      for (a, b) in zip(own.below, other.below) { worst.hours = max(worst.hours, abs(a - b)) }
      #expect(abs(own.nadirTime - other.nadirTime) < 0.5, "\(own.nadirTime) \(other.nadirTime)")
    }
    print("agreement: batches of \(id): counts \(worst.count), hours below limits \(worst.hours)")
    #expect(worst.count < 1e-4 && worst.hours < 0.002, "\(worst)")
  }

  /// The typical patient beside the exact course of its own, whose steps are ten thousand times as exact.
  @Test func besideExactCourses() throws {
    let (prior, question, alternatives) = try asked("gemcitabine")
    let solving = try AlternativeCourses(prior, question, alternatives)
    let batch = try #require(BatchSimulator(.plasma, control: .draws))
    let draws = try MarrowPosterior.population(prior, draws: 100, seed: 9).draws.prefix(8)
    for (draw, courses) in zip(draws, try solving.together(draws, batch)) {
      var parameters = prior.typical
      for (key, eta) in zip(prior.keys, draw) {
        parameters = try parameters.with(key, (parameters[key] ?? 1) * exp(eta))
      }
      for (alternative, own) in zip(alternatives, courses) {
        let exact = try CountCourse(
          parameters, question.past.infusions + alternative.infusions, to: question.end, at: question.times,
          stretches: [(question.start, question.end)], limits: question.limits)
        for (count, point) in zip(own.counts, exact.points) { #expect(abs(count / point.count - 1) < 1e-5) }
        #expect(abs(own.nadir / exact.nadirs[0].count - 1) < 1e-5)
      }
    }
  }

  /// Whatever instructions a machine has, the numbers are the same to the last bit: those of one machine are those of all.
  @Test func everyVariantGivesTheSameBits() throws {
    for id in ["gemcitabine", "gemcitabine-pegfilgrastim", "gemcitabine-docetaxel"] {
      let (prior, question, alternatives) = try asked(id)
      let solving = try AlternativeCourses(prior, question, alternatives)
      let draws = try MarrowPosterior.population(prior, draws: 100, seed: 4).draws.prefix(8)
      let found = try BatchMethod.variants.map { variant in
        let batch = try #require(BatchSimulator(prior.typical.structure, control: .draws, variant: variant))
        return try solving.together(draws, batch).joined().map { $0.counts + [$0.nadir, $0.nadirTime] + $0.below }
      }
      for other in found.dropFirst() { #expect(other == found[0]) }
      print("agreement: variants of batches: \(BatchMethod.variants.map { String(cString: $0.name) })")
    }
  }

  /// One of eight without a solution is none of the others' matter; the objective of many is that of each.
  @Test func objectivesOfMany() throws {
    let prior = try MarrowPrior(try #require(try MarrowModels()["gemcitabine"]))
    let given = try MarrowSchedule(parsing: "1000 mg/m2 d1, d8, d15 q28").infusions(
      from: .zero, cycles: 1, surface: 1.8)
    let counts = try [(0.0, 4.1), (167, 1.6), (335, 0.9), (503, 1.2)].map {
      try CountObservation(at: Hours($0.0), $0.1)
    }
    let objective = try Objective(prior, PatientCounts(given, counts), control: .draws)
    var places = try MarrowPosterior.population(prior, draws: 100, seed: 3).draws.prefix(12).map { prior.standard($0) }
    places[5] = [.nan, 0, 0, 0]
    places[9] = [0, 0, 0, 400]
    for (value, place) in zip(objective.values(places), places) {
      let own = objective.value(place)
      if own.isFinite {
        #expect(abs(value - own) < 1e-3 * max(1, abs(own)), "\(value) \(own)")
      } else {
        #expect(value == own)
      }
    }
    #expect(objective.values(places)[5] == .infinity)
  }

  /// What is not solved in batches says so: the equations that no forecast is made of.
  @Test func otherStructures() {
    #expect(
      BatchSimulator(.intracellular, control: .draws) == nil && BatchSimulator(.endogenous, control: .draws) == nil)
  }
}
