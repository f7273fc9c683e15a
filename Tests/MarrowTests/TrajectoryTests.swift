// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Marrow

@Suite("Trajectories against SciPy")
struct TrajectoryTests {
  @Test func everyReferenceTrajectory() throws {
    var agreement = Agreement("trajectories")
    for reference in try Reference.read("trajectories", as: Reference.Trajectory.self) {
      let metrics = reference.metrics
      let course = try CountCourse(
        reference.parameters(), reference.events.map { try $0.infusion() }, to: Hours(reference.t_end_h),
        at: reference.daily_t_h.map { Hours($0) },
        stretches: metrics.cycle_nadirs.map { (Hours($0.start_h), Hours($0.end_h)) })
      #expect(course.points.count == reference.daily_ANC.count)
      for (point, expected) in zip(course.points, reference.daily_ANC) {
        agreement.add("count", point.count, expected, within: 1e-6, "\(reference.id) at \(point.time.value) h")
      }
      agreement.add("nadir", course.nadir.count, metrics.nadir_value, within: 1e-6, reference.id)
      let pairs = zip([1.5, 1, 0.5], [metrics.oneAndHalf, metrics.one, metrics.half])
      for (found, pair) in zip(course.below, pairs) {
        agreement.add(
          "hours below", found.value, pair.1, within: 0.01, absolute: true, "\(reference.id) below \(pair.0)")
      }
      #expect((course.recovery[0] == nil) == (metrics.recovery == nil), "\(reference.id)")
      if let found = course.recovery[0], let expected = metrics.recovery {
        agreement.add("recovery h", found.value, expected, within: 0.01, absolute: true, reference.id)
      }
      // Without a drug the count does not move, and has no nadir.
      guard !reference.events.isEmpty else { continue }
      agreement.add(
        "nadir h", course.nadir.time.value, metrics.nadir_time_h, within: 0.01, absolute: true, reference.id)
      for (found, expected) in zip(course.nadirs, metrics.cycle_nadirs) {
        agreement.add("cycle nadir", found.count, expected.value, within: 1e-6, reference.id)
        agreement.add(
          "cycle nadir h", found.time.value, expected.time_h, within: 0.01, absolute: true,
          "\(reference.id) from \(expected.start_h) h")
      }
    }
    agreement.report()
    #expect(agreement.count > 1000)
  }

  @Test func concentrationsAtTheEndOfInfusions() throws {
    var agreement = Agreement("concentrations of gemcitabine")
    for reference in try Reference.read("trajectories", as: Reference.Trajectory.self) {
      let parameters = try reference.parameters()
      let volume = try #require(parameters[.centralVolume])
      let plan = try DosePlan(parameters.structure, reference.events.map { try $0.infusion() })
      for level in reference.end_of_infusion {
        var field = MarrowField<Double>(parameters.structure, parameters.values)
        for change in plan.changes where change.time < level.time_h {
          field.first.advance(by: change.time - field.origin, bolus: change.bolus.0, rate: change.rate.0)
          field.origin = change.time
        }
        agreement.add(
          "C", field.first.value(after: level.time_h - field.origin) / volume, level.C_gem_mg_L, within: 1e-8,
          "\(reference.id) at \(level.time_h) h")
      }
    }
    agreement.report()
  }
}
