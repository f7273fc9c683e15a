// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import Imaging
import Testing

/// Uptake in spheres that are known.
@Suite struct UptakeRegionTests {
  /// Slices of voxels of a size, from the middle of the first at 0, with values by place in mm.
  private func slices(
    _ size: (x: Double, y: Double, z: Double) = (2, 2, 2), count: (x: Int, y: Int, z: Int) = (24, 24, 24),
    _ value: (Double, Double, Double) -> Double
  ) -> [PETSlice] {
    (0..<count.z).map { z in
      let header = PETHeader(
        """
        (0020,0032) DS [0\\0\\\(Double(z) * size.z)]  #
        (0020,0037) DS [1\\0\\0\\0\\1\\0]  #
        (0028,0030) DS [\(size.y)\\\(size.x)]  #
        """)
      let values = (0..<count.y).flatMap { y in
        (0..<count.x).map { x in value(Double(x) * size.x, Double(y) * size.y, Double(z) * size.z) }
      }
      return PETSlice(header: header, width: count.x, height: count.y, values: values)
    }
  }

  private func distance(_ x: Double, _ y: Double, _ z: Double, from middle: Double) -> Double {
    ((x - middle) * (x - middle) + (y - middle) * (y - middle) + (z - middle) * (z - middle)).squareRoot()
  }

  /// A sphere of 12 mm holds one of 6.2 mm: its peak is its value.
  @Test func peakOfAUniformSphere() throws {
    let region = try UptakeRegion(
      slices { distance($0, $1, $2, from: 22) <= 12 ? 5 : 1 }, centre: [22, 22, 22], radius: 10)
    #expect(region.maximum == 5 && abs((region.peak ?? 0) - 5) < 1e-9 && region.noPeak == nil)
  }

  /// A sphere of radius 4 mm has 268.08 mm³ of the 1000 mm³ of a peak: 0.26808 * 10 + 0.73192 * 0 = 2.6808.
  ///
  /// A quarter of a voxel is no whole one: each value is the share of its voxel, by 8 x 8 x 8 points.
  @Test func peakOfASmallSphere() throws {
    let points = (0..<8).map { (Double($0) + 0.5) / 8 - 0.5 }
    let small = slices((1, 1, 1), count: (28, 28, 28)) { x, y, z in
      guard distance(x, y, z, from: 14) < 6 else { return 0 }
      var within = 0
      for u in points {
        for v in points {
          for w in points where distance(x + u, y + v, z + w, from: 14) <= 4 { within += 1 }
        }
      }
      return 10 * Double(within) / 512
    }
    let region = try UptakeRegion(small, centre: [14, 14, 14], radius: 5)
    #expect(abs((region.peak ?? 0) - 2.6808) < 0.01 && region.maximum == 10)
  }

  /// A peak of one hot voxel of 4 x 4 x 3 mm (48 mm³ of 1000): 0.048 of it, wherever in the region it is.
  @Test func peakOfOneVoxel() throws {
    let hot = slices((4, 4, 3), count: (16, 16, 16)) { x, y, z in x == 28 && y == 32 && z == 24 ? 1000 : 0 }
    let region = try UptakeRegion(hot, centre: [30, 30, 22], radius: 9)
    #expect(region.maximum == 1000 && abs((region.peak ?? 0) - 48) < 0.5)
    // Beyond the region it is not seen, but the sphere round the nearest voxel of it, 3 mm away, holds it whole.
    let beside = try UptakeRegion(hot, centre: [28, 32, 33], radius: 8)
    #expect(beside.maximum == 0 && abs((beside.peak ?? 0) - 48) < 0.5)
  }

  /// The voxels of a kernel are 1 cm³, whatever their size.
  @Test(arguments: [(1.0, 1.0, 1.0), (2, 2, 2), (4, 4, 3), (4.07, 4.07, 5), (2.73, 2.73, 3.27)])
  func kernelsAreOneCubicCentimetre(x: Double, y: Double, z: Double) throws {
    let grid = try UptakeGrid(slices((x, y, z), count: (4, 4, 4)) { _, _, _ in 0 })
    let volume = grid.kernel(radius: UptakeRegion.peakRadius).reduce(0) { $0 + $1.share } * grid.voxelVolume
    #expect(abs(volume - 1000) < 1, "\(volume)")
    #expect(abs(4 / 3 * Double.pi * pow(UptakeRegion.peakRadius, 3) - 1000) < 1e-6)
  }

  /// At the edge of what there is a peak is not determined, and beyond it there is no region.
  @Test func edges() throws {
    let all = slices { _, _, _ in 1 }
    let edge = try UptakeRegion(all, centre: [22, 22, 10], radius: 8)
    #expect(edge.maximum == 1 && edge.peak == nil && edge.noPeak?.contains("beyond the slices") == true)
    #expect(throws: ImageFailure.refused("the region reaches beyond the slices")) {
      try UptakeRegion(all, centre: [22, 22, 4], radius: 8)
    }
    #expect(throws: ImageFailure.self) { try UptakeRegion(all, centre: [500, 22, 22], radius: 8) }
  }

  @Test func slicesThatAreNoVolume() throws {
    let all = slices { _, _, _ in 1 }
    func refuses(_ slices: [PETSlice], _ words: String) {
      do throws(ImageFailure) {
        _ = try UptakeRegion(slices, centre: [22, 22, 22], radius: 5)
        Issue.record("\(words): taken")
      } catch { #expect(error.description.contains(words), "\(error)") }
    }
    var some = all
    some.remove(at: 12)
    refuses(some, "one is missing")
    refuses(all + [all[12]], "at one distance")
    refuses([all[3], all[3]], "at one place")
    refuses([all[3]], "one slice")
    refuses([], "does not say")
    // In any order it is the same.
    let shuffled = try UptakeRegion(all.reversed(), centre: [22, 22, 22], radius: 5)
    #expect(shuffled == (try UptakeRegion(all, centre: [22, 22, 22], radius: 5)))
  }
}
