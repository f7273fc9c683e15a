// SPDX-License-Identifier: Apache-2.0

/// Uptake in a sphere of a series of PET: the greatest of a voxel, and the greatest mean of 1 cm³.
///
/// The peak is that of PERCIST (Wahl et al., J Nucl Med 2009;50 Suppl 1:122S-150S): of all spheres of 1 cm³ whose middle is that of a voxel within the region, the greatest mean, each voxel weighted by the share of it that lies within.
public struct UptakeRegion: Sendable, Hashable {
  /// The greatest value of a voxel whose middle lies within, in the units of the values.
  public let maximum: Double
  /// The greatest mean of a sphere of 1 cm³ whose middle is that of a voxel within; nil where it would reach beyond the slices.
  public let peak: Double?
  /// Where a peak is missing, why.
  public let noPeak: String?
  /// How many voxels lie within.
  public let voxels: Int

  /// The radius of a sphere of 1 cm³, in mm: the cube root of 3/(4π) cm.
  public static let peakRadius = 6.203504908994
  /// The radius of a region, in mm.
  public static let radii = 1.0...60.0

  /// The region round a place.
  ///
  /// - Parameters:
  ///   - slices: those of one series that the region and the spheres round its edge cross, in any order.
  ///   - centre: in mm of the frame of reference.
  ///   - radius: in mm.
  public init(_ slices: [PETSlice], centre: [Double], radius: Double) throws(ImageFailure) {
    let grid = try UptakeGrid(slices)
    var (most, best, found) = (-Double.infinity, -Double.infinity, 0)
    var isWhole = true
    let kernel = grid.kernel(radius: Self.peakRadius)
    guard grid.mayHold(centre, radius: radius) else { throw .refused("the region reaches beyond the slices") }
    for voxel in grid.voxels(near: centre, radius: radius) {
      found += 1
      most = max(most, grid[voxel])
      if let mean = grid.mean(kernel, at: voxel) { best = max(best, mean) } else { isWhole = false }
    }
    guard found > 0 else { throw .refused("no middle of a voxel lies in the region; expected a larger --radius") }
    (maximum, voxels) = (most, found)
    (peak, noPeak) = isWhole ? (best, nil) : (nil, "the sphere of 1 cm³ reaches beyond the slices of the series")
  }
}

/// The voxels of slices that lie over each other at one distance.
struct UptakeGrid {
  /// A voxel by its column, row and slice.
  struct Voxel: Hashable {
    var x: Int
    var y: Int
    var z: Int
  }

  private let slices: [PETSlice]
  private let first: SliceGeometry
  /// From slice to slice, in mm.
  let distance: Double

  /// Sorts slices along their normal. Fails where they are no grid: turned, moved, at different distances, or two at one place.
  init(_ slices: [PETSlice]) throws(ImageFailure) {
    let placed = slices.compactMap { slice in slice.header.geometry.map { (slice, $0) } }
    guard placed.count == slices.count, let base = placed.first?.1 else {
      throw .refused("a slice does not say where it lies (0020,0032, 0020,0037, 0028,0030)")
    }
    let sorted = placed.map { ($0.0, $0.1, base.height(of: $0.1.position)) }.sorted { $0.2 < $1.2 }
    guard sorted.count >= 2 else { throw .refused("one slice is no volume") }
    let first = sorted[0].1
    let distance = (sorted[sorted.count - 1].2 - sorted[0].2) / Double(sorted.count - 1)
    guard distance > 0.1 else { throw .refused("several slices are at one place: a dynamic or gated series") }
    for (index, (slice, own, height)) in sorted.enumerated() {
      let (column, row) = first.pixel(of: own.position)
      guard slice.width == sorted[0].0.width, slice.height == sorted[0].0.height, own.isParallel(to: first),
        abs(own.across - first.across) < 1e-4, abs(own.down - first.down) < 1e-4, abs(column) < 0.05, abs(row) < 0.05
      else { throw .refused("its slices do not lie over each other") }
      guard abs(height - sorted[0].2 - Double(index) * distance) <= 0.05 * distance else {
        throw .refused("its slices are not at one distance: one is missing, or two are at one place")
      }
    }
    (self.slices, self.first, self.distance) = (sorted.map(\.0), first, distance)
  }

  subscript(voxel: Voxel) -> Double { slices[voxel.z].values[voxel.y * slices[voxel.z].width + voxel.x] }

  /// A place in columns, rows and slices.
  private func indices(of place: [Double]) -> (x: Double, y: Double, z: Double) {
    let (column, row) = first.pixel(of: place)
    return (column, row, first.height(of: place) / distance)
  }

  /// Whether a sphere lies within the slices, to half a voxel.
  func mayHold(_ centre: [Double], radius: Double) -> Bool {
    let place = indices(of: centre)
    func isWithin(_ index: Double, _ size: Double, _ count: Int) -> Bool {
      index - radius / size >= -0.5 && index + radius / size <= Double(count) - 0.5
    }
    return isWithin(place.x, first.across, slices[0].width) && isWithin(place.y, first.down, slices[0].height)
      && isWithin(place.z, distance, slices.count)
  }

  /// The voxels whose middle lies in a sphere that ``mayHold(_:radius:)`` says is within.
  func voxels(near centre: [Double], radius: Double) -> [Voxel] {
    let place = indices(of: centre)
    func range(_ index: Double, _ size: Double, _ count: Int) -> ClosedRange<Int> {
      let (low, high) = (Int((index - radius / size).rounded(.up)), Int((index + radius / size).rounded(.down)))
      let start = min(max(0, low), count - 1)
      return start...max(start, min(high, count - 1))
    }
    var found: [Voxel] = []
    for z in range(place.z, distance, slices.count) {
      for y in range(place.y, first.down, slices[0].height) {
        for x in range(place.x, first.across, slices[0].width) {
          let (dx, dy, dz) = (
            (Double(x) - place.x) * first.across, (Double(y) - place.y) * first.down, (Double(z) - place.z) * distance
          )
          if dx * dx + dy * dy + dz * dz <= radius * radius { found.append(Voxel(x: x, y: y, z: z)) }
        }
      }
    }
    return found
  }

  /// The voxels that a sphere round the middle of one touches, each with the share of it that lies within: of 21 x 21 x 21 points, by which the volume of a sphere of 1 cm³ is right to a thousandth.
  func kernel(radius: Double) -> [(offset: Voxel, share: Double)] {
    let points = 21
    let parts = (0..<points).map { (Double($0) + 0.5) / Double(points) - 0.5 }
    func reach(_ size: Double) -> Int { Int((radius / size + 0.5).rounded(.up)) }
    func share(_ x: Double, _ y: Double, _ z: Double) -> Double {
      var within = 0
      for w in parts {
        let dz = (z + w) * distance
        for v in parts {
          let dy = (y + v) * first.down
          let rest = radius * radius - dz * dz - dy * dy
          guard rest >= 0 else { continue }
          for u in parts {
            let dx = (x + u) * first.across
            if dx * dx <= rest { within += 1 }
          }
        }
      }
      return Double(within) / Double(points * points * points)
    }
    // Of a voxel that lies within or without as a whole no points are counted.
    func square(_ index: Int, _ size: Double, _ isFar: Bool) -> Double {
      let length = max(0, abs(Double(index)) + (isFar ? 0.5 : -0.5)) * size
      return length * length
    }
    func distances(_ x: Int, _ y: Int, _ z: Int, _ isFar: Bool) -> Double {
      square(x, first.across, isFar) + square(y, first.down, isFar) + square(z, distance, isFar)
    }
    var kernel: [(offset: Voxel, share: Double)] = []
    for z in -reach(distance)...reach(distance) {
      for y in -reach(first.down)...reach(first.down) {
        for x in -reach(first.across)...reach(first.across) {
          guard distances(x, y, z, false) <= radius * radius else { continue }
          let part = distances(x, y, z, true) <= radius * radius ? 1 : share(Double(x), Double(y), Double(z))
          if part > 0 { kernel.append((Voxel(x: x, y: y, z: z), part)) }
        }
      }
    }
    return kernel
  }

  /// The size of a voxel, in mm³.
  var voxelVolume: Double { first.across * first.down * distance }

  /// The mean under a kernel at a voxel; nil where it reaches beyond the slices.
  func mean(_ kernel: [(offset: Voxel, share: Double)], at voxel: Voxel) -> Double? {
    var (sum, weight) = (0.0, 0.0)
    for (offset, share) in kernel {
      let place = Voxel(x: voxel.x + offset.x, y: voxel.y + offset.y, z: voxel.z + offset.z)
      guard slices.indices.contains(place.z), (0..<slices[0].width).contains(place.x),
        (0..<slices[0].height).contains(place.y)
      else { return nil }
      sum += share * self[place]
      weight += share
    }
    return weight > 0 ? sum / weight : nil
  }
}
