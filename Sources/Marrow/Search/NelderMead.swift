// SPDX-License-Identifier: Apache-2.0

/// A minimum without derivatives (Nelder and Mead, Comput J 1965;7:308), begun again at its end until that wins nothing: the second opinion on a gradient's minimum.
struct NelderMead {
  var bound = 6.0
  var mostValues = 6000
  var tolerance = 1e-11

  func minimise(from start: [Double], _ function: ([Double]) -> Double) -> (place: [Double], value: Double) {
    var best = (place: start, value: function(start))
    var width = 0.5
    for _ in 0..<4 {
      let found = simplex(from: best.place, width: width, function)
      let gain = best.value - found.value
      if found.value < best.value { best = found }
      width = 0.05
      if gain < 1e-10 { break }
    }
    return best
  }

  private func simplex(
    from start: [Double], width: Double, _ function: ([Double]) -> Double
  ) -> (place: [Double], value: Double) {
    let size = start.count
    func value(_ place: [Double]) -> Double {
      place.contains { $0.magnitude > bound } ? .infinity : function(place)
    }
    var corners = [(place: start, value: value(start))]
    for index in 0..<size {
      var place = start
      place[index] += start[index] + width > bound ? -width : width
      corners.append((place, value(place)))
    }
    var count = size + 1
    while count < mostValues {
      corners.sort { $0.value < $1.value }
      let (best, worst) = (corners[0], corners[size])
      let spread = corners.dropFirst().reduce(0.0) { worst, corner in
        max(worst, zip(corner.place, best.place).reduce(0) { max($0, ($1.0 - $1.1).magnitude) })
      }
      if worst.value - best.value <= tolerance * max(1, abs(best.value)), spread < 1e-6 { break }
      if spread < 1e-10 { break }
      let centre = (0..<size).map { index in
        corners.dropLast().reduce(0) { $0 + $1.place[index] } / Double(size)
      }
      func along(_ factor: Double) -> (place: [Double], value: Double) {
        let place = zip(centre, worst.place).map { $0 + factor * ($1 - $0) }
        count += 1
        return (place, value(place))
      }
      let mirrored = along(-1)
      if mirrored.value < best.value {
        let further = along(-2)
        corners[size] = further.value < mirrored.value ? further : mirrored
      } else if mirrored.value < corners[size - 1].value {
        corners[size] = mirrored
      } else {
        let nearer = along(mirrored.value < worst.value ? -0.5 : 0.5)
        if nearer.value < min(worst.value, mirrored.value) {
          corners[size] = nearer
        } else {
          for index in 1...size {
            let place = zip(best.place, corners[index].place).map { ($0 + $1) / 2 }
            corners[index] = (place, value(place))
            count += 1
          }
        }
      }
    }
    corners.sort { $0.value < $1.value }
    return corners[0]
  }
}
