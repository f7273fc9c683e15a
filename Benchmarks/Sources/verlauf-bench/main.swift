// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Figures
import Foundation
import Outcomes
import Dosing
import Report
import Review
import Measuring

var arguments = CommandLine.arguments.dropFirst()
// `--evidence FOLDER` runs the estimators alone, in a process of their own, so that memory is theirs.
if arguments.first == "--evidence" {
  try await EvidenceBenchmark.run(arguments.dropFirst().first ?? "/tmp/verlauf-bench-survival")
  exit(0)
}
let series = arguments.first ?? "Examples/gemcitabine-maintenance"

// 1. One patient of 50 uncertain events; the mean of 200.
let network = NetworkBenchmark()
let (networkTime, conflicts) = await seconds { (0..<200).reduce(0) { sum, _ in sum + network.resolve() } }
precondition(conflicts == 0, "the benchmark's network is consistent")
line("resolve a patient of 50 uncertain events, 120 statements", networkTime / 200 * 1000, "ms")

// The same constraints for the peer (peers/stn_peer.py).
let rows = network.constraints.map { "\($0.from),\($0.to),\($0.low),\($0.high)" }
try rows.joined(separator: "\n").write(toFile: "/tmp/verlauf-bench-network.csv", atomically: true, encoding: .utf8)

// 2. 100,000 patients with exact dates.
let exact = try SyntheticCohort.study(patients: 1000)
let (exactTime, events) = await seconds {
  (0..<100).reduce(0) { sum, _ in
    sum + exact.patients.reduce(0) { $0 + PatientTimeline($1, in: exact).network.events.count }
  }
}
line("resolve 100,000 patients with exact dates", exactTime, "s")
line("  events of them", Double(events), "")

// 3. The published series, from the folder to all files of the report.
let (seriesTime, count) = await seconds { () -> Int in
  let reading = await StudyFolder.read(series)
  guard let study = reading.study else { return 0 }
  let outcomes = await StudyOutcomes(study, library: RegimenLibrary())
  return Report(outcomes).files().count
}
line("report of \(series), \(count) files (after start)", seriesTime * 1000, "ms")

// 4. Doses with rules, and accounts.
DosingBenchmark.run()

// 5. Courses of very many events.
try await LargeCourseBenchmark.run()

// 6. Cohorts: outcomes, findings and tables; linear if the time per patient stays the same.
for patients in [1000, 5000, 10_000] {
  let study = try SyntheticCohort.study(patients: patients)
  let (outcomesTime, outcomes) = await seconds { await StudyOutcomes(study, library: RegimenLibrary()) }
  let (reviewTime, review) = await seconds { StudyReview(outcomes) }
  let (tablesTime, tables) = await seconds {
    ReportTables(outcomes, review, CohortOutcomes(outcomes, options: .suiting(outcomes))).all.map(\.csv).reduce(0) {
      $0 + $1.utf8.count
    }
  }
  print("\(patients) synthetic patients")
  line("  outcomes", outcomesTime, "s")
  line("  findings (\(review.findings.count))", reviewTime, "s")
  line("  tables (\(tables / 1000) kB of CSV)", tablesTime, "s")
  line("  per patient", (outcomesTime + reviewTime + tablesTime) / Double(patients) * 1e6, "µs")
  line("  peak memory so far", peakMegabytes(), "MB")
}
