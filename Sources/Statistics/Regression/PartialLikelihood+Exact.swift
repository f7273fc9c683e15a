// SPDX-License-Identifier: Apache-2.0

import Foundation

extension PartialLikelihood {
  /// Cox's discrete likelihood: the deaths of a time against all sets of as many that could have died.
  ///
  /// The sum over these sets grows by one person at a time (Gail, Lubin and Rubinstein, Biometrika 1981;68:703), and its
  /// first and second derivatives with it.
  func evaluateExactly(_ beta: [Double]) throws(SampleProblem) -> LikelihoodState {
    var state = LikelihoodState(size: size)
    for range in strata {
      var index = range.lowerBound
      while index < range.upperBound {
        let time = times[index]
        var dead: [Int] = []
        while index < range.upperBound, times[index] == time {
          if events[index] { dead.append(index) }
          index += 1
        }
        guard !dead.isEmpty else { continue }
        let atRisk = (range.lowerBound..<index).filter { entries.isEmpty || entries[$0] < time }
        let sums = subsetSums(atRisk, choose: dead.count, beta)
        guard sums.value.isFinite, sums.value > 0 else { throw .tooManyTies(at: time, deaths: dead.count) }
        for row in dead {
          for i in 0..<size {
            state.score[i] += rows[row * size + i]
            state.logLikelihood += beta[i] * rows[row * size + i]
          }
        }
        state.logLikelihood -= log(sums.value) + Double(dead.count) * sums.shift
        for i in 0..<size {
          state.score[i] -= sums.first[i] / sums.value
          state.reference[i] += sums.second[i * size + i] / sums.value
          for j in 0..<size {
            state.information[i, j] +=
              sums.second[i * size + j] / sums.value - sums.first[i] * sums.first[j] / (sums.value * sums.value)
          }
        }
      }
    }
    return state
  }

  private func subsetSums(
    _ people: [Int], choose wanted: Int, _ beta: [Double]
  ) -> (value: Double, first: [Double], second: [Double], shift: Double) {
    func predictor(_ person: Int) -> Double {
      (0..<size).reduce(0) { $0 + beta[$1] * rows[person * size + $1] }
    }
    // Weights are divided by the largest, so that none overflows.
    let shift = people.reduce(-Double.infinity) { max($0, predictor($1)) }
    var value = [Double](repeating: 0, count: wanted + 1)
    var first = [[Double]](repeating: [Double](repeating: 0, count: size), count: wanted + 1)
    var second = [[Double]](repeating: [Double](repeating: 0, count: size * size), count: wanted + 1)
    value[0] = 1
    for person in people {
      let x = Array(rows[(person * size)..<((person + 1) * size)])
      let weight = exp(predictor(person) - shift)
      for m in stride(from: wanted, through: 1, by: -1) where value[m - 1] > 0 {
        for i in 0..<size {
          for j in 0..<size {
            second[m][i * size + j] +=
              weight
              * (second[m - 1][i * size + j] + x[i] * first[m - 1][j] + x[j] * first[m - 1][i] + x[i] * x[j]
                * value[m - 1])
          }
        }
        for i in 0..<size { first[m][i] += weight * (first[m - 1][i] + x[i] * value[m - 1]) }
        value[m] += weight * value[m - 1]
      }
    }
    return (value[wanted], first[wanted], second[wanted], shift)
  }
}
